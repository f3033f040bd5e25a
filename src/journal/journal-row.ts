import { byWords, type JournalColumn, whatWords } from './journal-words.js';

/** A line of the journal with the names that it is about. */
export interface JournalEntryRow {
  readonly entryId: string;
  readonly at: Date;
  /** The instant as it was stored, microseconds included: for asking on from there. */
  readonly exactAt: string;
  readonly actor: string;
  readonly kind: string;
  readonly zone: string;
  readonly client: string | null;
  readonly secretary: string | null;
  readonly meeting: string | null;
  readonly partners: readonly string[];
  /** How long the meeting lasts; only with the line that agreed on it, so that a sum counts it once. */
  readonly minutes: number | null;
}

/** The cells of a line, on the client's own clocks. */
export const cellsOf = (row: JournalEntryRow, locale: string): Readonly<Record<JournalColumn, string>> => {
  const local = Temporal.Instant.fromEpochMilliseconds(row.at.getTime()).toZonedDateTimeISO(row.zone);
  return {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    zone: row.zone,
    client: row.client ?? '',
    secretary: row.secretary ?? '',
    by: byWords(row.actor, locale),
    what: whatWords(row.kind, locale),
    meeting: row.meeting ?? '',
    partner: row.partners.join(', '),
    minutes: row.minutes === null ? '' : String(row.minutes),
  };
};
