/** For which stretch of time a mirrored calendar can be believed. Unknown is not free. */
import type { Interval } from '../time/interval.js';
import type { CalendarState } from './input.js';
import type { CalendarTrouble } from './reason.js';

/** The stretch (epoch ms) it vouches for at `now`, or why it vouches for nothing. */
export function vouchedFor(
  calendar: CalendarState,
  now: number,
): Interval | Exclude<CalendarTrouble, 'not_mirrored'> {
  if (calendar.state !== 'readable') return calendar.state;
  const { syncedAt, staleAfterMinutes, mirrored } = calendar;
  if (staleAfterMinutes === undefined) return mirrored;
  const fresh = syncedAt !== undefined && now - syncedAt <= staleAfterMinutes * 60_000;
  return fresh ? mirrored : 'stale';
}
