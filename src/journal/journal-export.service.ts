import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase } from '../db/tenant.js';
import { inLocale } from '../sentence.js';
import { JournalExportStore, type JournalWish } from './journal-export.store.js';
import { cellsOf, type JournalEntryRow } from './journal-row.js';
import { JOURNAL_COLUMNS } from './journal-words.js';

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Separator = keyof typeof SEPARATORS;

/** The journal as a table for invoices. */
@Injectable()
export class JournalExport {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(JournalExportStore) private readonly lines: JournalExportStore,
  ) {}

  /**
   * UTF-8 with a byte order mark, without which Excel takes Latvian letters for others. A cell that a spreadsheet would
   * run as a formula gets an apostrophe in front, which shows it as a text: titles and names come from outside.
   * A piece at a time, each read when the one before has gone out.
   */
  async *csv(
    { agencyId, locale }: Pick<Signed, 'agencyId' | 'locale'>,
    wish: JournalWish,
    separator: Separator,
  ): AsyncGenerator<string> {
    const delimiter = SEPARATORS[separator];
    const shape = { delimiter, escape_formulas: true, record_delimiter: 'windows' } as const;
    const heads = JOURNAL_COLUMNS.map(({ head }) => inLocale(head, locale));
    yield stringify([heads], { ...shape, bom: true });
    let after: JournalEntryRow | null = null;
    for (;;) {
      const last: JournalEntryRow | null = after;
      const rows: JournalEntryRow[] = await this.db.inAgency(agencyId, (tx) =>
        this.lines.next(tx, agencyId, wish, last),
      );
      if (rows.length === 0) return;
      const cells = rows.map((row) => cellsOf(row, locale));
      yield stringify(
        cells.map((row) => JOURNAL_COLUMNS.map(({ key }) => row[key])),
        shape,
      );
      after = rows.at(-1) ?? null;
    }
  }
}
