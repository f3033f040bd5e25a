import type { BusyRow } from '../../../src/availability/busy.js';
import { explain, whatItBreaks } from '../../../src/availability/explain.js';
import type { AvailabilityInput } from '../../../src/availability/input.js';
import { freeSlots } from '../../../src/availability/slots.js';
import type { TravelTable } from '../../../src/availability/travel.js';
import { travelBlocks } from '../../../src/availability/travel-blocks.js';
import {
  distanceKm,
  estimateLeg,
  estimateTable,
  firstKnown,
} from '../../../src/availability/travel-estimate.js';
import { ask, at, busy, shown } from './support.js';

const MONDAY = { from: '2026-06-01T00:00', to: '2026-06-02T00:00' };
const starts = (input: AvailabilityInput) => shown(freeSlots(input).slots).map((text) => text.slice(6));
const because = (input: AvailabilityInput, time: string) =>
  explain(input, at(time)).map((reason) => reason.because);
const meeting = (from: string, to: string, more: Partial<BusyRow> = {}) =>
  busy(from, to, { kind: 'meeting', sourceId: `meeting ${from}`, meetingId: `meeting ${from}`, ...more });

describe('travel', () => {
  const minutes: Record<string, number> = {
    'office site': 40,
    'site office': 50,
    'home site': 30,
    'site home': 60,
  };
  const travel: TravelTable = (from, to) => {
    const known = minutes[`${from} ${to}`];
    return known === undefined ? undefined : { minutes: known, source: 'fixed' };
  };
  const set = { stepMinutes: 10, durationMinutes: 30 };
  const wanted = { placeId: 'site' };
  const office = [
    meeting('2026-06-01T10:00', '2026-06-01T11:00', { placeId: 'office' }),
    meeting('2026-06-01T14:00', '2026-06-01T15:00', { placeId: 'office' }),
  ];

  it('keeps the leg from the place before and the leg to the place after', () => {
    const input = ask({ ...MONDAY, busy: office, set, wanted, travel });
    const between = starts(input).filter((time) => time > '10:00' && time < '14:00');
    expect(between[0]).toBe('11:40');
    expect(between.at(-1)).toBe('12:40');
    expect(explain(input, at('2026-06-01T13:00'))).toEqual([
      {
        because: 'travel',
        sourceId: 'meeting 2026-06-01T14:00',
        fromPlaceId: 'site',
        toPlaceId: 'office',
        leg: { minutes: 50, source: 'fixed' },
        side: 'after',
      },
    ]);
  });

  it('lies outside the buffers, and a call on the way does not shorten it', () => {
    const call = busy('2026-06-01T11:00', '2026-06-01T11:30');
    const input = ask({ ...MONDAY, busy: [...office, call], set, wanted, travel });
    expect(starts(input).filter((time) => time > '11:00')[0]).toBe('12:10');
    const buffered = ask({
      ...MONDAY,
      busy: office,
      set: { ...set, bufferAfterMinutes: 10 },
      wanted,
      travel,
    });
    // The office meeting's ten minutes, then the leg of forty.
    expect(starts(buffered).filter((time) => time > '11:00')[0]).toBe('11:50');
  });

  it('sets out from the address of the day where no meeting comes before, into busy time never', () => {
    const early = busy('2026-06-01T08:00', '2026-06-01T09:00');
    const late = busy('2026-06-01T17:20', '2026-06-01T18:00');
    const home = { dayStartPlaceId: 'home', dayEndPlaceId: 'home' };
    const input = ask({ ...MONDAY, busy: [early, late], set: { ...set, travel: home }, wanted, travel });
    expect(starts(input)[0]).toBe('09:30');
    expect(starts(input).at(-1)).toBe('15:50');
    const free = ask({ ...MONDAY, set: { ...set, travel: home }, wanted, travel });
    expect(starts(free)[0]).toBe('09:00'); // leaving home before opening hours is the client's affair
  });

  it('needs a place: not for calls, and a leg nobody knows takes what the settings say', () => {
    expect(
      starts(ask({ ...MONDAY, busy: office, set, wanted: { mode: 'phone', placeId: 'site' }, travel })),
    ).toContain('11:00');
    const unknown = ask({
      ...MONDAY,
      busy: office,
      set: { ...set, travel: { unknownMinutes: 20 } },
      wanted: { placeId: 'x' },
      travel,
    });
    expect(starts(unknown).filter((time) => time > '10:00')[0]).toBe('11:20');
    expect(explain(unknown, at('2026-06-01T11:10'))).toMatchObject([
      { leg: { source: 'unknown', minutes: 20 } },
    ]);
  });

  it('is shown as blocks that move with the meeting', () => {
    const input = ask({ ...MONDAY, busy: office, set, wanted, travel });
    const legs = (time: string) => {
      const blocks = travelBlocks(input, at(time));
      return 'every' in blocks
        ? blocks.map((block) => ('fromPlaceId' in block ? [shown([block])[0], block.toPlaceId] : []))
        : [];
    };
    expect(legs('2026-06-01T12:00')).toEqual([
      ['06-01 11:20', 'site'],
      ['06-01 12:30', 'office'],
    ]);
    expect(legs('2026-06-01T12:30')).toEqual([
      ['06-01 11:50', 'site'],
      ['06-01 13:00', 'office'],
    ]);
  });

  it('is estimated from coordinates, longer than the crow flies, when nobody has agreed on a time', () => {
    const riga = { latitude: 56.9496, longitude: 24.1052 };
    const jurmala = { latitude: 56.968, longitude: 23.7704 };
    expect(distanceKm(riga, jurmala)).toBeCloseTo(20.4, 0);
    expect(estimateLeg(riga, riga, 'car')).toEqual({ minutes: 0, source: 'estimate' });
    const car = estimateLeg(riga, jurmala, 'car').minutes;
    expect(car).toBeGreaterThan(30);
    expect(estimateLeg(riga, jurmala, 'foot').minutes).toBeGreaterThan(4 * car);
    const estimate = estimateTable(
      new Map([
        ['riga', riga],
        ['jurmala', jurmala],
      ]),
      'car',
    );
    const both = firstKnown(travel, estimate);
    expect(both('office', 'site')).toEqual({ minutes: 40, source: 'fixed' });
    expect(both('riga', 'jurmala')).toEqual({ minutes: car, source: 'estimate' });
    expect(both('riga', 'nowhere')).toBeUndefined();
  });
});

