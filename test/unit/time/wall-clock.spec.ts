import fc from 'fast-check';
import {
  civilDate,
  dayNumber,
  formatDate,
  MS_A_DAY,
  parseClock,
  parseDate,
  weekday,
} from '../../../src/time/civil.js';
import { formatLocal, formatMinutes } from '../../../src/time/local-format.js';
import {
  dayInterval,
  dayStart,
  instantToWall,
  isKnownZone,
  wallOccurs,
  wallToInstant,
  windowOf,
} from '../../../src/time/wall-clock.js';

const ZONES = [
  'Europe/Riga',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Kathmandu',
  'UTC',
];
const HOUR = 3_600_000;
const day = (text: string) => parseDate(text) ?? Number.NaN;
const iso = (ms: unknown) => (typeof ms === 'number' ? new Date(ms).toISOString() : ms);

describe('zones', () => {
  it('are known by IANA name; offsets and names of other systems are refused by value', () => {
    expect(isKnownZone('Europe/Riga')).toBe(true);
    expect(isKnownZone('Etc/GMT+3')).toBe(true);
    for (const zone of ['Europe/Rigga', '+03:00', 'FLE Standard Time', '', 'Europe/Riga\n']) {
      expect(isKnownZone(zone)).toBe(false);
      expect(wallToInstant(zone, 2026, 1, 1)).toEqual({ refused: 'unknown_zone', zone });
    }
  });

  it('agree with Temporal for any instant and any reading, in any order of asking', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(1985, 0, 1) / 60_000, max: Date.UTC(2150, 0, 1) / 60_000 }),
        (zone, minute) => {
          const ms = minute * 60_000;
          const expected = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
          const wall = instantToWall(zone, ms);
          expect(wall).toMatchObject({
            year: expected.year,
            month: expected.month,
            day: expected.day,
            hour: expected.hour,
            minute: expected.minute,
            weekday: expected.dayOfWeek - 1,
            offsetMinutes: expected.offsetNanoseconds / 6e10,
          });
          const plain = Temporal.Instant.fromEpochMilliseconds(ms)
            .toZonedDateTimeISO('UTC')
            .toPlainDateTime();
          expect(wallToInstant(zone, plain.year, plain.month, plain.day, plain.hour, plain.minute)).toBe(
            plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
          );
          const date = dayNumber(plain.year, plain.month, plain.day);
          expect(dayStart(zone, date)).toBe(plain.toPlainDate().toZonedDateTime(zone).epochMilliseconds);
          const offset = expected.offset.replace(/:00$/, expected.offset.length > 6 ? '' : ':00');
          expect(formatLocal(zone, ms)).toBe(
            `${expected.toPlainDateTime().toString().slice(0, 16)}${offset}`,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('answer outside the tabled years without growing a table', () => {
    for (const year of [1850, 2300, 9999]) {
      expect(wallToInstant('Europe/Riga', year, 7, 1, 12)).toBe(
        Temporal.ZonedDateTime.from(`${String(year).padStart(4, '0')}-07-01T12:00[Europe/Riga]`)
          .epochMilliseconds,
      );
    }
  });
});

describe('readings that the clocks skip or repeat', () => {
  it('Riga, spring: 03:30 does not come and means 04:30; as a bound it is the jump', () => {
    expect(wallOccurs('Europe/Riga', day('2026-03-29'), 210)).toBe('never');
    expect(iso(wallToInstant('Europe/Riga', 2026, 3, 29, 3, 30))).toBe('2026-03-29T01:30:00.000Z');
    const until = windowOf('Europe/Riga', day('2026-03-29'), 60, 210);
    expect(until).toEqual({ start: Date.UTC(2026, 2, 28, 23), end: Date.UTC(2026, 2, 29, 1) });
    const within = windowOf('Europe/Riga', day('2026-03-29'), 190, 220);
    expect(within).toEqual({ start: Date.UTC(2026, 2, 29, 1), end: Date.UTC(2026, 2, 29, 1) });
  });

  it('Riga, autumn: 03:30 comes twice and means the earlier', () => {
    expect(wallOccurs('Europe/Riga', day('2026-10-25'), 210)).toBe('twice');
    expect(wallOccurs('Europe/Riga', day('2026-10-25'), 250)).toBe('once');
    expect(iso(wallToInstant('Europe/Riga', 2026, 10, 25, 3, 30))).toBe('2026-10-25T00:30:00.000Z');
    expect(formatLocal('Europe/Riga', Date.UTC(2026, 9, 25, 0, 30))).toBe('2026-10-25T03:30+03:00');
    expect(formatLocal('Europe/Riga', Date.UTC(2026, 9, 25, 1, 30))).toBe('2026-10-25T03:30+02:00');
  });

  it('New York skips 02:30; Lord Howe moves by half an hour', () => {
    expect(wallOccurs('America/New_York', day('2026-03-08'), 150)).toBe('never');
    expect(wallOccurs('Australia/Lord_Howe', day('2026-10-04'), 135)).toBe('never');
    expect(wallOccurs('Australia/Lord_Howe', day('2026-10-04'), 150)).toBe('once');
  });

  it('days have 23, 24 or 25 hours, begin at 01:00 in Cairo in April, and one of Samoa has none', () => {
    const hours = (zone: string, date: string) => {
      const interval = dayInterval(zone, day(date));
      return 'start' in interval ? (interval.end - interval.start) / HOUR : interval;
    };
    expect(hours('Europe/Riga', '2026-03-29')).toBe(23);
    expect(hours('Europe/Riga', '2026-06-01')).toBe(24);
    expect(hours('Europe/Riga', '2026-10-25')).toBe(25);
    expect(hours('Australia/Lord_Howe', '2026-10-04')).toBe(23.5);
    expect(hours('Pacific/Apia', '2011-12-30')).toBe(0);
    expect(formatLocal('Africa/Cairo', Number(dayStart('Africa/Cairo', day('2026-04-24'))))).toBe(
      '2026-04-24T01:00+03:00',
    );
  });

  it('26:00 is two in the morning of the next day', () => {
    expect(wallToInstant('Europe/Riga', 2026, 6, 1, 26)).toBe(wallToInstant('Europe/Riga', 2026, 6, 2, 2));
  });

  it('a date that does not exist is refused', () => {
    expect(wallToInstant('Europe/Riga', 2027, 2, 29)).toEqual({ refused: 'no_such_date', date: '2027-2-29' });
    expect(parseDate('2028-02-29')).toBe(day('2028-03-01') - 1);
    expect(parseDate('2027-02-29')).toBeUndefined();
    expect(parseDate('2027-2-28')).toBeUndefined();
  });
});

describe('dates and texts', () => {
  it('day numbers match the calendar of Date, before 1970 too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (n) => {
        const date = new Date(n * MS_A_DAY);
        expect(civilDate(n)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekday(n)).toBe((date.getUTCDay() + 6) % 7);
        const { year, month, day: d } = civilDate(n);
        expect(dayNumber(year, month, d)).toBe(n);
        expect(parseDate(formatDate(n))).toBe(n);
      }),
    );
  });

  it('clock readings run to 48:00', () => {
    expect(['00:00', '23:59', '26:00', '48:00', '48:01', '9:00', '12:60'].map(parseClock)).toEqual([
      0,
      1439,
      1560,
      2880,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('formats a run of minutes as it formats each, across a change of the clocks', () => {
    const from = Date.UTC(2026, 9, 24, 20) / 60_000;
    const minutes = Int32Array.from({ length: 96 }, (_, i) => from + 15 * i);
    expect(formatMinutes('Europe/Riga', minutes)).toEqual(
      Array.from(minutes, (minute) => formatLocal('Europe/Riga', minute * 60_000)),
    );
    expect(formatMinutes('UTC', Int32Array.of(-1, 0))).toEqual([
      '1969-12-31T23:59+00:00',
      '1970-01-01T00:00+00:00',
    ]);
  });
});
