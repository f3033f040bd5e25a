import { linkCalendar } from '../../sandbox/seed/seed-agency.js';
import { eventually, must, mustBe } from '../eventually.js';
import { DavSide } from '../owners/dav-side.js';
import { OutlookSide } from '../owners/outlook-side.js';
import type { OwnerSide, StandingEvent } from '../owners/owner-side.js';
import { Partner } from '../partner.js';
import {
  bookable,
  carriedOut,
  meetingBecomes,
  optionAt,
  questionAbout,
  slotsOf,
  standingMeeting,
  syncNow,
} from '../secretary.js';
import type { DemoClient, Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { CalendarSeen, MeetingView } from '../views.js';

/** A client with Outlook: the whole life of a meeting on that calendar. */
export const outlookClient = async (stage: Stage, teller: Teller): Promise<void> => {
  const { kapa, secretary, outlook } = stage;
  await teller.step(
    `the Outlook calendar of ${kapa.firm} is linked`,
    () => linkCalendar(secretary, kapa.clientId, kapa.email, 'microsoft'),
    () => `consent of ${kapa.email} by OAuth with PKCE, ID token checked, tokens sealed`,
  );
  await lifeOf(stage, teller, kapa, new OutlookSide(outlook, kapa.email));
};

/** A client with a CalDAV server: the same, with a server that is none of ours. */
export const davClient = async (stage: Stage, teller: Teller): Promise<void> => {
  const { ziedi, secretary, radicale, clock } = stage;
  must(radicale !== null, 'Radicale does not run');
  const side = new DavSide(radicale);
  await side.fill(clock.now());
  await teller.step(
    `the CalDAV calendar of ${ziedi.firm} is linked`,
    () =>
      secretary.call<{ email: string }>('POST', `/clients/${ziedi.clientId}/accounts/caldav`, {
        address: radicale.url,
        username: radicale.username,
        password: radicale.password,
      }),
    ({ email }) => `${radicale.url}, name "${email}" and a password of its own; the calendar was discovered`,
  );
  await lifeOf(stage, teller, ziedi, side);
};

const lifeOf = async (stage: Stage, teller: Teller, client: DemoClient, side: OwnerSide): Promise<void> => {
  await teller.step(
    `the mirror agrees with what ${side.provider} itself answers`,
    () => mirrorAgrees(stage, client, side),
    (compared) => compared,
  );
  await movedAndCancelled(stage, teller, client, side);
  await deleted(stage, teller, client, side);
};

const mirrorAgrees = async (stage: Stage, { clientId }: DemoClient, side: OwnerSide): Promise<string> => {
  const calendar = await eventually('calendar that was read whole', async () => {
    const all = await stage.secretary.call<CalendarSeen[]>('GET', `/clients/${clientId}/calendars`);
    return all.find(({ writeTarget, state }) => writeTarget && state === 'ok');
  });
  mustBe('entries that could not be read', calendar.unreadable.length, 0);
  const { from, to } = bookable(stage);
  const rows = await stage.secretary.call<
    { calendarId: string; start: string; end: string; title: string | null; blocking: string }[]
  >('GET', `/clients/${clientId}/busy?from=${from}&to=${to}`);
  const believed = rows
    .filter(({ calendarId, blocking }) => calendarId === calendar.calendarId && blocking !== 'elsewhere')
    .map(({ start, end, title }) => ({ start: Date.parse(start), end: Date.parse(end), title }));
  return side.compare(believed, { start: Date.parse(from), end: Date.parse(to) });
};

const movedAndCancelled = async (stage: Stage, teller: Teller, client: DemoClient, side: OwnerSide) => {
  const { secretary } = stage;
  const partner = await Partner.known(stage, client, 'Valdis Osis', `valdis@${client.email.split('@')[1]}`);
  const meeting = await standingMeeting(stage, client, partner, 'Stand at the fair');
  const { uid, start, sequence } = optionAt(meeting, 0);

  const event = await teller.step(
    `an accepted meeting stands on the calendar of ${client.firm} exactly once`,
    async () => {
      const found = await theOne(side, meeting);
      mustBe('its beginning', new Date(found.start).toISOString(), start);
      mustBe('its title', found.title, meeting.title);
      return found;
    },
    ({ id, title, start: at }) => `${side.provider} has "${title}" at ${instant(at)}, ${shortened(id)}`,
  );
  teller.show(side.provider, await side.asItStands(event));
  const to = await teller.step(
    'the client moves it there, and the meeting follows',
    async () => {
      const slots = await slotsOf(stage, client);
      const free = slots.find((slot) => slot.start.slice(0, 10) !== start.slice(0, 10));
      must(free !== undefined, 'there is no free time on another day');
      await side.move(event, { start: Date.parse(free.start), end: Date.parse(free.end) });
      await syncNow(stage, client);
      await meetingBecomes(
        stage,
        meeting,
        `at ${free.start}`,
        (now) => optionAt(now, 0).start === free.start,
      );
      return free.start;
    },
    (at) => `from ${start} to ${at}`,
  );
  await teller.step(
    'the partner gets the update, and the calendar keeps the one event',
    async () => {
      const update = await partner.receives({ uid, method: 'REQUEST', sequence: sequence + 1 });
      mustBe('DTSTART of the update', instant(update.invitation.start?.ms ?? 0), to);
      await carriedOut(stage, meeting);
      const now = await theOne(side, meeting);
      mustBe('the event on the calendar', now.id, event.id);
      mustBe('where it stands', instant(now.start), to);
      return update;
    },
    ({ subject, invitation }) => `${uid} SEQUENCE ${invitation.sequence}, "${subject}"`,
  );
  await teller.step(
    'the secretary cancels: it is gone there, and the partner has the CANCEL',
    async () => {
      await secretary.call<MeetingView>('POST', `/meetings/${meeting.meetingId}/cancel`, {
        reason: 'The fair is off',
      });
      const cancel = await partner.receives({ uid, method: 'CANCEL', status: 'CANCELLED' });
      await carriedOut(stage, meeting);
      mustBe('events of the meeting', (await side.eventsOf(meeting.meetingId)).length, 0);
      return cancel;
    },
    ({ invitation }) => `CANCEL ${uid} SEQUENCE ${invitation.sequence}, no event of it on the calendar`,
  );
};

const deleted = async (stage: Stage, teller: Teller, client: DemoClient, side: OwnerSide) => {
  const asks = client === stage.kapa;
  const partner = await Partner.known(stage, client, 'Zane Kalēja', `zane@${client.email.split('@')[1]}`);
  const meeting = await standingMeeting(stage, client, partner, 'Prices for spring');
  const event = await theOne(side, meeting);
  const { uid } = optionAt(meeting, 0);
  await teller.step(
    asks
      ? 'the client deletes another one there: the secretary is asked (policy ask)'
      : 'the client deletes another one there: the meeting is off (policy cancel)',
    async () => {
      await side.remove(event);
      await syncNow(stage, client);
      const state = asks ? 'questioned' : 'cancelled';
      const now = await meetingBecomes(stage, meeting, state, (one) => one.state === state);
      if (asks) await questionAbout(stage, meeting, 'client-deleted');
      else await partner.receives({ uid, method: 'CANCEL', status: 'CANCELLED' });
      mustBe('events of the meeting', (await side.eventsOf(meeting.meetingId)).length, 0);
      if (asks) mustBe('CANCELs to the partner', (await partner.invitations({ method: 'CANCEL' })).length, 0);
      return now;
    },
    ({ state, questionText }) =>
      `meeting ${state}, the secretary reads "${questionText}"; the partner ${asks ? 'hears nothing yet' : `got CANCEL ${uid}`}`,
  );
};

const theOne = async (side: OwnerSide, { meetingId }: MeetingView): Promise<StandingEvent> => {
  const events = await side.eventsOf(meetingId);
  const [event] = events;
  mustBe(`events of the meeting in ${side.provider}`, events.length, 1);
  must(event !== undefined, 'it is gone again');
  return event;
};

const instant = (ms: number): string => new Date(ms).toISOString();

const shortened = (id: string): string => (id.length > 40 ? `${id.slice(0, 18)}…${id.slice(-8)}` : id);
