/**
 * Free slots: rules + busy times + now -> the times that may be offered.
 *
 * Pure and exact to the minute. The algorithm is in starts.ts (set algebra) and cut.ts (the step);
 * this file is the door. `explain` (explain.ts) answers for a single time, by other means, and the
 * two agree for every minute.
 */
import type { Interval } from '../time/interval.js';
import { Spans } from '../time/spans.js';
import { vouchedFor } from './calendar-state.js';
import { clockAnchors, cut, windowAnchors } from './cut.js';
import type { AvailabilityInput } from './input.js';
import { badRow } from './occupied.js';
import { type Query, readQuery } from './query.js';
import type { Reason } from './reason.js';
import type { RuleFault } from './rule.js';
import { findStarts, Workspace } from './starts.js';

/** A time that may be offered, epoch ms, half-open. */
export type Slot = Interval;

/** Why nothing at all is offered: wrong input, or a calendar that vouches for nothing. */
export type Closure = Extract<Reason, { because: 'faults' | 'calendar' }>;

/** The answer. All slots of one search are equally long, so their starts say it all. */
export class FreeSlots {
  /** Starts in epoch minutes, ascending. */
  readonly minutes: Int32Array;
  readonly durationMinutes: number;
  readonly closed?: Closure;
  private made: readonly Slot[] | undefined;

  constructor(minutes: Int32Array, durationMinutes: number, closed?: Closure) {
    this.minutes = minutes;
    this.durationMinutes = durationMinutes;
    if (closed !== undefined) this.closed = closed;
  }

  /** The same as objects, made when first asked for: most callers only count, rank or print. */
  get slots(): readonly Slot[] {
    this.made ??= Array.from(this.minutes, (minute) => ({
      start: minute * 60_000,
      end: (minute + this.durationMinutes) * 60_000,
    }));
    return this.made;
  }
}

const NO_MINUTES = new Int32Array(0);

// One search runs to its end before the next begins, so they can share their scratch; nothing of it
// is read across searches.
const work = new Workspace();
const anchors = new Spans(512);

/**
 * All slots in `input.window`, ascending; or none and the reason, when rules or request are wrong
 * or a calendar cannot be read. Never throws for bad input.
 */
export function freeSlots(input: AvailabilityInput): FreeSlots {
  const query = readQuery(input);
  if (!('days' in query)) return closedFor(query);
  const trouble = calendarTrouble(input);
  if (trouble !== undefined) return new FreeSlots(NO_MINUTES, query.duration, trouble);
  const bad = findStarts(query, work);
  if (bad >= 0) return closedFor([badRow(bad)]);
  if (work.starts.length === 0) return new FreeSlots(NO_MINUTES, query.duration);
  fillAnchors(query, work, anchors);
  return new FreeSlots(cut(work.starts, anchors, query.settings.stepMinutes), query.duration);
}

const WEEK_MS = 7 * 86_400_000;

/**
 * The first slot in `input.window`; undefined when there is none, or the reason why nothing is
 * offered at all. Looks a week ahead first, because mostly that is enough.
 */
export function nextSlot(input: AvailabilityInput): Slot | Closure | undefined {
  const { window } = input;
  const soon = { start: window.start, end: Math.min(window.end, window.start + WEEK_MS) };
  const found = freeSlots({ ...input, window: soon });
  if (found.closed !== undefined) return found.closed;
  const enough = found.minutes.length > 0 || soon.end === window.end;
  const { minutes, durationMinutes } = enough ? found : freeSlots(input);
  const [first] = minutes;
  if (first === undefined) return undefined;
  return { start: first * 60_000, end: (first + durationMinutes) * 60_000 };
}

/** What starts are counted from; see AvailabilitySettings.alignment. */
export function fillAnchors(query: Query, { windows }: Workspace, out: Spans): void {
  if (query.settings.alignment === 'window') windowAnchors(windows, out);
  else clockAnchors(query.days, query.from, query.until, out);
}

/** The first calendar that vouches for nothing: its client's time is unknown, and unknown is not free. */
export function calendarTrouble({ calendars, now }: AvailabilityInput): Closure | undefined {
  for (const calendar of calendars ?? []) {
    const vouched = vouchedFor(calendar, now);
    if (typeof vouched !== 'string') continue;
    const { calendarId: sourceId, syncedAt } = calendar;
    return {
      because: 'calendar',
      sourceId,
      trouble: vouched,
      ...(syncedAt === undefined ? {} : { syncedAt }),
    };
  }
  return undefined;
}

function closedFor(faults: readonly RuleFault[]): FreeSlots {
  return new FreeSlots(NO_MINUTES, 0, { because: 'faults', faults });
}
