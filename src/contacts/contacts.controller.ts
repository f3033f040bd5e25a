import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { notFound } from '../errors.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import {
  type ContactPatch,
  type ContactRow,
  type ContactsQuery,
  contactPage,
  contactPatch,
  contactsQuery,
  contactView,
  type NewContact,
  newContactBody,
} from './contact.schema.js';
import { ContactStore } from './contact.store.js';
import { type ContactHistory, contactHistory } from './contact-history.schema.js';
import { ContactHistoryStore } from './contact-history.store.js';

/** Partners and prospects of one client; a secretary of another client never learns of them. */
@ApiTags('contacts')
@Controller('api/clients/:clientId/contacts')
export class ContactsController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ContactStore) private readonly contacts: ContactStore,
    @Inject(ContactHistoryStore) private readonly histories: ContactHistoryStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, in the order of names', standardSchema: contactPage })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: contactsQuery }) query: ContactsQuery,
  ): Promise<Page<ContactRow>> {
    return this.access.within(who, clientId, async (tx) => {
      const rows = await this.contacts.page(tx, who.agencyId, clientId, query);
      return pageOfRows(rows, query.limit, (row) => row.contactId);
    });
  }

  @Post()
  @ApiResponse({ status: 201, description: 'The new contact', standardSchema: contactView })
  async create(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: newContactBody }) body: NewContact,
  ): Promise<ContactRow> {
    return this.access.within(who, clientId, (tx, client) =>
      this.contacts.insert(tx, who.agencyId, client, body),
    );
  }

  @Get(':contactId')
  @ApiResponse({ status: 200, description: 'The contact', standardSchema: contactView })
  async get(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('contactId', { schema: idField }) contactId: string,
  ): Promise<ContactRow> {
    return this.access.within(who, clientId, async (tx) =>
      found(await this.contacts.find(tx, who.agencyId, clientId, contactId)),
    );
  }

  @Get(':contactId/history')
  @ApiResponse({
    status: 200,
    description: 'What there was with this contact',
    standardSchema: contactHistory,
  })
  async history(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('contactId', { schema: idField }) contactId: string,
  ): Promise<ContactHistory> {
    return this.access.within(who, clientId, async (tx) => {
      found(await this.contacts.find(tx, who.agencyId, clientId, contactId));
      return this.histories.of(tx, who.agencyId, clientId, contactId);
    });
  }

  @Patch(':contactId')
  @ApiResponse({ status: 200, description: 'The contact as it is now', standardSchema: contactView })
  async change(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('contactId', { schema: idField }) contactId: string,
    @Body({ schema: contactPatch }) body: ContactPatch,
  ): Promise<ContactRow> {
    return this.access.within(who, clientId, async (tx) =>
      found(await this.contacts.update(tx, who.agencyId, clientId, contactId, body)),
    );
  }

  @Delete(':contactId')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Archived: no longer listed, still named by old meetings' })
  async archive(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('contactId', { schema: idField }) contactId: string,
  ): Promise<void> {
    await this.access.within(who, clientId, async (tx) => {
      const done = await this.contacts.archive(tx, who.agencyId, clientId, contactId, this.clock.now());
      if (!done) throw notFound('contact');
    });
  }
}

const found = (contact: ContactRow | null): ContactRow => {
  if (contact === null) throw notFound('contact');
  return contact;
};
