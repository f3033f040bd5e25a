/**
 * Which of the free slots are good ones, and why. Five things are judged, each from 0 to 1 and each
 * with the facts behind it, so that a person can disagree with one of them:
 *
 *   near        other visits of that day are close by: the shorter the nearest leg, the better
 *   whole_time  the free time left around the slot can still be used, instead of lying in scraps
 *   their_hours the partner's preferred hours, or at least working hours in the partner's zone
 *   quiet_day   few meetings on that day yet
 *   soon        earlier rather than later, mildly
 *
 * The score is their weighted mean; equal scores go by time.
 */
import { MINUTES_A_DAY, MS_A_MINUTE, parseClock, weekday } from '../time/civil.js';
import { subtract } from '../time/interval.js';
import { LocalDays } from '../time/local-days.js';
import { upTo } from '../time/zone-table.js';
import type { AvailabilityInput } from './input.js';
import { forbids, timesOf } from './instruction.js';
import { type Occupied, occupiedRows } from './occupied.js';
import { statedWindows } from './opening.js';
import { type Query, readQuery } from './query.js';
import { type ClockWindow, WEEKDAYS, type WeeklyWindow } from './rule.js';
import { freeSlots, type Slot } from './slots.js';
import { legBetween } from './travel.js';

export type RankReason =
  /** Without a visit on that day there is no source, and the value is in the middle. */
  | { readonly judged: 'near'; readonly value: number; readonly sourceId?: string; readonly minutes?: number }
  | { readonly judged: 'whole_time'; readonly value: number; readonly scrapMinutes: number }
  | {
      readonly judged: 'their_hours';
      readonly value: number;
      readonly hours: 'preferred' | 'working' | 'outside';
    }
  | { readonly judged: 'quiet_day'; readonly value: number; readonly meetings: number }
  | { readonly judged: 'soon'; readonly value: number; readonly daysAhead: number };

export interface RankedSlot {
  readonly slot: Slot;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly RankReason[];
  /** Local day (day number) and part of the day on the client's clocks, for choosing different ones. */
  readonly day: number;
  readonly daypart: Daypart;
}

export type Daypart = 'morning' | 'midday' | 'afternoon' | 'evening';

/** The other side. Hours are read on the clocks of their zone. */
export interface Partner {
  readonly zone: string;
  readonly preferred?: readonly WeeklyWindow[];
  /** Default 09:00-17:00, Monday to Friday. */
  readonly working?: readonly WeeklyWindow[];
}

const WEIGHTS: Readonly<Record<RankReason['judged'], number>> = {
  near: 3,
  whole_time: 2,
  their_hours: 3,
  quiet_day: 1,
  soon: 1,
};

