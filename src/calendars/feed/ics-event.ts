import { createHash } from 'node:crypto';
import { formatDate, MS_A_DAY } from '../../time/civil.js';
import { zoneTable } from '../../time/wall-clock.js';
import { ZoneTable } from '../../time/zone-table.js';
import type { Blocking, EventTime, RemoteChange } from '../calendar.port.js';
import { startKey } from '../recurrence/expand.js';
import { durationMs, readRecurrence } from '../recurrence/lines.js';
import { readCompact } from '../recurrence/rule.js';
import { type IcsLine, unescapeText } from './ics-lines.js';
import type { IcsZones } from './ics-zones.js';

/** A VEVENT of a file: the lines between BEGIN and END, alarms left out. */
export interface IcsEvent {
  readonly line: number;
  readonly lines: readonly IcsLine[];
}

export interface Skipped {
  readonly line: number;
  readonly what: string;
  readonly reason: string;
}

export type ReadEvent =
  | {
      readonly ok: true;
      readonly change: RemoteChange;
      readonly uid: string;
      readonly sequence: number;
      /** Something of it was not taken. */
      readonly note: Skipped | null;
    }
  | (Unread & { readonly ok: false; readonly etag: string });

interface Unread {
  readonly uid: string;
  readonly title: string | null;
  /** RECURRENCE-ID as it is written: what cannot be read is an exception of a series. */
  readonly exception: string | null;
  readonly skipped: Skipped;
}

/** What every VEVENT says, wherever it comes from. */
export interface ParsedEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly tentative: boolean;
  readonly blocking: Blocking;
  readonly start: EventTime;
  readonly end: EventTime;
  readonly originalStart: EventTime | null;
  readonly recurrence: readonly string[];
  readonly title: string | null;
  readonly location: string | null;
  readonly note: Skipped | null;
}

/** A VEVENT in the house's words, or why it makes no sense. Its id is its UID, with its place in the series. */
export const readEvent = (event: IcsEvent, zones: IcsZones): ReadEvent => {
  const parsed = parseEvent(event, zones);
  if (!parsed.ok) return { ...parsed, etag: hashOf(event.lines.filter(isContent).map(({ raw }) => raw)) };
  const { uid, sequence, note, originalStart } = parsed.event;
  const id = originalStart === null ? uid : `${uid}/${startKey(originalStart)}`;
  if (parsed.event.cancelled) {
    const of = originalStart === null ? {} : { recurringEventId: uid, originalStart };
    return { ok: true, change: { kind: 'removed', id, ...of }, uid, sequence, note };
  }
  const content = {
    id,
    icalUid: uid,
    status: parsed.event.blocking === 'tentative' ? ('tentative' as const) : ('confirmed' as const),
    blocking: parsed.event.blocking,
    start: parsed.event.start,
    end: parsed.event.end,
    recurrence: parsed.event.recurrence,
    recurringEventId: originalStart === null ? null : uid,
    originalStart,
    title: parsed.event.title,
    description: null,
    location: parsed.event.location,
    mark: null,
  };
  const etag = hashOf(content);
  return { ok: true, change: { kind: 'event', event: { ...content, etag } }, uid, sequence, note };
};

const hashOf = (content: object): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');

/** Many services write the time of the download there (RFC 5545 3.8.7.2). */
const isContent = ({ name }: IcsLine): boolean => name !== 'DTSTAMP';

export const parseEvent = (
  event: IcsEvent,
  zones: IcsZones,
): { readonly ok: true; readonly event: ParsedEvent } | (Unread & { readonly ok: false }) => {
  const get = (name: string) => event.lines.find((line) => line.name === name);
  const title = textOf(get('SUMMARY'));
  const what = (title ?? get('UID')?.value ?? 'an event').slice(0, 80);
  const uid = get('UID')?.value.trim() || `line-${event.line}`;
  const recurrenceId = get('RECURRENCE-ID');
  const skip = (line: IcsLine | undefined, reason: string) => ({
    ok: false as const,
    uid,
    title,
    exception: recurrenceId?.value.trim() ?? null,
    skipped: { line: line?.line ?? event.line, what, reason },
  });

  const dtstart = get('DTSTART');
  const start = readTime(dtstart, zones);
  if (!start.ok) return skip(dtstart, `its start ${start.reason}`);
  const dtend = get('DTEND') ?? get('DURATION');
  const end = readEnd(dtend, start.time, zones);
  if (!end.ok) return skip(dtend, `its end ${end.reason}`);
  const original = recurrenceId === undefined ? null : readTime(recurrenceId, zones);
  if (original?.ok === false) return skip(recurrenceId, `its RECURRENCE-ID ${original.reason}`);

  const originalStart = original?.ok ? original.time : null;
  const status = get('STATUS')?.value.trim().toUpperCase();
  const cancelled = status === 'CANCELLED';
  const recurrence = originalStart === null ? recurrenceOf(event) : [];
  return {
    ok: true,
    event: {
      uid,
      sequence: Number(get('SEQUENCE')?.value) || 0,
      cancelled,
      tentative: status === 'TENTATIVE',
      blocking: cancelled ? 'free' : blockingOf(get),
      start: start.time,
      end: end.time,
      originalStart,
      recurrence,
      title,
      location: textOf(get('LOCATION')),
      note: cancelled ? null : noteOf(event, recurrenceId, recurrence, what),
    },
  };
};

