import { z } from 'zod';
import { type Answer, html, type Request, redirect } from '../http.js';
import { layWeek, mondayOf, type ShownEvent, weekSpan } from './layout.js';
import { type Choice, ownersPage, type WeekCalendar, weekPage } from './page.js';

export interface NewEvent {
  title: string;
  /** Wall clock in the calendar's zone: YYYY-MM-DD and HH:MM. */
  date: string;
  from: string;
  to: string;
  /** The host's own choices by name. */
  chosen: Record<string, string>;
}

/** What a simulated service lends to the pages. Its refusals are thrown and told apart by `refusal`. */
export interface WeekHost {
  intro: string;
  choices: readonly Choice[];
  now(): number;
  calendars(): WeekCalendar[];
  /** Everything that touches [from, to), ms UTC. */
  events(calendarId: string, from: number, to: number): ShownEvent[];
  add(calendarId: string, event: NewEvent): void;
  move(calendarId: string, eventId: string, by: { hours: number; days: number }): void;
  remove(calendarId: string, eventId: string): void;
  /** Deletes all of a series, given one of its days. */
  removeSeries?(calendarId: string, eventId: string): void;
  /** The sentence for a person when the service refused, undefined for anything else. */
  refusal(error: unknown): string | undefined;
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
 * The pages on which a person sees a sandbox calendar and does to it what its owner would do.
 * GET / and GET /calendar/:id?week=YYYY-MM-DD show; the forms post to
 * /calendar/:id/events[/:eventId/move|delete|delete-series].
 */
export const weekPages = (host: WeekHost, request: Request): Answer | undefined => {
  if (request.path === '/' && request.method === 'GET')
    return html(200, ownersPage(host.intro, host.calendars()));
  const [head, id, what, eventId, action] = request.path.slice(1).split('/').map(decodeURIComponent);
  const calendar = head === 'calendar' ? host.calendars().find((one) => one.id === id) : undefined;
  if (!calendar) return undefined;
  const show = (status: number, day: string | undefined, trouble?: string): Answer => {
    const monday = mondayOf(day, host.now(), calendar.zone);
    const { from, to } = weekSpan(monday, calendar.zone);
    const days = layWeek(host.events(calendar.id, from, to), monday, calendar.zone);
    const wholeSeries = host.removeSeries !== undefined;
    return html(
      status,
      weekPage({ calendar, monday, days, now: host.now(), choices: host.choices, wholeSeries, trouble }),
    );
  };
  if (request.method === 'GET' && what === undefined)
    return show(200, week.safeParse(request.query.get('week')).data);
  if (request.method !== 'POST' || what !== 'events') return undefined;
  try {
    const form = Object.fromEntries(new URLSearchParams(request.body));
    const day = act(host, calendar.id, eventId, action, form);
    return day === undefined
      ? undefined
      : redirect(`/calendar/${encodeURIComponent(calendar.id)}?week=${day}`);
  } catch (error) {
    const refused = host.refusal(error);
    if (refused !== undefined) return show(409, undefined, refused);
    if (error instanceof z.ZodError) return show(400, undefined, 'The form was not filled in as expected.');
    throw error;
  }
};

/** Does what a form asks for, and returns the week to show afterwards. */
const act = (
  host: WeekHost,
  calendarId: string,
  eventId: string | undefined,
  action: string | undefined,
  form: Record<string, string>,
): string | undefined => {
  if (eventId === undefined) {
    const { week: day, summary, date, from, to } = addForm.parse(form);
    const chosen = Object.fromEntries(host.choices.map(({ name }) => [name, form[name] ?? '']));
    host.add(calendarId, { title: summary, date, from, to, chosen });
    return day;
  }
  if (action === 'move') {
    const { week: day, hours, days } = moveForm.parse(form);
    host.move(calendarId, eventId, { hours, days });
    return day;
  }
  if (action === 'delete') host.remove(calendarId, eventId);
  else if (action === 'delete-series' && host.removeSeries) host.removeSeries(calendarId, eventId);
  else return undefined;
  return z.object({ week }).parse(form).week;
};
