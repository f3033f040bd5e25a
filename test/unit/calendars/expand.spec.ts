import type { EventTime } from '../../../src/calendars/calendar.port.js';
import {
  expandSeries,
  needsExpander,
  type Series,
  startKey,
} from '../../../src/calendars/recurrence/expand.js';

const utc = (text: string): number => Temporal.Instant.from(`${text}Z`).epochMilliseconds;
const local = (text: string, zone: string): EventTime => ({
  kind: 'instant',
  at: Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds,
  zone,
});
const date = (text: string): EventTime => ({ kind: 'date', date: text });
const RIGA = 'Europe/Riga';
const YORK = 'America/New_York';

const series = (start: EventTime, end: EventTime, recurrence: string[], excluded: string[] = []): Series => ({
  start,
  end,
  recurrence,
  excluded,
  calendarZone: RIGA,
});

/** The starts in UTC, to the minute. */
const starts = (one: Series, from: string, to: string): string[] => {
  const expansion = expandSeries(one, { from: utc(from), to: utc(to) });
  if (!expansion.ok) throw new Error(expansion.reason);
  return expansion.occurrences.map(({ start }) => new Date(start).toISOString().slice(0, 16));
};
const reasonOf = (rule: string): string => {
  const one = series(local('2026-01-05T10:00', RIGA), local('2026-01-05T11:00', RIGA), [`RRULE:${rule}`]);
  const expansion = expandSeries(one, { from: utc('2026-01-01T00:00'), to: utc('2027-01-01T00:00') });
  return expansion.ok ? 'none' : expansion.reason;
};

describe('the clocks change', () => {
  test('a weekly meeting at ten in Riga stays at ten when summer begins (2026-03-29)', () => {
    const one = series(local('2026-03-16T10:00', RIGA), local('2026-03-16T11:00', RIGA), [
      'RRULE:FREQ=WEEKLY',
    ]);
    expect(starts(one, '2026-03-01T00:00', '2026-04-10T00:00')).toEqual([
      '2026-03-16T08:00',
      '2026-03-23T08:00',
      '2026-03-30T07:00',
      '2026-04-06T07:00',
    ]);
  });

  test('a daily one in New York changes with New York, not with the calendar in Riga (2026-11-01)', () => {
    const one = series(local('2026-10-30T09:00', YORK), local('2026-10-30T09:30', YORK), [
      'RRULE:FREQ=DAILY;COUNT=4',
    ]);
    expect(starts(one, '2026-10-01T00:00', '2026-12-01T00:00')).toEqual([
      '2026-10-30T13:00',
      '2026-10-31T13:00',
      '2026-11-01T14:00',
      '2026-11-02T14:00',
    ]);
  });

  test('half past three on the night when there is none: it still happens, an hour later', () => {
    const one = series(local('2026-03-28T03:30', RIGA), local('2026-03-28T04:00', RIGA), [
      'RRULE:FREQ=DAILY;COUNT=3',
    ]);
    expect(starts(one, '2026-03-01T00:00', '2026-04-10T00:00')).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30', // 04:30 by the clock
      '2026-03-30T00:30',
    ]);
  });

  test('the same through the foreign expander, which by itself leaves that night out', () => {
    const one = series(local('2026-02-28T03:30', RIGA), local('2026-02-28T04:00', RIGA), [
      'RRULE:FREQ=MONTHLY;BYDAY=-1SU',
    ]);
    expect(needsExpander(one.recurrence)).toBe(true);
    expect(starts(one, '2026-03-01T00:00', '2026-05-01T00:00')).toEqual([
      '2026-03-29T01:30',
      '2026-04-26T00:30',
    ]);
  });

  test('half past three on the night when it comes twice: the earlier, once', () => {
    const one = series(local('2026-10-24T03:30', RIGA), local('2026-10-24T04:00', RIGA), [
      'RRULE:FREQ=DAILY;COUNT=3',
    ]);
    expect(starts(one, '2026-10-01T00:00', '2026-11-10T00:00')).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  test('an hour stays an hour over the change, a whole day is as long as that day', () => {
    const night = series(local('2026-03-28T22:00', RIGA), local('2026-03-29T06:00', RIGA), [
      'RRULE:FREQ=DAILY;COUNT=2',
    ]);
    const window = { from: utc('2026-03-01T00:00'), to: utc('2026-05-01T00:00') };
    const nights = expandSeries(night, window);
    expect(nights.ok && nights.occurrences.map(({ start, end }) => (end - start) / 3_600_000)).toEqual([
      7, 7,
    ]);
    const days = expandSeries(
      series(date('2026-03-28'), date('2026-03-29'), ['RRULE:FREQ=DAILY;COUNT=3']),
      window,
    );
    expect(days.ok && days.occurrences.map(({ start, end }) => (end - start) / 3_600_000)).toEqual([
      24, 23, 24,
    ]);
  });
});

