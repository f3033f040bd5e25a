import fc from 'fast-check';
import rrule from 'rrule';
import { parseRecurrence, recurrenceDays } from '../../../src/availability/recurrence.js';
import { formatDate, MS_A_DAY, parseDate } from '../../../src/time/civil.js';

const day = (text: string) => parseDate(text) ?? Number.NaN;

function dates(text: string, starts: string, from: string, until: string): string[] {
  const parts = parseRecurrence(text);
  if ('refused' in parts) throw new Error(parts.part);
  return recurrenceDays(parts, day(starts), day(from), day(until)).map(formatDate);
}

const weekdays = fc
  .subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 })
  .map((days) => days.join());
const part = (name: string, values: fc.Arbitrary<string | number>) =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? '' : `;${name}=${value}`));
const recurrences = fc
  .oneof(
    fc.tuple(
      fc.constant('FREQ=DAILY'),
      part('BYDAY', weekdays),
      part('BYMONTH', fc.constantFrom('2', '3,7')),
    ),
    fc.tuple(
      fc.constant('FREQ=WEEKLY'),
      part('BYDAY', weekdays),
      part('WKST', fc.constantFrom('MO', 'SU', 'WE')),
    ),
    fc.tuple(
      fc.constant('FREQ=MONTHLY'),
      fc.oneof(
        part('BYDAY', fc.constantFrom('1MO', '-1FR', '2TU,4TU', '5SU', 'WE')),
        part('BYMONTHDAY', fc.constantFrom('1', '31', '-1', '29,30')),
      ),
      part('BYMONTH', fc.constantFrom('2', '1,6,12')),
    ),
    fc.tuple(
      fc.constant('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR'),
      part('BYSETPOS', fc.constantFrom('1', '-1', '1,-1')),
      fc.constant(''),
    ),
    fc.tuple(
      fc.constant('FREQ=YEARLY'),
      part('BYMONTH', fc.constantFrom('2', '3,10')),
      part('BYMONTHDAY', fc.constantFrom('29', '-1', '15')),
    ),
  )
  .chain((parts) =>
    fc
      .tuple(part('INTERVAL', fc.integer({ min: 1, max: 5 })), part('COUNT', fc.integer({ min: 1, max: 30 })))
      .map((more) => [...parts, ...more].join('')),
  );

describe('recurrences', () => {
  it('fall on the dates that the rrule package finds in floating time', () => {
    const from = day('2026-01-01');
    fc.assert(
      fc.property(
        recurrences,
        fc.integer({ min: -800, max: 60 }),
        fc.integer({ min: 0, max: 700 }),
        (text, starts, offset) => {
          const parts = parseRecurrence(text);
          if ('refused' in parts) throw new Error(parts.part);
          const rule = new rrule.RRule({
            ...rrule.RRule.parseString(text),
            dtstart: new Date((from + starts) * MS_A_DAY),
          });
          const expected = rule
            .between(
              new Date((from + offset) * MS_A_DAY),
              new Date((from + offset + 200) * MS_A_DAY - 1),
              true,
            )
            .map((date) => formatDate(date.getTime() / MS_A_DAY));
          const found = recurrenceDays(parts, from + starts, from + offset, from + offset + 200);
          expect([text, ...found.map(formatDate)]).toEqual([text, ...expected]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('the 29th of February comes in leap years, 2100 is none', () => {
    expect(dates('FREQ=YEARLY', '2024-02-29', '2024-01-01', '2033-01-01')).toEqual([
      '2024-02-29',
      '2028-02-29',
      '2032-02-29',
    ]);
    expect(dates('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '2024-02-29', '2026-01-01', '2029-01-01')).toEqual([
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
    expect(dates('FREQ=YEARLY', '2024-02-29', '2097-01-01', '2105-01-01')).toEqual(['2104-02-29']);
  });

  it('UNTIL is the last date that may come', () => {
    expect(
      dates('RRULE:FREQ=DAILY;UNTIL=20260603T000000Z', '2026-06-01', '2026-01-01', '2027-01-01'),
    ).toHaveLength(3);
  });

  it('a weekly count a century long is reached by a jump', () => {
    const text = 'FREQ=WEEKLY;BYDAY=MO,TU;COUNT=10000';
    const whole = dates(text, '2026-01-06', '2026-01-01', '2130-01-01');
    expect(whole).toHaveLength(10_000);
    const jumped = dates(text, '2026-01-06', '2121-10-20', '2130-01-01');
    expect(jumped).toEqual(whole.filter((date) => date >= '2121-10-20'));
    expect(jumped.length).toBeGreaterThan(3);
  });
});
