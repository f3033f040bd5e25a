/**
 * Floating breaks: some free minutes somewhere between two times of every day.
 *
 * A new meeting lies between busy rows, so of several free runs it can spoil only the one it lies
 * in. A day matters therefore only when exactly one run is long enough: with two the other remains,
 * with none the break is already lost and a further meeting costs nothing.
 */
import { parseClock } from '../time/civil.js';
import type { OccupiedTable } from './occupied-table.js';
import type { Query } from './query.js';

/** The only free run in which a day's break fits, epoch minutes. */
export interface OpenBreak {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  /** Length of the break. */
  readonly minutes: number;
}

/** The breaks of the days around the window that a meeting could take away, ascending. */
export function floatingBreaks(query: Query, rows: OccupiedTable): OpenBreak[] {
  const { days, settings, from, until } = query;
  const found: OpenBreak[] = [];
  const firstDay = days.dayOf(from) - 3;
  const lastDay = days.dayOf(until) + 3;
  for (const { id, from: opens, to, minutes } of settings.breaks ?? []) {
    const opensAt = parseClock(opens) ?? 0;
    const closesAt = parseClock(to) ?? 0;
    let first = 0;
    for (let day = firstDay; day <= lastDay; day++) {
      const start = days.bound(day, opensAt);
      while (first < rows.count && (rows.end[first] ?? 0) <= start) first++;
      const run = onlyRun(rows, first, start, days.bound(day, closesAt), { id, minutes });
      if (run !== undefined) found.push(run);
    }
  }
  return (settings.breaks ?? []).length > 1 ? found.sort((a, b) => a.from - b.from) : found;
}

function onlyRun(
  rows: OccupiedTable,
  first: number,
  start: number,
  end: number,
  { id, minutes }: { readonly id: string; readonly minutes: number },
): OpenBreak | undefined {
  let found = false;
  let from = 0;
  let until = 0;
  let free = start;
  for (let i = first; free < end; i++) {
    const taken = i < rows.count ? Math.min(rows.start[i] ?? 0, end) : end;
    if (taken - free >= minutes) {
      if (found) return undefined;
      found = true;
      from = free;
      until = taken;
    }
    if (taken === end) break;
    free = Math.max(free, rows.end[i] ?? 0);
  }
  return found ? { id, from, until, minutes } : undefined;
}
