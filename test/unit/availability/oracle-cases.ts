/**
 * Random questions for the oracle: every rule the engine knows, mostly on days on which the clocks
 * of the zone change. Zones and days come from a fixed list, so that the oracle's slow readings of
 * Temporal are made once; everything else is random.
 */
import fc from 'fast-check';
import type { BusyRow } from '../../../src/availability/busy.js';
import { checkRules } from '../../../src/availability/check-rules.js';
import type { AvailabilityInput, CalendarState } from '../../../src/availability/input.js';
import type { Instruction } from '../../../src/availability/instruction.js';
import { type ClockWindow, type Rule, WEEKDAYS } from '../../../src/availability/rule.js';
import type { AvailabilitySettings } from '../../../src/availability/settings.js';
import { dateNumber, plainDate } from '../../support/oracle-clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Days of gaps, folds and plain days; Samoa without a 30 December, Nepal's fifteen minutes. */
const DAYS: Readonly<Record<string, readonly string[]>> = {
  'Europe/Riga': ['2026-03-29', '2026-10-25', '2028-02-29', '2026-12-31'],
  'America/New_York': ['2026-03-08', '2026-11-01', '2027-06-02'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Pacific/Apia': ['2011-12-30', '2020-09-27', '2021-04-04'],
  'Africa/Casablanca': ['2026-02-15', '2026-03-22', '2025-02-23'],
  'Asia/Kathmandu': ['1986-01-01', '2026-05-13'],
  // Clocks that change at midnight, that fall back into the day before, and by two hours.
  'Africa/Cairo': ['2026-04-24', '2026-10-29'],
  'America/St_Johns': ['2010-11-07', '2010-03-14'],
  'Antarctica/Troll': ['2026-03-29', '2026-10-25'],
};

const PLACES = ['office', 'shop', 'yard'] as const;
const KINDS = ['visit', 'call'] as const;
const MEETINGS = ['m1', 'm2', 'm3'] as const;

/** The question without its travel table, which is kept as data so that a case can be printed. */
export interface OracleCase {
  readonly question: Omit<AvailabilityInput, 'travel'>;
  /** Minutes by `from>to`; pairs that are missing are unknown. */
  readonly legs?: Readonly<Record<string, number>>;
}

export function inputOf({ question, legs }: OracleCase): AvailabilityInput {
  if (legs === undefined) return question;
  return {
    ...question,
    travel: (from, to) => {
      const minutes = legs[`${from}>${to}`];
      return minutes === undefined ? undefined : { minutes, source: 'fixed' };
    },
  };
}

const maybe = <T>(value: fc.Arbitrary<T>, percent = 50): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    { weight: percent, arbitrary: value },
  );

/** Leaves out what is undefined, as JSON does. */
function given<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}

const two = (n: number) => String(n).padStart(2, '0');
const written = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** Readings within a day, mostly round, and often in the hours in which clocks change. */
const reading = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 47 }).map((n) => n * 30) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }).map((n) => n * 15) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1439 }) },
);

/** One to three windows of one day that do not overlap; the last may cross midnight. */
const windows: fc.Arbitrary<ClockWindow[]> = fc
  .tuple(fc.uniqueArray(reading, { minLength: 2, maxLength: 6 }), maybe(fc.integer({ min: 1, max: 1440 })))
  .map(([readings, beyond]) => {
    const bounds = readings.toSorted((a, b) => a - b);
    const made: ClockWindow[] = [];
    for (let i = 0; i + 1 < bounds.length; i += 2) {
      const [from = 0, to = 0] = bounds.slice(i, i + 2);
      const isLast = i + 3 >= bounds.length;
      const end = isLast && beyond !== undefined ? Math.min(1440 + beyond, from + 1440) : to;
      made.push({ from: written(from), to: written(end) });
    }
    return made;
  });

const wide: fc.Arbitrary<ClockWindow[]> = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 15, max: 30 }))
  .map(([from, to]) => [{ from: written(from * 60), to: written(Math.min(to, from + 24) * 60) }]);

const place = maybe(fc.constantFrom(...PLACES), 25);
const address = maybe(fc.constantFrom(...PLACES), 60);
const days = fc.oneof(
  fc.constant([...WEEKDAYS]),
  fc.subarray([...WEEKDAYS], { minLength: 3 }),
  fc.subarray([...WEEKDAYS], { minLength: 1 }),
);

