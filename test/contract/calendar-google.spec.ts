import type { EventTime } from '../../src/calendars/calendar.port.js';
import { GoogleCalendar } from '../../src/calendars/google/google-calendar.js';
import { startGoogleSimulator } from '../../src/sandbox/google/simulator.js';
import { systemClock } from '../../src/time/clock.port.js';
import {
  describeCalendarProvider,
  describeOAuthLinking,
  type Harness,
  linkOf,
  type OAuthHarness,
} from './calendar-provider.js';

const ANNA = 'anna@example.com';

/** The real client library against the simulated service, over real HTTP. */
const make = async (): Promise<Harness & OAuthHarness> => {
  const simulator = await startGoogleSimulator();
  simulator.calendars.addUser({ email: ANNA, name: 'Anna', timeZone: 'Europe/Riga' });
  simulator.calendars.addUser({ email: 'bert@example.com', name: 'Bert', timeZone: 'Europe/Riga' });
  const readOnly = simulator.calendars.addCalendar('bert@example.com', {
    summary: 'Shared',
    shareWith: { [ANNA]: 'reader' },
  });
  const provider = new GoogleCalendar(
    {
      clientId: simulator.client.clientId,
      clientSecret: simulator.client.clientSecret,
      apiUrl: simulator.rootUrl,
      authUrl: simulator.endpoints.oauth2AuthBaseUrl,
      tokenUrl: simulator.endpoints.oauth2TokenUrl,
    },
    systemClock,
    { pageSize: 3 },
  );
  const known = new Set<string>();
  const harness: Harness & OAuthHarness = {
    provider,
    main: ANNA,
    readOnly,
    missing: 'no-such-calendar',
    zone: 'Europe/Riga',
    rotates: false,
    stranger: { accessToken: 'not-a-token', accountId: 'account' },
    strangerFault: 'expired',
    remembersDeleted: true,
    listsMarks: true,
    signIn: async () => {
      const { accessToken } = (await linkOf(harness)).tokens;
      return { accessToken, accountId: 'account' };
    },
    consent: async (authorizeUrl, how) => {
      const url = new URL(authorizeUrl);
      url.searchParams.set('sandbox_user', ANNA);
      if (how?.untick) {
        url.searchParams.set('sandbox_untick', 'https://www.googleapis.com/auth/calendar.events');
      }
      const answer = await fetch(url, { redirect: 'manual' });
      const back = new URL(answer.headers.get('location') ?? '');
      return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' };
    },
    put: async ({ id, title, start, end, recurrence = [] }) => {
      const body = { summary: title, start: googleTime(start), end: googleTime(end), recurrence };
      if (known.has(id)) simulator.calendars.editEvent(ANNA, id, body);
      else simulator.calendars.addEvent(ANNA, { id, ...body });
      known.add(id);
      return id;
    },
    remove: async (id) => {
      simulator.calendars.deleteEvent(ANNA, id);
    },
    forgetSyncTokens: async () => simulator.calendars.expireSyncTokens(ANNA),
    expireAccessTokens: async () => simulator.expireTokens(ANNA),
    withdraw: async () => simulator.revokeGrants(ANNA),
    close: async () => {
      provider.close();
      await simulator.close();
    },
  };
  return harness;
};

const googleTime = (time: EventTime) =>
  time.kind === 'date'
    ? { date: time.date }
    : { dateTime: new Date(time.at).toISOString(), timeZone: time.zone ?? 'UTC' };

describeCalendarProvider('google', make);
describeOAuthLinking('google', make);