describe('floating breaks', () => {
  const set = { breaks: [{ id: 'lunch', from: '11:30', to: '14:00', minutes: 30 }], stepMinutes: 30 };

  it('close what would leave no half hour, and only that', () => {
    const rows = [busy('2026-06-01T10:00', '2026-06-01T12:00')];
    // Free: 12:00-14:00. A meeting of 90 minutes must leave half an hour before or after it.
    const input = ask({ ...MONDAY, busy: rows, set: { ...set, stepMinutes: 15, durationMinutes: 90 } });
    expect(starts(input).slice(0, 4)).toEqual(['12:00', '12:30', '12:45', '13:00']);
    expect(explain(input, at('2026-06-01T12:15'))).toEqual([
      { because: 'break', sourceId: 'lunch', minutes: 30 },
    ]);
  });

  it('that lie within one another are each kept', () => {
    const breaks = [
      { id: 'long', from: '09:00', to: '16:00', minutes: 30 },
      { id: 'short', from: '12:00', to: '12:40', minutes: 30 },
    ];
    const input = ask({ ...MONDAY, set: { breaks, durationMinutes: 60, stepMinutes: 15 } });
    const around = starts(input).filter((time) => time > '10:30' && time < '13:00');
    expect(around).toEqual(['10:45', '11:00', '12:30', '12:45']);
    expect(explain(input, at('2026-06-01T12:00'))).toEqual([
      { because: 'break', sourceId: 'short', minutes: 30 },
    ]);
  });

  it('do not close a day on which they are already lost, nor one with a second gap', () => {
    const lost = [busy('2026-06-01T11:00', '2026-06-01T13:40')];
    expect(starts(ask({ ...MONDAY, busy: lost, set: { ...set, stepMinutes: 20 } }))).toContain('13:40');
    const two = [busy('2026-06-01T12:00', '2026-06-01T13:00')];
    const input = ask({ ...MONDAY, busy: two, set });
    expect(because(input, '2026-06-01T13:00')).toEqual([]);
    expect(because(input, '2026-06-01T11:00')).toEqual([]);
  });
});

