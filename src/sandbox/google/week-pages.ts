import { z } from 'zod';
import { type Answer, html, type Request, redirect } from '../http.js';
import { GoogleFailure } from './failure.js';
import type { OwnerHand } from './owner-hand.js';
import { daysOfWeek, mondayOf } from './week.js';
import { ownersPage, weekPage } from './week-page.js';
import type { GoogleWorld, StoredCalendar } from './world.js';

export interface WeekParts {
  world: GoogleWorld;
  hand: OwnerHand;
  now: () => number;
}

const week = z.iso.date();
const amount = z.coerce.number().int().min(-10_000).max(10_000).default(0);
const moveForm = z.object({ week, hours: amount, days: amount });
const addForm = z.object({
  week,
  summary: z.string().min(1).max(300),
  date: z.iso.date(),
  from: z.iso.time({ precision: -1 }),
  to: z.iso.time({ precision: -1 }),
});

/**
 * The pages on which a person sees a sandbox calendar and does to it what its owner would do in Google Calendar.
 * GET / and GET /calendar/:id?week=YYYY-MM-DD show; the forms post to /calendar/:id/events[/:eventId/move|delete].
 */
export const weekPages = (parts: WeekParts, request: Request): Answer | undefined => {
  const { world, now } = parts;
  if (request.path === '/' && request.method === 'GET')
    return html(200, ownersPage(Object.values(world.data.users), Object.values(world.data.calendars)));
  const [head, id, what, eventId, action] = request.path.slice(1).split('/').map(decodeURIComponent);
  const calendar = head === 'calendar' && id !== undefined ? world.calendar(id) : undefined;
  if (!calendar) return undefined;
  const show = (status: number, day: string | undefined, trouble?: string): Answer => {
    const monday = mondayOf(day, now(), calendar.timeZone);
    const name = world.data.users[calendar.owner]?.name ?? calendar.owner;
    return html(
      status,
      weekPage({ calendar, owner: name, monday, days: daysOfWeek(calendar, monday), now: now(), trouble }),
    );
  };
  if (request.method === 'GET' && what === undefined) {
    const asked = week.safeParse(request.query.get('week'));
    return show(200, asked.data);
  }
  if (request.method !== 'POST' || what !== 'events') return undefined;
  const form: unknown = Object.fromEntries(new URLSearchParams(request.body));
  try {
    const day = act(parts.hand, calendar, eventId, action, form);
    return day === undefined
      ? undefined
      : redirect(`/calendar/${encodeURIComponent(calendar.id)}?week=${day}`);
  } catch (error) {
    if (error instanceof GoogleFailure) return show(409, undefined, error.message);
    if (error instanceof z.ZodError) return show(400, undefined, 'The form was not filled in as expected.');
    throw error;
  }
};

/** Does what a form asks for, and returns the week to show afterwards. */
const act = (
  hand: OwnerHand,
  calendar: StoredCalendar,
  eventId: string | undefined,
  action: string | undefined,
  form: unknown,
): string | undefined => {
  if (eventId === undefined) {
    const { week: day, summary, date, from, to } = addForm.parse(form);
    const at = (time: string) => ({ dateTime: `${date}T${time}:00`, timeZone: calendar.timeZone });
    hand.addEvent(calendar.id, { summary, start: at(from), end: at(to) });
    return day;
  }
  if (action === 'move') {
    const { week: day, hours, days } = moveForm.parse(form);
    hand.moveEvent(calendar.id, eventId, { hours, days });
    return day;
  }
  if (action !== 'delete') return undefined;
  hand.deleteEvent(calendar.id, eventId);
  return z.object({ week }).parse(form).week;
};
