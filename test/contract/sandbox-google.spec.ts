import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OAuth2Client } from 'google-auth-library';
import { calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import type { EventTime } from '../../src/sandbox/google/resource.js';
import { type GoogleSimulator, startGoogleSimulator } from '../../src/sandbox/google/simulator.js';

/** The simulator as Google's own library sees it: each line of the published behaviour that a client leans on. */
const ANNA = 'anna@alfabuve.example';
const BRUNO = 'bruno@beta.example';
const EVENTS = 'https://www.googleapis.com/auth/calendar.events';
const LIST = 'https://www.googleapis.com/auth/calendar.calendarlist.readonly';
const START = Date.parse('2026-03-02T08:00:00Z');
const MINUTE = 60_000;

let clock = START;
let google: GoogleSimulator;

const start = (extra: Parameters<typeof startGoogleSimulator>[0] = {}) =>
  startGoogleSimulator({
    now: () => clock,
    seed: 7,
    state: {
      users: [
        { email: ANNA, name: 'Anna', timeZone: 'Europe/Riga' },
        { email: BRUNO, name: 'Bruno', timeZone: 'Europe/Stockholm' },
      ],
    },
    ...extra,
  });

beforeEach(async () => {
  clock = START;
  google = await start();
});
afterEach(() => google.close());

const redirectUri = 'http://127.0.0.1:9/callback';
const newClient = () =>
  new OAuth2Client({
    clientId: google.client.clientId,
    clientSecret: google.client.clientSecret,
    redirectUri,
    endpoints: google.endpoints,
    transporterOptions: { retry: false },
  });

const pkce = () => {
  const verifier = randomBytes(40).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

/** Follows the headless consent and returns what the redirect carries. */
const consent = async (params: Record<string, string>): Promise<URLSearchParams> => {
  const url = new URL(google.endpoints.oauth2AuthBaseUrl);
  const all = {
    client_id: google.client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: `${EVENTS} ${LIST}`,
    access_type: 'offline',
    prompt: 'consent',
    sandbox_user: ANNA,
    ...params,
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '').searchParams;
};

const signedIn = async (params: Record<string, string> = {}) => {
  const auth = newClient();
  const { verifier, challenge } = pkce();
  const back = await consent({ code_challenge: challenge, code_challenge_method: 'S256', ...params });
  const { tokens } = await auth.getToken({ code: back.get('code') ?? '', codeVerifier: verifier });
  auth.setCredentials(tokens);
  return { auth, tokens, api: calendar({ version: 'v3', auth, rootUrl: google.rootUrl, retry: false }) };
};

type Failure = { status: number; reason: string; body: unknown; headers: Headers };

/** The rejection of a googleapis call, as status and the documented reason. */
const failure = async (call: Promise<unknown>): Promise<Failure> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('response' in error)) throw error ?? new Error('the call succeeded');
  const response = error.response as {
    status: number;
    headers: Headers;
    data: { error: string | { errors: { reason: string }[] } };
  };
  const { error: detail } = response.data;
  return {
    status: response.status,
    reason: typeof detail === 'string' ? detail : (detail.errors[0]?.reason ?? ''),
    body: response.data,
    headers: response.headers,
  };
};

const at = (hour: number, day = 3) => ({
  dateTime: `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+02:00`,
  timeZone: 'Europe/Riga',
});
/** What both the library and the sandbox's own hand take. */
interface Meeting {
  id?: string;
  summary?: string;
  description?: string;
  start?: EventTime;
  end?: EventTime;
  recurrence?: string[];
  transparency?: 'opaque' | 'transparent';
  extendedProperties?: { private?: Record<string, string> };
}
const meeting = (extra: Meeting = {}): Meeting => ({
  summary: 'Visit',
  start: at(10),
  end: at(11),
  ...extra,
});

/** Reads to the last page. */
const listAll = async (api: calendar_v3.Calendar, params: calendar_v3.Params$Resource$Events$List) => {
  const items: calendar_v3.Schema$Event[] = [];
  let pageToken: string | undefined;
  let pages = 0;
  for (;;) {
    const { data } = await api.events.list({
      calendarId: ANNA,
      ...params,
      ...(pageToken ? { pageToken } : {}),
    });
    items.push(...(data.items ?? []));
    pages++;
    if (!data.nextPageToken) return { items, pages, syncToken: data.nextSyncToken ?? '' };
    expect(data.nextSyncToken).toBeUndefined();
    pageToken = data.nextPageToken;
  }
};

