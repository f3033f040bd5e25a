import { explain } from '../../../src/availability/explain.js';
import type { AvailabilityInput } from '../../../src/availability/input.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { commonSlots, mostCommon, type Person } from '../../../src/availability/together.js';
import type { TravelTable } from '../../../src/availability/travel.js';
import { ask, at, busy, officeHours, settings, shown } from './support.js';

const starts = (input: AvailabilityInput) => shown(freeSlots(input).slots);
const because = (input: AvailabilityInput, time: string) =>
  explain(input, at(time)).map((reason) => reason.because);

/** The points of docs/availability.md, "What may surprise", one by one. */
describe('what may surprise', () => {
  it('the horizon limits the start: a night shift that begins on its last day may end after it', () => {
    const night = { ...officeHours, windows: [{ days: ['MO' as const], from: '22:00', to: '26:00' }] };
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-10T00:00',
      now: '2026-05-31T12:00',
      rules: [night],
      set: { horizonDays: 1, durationMinutes: 180 },
    });
    expect(starts(input)).toEqual(['06-01 22:00', '06-01 23:00']);
    expect(because(input, '2026-06-08T22:00')).toContain('horizon');
  });

  it('every other week counts from the week of `from` when nothing else is said', () => {
    const rule = { ...officeHours, everyWeeks: 2, from: '2026-06-10' };
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-07-06T00:00',
      rules: [rule],
      set: { durationMinutes: 480 },
    });
    const days = starts(input).map((text) => text.slice(0, 5));
    // 10 June is a Wednesday: its week counts, what lies before `from` does not.
    expect(days).toEqual([...['06-10', '06-11', '06-12'], ...['06-22', '06-23', '06-24', '06-25', '06-26']]);
  });

  it('a way may begin before now; the meeting itself is what has to be ahead', () => {
    const travel: TravelTable = (from, to) => (from === to ? undefined : { minutes: 90, source: 'fixed' });
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-02T00:00',
      now: '2026-06-01T08:30',
      set: { travel: { dayStartPlaceId: 'home' } },
      wanted: { placeId: 'site' },
      travel,
    });
    expect(starts(input)[0]).toBe('06-01 09:00');
  });

  it('a floating break is kept from meetings and their buffers, and buffers that stand already leave it free', () => {
    const set = {
      breaks: [{ id: 'lunch', minutes: 30, from: '12:00', to: '13:00' }],
      bufferAfterMinutes: 30,
      stepMinutes: 30,
    };
    const standing = busy('2026-06-01T11:00', '2026-06-01T12:00', { kind: 'meeting', sourceId: 'm' });
    const input = ask({ from: '2026-06-01T00:00', to: '2026-06-02T00:00', busy: [standing], set });
    // The half hour of buffer after the meeting that stands is the break: from half past twelve all is open again.
    expect(starts(input)).toContain('06-01 12:30');
  });

  it('where nobody is required no time is common; when most can come is a question of its own', () => {
    const optional = (personId: string): Person => ({
      personId,
      required: false,
      settings: { ...settings },
      rules: [officeHours],
      busy: [],
    });
    const question = {
      people: [optional('a'), optional('b')],
      window: { start: at('2026-06-01T00:00'), end: at('2026-06-02T00:00') },
      now: at('2026-05-01T00:00'),
      wanted: { durationMinutes: 60, mode: 'phone' as const },
      grid: { zone: 'Europe/Riga', stepMinutes: 60 },
    };
    expect(shown(commonSlots(question).free.slots)).toEqual([]);
    expect(mostCommon(question)).toEqual({
      slot: { start: at('2026-06-01T09:00'), end: at('2026-06-01T10:00') },
      missing: [],
    });
  });
});
