import { Readable } from 'node:stream';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AgencyStore } from '../agencies/agency.store.js';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { languageOf } from '../mail/templates/language.js';
import { type JournalQuery, journalQuery } from './journal.schema.js';
import { JournalExport } from './journal-export.service.js';

@ApiTags('agency')
@Controller('api/agency/journal.csv')
export class JournalController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(AgencyStore) private readonly agencies: AgencyStore,
    @Inject(JournalExport) private readonly journal: JournalExport,
  ) {}

  /** What was done, for whom and by whom, as a table to write invoices from. */
  @OwnerOnly()
  @Get()
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'UTF-8 with a byte order mark; one line a deed, oldest first' })
  async csv(
    @Signed() who: Signed,
    @Query({ schema: journalQuery }) query: JournalQuery,
  ): Promise<StreamableFile> {
    const { zone } = await this.db.inAgency(who.agencyId, (tx) => this.agencies.get(tx, who.agencyId));
    const midnight = (date: string, plusDays: number): number =>
      Temporal.PlainDate.from(date).add({ days: plusDays }).toZonedDateTime(zone).epochMilliseconds;
    const wish = {
      from: midnight(query.from, 0),
      until: midnight(query.until, 1),
      userId: query.userId ?? null,
      clientId: query.clientId ?? null,
    };
    const separator = query.separator ?? (languageOf(who.locale) === 'en' ? 'comma' : 'semicolon');
    return new StreamableFile(Readable.from(this.journal.csv(who, wish, separator)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="journal-${query.from}-${query.until}.csv"`,
    });
  }
}
