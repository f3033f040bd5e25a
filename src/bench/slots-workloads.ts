/** Deterministic workloads a to e of the slot benchmark, for the engine and for the floor under it. */
import type { BusyRow } from '../availability/busy.js';
import type { AvailabilityInput } from '../availability/input.js';
import type { Rule } from '../availability/rule.js';
import type { AvailabilitySettings } from '../availability/settings.js';
import type { TravelTable } from '../availability/travel.js';
import type { FloorWorkload } from './slots-floor.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Monday, four weeks before the clocks of Riga change on 25 October 2026. */
const START = Date.UTC(2026, 8, 27, 21);
const FIRST_DAY = 20_724;
const RIGA_CHANGES = Int32Array.from(
  [Date.UTC(2026, 9, 25, 1), Date.UTC(2027, 2, 28, 1)].map((ms) => ms / MINUTE),
);
const RIGA_OFFSETS = Int32Array.of(180, 120, 180);

export const WEEKLY: readonly Rule[] = [
  {
    kind: 'weekly',
    id: 'hours',
    windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' }],
  },
];

const SETTINGS: AvailabilitySettings = {
  zone: 'Europe/Riga',
  durationMinutes: 30,
  stepMinutes: 30,
  alignment: 'window',
  horizonDays: 400,
};

/** Random numbers that are the same on every machine (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` busy times of 15 to 120 minutes in working hours over `days` days, sorted by start. */
export function busyTimes(count: number, days: number, seed: number): BusyRow[] {
  const next = random(seed);
  const rows = Array.from({ length: count }, (_, i): BusyRow => {
    const day = Math.floor(next() * days);
    const start = START + day * DAY + (9 * 60 + Math.floor(next() * 96) * 5) * MINUTE;
    return {
      start,
      end: start + (15 + 15 * Math.floor(next() * 8)) * MINUTE,
      kind: 'event',
      sourceId: `event-${seed}-${i}`,
    };
  });
  return rows.sort((a, b) => a.start - b.start);
}

export function onePerson(days: number, events: number, seed = 1): AvailabilityInput {
  return {
    settings: SETTINGS,
    rules: WEEKLY,
    busy: busyTimes(events, days, seed),
    window: { start: START, end: START + days * DAY },
    now: START - DAY,
  };
}

export const workloadA = (): AvailabilityInput => onePerson(60, 200);
export const workloadB = (): AvailabilityInput => onePerson(365, 2000);
export const workloadC = (): AvailabilityInput[] =>
  Array.from({ length: 10 }, (_, i) => onePerson(60, 200, i + 1));

/** a, with every rule on. */
export function workloadD(): AvailabilityInput {
  const a = workloadA();
  const places = ['centre', 'airport', 'harbour', 'suburb'];
  // Every other row has a place, every fourth is a visit of ours; all in one shape, as busy.ts asks.
  const busy = a.busy.map((row, i): BusyRow => {
    const ours = i % 4 === 0;
    return {
      ...row,
      kind: ours ? 'meeting' : 'event',
      meetingId: ours ? `meeting-${i}` : undefined,
      meetingKind: ours ? 'visit' : undefined,
      placeId: i % 2 === 0 ? places[(i / 2) % places.length] : undefined,
    };
  });
  const table: TravelTable = (from, to) => ({
    minutes: 10 + 7 * Math.abs(places.indexOf(from) - places.indexOf(to)),
    source: 'estimate',
  });
  return {
    ...a,
    busy,
    settings: {
      ...SETTINGS,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      minimumGapMinutes: 15,
      minimumNoticeMinutes: 240,
      noticeWorkingDays: 1,
      limits: [{ id: 'limit', perDay: 6, perWeek: 25 }],
      breaks: [{ id: 'lunch', from: '11:30', to: '14:00', minutes: 30 }],
      kinds: { visit: { bufferAfterMinutes: 15 } },
      travel: { dayStartPlaceId: 'suburb', dayEndPlaceId: 'suburb' },
    },
    rules: [
      ...WEEKLY,
      {
        kind: 'holiday',
        id: 'proclamation',
        date: '2026-11-18',
        name: 'Latvijas Republikas proklamēšanas diena',
      },
      { kind: 'vacation', id: 'autumn', from: '2026-10-19', until: '2026-10-21' },
      {
        kind: 'closed',
        id: 'dentist',
        from: '2026-10-01',
        until: '2026-10-01',
        window: { from: '10:00', to: '11:30' },
      },
    ],
    instructions: [
      {
        kind: 'unreachable',
        id: 'said',
        date: '2026-09-30',
        from: '13:00',
        to: '16:00',
        said: { by: 'client', at: a.now, how: 'phone' },
      },
    ],
    calendars: [
      {
        calendarId: 'calendar',
        state: 'readable',
        syncedAt: a.now,
        staleAfterMinutes: 60,
        mirrored: { start: START - 365 * DAY, end: START + 730 * DAY },
      },
    ],
    wanted: { mode: 'in_person', placeId: 'harbour', meetingKind: 'visit' },
    travel: table,
  };
}

/** 1,000 clients, each with 30 busy times in four weeks; the next free slot of each is wanted. */
export const workloadE = (): AvailabilityInput[] =>
  Array.from({ length: 1000 }, (_, i) => onePerson(28, 30, i + 1));

/** What the floor gets for the same workload. */
export function floorOf(input: AvailabilityInput): FloorWorkload {
  return {
    busy: Int32Array.from(input.busy.flatMap(({ start, end }) => [start / MINUTE, end / MINUTE])),
    firstDay: FIRST_DAY,
    dayCount: Math.round((input.window.end - input.window.start) / DAY),
    opens: 540,
    closes: 1020,
    slotMinutes: 30,
    changes: RIGA_CHANGES,
    offsets: RIGA_OFFSETS,
  };
}
