import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EventTime } from '../../../src/calendars/calendar.port.js';
import { type Expansion, expandSeries, type Series } from '../../../src/calendars/recurrence/expand.js';
import { SeriesExpander } from '../../../src/calendars/series-expander.service.js';
import { BoundedWorkers } from '../../../src/worker/bounded-worker.service.js';
import { datesOf, EVERY_TWENTY_MINUTES, EXAMPLES, SUB_DAILY } from './recurrence-oracle-examples.js';
import type { Run } from './recurrence-oracle-run.js';

/** Set SEED to repeat a run, RECURRENCE_CASES for a longer one (cases under each process zone). */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const cases = Number(process.env.RECURRENCE_CASES ?? 3400);

const YORK = 'America/New_York';
const utc = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const at = (text: string, zone: string): EventTime => ({
  kind: 'instant',
  at: Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds,
  zone,
});
const anHour = (date: string, zone: string, recurrence: readonly string[]): Series => ({
  start: at(`${date}T09:00`, zone),
  end: at(`${date}T10:00`, zone),
  recurrence,
  excluded: [],
  calendarZone: zone,
});
const readings = (expansion: Expansion): string[] => {
  if (!expansion.ok) throw new Error(expansion.reason);
  return expansion.occurrences.map(({ start }) =>
    Temporal.Instant.fromEpochMilliseconds(start)
      .toZonedDateTimeISO(YORK)
      .toPlainDateTime()
      .toString()
      .slice(0, 16),
  );
};

describe('the examples of RFC 5545 3.8.5.3', () => {
  const all = EXAMPLES.flatMap((example) => example.rules.map((rule) => ({ ...example, rule })));
  test.each(all)('$about: $rule', ({ start, rule, exDates = [], dates, endless }) => {
    const expected = datesOf(dates).map((date) => `${date}T09:00`);
    const series = anHour(start, YORK, [`RRULE:${rule}`, ...exDates]);
    const from = utc(`${start}T00:00:00Z`);
    const found = readings(expandSeries(series, { from, to: from + 20 * 366 * 86_400_000 }));
    expect(endless === true ? found.slice(0, expected.length) : found).toEqual(expected);
    if (endless) expect(found.length).toBeGreaterThan(expected.length);
  });

  test('every twenty minutes from nine to a quarter to five', () => {
    const { start, rule, hours, minutes } = EVERY_TWENTY_MINUTES;
    const from = utc(`${start}T00:00:00Z`);
    const found = readings(
      expandSeries(anHour(start, YORK, [`RRULE:${rule}`]), { from, to: from + 3 * 86_400_000 }),
    );
    const two = (n: number) => String(n).padStart(2, '0');
    const day = (date: string) =>
      hours.flatMap((hour) => minutes.map((minute) => `${date}T${two(hour)}:${two(minute)}`));
    expect(found).toEqual([...day('1997-09-02'), ...day('1997-09-03'), ...day('1997-09-04')]);
  });

  test.each(SUB_DAILY)('%s is refused in words', (rule) => {
    const expansion = expandSeries(anHour('1997-09-02', YORK, [`RRULE:${rule}`]), {
      from: utc('1997-09-01T00:00:00Z'),
      to: utc('1997-10-01T00:00:00Z'),
    });
    expect(expansion).toEqual({ ok: false, reason: expect.stringContaining('more often than daily') });
  });
});

const root = join(import.meta.dirname, '../../..');

