import fc from 'fast-check';

/**
 * Recurring events by chance: every part of a rule that RFC 5545 3.3.10 allows together, starts around the nights on
 * which clocks change, exceptions in every form. Which occurrences UNTIL and EXDATE name is settled when a library has
 * said which there are (recurrence-oracle-set.ts).
 */
export type ListedForm = 'zoned' | 'utc' | 'floating' | 'date' | 'other-zone';

export interface RecurrenceCase {
  readonly zone: string;
  readonly allDay: boolean;
  /** Wall reading with seconds, or a date. */
  readonly start: string;
  /** Of a start that the clocks show twice: the second. */
  readonly laterOfTwo: boolean;
  readonly minutes: number;
  readonly days: number;
  /** Without UNTIL. */
  readonly rule: string;
  readonly until?: {
    readonly pick: number;
    readonly form: 'date' | 'floating' | 'instant';
    readonly slipSeconds: number;
  };
  readonly added: readonly {
    readonly days: number;
    readonly minutes: number;
    readonly form: ListedForm;
    readonly periodMinutes?: number | undefined;
  }[];
  readonly removed: readonly { readonly pick: number; readonly form: ListedForm; readonly moved: boolean }[];
  readonly windowFromDays: number;
  readonly windowDays: number;
}

export const ZONES = ['Europe/Riga', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'] as const;

/** Days near which a zone's clocks change, or leave a date out. */
const ANCHORS: Readonly<Record<(typeof ZONES)[number], readonly string[]>> = {
  'Europe/Riga': ['2026-03-29', '2026-10-25', '2024-03-31', '2000-03-26'],
  'America/New_York': ['2026-03-08', '2026-11-01', '2006-04-02', '2006-10-29'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04', '2025-10-05'],
  'Pacific/Apia': ['2011-12-30', '2012-04-01', '2020-09-27', '2021-04-04'],
};

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const maybe = <T>(arbitrary: fc.Arbitrary<T>, percent: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: percent, arbitrary }, { weight: 100 - percent, arbitrary: fc.constant(undefined) });
const some = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength });
const joined = (list: fc.Arbitrary<readonly (string | number)[]>) => list.map((values) => values.join(','));
const signed = (max: number, edges: readonly number[]): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...edges) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max }) },
    { weight: 1, arbitrary: fc.integer({ min: -max, max: -1 }) },
  );

const weekdays = joined(some(fc.constantFrom(...DAYS), 4));
const nth = (max: number) =>
  joined(
    some(
      fc
        .tuple(signed(max, [1, 2, 3, 4, 5, -1, -1, -2]), fc.constantFrom(...DAYS))
        .map(([n, day]) => `${n}${day}`),
      3,
    ),
  );
const months = joined(some(fc.integer({ min: 1, max: 12 }), 3));
const monthDays = joined(some(signed(31, [1, 28, 29, 30, 31, -1, -1, -29, -31]), 4));
const yearDays = joined(some(signed(366, [1, 59, 60, 61, 365, 366, -1, -306, -366]), 4));
const weeks = joined(some(signed(53, [1, 1, 20, 52, 53, 53, -1, -52, -53]), 3));
/** One of them is in every set, or the rule might never come to anything; those are tried apart. */
const positions = fc
  .tuple(fc.constantFrom(1, -1), fc.array(signed(6, [1, 2, 3, -1, -2]), { maxLength: 2 }))
  .map((list) => [...new Set(list.flat())].join(','));

/** The parts that may stand beside each frequency: the table of 3.3.10 and what its notes forbid. */
const BY_PARTS = {
  DAILY: fc.record({
    BYMONTH: maybe(months, 25),
    BYMONTHDAY: maybe(monthDays, 20),
    BYDAY: maybe(weekdays, 35),
  }),
  WEEKLY: fc.record({ BYMONTH: maybe(months, 20), BYDAY: maybe(weekdays, 65) }),
  MONTHLY: fc.record({
    BYMONTH: maybe(months, 15),
    BYMONTHDAY: maybe(monthDays, 40),
    BYDAY: maybe(fc.oneof(weekdays, nth(5)), 50),
  }),
  YEARLY: fc.oneof(
    { weight: 3, arbitrary: fc.record({ BYMONTH: maybe(months, 50), BYMONTHDAY: maybe(monthDays, 40) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        BYMONTH: months,
        BYMONTHDAY: maybe(monthDays, 15),
        BYDAY: fc.oneof(weekdays, nth(5)),
      }),
    },
    { weight: 1, arbitrary: fc.record({ BYDAY: fc.oneof(weekdays, nth(53)) }) },
    {
      weight: 2,
      arbitrary: fc.record({ BYMONTH: maybe(months, 15), BYYEARDAY: yearDays, BYDAY: maybe(weekdays, 20) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ BYMONTH: maybe(months, 10), BYWEEKNO: weeks, BYDAY: maybe(weekdays, 60) }),
    },
  ),
} as const;

