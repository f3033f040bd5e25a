/**
 * What occupies a client's time, and which of it counts.
 *
 * Rows come from the mirror of the client's calendars and from our own meetings and holds. They are
 * epoch milliseconds, half-open: a meeting may begin in the millisecond another ends. Seconds are
 * not dropped: busy until 10:00:30 closes 10:00.
 *
 * Whoever makes rows by the hundred gives each of them the same keys in the same order, `undefined`
 * where there is nothing (`busyRow`): a search over rows of many shapes takes some three times as long.
 */
import type { BusyPolicies } from './settings.js';

export interface BusyRow {
  /** Epoch ms, half-open. Rows of the database come sorted by start; any order gives the right answer. */
  readonly start: number;
  readonly end: number;
  /** `event`: on a mirrored calendar. `meeting` and `hold`: commitments made here. */
  readonly kind: 'event' | 'meeting' | 'hold';
  /** The event's, option's or meeting's id: what an explanation points at. */
  readonly sourceId: string;
  /** The meeting a row belongs to: of meetings and holds, and of the event a meeting was written back as. */
  readonly meetingId?: string | undefined;
  /** Kind of a meeting or hold, for its buffers and limits. */
  readonly meetingKind?: string | undefined;
  /** Where it takes place, for travel. */
  readonly placeId?: string | undefined;
  /** The calendar's own mark; without it, busy. */
  readonly showAs?: 'busy' | 'tentative' | 'elsewhere' | 'free' | undefined;
  /** The client's answer, where the event is an invitation (PARTSTAT of RFC 5545). */
  readonly answer?: 'accepted' | 'tentative' | 'needs_action' | 'declined' | undefined;
  /**
   * Set for all-day events: first date and the date after the last. They are squares on a wall
   * calendar, not instants, and mean the client's own days whatever zone their calendar is in;
   * `start` and `end` are then not read.
   */
  readonly dates?: { readonly from: string; readonly until: string } | undefined;
}

/** A row with all keys in one order. */
export function busyRow(row: BusyRow): BusyRow {
  return {
    start: row.start,
    end: row.end,
    kind: row.kind,
    sourceId: row.sourceId,
    meetingId: row.meetingId,
    meetingKind: row.meetingKind,
    placeId: row.placeId,
    showAs: row.showAs,
    answer: row.answer,
    dates: row.dates,
  };
}

/**
 * Whether a row occupies its time: not when it is declined or marked free, not when the policy lets
 * tentative, unanswered or all-day events or work elsewhere pass, and not when it belongs to the
 * meeting that is being moved (`reschedules`), which must not stand in its own way. Our own
 * commitments always count.
 */
export function counts(row: BusyRow, policies: BusyPolicies | undefined, reschedules?: string): boolean {
  // Half-open: a row without length holds no instant, wherever in a minute it lies.
  if (row.dates === undefined && row.start === row.end) return false;
  if (reschedules !== undefined && row.meetingId === reschedules) return false;
  if (row.kind !== 'event') return true;
  const { answer, showAs } = row;
  if (answer === 'declined') return false;
  if (row.dates !== undefined) {
    if (policies?.allDay === 'busy') return true;
    if (policies?.allDay === 'free') return false;
  }
  if (showAs === 'free') return false;
  if (showAs === 'elsewhere' && policies?.elsewhere !== 'busy') return false;
  if ((showAs === 'tentative' || answer === 'tentative') && policies?.tentative === 'free') return false;
  return !(answer === 'needs_action' && policies?.unanswered === 'free');
}
