import { linkCalendar } from '../../sandbox/seed/seed-agency.js';
import { freeBusyOf } from '../calendar-eye.js';
import { eventually, must } from '../eventually.js';
import { bookable } from '../secretary.js';
import { differing, merged } from '../spans.js';
import type { DemoClient, Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { CalendarSeen } from '../views.js';

/** Both clients give their consent; then the mirror holds what the calendars hold. */
export const linkCalendars = async (stage: Stage, teller: Teller): Promise<void> => {
  for (const client of [stage.alfa, stage.zeta]) {
    await teller.step(
      `the calendar of ${client.firm} is linked`,
      async () => {
        await linkCalendar(stage.secretary, client.clientId, client.email);
        const path = `/clients/${client.clientId}/accounts`;
        const [account] = await stage.secretary.call<{ email: string; state: string }[]>('GET', path);
        must(account?.state === 'linked', `the account is ${account?.state}`);
        must(account.email === client.email, `the account of ${account.email} was linked`);
        return account.email;
      },
      (email) => `consent of ${email} by OAuth with PKCE, code redeemed, tokens sealed`,
    );
    const calendar = await teller.step(
      'the first sync ends with every entry of the calendar',
      () => firstSync(stage, client),
      ({ progressEvents, progressPages }) =>
        `${progressEvents} entries in ${progressPages} page(s), as many as the calendar holds; none unreadable`,
    );
    await teller.step(
      'the mirrored busy times are those that the calendar itself reports',
      () => sameBusyTimes(stage, client, calendar),
      ({ ours, theirs }) =>
        `${ours} events over 54 days, series expanded; ${theirs} stretches in freeBusy, the same`,
    );
  }
};

const firstSync = async (
  { secretary, google }: Stage,
  { clientId, email }: DemoClient,
): Promise<CalendarSeen> => {
  const calendar = await eventually('calendar that was read whole', async () => {
    const all = await secretary.call<CalendarSeen[]>('GET', `/clients/${clientId}/calendars`);
    return all.find(({ name, state }) => name === email && state === 'ok');
  });
  const there = google.calendars.events(email).filter(isListed).length;
  must(calendar.progressEvents === there, `${calendar.progressEvents} were read, the calendar has ${there}`);
  must(calendar.unreadable.length === 0, `${calendar.unreadable.length} could not be read`);
  return calendar;
};

/** A full list has no deleted entries, but cancelled instances of series (events.list, `showDeleted`). */
const isListed = (event: { status: string; recurringEventId?: string }): boolean =>
  event.status !== 'cancelled' || event.recurringEventId !== undefined;

const sameBusyTimes = async (
  stage: Stage,
  client: DemoClient,
  calendar: CalendarSeen,
): Promise<{ ours: number; theirs: number }> => {
  const { secretary, google } = stage;
  const { from, to } = bookable(stage);
  const window = { start: Date.parse(from), end: Date.parse(to) };
  const path = `/clients/${client.clientId}/busy?from=${from}&to=${to}`;
  const rows = await secretary.call<{ calendarId: string; start: string; end: string }[]>('GET', path);
  const ours = rows
    .filter(({ calendarId }) => calendarId === calendar.calendarId)
    .map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }));
  const theirs = await freeBusyOf(google, client.email, window);
  const wrong = differing(merged(ours, window), merged(theirs, window));
  must(wrong === null, `they differ: ${wrong}`);
  return { ours: ours.length, theirs: theirs.length };
};
