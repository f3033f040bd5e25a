import type pg from 'pg';
import { EVENT_FIELDS } from '../calendars/google/google-event.js';

/**
 * The least that any program could do for a sync: fetch the same pages and parse them, and write the same rows, with
 * the same indexes, in one statement a table and one transaction.
 */

const PAGE = 1000;

interface Page {
  readonly items?: readonly unknown[];
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
}

/** The pages of a list, as the adapter asks for them. @returns how many events they held. */
export const fetchPages = async (
  apiUrl: string,
  accessToken: string,
  calendar: string,
  syncToken: string | null,
): Promise<number> => {
  let events = 0;
  for (let page: string | undefined; ; ) {
    const query = new URLSearchParams({
      maxResults: String(PAGE),
      maxAttendees: '1',
      singleEvents: 'false',
      fields: `nextPageToken,nextSyncToken,items(${EVENT_FIELDS})`,
      ...(syncToken === null ? {} : { syncToken }),
      ...(page === undefined ? {} : { pageToken: page }),
    });
    const answer = await fetch(
      `${apiUrl}calendar/v3/calendars/${encodeURIComponent(calendar)}/events?${query}`,
      { headers: { authorization: `Bearer ${accessToken}` } },
    );
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`A page was answered ${answer.status}: ${text.slice(0, 200)}`);
    const parsed = JSON.parse(text) as Page;
    events += parsed.items?.length ?? 0;
    page = parsed.nextPageToken;
    if (page === undefined) return events;
  }
};

/** Rows of calendars as they stand in the mirror, ready to be written once more. */
export interface Rows {
  readonly table: 'event' | 'busy';
  readonly insert: string;
  readonly values: readonly (readonly (string | null)[])[];
}

/** @param ids of these events alone. */
export const rowsOf = async (
  database: pg.Client,
  calendarIds: readonly string[],
  ids: readonly string[] | null = null,
): Promise<Rows[]> => {
  const tables: Rows[] = [];
  for (const table of ['event', 'busy'] as const) {
    await database.query(`create table if not exists bench_${table} (like ${table} including all)`);
    const { rows: columns } = await database.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table],
    );
    const { rows } = await database.query<(string | null)[]>({
      text: `select ${columns.map(({ name }) => `${name}::text`).join(', ')} from ${table}
             where calendar_id = any($1) and ($2::text[] is null or external_id = any($2))`,
      values: [calendarIds, ids],
      rowMode: 'array',
    });
    const names = columns.map(({ name }) => name).join(', ');
    tables.push({
      table,
      insert: `insert into bench_${table} (${names})
        select ${columns.map(({ name, type }) => `${name}::${type}`).join(', ')}
        from unnest(${columns.map((_, i) => `$${i + 1}::text[]`).join(', ')}) as n(${names})`,
      values: columns.map((_, i) => rows.map((row) => row[i] ?? null)),
    });
  }
  return tables;
};

export const writeRows = async (database: pg.Client, tables: readonly Rows[]): Promise<void> => {
  await database.query('begin');
  for (const { insert, values } of tables) await database.query(insert, [...values]);
  await database.query('commit');
};

/** Before the next round. */
export const emptyFloor = async (database: pg.Client): Promise<void> => {
  await database.query('truncate bench_event, bench_busy');
};
