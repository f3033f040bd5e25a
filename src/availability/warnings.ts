/**
 * What is wrong with an answer that can be given all the same: it is told beside the times, and closes none of them.
 * What closes times is a Reason (reason.ts).
 */
import type { CalendarState } from './input.js';

export type Warning =
  /**
   * Events or series of the calendar could not be read, begin before the end of what was asked for, and nobody has
   * looked at them: times of theirs may be taken although they are offered.
   */
  | {
      readonly because: 'series-unreadable';
      readonly calendarId: string;
      readonly calendarName: string;
      readonly count: number;
    }
  /** The last try to read the calendar failed; what it said at `syncedAt` (epoch ms) still serves. */
  | {
      readonly because: 'calendar-failing';
      readonly calendarId: string;
      readonly calendarName: string;
      readonly syncedAt: number;
    };

/** Of the calendars that are believed; one that vouches for nothing closes times, and that is said already. */
export function warningsOf(calendars: readonly CalendarState[]): Warning[] {
  return calendars.flatMap(({ calendarId, state, name, failing, unreadable = 0, syncedAt }): Warning[] => {
    if (state !== 'readable') return [];
    const of = { calendarId, calendarName: name ?? '' };
    return [
      ...(failing === true && syncedAt !== undefined
        ? [{ because: 'calendar-failing' as const, ...of, syncedAt }]
        : []),
      ...(unreadable > 0 ? [{ because: 'series-unreadable' as const, ...of, count: unreadable }] : []),
    ];
  });
}