describe('OAuth 2.0', () => {
  it('exchanges a code once, with the right verifier, and refreshes without rotating', async () => {
    const { auth, tokens } = await signedIn();
    expect(tokens.refresh_token).toMatch(/^1\/\/0/);
    expect(tokens.scope).toBe(`${EVENTS} ${LIST}`);
    const { credentials } = await auth.refreshAccessToken();
    expect(credentials.access_token).not.toBe(tokens.access_token);
    expect(credentials.refresh_token).toBe(tokens.refresh_token);
  });

  it.each([
    ['a second use', {}, { again: true }, 'invalid_grant'],
    ['a wrong verifier', {}, { verifier: 'x'.repeat(50) }, 'invalid_grant'],
    ['a code that is too old', {}, { later: 11 * MINUTE }, 'invalid_grant'],
    ['another redirect address', {}, { redirect: 'http://127.0.0.1:9/other' }, 'redirect_uri_mismatch'],
  ])(
    'refuses %s',
    async (_, params, how: {
      again?: boolean;
      verifier?: string;
      later?: number;
      redirect?: string;
    }, error) => {
      const auth = newClient();
      const { verifier, challenge } = pkce();
      const back = await consent({ code_challenge: challenge, code_challenge_method: 'S256', ...params });
      const attempt = () =>
        auth.getToken({
          code: back.get('code') ?? '',
          codeVerifier: how.verifier ?? verifier,
          ...(how.redirect ? { redirect_uri: how.redirect } : {}),
        });
      if (how.again) await attempt();
      clock += how.later ?? 0;
      const refused = await failure(attempt());
      expect(refused).toMatchObject({ status: 400, reason: error });
      // A failed attempt uses the code up as well.
      expect(
        (await failure(auth.getToken({ code: back.get('code') ?? '', codeVerifier: verifier }))).reason,
      ).toBe('invalid_grant');
    },
  );

  it('gives a refresh token with the first offline consent, and later only when consent is asked for', async () => {
    expect((await signedIn({ prompt: 'none' })).tokens.refresh_token).toBeDefined();
    expect((await signedIn({ prompt: 'none' })).tokens.refresh_token).toBeUndefined();
    expect((await signedIn({ prompt: 'consent' })).tokens.refresh_token).toBeDefined();
    expect((await signedIn({ access_type: 'online' })).tokens.refresh_token).toBeUndefined();
  });

  it('checks the client, its secret and its redirect addresses', async () => {
    const page = async (params: Record<string, string>) => {
      const url = new URL(google.endpoints.oauth2AuthBaseUrl);
      url.search = new URLSearchParams({
        client_id: google.client.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: EVENTS,
        ...params,
      }).toString();
      const answer = await fetch(url, { redirect: 'manual' });
      return { status: answer.status, text: await answer.text() };
    };
    expect(await page({ client_id: 'nobody' })).toMatchObject({
      status: 401,
      text: expect.stringContaining('invalid_client'),
    });
    expect(await page({ redirect_uri: 'https://evil.example/' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('redirect_uri_mismatch'),
    });
    const auth = new OAuth2Client({
      clientId: google.client.clientId,
      clientSecret: 'wrong',
      redirectUri,
      endpoints: google.endpoints,
    });
    expect(await failure(auth.getToken('4/0Anything'))).toMatchObject({
      status: 401,
      reason: 'invalid_client',
    });
  });

  it('has a consent page on which scopes can be unticked and access denied', async () => {
    const url = new URL(google.endpoints.oauth2AuthBaseUrl);
    url.search = new URLSearchParams({
      client_id: google.client.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: `openid email ${EVENTS} ${LIST}`,
      login_hint: BRUNO,
      state: 'kept & safe',
    }).toString();
    const page = await (await fetch(url)).text();
    expect(page).toContain('Sandbox.');
    expect(page.indexOf(`value="${BRUNO}"`)).toBeLessThan(page.indexOf(`value="${ANNA}"`));
    const post = async (form: Record<string, string>) => {
      const answer = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
      return new URL(answer.headers.get('location') ?? '').searchParams;
    };
    const some = await post({ user: BRUNO, scope: EVENTS });
    expect(some.get('scope')).toBe(`openid email ${EVENTS}`);
    expect(some.get('state')).toBe('kept & safe');
    const { tokens } = await newClient().getToken(some.get('code') ?? '');
    expect(tokens.scope).toBe(`openid email ${EVENTS}`);
    const claims = JSON.parse(Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ email: BRUNO, aud: google.client.clientId, iss: google.url });
    expect((await post({ user: BRUNO })).get('error')).toBe('access_denied');
    expect((await post({ decision: 'deny' })).get('error')).toBe('access_denied');
  });

  it('answers 401 to a dead access token, and invalid_grant after the consent ended', async () => {
    const { api, auth } = await signedIn();
    const { tokens } = await signedIn();
    clock += 3_600_000;
    const bare = newClient();
    bare.setCredentials({ access_token: tokens.access_token ?? '' });
    const old = calendar({ version: 'v3', auth: bare, rootUrl: google.rootUrl, retry: false });
    expect(await failure(old.events.list({ calendarId: ANNA }))).toMatchObject({
      status: 401,
      reason: 'authError',
    });
    await auth.refreshAccessToken();
    await api.events.list({ calendarId: ANNA });
    google.revokeGrants(ANNA);
    expect(await failure(auth.refreshAccessToken())).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    });
  });

  it('lets refresh tokens die after six idle months, and after a week for an app in testing', async () => {
    const { auth } = await signedIn();
    clock += 180 * 86_400_000;
    await auth.refreshAccessToken();
    clock += 180 * 86_400_000;
    await auth.refreshAccessToken();
    clock += 184 * 86_400_000;
    expect((await failure(auth.refreshAccessToken())).reason).toBe('invalid_grant');
    await google.close();
    google = await start({ clients: [{ ...google.client, testing: true }] });
    const { auth: young, tokens } = await signedIn();
    expect(tokens).toMatchObject({ refresh_token_expires_in: 604_800 });
    clock += 6 * 86_400_000;
    await young.refreshAccessToken();
    clock += 86_400_000;
    expect((await failure(young.refreshAccessToken())).reason).toBe('invalid_grant');
  });

  it('revokes both tokens of a pair, and tells who they belong to before', async () => {
    const { auth, tokens } = await signedIn({ scope: `openid email ${EVENTS}` });
    const info = await auth.getTokenInfo(tokens.access_token ?? '');
    expect(info).toMatchObject({
      email: ANNA,
      aud: google.client.clientId,
      scopes: ['openid', 'email', EVENTS],
    });
    const who = await fetch(google.userInfoUrl, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await who.json()).toMatchObject({ email: ANNA, email_verified: true, sub: info.sub });
    await auth.revokeToken(tokens.access_token ?? '');
    expect((await failure(auth.refreshAccessToken())).reason).toBe('invalid_grant');
    expect((await failure(auth.revokeToken(tokens.access_token ?? ''))).reason).toBe('invalid_token');
  });
});

