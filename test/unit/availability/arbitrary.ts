/** Random questions to the engine: every kind of rule, around the days on which clocks change. */
import fc from 'fast-check';
import type { BusyRow } from '../../../src/availability/busy.js';
import type { AvailabilityInput, CalendarState, Wanted } from '../../../src/availability/input.js';
import type { Instruction } from '../../../src/availability/instruction.js';
import { type ClockWindow, type Rule, WEEKDAYS } from '../../../src/availability/rule.js';
import type { AvailabilitySettings } from '../../../src/availability/settings.js';
import type { TravelTable } from '../../../src/availability/travel.js';
import { formatClock, formatDate, MS_A_DAY, parseDate } from '../../../src/time/civil.js';

/** A zone and a date next to which something odd happens. */
const SCENES: readonly (readonly [string, string])[] = [
  ['Europe/Riga', '2026-03-29'],
  ['Europe/Riga', '2026-10-25'],
  ['Europe/Riga', '2028-02-29'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Africa/Cairo', '2026-04-24'],
  ['Asia/Kathmandu', '2026-06-01'],
];
const PLACES = ['office', 'shop', 'site'];
const MEETING_KINDS = ['visit', 'call'];
const MINUTE = 60_000;

/** Mostly absent: with every restriction at once, nothing would be left to disagree about. */
const option = <T>(arb: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: arb });
const clockMinutes = fc.oneof(fc.constantFrom(0, 60, 120, 150, 180, 210, 240, 540, 720, 1020), fc.nat(1439));
const length = fc.oneof(fc.constantFrom(60, 240, 480, 600, 1440), fc.integer({ min: 1, max: 900 }));
const window = fc
  .tuple(clockMinutes, length)
  .map(([from, minutes]): ClockWindow => ({ from: formatClock(from), to: formatClock(from + minutes) }));
const place = fc.constantFrom(undefined, undefined, undefined, ...PLACES);

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}

function rules(day: number): fc.Arbitrary<Rule[]> {
  const date = fc.integer({ min: day - 3, max: day + 4 }).map(formatDate);
  const span = fc.tuple(fc.integer({ min: day - 3, max: day + 4 }), fc.nat(2)).map(([from, more]) => ({
    from: formatDate(from),
    until: formatDate(from + more),
  }));
  const weekly = fc
    .record({
      windows: fc.array(
        fc.tuple(fc.subarray([...WEEKDAYS], { minLength: 3 }), window).map(([days, w]) => ({ days, ...w })),
        { minLength: 1, maxLength: 1 },
      ),
      placeId: place,
      from: option(fc.constant(formatDate(day - 1))),
      until: option(fc.constant(formatDate(day + 1))),
      everyWeeks: option(fc.constantFrom(1, 2, 3)),
      weekOf: fc.constant(formatDate(day - 14)),
    })
    .map((rule) => ({ kind: 'weekly' as const, ...rule }));
  const recurring = fc
    .record({
      rrule: fc.constantFrom(
        'FREQ=DAILY;INTERVAL=2',
        'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU',
        'FREQ=MONTHLY;BYDAY=1SU,-1SU',
        'FREQ=DAILY;COUNT=5',
      ),
      starts: fc.integer({ min: day - 30, max: day }).map(formatDate),
      windows: fc.array(window, { minLength: 1, maxLength: 1 }),
      placeId: place,
    })
    .map((rule) => ({ kind: 'recurring' as const, ...rule }));
  const open = fc
    .record({
      date,
      windows: fc.array(window, { minLength: 1, maxLength: 1 }),
      placeId: place,
      instead: fc.boolean(),
    })
    .map((rule) => ({ kind: 'open' as const, ...rule }));
  const closed = fc
    .record({ span, window: option(window) })
    .map((rule) => ({ kind: 'closed' as const, ...rule.span, window: rule.window }));
  const off = fc.oneof(
    span.map((s) => ({ kind: 'vacation' as const, ...s })),
    date.map((d) => ({ kind: 'holiday' as const, date: d, name: 'Feast' })),
  );
  return fc
    .tuple(
      fc.array(weekly, { minLength: 1, maxLength: 3 }),
      fc.array(recurring, { maxLength: 1 }),
      fc.array(open, { maxLength: 2 }),
      fc.array(closed, { maxLength: 1 }),
      fc.array(off, { maxLength: 1 }),
    )
    .map((lists) => lists.flat().map((rule, i) => defined({ ...rule, id: `rule-${i}` }) as Rule));
}

