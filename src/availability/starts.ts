/**
 * Where a meeting may start, as set algebra over epoch minutes.
 *
 * The trick that makes it cheap: everything is expressed as sets of *starts*. A meeting of d minutes
 * fits an open run [a, b) exactly when it starts in [a, b - d + 1); it meets a busy time [b0, b1)
 * exactly when it starts in [b0 - d + 1, b1). So the answer is one union (the runs), a few
 * subtractions of sorted lists, and no loop over candidate slots.
 *
 *   starts = runs of opening windows, shortened by the duration
 *          - closed rules and instructions        (met by the meeting itself)
 *          - busy times                            (met by the meeting with its buffers)
 *          - what calendars cannot vouch for       (likewise)
 *          - days and weeks that are full
 *          - what travel and breaks need           (surroundings.ts)
 */
import { MS_A_MINUTE } from '../time/civil.js';
import { Spans, subtractSpans } from '../time/spans.js';
import { counts } from './busy.js';
import { vouchedFor } from './calendar-state.js';
import { forbids, timesOf } from './instruction.js';
import { fullHoles } from './limits.js';
import { ownBuffer, rowEnd, rowStart } from './occupied.js';
import { OccupiedTable } from './occupied-table.js';
import { openWindows } from './opening.js';
import type { Query } from './query.js';
import { fitIntoDays, needsSurroundings } from './surroundings.js';

/** Scratch for one search at a time; a caller may keep it, so that a search allocates next to nothing. */
export class Workspace {
  /** Opening windows, sorted by start, not joined. */
  readonly windows = new Spans(256);
  /** The answer: starts that are allowed. */
  readonly starts = new Spans(512);
  readonly holes = new Spans(512);
  readonly other = new Spans(512);
  readonly rows = new OccupiedTable();
}

/** Fills `work.windows` and `work.starts`. Returns the index of a busy row that is no interval, or -1. */
export function findStarts(query: Query, work: Workspace): number {
  const { days, plan, from, until, placeId } = query;
  // A window reaches at most into the next day, and the zone may change in between.
  openWindows(plan, days, days.dayOf(from) - 2, days.dayOf(until) + 1, placeId, work.windows);
  startsInRuns(query, work.windows, work.starts);

  closedHoles(query, work.holes);
  remove(work);
  const around = needsSurroundings(query);
  const bad = busyHoles(query, work.holes, around ? work.rows : undefined);
  if (bad >= 0) return bad;
  remove(work);
  unvouchedHoles(query, work.holes);
  remove(work);
  fullHoles(query, work.holes);
  remove(work);
  if (around) {
    fitIntoDays(query, work.starts, work.rows, work.other);
    swap(work);
  }
  return -1;
}

/** Takes the holes out of the starts. The two lists change places instead of being copied. */
function remove(work: Workspace): void {
  if (work.holes.length === 0) return;
  subtractSpans(work.starts, work.holes, work.other);
  swap(work);
}

function swap(work: Workspace): void {
  const { data, length } = work.starts;
  work.starts.data = work.other.data;
  work.starts.length = work.other.length;
  work.other.data = data;
  work.other.length = length;
}

/** Joins the windows to runs and shortens them by the duration, within window, notice and horizon. */
function startsInRuns(query: Query, windows: Spans, out: Spans): void {
  out.clear();
  const { duration, from, until, earliest, beyond } = query;
  const first = Math.max(from, earliest);
  const last = until - duration + 1;
  const end = Math.min(last, beyond);
  const { data, length } = windows;
  for (let i = 0; i < length; ) {
    const runStart = data[i] ?? 0;
    let runEnd = data[i + 1] ?? 0;
    for (i += 2; i < length && (data[i] ?? 0) <= runEnd; i += 2) {
      const next = data[i + 1] ?? 0;
      if (next > runEnd) runEnd = next;
    }
    const a = Math.max(runStart, first);
    const fits = runEnd - duration + 1;
    const b = Math.min(fits, end);
    if (a < b) out.push(a, b);
  }
}

