import { z } from 'zod';
import { badRequest, emptyTimeRange } from './failure.js';
import { occurrencesOf } from './instances.js';
import type { EventResource } from './resource.js';
import { instantOf, inZone, isZone, readInstant } from './times.js';
import type { GoogleWorld, StoredCalendar } from './world.js';

const query = z.object({
  timeMin: z.string(),
  timeMax: z.string(),
  timeZone: z.string().optional(),
  calendarExpansionMax: z.number().optional(),
  items: z.array(z.object({ id: z.string() })).optional(),
});

/** freebusy.query takes at most 50 calendars and reports trouble per calendar. */
const MOST_CALENDARS = 50;

/** Cancelled, transparent and declined do not block; a working location or a birthday never does. */
const isBusy = (event: EventResource, calendar: StoredCalendar): boolean =>
  event.status !== 'cancelled' &&
  event.transparency !== 'transparent' &&
  event.eventType !== 'workingLocation' &&
  event.eventType !== 'birthday' &&
  !event.attendees?.some((one) => one.email === calendar.id && one.responseStatus === 'declined');

const busyTimes = (calendar: StoredCalendar, from: number, to: number): { start: number; end: number }[] => {
  const spans = Object.values(calendar.events)
    .map((stored) => stored.resource)
    .filter((event) => isBusy(event, calendar))
    .flatMap((event) =>
      event.recurrence
        ? occurrencesOf(event, calendar.timeZone, from, to)
            .filter((one) => !Object.hasOwn(calendar.events, one.id))
            .map((one) => ({ start: one.startMs, end: one.endMs }))
        : [
            {
              start: instantOf(event.start, calendar.timeZone),
              end: instantOf(event.end, calendar.timeZone),
            },
          ],
    )
    .filter((span) => span.start < to && span.end > from)
    .map((span) => ({ start: Math.max(span.start, from), end: Math.min(span.end, to) }))
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
};

export const freeBusy = (world: GoogleWorld, user: string, body: unknown): Record<string, unknown> => {
  const read = query.safeParse(body);
  if (!read.success) throw badRequest('Missing timeMin or timeMax parameter.', undefined, 'required');
  const from = readInstant(read.data.timeMin, 'timeMin');
  const to = readInstant(read.data.timeMax, 'timeMax');
  const zone = read.data.timeZone ?? 'UTC';
  if (to <= from) throw emptyTimeRange();
  if (!isZone(zone)) throw badRequest('Invalid time zone.', 'timeZone');
  const items = read.data.items ?? [];
  const most = Math.min(read.data.calendarExpansionMax ?? MOST_CALENDARS, MOST_CALENDARS);
  const shown = (ms: number) => inZone(ms, zone).replace('+00:00', zone === 'UTC' ? 'Z' : '+00:00');
  return {
    kind: 'calendar#freeBusy',
    timeMin: shown(from),
    timeMax: shown(to),
    calendars: Object.fromEntries(
      items.map(({ id }, index) => {
        const calendar = world.calendar(id === 'primary' ? user : id);
        const error = (reason: string) => [id, { errors: [{ domain: 'global', reason }], busy: [] }];
        if (index >= most)
          return [id, { errors: [{ domain: 'calendar', reason: 'tooManyCalendarsRequested' }], busy: [] }];
        if (!calendar || !Object.hasOwn(calendar.acl, user)) return error('notFound');
        return [
          id,
          {
            busy: busyTimes(calendar, from, to).map(({ start, end }) => ({
              start: shown(start),
              end: shown(end),
            })),
          },
        ];
      }),
    ),
  };
};