describe('scopes and roles', () => {
  it('refuses what the scopes do not cover', async () => {
    const { api } = await signedIn({ scope: 'https://www.googleapis.com/auth/calendar.events.freebusy' });
    google.calendars.addEvent(ANNA, meeting({ summary: 'Secret' }));
    const { data } = await api.events.list({ calendarId: ANNA });
    expect(data.items?.[0]?.summary).toBeUndefined();
    expect(data.items?.[0]?.start?.dateTime).toBe('2026-03-03T10:00:00+02:00');
    expect(await failure(api.events.insert({ calendarId: ANNA, requestBody: meeting() }))).toMatchObject({
      status: 403,
      reason: 'insufficientPermissions',
    });
    expect(await failure(api.calendarList.list())).toMatchObject({
      status: 403,
      reason: 'insufficientPermissions',
    });
  });

  it('lists calendars in pages with their roles, and lets readers read only', async () => {
    const { api } = await signedIn();
    const shared = google.calendars.addCalendar(BRUNO, {
      summary: 'Workshop',
      shareWith: { [ANNA]: 'reader' },
    });
    const hidden = google.calendars.addCalendar(BRUNO, { summary: 'Private' });
    const first = await api.calendarList.list({ maxResults: 1 });
    expect(first.data.items).toMatchObject([
      { id: ANNA, primary: true, accessRole: 'owner', timeZone: 'Europe/Riga' },
    ]);
    const second = await api.calendarList.list({ maxResults: 1, pageToken: first.data.nextPageToken ?? '' });
    expect(second.data.items).toMatchObject([
      { id: shared, accessRole: 'reader', timeZone: 'Europe/Stockholm' },
    ]);
    expect(second.data.nextPageToken).toBeUndefined();
    expect((await api.calendarList.list({ minAccessRole: 'writer' })).data.items).toHaveLength(1);
    expect((await api.calendarList.get({ calendarId: 'primary' })).data.id).toBe(ANNA);
    expect(await failure(api.events.insert({ calendarId: shared, requestBody: meeting() }))).toMatchObject({
      status: 403,
      reason: 'requiredAccessLevel',
    });
    expect(await failure(api.events.list({ calendarId: hidden }))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
    google.calendars.share(shared, ANNA, undefined);
    expect(await failure(api.events.list({ calendarId: shared }))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
  });
});

describe('sync tokens', () => {
  it('gives the token on the last page only, and afterwards just what changed', async () => {
    const { api } = await signedIn();
    for (let day = 3; day < 10; day++)
      google.calendars.addEvent(ANNA, meeting({ start: at(9, day), end: at(10, day) }));
    const full = await listAll(api, { maxResults: 3 });
    expect([full.items.length, full.pages]).toEqual([7, 3]);
    expect((await listAll(api, { syncToken: full.syncToken })).items).toEqual([]);
    const [moved, gone] = full.items;
    google.calendars.moveEvent(ANNA, moved?.id ?? '', { hours: 1 });
    google.calendars.deleteEvent(ANNA, gone?.id ?? '');
    const next = await listAll(api, { syncToken: full.syncToken });
    expect(next.items).toEqual([
      expect.objectContaining({
        id: moved?.id,
        start: { dateTime: '2026-03-03T10:00:00+02:00', timeZone: 'Europe/Riga' },
        sequence: 1,
      }),
      { kind: 'calendar#event', etag: expect.any(String), id: gone?.id, status: 'cancelled' },
    ]);
    expect((await listAll(api, { syncToken: next.syncToken })).items).toEqual([]);
    // The same token may be used again: a client that crashed before storing the new one loses nothing.
    expect((await listAll(api, { syncToken: full.syncToken })).items).toHaveLength(2);
  });

  it('misses nothing that changes between two pages', async () => {
    const { api } = await signedIn();
    for (let day = 3; day < 7; day++)
      google.calendars.addEvent(
        ANNA,
        meeting({ summary: `day ${day}`, start: at(9, day), end: at(10, day) }),
      );
    const first = await api.events.list({ calendarId: ANNA, maxResults: 2 });
    google.calendars.deleteEvent(ANNA, first.data.items?.[0]?.id ?? '');
    const added = google.calendars.addEvent(ANNA, meeting({ summary: 'late' }));
    const second = await api.events.list({
      calendarId: ANNA,
      maxResults: 2,
      pageToken: first.data.nextPageToken ?? '',
    });
    expect(second.data.items?.map((item) => item.summary)).toEqual(['day 5', 'day 6']);
    const third = await api.events.list({
      calendarId: ANNA,
      maxResults: 2,
      pageToken: second.data.nextPageToken ?? '',
    });
    const later = await listAll(api, { syncToken: third.data.nextSyncToken ?? '' });
    expect(later.items.map((item) => [item.id, item.status])).toEqual([
      [first.data.items?.[0]?.id, 'cancelled'],
      [added.id, 'confirmed'],
    ]);
  });

  it('follows short and empty pages', async () => {
    const { api } = await signedIn();
    for (let day = 3; day < 7; day++)
      google.calendars.addEvent(ANNA, meeting({ start: at(9, day), end: at(10, day) }));
    google.faults.add({ kind: 'page-size', size: 0, times: 2 });
    google.faults.add({ kind: 'page-size', size: 1, times: 1 });
    const { items, pages } = await listAll(api, {});
    expect([items.length, pages]).toEqual([4, 4]);
  });

  it.each([
    ['iCalUID', { iCalUID: 'x' }],
    ['orderBy', { orderBy: 'updated' }],
    ['privateExtendedProperty', { privateExtendedProperty: ['a=b'] }],
    ['sharedExtendedProperty', { sharedExtendedProperty: ['a=b'] }],
    ['q', { q: 'x' }],
    ['timeMin', { timeMin: '2026-01-01T00:00:00Z' }],
    ['timeMax', { timeMax: '2027-01-01T00:00:00Z' }],
    ['updatedMin', { updatedMin: '2026-03-01T00:00:00Z' }],
    ['showDeleted=false', { showDeleted: false }],
    ['another singleEvents', { singleEvents: true }],
  ])('does not take %s beside a sync token', async (_, extra) => {
    const { api } = await signedIn();
    const { syncToken } = await listAll(api, {});
    expect((await failure(api.events.list({ calendarId: ANNA, syncToken, ...extra }))).status).toBe(400);
  });

  it('answers 410 to a token that died and 400 to one that never was', async () => {
    const { api } = await signedIn();
    const { syncToken } = await listAll(api, {});
    google.calendars.expireSyncTokens(ANNA);
    expect(await failure(api.events.list({ calendarId: ANNA, syncToken }))).toMatchObject({
      status: 410,
      reason: 'fullSyncRequired',
    });
    expect(
      await failure(api.events.list({ calendarId: ANNA, syncToken: 'CPDAlvWDx70CEPDAlvWDx70CGAU=' })),
    ).toMatchObject({
      status: 400,
      body: { error: { message: 'Invalid sync token value.' } },
    });
    const again = await listAll(api, {});
    clock += 31 * 86_400_000;
    const { api: later } = await signedIn();
    expect((await failure(later.events.list({ calendarId: ANNA, syncToken: again.syncToken }))).reason).toBe(
      'fullSyncRequired',
    );
  });

  it('shows no tombstones in a full list, but the cancelled instances of living series', async () => {
    const { api } = await signedIn();
    const single = google.calendars.addEvent(ANNA, meeting());
    const series = google.calendars.addEvent(ANNA, meeting({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }));
    google.calendars.deleteEvent(ANNA, single.id);
    const before = await listAll(api, {});
    google.calendars.deleteEvent(ANNA, `${series.id}_20260310T080000Z`);
    const full = await listAll(api, {});
    const tombstone = {
      kind: 'calendar#event',
      etag: expect.any(String),
      id: `${series.id}_20260310T080000Z`,
      status: 'cancelled',
      recurringEventId: series.id,
      originalStartTime: { dateTime: '2026-03-10T10:00:00+02:00', timeZone: 'Europe/Riga' },
    };
    expect(full.items).toEqual([
      expect.objectContaining({ id: series.id, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }),
      tombstone,
    ]);
    expect((await listAll(api, { syncToken: before.syncToken })).items).toEqual([tombstone]);
    google.calendars.deleteEvent(ANNA, series.id);
    expect((await listAll(api, {})).items).toEqual([]);
    // The children's end is not told: they live as long as their parent.
    expect((await listAll(api, { syncToken: full.syncToken })).items.map((item) => item.id)).toEqual([
      series.id,
    ]);
    const shown = await api.events.list({ calendarId: ANNA, showDeleted: true });
    expect(shown.data.items?.find((item) => item.id === single.id)).toMatchObject({
      status: 'cancelled',
      summary: 'Visit',
    });
  });

  it('keeps the window of the first request in the token', async () => {
    const { api } = await signedIn();
    const window = { timeMin: '2026-03-01T00:00:00Z', timeMax: '2026-04-01T00:00:00Z' };
    const first = await listAll(api, window);
    google.calendars.addEvent(ANNA, meeting());
    google.calendars.addEvent(
      ANNA,
      meeting({ summary: 'far', start: { date: '2026-06-01' }, end: { date: '2026-06-02' } }),
    );
    expect((await listAll(api, { syncToken: first.syncToken })).items.map((item) => item.summary)).toEqual([
      'Visit',
    ]);
  });

  it('leaves out the tokens that a field mask does not name', async () => {
    const { api } = await signedIn();
    google.calendars.addEvent(ANNA, meeting());
    google.calendars.addEvent(ANNA, meeting());
    const masked = await api.events.list({ calendarId: ANNA, fields: 'items(id,start/dateTime)' });
    expect(Object.keys(masked.data)).toEqual(['items']);
    expect(masked.data.items?.[0]).toEqual({
      id: expect.any(String),
      start: { dateTime: '2026-03-03T10:00:00+02:00' },
    });
    const named = await api.events.list({
      calendarId: ANNA,
      maxResults: 1,
      fields: 'items/id,items/status,nextPageToken,nextSyncToken',
    });
    expect(named.data).toEqual({
      items: [{ id: expect.any(String), status: 'confirmed' }],
      nextPageToken: expect.any(String),
    });
    expect((await failure(api.events.list({ calendarId: ANNA, fields: 'items((' }))).status).toBe(400);
  });
});

describe('ids, etags and deletion', () => {
  const id = 'meetbroker0123456789abcdefghijklmnopqrstuv'.replaceAll(/[^a-v0-9]/g, '');

  it.each([
    ['that is short', 'abcd'],
    ['in capitals', 'ABCDEF'],
    ['with a hyphen', 'abc-def'],
    ['beyond v', 'xyzzy'],
    ['that is long', 'a'.repeat(1025)],
  ])('refuses an id %s', async (_, bad) => {
    const { api } = await signedIn();
    expect(
      (await failure(api.events.insert({ calendarId: ANNA, requestBody: meeting({ id: bad }) }))).status,
    ).toBe(400);
  });

  it('keeps a chosen id taken for ever: 409 on insert, 403 on change, 410 on a second delete', async () => {
    const { api } = await signedIn();
    await api.events.insert({ calendarId: ANNA, requestBody: meeting({ id }) });
    const again = () => failure(api.events.insert({ calendarId: ANNA, requestBody: meeting({ id }) }));
    expect(await again()).toMatchObject({ status: 409, reason: 'duplicate' });
    await api.events.delete({ calendarId: ANNA, eventId: id, sendUpdates: 'all' });
    expect(await again()).toMatchObject({ status: 409, reason: 'duplicate' });
    expect((await api.events.get({ calendarId: ANNA, eventId: id })).data.status).toBe('cancelled');
    expect(
      (await failure(api.events.update({ calendarId: ANNA, eventId: id, requestBody: meeting() }))).status,
    ).toBe(403);
    expect(
      (
        await failure(
          api.events.patch({ calendarId: ANNA, eventId: id, requestBody: { status: 'confirmed' } }),
        )
      ).status,
    ).toBe(403);
    expect(await failure(api.events.delete({ calendarId: ANNA, eventId: id }))).toMatchObject({
      status: 410,
      reason: 'deleted',
    });
    expect((await failure(api.events.delete({ calendarId: ANNA, eventId: 'neverwas' }))).status).toBe(404);
  });

  it('changes the etag with every change and holds If-Match against it', async () => {
    const { api } = await signedIn();
    const { data: first } = await api.events.insert({ calendarId: ANNA, requestBody: meeting() });
    const patch = (etag: string, requestBody: calendar_v3.Schema$Event) =>
      api.events.patch(
        { calendarId: ANNA, eventId: first.id ?? '', requestBody },
        { headers: { 'If-Match': etag } },
      );
    const { data: second } = await patch(first.etag ?? '', { location: 'Riga' });
    expect(second.etag).not.toBe(first.etag);
    expect(await failure(patch(first.etag ?? '', { location: 'Liepaja' }))).toMatchObject({
      status: 412,
      reason: 'conditionNotMet',
    });
    google.calendars.editEvent(ANNA, first.id ?? '', { location: 'by hand' });
    const stale = { headers: { 'If-Match': second.etag ?? '' } };
    expect(
      (
        await failure(
          api.events.update({ calendarId: ANNA, eventId: first.id ?? '', requestBody: meeting() }, stale),
        )
      ).status,
    ).toBe(412);
    expect(
      (await failure(api.events.delete({ calendarId: ANNA, eventId: first.id ?? '' }, stale))).status,
    ).toBe(412);
    expect((await api.events.get({ calendarId: ANNA, eventId: first.id ?? '' })).data.location).toBe(
      'by hand',
    );
  });

  it('merges a patch, replaces with an update, and counts the sequence with the time', async () => {
    const { api } = await signedIn();
    const own = { private: { meetbroker: 'm1', kept: 'yes' } };
    const { data: made } = await api.events.insert({
      calendarId: ANNA,
      requestBody: meeting({ description: 'x', extendedProperties: own, transparency: 'transparent' }),
    });
    expect(made).toMatchObject({
      sequence: 0,
      iCalUID: `${made.id}@google.com`,
      organizer: { email: ANNA, self: true },
      eventType: 'default',
    });
    const eventId = made.id ?? '';
    const patched = await api.events.patch({
      calendarId: ANNA,
      eventId,
      requestBody: { description: null, extendedProperties: { private: { meetbroker: 'm2' } } },
    });
    expect(patched.data).toMatchObject({
      sequence: 0,
      extendedProperties: { private: { meetbroker: 'm2', kept: 'yes' } },
      transparency: 'transparent',
    });
    expect(patched.data.description).toBeUndefined();
    const moved = await api.events.patch({
      calendarId: ANNA,
      eventId,
      requestBody: { start: at(14), end: at(15) },
    });
    expect(moved.data.sequence).toBe(1);
    const updated = await api.events.update({
      calendarId: ANNA,
      eventId,
      requestBody: meeting({ start: at(14), end: at(15) }),
    });
    expect(updated.data.extendedProperties).toBeUndefined();
    expect(updated.data.transparency).toBeUndefined();
    expect(
      (await failure(api.events.patch({ calendarId: ANNA, eventId, requestBody: { sequence: 0 } }))).status,
    ).toBe(400);
    const found = await api.events.list({ calendarId: ANNA, iCalUID: made.iCalUID ?? '' });
    expect(found.data.items).toHaveLength(1);
    expect(found.data.nextSyncToken).toBeUndefined();
  });

  it.each([
    ['no end', { start: at(10) }, 'required'],
    ['an end before the start', { start: at(10), end: at(9) }, 'timeRangeEmpty'],
    ['a date with a time', { start: { date: '2026-03-03' }, end: at(9) }, 'invalid'],
    ['a wall clock without a zone', { start: { dateTime: '2026-03-03T10:00:00' }, end: at(11) }, 'required'],
    [
      'a series without a zone',
      {
        start: { dateTime: '2026-03-03T10:00:00Z' },
        end: { dateTime: '2026-03-03T11:00:00Z' },
        recurrence: ['RRULE:FREQ=DAILY'],
      },
      'required',
    ],
    [
      'an unknown zone',
      { start: { dateTime: '2026-03-03T10:00:00', timeZone: 'Mars/Base' }, end: at(11) },
      'invalid',
    ],
    ['an hourly rule', { start: at(10), end: at(11), recurrence: ['RRULE:FREQ=HOURLY'] }, 'invalid'],
  ])('refuses an event with %s', async (_, body, reason) => {
    const { api } = await signedIn();
    expect(await failure(api.events.insert({ calendarId: ANNA, requestBody: body }))).toMatchObject({
      status: 400,
      reason,
    });
  });
});

describe('series', () => {
  it('expands in the wall clock of the series, over the change to summer time', async () => {
    const { api } = await signedIn();
    await api.events.insert({
      calendarId: ANNA,
      requestBody: meeting({ recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] }),
    });
    const list = await api.events.list({
      calendarId: ANNA,
      singleEvents: true,
      orderBy: 'startTime',
      timeMin: '2026-03-20T00:00:00Z',
      timeMax: '2026-04-08T00:00:00Z',
    });
    expect(list.data.items?.map((item) => item.start?.dateTime)).toEqual([
      '2026-03-24T10:00:00+02:00',
      '2026-03-31T10:00:00+03:00',
      '2026-04-07T10:00:00+03:00',
    ]);
    expect(list.data.items?.every((item) => item.recurrence === undefined && item.recurringEventId)).toBe(
      true,
    );
  });

  it('lays moved and cancelled instances over the series', async () => {
    const { api } = await signedIn();
    const { data: series } = await api.events.insert({
      calendarId: ANNA,
      requestBody: meeting({
        recurrence: ['RRULE:FREQ=DAILY;COUNT=4', 'EXDATE;TZID=Europe/Riga:20260305T100000'],
      }),
    });
    const eventId = series.id ?? '';
    const third = `${eventId}_20260304T080000Z`;
    await api.events.patch({
      calendarId: ANNA,
      eventId: third,
      requestBody: { start: at(16, 4), end: at(17, 4) },
    });
    await api.events.delete({ calendarId: ANNA, eventId: `${eventId}_20260306T080000Z` });
    const single = await api.events.list({ calendarId: ANNA, singleEvents: true, orderBy: 'startTime' });
    expect(single.data.items?.map((item) => item.start?.dateTime)).toEqual([
      '2026-03-03T10:00:00+02:00',
      '2026-03-04T16:00:00+02:00',
    ]);
    expect(single.data.items?.[1]).toMatchObject({
      id: third,
      recurringEventId: eventId,
      originalStartTime: { dateTime: '2026-03-04T10:00:00+02:00' },
    });
    const masters = await listAll(api, {});
    expect(masters.items.map((item) => [item.id, item.status])).toEqual([
      [eventId, 'confirmed'],
      [third, 'confirmed'],
      [`${eventId}_20260306T080000Z`, 'cancelled'],
    ]);
    const instances = await api.events.instances({ calendarId: ANNA, eventId, showDeleted: true });
    expect(instances.data.items).toHaveLength(3);
    expect(
      (await api.events.get({ calendarId: ANNA, eventId: `${eventId}_20260303T080000Z` })).data.start
        ?.dateTime,
    ).toBe('2026-03-03T10:00:00+02:00');
    expect(
      (await failure(api.events.get({ calendarId: ANNA, eventId: `${eventId}_20260305T080000Z` }))).status,
    ).toBe(404);
  });

  it('copies private properties when a person splits a series, under an id that ends in _R', async () => {
    const { api } = await signedIn();
    const { data: series } = await api.events.insert({
      calendarId: ANNA,
      requestBody: meeting({
        recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'],
        extendedProperties: { private: { meetbroker: 'm1' } },
      }),
    });
    const { syncToken } = await listAll(api, {});
    const split = google.calendars.splitSeries(ANNA, series.id ?? '', `${series.id}_20260317T080000Z`, {
      summary: 'Later ones',
    });
    expect(split).toMatchObject({
      id: `${series.id}_R20260317T080000`,
      extendedProperties: { private: { meetbroker: 'm1' } },
    });
    const found = await api.events.list({ calendarId: ANNA, privateExtendedProperty: ['meetbroker=m1'] });
    expect(found.data.items).toHaveLength(2);
    const single = await api.events.list({ calendarId: ANNA, singleEvents: true, orderBy: 'startTime' });
    expect(single.data.items?.map((item) => item.summary)).toEqual([
      'Visit',
      'Visit',
      'Later ones',
      'Later ones',
      'Later ones',
      'Later ones',
    ]);
    expect((await listAll(api, { syncToken })).items.map((item) => item.id)).toEqual([series.id, split.id]);
  });

  it('keeps all-day events as dates with an exclusive end', async () => {
    const { api } = await signedIn();
    const { data } = await api.events.insert({
      calendarId: ANNA,
      requestBody: { summary: 'Fair', start: { date: '2026-03-10' }, end: { date: '2026-03-12' } },
    });
    expect([data.start, data.end]).toEqual([{ date: '2026-03-10' }, { date: '2026-03-12' }]);
    const window = (timeMin: string, timeMax: string) =>
      api.events.list({ calendarId: ANNA, timeMin, timeMax });
    // 12 March begins in Riga at 22:00 UTC of the 11th.
    expect((await window('2026-03-11T21:00:00Z', '2026-03-11T23:00:00Z')).data.items).toHaveLength(1);
    expect((await window('2026-03-11T22:00:00Z', '2026-03-11T23:00:00Z')).data.items).toHaveLength(0);
  });
});

describe('other list parameters', () => {
  it('order, search, cut attendees, change the zone and look back', async () => {
    const { api } = await signedIn();
    const guests = ['a', 'b', 'c'].map((name) => ({
      email: `${name}@x.example`,
      responseStatus: 'accepted' as const,
    }));
    const old = google.calendars.addEvent(ANNA, meeting({ summary: 'Second', start: at(12), end: at(13) }));
    google.calendars.addEvent(ANNA, {
      summary: 'First',
      start: at(9),
      end: at(10),
      attendees: [...guests, { email: ANNA, responseStatus: 'tentative' }],
    });
    const list = async (params: calendar_v3.Params$Resource$Events$List) =>
      (await api.events.list({ calendarId: ANNA, ...params })).data;
    const names = async (params: calendar_v3.Params$Resource$Events$List) =>
      (await list(params)).items?.map((item) => item.summary);
    expect(await names({ singleEvents: true, orderBy: 'startTime' })).toEqual(['First', 'Second']);
    expect((await failure(list({ orderBy: 'startTime' }))).status).toBe(400);
    expect(await names({ q: 'b@x.example' })).toEqual(['First']);
    expect((await list({ q: 'first', maxAttendees: 1 })).items?.[0]).toMatchObject({
      attendeesOmitted: true,
      attendees: [{ email: ANNA, self: true, responseStatus: 'tentative' }],
    });
    const zoned = await list({ q: 'first', timeZone: 'America/New_York' });
    expect(zoned).toMatchObject({
      timeZone: 'America/New_York',
      items: [{ start: { dateTime: '2026-03-03T02:00:00-05:00', timeZone: 'Europe/Riga' } }],
    });
    clock += MINUTE;
    google.calendars.deleteEvent(ANNA, old.id);
    const changed = await list({ updatedMin: new Date(clock).toISOString() });
    expect(changed.items).toMatchObject([{ id: old.id, status: 'cancelled' }]);
    expect(await failure(list({ updatedMin: '2025-01-01T00:00:00Z' }))).toMatchObject({
      status: 410,
      reason: 'updatedMinTooLongAgo',
    });
    expect(
      await failure(list({ timeMin: '2026-03-02T00:00:00Z', timeMax: '2026-03-02T00:00:00Z' })),
    ).toMatchObject({ status: 400, reason: 'timeRangeEmpty' });
  });
});

describe('busy times', () => {
  it('counts as busy what the documentation says', async () => {
    const { api } = await signedIn({ scope: 'https://www.googleapis.com/auth/calendar.freebusy' });
    const put = (hour: number, extra: Parameters<typeof google.calendars.addEvent>[1]) =>
      google.calendars.addEvent(ANNA, { summary: 'x', start: at(hour), end: at(hour + 1), ...extra });
    put(8, {});
    put(10, { transparency: 'transparent' });
    put(11, { attendees: [{ email: ANNA, responseStatus: 'declined' }], organizer: { email: BRUNO } });
    put(12, { attendees: [{ email: ANNA, responseStatus: 'needsAction' }], organizer: { email: BRUNO } });
    put(14, { eventType: 'outOfOffice' });
    put(15, { eventType: 'focusTime' });
    put(17, { eventType: 'workingLocation' });
    const cancelled = put(18, {});
    google.calendars.deleteEvent(ANNA, cancelled.id);
    put(19, { status: 'tentative' });
    const { data } = await api.freebusy.query({
      requestBody: {
        timeMin: '2026-03-03T00:00:00Z',
        timeMax: '2026-03-04T00:00:00Z',
        timeZone: 'Europe/Riga',
        items: [{ id: ANNA }, { id: BRUNO }],
      },
    });
    expect(
      data.calendars?.[ANNA]?.busy?.map((span) => `${span.start?.slice(11, 16)}-${span.end?.slice(11, 16)}`),
    ).toEqual(['08:00-09:00', '12:00-13:00', '14:00-16:00', '19:00-20:00']);
    expect(data.calendars?.[BRUNO]?.errors).toMatchObject([{ reason: 'notFound' }]);
  });
});

describe('push channels', () => {
  interface Push {
    channel: string;
    state: string;
    number: string;
    token: string;
    length: string;
  }

  const listen = async () => {
    const seen: Push[] = [];
    const server = createServer((request, response) => {
      const header = (name: string) => String(request.headers[name] ?? '');
      seen.push({
        channel: header('x-goog-channel-id'),
        state: header('x-goog-resource-state'),
        number: header('x-goog-message-number'),
        token: header('x-goog-channel-token'),
        length: header('content-length'),
      });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return {
      seen,
      url: `http://127.0.0.1:${port}/push`,
      close: () => new Promise((resolve) => server.close(resolve)),
    };
  };

  it('posts a sync message, then one for each change, until stopped or expired', async () => {
    const { api } = await signedIn();
    const listener = await listen();
    try {
      const watch = (id: string, ttl: string) =>
        api.events.watch({
          calendarId: ANNA,
          requestBody: { id, type: 'web_hook', address: listener.url, token: 'secret', params: { ttl } },
        });
      const { data: channel } = await watch('one', String(30 * 86_400));
      expect(Number(channel.expiration)).toBe(clock + 7 * 86_400_000);
      expect((await failure(watch('one', '60'))).reason).toBe('channelIdNotUnique');
      expect((await failure(watch('x'.repeat(65), '60'))).status).toBe(400);
      await google.pushesSettled();
      google.calendars.addEvent(ANNA, meeting());
      await google.pushesSettled();
      expect(listener.seen).toEqual([
        { channel: 'one', state: 'sync', number: '1', token: 'secret', length: '0' },
        { channel: 'one', state: 'exists', number: '2', token: 'secret', length: '0' },
      ]);
      google.faults.add({ kind: 'lost-push', times: 1 });
      google.faults.add({ kind: 'duplicate-push', times: 1 });
      google.calendars.addEvent(ANNA, meeting());
      google.calendars.addEvent(ANNA, meeting());
      await google.pushesSettled();
      expect(listener.seen.slice(2).map((push) => push.number)).toEqual(['4', '4']);
      google.faults.add({ kind: 'late-push', ms: 50, times: 1 });
      google.calendars.addEvent(ANNA, meeting());
      google.calendars.addEvent(ANNA, meeting());
      await google.pushesSettled();
      expect(listener.seen.splice(4).map((push) => push.number)).toEqual(['6', '5']);
      await api.channels.stop({ requestBody: { id: 'one', resourceId: channel.resourceId ?? '' } });
      expect(
        (
          await failure(
            api.channels.stop({ requestBody: { id: 'one', resourceId: channel.resourceId ?? '' } }),
          )
        ).status,
      ).toBe(404);
      await watch('two', '60');
      clock += 61_000;
      google.calendars.addEvent(ANNA, meeting());
      await google.pushesSettled();
      expect(listener.seen.slice(4).map((push) => `${push.channel} ${push.state}`)).toEqual(['two sync']);
    } finally {
      await listener.close();
    }
  });
});

describe('quotas and faults', () => {
  it('limits by sliding minute, user and project, with either documented answer', async () => {
    const { api } = await signedIn();
    const get = () => api.events.list({ calendarId: ANNA });
    google.quota.limits = { ...google.quota.limits, perUser: 2 };
    await get();
    await get();
    expect(await failure(get())).toMatchObject({ status: 403, reason: 'userRateLimitExceeded' });
    clock += MINUTE;
    google.quota.limits = { ...google.quota.limits, perUser: 600, perProject: 1, rateStatus: 429 };
    await get();
    expect(await failure(get())).toMatchObject({ status: 429, reason: 'rateLimitExceeded' });
    clock += MINUTE;
    google.quota.limits = { ...google.quota.limits, perProject: 600, writesPerDay: 1 };
    await api.events.insert({ calendarId: ANNA, requestBody: meeting() });
    expect(await failure(api.events.insert({ calendarId: ANNA, requestBody: meeting() }))).toMatchObject({
      status: 403,
      reason: 'quotaExceeded',
    });
  });

  it('commits before it drops the line or answers 503, when told to', async () => {
    const { api } = await signedIn();
    const insert = (id: string) => api.events.insert({ calendarId: ANNA, requestBody: meeting({ id }) });
    google.faults.add({ kind: 'drop-after-commit', method: 'POST', path: '/events$', times: 1 });
    await expect(insert('droppedafter')).rejects.toThrow();
    expect((await failure(insert('droppedafter'))).status).toBe(409);
    google.faults.add({ kind: '503-after-commit', method: 'POST', times: 1 });
    await expect(insert('after503')).rejects.toMatchObject({ response: { status: 503 } });
    expect((await api.events.get({ calendarId: ANNA, eventId: 'after503' })).data.status).toBe('confirmed');
    google.faults.add({ kind: 'drop-before', method: 'POST', times: 1 });
    await expect(insert('droppedbefore')).rejects.toThrow();
    expect((await failure(api.events.get({ calendarId: ANNA, eventId: 'droppedbefore' }))).status).toBe(404);
    expect(
      google.log
        .filter((entry) => entry.method === 'POST' && entry.path.endsWith('/events'))
        .map((entry) => entry.status),
    ).toEqual([0, 409, 503, 0]);
  });

  it('takes rules at the control address, by method, path and times', async () => {
    const { api } = await signedIn();
    const post = (path: string, body: unknown) =>
      fetch(`${google.url}/__control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const added = await post('faults', [
      { kind: '429', path: `${ANNA}/events`, method: 'GET', times: 1, retryAfter: 7 },
      { kind: '500', method: 'PATCH', id: 'stays' },
      { kind: '410', method: 'GET', times: 1 },
    ]);
    expect(await added.json()).toEqual({ ids: ['fault-1', 'stays', 'fault-2'] });
    const limited = await failure(api.events.list({ calendarId: ANNA }));
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await failure(api.events.list({ calendarId: ANNA }))).reason).toBe('fullSyncRequired');
    const made = google.calendars.addEvent(ANNA, meeting());
    const patch = () =>
      api.events.patch({ calendarId: ANNA, eventId: made.id, requestBody: { summary: 'y' } });
    expect((await failure(patch())).status).toBe(500);
    expect((await failure(patch())).status).toBe(500);
    await fetch(`${google.url}/__control/faults/stays`, { method: 'DELETE' });
    await patch();
    expect((await post('faults', { kind: 'earthquake' })).status).toBe(400);
    const log: unknown = await (await fetch(`${google.url}/__control/log`)).json();
    expect(log).toEqual({ entries: google.log });
    expect(google.log.slice(-5).map((entry) => entry.status)).toEqual([429, 410, 500, 500, 200]);
  });

  it('expires tokens and ends consents in the middle of things', async () => {
    const { api, auth } = await signedIn();
    auth.forceRefreshOnFailure = true;
    google.faults.add({ kind: 'expire-tokens', path: '/events', times: 1 });
    // The library refreshes once on 401 and sends again.
    await api.events.list({ calendarId: ANNA });
    expect(google.log.slice(-3).map((entry) => [entry.path.split('/').at(-1), entry.status])).toEqual([
      ['events', 401],
      ['token', 200],
      ['events', 200],
    ]);
    google.faults.add({ kind: 'revoke-grant', path: '/events', times: 1 });
    expect((await failure(api.events.list({ calendarId: ANNA }))).reason).toBe('invalid_grant');
    expect((await failure(auth.refreshAccessToken())).reason).toBe('invalid_grant');
  });

  it('draws chances from the seed', async () => {
    const run = async () => {
      const other = await start();
      try {
        other.faults.add({ kind: '500', probability: 0.5 });
        const statuses: number[] = [];
        for (let i = 0; i < 12; i++) statuses.push((await fetch(`${other.url}/tokeninfo`)).status);
        return statuses.join();
      } finally {
        await other.close();
      }
    };
    const first = await run();
    expect(first).toMatch(/500/);
    expect(first).toMatch(/400/);
    expect(await run()).toBe(first);
  });
});

describe('a restart', () => {
  it('keeps calendars, sync tokens and sign-ins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-google-'));
    try {
      await google.close();
      google = await start({ persistTo: join(folder, 'google.json') });
      const { tokens, api } = await signedIn();
      const { syncToken } = await listAll(api, {});
      const made = google.calendars.addEvent(ANNA, meeting());
      await google.close();
      google = await start({ persistTo: join(folder, 'google.json') });
      const auth = newClient();
      auth.setCredentials({ refresh_token: tokens.refresh_token ?? '' });
      const again = calendar({ version: 'v3', auth, rootUrl: google.rootUrl, retry: false });
      expect((await listAll(again, { syncToken })).items.map((item) => item.id)).toEqual([made.id]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the pages on which an owner changes things by hand', () => {
  const page = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(`${google.url}${path}`, {
      redirect: 'manual',
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };

  it('show a week in the calendar’s zone, labelled as a sandbox', async () => {
    google.calendars.addEvent(ANNA, meeting({ summary: '<Visit> & co' }));
    google.calendars.addEvent(ANNA, { summary: 'Night', start: at(23), end: at(2, 4) });
    google.calendars.addEvent(ANNA, {
      summary: 'Fair',
      start: { date: '2026-03-04' },
      end: { date: '2026-03-06' },
    });
    expect((await page('/')).text).toContain(`/calendar/${encodeURIComponent(ANNA)}`);
    const { status, text } = await page(`/calendar/${ANNA}`);
    expect(status).toBe(200);
    expect(text).toContain('Sandbox.');
    expect(text).toContain('2 Mar – 8 Mar 2026');
    expect(text).not.toContain('<Visit>');
    expect(text).toContain('10:00–11:00');
    expect(text).toContain('23:00–00:00');
    expect(text).toContain('00:00–02:00');
    expect((await page(`/calendar/${ANNA}?week=2026-03-11`)).text).not.toContain('10:00–11:00, busy');
    expect((await page('/calendar/nobody@example')).status).toBe(404);
  });

  it('add, move and delete events, which the API then tells', async () => {
    const { api } = await signedIn();
    const { syncToken } = await listAll(api, {});
    const week = '2026-03-02';
    const back = `/calendar/${encodeURIComponent(ANNA)}?week=${week}`;
    const added = await page(`/calendar/${ANNA}/events`, {
      week,
      summary: 'By hand',
      date: '2026-03-28',
      from: '09:00',
      to: '10:00',
    });
    expect(added).toMatchObject({ status: 303, location: back });
    const [event] = (await listAll(api, { syncToken })).items;
    expect(event).toMatchObject({ summary: 'By hand', start: { dateTime: '2026-03-28T09:00:00+02:00' } });
    // Two days on, over the change to summer time, the wall clock stays; the hour then is added exactly.
    await page(`/calendar/${ANNA}/events/${event?.id}/move`, { week, hours: '1', days: '2' });
    const moved = await listAll(api, { syncToken });
    expect(moved.items[0]?.start?.dateTime).toBe('2026-03-30T10:00:00+03:00');
    await page(`/calendar/${ANNA}/events/${event?.id}/delete`, { week });
    expect((await listAll(api, { syncToken: moved.syncToken })).items).toMatchObject([
      { id: event?.id, status: 'cancelled' },
    ]);
    const again = await page(`/calendar/${ANNA}/events/${event?.id}/delete`, { week });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Resource has been deleted');
    expect(
      (await page(`/calendar/${ANNA}/events`, { week, summary: '', date: 'x', from: '', to: '' })).status,
    ).toBe(400);
  });

  it('are matched by control addresses for the demo', async () => {
    const control = async (method: string, path: string, body?: unknown): Promise<unknown> =>
      (
        await fetch(`${google.url}/__control/calendars/${ANNA}/events${path}`, {
          method,
          ...(body ? { body: JSON.stringify(body) } : {}),
        })
      ).json();
    const made = google.calendars.addEvent(ANNA, meeting());
    expect(await control('GET', '')).toMatchObject({ items: [{ id: made.id }] });
    expect(await control('PATCH', `/${made.id}`, { summary: 'Renamed' })).toMatchObject({
      summary: 'Renamed',
    });
    expect(await control('POST', `/${made.id}/move`, { minutes: 30 })).toMatchObject({
      start: { dateTime: '2026-03-03T10:30:00+02:00' },
    });
    expect(await control('DELETE', `/${made.id}`)).toEqual({});
    expect(await control('GET', `/${made.id}`)).toMatchObject({ status: 'cancelled' });
    expect(await control('GET', '/neverwas')).toMatchObject({ error: { code: 404 } });
  });
});