const interval: fc.Arbitrary<number> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 4, arbitrary: fc.integer({ min: 2, max: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5, max: 30 }) },
);

const freq = fc.oneof(
  { weight: 2, arbitrary: fc.constant('DAILY' as const) },
  { weight: 3, arbitrary: fc.constant('WEEKLY' as const) },
  { weight: 4, arbitrary: fc.constant('MONTHLY' as const) },
  { weight: 5, arbitrary: fc.constant('YEARLY' as const) },
);

/** In any order of its parts, which means nothing (3.3.10). */
const rules: fc.Arbitrary<{ readonly rule: string; readonly counted: boolean }> = freq.chain((FREQ) =>
  fc
    .record({
      interval,
      wkst: maybe(fc.constantFrom(...DAYS), 40),
      by: BY_PARTS[FREQ] as fc.Arbitrary<Record<string, string | undefined>>,
      positions: maybe(positions, 25),
      hours: maybe(joined(some(fc.integer({ min: 0, max: 23 }), 3)), 8),
      minutes: maybe(joined(some(fc.constantFrom(0, 15, 30, 59), 2)), 5),
      count: maybe(fc.integer({ min: 1, max: 70 }), 35),
      last: fc.boolean(),
    })
    .map(({ by, ...rest }) => {
      const lists = Object.entries({ ...by, BYHOUR: rest.hours, BYMINUTE: rest.minutes })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${value}`);
      const parts = [
        ...(rest.interval === 1 ? [] : [`INTERVAL=${rest.interval}`]),
        ...(rest.count === undefined ? [] : [`COUNT=${rest.count}`]),
        ...(rest.wkst === undefined ? [] : [`WKST=${rest.wkst}`]),
        ...lists,
        // Means nothing alone, and is forbidden there.
        ...(rest.positions === undefined || lists.length === 0 ? [] : [`BYSETPOS=${rest.positions}`]),
      ];
      return {
        rule: (rest.last ? [...parts, `FREQ=${FREQ}`] : [`FREQ=${FREQ}`, ...parts]).join(';'),
        counted: rest.count !== undefined,
      };
    }),
);

const forms = fc.constantFrom<ListedForm>('zoned', 'zoned', 'utc', 'floating', 'date', 'other-zone');

export const recurrenceCases: fc.Arbitrary<RecurrenceCase> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    anchor: fc.nat(3),
    offsetDays: fc.oneof(fc.integer({ min: -40, max: 3 }), fc.integer({ min: -3000, max: 400 })),
    /** Around the hours that clocks skip or repeat. */
    quarter: fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 95 })),
    laterOfTwo: fc.boolean(),
    allDay: fc.oneof(
      { weight: 1, arbitrary: fc.constant(true) },
      { weight: 3, arbitrary: fc.constant(false) },
    ),
    minutes: fc.constantFrom(15, 60, 60, 90, 1440, 3000),
    days: fc.constantFrom(1, 1, 2, 9),
    found: rules,
    until: maybe(
      fc.record({
        pick: fc.nat(60),
        form: fc.constantFrom('date' as const, 'floating' as const, 'instant' as const),
        slipSeconds: fc.constantFrom(0, 0, -1, 1, 3600),
      }),
      50,
    ),
    added: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          fc.record({
            days: fc.integer({ min: 0, max: 400 }),
            // Odd, so that none falls upon an occurrence of the rule.
            minutes: fc.integer({ min: 1, max: 400 }).filter((n) => n % 15 !== 0),
            form: forms,
            periodMinutes: maybe(fc.constantFrom(10, 45, 600), 30),
          }),
          { maxLength: 3 },
        ),
      },
    ),
    removed: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ pick: fc.nat(40), form: forms, moved: fc.boolean() }), {
          maxLength: 4,
        }),
      },
    ),
    windowFromDays: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 1500 })),
    windowDays: fc.constantFrom(30, 400, 400, 1200),
  })
  .map(({ anchor, offsetDays, quarter, found, until, ...rest }) => {
    const anchors = ANCHORS[rest.zone];
    const date = Temporal.PlainDate.from(anchors[anchor % anchors.length] ?? '2026-03-29').add({
      days: offsetDays,
    });
    const time = Temporal.PlainTime.from('00:00').add({ minutes: 15 * quarter });
    // A reading that no clock shows names no start: the next that is shown.
    const start = date.toPlainDateTime(time).toZonedDateTime(rest.zone).toPlainDateTime();
    return {
      ...rest,
      start: rest.allDay ? start.toPlainDate().toString() : start.toString({ smallestUnit: 'second' }),
      rule: found.rule,
      // The two exclude each other (3.3.10).
      ...(until === undefined || found.counted ? {} : { until }),
    };
  });