const noteOf = (
  event: IcsEvent,
  recurrenceId: IcsLine | undefined,
  recurrence: readonly string[],
  what: string,
): Skipped | null => {
  const lines = readRecurrence(recurrence);
  if (!lines.ok) {
    const line = event.lines.find(({ name }) => name === 'RRULE')?.line ?? event.line;
    return { line, what, reason: `only its first time was taken: ${lines.reason}` };
  }
  if (recurrenceId?.params.has('RANGE')) {
    const reason = 'it changes all that follow; only the one was taken';
    return { line: recurrenceId.line, what, reason };
  }
  return null;
};

const RECURRENCE = new Set(['RRULE', 'RDATE', 'EXDATE', 'EXRULE']);

const recurrenceOf = ({ lines }: IcsEvent): string[] => {
  const found = lines.filter(({ name }) => RECURRENCE.has(name)).map(({ raw }) => raw);
  // EXDATEs alone make no series.
  return found.some((raw) => /^(RRULE|RDATE)/i.test(raw)) ? found : [];
};

const textOf = (line: IcsLine | undefined): string | null =>
  line === undefined || line.value.trim() === '' ? null : unescapeText(line.value).trim().slice(0, 1000);

/** TRANSP (RFC 5545 3.8.2.7) and what Outlook says more exactly. */
const blockingOf = (get: (name: string) => IcsLine | undefined): Blocking => {
  const outlook = get('X-MICROSOFT-CDO-BUSYSTATUS')?.value.trim().toUpperCase();
  const transparent = get('TRANSP')?.value.trim().toUpperCase() === 'TRANSPARENT';
  if (transparent || outlook === 'FREE') return 'free';
  const status = get('STATUS')?.value.trim().toUpperCase();
  return status === 'TENTATIVE' || outlook === 'TENTATIVE' ? 'tentative' : 'busy';
};

type Time = { readonly ok: true; readonly time: EventTime } | { readonly ok: false; readonly reason: string };

/** DATE, UTC, a time with TZID, or a floating one, which is taken for the calendar's own zone. */
const readTime = (line: IcsLine | undefined, zones: IcsZones): Time => {
  if (line === undefined) return { ok: false, reason: 'is missing' };
  const value = line.value.trim().toUpperCase().replaceAll(/[-:]/g, '');
  const wall = readCompact(value.replace(/Z$/, ''));
  if (wall === null) return { ok: false, reason: `"${line.value.slice(0, 30)}" is no date or time` };
  if (!value.includes('T')) return { ok: true, time: { kind: 'date', date: formatDate(wall / MS_A_DAY) } };
  if (value.endsWith('Z')) return { ok: true, time: { kind: 'instant', at: wall, zone: 'UTC' } };
  const tzid = line.params.get('TZID');
  const zone = tzid === undefined ? zones.home : zones.resolve(tzid, new Date(wall).getUTCFullYear());
  const table = zone === null ? null : zoneTable(zone);
  if (table instanceof ZoneTable) {
    return { ok: true, time: { kind: 'instant', at: table.instantOf(wall), zone: table.zone } };
  }
  const at = tzid === undefined ? null : zones.instantBy(tzid, wall);
  if (at !== null) return { ok: true, time: { kind: 'instant', at, zone: null } };
  return { ok: false, reason: `is in the zone "${(tzid ?? '').slice(0, 60)}", which nothing explains` };
};

/** DTEND or DURATION; without both a date lasts a day and a time no time (RFC 5545 3.6.1). */
const readEnd = (line: IcsLine | undefined, start: EventTime, zones: IcsZones): Time => {
  const length = line?.name === 'DURATION' ? durationMs(line.value.trim().toUpperCase()) : null;
  if (line?.name === 'DURATION' && length === null) return { ok: false, reason: 'is no duration' };
  if (start.kind === 'date') {
    const end = line?.name === 'DTEND' ? readTime(line, zones) : null;
    if (end?.ok === false) return end;
    const days = length === null ? 1 : Math.max(1, Math.round(length / MS_A_DAY));
    const date = end?.ok && end.time.kind === 'date' ? end.time.date : addDays(start.date, days);
    // Some programs write the same day for start and end and mean that day.
    if (date === start.date) return { ok: true, time: { kind: 'date', date: addDays(start.date, 1) } };
    return date < start.date ? BEFORE : { ok: true, time: { kind: 'date', date } };
  }
  if (line === undefined) return { ok: true, time: start };
  if (length !== null) return { ok: true, time: { ...start, at: start.at + length } };
  const end = readTime(line, zones);
  if (!end.ok) return end;
  if (end.time.kind !== 'instant') return { ok: false, reason: 'is a date, its start a time' };
  return end.time.at < start.at ? BEFORE : end;
};

const BEFORE: Time = { ok: false, reason: 'lies before its start' };

const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();
