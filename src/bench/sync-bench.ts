import { withCleanup } from './leave-nothing.js';
import { atMost, type BenchResult, median } from './result.js';
import { emptyFloor, fetchPages, rowsOf, writeRows } from './sync-floor.js';
import { openSyncHouse, type Service, type SyncHouse } from './sync-house.js';

export interface SyncSizes {
  /** Events of the large calendar; the larger one, for memory, has five times as many. */
  readonly events: number;
  readonly calendars: number;
  readonly rounds: number;
}

const FULL: SyncSizes = { events: 10_000, calendars: 1_000, rounds: 5 };
/** That the bench works, not how fast the service is. */
export const TINY: SyncSizes = { events: 200, calendars: 3, rounds: 1 };

/** Syncs of one changed event; the first ones warm up. */
const CHANGES_A_ROUND = 8;
const SMALL = 100;
const WAIT_MS = 300_000;

/**
 * The first sync of a large calendar, a sync of one change, many calendars with one change each, and memory: the whole
 * way from the simulated Google over HTTP into the mirror. Beside the same pages fetched and parsed and the same rows
 * written; both take turns.
 */
export const benchSync = (
  say: (line: string) => void,
  sizes: SyncSizes = FULL,
  parts: readonly string[] = [],
): Promise<BenchResult[]> =>
  withCleanup(async (cleanup) => {
    say('starting PostgreSQL and the simulated Google');
    const house = await openSyncHouse(cleanup);
    say(`filling calendars with ${sizes.events} and ${SMALL} events`);
    await fill(house, 'large', sizes.events);
    await fill(house, 'small', SMALL);
    const service = await house.service('api');
    const results: BenchResult[] = [];
    for (const part of SYNC_PARTS) {
      if (parts.length > 0 && !parts.includes(part)) continue;
      results.push(...(await PARTS[part](house, service, sizes, say)));
    }
    return results;
  });

const fill = (house: SyncHouse, calendar: string, events: number) =>
  house.simulator.ask({ kind: 'fill', calendar, events });

const sync = ({ agencyId }: SyncHouse, service: Service, calendarId: string, watchMemory = false) =>
  service.ask({ kind: 'sync', agencyId, calendarId, watchMemory });

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

const firstSync = async (
  house: SyncHouse,
  service: Service,
  { events, rounds }: SyncSizes,
  say: (line: string) => void,
): Promise<BenchResult[]> => {
  const { database, apiUrl } = house;
  const figures = { whole: [] as number[], fetched: [] as number[], written: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    say(`first sync of ${events} events, round ${round} of ${rounds}${round === 0 ? ' (to warm up)' : ''}`);
    const calendarId = await house.link(service, 'large');
    const { milliseconds, changed, accessToken } = await sync(house, service, calendarId);
    const rows = await rowsOf(database, [calendarId]);
    await emptyFloor(database);
    let there = 0;
    const fetched = await timed(async () => {
      there = await fetchPages(apiUrl, accessToken, 'large', null);
    });
    const written = await timed(() => writeRows(database, rows));
    if (changed !== events || there !== events) {
      throw new Error(`Of ${events} events ${changed} were mirrored, and ${there} listed`);
    }
    if (round === 0) continue;
    figures.whole.push(milliseconds);
    figures.fetched.push(fetched);
    figures.written.push(written);
  }
  const value = median(figures.whole);
  const fetched = median(figures.fetched);
  const written = median(figures.written);
  const what = `first sync of ${events} events`;
  return [
    atMost({ case: what, value, unit: 'ms' }, fetched + written, 2),
    { case: `${what}: the same pages fetched and parsed`, value: fetched, unit: 'ms' },
    { case: `${what}: the same rows written`, value: written, unit: 'ms' },
    { case: `${what}, a second`, value: (1000 * events) / value, unit: 'events/s' },
  ];
};

const oneChange = async (
  house: SyncHouse,
  service: Service,
  { events, rounds }: SyncSizes,
  say: (line: string) => void,
): Promise<BenchResult[]> => {
  say(`one change in ${events} events and in ${SMALL}, in turns`);
  const { database, apiUrl } = house;
  const sides = [];
  for (const calendar of ['large', 'small']) {
    const calendarId = await house.link(service, calendar);
    await sync(house, service, calendarId);
    sides.push({ calendar, calendarId, whole: [] as number[], floor: [] as number[] });
  }
  for (let change = -CHANGES_A_ROUND; change < rounds * CHANGES_A_ROUND; change++) {
    for (const { calendar, calendarId, whole, floor } of sides) {
      const { rows: tokens } = await database.query<{ token: string }>(
        'select sync_token as token from calendar where calendar_id = $1',
        [calendarId],
      );
      const { rows: first } = await database.query<{ id: string }>(
        'select external_id as id from event where calendar_id = $1 limit 1',
        [calendarId],
      );
      const rows = await rowsOf(database, [calendarId], [first[0]?.id ?? '']);
      await house.simulator.ask({ kind: 'change', calendars: [calendar] });
      const { milliseconds, changed, accessToken } = await sync(house, service, calendarId);
      if (changed !== 1) throw new Error(`One event was changed, and ${changed} were mirrored`);
      await emptyFloor(database);
      const least = await timed(async () => {
        await fetchPages(apiUrl, accessToken, calendar, tokens[0]?.token ?? '');
        await writeRows(database, rows);
      });
      if (change < 0) continue;
      whole.push(milliseconds);
      floor.push(least);
    }
  }
  const [large, small] = sides.map(({ whole, floor }) => ({ value: median(whole), floor: median(floor) }));
  if (large === undefined || small === undefined) throw new Error('There are no sides');
  const unit = 'ms';
  return [
    atMost(
      { case: `one change among ${events} events, beside one among ${SMALL}`, value: large.value, unit },
      small.value,
      1.3,
    ),
    atMost({ case: `one change among ${events} events`, value: large.value, unit }, large.floor),
    atMost({ case: `one change among ${SMALL} events`, value: small.value, unit }, small.floor),
  ];
};

