import type { EventResource } from '../sandbox/google/resource.js';
import type { GoogleSimulator } from '../sandbox/google/simulator.js';
import { must } from './eventually.js';
import type { Span } from './spans.js';
import type { DemoClient, Stage } from './stage.js';

/** What the client sees in the own calendar: events that stand and carry our mark of this meeting. */
export const eventsOf = ({ google }: Stage, client: DemoClient, meetingId: string): EventResource[] =>
  google.calendars
    .events(client.email)
    .filter((event) => event.status !== 'cancelled' && isOurs(event, meetingId));

/** The one event of a meeting. @throws Mismatch when there is none, or more than one. */
export const theEvent = (stage: Stage, client: DemoClient, meetingId: string): EventResource => {
  const [event, ...more] = eventsOf(stage, client, meetingId);
  must(event !== undefined, `no event of the meeting stands on the calendar of ${client.firm}`);
  must(more.length === 0, `${more.length + 1} events of the meeting stand on the calendar`);
  return event;
};

export const startOf = (event: EventResource): number => Date.parse(event.start.dateTime ?? '');

const isOurs = (event: EventResource, meetingId: string): boolean =>
  event.extendedProperties?.private?.meetbrokerMeeting === meetingId;

/**
 * Asks the calendar's own API what is busy, as another program of the same owner would: with a consent and a token of
 * its own, past the service.
 */
export const freeBusyOf = async (google: GoogleSimulator, email: string, window: Span): Promise<Span[]> => {
  const token = await signIn(google, email);
  const response = await fetch(`${google.url}/calendar/v3/freeBusy`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      timeMin: new Date(window.start).toISOString(),
      timeMax: new Date(window.end).toISOString(),
      items: [{ id: email }],
    }),
  });
  must(response.ok, `freeBusy was answered ${response.status}`);
  const { calendars } = (await response.json()) as {
    calendars: Record<string, { busy: { start: string; end: string }[] }>;
  };
  return (calendars[email]?.busy ?? []).map(({ start, end }) => ({
    start: Date.parse(start),
    end: Date.parse(end),
  }));
};

const signIn = async (google: GoogleSimulator, email: string): Promise<string> => {
  const { clientId, clientSecret } = google.client;
  const redirectUri = 'http://localhost/another-program';
  const ask = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'https://www.googleapis.com/auth/calendar.readonly',
    sandbox_user: email,
  });
  const consent = await fetch(`${google.endpoints.oauth2AuthBaseUrl}?${ask}`, { redirect: 'manual' });
  const code = new URL(consent.headers.get('location') ?? redirectUri).searchParams.get('code') ?? '';
  const redeemed = await fetch(google.endpoints.oauth2TokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: redirectUri,
    }),
  });
  must(redeemed.ok, `the token endpoint answered ${redeemed.status}`);
  const { access_token } = (await redeemed.json()) as { access_token: string };
  return access_token;
};
