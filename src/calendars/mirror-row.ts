import { MS_A_DAY, parseDate } from '../time/civil.js';
import { zoneTable } from '../time/wall-clock.js';
import { ZoneTable } from '../time/zone-table.js';
import type { Blocking, EventTime, OwnMark, RemoteChange, RemoteEvent } from './calendar.port.js';
import { startKey } from './recurrence/expand.js';

/** A row of the mirror, as it is stored: the provider's event, its times placed in the calendar's zone. */
export interface MirrorRow {
  readonly externalId: string;
  readonly etag: string | null;
  readonly icalUid: string | null;
  readonly recurringEventId: string | null;
  /** The key of the occurrence that it stands for (recurrence/expand.ts). */
  readonly originalStart: string | null;
  readonly status: string;
  readonly blocking: Blocking;
  readonly allDay: boolean;
  /** As the clocks show it: YYYY-MM-DD for whole days, YYYY-MM-DDTHH:MM:SS otherwise. */
  readonly startWall: string | null;
  readonly endWall: string | null;
  /** Where its recurrence lives; null for the calendar's own. */
  readonly zone: string | null;
  /** Epoch ms, half-open. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly recurrence: readonly string[] | null;
  /** Why it cannot be read. */
  readonly unreadable: string | null;
  readonly title: string | null;
  readonly location: string | null;
  readonly mark: OwnMark | null;
}

/** What a change does to the mirror. A removed event takes the exceptions of its series along. */
export type MirrorChange =
  | { readonly kind: 'put'; readonly row: MirrorRow }
  | { readonly kind: 'remove'; readonly externalId: string };

export const toMirror = (
  change: Exclude<RemoteChange, { kind: 'series' }>,
  calendarZone: string,
): MirrorChange => {
  if (change.kind === 'event') return { kind: 'put', row: rowOf(change.event, calendarZone) };
  if (change.kind === 'unreadable') {
    const { id: externalId, reason: unreadable, recurringEventId = null, title = null, etag = null } = change;
    const row = { ...EMPTY, externalId, recurringEventId, unreadable, title, etag };
    return { kind: 'put', row: { ...row, status: 'confirmed', blocking: 'busy' } };
  }
  // A cancelled occurrence has to be remembered as long as its series lives.
  if (change.recurringEventId === undefined) return { kind: 'remove', externalId: change.id };
  const originalStart = change.originalStart === undefined ? null : startKey(change.originalStart);
  const { recurringEventId } = change;
  return { kind: 'put', row: { ...EMPTY, externalId: change.id, recurringEventId, originalStart } };
};

const EMPTY: MirrorRow = {
  externalId: '',
  etag: null,
  icalUid: null,
  recurringEventId: null,
  originalStart: null,
  status: 'cancelled',
  blocking: 'free',
  allDay: false,
  startWall: null,
  endWall: null,
  zone: null,
  startsAt: null,
  endsAt: null,
  recurrence: null,
  unreadable: null,
  title: null,
  location: null,
  mark: null,
};

const rowOf = (event: RemoteEvent, calendarZone: string): MirrorRow => {
  const startsAt = instantOf(event.start, calendarZone);
  const endsAt = instantOf(event.end, calendarZone);
  return {
    externalId: event.id,
    etag: event.etag,
    icalUid: event.icalUid,
    recurringEventId: event.recurringEventId,
    originalStart: event.originalStart === null ? null : startKey(event.originalStart),
    status: event.status,
    blocking: event.blocking,
    allDay: event.start.kind === 'date',
    startWall: wallOf(event.start, calendarZone),
    endWall: wallOf(event.end, calendarZone),
    zone: event.start.kind === 'instant' ? event.start.zone : null,
    startsAt,
    endsAt,
    recurrence: event.recurrence.length > 0 ? event.recurrence : null,
    unreadable: startsAt === null || endsAt === null ? 'its dates make no sense' : null,
    title: event.title,
    location: event.location,
    mark: event.mark,
  };
};

/** The times of a stored row again, for its expansion. Null for one that has none. */
export const timesOf = (
  row: Pick<MirrorRow, 'allDay' | 'startWall' | 'endWall' | 'zone' | 'startsAt' | 'endsAt'>,
): { start: EventTime; end: EventTime } | null => {
  if (row.startsAt === null || row.endsAt === null) return null;
  if (row.allDay) {
    if (row.startWall === null || row.endWall === null) return null;
    return { start: { kind: 'date', date: row.startWall }, end: { kind: 'date', date: row.endWall } };
  }
  return {
    start: { kind: 'instant', at: row.startsAt, zone: row.zone },
    end: { kind: 'instant', at: row.endsAt, zone: row.zone },
  };
};

/** Epoch ms; a date is the beginning of that day in the calendar's zone. Null for a date that does not exist. */
const instantOf = (time: EventTime, calendarZone: string): number | null => {
  if (time.kind === 'instant') return time.at;
  const day = parseDate(time.date);
  const table = zoneTable(calendarZone);
  if (day === undefined || !(table instanceof ZoneTable)) return null;
  return table.firstInstantFrom(day * MS_A_DAY);
};

const wallOf = (time: EventTime, calendarZone: string): string | null => {
  if (time.kind === 'date') return time.date;
  const zone = time.zone ?? calendarZone;
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return null;
  return new Date(time.at + table.offsetAt(time.at)).toISOString().slice(0, 19);
};