function busyRows(from: number): fc.Arbitrary<BusyRow[]> {
  const row = fc.record({
    start: fc.integer({ min: -2000, max: 5000 }),
    minutes: fc.oneof({ weight: 40, arbitrary: fc.nat(120) }, { weight: 1, arbitrary: fc.nat(5000) }),
    seconds: fc.constantFrom(0, 0, 0, 30_000, 1),
    kind: fc.constantFrom('event' as const, 'meeting' as const, 'hold' as const),
    meeting: fc.nat(3),
    meetingKind: fc.option(fc.constantFrom(...MEETING_KINDS), { nil: undefined }),
    placeId: place,
    showAs: fc.constantFrom(undefined, 'busy' as const, 'tentative' as const, 'free' as const),
    answer: fc.constantFrom(undefined, 'accepted' as const, 'needs_action' as const, 'declined' as const),
    allDay: fc.oneof(
      { weight: 30, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  });
  const toRow = (r: typeof row extends fc.Arbitrary<infer R> ? R : never, i: number): BusyRow => {
    const start = from + r.start * MINUTE + r.seconds;
    const day = Math.floor(start / MS_A_DAY);
    return defined<BusyRow>({
      start,
      end: start + r.minutes * MINUTE + r.seconds,
      kind: r.allDay ? 'event' : r.kind,
      sourceId: `row-${i}`,
      ...(r.kind === 'event' ? {} : { meetingId: `meeting-${r.meeting}`, meetingKind: r.meetingKind }),
      placeId: r.placeId,
      showAs: r.showAs,
      answer: r.answer,
      ...(r.allDay ? { dates: { from: formatDate(day), until: formatDate(day + 1) } } : {}),
    });
  };
  return fc.array(row, { maxLength: 14 }).map((rows) => rows.map(toRow));
}

const settings = (zone: string, day: number): fc.Arbitrary<AvailabilitySettings> =>
  fc
    .record({
      durationMinutes: fc.constantFrom(15, 30, 45, 60, 90),
      stepMinutes: fc.constantFrom(5, 15, 20, 30, 50, 60),
      alignment: fc.constantFrom('window' as const, 'clock' as const),
      horizonDays: fc.constantFrom(2, 30, 30),
      bufferBeforeMinutes: option(fc.constantFrom(5, 20)),
      bufferAfterMinutes: option(fc.constantFrom(10, 15)),
      minimumGapMinutes: option(fc.constantFrom(15, 60)),
      minimumNoticeMinutes: option(fc.constantFrom(30, 600)),
      noticeWorkingDays: option(fc.constantFrom(1, 2)),
      limits: option(
        fc.array(
          fc.record({
            id: fc.constant('limit'),
            meetingKind: fc.constantFrom(undefined, ...MEETING_KINDS),
            perDay: fc.constantFrom(0, 1, 2, 2, 3),
            perWeek: fc.integer({ min: 1, max: 4 }),
          }),
          { minLength: 1, maxLength: 2 },
        ),
      ),
      breaks: option(
        fc.array(
          fc
            .tuple(clockMinutes, fc.constantFrom(60, 150), fc.constantFrom(20, 45))
            .map(([from, size, minutes]) => ({
              id: 'break',
              from: formatClock(from),
              to: formatClock(from + size),
              minutes,
            })),
          { minLength: 1, maxLength: 2 },
        ),
      ),
      kinds: option(fc.constant({ visit: { durationMinutes: 40, bufferAfterMinutes: 25 } })),
      policies: option(
        fc.record({
          tentative: fc.constantFrom('busy' as const, 'free' as const),
          unanswered: fc.constantFrom('busy' as const, 'free' as const),
          allDay: fc.constantFrom('as_marked' as const, 'busy' as const, 'free' as const),
        }),
      ),
      travel: option(
        fc.record({
          dayStartPlaceId: fc.constantFrom(undefined, 'home'),
          dayEndPlaceId: fc.constantFrom(undefined, 'home'),
          unknownMinutes: fc.constantFrom(0, 35),
        }),
      ),
      zoneChanges: fc.option(fc.constant([{ from: formatDate(day + 1), zone: 'Asia/Tokyo' }]), {
        freq: 6,
        nil: undefined,
      }),
    })
    .map((s) => defined({ zone, ...s }));

const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    durationMinutes: fc.constantFrom(undefined, undefined, 10, 120, 1000),
    meetingKind: fc.constantFrom(undefined, ...MEETING_KINDS),
    mode: fc.constantFrom(undefined, 'in_person' as const, 'phone' as const),
    placeId: place,
    reschedules: fc.constantFrom(undefined, 'meeting-1'),
  })
  .map((w) => defined(w));

