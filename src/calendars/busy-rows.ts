import type { BusyRow, StoredRow } from './mirror.store.js';
import { timesOf } from './mirror-row.js';
import type { Expansion, Series } from './recurrence/expand.js';

/** Stored events to the busy times that follow from them. */

/** The series that a row is, or null for a single event and for one that never occupies anything. */
export const seriesOf = (row: StoredRow, calendarZone: string): Series | null => {
  const times = timesOf(row);
  if (row.recurrence === null || times === null || row.blocking === 'free') return null;
  return { ...times, recurrence: row.recurrence, excluded: row.excluded, calendarZone };
};

/**
 * @param expansion of the row, when it is a series. A series that could not be read blocks at least its first
 * occurrence; that the others are missing is said beside it.
 */
export const busyRowsOf = (row: StoredRow, expansion: Expansion | null): BusyRow[] => {
  const { externalId, blocking, allDay, meetingId, startsAt, endsAt } = row;
  if (blocking === 'free') return [];
  const single = startsAt !== null && endsAt !== null ? [{ start: startsAt, end: endsAt }] : [];
  const times = expansion?.ok === true ? expansion.occurrences : single;
  // One row a start: of two that begin together the longer covers the other.
  const byStart = new Map<number, BusyRow>();
  for (const { start, end } of times) {
    const known = byStart.get(start);
    if (end <= start || (known !== undefined && known.end >= end)) continue;
    byStart.set(start, { externalId, start, end, blocking, allDay, meetingId });
  }
  return [...byStart.values()];
};
