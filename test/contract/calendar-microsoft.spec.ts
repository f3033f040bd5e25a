import type { EventTime } from '../../src/calendars/calendar.port.js';
import { GraphCalendar } from '../../src/calendars/graph/graph-calendar.js';
import { startMicrosoftSimulator } from '../../src/sandbox/microsoft/simulator.js';
import { systemClock } from '../../src/time/clock.port.js';
import {
  describeCalendarProvider,
  describeOAuthLinking,
  type Harness,
  linkOf,
  type OAuthHarness,
} from './calendar-provider.js';

const ANNA = 'anna@example.com';

/** Microsoft's own library against the simulated service, over real HTTP. */
const make = async (): Promise<Harness & OAuthHarness> => {
  // The old refresh token ends at once: harder than the real service, where it goes on for a while.
  const simulator = await startMicrosoftSimulator({ refreshOverlapMs: 0 });
  const { calendars } = simulator;
  calendars.addUser({ address: ANNA, name: 'Anna', timeZone: 'Europe/Riga' });
  calendars.addUser({ address: 'bert@example.com', name: 'Bert', timeZone: 'Europe/Riga' });
  const readOnly = calendars.addCalendar('bert@example.com', {
    name: 'Shared',
    shareWith: { [ANNA]: 'read' },
  });
  const provider = new GraphCalendar(
    {
      clientId: simulator.client.clientId,
      clientSecret: simulator.client.clientSecret,
      apiUrl: `${simulator.graphUrl}/`,
      authUrl: simulator.authorizeUrl,
      tokenUrl: simulator.tokenUrl,
    },
    systemClock,
    { pageSize: 3 },
  );
  const ids = new Map<string, string>();
  const harness: Harness & OAuthHarness = {
    provider,
    main: calendars.calendarId(ANNA),
    readOnly,
    missing: 'no-such-calendar',
    zone: '',
    rotates: true,
    stranger: { accessToken: 'not-a-token', accountId: 'account' },
    strangerFault: 'expired',
    remembersDeleted: false,
    listsMarks: false,
    signIn: async () => {
      const { accessToken } = (await linkOf(harness)).tokens;
      return { accessToken, accountId: 'account' };
    },
    consent: async (authorizeUrl, how) => {
      const url = new URL(authorizeUrl);
      url.searchParams.set('sandbox_user', ANNA);
      // The calendars themselves are taken or left: without them there is no code at all.
      if (how?.untick) url.searchParams.set('sandbox_untick', 'offline_access');
      const answer = await fetch(url, { redirect: 'manual' });
      const back = new URL(answer.headers.get('location') ?? '');
      return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' };
    },
    put: async ({ id, title, start, end, recurrence = [] }) => {
      const body = {
        subject: title,
        start: graphTime(start),
        end: graphTime(end),
        isAllDay: start.kind === 'date',
        showAs: 'busy' as const,
        ...(recurrence.length > 0 ? { recurrence: weekly(start) } : {}),
      };
      const known = ids.get(id);
      const event =
        known === undefined ? calendars.addEvent(ANNA, body) : calendars.editEvent(ANNA, known, body);
      ids.set(id, event.id);
      return event.id;
    },
    remove: async (id) => calendars.deleteEvent(ANNA, ids.get(id) ?? ''),
    forgetSyncTokens: async () => calendars.expireDeltaTokens(ANNA),
    expireAccessTokens: async () => simulator.expireTokens(ANNA),
    withdraw: async () => simulator.revokeGrants(ANNA),
    close: () => simulator.close(),
  };
  return harness;
};

const graphTime = (time: EventTime) =>
  time.kind === 'date'
    ? { dateTime: `${time.date}T00:00:00`, timeZone: 'FLE Standard Time' }
    : { dateTime: wallIn(time.at, time.zone ?? 'UTC'), timeZone: time.zone ?? 'UTC' };

const wallIn = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });

/** The suite's one rule, RRULE:FREQ=WEEKLY;BYDAY=MO. */
const weekly = (start: EventTime) => ({
  pattern: { type: 'weekly' as const, interval: 1, daysOfWeek: ['monday' as const] },
  range: { type: 'noEnd' as const, startDate: graphTime(start).dateTime.slice(0, 10) },
});

describeCalendarProvider('microsoft', make);
describeOAuthLinking('microsoft', make);
