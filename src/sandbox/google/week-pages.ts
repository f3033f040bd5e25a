import type { Answer, Request } from '../http.js';
import type { ShownEvent } from '../week/layout.js';
import { weekPages as sharedPages, type WeekHost } from '../week/pages.js';
import { instanceOf } from './event-view.js';
import { GoogleFailure } from './failure.js';
import { occurrencesOf } from './instances.js';
import type { OwnerHand } from './owner-hand.js';
import type { EventResource } from './resource.js';
import { instantOf } from './times.js';
import type { GoogleWorld, StoredCalendar } from './world.js';

export interface WeekParts {
  world: GoogleWorld;
  hand: OwnerHand;
  now: () => number;
}

const TONES: Partial<Record<EventResource['eventType'], string>> = {
  outOfOffice: '#8a3b12',
  focusTime: '#5b3fa6',
  workingLocation: '#3c6e71',
  birthday: '#9c2f6b',
};

const WORDS = {
  no: 'declined',
  maybe: 'tentative or unanswered',
  free: 'does not block time',
  busy: 'busy',
} as const;

const lookOf = (event: EventResource, calendar: StoredCalendar): ShownEvent['look'] => {
  const answer = event.attendees?.find((one) => one.email === calendar.id)?.responseStatus;
  if (answer === 'declined') return 'no';
  if (event.status === 'tentative' || answer === 'needsAction' || answer === 'tentative') return 'maybe';
  return event.transparency === 'transparent' ? 'free' : 'busy';
};

const shown = (event: EventResource, calendar: StoredCalendar): ShownEvent => {
  const look = lookOf(event, calendar);
  return {
    id: event.id,
    title: event.summary ?? '(no title)',
    startMs: instantOf(event.start, calendar.timeZone),
    endMs: instantOf(event.end, calendar.timeZone),
    allDay: event.start.date !== undefined,
    look,
    words: WORDS[look],
    tone: TONES[event.eventType],
    inSeries: event.recurringEventId !== undefined,
    place: event.location,
    note: event.description,
    small: [
      ...(event.attendees ?? []).map((one) => `${one.displayName ?? one.email}: ${one.responseStatus}`),
      ...Object.entries(event.extendedProperties?.private ?? {}).map(([key, value]) => `${key}=${value}`),
    ],
  };
};

/** Stored events and occurrences of series that touch [from, to), ms UTC. */
const eventsIn = (calendar: StoredCalendar, from: number, to: number): ShownEvent[] =>
  Object.values(calendar.events)
    .map((stored) => stored.resource)
    .filter((event) => event.status !== 'cancelled')
    .flatMap((event) =>
      event.recurrence
        ? occurrencesOf(event, calendar.timeZone, from, to)
            .filter((one) => !Object.hasOwn(calendar.events, one.id))
            .map((one) => instanceOf(event, one))
        : [event],
    )
    .map((event) => shown(event, calendar))
    .filter(({ startMs, endMs }) => startMs < to && endMs > from);

const host = ({ world, hand, now }: WeekParts): WeekHost => ({
  intro:
    'A stand-in for Google Calendar. Change an event here as its owner would, and see what Meetbroker makes of it.',
  choices: [],
  now,
  calendars: () =>
    Object.values(world.data.calendars).map((calendar) => ({
      id: calendar.id,
      name: calendar.primary ? (world.data.users[calendar.owner]?.name ?? calendar.owner) : calendar.summary,
      detail: calendar.id,
      zone: calendar.timeZone,
    })),
  events: (calendarId, from, to) => {
    const calendar = world.calendar(calendarId);
    return calendar ? eventsIn(calendar, from, to) : [];
  },
  add: (calendarId, { title, date, from, to }) => {
    const timeZone = world.calendar(calendarId)?.timeZone ?? 'UTC';
    const at = (time: string) => ({ dateTime: `${date}T${time}:00`, timeZone });
    hand.addEvent(calendarId, { summary: title, start: at(from), end: at(to) });
  },
  move: (calendarId, eventId, by) => {
    hand.moveEvent(calendarId, eventId, by);
  },
  remove: (calendarId, eventId) => hand.deleteEvent(calendarId, eventId),
  refusal: (error) => (error instanceof GoogleFailure ? error.message : undefined),
});

/** The pages on which a person does to a sandbox calendar what its owner would do in Google Calendar. */
export const weekPages = (parts: WeekParts, request: Request): Answer | undefined =>
  sharedPages(host(parts), request);