function instructions(day: number): fc.Arbitrary<Instruction[]> {
  const one = fc
    .tuple(
      fc.constantFrom(
        'unreachable' as const,
        'nothing_before' as const,
        'only_by_phone' as const,
        'at_place' as const,
      ),
      fc.integer({ min: day - 1, max: day + 2 }),
      window,
      fc.constantFrom(...PLACES),
    )
    .map(([kind, on, { from, to }, placeId]): Instruction => {
      const base = {
        id: `said-${kind}-${on}`,
        date: formatDate(on),
        said: { by: 'client', at: 0, how: 'phone' as const },
      };
      if (kind === 'nothing_before') return { ...base, kind, time: from === '00:00' ? '01:00' : from };
      return kind === 'at_place' ? { ...base, kind, from, to, placeId } : { ...base, kind, from, to };
    });
  return fc.array(one, { maxLength: 2 });
}

function calendars(start: number, now: number): fc.Arbitrary<CalendarState[]> {
  const one = fc.tuple(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1000, max: 5000 })).map(
    ([from, until]): CalendarState => ({
      calendarId: 'calendar',
      state: 'readable',
      syncedAt: now - 10 * MINUTE,
      staleAfterMinutes: 60,
      mirrored: { start: start + from * MINUTE, end: start + until * MINUTE + 30_000 },
    }),
  );
  return fc.array(one, { maxLength: 1 });
}

/** Not symmetric, with an unknown pair and a zero. */
const MINUTES_BETWEEN: Readonly<Record<string, number>> = {
  'office shop': 20,
  'shop office': 35,
  'office site': 50,
  'site office': 45,
  'site shop': 0,
  'home office': 15,
  'office home': 25,
  'home site': 70,
};
const table: TravelTable = (from, to) => {
  const minutes = MINUTES_BETWEEN[`${from} ${to}`];
  return minutes === undefined ? undefined : { minutes, source: 'fixed' };
};

export const questions: fc.Arbitrary<AvailabilityInput> = fc.constantFrom(...SCENES).chain(([zone, date]) => {
  const day = parseDate(date) ?? 0;
  const start = day * MS_A_DAY - 10 * 60 * MINUTE;
  return fc
    .record({
      settings: settings(zone, day),
      rules: rules(day),
      busy: busyRows(start),
      instructions: instructions(day),
      wanted,
      travel: fc.constantFrom(undefined, table),
      from: fc.integer({ min: -300, max: 900 }),
      minutes: fc.integer({ min: 300, max: 1500 }),
      seconds: fc.constantFrom(0, 0, 20_000),
      now: fc.integer({ min: -6000, max: 400 }),
    })
    .chain(({ from, minutes, seconds, now, ...rest }) => {
      const at = start + now * MINUTE + seconds;
      return calendars(start, at).map(
        (states): AvailabilityInput =>
          defined({
            ...rest,
            calendars: states,
            window: {
              start: start + from * MINUTE + seconds,
              end: start + (from + minutes) * MINUTE + seconds,
            },
            now: at,
          }),
      );
    });
});