const interval = fc.integer({ min: 1, max: 4 });
const weekday = fc.constantFrom(...WEEKDAYS);
const recurrence = (near: (from: number, to: number) => fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.oneof(
        interval.map((n) => `FREQ=DAILY;INTERVAL=${n}`),
        fc
          .tuple(interval, fc.subarray([...WEEKDAYS], { minLength: 1 }), weekday)
          .map(([n, on, wkst]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${on.join()};WKST=${wkst}`),
        interval.map((n) => `FREQ=WEEKLY;INTERVAL=${n}`),
        fc
          .tuple(interval, fc.constantFrom(1, 2, 3, 4, -1), weekday)
          .map(([n, nth, on]) => `FREQ=MONTHLY;INTERVAL=${n};BYDAY=${nth}${on}`),
        fc
          .tuple(interval, fc.subarray([1, 8, 15, 22, 29, 30, 31, -1, -3], { minLength: 1 }))
          .map(([n, on]) => `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${on.join()}`),
        fc
          .tuple(fc.subarray([...WEEKDAYS], { minLength: 2 }), fc.constantFrom(1, 2, -1, -2))
          .map(([on, nth]) => `FREQ=MONTHLY;BYDAY=${on.join()};BYSETPOS=${nth}`),
        fc
          .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 15, 29, 31))
          .map(([month, on]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${on}`),
        fc
          .tuple(fc.integer({ min: 1, max: 12 }), weekday)
          .map(([month, on]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=-1${on}`),
        fc.constant('FREQ=YEARLY'),
        fc.integer({ min: 1, max: 12 }).map((month) => `FREQ=DAILY;BYMONTH=${month}`),
      ),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map((n) => `;COUNT=${n}`) },
        { weight: 1, arbitrary: near(-3, 5).map((date) => `;UNTIL=${date.replaceAll('-', '')}`) },
      ),
    )
    .map(([parts, end]) => parts + end);

function rulesNear(near: (from: number, to: number) => fc.Arbitrary<string>): fc.Arbitrary<Rule[]> {
  const span = fc
    .tuple(near(-4, 3), fc.integer({ min: 0, max: 3 }))
    .map(([from, length]) => ({ from, until: plainDate(dateNumber(from) + length).toString() }));
  const weekly = fc
    .record({
      windows: fc.oneof(wide, windows),
      days,
      placeId: place,
      from: maybe(near(-30, 2), 20),
      until: maybe(near(-1, 30), 20),
      everyWeeks: maybe(fc.integer({ min: 1, max: 3 }), 30),
      weekOf: near(-40, 40),
    })
    .map(({ windows: hours, days: on, everyWeeks, weekOf, ...rest }) => ({
      kind: 'weekly' as const,
      windows: hours.map((window) => ({ ...window, days: on })),
      ...rest,
      ...(everyWeeks === undefined ? {} : { everyWeeks, weekOf }),
    }));
  const rule = fc.oneof(
    { weight: 6, arbitrary: weekly },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('recurring' as const),
        rrule: recurrence(near),
        starts: fc.oneof(near(-5, 1), near(-800, 0)),
        windows: fc.oneof(wide, windows),
        placeId: place,
        until: maybe(near(0, 30), 30),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('open' as const),
        date: near(-2, 2),
        windows,
        placeId: place,
        instead: maybe(fc.boolean()),
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(span, maybe(windows, 70))
        .map(([dates, hours]) => ({ kind: 'closed' as const, ...dates, window: hours?.at(-1) })),
    },
    { weight: 1, arbitrary: span.map((dates) => ({ kind: 'vacation' as const, ...dates })) },
    {
      weight: 1,
      arbitrary: near(-2, 3).map((date) => ({ kind: 'holiday' as const, date, name: 'A holiday' })),
    },
  );
  const always = fc.tuple(wide, place).map(([hours, placeId]) => ({
    kind: 'weekly' as const,
    windows: hours.map((window) => ({ ...window, days: [...WEEKDAYS] })),
    placeId,
  }));
  return fc
    .tuple(maybe(always, 75), fc.array(rule, { maxLength: 5 }))
    .map(([first, rest]) =>
      [...(first === undefined ? [] : [first]), ...rest].map(
        (made, i): Rule => given({ ...made, id: `rule-${i}` }),
      ),
    )
    .filter((rules) => checkRules(rules).length === 0);
}

const buffer = fc.constantFrom(0, 0, 5, 10, 15, 30, 45, 90);
const duration = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(15, 20, 30, 45, 60, 60, 90, 120) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 240 }) },
  { weight: 1, arbitrary: fc.constantFrom(480, 1440) },
);

function settingsNear(
  zone: string,
  near: (from: number, to: number) => fc.Arbitrary<string>,
): fc.Arbitrary<AvailabilitySettings> {
  const kind = fc
    .record({
      durationMinutes: maybe(duration),
      bufferBeforeMinutes: maybe(buffer),
      bufferAfterMinutes: maybe(buffer),
    })
    .map(given);
  const limit = fc
    .record({
      meetingKind: maybe(fc.constantFrom(...KINDS)),
      perDay: maybe(fc.integer({ min: 0, max: 3 }), 60),
      perWeek: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ perDay, perWeek, ...rest }) => ({
      ...rest,
      ...(perDay === undefined ? { perWeek } : { perDay, perWeek: perWeek + 2 }),
    }));
  const pause = fc
    .tuple(reading, fc.integer({ min: 5, max: 240 }), fc.integer({ min: 1, max: 100 }))
    .map(([from, length, percent]) => ({
      from: written(from),
      to: written(from + length),
      minutes: Math.ceil((length * percent) / 100),
    }));
  const policy = maybe(fc.constantFrom('busy' as const, 'free' as const));
  const numbered = <T extends object>(list: readonly T[] | undefined, name: string) =>
    list?.map((item, i) => ({ ...given(item), id: `${name}-${i}` }));
  return fc
    .record({
      zone: fc.constant(zone),
      durationMinutes: duration,
      stepMinutes: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(5, 10, 15, 15, 20, 30, 30, 45, 60) },
        { weight: 1, arbitrary: fc.constantFrom(1, 7, 90, 120, 480, 1440) },
      ),
      alignment: fc.constantFrom('window' as const, 'clock' as const),
      horizonDays: fc.constantFrom(0, 1, 2, 3, 7, 14, 14, 60, 60, 365),
      bufferBeforeMinutes: maybe(buffer),
      bufferAfterMinutes: maybe(buffer),
      minimumGapMinutes: maybe(fc.constantFrom(0, 10, 30, 60)),
      minimumNoticeMinutes: maybe(fc.constantFrom(0, 30, 120, 1440, 2880)),
      noticeWorkingDays: maybe(fc.integer({ min: 0, max: 3 }), 25),
      limits: maybe(fc.array(limit, { maxLength: 2 }), 30),
      breaks: maybe(fc.array(pause, { maxLength: 2 }), 50),
      kinds: maybe(fc.record({ visit: kind, call: kind })),
      policies: maybe(
        fc
          .record({
            tentative: policy,
            unanswered: policy,
            allDay: maybe(fc.constantFrom('busy' as const, 'free' as const, 'as_marked' as const)),
          })
          .map(given),
      ),
      travel: maybe(
        fc
          .record({
            dayStartPlaceId: address,
            dayEndPlaceId: address,
            unknownMinutes: maybe(fc.constantFrom(0, 20, 75)),
          })
          .map(given),
      ),
      zoneChanges: maybe(
        fc
          .tuple(near(-1, 2), fc.constantFrom(...Object.keys(DAYS)))
          .map(([from, to]) => [{ from, zone: to }]),
        5,
      ),
    })
    .map(({ limits, breaks, ...rest }) =>
      given({ ...rest, limits: numbered(limits, 'limit'), breaks: numbered(breaks, 'break') }),
    ) as fc.Arbitrary<AvailabilitySettings>;
}

function busyNear(
  start: number,
  near: (from: number, to: number) => fc.Arbitrary<string>,
): fc.Arbitrary<BusyRow[]> {
  const when = fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: -24 * 4, max: 72 * 4 }).map((n) => n * 15) },
        { weight: 1, arbitrary: fc.integer({ min: -9 * 1440, max: 9 * 1440 }) },
      ),
      fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 16 }).map((n) => n * 15) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 200 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }) },
      ),
      maybe(fc.integer({ min: 1, max: 59_999 }), 15),
    )
    .map(([offset, length, odd = 0]) => ({
      start: start + offset * MINUTE + odd,
      end: start + (offset + length) * MINUTE + (length > 0 ? Math.floor(odd / 2) : odd),
    }));
  const event = fc.record({
    when,
    kind: fc.constant('event' as const),
    meetingId: maybe(fc.constantFrom(...MEETINGS), 20),
    placeId: maybe(fc.constantFrom(...PLACES), 45),
    showAs: maybe(fc.constantFrom('busy' as const, 'tentative' as const, 'free' as const)),
    answer: maybe(
      fc.constantFrom(
        'accepted' as const,
        'tentative' as const,
        'needs_action' as const,
        'declined' as const,
      ),
    ),
    dates: maybe(
      fc
        .tuple(near(-4, 4), fc.integer({ min: 0, max: 2 }))
        .map(([from, length]) => ({ from, until: plainDate(dateNumber(from) + length).toString() })),
      12,
    ),
  });
  const own = fc.record({
    when,
    kind: fc.constantFrom('meeting' as const, 'hold' as const),
    meetingId: maybe(fc.constantFrom(...MEETINGS), 60),
    meetingKind: maybe(fc.constantFrom(...KINDS), 60),
    placeId: maybe(fc.constantFrom(...PLACES), 45),
  });
  return fc
    .array(fc.oneof(event, own), { maxLength: 10 })
    .map((rows) =>
      rows.map(({ when: times, ...rest }, i): BusyRow => given({ ...times, ...rest, sourceId: `row-${i}` })),
    );
}

function instructionsNear(near: (from: number, to: number) => fc.Arbitrary<string>, now: number) {
  const times = fc
    .uniqueArray(reading, { minLength: 2, maxLength: 2 })
    .map((pair) => pair.toSorted((a, b) => a - b));
  const middle = reading.map((time) => written(Math.max(1, time)));
  const what = fc.oneof(
    times.map(([from = 0, to = 0]) => ({
      kind: 'unreachable' as const,
      from: written(from),
      to: written(to),
    })),
    middle.map((time) => ({ kind: 'nothing_before' as const, time })),
    middle.map((time) => ({ kind: 'nothing_after' as const, time })),
    fc.constant({ kind: 'only_by_phone' as const }),
    times.map(([from = 0, to = 0]) => ({
      kind: 'only_by_phone' as const,
      from: written(from),
      to: written(to + 60),
    })),
    fc.tuple(times, fc.constantFrom(...PLACES), fc.boolean()).map(([[from = 0, to = 0], placeId, all]) => ({
      kind: 'at_place' as const,
      placeId,
      to: written(to),
      ...(all ? {} : { from: written(from) }),
    })),
  );
  return fc
    .array(fc.tuple(what, near(-2, 2), maybe(fc.integer({ min: -2, max: 2 }), 20)), { maxLength: 2 })
    .map((list) =>
      list.map(
        ([said, date, withdrawn], i): Instruction =>
          given({
            ...said,
            id: `instruction-${i}`,
            date,
            said: { by: 'Ilze', at: now, how: 'phone' as const },
            withdrawnAt: withdrawn === undefined ? undefined : now + withdrawn * HOUR,
          }),
      ),
    );
}

function calendarsNear(start: number, now: number): fc.Arbitrary<CalendarState[]> {
  const mirrored = fc.oneof(
    { weight: 5, arbitrary: fc.constant({ start: now - 30 * DAY, end: start + 90 * DAY }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.integer({ min: -48 * 60, max: 24 * 60 }),
          fc.integer({ min: 60, max: 72 * 60 }),
          fc.integer({ min: 0, max: 999 }),
        )
        .map(([from, length, odd]) => ({
          start: start + from * MINUTE + odd,
          end: start + (from + length) * MINUTE - odd,
        })),
    },
  );
  const calendar = fc.record({
    state: fc.oneof(
      { weight: 40, arbitrary: fc.constant('readable' as const) },
      { weight: 1, arbitrary: fc.constantFrom('unreadable' as const, 'loading' as const) },
    ),
    syncedAt: maybe(
      fc.integer({ min: 0, max: 61 }).map((minutes) => now - minutes * MINUTE),
      85,
    ),
    staleAfterMinutes: maybe(fc.constantFrom(60, 60, 1440)),
    mirrored,
  });
  return fc
    .array(calendar, { maxLength: 2 })
    .map((list) => list.map((each, i) => given({ ...each, calendarId: `calendar-${i}` })) as CalendarState[]);
}

const wanted = fc
  .record({
    durationMinutes: maybe(duration, 30),
    meetingKind: maybe(fc.constantFrom(...KINDS)),
    mode: maybe(fc.constantFrom('in_person' as const, 'phone' as const, 'video' as const), 25),
    placeId: maybe(fc.constantFrom(...PLACES), 65),
    reschedules: maybe(fc.constantFrom(...MEETINGS), 25),
  })
  .map(given);

const legs: fc.Arbitrary<Record<string, number>> = fc
  .array(maybe(fc.constantFrom(0, 10, 25, 40, 90), 75), { minLength: 9, maxLength: 9 })
  .map((list) => {
    const table: Record<string, number> = {};
    for (const [i, minutes] of list.entries()) {
      const pair = `${PLACES[Math.floor(i / 3)]}>${PLACES[i % 3]}`;
      if (minutes !== undefined) table[pair] = minutes;
    }
    return table;
  });

/** The six zones that are promised come twice as often as the others. */
const anchors = Object.entries(DAYS).flatMap(([zone, dates], i) =>
  [...dates, ...(i < 6 ? dates : [])].map((date) => ({ zone, date })),
);

interface Moment {
  readonly zone: string;
  readonly date: string;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

const moments: fc.Arbitrary<Moment> = fc
  .record({
    anchor: fc.constantFrom(...anchors),
    quarters: fc.integer({ min: -36 * 4, max: 18 * 4 }),
    halves: fc.integer({ min: 1, max: 32 * 2 }),
    ahead: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 60, max: 6 * 1440 }) },
      { weight: 1, arbitrary: fc.integer({ min: -1440, max: 600 }) },
    ),
    odd: maybe(fc.integer({ min: 1, max: 59_999 }), 15),
  })
  .map(({ anchor: { zone, date }, quarters, halves, ahead, odd = 0 }) => {
    const midnight = plainDate(dateNumber(date)).toZonedDateTime(zone).epochMilliseconds;
    const start = midnight + quarters * 15 * MINUTE + odd;
    const end = start + halves * 30 * MINUTE + Math.floor(odd / 2);
    return { zone, date, start, end, now: start - ahead * MINUTE + Math.floor(odd / 3) };
  });

function personAt({ zone, date, start, end, now }: Moment): fc.Arbitrary<OracleCase> {
  const near = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((offset) => plainDate(dateNumber(date) + offset).toString());
  return fc
    .record({
      settings: settingsNear(zone, near),
      rules: rulesNear(near),
      instructions: maybe(instructionsNear(near, now), 50),
      busy: busyNear(start, near),
      calendars: maybe(calendarsNear(start, now), 40),
      wanted: maybe(wanted, 75),
      legs: maybe(legs, 80),
    })
    .map(({ legs: table, ...question }) =>
      given({ question: given({ ...question, window: { start, end }, now }), legs: table }),
    ) as fc.Arbitrary<OracleCase>;
}

export const oracleCases: fc.Arbitrary<OracleCase> = moments.chain(personAt);

export interface GroupCase {
  /** Each with the same window, now and wanted. */
  readonly people: readonly { readonly required: boolean; readonly asked: OracleCase }[];
  readonly wanted: { readonly durationMinutes: number };
  readonly grid: { readonly zone: string; readonly stepMinutes: number };
}

/** Two or three people, mostly in different zones. */
export const groupCases: fc.Arbitrary<GroupCase> = moments.chain((moment) => {
  const zone = fc.constantFrom(moment.zone, 'Europe/Riga', 'America/New_York', 'Pacific/Apia');
  const person = fc.record({
    required: fc.oneof(
      { weight: 3, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    asked: zone.chain((theirs) => personAt({ ...moment, zone: theirs })),
  });
  return fc
    .record({
      people: fc.array(person, { minLength: 1, maxLength: 3 }),
      wanted: fc
        .tuple(wanted, fc.constantFrom(5, 15, 30, 45, 60, 90))
        .map(([rest, durationMinutes]) => ({ ...rest, durationMinutes })),
      grid: fc.record({ zone, stepMinutes: fc.constantFrom(1, 5, 15, 30, 60, 90) }),
    })
    .map(({ people, ...group }) => ({
      ...group,
      people: people.map(({ required, asked }, i) => ({
        required: required || i === 0,
        asked: { ...asked, question: { ...asked.question, wanted: group.wanted } },
      })),
    }));
});