describe('limits', () => {
  const rows = [
    meeting('2026-06-01T09:00', '2026-06-01T10:00'),
    meeting('2026-06-01T13:00', '2026-06-01T14:00', { kind: 'hold', meetingId: 'p' }),
    meeting('2026-06-01T15:00', '2026-06-01T16:00', { kind: 'hold', meetingId: 'p' }),
    busy('2026-06-01T11:00', '2026-06-01T12:00'),
  ];
  const week = { from: '2026-06-01T00:00', to: '2026-06-09T00:00' };

  it('count meetings and holds, several holds of one meeting once, events never', () => {
    const two = ask({ ...week, busy: rows, set: { limits: [{ id: 'l', perDay: 3 }] } });
    expect(because(two, '2026-06-01T10:00')).toEqual([]);
    const full = ask({ ...week, busy: rows, set: { limits: [{ id: 'l', perDay: 2 }] } });
    expect(explain(full, at('2026-06-01T10:00'))).toEqual([
      { because: 'limit', sourceId: 'l', per: 'day', most: 2, already: 2 },
    ]);
    expect(because(full, '2026-06-02T10:00')).toEqual([]);
  });

  it('by week end with Sunday, and the meeting that moves does not count', () => {
    const input = ask({ ...week, busy: rows, set: { limits: [{ id: 'l', perWeek: 2 }] } });
    expect(shown(freeSlots(input).slots)[0]).toBe('06-08 09:00');
    const moved = ask({
      ...week,
      busy: rows,
      set: { limits: [{ id: 'l', perWeek: 2 }] },
      wanted: { reschedules: 'p' },
    });
    expect(shown(freeSlots(moved).slots)[0]).toBe('06-01 10:00');
  });

  it('of one kind concern that kind', () => {
    const visits = [meeting('2026-06-01T09:00', '2026-06-01T10:00', { meetingKind: 'visit' })];
    const set = { limits: [{ id: 'l', perDay: 1, meetingKind: 'visit' }] };
    expect(starts(ask({ ...MONDAY, busy: visits, set, wanted: { meetingKind: 'visit' } }))).toEqual([]);
    expect(starts(ask({ ...MONDAY, busy: visits, set, wanted: { meetingKind: 'call' } }))).toHaveLength(7);
  });
});

describe('booking outside the rules', () => {
  it('says what it breaks; never over a commitment, never in the past', () => {
    const rows = [busy('2026-06-01T18:00', '2026-06-01T19:00', { sourceId: 'gym' })];
    const input = ask({ ...MONDAY, busy: rows, now: '2026-06-01T08:00' });
    const evening = whatItBreaks(input, at('2026-06-01T18:00'));
    expect(evening.allowed).toBe(true);
    expect(evening.breaks.map((reason) => reason.because)).toEqual(['hours', 'event']);
    const taken = ask({ ...MONDAY, busy: [meeting('2026-06-01T10:00', '2026-06-01T11:00')] });
    expect(whatItBreaks(taken, at('2026-06-01T10:00')).allowed).toBe(false);
    expect(whatItBreaks(input, at('2026-06-01T07:00')).allowed).toBe(false);
  });
});