/** Closed rules and instructions: no part of the meeting itself may lie in them. */
function closedHoles(query: Query, holes: Spans): void {
  holes.clear();
  const { days, plan, input, duration, from, until } = query;
  const instructions = input.instructions ?? [];
  if (plan.closed.length + instructions.length === 0) return;
  const firstDay = days.dayOf(from) - 2;
  const lastDay = days.dayOf(until) + 1;
  let sorted = true;
  const close = (start: number, end: number) => {
    if (start < end && !holes.join(start - duration + 1, end)) sorted = false;
  };
  for (const { fromDay, untilDay, window } of plan.closed) {
    const a = Math.max(fromDay, firstDay);
    const b = Math.min(untilDay, lastDay);
    if (a > b) continue;
    if (window === undefined) close(days.start(a), days.start(b + 1));
    else for (let day = a; day <= b; day++) close(days.bound(day, window.from), days.bound(day, window.to));
  }
  for (const instruction of instructions) {
    if (!forbids(instruction, input.wanted ?? {}, input.now)) continue;
    const { day, from: start, to } = timesOf(instruction);
    close(days.bound(day, start), days.bound(day, to));
  }
  if (!sorted) holes.sortAndJoin();
}

/**
 * Busy rows, kept away by buffers and gap; `table`, if given, takes them down. Returns the index of
 * a row that is no interval, or -1.
 */
function busyHoles(query: Query, holes: Spans, table: OccupiedTable | undefined): number {
  holes.clear();
  table?.clear();
  const { input, duration, before, after, gap } = query;
  const { busy, settings } = input;
  const { policies } = settings;
  const reschedules = input.wanted?.reschedules;
  const from = query.from;
  const until = query.until;
  let sorted = true;
  for (let i = 0; i < busy.length; i++) {
    const row = busy[i];
    if (row === undefined || !counts(row, policies, reschedules)) continue;
    const start = rowStart(query, row);
    const end = rowEnd(query, row);
    if (!(end > start)) {
      if (end === start) continue; // no time at all
      return i;
    }
    let apartBefore = after;
    let apartAfter = before;
    if (row.kind !== 'event') {
      apartBefore += ownBuffer(query, row, 'bufferBeforeMinutes');
      apartAfter += ownBuffer(query, row, 'bufferAfterMinutes');
    }
    table?.add(start, end, apartBefore, apartAfter, row.placeId);
    if (row.kind !== 'event') {
      apartBefore = Math.max(gap, apartBefore);
      apartAfter = Math.max(gap, apartAfter);
    }
    const holeEnd = end + apartAfter;
    const holeStart = start - duration - apartBefore + 1;
    if (holeEnd <= from || holeStart >= until) continue;
    if (!holes.join(holeStart, holeEnd)) sorted = false;
  }
  table?.finish();
  if (!sorted) holes.sortAndJoin();
  return -1;
}

/** What lies outside the stretch a calendar vouches for; a calendar that vouches for nothing is met before. */
function unvouchedHoles(query: Query, holes: Spans): void {
  holes.clear();
  const { input, duration, before, after } = query;
  if (input.calendars === undefined || input.calendars.length === 0) return;
  let start = -Infinity;
  let end = Infinity;
  for (const calendar of input.calendars) {
    const vouched = vouchedFor(calendar, input.now);
    if (typeof vouched === 'string') continue;
    start = Math.max(start, Math.ceil(vouched.start / MS_A_MINUTE));
    end = Math.min(end, Math.floor(vouched.end / MS_A_MINUTE));
  }
  const firstStart = start + before;
  const lastEnd = end - after - duration + 1;
  if (firstStart > query.from) holes.join(query.from, Math.min(firstStart, query.until));
  if (lastEnd < query.until) holes.join(Math.max(lastEnd, query.from), query.until);
}
