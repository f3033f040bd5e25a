import { MS_A_MINUTE } from '../time/civil.js';
import { instantToWall, windowOf } from '../time/wall-clock.js';

/** Minutes of the day, half-open, from Monday to Friday. */
export interface WorkingHours {
  readonly from: number;
  readonly until: number;
}

const FRIDAY = 4;
/** More than any weekend, and any day that a zone ever left out. */
const MOST_DAYS = 10;

/**
 * The first instant, from `at` on, that lies in the working hours of a zone. Holidays are not known: an address does not
 * say whose are kept. A zone that does not exist is read as UTC, so that nothing waits for ever.
 */
export const workingTime = (at: number, zone: string, hours: WorkingHours): number => {
  for (const { start, end } of workingDays(at, zone, hours)) if (at < end) return Math.max(at, start);
  throw new Error(`No working day was found in ${zone} after ${at}.`);
};

/**
 * So many working days later at the same time of the working day: what is sent on Friday at 16:30 has waited one working
 * day on Monday at 16:30; what is sent on Saturday begins to wait on Monday morning.
 */
export const workingDaysLater = (at: number, days: number, zone: string, hours: WorkingHours): number => {
  const from = workingTime(at, zone, hours);
  if (days === 0) return from;
  const [first, ...rest] = workingDays(from, zone, hours);
  if (first === undefined) throw new Error(`No working day was found in ${zone} after ${at}.`);
  const into = from - first.start;
  let last = first;
  let left = days;
  let more = rest;
  while (left > 0) {
    const [next, ...after] = more;
    if (next === undefined) {
      more = workingDays(last.end, zone, hours);
      continue;
    }
    last = next;
    more = after;
    left -= 1;
  }
  // A day on which the clocks change is shorter or longer, but never for whoever works at day.
  return Math.min(last.start + into, last.end - MS_A_MINUTE);
};

/** The working days that are not over at `at`, ten calendar days ahead. */
const workingDays = (
  at: number,
  zone: string,
  { from, until }: WorkingHours,
): { readonly start: number; readonly end: number }[] => {
  const wall = instantToWall(zone, at);
  if ('refused' in wall) return workingDays(at, 'UTC', { from, until });
  return Array.from({ length: MOST_DAYS }, (_, i) => wall.dayNumber + i).flatMap((day) => {
    const hours = windowOf(zone, day, from, until);
    if ('refused' in hours) throw new Error(`${zone} was known a moment ago.`);
    const weekday = (wall.weekday + day - wall.dayNumber) % 7;
    return weekday <= FRIDAY && hours.end > Math.max(at, hours.start) ? [hours] : [];
  });
};
