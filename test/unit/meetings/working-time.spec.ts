import fc from 'fast-check';
import { isAutomaticAddress } from '../../../src/meetings/automatic-address.js';
import { workingDaysLater, workingTime } from '../../../src/meetings/working-time.js';

const NINE_TO_FIVE = { from: 540, until: 1020 };
const RIGA = 'Europe/Riga';
/** Wall clock in Riga, as an instant. */
const riga = (text: string): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(RIGA).epochMilliseconds;
const said = (at: number, zone = RIGA): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

describe('the next working time', () => {
  it.each([
    ['in the hours it is now', '2026-11-24T10:30', '2026-11-24T10:30'],
    ['before them it is the morning', '2026-11-24T05:00', '2026-11-24T09:00'],
    ['at their end it is the next day', '2026-11-24T17:00', '2026-11-25T09:00'],
    ['on Friday evening it is Monday', '2026-11-27T19:00', '2026-11-30T09:00'],
    ['on Saturday it is Monday', '2026-11-28T12:00', '2026-11-30T09:00'],
  ])('%s', (_, from, to) => expect(said(workingTime(riga(from), RIGA, NINE_TO_FIVE))).toBe(to));

  it('is the recipient’s, not ours', () => {
    const evening = riga('2026-11-24T20:00');
    expect(workingTime(evening, 'America/New_York', NINE_TO_FIVE)).toBe(evening);
    expect(said(workingTime(evening, 'Asia/Tokyo', NINE_TO_FIVE), 'Asia/Tokyo')).toBe('2026-11-25T09:00');
  });
});

describe('working days later', () => {
  it.each([
    ['one, from Tuesday', '2026-11-24T10:30', 1, '2026-11-25T10:30'],
    ['one, over a weekend', '2026-11-27T16:30', 1, '2026-11-30T16:30'],
    ['three, over a weekend', '2026-11-26T09:15', 3, '2026-12-01T09:15'],
    ['one, from Saturday', '2026-11-28T12:00', 1, '2026-12-01T09:00'],
    ['one, from the night', '2026-11-24T22:00', 1, '2026-11-26T09:00'],
    ['none', '2026-11-24T10:30', 0, '2026-11-24T10:30'],
    ['twenty: four weeks', '2026-11-24T10:30', 20, '2026-12-22T10:30'],
    ['one, over the change of clocks', '2026-10-23T10:30', 1, '2026-10-26T10:30'],
  ])('%s', (_, from, days, to) =>
    expect(said(workingDaysLater(riga(from), days, RIGA, NINE_TO_FIVE))).toBe(to),
  );

  it('always lies in the recipient’s working hours, and never before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
        fc.nat(15),
        fc.constantFrom(
          RIGA,
          'America/New_York',
          'Asia/Kathmandu',
          'Pacific/Auckland',
          'Africa/Cairo',
          'Mars/Olympus',
        ),
        fc.record({
          from: fc.integer({ min: 0, max: 1_000 }),
          until: fc.integer({ min: 1_001, max: 1_440 }),
        }),
        (from, days, zone, hours) => {
          const at = workingDaysLater(from, days, zone, hours);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(workingTime(at, zone, hours)).toBe(at);
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(
            zone === 'Mars/Olympus' ? 'UTC' : zone,
          );
          expect(wall.dayOfWeek).toBeLessThanOrEqual(5);
          const minute = wall.hour * 60 + wall.minute;
          // The first minute of a day can be later than 00:00, where the clocks change at midnight.
          expect(minute >= hours.from && minute < hours.until).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an address that no person reads', () => {
  it.each([
    'noreply@x.example',
    'no-reply@x.example',
    'No_Reply@x.example',
    'donotreply+42@x.example',
    'booking-noreply@x.example',
    'MAILER-DAEMON@x.example',
    'postmaster@x.example',
    'bounce=anna@x.example',
    'list-bounces@x.example',
    'list-request@x.example',
    'notifications@x.example',
  ])('%s', (address) => expect(isAutomaticAddress(address)).toBe(true));

  it.each([
    'anna@x.example',
    'norbert.reply@x.example',
    'info@x.example',
    'office@noreply.example',
    'reply@x.example',
  ])('not %s', (address) => expect(isAutomaticAddress(address)).toBe(false));
});