describe('exceptions', () => {
  const monday = local('2026-06-01T10:00', RIGA);
  const weekly = (lines: string[], excluded: string[] = []) =>
    series(monday, local('2026-06-01T11:00', RIGA), ['RRULE:FREQ=WEEKLY;COUNT=4', ...lines], excluded);

  test('moved and cancelled occurrences leave their place, told by their original start', () => {
    const moved = startKey(local('2026-06-08T10:00', RIGA));
    expect(starts(weekly([], [moved]), '2026-06-01T00:00', '2026-07-01T00:00')).toEqual([
      '2026-06-01T07:00',
      '2026-06-15T07:00',
      '2026-06-22T07:00',
    ]);
    const holiday = series(
      date('2026-06-22'),
      date('2026-06-24'),
      ['RRULE:FREQ=YEARLY'],
      [startKey(date('2027-06-22'))],
    );
    expect(starts(holiday, '2026-01-01T00:00', '2029-01-01T00:00')).toEqual([
      '2026-06-21T21:00',
      '2028-06-21T21:00',
    ]);
  });

  test.each([
    ['in the zone', 'EXDATE;TZID=Europe/Riga:20260608T100000'],
    ['in UTC', 'EXDATE:20260608T070000Z'],
    ['without a zone', 'EXDATE:20260608T100000'],
    ['as a bare date', 'EXDATE;VALUE=DATE:20260608'],
    ['in a Windows zone', 'EXDATE;TZID="FLE Standard Time":20260608T100000'],
  ])('EXDATE %s', (_, line) => {
    expect(starts(weekly([line]), '2026-06-01T00:00', '2026-07-01T00:00')).toEqual([
      '2026-06-01T07:00',
      '2026-06-15T07:00',
      '2026-06-22T07:00',
    ]);
  });

  test('RDATE adds, also a period of another length; EXRULE takes out', () => {
    const one = weekly([
      'RDATE;TZID=Europe/Riga:20260603T100000',
      'RDATE;VALUE=PERIOD:20260604T120000Z/PT3H',
      'EXRULE:FREQ=WEEKLY;INTERVAL=2',
    ]);
    const expansion = expandSeries(one, { from: utc('2026-06-02T00:00'), to: utc('2026-07-01T00:00') });
    expect(
      expansion.ok &&
        expansion.occurrences.map(({ start, end }) => [
          new Date(start).toISOString().slice(5, 16),
          (end - start) / 3_600_000,
        ]),
    ).toEqual([
      ['06-03T07:00', 1],
      ['06-04T12:00', 3],
      ['06-08T07:00', 1],
      ['06-22T07:00', 1],
    ]);
  });
});

