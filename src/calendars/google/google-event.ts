import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import type {
  Blocking,
  EventTime,
  OwnEvent,
  OwnMark,
  RemoteCalendar,
  RemoteChange,
  RemoteEvent,
} from '../calendar.port.js';

/**
 * Google's event and calendar resources to the house's words and back.
 * Source: https://developers.google.com/workspace/calendar/api/v3/reference/events
 */
export type GoogleEvent = calendar_v3.Schema$Event;

/** What is asked for of an event: the mirror needs no more, and a page stays small. */
export const EVENT_FIELDS =
  'id,etag,iCalUID,status,transparency,eventType,start,end,recurrence,recurringEventId,originalStartTime,' +
  'summary,description,location,attendees(self,responseStatus),extendedProperties/private';

const MARK_MEETING = 'meetbrokerMeeting';
const MARK_OPTION = 'meetbrokerOption';

/**
 * One item of events.list. A cancelled item guarantees no more than its id, and for an occurrence also the series and
 * the original start. Null for an item without an id, which cannot be told apart from any other.
 */
export const toChange = (item: GoogleEvent): RemoteChange | null => {
  if (!item.id) return null;
  if (item.status === 'cancelled') {
    const originalStart = toTime(item.originalStartTime);
    return {
      kind: 'removed',
      id: item.id,
      ...(item.recurringEventId ? { recurringEventId: item.recurringEventId } : {}),
      ...(originalStart === null ? {} : { originalStart }),
    };
  }
  const event = toEvent(item);
  return event === null
    ? {
        kind: 'unreadable',
        id: item.id,
        reason: 'its start or end is missing or makes no sense',
        title: item.summary ?? null,
        etag: item.etag ?? null,
        ...(item.recurringEventId ? { recurringEventId: item.recurringEventId } : {}),
      }
    : { kind: 'event', event };
};

/** Null when it has no id, or a start or end that cannot be read. A cancelled event may well lack both. */
export const toEvent = (item: GoogleEvent): RemoteEvent | null => {
  const start = toTime(item.start) ?? toTime(item.originalStartTime);
  const end = toTime(item.end) ?? (item.status === 'cancelled' ? start : null);
  if (!item.id || start === null || end === null || start.kind !== end.kind) return null;
  return {
    id: item.id,
    etag: item.etag ?? null,
    icalUid: item.iCalUID ?? null,
    status: item.status === 'cancelled' || item.status === 'tentative' ? item.status : 'confirmed',
    blocking: blockingOf(item),
    start,
    end,
    recurrence: item.recurrence ?? [],
    recurringEventId: item.recurringEventId ?? null,
    originalStart: toTime(item.originalStartTime),
    title: item.summary ?? null,
    description: item.description ?? null,
    location: item.location ?? null,
    mark: markOf(item),
  };
};

/** Kinds of entries that say something about a day, not that somebody is occupied. */
const NEVER_BUSY = new Set(['workingLocation', 'birthday']);

/**
 * Busy unless cancelled, transparent, declined by the calendar's owner, or of a kind that never is; outOfOffice and
 * focusTime are busy, fromGmail follows its transparency.
 */
const blockingOf = (item: GoogleEvent): Blocking => {
  const self = item.attendees?.find((attendee) => attendee.self === true)?.responseStatus;
  if (item.status === 'cancelled' || item.transparency === 'transparent') return 'free';
  if (self === 'declined' || NEVER_BUSY.has(item.eventType ?? 'default')) return 'free';
  if (self === 'needsAction') return 'unanswered';
  return self === 'tentative' || item.status === 'tentative' ? 'tentative' : 'busy';
};

const markOf = (item: GoogleEvent): OwnMark | null => {
  const meetingId = item.extendedProperties?.private?.[MARK_MEETING];
  const optionId = item.extendedProperties?.private?.[MARK_OPTION];
  return meetingId && optionId ? { meetingId, optionId } : null;
};

/** `date` for whole days (end exclusive), `dateTime` (RFC 3339) with the zone that a recurrence lives in. */
const toTime = (time: calendar_v3.Schema$EventDateTime | undefined): EventTime | null => {
  if (time?.date && /^\d{4}-\d{2}-\d{2}$/.test(time.date)) return { kind: 'date', date: time.date };
  if (!time?.dateTime) return null;
  const at = Date.parse(time.dateTime);
  return Number.isNaN(at) ? null : { kind: 'instant', at, zone: time.timeZone ?? null };
};

/**
 * The fields of an own event; the rest of the event is the client's and is not sent. `date: null` turns an event that
 * the client made into a whole day back into a timed one.
 */
export const toBody = (event: OwnEvent): GoogleEvent => ({
  summary: event.title,
  description: event.description,
  location: event.location,
  start: { dateTime: new Date(event.start).toISOString(), timeZone: event.zone, date: null },
  end: { dateTime: new Date(event.end).toISOString(), timeZone: event.zone, date: null },
  status: event.status,
  extendedProperties: {
    private: { [MARK_MEETING]: event.mark.meetingId, [MARK_OPTION]: event.mark.optionId },
  },
});

/** For events.insert. No iCalUID: only one of it and the id may be given at creation. */
export const toNewBody = (event: OwnEvent): GoogleEvent => {
  const { start, end, ...rest } = toBody(event);
  return {
    ...rest,
    id: event.key,
    start: { dateTime: start?.dateTime ?? null, timeZone: start?.timeZone ?? null },
    end: { dateTime: end?.dateTime ?? null, timeZone: end?.timeZone ?? null },
    transparency: 'opaque',
  };
};

/** Null for a calendar whose events cannot be seen: without them there is nothing to mirror. */
export const toCalendar = (entry: calendar_v3.Schema$CalendarListEntry): RemoteCalendar | null => {
  const role = entry.accessRole ?? 'none';
  if (!entry.id || entry.deleted === true || role === 'none') return null;
  return {
    id: entry.id,
    name: entry.summaryOverride ?? entry.summary ?? entry.id,
    zone: entry.timeZone ?? 'UTC',
    writable: role === 'owner' || role === 'writer',
    primary: entry.primary === true,
  };
};
