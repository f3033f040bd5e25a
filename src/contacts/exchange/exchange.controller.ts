import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import { Signed } from '../../auth/signed.decorator.js';
import { ClientAccess } from '../../clients/client-access.service.js';
import { Refusal } from '../../errors.js';
import { ApiProblem } from '../../http/api-problem.decorator.js';
import { idField } from '../../http/fields.schema.js';
import { languageOf } from '../../mail/templates/language.js';
import { inLocale } from '../../sentence.js';
import { ContactStore } from '../contact.store.js';
import { SEPARATORS } from './columns.js';
import {
  type ExportQuery,
  exportQuery,
  type ImportQuery,
  importQuery,
  type PreviewQuery,
  type PreviewView,
  previewQuery,
  previewView,
} from './exchange.schema.js';
import { FIELD_HEADS } from './field-heads.js';
import { CONTACT_FIELDS } from './file-row.js';
import { ImportContacts } from './import-contacts.service.js';
import { vcardOf } from './write-vcards.js';

/** A client's contacts out of files and into them. */
@ApiTags('contacts')
@Controller('api/clients/:clientId')
export class ContactExchangeController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(ContactStore) private readonly contacts: ContactStore,
    @Inject(ImportContacts) private readonly importer: ImportContacts,
  ) {}

  @Post('contacts/import/preview')
  @HttpCode(200)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string' }, description: 'A CSV or vCard file of at most 5 MB' })
  @ApiResponse({ status: 200, description: 'What would become of each row', standardSchema: previewView })
  @ApiProblem(413, 'The file is too large')
  async preview(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: previewQuery }) query: PreviewQuery,
    @Body() body: unknown,
  ): Promise<PreviewView> {
    return this.importer.preview(who, clientId, bytesOf(body), query);
  }

  @Post('contacts/import')
  @HttpCode(200)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string' }, description: 'The file of the preview' })
  @ApiResponse({ status: 200, description: 'What became of each row', standardSchema: previewView })
  @ApiProblem(409, 'It would be something else than the preview showed')
  @ApiProblem(413, 'The file is too large')
  async import(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: importQuery }) query: ImportQuery,
    @Body() body: unknown,
  ): Promise<PreviewView> {
    return this.importer.run(who, clientId, bytesOf(body), query);
  }

  @Get('contacts.csv')
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'UTF-8 with a byte order mark; the import reads it back' })
  async csv(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: exportQuery }) query: ExportQuery,
  ): Promise<StreamableFile> {
    const list = await this.present(who, clientId);
    const separator = query.separator ?? (languageOf(who.locale) === 'en' ? 'comma' : 'semicolon');
    const heads = CONTACT_FIELDS.map((field) => inLocale(FIELD_HEADS[field], who.locale));
    const text = stringify(
      [heads, ...list.map((contact) => CONTACT_FIELDS.map((field) => contact[field] ?? ''))],
      {
        bom: true,
        delimiter: SEPARATORS[separator],
        escape_formulas: true,
        record_delimiter: 'windows',
      },
    );
    return fileOf(text, 'text/csv; charset=utf-8', 'contacts.csv');
  }

  @Get('contacts.vcf')
  @ApiProduces('text/vcard')
  @ApiResponse({ status: 200, description: 'vCards of version 3.0; the import reads them back' })
  async vcards(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<StreamableFile> {
    const list = await this.present(who, clientId);
    return fileOf(list.map(vcardOf).join(''), 'text/vcard; charset=utf-8', 'contacts.vcf');
  }

  private async present(who: Signed, clientId: string) {
    const all = await this.access.within(who, clientId, (tx) =>
      this.contacts.all(tx, who.agencyId, clientId),
    );
    return all.filter(({ archived }) => !archived);
  }
}

const fileOf = (text: string, type: string, name: string): StreamableFile =>
  new StreamableFile(Buffer.from(text), { type, disposition: `attachment; filename="${name}"` });

const bytesOf = (body: unknown): Uint8Array => {
  if (Buffer.isBuffer(body)) return Uint8Array.from(body);
  throw new Refusal('invalid-input', 'Send the file itself, as application/octet-stream.');
};