describe('bounds', () => {
  const start = local('2026-06-01T10:00', RIGA);
  const end = local('2026-06-01T11:00', RIGA);
  const july = ['2026-06-01T00:00', '2026-08-01T00:00'] as const;

  test.each([
    ['an instant, the last occurrence included', 'UNTIL=20260615T070000Z', 3],
    ['an instant one second earlier', 'UNTIL=20260615T065959Z', 2],
    ['a wall time', 'UNTIL=20260615T100000', 3],
    ['a date: the whole of that day', 'UNTIL=20260615', 3],
    ['COUNT', 'COUNT=2', 2],
  ])('UNTIL as %s', (_, bound, expected) => {
    const one = series(start, end, [`RRULE:FREQ=WEEKLY;${bound}`]);
    expect(starts(one, ...july)).toHaveLength(expected);
  });

  test('UNTIL of whole days, as a date and as an instant of that day', () => {
    for (const until of ['20260603', '20260603T000000Z', '20260603T235959Z']) {
      const one = series(date('2026-06-01'), date('2026-06-02'), [`RRULE:FREQ=DAILY;UNTIL=${until}`]);
      expect(starts(one, ...july)).toHaveLength(3);
    }
  });

  test('COUNT counts from the start, however far back it lies', () => {
    const one = series(local('2010-01-04T10:00', RIGA), local('2010-01-04T11:00', RIGA), [
      'RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=2470',
    ]);
    // 2,470 = 823 weeks of three and one more: the Monday of the 824th week.
    const last = '2025-10-13T07:00';
    expect(starts(one, '2025-10-01T00:00', '2026-10-01T00:00').at(-1)).toBe(last);
  });

  test('a daily series that began decades ago is still there today', () => {
    const one = series(local('1970-01-01T09:00', RIGA), local('1970-01-01T09:15', RIGA), [
      'RRULE:FREQ=DAILY',
    ]);
    expect(starts(one, '2026-06-01T00:00', '2026-06-04T00:00')).toHaveLength(3);
  });

  test('an occurrence that began before the window and reaches into it counts', () => {
    const one = series(date('2026-06-01'), date('2026-06-08'), ['RRULE:FREQ=YEARLY']);
    expect(starts(one, '2026-06-05T00:00', '2026-06-06T00:00')).toEqual(['2026-05-31T21:00']);
  });

  describe('a start that its rule does not name, of which RFC 5545 3.8.5.3 says nothing', () => {
    const wednesday = (...lines: string[]) =>
      series(local('2026-06-03T10:00', RIGA), local('2026-06-03T11:00', RIGA), lines);

    // Google shows so many and the start beside them (googleapis/google-api-nodejs-client#2214, fmeringdal/rust-rrule#119).
    test.each([
      ['by arithmetic', 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', ['06-08', '06-15']],
      ['by arithmetic, several days', 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3', ['06-04', '06-09', '06-11']],
      ['daily on some days', 'FREQ=DAILY;BYDAY=FR;COUNT=1', ['06-05']],
      ['by the table', 'FREQ=MONTHLY;BYMONTHDAY=10;COUNT=2', ['06-10', '07-10']],
      ['by the table, by position', 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=2', ['06-30', '07-28']],
      ['until a day', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260615', ['06-08', '06-15']],
    ])('stands beside what COUNT or UNTIL allow, %s', (_, rule, others) => {
      expect(starts(wednesday(`RRULE:${rule}`), ...july)).toEqual(
        ['06-03', ...others].map((day) => `2026-${day}T07:00`),
      );
    });

    test('a start that the rule names is the first of COUNT', () => {
      expect(starts(wednesday('RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=2'), ...july)).toEqual([
        '2026-06-03T07:00',
        '2026-06-08T07:00',
      ]);
    });

    test('goes as any other when it is excluded, and COUNT stays', () => {
      const rule = 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2';
      const one = wednesday(rule, 'EXDATE;TZID=Europe/Riga:20260603T100000');
      expect(starts(one, ...july)).toEqual(['2026-06-08T07:00', '2026-06-15T07:00']);
    });

    // sabre-io/vobject#371: Google and Apple show nothing of it, Thunderbird and Outlook the start.
    test.each(['UNTIL=20260602', 'UNTIL=20260603T065959Z', 'UNTIL=20260603T095959'])(
      'stands when the series was moved beyond its own %s',
      (until) => {
        const rules = ['FREQ=WEEKLY', 'FREQ=MONTHLY;BYMONTHDAY=3', 'FREQ=WEEKLY;BYDAY=MO'];
        for (const rule of rules) {
          expect(starts(wednesday(`RRULE:${rule};${until}`), ...july)).toEqual(['2026-06-03T07:00']);
        }
      },
    );
  });

  test('what lasts no time occupies none', () => {
    expect(starts(series(start, start, ['RRULE:FREQ=DAILY']), ...july)).toEqual([]);
  });
});

describe('rules', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'every other week from Sunday',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '2026-06-02T10:00',
      ['2026-06-02', '2026-06-14', '2026-06-16', '2026-06-28'],
    ],
    [
      'every other week from Monday',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '2026-06-02T10:00',
      ['2026-06-02', '2026-06-07', '2026-06-16', '2026-06-21'],
    ],
    [
      'weekdays',
      'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4',
      '2026-06-04T10:00',
      ['2026-06-04', '2026-06-05', '2026-06-08', '2026-06-09'],
    ],
    [
      'every third day',
      'FREQ=DAILY;INTERVAL=3;COUNT=3',
      '2026-06-29T10:00',
      ['2026-06-29', '2026-07-02', '2026-07-05'],
    ],
    [
      'last workday of the month',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
      '2026-05-29T10:00',
      ['2026-05-29', '2026-06-30', '2026-07-31'],
    ],
    [
      'the 31st, where there is one',
      'FREQ=MONTHLY;COUNT=3',
      '2026-01-31T10:00',
      ['2026-01-31', '2026-03-31', '2026-05-31'],
    ],
    [
      '29 February, where there is one',
      'FREQ=YEARLY;COUNT=2',
      '2024-02-29T10:00',
      ['2024-02-29', '2028-02-29'],
    ],
    ['the second Friday', 'FREQ=MONTHLY;BYDAY=2FR;COUNT=2', '2026-06-12T10:00', ['2026-06-12', '2026-07-10']],
    ['week 20', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2', '2026-05-11T10:00', ['2026-05-11', '2027-05-17']],
  ];
  test.each(cases)('%s', (_, rule, start, expected) => {
    const end = Temporal.PlainDateTime.from(start).add({ hours: 1 }).toString();
    const one = series(local(start, RIGA), local(end, RIGA), [`RRULE:${rule}`]);
    expect(starts(one, '2024-01-01T00:00', '2030-01-01T00:00').map((text) => text.slice(0, 10))).toEqual(
      expected,
    );
  });
});

describe('hostile and broken rules are refused with a reason', () => {
  test.each([
    ['FREQ=HOURLY', /more often than daily/],
    ['FREQ=SECONDLY;INTERVAL=86400', /more often than daily/],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', /no date fits/],
    ['FREQ=YEARLY;BYMONTH=2,4,6;BYMONTHDAY=31,-31', /no date fits/],
    ['FREQ=FORTNIGHTLY', /no frequency/],
    ['INTERVAL=2', /no frequency/],
    ['FREQ=WEEKLY;INTERVAL=0', /INTERVAL/],
    ['FREQ=WEEKLY;COUNT=-1', /COUNT/],
    ['FREQ=WEEKLY;UNTIL=tomorrow', /UNTIL/],
    ['FREQ=WEEKLY;UNTIL=20260231', /UNTIL/],
    ['FREQ=WEEKLY;BYDAY=XX', /BYDAY/],
    ['FREQ=MONTHLY;BYMONTHDAY=99', /BYMONTHDAY=99/],
    ['FREQ=MONTHLY;BYEASTER=1', /BYEASTER/],
    ['FREQ=WEEKLY;FREQ=DAILY', /FREQ=DAILY/],
    ['RSCALE=CHINESE;FREQ=YEARLY', /RSCALE/],
    ['FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,10,20,30,40,50', /more than 10000 times/],
    ['FREQ=MONTHLY;COUNT=900000000;BYDAY=MO;BYSETPOS=366', /worked out|none/],
  ])('%s', (rule, reason) => {
    expect(reasonOf(rule)).toMatch(reason);
  });

  test('a rule of a thousand days', () => {
    expect(reasonOf(`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(1000)}MO`)).toMatch(/longer/);
  });

  test('an unknown zone, a line that is none', () => {
    const at = utc('2026-06-01T07:00');
    const nowhere: EventTime = { kind: 'instant', at, zone: 'Mars/Olympus' };
    const window = { from: at, to: at + 86_400_000 };
    expect(expandSeries(series(nowhere, nowhere, ['RRULE:FREQ=DAILY']), window)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Mars/Olympus'),
    });
    const here = local('2026-06-01T10:00', RIGA);
    expect(expandSeries(series(here, here, ['SUMMARY:FREQ=DAILY']), window)).toMatchObject({ ok: false });
  });
});