/** From the first push to the last mirror that is up to date. */
const manyCalendars = async (
  house: SyncHouse,
  service: Service,
  { calendars }: SyncSizes,
  say: (line: string) => void,
): Promise<BenchResult[]> => {
  const { agencyId, database, apiUrl } = house;
  const many = Array.from({ length: calendars }, (_, i) => `many-${i}`);
  for (const calendar of many) await fill(house, calendar, 5);
  say(`first syncs of ${many.length} calendars, then one change each, by two workers`);
  const calendarIds: string[] = [];
  let accessToken = '';
  for (const calendar of many) {
    const calendarId = await house.link(service, calendar);
    ({ accessToken } = await sync(house, service, calendarId));
    calendarIds.push(calendarId);
  }
  await database.query(`update calendar set next_sync_at = now() + interval '1 day'`);
  const { rows } = await database.query<{ token: string; calendar: string; id: string }>(
    `select c.sync_token as token, c.external_id as calendar, e.external_id as id
     from calendar c join lateral (select external_id from event e where e.calendar_id = c.calendar_id limit 1) e on true
     where c.calendar_id = any($1)`,
    [calendarIds],
  );
  await house.simulator.ask({ kind: 'change', calendars: many });
  const begin = performance.now();
  const since = new Date();
  const workers = [await house.service('worker'), await house.service('worker')];
  const started = performance.now();
  await service.ask({ kind: 'enqueue', agencyId, calendarIds });
  for (;;) {
    const { rows: open } = await database.query<{ count: number }>(
      'select count(*)::int as count from calendar where calendar_id = any($1) and synced_at < $2',
      [calendarIds, since],
    );
    if (open[0]?.count === 0) break;
    if (performance.now() - begin > WAIT_MS) throw new Error(`${open[0]?.count} calendars were left`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const value = performance.now() - started;
  for (const worker of workers) await worker.stop();

  await emptyFloor(database);
  const writing = await rowsOf(
    database,
    calendarIds,
    rows.map(({ id }) => id),
  );
  const left = [...rows];
  const floor = await timed(async () => {
    // As many at a time as two workers have in hand.
    const lane = async (): Promise<void> => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) {
        await fetchPages(apiUrl, accessToken, one.calendar, one.token);
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    await writeRows(database, writing);
  });
  return [
    atMost({ case: `${many.length} calendars with one change each, two workers`, value, unit: 'ms' }, floor),
    { case: 'the same, a second', value: (1000 * many.length) / value, unit: 'calendars/s' },
  ];
};

/** Each size in a fresh process, which has synchronised one page before. */
const memory = async (
  house: SyncHouse,
  _service: Service,
  { events }: SyncSizes,
  say: (line: string) => void,
): Promise<BenchResult[]> => {
  await fill(house, 'larger', 5 * events);
  const grown: number[] = [];
  const resident: number[] = [];
  for (const calendar of ['large', 'larger']) {
    say(`memory of the first sync of the ${calendar} calendar`);
    const watched = await house.service('api', true);
    await sync(house, watched, await house.link(watched, 'small'), true);
    const found = await sync(house, watched, await house.link(watched, calendar), true);
    grown.push(found.grown / MEGABYTE);
    resident.push(found.resident / MEGABYTE);
    await watched.stop();
  }
  const [small = Number.NaN, large = Number.NaN] = grown;
  const unit = 'MB';
  const what = `first sync of ${5 * events} events, beside ${events}`;
  return [
    atMost({ case: `${what}: the most that lived on the heap`, value: large, unit }, small, 1.3),
    atMost(
      { case: `${what}: the most memory of the process`, value: resident[1] ?? Number.NaN, unit },
      resident[0] ?? Number.NaN,
    ),
  ];
};

const MEGABYTE = 1024 * 1024;

export const SYNC_PARTS = ['first', 'change', 'many', 'memory'] as const;

const PARTS: Readonly<Record<(typeof SYNC_PARTS)[number], typeof firstSync>> = {
  first: firstSync,
  change: oneChange,
  many: manyCalendars,
  memory,
};
