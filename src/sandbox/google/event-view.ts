import type { Occurrence } from './instances.js';
import type { EventResource, EventTime } from './resource.js';
import { instantOf, inZone } from './times.js';
import { etagOf, type StoredCalendar, type StoredEvent } from './world.js';

/** How much of an event a caller sees. */
export interface ViewOptions {
  /** Zone of the response, the calendar's own by default. */
  timeZone?: string;
  /** Free/busy readers and the scope `calendar.events.freebusy` see times only. */
  busyOnly: boolean;
  maxAttendees?: number;
}

const shownTime = (time: EventTime, calendar: StoredCalendar, zone: string): EventTime =>
  time.date !== undefined
    ? { date: time.date }
    : {
        dateTime: inZone(instantOf(time, calendar.timeZone), zone),
        timeZone: time.timeZone ?? calendar.timeZone,
      };

/** The resource as JSON for one caller. `self` marks the calendar on which this copy appears. */
export const showEvent = (
  calendar: StoredCalendar,
  stored: StoredEvent,
  options: ViewOptions,
): Record<string, unknown> => {
  const zone = options.timeZone ?? calendar.timeZone;
  const event = stored.resource;
  const times = {
    start: shownTime(event.start, calendar, zone),
    end: shownTime(event.end, calendar, zone),
    ...(event.recurrence ? { recurrence: event.recurrence } : {}),
    ...(event.recurringEventId ? { recurringEventId: event.recurringEventId } : {}),
    ...(event.originalStartTime
      ? { originalStartTime: shownTime(event.originalStartTime, calendar, zone) }
      : {}),
  };
  const head = { kind: 'calendar#event', etag: etagOf(stored.revision), id: event.id, status: event.status };
  // The default values are left out of answers: an opaque event has no `transparency`.
  const transparency = event.transparency === 'transparent' ? { transparency: event.transparency } : {};
  if (options.busyOnly)
    return {
      ...head,
      updated: event.updated,
      ...times,
      ...transparency,
      iCalUID: event.iCalUID,
      eventType: event.eventType,
      visibility: 'private',
    };
  const mark = <T extends { email?: string }>(person: T): T & { self?: true } =>
    person.email?.toLowerCase() === calendar.id.toLowerCase() ? { ...person, self: true } : person;
  const attendees = event.attendees?.map(mark);
  const cut = options.maxAttendees !== undefined && (attendees?.length ?? 0) > options.maxAttendees;
  const { visibility, recurrence, recurringEventId, originalStartTime, ...rest } = event;
  return {
    ...head,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${calendar.id}`).toString('base64url')}`,
    ...rest,
    ...times,
    transparency: transparency.transparency,
    ...(visibility && visibility !== 'default' ? { visibility } : {}),
    creator: mark(event.creator),
    organizer: mark(event.organizer),
    ...(attendees
      ? {
          attendees: cut ? attendees.filter((one) => 'self' in one) : attendees,
          ...(cut ? { attendeesOmitted: true } : {}),
        }
      : {}),
    reminders: event.reminders ?? { useDefault: true },
  };
};

/** What is left of a cancelled event: only what the documentation guarantees, so that nobody leans on more. */
export const showTombstone = (calendar: StoredCalendar, stored: StoredEvent): Record<string, unknown> => {
  const { resource } = stored;
  return {
    kind: 'calendar#event',
    etag: etagOf(stored.revision),
    id: resource.id,
    status: 'cancelled',
    ...(resource.recurringEventId
      ? {
          recurringEventId: resource.recurringEventId,
          originalStartTime: resource.originalStartTime
            ? shownTime(resource.originalStartTime, calendar, calendar.timeZone)
            : undefined,
        }
      : {}),
  };
};

/** The resource of an untouched occurrence of a series. */
export const instanceOf = (master: EventResource, occurrence: Occurrence): EventResource => {
  const { recurrence: _, ...rest } = master;
  return {
    ...rest,
    id: occurrence.id,
    start: occurrence.start,
    end: occurrence.end,
    recurringEventId: master.id,
    originalStartTime: occurrence.originalStart,
  };
};
