import { describe, expect, it } from '@jest/globals';
import { OwnerHand, plant } from '../../../src/sandbox/google/owner-hand.js';
import { seedCalendars } from '../../../src/sandbox/google/seed-calendars.js';
import { easter } from '../../../src/sandbox/google/seed-people.js';
import { emptyData, GoogleWorld } from '../../../src/sandbox/google/world.js';

/** Any day may be the demo's today: leap days, the nights of the clock change, the turn of the year. */
const DAYS = [
  '2026-11-24T23:00:00Z',
  '2028-02-29T12:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-12-31T23:59:00Z',
  '2027-10-31T00:30:00Z',
];

const planted = (now: number) => {
  const world = new GoogleWorld(emptyData(), () => now, 1);
  const hand = new OwnerHand(world);
  plant(hand, seedCalendars(now));
  return { world, hand };
};

describe('the seeded calendars', () => {
  it.each(DAYS)('load on %s, the same each time', (day) => {
    const now = Date.parse(day);
    const { world } = planted(now);
    expect(JSON.stringify(world.data)).toBe(JSON.stringify(planted(now).world.data));
    expect(Object.values(world.data.users)).toHaveLength(6);
    for (const calendar of Object.values(world.data.calendars)) {
      const starts = Object.values(calendar.events).map(
        ({ resource }) => resource.start.date ?? resource.start.dateTime ?? '',
      );
      const sorted = starts.toSorted();
      expect(Date.parse(sorted[0]?.slice(0, 10) ?? '')).toBeLessThan(now - 350 * 86_400_000);
      expect(Date.parse(sorted.at(-1)?.slice(0, 10) ?? '')).toBeGreaterThan(now + 350 * 86_400_000);
    }
  });

  it('hold every kind of event that availability has to tell apart', () => {
    const { hand, world } = planted(Date.parse('2026-11-24T23:00:00Z'));
    const zones = new Set(Object.values(world.data.calendars).map((calendar) => calendar.timeZone));
    expect(zones).toEqual(new Set(['Europe/Riga', 'Europe/Stockholm']));
    for (const email of Object.keys(world.data.users)) {
      const events = hand.events(email);
      const has = (what: (event: (typeof events)[number]) => boolean | undefined) =>
        events.some((event) => what(event) === true);
      expect({
        weekly: has((event) => event.recurrence?.includes('RRULE:FREQ=WEEKLY;BYDAY=MO')),
        fortnightly: has((event) => event.recurrence?.[0]?.includes('INTERVAL=2')),
        monthly: has((event) => event.recurrence?.[0]?.includes('MONTHLY')),
        moved: has((event) => event.recurringEventId !== undefined && event.status === 'confirmed'),
        cancelled: has((event) => event.recurringEventId !== undefined && event.status === 'cancelled'),
        allDay: has((event) => event.start.date !== undefined),
        tentative: has((event) => event.status === 'tentative'),
        transparent: has((event) => event.transparency === 'transparent' && event.eventType === 'default'),
        declined: has((event) =>
          event.attendees?.some((one) => one.email === email && one.responseStatus === 'declined'),
        ),
        unanswered: has((event) =>
          event.attendees?.some((one) => one.email === email && one.responseStatus === 'needsAction'),
        ),
        focus: has((event) => event.eventType === 'focusTime'),
        away: has((event) => event.eventType === 'outOfOffice'),
        place: has((event) => event.eventType === 'workingLocation'),
        birthday: has((event) => event.eventType === 'birthday'),
      }).toEqual(
        Object.fromEntries(
          'weekly fortnightly monthly moved cancelled allDay tentative transparent declined unanswered focus away place birthday'
            .split(' ')
            .map((kind) => [kind, true]),
        ),
      );
    }
  });

  it('know when Easter is', () => {
    expect([2024, 2025, 2026, 2027, 2038].map((year) => easter(year).toString())).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
    ]);
  });
});