/** The oracle in a process with a zone of its own; Node strips the types. */
async function runUnder(TZ: string, runSeed: number): Promise<Run & { readonly offset: number }> {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        const ours = name.startsWith('.') && name.endsWith('.js') && !context.parentURL?.includes('node_modules');
        return next(ours ? name.slice(0, -3) + '.ts' : name, context);
      },
    });
    const oracle = await import(${JSON.stringify(join(root, 'test/unit/calendars/recurrence-oracle-run.ts'))});
    const run = await oracle.runRecurrenceOracle([oracle.TABLE, oracle.RRULE], ${JSON.stringify({ seed: runSeed, cases })});
    console.log(JSON.stringify({ ...run, offset: new Date(2026, 6, 1).getTimezoneOffset() }));
  `;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  const env = { ...process.env, TZ, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Run & { offset: number };
}

describe(`generated rules beside a table and rrule (seed ${seed}, ${cases} under each process zone)`, () => {
  test('have the same occurrences in four zones, whatever the zone of the process', async () => {
    const zones = ['UTC', 'America/New_York', 'Pacific/Apia'];
    const runs: (Run & { offset: number })[] = [];
    // Two at a time at most would do; one after the other leaves the other suites their processor.
    for (const [i, zone] of zones.entries()) runs.push(await runUnder(zone, seed + i));
    expect(runs.map(({ failure }) => failure)).toEqual([null, null, null]);
    expect(new Set(runs.map(({ offset }) => offset)).size).toBe(3);
    for (const run of runs) {
      // Agreement would mean nothing if most were left out, or nothing came of most rules.
      expect(run.cases).toBeGreaterThan(1.4 * cases);
      expect(run.occurrences).toBeGreaterThan(10 * cases);
      expect(run.zones).toHaveLength(4);
    }
  }, 900_000);
});

describe('rules that never come to an end', () => {
  const workers = new BoundedWorkers();
  const expander = new SeriesExpander(workers);
  afterAll(() => workers.close());

  const window = { from: utc('2026-01-01T00:00:00Z'), to: utc('2027-03-01T00:00:00Z') };
  const expandOne = async (rule: string, date = '2026-01-05'): Promise<Expansion> => {
    const [expansion] = await expander.expand([anHour(date, 'Europe/Riga', [`RRULE:${rule}`])], window);
    if (expansion === undefined) throw new Error('no answer');
    return expansion;
  };

  test.each([
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;COUNT=3',
    'FREQ=MINUTELY;INTERVAL=1440',
    'FREQ=HOURLY;BYHOUR=9',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=4,6,9,11;BYMONTHDAY=31',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-30,-31',
  ])('%s is refused with a reason', async (rule) => {
    const expansion = await expandOne(rule);
    expect(expansion).toEqual({
      ok: false,
      reason: expect.stringMatching(/more often than daily|no date fits/),
    });
  });

  // What these mean is plain: nothing beside the start. An expander may walk to the year 9999 over them.
  test.each([
    'FREQ=YEARLY;BYWEEKNO=30;BYMONTH=1',
    'FREQ=YEARLY;BYYEARDAY=1;BYMONTH=7',
    'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6',
    'FREQ=DAILY;BYDAY=MO;BYSETPOS=2',
    'FREQ=WEEKLY;INTERVAL=52;BYDAY=MO;BYMONTH=7',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=DAILY;INTERVAL=999999999;BYMONTH=2',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTH=3',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=1SU,2SU,3SU;COUNT=999999999',
  ])('%s comes to the start alone, or is refused', async (rule) => {
    const expansion = await expandOne(rule);
    if (expansion.ok)
      expect(expansion.occurrences.map(({ start }) => start)).toEqual([utc('2026-01-05T07:00:00Z')]);
    else expect(expansion.reason).toMatch(/worked out|too long|no date fits/);
  });

  // BYSETPOS needs another BY part (3.3.10): refused, or without meaning, but never a hang.
  test.each([
    'FREQ=MONTHLY;BYSETPOS=2',
    'FREQ=YEARLY;BYSETPOS=-1',
    'FREQ=WEEKLY;BYSETPOS=1',
    'FREQ=DAILY;BYSETPOS=366',
  ])('%s, alone, ends', async (rule) => {
    const expansion = await expandOne(rule);
    if (!expansion.ok) expect(expansion.reason).not.toBe('');
    else expect(expansion.occurrences.length).toBeLessThanOrEqual(500);
  });

  test('a hundred hostile ones in a page cost their own time only, and the honest ones among them are read', async () => {
    const hostile = 'RRULE:FREQ=YEARLY;INTERVAL=1;BYWEEKNO=30;BYMONTH=1;BYDAY=MO;BYHOUR=1,2,3;BYSETPOS=366';
    const page = Array.from({ length: 100 }, (_, i) =>
      anHour('2026-01-05', 'Europe/Riga', [i % 10 === 0 ? 'RRULE:FREQ=MONTHLY;BYDAY=1MO' : hostile]),
    );
    const expansions = await expander.expand(page, window);
    expect(expansions).toHaveLength(100);
    for (const [i, expansion] of expansions.entries()) {
      if (i % 10 === 0) expect(expansion.ok && expansion.occurrences).toHaveLength(14);
      else if (expansion.ok) expect(expansion.occurrences).toHaveLength(1);
    }
  });

  test('a series of decades is still there, whoever expands it', async () => {
    const monthly = await expandOne('FREQ=MONTHLY;BYMONTHDAY=1', '1926-01-01');
    const daily = await expandOne('FREQ=DAILY;BYMONTH=2', '1976-01-01');
    const yearly = await expandOne('FREQ=YEARLY;BYMONTH=5;BYDAY=2SU', '1926-01-01');
    expect([monthly, daily, yearly].map((one) => (one.ok ? one.occurrences.length : one.reason))).toEqual([
      14,
      57 - 1,
      1,
    ]);
  });
});
