import { describe, expect, it } from '@jest/globals';
import { occurrenceDays, parseRule } from '../../../src/sandbox/google/recurrence.js';

/** Days written out by hand from a wall calendar and from the examples of RFC 5545 section 3.8.5.3. */
const days = (start: string, rule: string, count: number): string[] => {
  const parsed = parseRule(`RRULE:${rule}`);
  if (!parsed) throw new Error('not taken');
  const found: string[] = [];
  for (const day of occurrenceDays(Temporal.PlainDate.from(start), parsed)) {
    found.push(day.toString());
    if (found.length === count) break;
  }
  return found;
};

describe('the days of a series', () => {
  it.each([
    ['1997-09-02', 'FREQ=DAILY;INTERVAL=10;COUNT=3', ['1997-09-02', '1997-09-12', '1997-09-22']],
    [
      '1997-09-02',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,TH',
      ['1997-09-02', '1997-09-04', '1997-09-16', '1997-09-18'],
    ],
    [
      '1997-08-05',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      '1997-08-05',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    ['1997-09-05', 'FREQ=MONTHLY;COUNT=3;BYDAY=1FR', ['1997-09-05', '1997-10-03', '1997-11-07']],
    ['1997-09-22', 'FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', ['1997-09-22', '1997-10-20', '1997-11-17']],
    ['1997-09-28', 'FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3', ['1997-09-28', '1997-10-29', '1997-11-28']],
    ['2026-01-31', 'FREQ=MONTHLY;COUNT=3', ['2026-01-31', '2026-03-31', '2026-05-31']],
    [
      '1997-09-29',
      'FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      ['1997-09-29', '1997-10-30', '1997-11-27'],
    ],
    ['2024-02-29', 'FREQ=YEARLY;COUNT=2', ['2024-02-29', '2028-02-29']],
    ['1997-05-19', 'FREQ=YEARLY;COUNT=3;BYDAY=20MO', ['1997-05-19', '1998-05-18', '1999-05-17']],
    [
      '1997-03-13',
      'FREQ=YEARLY;COUNT=4;BYMONTH=3;BYDAY=TH',
      ['1997-03-13', '1997-03-20', '1997-03-27', '1998-03-05'],
    ],
  ])('from %s by %s', (start, rule, expected) => {
    expect(days(start, rule, 10)).toEqual(expected);
  });

  it.each([
    // The two that people have reported to Google with what they saw.
    [
      '2020-06-08',
      'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH,SA;COUNT=5',
      ['2020-06-08', '2020-06-09', '2020-06-11', '2020-06-13', '2020-06-16', '2020-06-18'],
    ],
    [
      '2024-05-30',
      'FREQ=WEEKLY;COUNT=3;INTERVAL=1;BYDAY=WE',
      ['2024-05-30', '2024-06-05', '2024-06-12', '2024-06-19'],
    ],
    ['2026-06-03', 'FREQ=MONTHLY;BYMONTHDAY=1;COUNT=1', ['2026-06-03', '2026-07-01']],
  ])('from %s, which %s does not name, are COUNT and the start', (start, rule, expected) => {
    expect(days(start, rule, 10)).toEqual(expected);
  });

  it('end where a rule matches nothing, instead of running for ever', () => {
    expect(days('2026-01-01', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 5)).toEqual(['2026-01-01']);
  });

  it.each([
    'FREQ=HOURLY',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=YEARLY;BYWEEKNO=20',
    'INTERVAL=2',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;UNTIL=soon',
  ])('are not given for %s', (rule) => {
    expect(parseRule(`RRULE:${rule}`)).toBeUndefined();
  });
});