const OFFICE: readonly WeeklyWindow[] = [
  { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' },
];
/** A leg of this length is worth nothing. */
const FAR_MINUTES = 60;
/** A day without other visits: better than one on which the client is far away, worse than one near by. */
const ALONE = 0.5;

/** All free slots, the best first. Empty when there are none; ask `freeSlots` why. */
export function rankSlots(input: AvailabilityInput, partner?: Partner): RankedSlot[] {
  const { slots, durationMinutes } = freeSlots(input);
  const query = readQuery(input);
  if (slots.length === 0 || !('days' in query)) return [];
  const rows = occupiedRows(query);
  const runs = freeRuns(query, rows);
  const runStarts = Float64Array.from(runs, ({ start }) => start);
  const theirs = partner === undefined ? undefined : clocksOf(partner, query);
  const today = query.days.dayOf(Math.floor(input.now / MS_A_MINUTE));
  const byDay = new Map<number, Occupied[]>();
  for (const row of rows) {
    const day = query.days.dayOf(row.start);
    const others = byDay.get(day);
    if (others === undefined) byDay.set(day, [row]);
    else others.push(row);
  }

  const ranked = slots.map((slot): RankedSlot => {
    const start = slot.start / MS_A_MINUTE;
    const end = start + durationMinutes;
    const day = query.days.dayOf(start);
    const others = byDay.get(day) ?? [];
    const run = runs[upTo(runStarts, start) - 1] ?? { start, end };
    const reasons: RankReason[] = [
      ...near(query, others),
      wholeTime(run, start, end, durationMinutes),
      ...(partner === undefined || theirs === undefined ? [] : [theirHours(partner, theirs, start, end)]),
      quietDay(others),
      soon(day - today),
    ];
    return { slot, score: mean(reasons), reasons, day, daypart: daypartOf(query, day, start) };
  });
  return ranked.sort((a, b) => b.score - a.score || a.slot.start - b.slot.start);
}

function mean(reasons: readonly RankReason[]): number {
  const weight = reasons.reduce((sum, { judged }) => sum + WEIGHTS[judged], 0);
  return reasons.reduce((sum, { judged, value }) => sum + WEIGHTS[judged] * value, 0) / weight;
}

/** The nearest visit of the day. Nothing is said when travel is not known. */
function near({ input, placeId, settings }: Query, others: readonly Occupied[]): RankReason[] {
  if (placeId === undefined || input.travel === undefined) return [];
  let nearest: { sourceId: string; minutes: number } | undefined;
  for (const { row } of others) {
    if (row.placeId === undefined) continue;
    const { minutes } = legBetween(input.travel, row.placeId, placeId, settings.travel?.unknownMinutes ?? 0);
    if (minutes < (nearest?.minutes ?? Infinity)) nearest = { sourceId: row.sourceId, minutes };
  }
  if (nearest === undefined) return [{ judged: 'near', value: ALONE }];
  return [{ judged: 'near', value: Math.max(0, 1 - nearest.minutes / FAR_MINUTES), ...nearest }];
}

/** Free time before and after that is too short for another meeting of this length is lost. */
function wholeTime(
  run: { start: number; end: number },
  start: number,
  end: number,
  duration: number,
): RankReason {
  const scrap = (minutes: number) => (minutes > 0 && minutes < duration ? minutes : 0);
  const scrapMinutes = scrap(start - run.start) + scrap(run.end - end);
  return { judged: 'whole_time', value: 1 - scrapMinutes / (2 * duration), scrapMinutes };
}

function quietDay(others: readonly Occupied[]): RankReason {
  const meetings = others.filter(({ row }) => row.kind !== 'event').length;
  return { judged: 'quiet_day', value: 1 / (1 + meetings), meetings };
}

function soon(daysAhead: number): RankReason {
  return { judged: 'soon', value: 1 / (1 + Math.max(0, daysAhead) / 7), daysAhead };
}

function theirHours(partner: Partner, days: LocalDays, start: number, end: number): RankReason {
  const day = days.dayOf(start);
  const from = start + days.offsetAt(start) - day * MINUTES_A_DAY;
  const to = from + end - start;
  const within = (windows: readonly WeeklyWindow[]) =>
    windows.some((window) =>
      window.days.some((name) => {
        const begun = WEEKDAYS.indexOf(name);
        if (begun === weekday(day) && holds(window, from, to)) return true;
        // Hours of the day before may run past midnight (rule.ts).
        const before = begun === weekday(day - 1);
        return before && holds(window, from + MINUTES_A_DAY, to + MINUTES_A_DAY);
      }),
    );
  if (within(partner.preferred ?? [])) return { judged: 'their_hours', value: 1, hours: 'preferred' };
  if (!within(partner.working ?? OFFICE)) return { judged: 'their_hours', value: 0, hours: 'outside' };
  const value = partner.preferred === undefined ? 1 : 0.6;
  return { judged: 'their_hours', value, hours: 'working' };
}

function holds(window: ClockWindow, from: number, to: number): boolean {
  return (parseClock(window.from) ?? 0) <= from && to <= (parseClock(window.to) ?? 0);
}

function clocksOf(partner: Partner, { from, until }: Query): LocalDays | undefined {
  const days = LocalDays.of([{ fromDay: 0, zone: partner.zone }], from, until);
  return 'refused' in days ? undefined : days;
}

/** Opening hours without what cuts them and without busy times, in epoch minutes. */
function freeRuns(query: Query, rows: readonly Occupied[]): { start: number; end: number }[] {
  const { days, plan, from, until, input } = query;
  const [first, last] = [days.dayOf(from) - 2, days.dayOf(until) + 1];
  const open: { start: number; end: number }[] = [];
  for (let day = first; day <= last; day++) {
    for (const { from: opens, to } of statedWindows(plan, day)) {
      open.push({ start: days.bound(day, opens), end: days.bound(day, to) });
    }
  }
  const cut: { start: number; end: number }[] = [];
  for (const { fromDay, untilDay, window } of plan.closed) {
    for (let day = Math.max(first, fromDay); day <= Math.min(last, untilDay); day++) {
      const [opens, closes] = window === undefined ? [0, MINUTES_A_DAY] : [window.from, window.to];
      cut.push({ start: days.bound(day, opens), end: days.bound(day, closes) });
    }
  }
  for (const instruction of input.instructions ?? []) {
    if (!forbids(instruction, input.wanted ?? {}, input.now)) continue;
    const { day, from: begins, to } = timesOf(instruction);
    cut.push({ start: days.bound(day, begins), end: days.bound(day, to) });
  }
  return subtract(open, [...cut, ...rows]);
}

function daypartOf({ days }: Query, day: number, start: number): Daypart {
  const reading = start + days.offsetAt(start) - day * MINUTES_A_DAY;
  if (reading < 11 * 60) return 'morning';
  if (reading < 14 * 60) return 'midday';
  return reading < 17 * 60 ? 'afternoon' : 'evening';
}
