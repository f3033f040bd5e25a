import { createHash, createPublicKey, createVerify, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, type Context, HTTPMessageHandler, type Middleware } from '@microsoft/microsoft-graph-client';
import { seedMailboxes } from '../../src/sandbox/microsoft/seed-calendars.js';
import { type MicrosoftSimulator, startMicrosoftSimulator } from '../../src/sandbox/microsoft/simulator.js';

/** The simulator as plain fetch sees it: each line of the published behaviour that a client leans on. */
const ANNA = 'anna@alfabuve.example';
const BRUNO = 'bruno@home.example';
const START = Date.parse('2026-03-02T08:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
const SCOPE = 'offline_access User.Read Calendars.ReadWrite MailboxSettings.Read';

let clock = START;
let ms: MicrosoftSimulator;

const start = (extra: Parameters<typeof startMicrosoftSimulator>[0] = {}) =>
  startMicrosoftSimulator({
    now: () => clock,
    seed: 7,
    state: {
      users: [
        { address: ANNA, name: 'Anna Alfa', timeZone: 'Europe/Riga' },
        { address: BRUNO, name: 'Bruno', timeZone: 'W. Europe Standard Time', kind: 'personal' },
      ],
    },
    ...extra,
  });

beforeEach(async () => {
  clock = START;
  ms = await start();
});
afterEach(() => ms.close());

type Json = Record<string, unknown>;
interface Answer {
  status: number;
  body: Json & { value: Json[]; error: { code: string; message: string } };
  headers: Headers;
}

const redirectUri = 'http://127.0.0.1:9/callback';

const pkce = () => {
  const verifier = randomBytes(40).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

const authorizeUrl = (params: Record<string, string>): URL => {
  const url = new URL(ms.authorizeUrl);
  const all = {
    client_id: ms.client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: SCOPE,
    ...params,
  };
  for (const [name, value] of Object.entries(all)) if (value !== '') url.searchParams.set(name, value);
  return url;
};

/** Follows the headless consent and returns what the redirect carries. */
const consent = async (params: Record<string, string> = {}): Promise<URLSearchParams> => {
  const url = authorizeUrl({ sandbox_user: ANNA, ...params });
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '').searchParams;
};

interface Tokens extends Json {
  access_token: string;
  refresh_token: string;
  id_token: string;
  scope: string;
  expires_in: number;
  error: string;
  error_codes: number[];
}

const token = async (form: Record<string, string>): Promise<{ status: number; body: Tokens }> => {
  const answer = await fetch(ms.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: ms.client.clientId,
      client_secret: ms.client.clientSecret,
      ...form,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Tokens };
};

const redeem = (code: string, extra: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...extra });

const refresh = (refresh_token: string, extra: Record<string, string> = {}) =>
  token({ grant_type: 'refresh_token', refresh_token, ...extra });

const signedIn = async (params: Record<string, string> = {}) => {
  const back = await consent(params);
  const { status, body } = await redeem(back.get('code') ?? '');
  expect(status).toBe(200);
  return api(body);
};

const api = (tokens: Pick<Tokens, 'access_token'>) => {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await fetch(path.startsWith('http') ? path : `${ms.graphUrl}/v1.0${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${tokens.access_token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text), headers: answer.headers };
  };
  return {
    tokens: tokens as Tokens,
    call,
    get: (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers),
    post: (path: string, body: unknown, headers?: Record<string, string>) =>
      call('POST', path, body, headers),
    patch: (path: string, body: unknown, headers?: Record<string, string>) =>
      call('PATCH', path, body, headers),
    del: (path: string, headers?: Record<string, string>) => call('DELETE', path, undefined, headers),
  };
};
type Api = ReturnType<typeof api>;

const IMMUTABLE = { Prefer: 'IdType="ImmutableId"' };
const RIGA = 'FLE Standard Time';

const at = (hour: number, day = 3, month = 3) => ({
  dateTime: `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00`,
  timeZone: RIGA,
});
const meeting = (extra: Json = {}) => ({ subject: 'Visit', start: at(10), end: at(11), ...extra });
const weekly = (extra: Json = {}) =>
  meeting({
    subject: 'Weekly',
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
      range: { type: 'noEnd', startDate: '2026-03-03' },
    },
    ...extra,
  });

const MARCH = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';

/** Follows a round to its delta link. */
const round = async (client: Api, from: string, headers: Record<string, string> = IMMUTABLE) => {
  const items: Json[] = [];
  let path = from;
  let pages = 0;
  for (;;) {
    const { status, body } = await client.get(path, headers);
    expect({ status, body: status === 200 ? '' : body }).toEqual({ status: 200, body: '' });
    items.push(...body.value);
    pages++;
    const next = body['@odata.nextLink'];
    if (next === undefined) return { items, pages, link: String(body['@odata.deltaLink']) };
    expect(body['@odata.deltaLink']).toBeUndefined();
    path = String(next);
  }
};
const firstRound = (client: Api, headers?: Record<string, string>) =>
  round(client, `/me/calendarView/delta?${MARCH}`, headers);

const control = async (method: string, path: string, body?: unknown): Promise<Json> =>
  (
    await fetch(`${ms.url}/__control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  ).json() as Promise<Json>;

describe('sign-in', () => {
  it('exchanges a code once, with the right verifier', async () => {
    const { verifier, challenge } = pkce();
    const back = await consent({
      code_challenge: challenge,
      code_challenge_method: 'S256',
      state: 'kept & safe',
    });
    expect(back.get('state')).toBe('kept & safe');
    expect(back.get('session_state')).toMatch(/^[0-9a-f-]{36}$/);
    const code = back.get('code') ?? '';
    const { status, body } = await redeem(code, { code_verifier: verifier });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      scope: 'User.Read Calendars.ReadWrite MailboxSettings.Read',
    });
    expect(body.expires_in).toBeGreaterThanOrEqual(3_599);
    expect(body.expires_in).toBeLessThan(5_400);
    expect(await redeem(code, { code_verifier: verifier })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [54005] },
    });
  });

  it.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(50) }, 0, 400, 'invalid_grant', 501481],
    ['no verifier', { code_verifier: '' }, 0, 400, 'invalid_request', 900144],
    ['a code that is too old', {}, 11, 400, 'invalid_grant', 70008],
    [
      'another redirect address',
      { redirect_uri: 'http://127.0.0.1:9/other' },
      0,
      400,
      'invalid_grant',
      50011,
    ],
    ['a wrong secret', { client_secret: 'wrong' }, 0, 401, 'invalid_client', 7000215],
    ['an unknown client', { client_id: 'nobody' }, 0, 400, 'unauthorized_client', 700016],
    ['another grant type', { grant_type: 'password' }, 0, 400, 'unsupported_grant_type', 70003],
    ['a code that never was', { code: 'nonsense' }, 0, 400, 'invalid_grant', 9002313],
  ])('refuses %s', async (_, extra: Record<string, string>, minutes, status, error, number) => {
    const { verifier, challenge } = pkce();
    const back = await consent({ code_challenge: challenge, code_challenge_method: 'S256' });
    clock += minutes * MINUTE;
    const refused = await redeem(back.get('code') ?? '', { code_verifier: verifier, ...extra });
    expect(refused).toMatchObject({ status, body: { error, error_codes: [number] } });
    expect(refused.body).toMatchObject({
      error_description: expect.stringMatching(
        new RegExp(
          `^AADSTS${number}: .* Trace ID: \\S+ Correlation ID: \\S+ Timestamp: 2026-03-02 08:\\d\\d:00Z$`,
        ),
      ),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      timestamp: expect.any(String),
    });
  });

  it('gives a new refresh token with each use, and takes the old one for a little while only', async () => {
    const { tokens } = await signedIn();
    const second = await refresh(tokens.refresh_token);
    expect(second.body.refresh_token).not.toBe(tokens.refresh_token);
    clock += 30_000;
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
    clock += 31_000;
    expect(await refresh(tokens.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [70000] },
    });
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });

  it('ends an old refresh token at once when told to', async () => {
    const { tokens } = await signedIn();
    ms.faults.add({ kind: 'rotate-at-once' });
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('lets refresh tokens die after ninety idle days', async () => {
    const { tokens } = await signedIn();
    clock += 89 * DAY;
    const { body } = await refresh(tokens.refresh_token);
    clock += 91 * DAY;
    expect(await refresh(body.refresh_token)).toMatchObject({ status: 400, body: { error_codes: [700082] } });
  });

  it('has a consent page with accounts to choose and permissions to untick', async () => {
    const url = authorizeUrl({ login_hint: BRUNO, state: 's', scope: `openid ${SCOPE}` });
    const page = await (await fetch(url)).text();
    expect(page).toContain('Sandbox.');
    expect(page.indexOf(`value="${BRUNO}"`)).toBeLessThan(page.indexOf(`value="${ANNA}"`));
    for (const scope of SCOPE.split(' ')) expect(page).toContain(`value="${scope}"`);
    const post = async (form: [string, string][]) => {
      const answer = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
      return new URL(answer.headers.get('location') ?? '').searchParams;
    };
    const some = await post([
      ['user', ANNA],
      ['scope', 'Calendars.ReadWrite'],
    ]);
    expect(some.get('state')).toBe('s');
    const { body } = await redeem(some.get('code') ?? '');
    expect(body.scope).toBe('openid Calendars.ReadWrite');
    // offline_access was unticked, too.
    expect(body.refresh_token).toBeUndefined();
    expect((await post([['user', ANNA]])).get('error')).toBe('access_denied');
    const denied = await post([['decision', 'deny']]);
    expect(denied.get('error')).toBe('access_denied');
    expect(denied.get('error_description')).toMatch(/^AADSTS65004: /);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'AADSTS700016'],
    ['another redirect address', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
    ['no scope', { scope: '' }, 'AADSTS900144'],
  ])('never redirects for %s', async (_, params, code) => {
    const answer = await fetch(authorizeUrl(params), { redirect: 'manual' });
    expect([answer.status, (await answer.text()).includes(code)]).toEqual([400, true]);
  });

  it('tells of an unknown scope, of nobody signed in, and answers in a fragment or a form', async () => {
    expect((await consent({ scope: 'Calendars.Write' })).get('error_description')).toContain('AADSTS650053');
    expect((await consent({ sandbox_user: '', prompt: 'none' })).get('error')).toBe('login_required');
    const fragment = await fetch(authorizeUrl({ sandbox_user: ANNA, response_mode: 'fragment' }), {
      redirect: 'manual',
    });
    expect(new URL(fragment.headers.get('location') ?? '').hash).toMatch(/^#code=/);
    const form = await (await fetch(authorizeUrl({ sandbox_user: ANNA, response_mode: 'form_post' }))).text();
    expect(form).toContain(`action="${redirectUri}"`);
  });

  it('keeps work and personal accounts apart, and qualifies the scopes of personal ones', async () => {
    const page = async (tenant: string) =>
      (await fetch(String(authorizeUrl({})).replace('/common/', `/${tenant}/`))).text();
    expect(await page('organizations')).not.toContain(BRUNO);
    expect(await page('consumers')).not.toContain(ANNA);
    const { tokens, get } = await signedIn({ sandbox_user: BRUNO });
    expect(tokens.scope).toContain('https://graph.microsoft.com/Calendars.ReadWrite');
    expect((await get('/me')).body).toMatchObject({ mail: null, userPrincipalName: BRUNO });
  });

  it('signs id tokens with a published key, and says who somebody is at /me', async () => {
    const { tokens, get } = await signedIn({ scope: `openid profile email ${SCOPE}`, nonce: 'n1' });
    const [head = '', claims = '', signature = ''] = tokens.id_token.split('.');
    const keys = (await (await fetch(`${ms.url}/common/discovery/v2.0/keys`)).json()) as { keys: Json[] };
    const key = createPublicKey({ key: keys.keys[0] ?? {}, format: 'jwk' });
    expect(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(key, signature, 'base64url')).toBe(
      true,
    );
    const read = JSON.parse(Buffer.from(claims, 'base64url').toString());
    expect(read).toMatchObject({
      aud: ms.client.clientId,
      ver: '2.0',
      nonce: 'n1',
      preferred_username: ANNA,
      email: ANNA,
      iss: `${ms.url}/${read.tid}/v2.0`,
    });
    expect((await get('/me')).body).toMatchObject({
      id: read.oid,
      displayName: 'Anna Alfa',
      mail: ANNA,
      userPrincipalName: ANNA,
    });
  });

  it('answers 401 to no token, a wrong one, an old one and a revoked one', async () => {
    const { get, tokens } = await signedIn();
    const bare = await fetch(`${ms.graphUrl}/v1.0/me`);
    expect(bare.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(await bare.json()).toMatchObject({
      error: {
        code: 'InvalidAuthenticationToken',
        message: 'Access token is empty.',
        innerError: { date: '2026-03-02T08:00:00', 'request-id': expect.any(String) },
      },
    });
    const coded = (answer: Answer) => [answer.status, answer.body.error.code, answer.body.error.message];
    expect(coded(await api({ access_token: 'x' }).get('/me'))[1]).toBe('InvalidAuthenticationToken');
    clock += 90 * MINUTE;
    expect(coded(await get('/me'))).toEqual([
      401,
      'InvalidAuthenticationToken',
      'Lifetime validation failed, the token is expired.',
    ]);
    const { body } = await refresh(tokens.refresh_token);
    ms.revokeGrants(ANNA);
    const revoked = coded(await api(body).get('/me'));
    expect(revoked.slice(0, 2)).toEqual([401, 'InvalidAuthenticationToken']);
    expect(await refresh(body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [50173] },
    });
  });

  it('judges a token’s age by its own clock', async () => {
    const { get } = await signedIn();
    await control('POST', 'clock', { skewMs: 2 * 3_600_000 });
    const answer = await get('/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('date')).toBe('Mon, 02 Mar 2026 10:00:00 GMT');
  });

  it('refreshes for no more than was granted', async () => {
    const { tokens } = await signedIn({ sandbox_untick: 'Calendars.ReadWrite' });
    expect(tokens.scope).toBe('User.Read MailboxSettings.Read');
    expect((await refresh(tokens.refresh_token, { scope: 'Calendars.ReadWrite' })).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [65001],
      suberror: 'consent_required',
    });
  });
});

describe('permissions', () => {
  it('refuse what a scope does not cover', async () => {
    const { get, post } = await signedIn({ scope: 'Calendars.Read' });
    const coded = ({ status, body }: Answer) => [status, body.error.code];
    expect(coded(await post('/me/events', meeting()))).toEqual([403, 'ErrorAccessDenied']);
    expect(coded(await get('/me/mailboxSettings'))).toEqual([403, 'ErrorAccessDenied']);
    expect(coded(await get('/me'))).toEqual([403, 'Authorization_RequestDenied']);
    expect(coded(await get(`/users/${BRUNO}/events`))).toEqual([403, 'ErrorAccessDenied']);
    const nothing = await signedIn({ scope: 'User.Read' });
    expect(coded(await nothing.get('/me/calendars'))).toEqual([403, 'ErrorAccessDenied']);
  });

  it('leave the body out when only basic details may be read', async () => {
    ms.calendars.addEvent(ANNA, { ...meeting(), body: { contentType: 'text', content: 'secret' } });
    const { get } = await signedIn({ scope: 'Calendars.ReadBasic' });
    const [event] = (await get('/me/events')).body.value;
    expect(event).toMatchObject({ subject: 'Visit' });
    expect(Object.keys(event ?? {})).not.toContain('body');
  });
});

describe('calendars and settings', () => {
  it('tell the default calendar, the owner and who may write', async () => {
    const second = ms.calendars.addCalendar(ANNA, { name: 'Works', hexColor: '#7bd148' });
    ms.calendars.share(ms.calendars.calendarId(BRUNO), ANNA, 'read');
    const { get, post } = await signedIn();
    const first = await get('/me/calendars?$top=2');
    expect(first.body.value).toEqual([
      expect.objectContaining({
        id: ms.calendars.calendarId(ANNA),
        name: 'Calendar',
        isDefaultCalendar: true,
        canEdit: true,
        canShare: true,
        hexColor: '',
        owner: { name: 'Anna Alfa', address: ANNA },
      }),
      expect.objectContaining({ canEdit: expect.any(Boolean), isDefaultCalendar: false }),
    ]);
    const rest = await get(String(first.body['@odata.nextLink']));
    expect(rest.body['@odata.nextLink']).toBeUndefined();
    const all = [...first.body.value, ...rest.body.value];
    expect(all.find((one) => one.id === second)).toMatchObject({ hexColor: '#7bd148', canEdit: true });
    const shared = all.find((one) => one.id === ms.calendars.calendarId(BRUNO));
    expect(shared).toMatchObject({ canEdit: false, owner: { address: BRUNO } });
    expect((await get(`/me/calendars/${second}`)).body).toMatchObject({ id: second, name: 'Works' });
    expect((await get(`/me/calendars('${second}')`)).body).toMatchObject({ id: second });
    expect((await get('/me/calendar?$select=id')).body.id).toBe(ms.calendars.calendarId(ANNA));
    expect(await post(`/me/calendars/${shared?.id}/events`, meeting())).toMatchObject({
      status: 403,
      body: { error: { code: 'ErrorAccessDenied' } },
    });
    ms.calendars.share(ms.calendars.calendarId(BRUNO), ANNA, undefined);
    expect((await get(`/me/calendars/${shared?.id}`)).status).toBe(404);
  });

  it('tell the mailbox’s zone by its Windows name', async () => {
    const { get } = await signedIn();
    expect((await get('/me/mailboxSettings')).body).toMatchObject({ timeZone: RIGA });
    expect((await get('/me/mailboxSettings/timeZone')).body).toMatchObject({ value: RIGA });
  });
});

describe('events', () => {
  it('are created with everything that an answer has', async () => {
    const { post } = await signedIn();
    const { status, body, headers } = await post(
      '/me/events',
      meeting({
        body: { contentType: 'text', content: 'Bring\nplans' },
        location: { displayName: 'Office' },
        attendees: [{ emailAddress: { address: 'x@y.example', name: 'X' }, type: 'required' }],
        transactionId: 't1',
      }),
      { Prefer: `outlook.timezone="${RIGA}"` },
    );
    expect(status).toBe(201);
    expect(headers.get('preference-applied')).toBe(`outlook.timezone="${RIGA}"`);
    expect(headers.get('location')).toContain(String(body.id));
    expect(body).toMatchObject({
      '@odata.etag': `W/"${body.changeKey}"`,
      id: expect.stringMatching(/^AAMkA/),
      iCalUId: expect.stringMatching(/^040000008200E00074C5B7101A82E008/),
      createdDateTime: '2026-03-02T08:00:00.0000000Z',
      subject: 'Visit',
      bodyPreview: 'Bring\r\nplans',
      start: { dateTime: '2026-03-03T10:00:00.0000000', timeZone: RIGA },
      end: { dateTime: '2026-03-03T11:00:00.0000000', timeZone: RIGA },
      originalStartTimeZone: RIGA,
      type: 'singleInstance',
      showAs: 'busy',
      sensitivity: 'normal',
      isAllDay: false,
      isCancelled: false,
      isOrganizer: true,
      seriesMasterId: null,
      recurrence: null,
      transactionId: 't1',
      responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
      location: { displayName: 'Office', locationType: 'default' },
      attendees: [
        {
          emailAddress: { address: 'x@y.example', name: 'X' },
          type: 'required',
          status: { response: 'none' },
        },
      ],
      organizer: { emailAddress: { name: 'Anna Alfa', address: ANNA } },
    });
    const content = (body.body as { content: string; contentType: string }).content;
    expect(content).toMatch(/^<html>[\s\S]*Bring<br>\r\nplans[\s\S]*<\/html>/);
  });

  it('come in UTC, in a zone that is asked for by either name, and with text bodies on demand', async () => {
    const { post, get } = await signedIn();
    const { body } = await post(
      '/me/events',
      meeting({ body: { contentType: 'html', content: '<p>Hi &amp; bye</p>' } }),
    );
    const shown = async (prefer: string) => (await get(`/me/events/${body.id}`, { Prefer: prefer })).body;
    expect((await get(`/me/events/${body.id}`)).body.start).toEqual({
      dateTime: '2026-03-03T08:00:00.0000000',
      timeZone: 'UTC',
    });
    expect((await shown('outlook.timezone="Europe/Stockholm"')).start).toEqual({
      dateTime: '2026-03-03T09:00:00.0000000',
      timeZone: 'Europe/Stockholm',
    });
    expect((await shown('outlook.timezone="Pacific Standard Time"')).start).toMatchObject({
      dateTime: '2026-03-03T00:00:00.0000000',
    });
    expect((await shown('outlook.body-content-type="text"')).body).toEqual({
      contentType: 'text',
      content: 'Hi & bye',
    });
    expect((await get('/me/events', { Prefer: 'outlook.timezone="Mars"' })).body.error.code).toBe(
      'TimeZoneNotSupportedException',
    );
  });

  it('are created once for a transactionId, which cannot be changed or filtered by', async () => {
    const { post, get, patch, del } = await signedIn();
    const first = await post('/me/events', meeting({ transactionId: 'once' }));
    const again = await post('/me/events', meeting({ transactionId: 'once', subject: 'Another' }));
    expect([again.status, again.body.id, again.body.subject]).toEqual([201, first.body.id, 'Visit']);
    expect((await get('/me/events')).body.value).toHaveLength(1);
    expect((await patch(`/me/events/${first.body.id}`, { transactionId: 'other' })).status).toBe(400);
    expect((await get("/me/events?$filter=transactionId eq 'once'")).body.error).toMatchObject({
      code: 'ErrorInvalidProperty',
      message: "The property 'TransactionId' does not support filtering.",
    });
    ms.faults.add({ kind: 'forget-transaction', times: 1 });
    expect((await post('/me/events', meeting({ transactionId: 'once' }))).body.id).not.toBe(first.body.id);
    // What was deleted is not remembered.
    const only = await post('/me/events', meeting({ transactionId: 'gone' }));
    await del(`/me/events/${only.body.id}`);
    expect((await post('/me/events', meeting({ transactionId: 'gone' }))).body.id).not.toBe(only.body.id);
  });

  it('change under If-Match only, and hold every change against it', async () => {
    const { post, patch, del, get } = await signedIn();
    const { body: made } = await post('/me/events', meeting());
    const path = `/me/events/${made.id}`;
    const match = (etag: unknown) => ({ 'If-Match': String(etag) });
    const moved = await patch(path, { start: at(12), end: at(13) }, match(made['@odata.etag']));
    expect(moved).toMatchObject({
      status: 200,
      body: { subject: 'Visit', start: { dateTime: '2026-03-03T10:00:00.0000000' } },
    });
    expect(moved.body['@odata.etag']).not.toBe(made['@odata.etag']);
    expect(await patch(path, { subject: 'x' }, match(made['@odata.etag']))).toMatchObject({
      status: 412,
      body: { error: { code: 'ErrorIrresolvableConflict' } },
    });
    ms.calendars.editEvent(ANNA, String(made.id), { location: { displayName: 'by hand' } });
    expect((await patch(path, { subject: 'x' }, match(moved.body['@odata.etag']))).status).toBe(412);
    expect((await del(path, match(moved.body['@odata.etag']))).status).toBe(412);
    const { body: now, headers } = await get(path);
    expect(headers.get('etag')).toBe(now['@odata.etag']);
    expect((await del(path, match(now['@odata.etag']))).status).toBe(204);
    const gone = { status: 404, body: { error: { code: 'ErrorItemNotFound' } } };
    expect(await del(path)).toMatchObject(gone);
    expect(await get(path)).toMatchObject(gone);
    expect(await patch(path, { subject: 'x' })).toMatchObject(gone);
  });

  it('get another change key by themselves when Exchange feels like it', async () => {
    const { post, patch } = await signedIn();
    ms.faults.add({ kind: 'key-drift', times: 1 });
    const { body } = await post('/me/events', meeting());
    expect(
      (await patch(`/me/events/${body.id}`, { subject: 'x' }, { 'If-Match': String(body['@odata.etag']) }))
        .status,
    ).toBe(412);
    expect((await patch(`/me/events/${body.id}`, { subject: 'x' })).status).toBe(200);
  });

  it.each([
    ['an end before its start', { start: at(11), end: at(10) }, 'ErrorCalendarEndDateIsEarlierThanStartDate'],
    ['an unknown property', { colour: 'red' }, 'RequestBodyRead'],
    ['an unknown showAs', { showAs: 'asleep' }, 'ErrorPropertyValidationFailure'],
    [
      'an unknown zone',
      { start: { dateTime: '2026-03-03T10:00:00', timeZone: 'Mars' } },
      'TimeZoneNotSupportedException',
    ],
    ['an all-day length that is not at midnight', { isAllDay: true }, 'ErrorInvalidRequest'],
    [
      'a weekly rule without days',
      {
        recurrence: {
          pattern: { type: 'weekly', interval: 1 },
          range: { type: 'noEnd', startDate: '2026-03-03' },
        },
      },
      'ErrorPropertyValidationFailure',
    ],
    [
      'a range that starts on another day',
      {
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: { type: 'noEnd', startDate: '2026-03-04' },
        },
      },
      'ErrorPropertyValidationFailure',
    ],
    [
      'an extended property without a name',
      { singleValueExtendedProperties: [{ id: 'mine', value: 'x' }] },
      'ErrorInvalidParameter',
    ],
  ])('are refused with %s', async (_, extra, code) => {
    const { post, get } = await signedIn();
    const refused = await post('/me/events', meeting(extra));
    expect([refused.status, refused.body.error.code]).toEqual([400, code]);
    expect((await get('/me/events')).body.value).toEqual([]);
  });

  it('need JSON that says so, and ids that are ids', async () => {
    const { call, get, tokens } = await signedIn();
    const bare = await fetch(`${ms.graphUrl}/v1.0/me/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokens.access_token}` },
      body: JSON.stringify(meeting()),
    });
    expect(bare.status).toBe(400);
    expect((await get('/me/events/nonsense')).body.error.code).toBe('ErrorInvalidIdMalformed');
    expect((await call('GET', '/me/nothing')).body.error.message).toContain("segment 'nothing'");
  });

  it('keep extended properties, show them expanded only, and are found by them', async () => {
    const { post, get, patch } = await signedIn();
    const id = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Meetbroker';
    const other = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Other';
    const { body } = await post(
      '/me/events',
      meeting({
        singleValueExtendedProperties: [
          { id, value: "m'1" },
          { id: other, value: 'o' },
        ],
      }),
    );
    await post('/me/events', meeting({ subject: 'Nobody’s' }));
    expect(body.singleValueExtendedProperties).toBeUndefined();
    const expand = `$expand=singleValueExtendedProperties($filter=id eq '${id}')`;
    const shown = async () =>
      (await get(`/me/events/${body.id}?${expand}`)).body.singleValueExtendedProperties;
    expect(await shown()).toEqual([{ id, value: "m'1" }]);
    const found = async (filter: string) =>
      (await get(`/me/events?$filter=${encodeURIComponent(filter)}`)).body.value?.map((one) => one.subject);
    const any = (inner: string) => `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ${inner})`;
    expect(await found(any("ep/value eq 'M''1'"))).toEqual(['Visit']);
    expect(await found(any("startswith(ep/value, 'm')"))).toEqual(['Visit']);
    expect(await found(any("ep/value eq 'm2'"))).toEqual([]);
    // Names are read with their case, values are not.
    expect(await found(any("ep/value eq 'm''1'").replace('Meetbroker', 'meetbroker'))).toEqual([]);
    await patch(`/me/events/${body.id}`, { singleValueExtendedProperties: [{ id, value: 'm2' }] });
    expect(await shown()).toEqual([{ id, value: 'm2' }]);
    expect(await found(`${any("ep/value eq 'm2'")} and start/dateTime ge '2026-03-01'`)).toEqual(['Visit']);
    const { body: expanded } = await get(`/me/events/${body.id}?${expand.replace('Meetbroker', 'Other')}`);
    expect(expanded.singleValueExtendedProperties).toEqual([{ id: other, value: 'o' }]);
  });

  it('are listed in pages of ten, filtered, ordered, counted and selected', async () => {
    const { get } = await signedIn();
    for (let day = 1; day <= 12; day++)
      ms.calendars.addEvent(ANNA, { subject: `day ${day}`, start: at(9, day), end: at(10, day) });
    const first = await get('/me/events?$count=true');
    expect([first.body.value.length, first.body['@odata.count']]).toEqual([10, 12]);
    const rest = await get(String(first.body['@odata.nextLink']));
    expect(rest.body.value.map((one) => one.subject)).toEqual(['day 11', 'day 12']);
    expect(rest.body['@odata.nextLink']).toBeUndefined();
    const { body } = await get(
      `/me/calendar/events?$select=subject&$top=2&$orderby=start/dateTime desc&$filter=${encodeURIComponent("start/dateTime lt '2026-03-10T07:00:00Z' and not (subject eq 'day 9')")}`,
    );
    expect(body.value.map(({ '@odata.etag': _, id: __, ...one }) => one)).toEqual([
      { subject: 'day 8' },
      { subject: 'day 7' },
    ]);
    expect((await get('/me/events?$filter=subject')).status).toBe(400);
    expect((await get('/me/events?$nonsense=1')).status).toBe(400);
    expect((await get("/me/events?$search='x'")).body.error.code).toBe('ErrorInvalidUrlQuery');
  });

  it('keep their days when they are all-day, in whatever zone they are asked for', async () => {
    const { post, get } = await signedIn();
    const midnight = (day: number) => ({ dateTime: `2026-03-${day}T00:00:00`, timeZone: RIGA });
    const { body } = await post('/me/events', {
      subject: 'Fair',
      isAllDay: true,
      showAs: 'oof',
      start: midnight(10),
      end: midnight(12),
    });
    for (const zone of ['UTC', 'Pacific Standard Time'])
      expect(
        (await get(`/me/events/${body.id}`, { Prefer: `outlook.timezone="${zone}"` })).body,
      ).toMatchObject({
        isAllDay: true,
        showAs: 'oof',
        start: { dateTime: '2026-03-10T00:00:00.0000000', timeZone: zone },
        end: { dateTime: '2026-03-12T00:00:00.0000000', timeZone: zone },
      });
    const view = async (from: string, to: string) =>
      (await get(`/me/calendarView?startDateTime=${from}&endDateTime=${to}`)).body.value.length;
    // 12 March begins in Riga at 22:00 UTC of the 11th.
    expect(await view('2026-03-11T21:00:00Z', '2026-03-11T22:00:00Z')).toBe(1);
    expect(await view('2026-03-11T22:00:00Z', '2026-03-11T23:00:00Z')).toBe(0);
  });

  it('show somebody else’s invitation as it stands', async () => {
    const { get } = await signedIn();
    const made = ms.calendars.addEvent(ANNA, {
      ...meeting(),
      organizer: { name: 'Bruno', address: BRUNO },
      responseStatus: 'declined',
      isCancelled: true,
      showAs: 'free',
      originalStartTimeZone: 'tzone://Microsoft/Custom',
    });
    expect((await get(`/me/events/${made.id}`, IMMUTABLE)).body).toMatchObject({
      id: made.id,
      isOrganizer: false,
      isCancelled: true,
      showAs: 'free',
      responseStatus: { response: 'declined' },
      organizer: { emailAddress: { address: BRUNO } },
      originalStartTimeZone: 'tzone://Microsoft/Custom',
    });
  });
});

describe('ids', () => {
  it('are of two formats, which both find the event and differ in case only by accident', async () => {
    const { post, get } = await signedIn();
    const { body: byDefault } = await post('/me/events', meeting());
    const immutable = String((await get(`/me/events/${byDefault.id}`, IMMUTABLE)).body.id);
    expect(immutable).toMatch(/^AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A/);
    expect((await get(`/me/events/${immutable}`)).body.id).toBe(byDefault.id);
    const swapped = immutable.replace(/[a-z]/g, (char) => char.toUpperCase());
    expect([400, 404]).toContain((await get(`/me/events/${swapped}`)).status);
    const translated = await post('/me/translateExchangeIds', {
      inputIds: [byDefault.id],
      sourceIdType: 'restId',
      targetIdType: 'restImmutableEntryId',
    });
    expect(translated.body.value).toEqual([{ sourceId: byDefault.id, targetId: immutable }]);
  });

  it('change when an event goes to another calendar, unless they are immutable', async () => {
    const { post, get } = await signedIn();
    const { body } = await post('/me/events', meeting(), IMMUTABLE);
    const before = String((await get(`/me/events/${body.id}`)).body.id);
    const works = ms.calendars.addCalendar(ANNA, { name: 'Works' });
    ms.calendars.moveToCalendar(ANNA, String(body.id), works);
    expect((await get(`/me/events/${before}`)).status).toBe(404);
    const found = await get(`/me/calendars/${works}/events/${body.id}`, IMMUTABLE);
    expect([found.status, found.body.id]).toEqual([200, body.id]);
    // In the default calendar it is no longer.
    expect((await get(`/me/calendar/events/${body.id}`)).status).toBe(404);
    expect((await get(`/me/events/${body.id}/calendar`)).body.id).toBe(works);
  });
});

describe('series', () => {
  const days = (list: Json[]) =>
    list.map(({ start: begins }) => (begins as { dateTime: string }).dateTime.slice(0, 16));
  const view = async (client: Api, from: string, to: string, path = '/me/calendarView') =>
    (await client.get(`${path}?startDateTime=${from}&endDateTime=${to}&$top=100`)).body.value;

  it('are expanded on the wall clock, over the change to summer time', async () => {
    const client = await signedIn();
    await client.post('/me/events', weekly());
    const list = await view(client, '2026-03-20T00:00:00Z', '2026-04-08T00:00:00Z');
    expect(days(list)).toEqual(['2026-03-24T08:00', '2026-03-31T07:00', '2026-04-07T07:00']);
    expect(list.every(({ type, seriesMasterId }) => type === 'occurrence' && seriesMasterId !== null)).toBe(
      true,
    );
    expect((await client.get('/me/events')).body.value).toMatchObject([
      {
        type: 'seriesMaster',
        recurrence: {
          pattern: {
            type: 'weekly',
            interval: 1,
            month: 0,
            dayOfMonth: 0,
            daysOfWeek: ['tuesday'],
            firstDayOfWeek: 'monday',
            index: 'first',
          },
          range: {
            type: 'noEnd',
            startDate: '2026-03-03',
            endDate: '0001-01-01',
            recurrenceTimeZone: RIGA,
            numberOfOccurrences: 0,
          },
        },
      },
    ]);
  });

  it.each([
    ['daily', { interval: 10 }, ['03-03', '03-13', '03-23', '04-02', '04-12']],
    [
      'weekly',
      { interval: 2, daysOfWeek: ['tuesday', 'sunday'], firstDayOfWeek: 'monday' },
      ['03-03', '03-08', '03-17', '03-22', '03-31'],
    ],
    // With weeks that begin on Sunday, the Sunday of the first week is before the start.
    [
      'weekly',
      { interval: 2, daysOfWeek: ['tuesday', 'sunday'], firstDayOfWeek: 'sunday' },
      ['03-03', '03-15', '03-17', '03-29', '03-31'],
    ],
    ['absoluteMonthly', { interval: 1, dayOfMonth: 31 }, ['03-31', '04-30', '05-31', '06-30', '07-31']],
    [
      'relativeMonthly',
      { interval: 1, daysOfWeek: ['thursday'], index: 'first' },
      ['03-05', '04-02', '05-07', '06-04', '07-02'],
    ],
    [
      'relativeMonthly',
      { interval: 2, daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], index: 'last' },
      ['03-31', '05-29', '07-31', '09-30', '11-30'],
    ],
    [
      'absoluteYearly',
      { interval: 1, dayOfMonth: 29, month: 2 },
      ['02-28', '02-29', '02-28', '02-28', '02-28'],
    ],
    [
      'relativeYearly',
      { interval: 1, daysOfWeek: ['sunday'], index: 'last', month: 10 },
      ['10-25', '10-31', '10-29', '10-28', '10-27'],
    ],
  ])('repeat %s %j', async (type, rest, expected) => {
    const client = await signedIn();
    const { body } = await client.post(
      '/me/events',
      meeting({
        recurrence: {
          pattern: { type, ...rest },
          range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 5 },
        },
      }),
    );
    const years = await Promise.all(
      [2026, 2027, 2028, 2029, 2030, 2031].map((year) =>
        view(client, `${year}-01-01T00:00:00Z`, `${year + 1}-01-01T00:00:00Z`),
      ),
    );
    expect(days(years.flat()).map((day) => day.slice(5, 10))).toEqual(expected);
    // A series begins on the first day of its pattern.
    expect((body.start as { dateTime: string }).dateTime.slice(5, 10)).toBe(expected[0]);
  });

  it('end on a day that is included', async () => {
    const client = await signedIn();
    const range = { type: 'endDate', startDate: '2026-03-03', endDate: '2026-03-05' };
    await client.post(
      '/me/events',
      meeting({ recurrence: { pattern: { type: 'daily', interval: 1 }, range } }),
    );
    expect(days(await view(client, '2026-03-01', '2026-04-01'))).toEqual([
      '2026-03-03T08:00',
      '2026-03-04T08:00',
      '2026-03-05T08:00',
    ]);
  });

  it('take exceptions and cancellations of single days, under one change key for all', async () => {
    const client = await signedIn();
    const { body: master } = await client.post('/me/events', weekly());
    const before = await view(client, '2026-03-01', '2026-04-01');
    const [first, second, third] = before;
    const changed = await client.patch(
      `/me/events/${second?.id}`,
      { subject: 'Elsewhere', start: at(15, 11), end: at(16, 11) },
      { 'If-Match': String(master['@odata.etag']) },
    );
    expect(changed.body).toMatchObject({
      id: second?.id,
      type: 'exception',
      subject: 'Elsewhere',
      seriesMasterId: master.id,
      recurrence: null,
    });
    expect((await client.del(`/me/events/${third?.id}`)).status).toBe(204);
    expect((await client.get(`/me/events/${third?.id}`)).status).toBe(404);
    const after = await view(client, '2026-03-01', '2026-04-01');
    expect(after.map(({ subject }) => subject)).toEqual(['Weekly', 'Elsewhere', 'Weekly', 'Weekly']);
    expect(days(after)).toEqual([
      '2026-03-03T08:00',
      '2026-03-11T13:00',
      '2026-03-24T08:00',
      '2026-03-31T07:00',
    ]);
    const now = (await client.get(`/me/events/${master.id}`)).body;
    expect(new Set(after.map((one) => one['@odata.etag']))).toEqual(new Set([now['@odata.etag']]));
    expect(now['@odata.etag']).not.toBe(master['@odata.etag']);
    const instances = (await client.get(`/me/events/${master.id}/instances?${MARCH}`)).body.value;
    expect(instances.map(({ type }) => type)).toEqual([
      'occurrence',
      'exception',
      'occurrence',
      'occurrence',
    ]);
    const selected = await client.get(
      `/me/events/${master.id}?$select=subject,cancelledOccurrences&$expand=exceptionOccurrences`,
    );
    expect(selected.body).toMatchObject({
      cancelledOccurrences: [`OID.${master.id}.2026-03-17`],
      exceptionOccurrences: [{ subject: 'Elsewhere' }],
    });
    const original = await client.get(`/me/events/${second?.id}?$select=originalStart,occurrenceId`);
    expect(original.body).toMatchObject({
      originalStart: '2026-03-10T08:00:00.0000000Z',
      occurrenceId: `OID.${master.id}.2026-03-10`,
    });
    expect((await client.get(`/me/events/${first?.id}/instances?${MARCH}`)).status).toBe(200);
  });

  it('do not let a day pass its neighbours', async () => {
    const client = await signedIn();
    await client.post('/me/events', weekly());
    const [, second] = await view(client, '2026-03-01', '2026-04-01');
    const move = (day: number) =>
      client.patch(`/me/events/${second?.id}`, { start: at(12, day), end: at(13, day) });
    for (const day of [3, 17, 20])
      expect(await move(day)).toMatchObject({
        status: 400,
        body: { error: { code: 'ErrorOccurrenceCrossingBoundary' } },
      });
    expect((await move(16)).status).toBe(200);
  });

  it('lose their exceptions with a new time, and become single events without a recurrence', async () => {
    const client = await signedIn();
    const { body: master } = await client.post('/me/events', weekly());
    const [first] = await view(client, '2026-03-01', '2026-04-01');
    await client.patch(`/me/events/${first?.id}`, { subject: 'Once' });
    await client.patch(`/me/events/${master.id}`, { subject: 'All' });
    const subjects = async () =>
      (await view(client, '2026-03-01', '2026-04-01')).map(({ subject }) => subject);
    expect(await subjects()).toEqual(['Once', 'All', 'All', 'All', 'All']);
    await client.patch(`/me/events/${master.id}`, { start: at(14), end: at(15) });
    expect(await subjects()).toEqual(['All', 'All', 'All', 'All', 'All']);
    await client.patch(`/me/events/${master.id}`, { recurrence: null });
    expect(await subjects()).toEqual(['All']);
  });

  it('need a window to be looked at, of five years at the most', async () => {
    const { get } = await signedIn();
    expect((await get('/me/calendarView')).body.error).toMatchObject({
      code: 'ErrorInvalidParameter',
      message: expect.stringContaining('requires a time window'),
    });
    expect((await get('/me/calendarView?startDateTime=2020-01-01&endDateTime=2026-01-01')).status).toBe(400);
    expect((await get('/me/calendarView?startDateTime=soon&endDateTime=2026-01-01')).status).toBe(400);
  });
});

describe('delta', () => {
  it('tells everything in the window once, then only what changed, and takes a token twice', async () => {
    const client = await signedIn();
    for (let day = 1; day <= 7; day++)
      ms.calendars.addEvent(ANNA, { subject: `day ${day}`, start: at(9, day), end: at(10, day) });
    ms.calendars.addEvent(ANNA, { subject: 'far', start: at(9, 1, 6), end: at(10, 1, 6) });
    const full = await firstRound(client, { Prefer: 'IdType="ImmutableId", odata.maxpagesize=3' });
    expect([full.items.length, full.pages]).toEqual([7, 3]);
    expect(full.items[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.event',
      type: 'singleInstance',
      subject: 'day 1',
      showAs: 'busy',
    });
    const calm = await round(client, full.link);
    expect(calm.items).toEqual([]);
    const [first, second] = full.items;
    ms.calendars.moveEvent(ANNA, String(first?.id), { hours: 1 });
    ms.calendars.deleteEvent(ANNA, String(second?.id));
    const next = await round(client, calm.link);
    expect(next.items).toEqual([
      expect.objectContaining({
        id: first?.id,
        start: { dateTime: '2026-03-01T08:00:00.0000000', timeZone: 'UTC' },
      }),
      { '@odata.type': '#microsoft.graph.event', id: second?.id, '@removed': { reason: 'deleted' } },
    ]);
    expect((await round(client, next.link)).items).toEqual([]);
    // A client that crashed before it stored the new token loses nothing.
    expect((await round(client, full.link)).items).toHaveLength(2);
  });

  it('misses nothing that changes between two pages', async () => {
    const client = await signedIn();
    for (let day = 1; day <= 4; day++)
      ms.calendars.addEvent(ANNA, { subject: `day ${day}`, start: at(9, day), end: at(10, day) });
    const size = { Prefer: 'IdType="ImmutableId", odata.maxpagesize=2' };
    const first = await client.get(`/me/calendarView/delta?${MARCH}`, size);
    ms.calendars.deleteEvent(ANNA, String(first.body.value[0]?.id));
    const late = ms.calendars.addEvent(ANNA, { ...meeting(), subject: 'late' });
    const rest = await round(client, String(first.body['@odata.nextLink']), size);
    expect(rest.items.map(({ subject }) => subject)).toEqual(['day 3', 'day 4', 'late']);
    expect((await round(client, rest.link)).items.map((one) => [one.id, one['@removed']])).toEqual([
      [first.body.value[0]?.id, { reason: 'deleted' }],
      [late.id, undefined],
    ]);
  });

  it.each([
    '$select=id',
    "$filter=subject eq 'x'",
    '$expand=attachments',
    '$orderby=subject',
    '$search="x"',
    '$top=5',
  ])('refuses %s', async (extra) => {
    const { get } = await signedIn();
    expect((await get(`/me/calendarView/delta?${MARCH}&${extra}`)).body.error).toMatchObject({
      code: 'ErrorInvalidUrlQuery',
      message: expect.stringContaining('not supported with change tracking'),
    });
  });

  it('needs a window, is not there for events, and has each calendar for itself', async () => {
    const client = await signedIn();
    expect((await client.get('/me/calendarView/delta')).body.error.code).toBe('ErrorInvalidParameter');
    expect((await client.get('/me/events/delta')).body.error.message).toContain(
      'Change tracking is not supported',
    );
    const works = ms.calendars.addCalendar(ANNA, { name: 'Works' });
    const path = `/me/calendars/${works}/calendarView/delta`;
    const empty = await round(client, `${path}?${MARCH}`);
    expect(empty.link).toMatch(
      new RegExp(`^${ms.url}/v1\\.0/me/calendars/.*/calendarView/delta\\?\\$deltatoken=`),
    );
    ms.calendars.addEvent(ANNA, meeting());
    expect((await round(client, empty.link)).items).toEqual([]);
    ms.calendars.addEvent(works, meeting());
    expect((await round(client, empty.link)).items).toHaveLength(1);
    // A token belongs to the calendar that it was given for.
    const misused = empty.link.replace(path, '/me/calendarView/delta');
    expect((await client.get(misused)).body.error.message).toBe('Badly formed token.');
  });

  it('says @removed of what was changed outside of the window, too', async () => {
    const client = await signedIn();
    const { link } = await firstRound(client);
    const far = ms.calendars.addEvent(ANNA, { ...meeting(), start: at(9, 1, 6), end: at(10, 1, 6) });
    const next = await round(client, link);
    expect(next.items).toEqual([
      { '@odata.type': '#microsoft.graph.event', id: far.id, '@removed': { reason: 'deleted' } },
    ]);
    expect((await client.get(`/me/events/${far.id}`)).status).toBe(200);
    const near = ms.calendars.addEvent(ANNA, meeting());
    ms.calendars.moveEvent(ANNA, near.id, { days: 90 });
    ms.faults.add({ kind: 'removed-changed', times: 1 });
    expect((await round(client, next.link)).items).toMatchObject([
      { id: near.id, '@removed': { reason: 'changed' } },
    ]);
    ms.calendars.moveEvent(ANNA, far.id, { days: -88 });
    expect((await round(client, next.link)).items).toMatchObject([
      { id: near.id, '@removed': { reason: 'deleted' } },
      { id: far.id, subject: 'Visit' },
    ]);
  });

  it('says @removed in one calendar and tells the event in the other when it was moved over', async () => {
    const client = await signedIn();
    const works = ms.calendars.addCalendar(ANNA, { name: 'Works' });
    const made = ms.calendars.addEvent(ANNA, meeting());
    const here = await firstRound(client);
    const there = await round(client, `/me/calendars/${works}/calendarView/delta?${MARCH}`);
    ms.calendars.moveToCalendar(ANNA, made.id, works);
    expect((await round(client, here.link)).items).toMatchObject([{ id: made.id, '@removed': {} }]);
    expect((await round(client, there.link)).items).toMatchObject([{ id: made.id, subject: 'Visit' }]);
    expect((await client.get(`/me/events/${made.id}`)).status).toBe(200);
  });

  it('gives occurrences as stubs behind their master, exceptions in full, and no trace of a deleted day', async () => {
    const client = await signedIn();
    const series = ms.calendars.addEvent(ANNA, {
      ...weekly({ start: at(10, 17, 2), end: at(11, 17, 2) }),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
        range: { type: 'noEnd', startDate: '2026-02-17' },
      },
      showAs: 'oof',
      exceptions: { '2026-03-10': { subject: 'Elsewhere', start: at(15, 11), end: at(16, 11) } },
    });
    const full = await firstRound(client);
    const [master, ...days] = full.items;
    // The master comes with its first day, which may be long before the window.
    expect(master).toMatchObject({
      id: series.id,
      type: 'seriesMaster',
      start: { dateTime: '2026-02-17T08:00:00.0000000' },
    });
    expect(days.map(({ type }) => type)).toEqual([
      'occurrence',
      'exception',
      'occurrence',
      'occurrence',
      'occurrence',
    ]);
    expect(days[0]).toEqual({
      '@odata.type': '#microsoft.graph.event',
      '@odata.etag': expect.stringMatching(/^W\/"DwAAABYAAA/),
      id: ms.calendars.occurrenceId(series.id, '2026-03-03'),
      seriesMasterId: series.id,
      type: 'occurrence',
      start: { dateTime: '2026-03-03T08:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2026-03-03T09:00:00.0000000', timeZone: 'UTC' },
    });
    expect(days[1]).toMatchObject({ subject: 'Elsewhere', seriesMasterId: series.id, showAs: 'oof' });
    ms.calendars.deleteEvent(ANNA, ms.calendars.occurrenceId(series.id, '2026-03-17'));
    const next = await round(client, full.link);
    expect(next.items.map(({ id }) => id)).toEqual([
      series.id,
      ...['03', '10', '24', '31'].map((day) => ms.calendars.occurrenceId(series.id, `2026-03-${day}`)),
    ]);
    ms.calendars.deleteEvent(ANNA, series.id);
    expect((await round(client, next.link)).items).toEqual([
      { '@odata.type': '#microsoft.graph.event', id: series.id, '@removed': { reason: 'deleted' } },
    ]);
  });

  it('takes the long writing of a change key for If-Match', async () => {
    const client = await signedIn();
    ms.calendars.addEvent(ANNA, weekly());
    const stub = (await firstRound(client)).items.find(({ type }) => type === 'occurrence');
    const path = `/me/events/${stub?.id}`;
    const match = { 'If-Match': String(stub?.['@odata.etag']) };
    expect((await client.patch(path, { subject: 'x' }, match)).status).toBe(200);
    expect((await client.patch(path, { subject: 'y' }, match)).status).toBe(412);
  });

  it('keeps a series together on a page, unless a fault tears everything into pages of one', async () => {
    const client = await signedIn();
    ms.calendars.addEvent(ANNA, weekly());
    ms.calendars.addEvent(ANNA, meeting());
    const size = { Prefer: 'IdType="ImmutableId", odata.maxpagesize=2' };
    const whole = await firstRound(client, size);
    expect([whole.items.length, whole.pages]).toEqual([7, 2]);
    ms.faults.add({ kind: 'page-size', size: 1 });
    const torn = await firstRound(client, size);
    expect([torn.items.length, torn.pages]).toEqual([7, 7]);
    expect(torn.items).toEqual(whole.items);
    ms.faults.clear();
    ms.faults.add({ kind: 'page-size', size: 0, times: 2 });
    const empty = await firstRound(client, size);
    expect([empty.items.length, empty.pages]).toEqual([7, 4]);
  });

  it('tells things twice, in any order, without masters, again and late, when told to', async () => {
    const client = await signedIn();
    ms.calendars.addEvent(ANNA, weekly());
    for (let day = 4; day < 9; day++)
      ms.calendars.addEvent(ANNA, { ...meeting(), start: at(9, day), end: at(10, day) });
    const plain = await firstRound(client);
    const ids = plain.items.map(({ id }) => id);
    ms.faults.add({ kind: 'repeat' });
    const twice = (await firstRound(client, { Prefer: 'IdType="ImmutableId", odata.maxpagesize=2' })).items;
    expect(twice.length).toBeGreaterThan(ids.length);
    expect(new Set(twice.map(({ id }) => id))).toEqual(new Set(ids));
    ms.faults.clear();
    ms.faults.add({ kind: 'shuffle', times: 1 });
    const shuffled = (await firstRound(client, { Prefer: 'IdType="ImmutableId", odata.maxpagesize=50' }))
      .items;
    expect(shuffled.map(({ id }) => id)).not.toEqual(ids);
    expect(shuffled.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    ms.faults.add({ kind: 'without-masters', times: 1 });
    expect((await firstRound(client)).items.map(({ type }) => type)).not.toContain('seriesMaster');
    ms.calendars.deleteEvent(ANNA, String(ids.at(-1)));
    ms.faults.add({ kind: 'replay', times: 1 });
    const first = await round(client, plain.link);
    expect((await round(client, first.link)).items).toEqual(first.items);
    clock += MINUTE;
    ms.calendars.addEvent(ANNA, { ...meeting(), subject: 'young' });
    ms.faults.add({ kind: 'lag', ms: 30_000, times: 1 });
    const lagging = await round(client, plain.link);
    expect(lagging.items.map((one) => [one.id, one['@removed']])).toEqual([
      [ids.at(-1), { reason: 'deleted' }],
    ]);
    expect((await round(client, lagging.link)).items).toMatchObject([{ subject: 'young' }]);
  });

  it('lets tokens die: 410 with the address to begin at, or one of two codes', async () => {
    const client = await signedIn();
    const dead = async (how: 'gone' | 'sync-state-not-found' | 'resync-required') => {
      const { link } = await firstRound(client);
      ms.calendars.expireDeltaTokens(ANNA, how);
      return client.get(link);
    };
    const gone = await dead('gone');
    expect([gone.status, gone.body.error.code]).toEqual([410, 'SyncStateNotFound']);
    const location = gone.headers.get('location') ?? '';
    expect(location).toMatch(/[?&]%24deltatoken=(&|$)/);
    expect((await round(client, location)).link).toContain('$deltatoken=');
    expect(await dead('sync-state-not-found')).toMatchObject({
      status: 400,
      body: { error: { code: 'syncStateNotFound' } },
    });
    expect(await dead('resync-required')).toMatchObject({
      status: 400,
      body: { error: { code: 'resyncRequired' } },
    });
    expect(await client.get('/me/calendarView/delta?$deltatoken=rubbish')).toMatchObject({ status: 400 });
  });

  it('dies in the middle of pages, and of endless series, by fault', async () => {
    const client = await signedIn();
    for (let day = 1; day <= 3; day++)
      ms.calendars.addEvent(ANNA, { ...meeting(), start: at(9, day), end: at(10, day) });
    ms.faults.add({ kind: '410', path: '/delta$', times: 1 });
    const first = await client.get(`/me/calendarView/delta?${MARCH}`, { Prefer: 'odata.maxpagesize=1' });
    expect(first.status).toBe(200);
    const next = String(first.body['@odata.nextLink']);
    expect((await client.get(next)).status).toBe(410);
    expect((await client.get(next)).status).toBe(410);
    expect((await firstRound(client)).items).toHaveLength(3);
    ms.faults.add({ kind: '504-endless', times: 1 });
    expect((await firstRound(client)).items).toHaveLength(3);
    ms.calendars.addEvent(ANNA, weekly());
    expect(await client.get(`/me/calendarView/delta?${MARCH}`)).toMatchObject({
      status: 504,
      body: { error: { code: 'UnknownError', message: '' } },
    });
  });

  it('honours the id format and the zone of each request, whatever the round began with', async () => {
    const client = await signedIn();
    const made = ms.calendars.addEvent(ANNA, meeting());
    const { link, items } = await firstRound(client, {});
    expect(items[0]?.id).not.toBe(made.id);
    ms.calendars.editEvent(ANNA, made.id, { subject: 'x' });
    const prefer = `IdType="ImmutableId", outlook.timezone="${RIGA}"`;
    const { body, headers } = await client.get(link, { Prefer: prefer });
    expect(body.value[0]).toMatchObject({ id: made.id, start: { timeZone: RIGA } });
    expect(headers.get('preference-applied')).toBe(`odata.track-changes, outlook.timezone="${RIGA}"`);
  });
});

describe('busy times', () => {
  it('count by showAs, cancellation and answer, with details for who may read them', async () => {
    const put = (hour: number, extra: Json) =>
      ms.calendars.addEvent(ANNA, { ...meeting(), start: at(hour), end: at(hour + 1), ...extra });
    put(8, { showAs: 'free' });
    put(9, { showAs: 'tentative', subject: 'maybe', location: { displayName: 'Office' } });
    put(10, {});
    put(11, { showAs: 'oof', sensitivity: 'private' });
    put(12, { showAs: 'workingElsewhere' });
    put(13, { isCancelled: true });
    put(14, { responseStatus: 'declined', organizer: { address: BRUNO } });
    const { post } = await signedIn();
    const body = {
      schedules: [ANNA, 'nobody@alfabuve.example'],
      startTime: at(8),
      endTime: at(16),
      availabilityViewInterval: 60,
    };
    const { body: answer } = await post('/me/calendar/getSchedule', body, {
      Prefer: `outlook.timezone="${RIGA}"`,
    });
    expect(answer.value).toMatchObject([
      { scheduleId: ANNA, availabilityView: '01234000', workingHours: { timeZone: { name: RIGA } } },
      { scheduleId: 'nobody@alfabuve.example', error: { responseCode: 'ErrorMailRecipientNotFound' } },
    ]);
    expect((answer.value[0] as { scheduleItems: Json[] }).scheduleItems[1]).toEqual({
      status: 'tentative',
      subject: 'maybe',
      location: 'Office',
      isPrivate: false,
      start: { dateTime: '2026-03-03T09:00:00.0000000', timeZone: RIGA },
      end: { dateTime: '2026-03-03T10:00:00.0000000', timeZone: RIGA },
    });
    expect((await post('/me/calendar/getSchedule', { ...body, endTime: at(8, 30, 5) })).body.error.code).toBe(
      '5006',
    );
    const bruno = await signedIn({ sandbox_user: BRUNO });
    expect((await bruno.post('/me/calendar/getSchedule', body)).status).toBe(403);
  });
});

interface Told {
  path: string;
  type: string;
  validationToken: string | null;
  value: Json[];
}

/** A client's endpoint: answers the handshake, keeps what it is told. */
const listen = async () => {
  const seen: Told[] = [];
  const how = {
    validation: (text: string): { status: number; type: string; text: string } => ({
      status: 200,
      type: 'text/plain',
      text,
    }),
    status: () => 202,
    delayMs: 0,
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += String(part);
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const validationToken = url.searchParams.get('validationToken');
      const type = String(request.headers['content-type']);
      const value = text === '' ? [] : JSON.parse(text).value;
      seen.push({ path: url.pathname, type, validationToken, value });
      setTimeout(() => {
        if (validationToken === null) {
          response.statusCode = how.status();
          response.end();
          return;
        }
        const answer = how.validation(validationToken);
        response.writeHead(answer.status, { 'Content-Type': answer.type });
        response.end(answer.text);
      }, how.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    seen,
    how,
    url: `http://127.0.0.1:${port}`,
    /** What was told since the last time, without handshakes. */
    told: async () => {
      await ms.pushesSettled();
      return seen.splice(0).filter(({ validationToken }) => validationToken === null);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
type Listener = Awaited<ReturnType<typeof listen>>;

describe('subscriptions', () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = await listen();
  });
  afterEach(() => listener.close());

  const inMinutes = (minutes: number) => new Date(clock + minutes * MINUTE).toISOString();
  const wanted = (extra: Json = {}) => ({
    changeType: 'created,updated,deleted',
    notificationUrl: `${listener.url}/push?kept=1`,
    resource: 'me/events',
    expirationDateTime: inMinutes(60),
    clientState: 'secret',
    ...extra,
  });

  it('begin with a handshake at both addresses', async () => {
    const { post, get } = await signedIn();
    const { status, body } = await post(
      '/subscriptions',
      wanted({ lifecycleNotificationUrl: `${listener.url}/life` }),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resource: 'me/events',
      changeType: 'created,updated,deleted',
      clientState: 'secret',
      lifecycleNotificationUrl: `${listener.url}/life`,
      applicationId: ms.client.clientId,
      expirationDateTime: '2026-03-02T09:00:00.0000000Z',
    });
    expect(listener.seen.map(({ path, type }) => [path, type])).toEqual([
      ['/push', 'text/plain; charset=utf-8'],
      ['/life', 'text/plain; charset=utf-8'],
    ]);
    // Spaces and colons, so that it has to be decoded.
    expect(listener.seen[0]?.validationToken).toMatch(/^Validation: Testing client .* Request-Id: /);
    expect((await get(`/subscriptions/${body.id}`)).body).toMatchObject({ id: body.id });
    expect((await get('/subscriptions')).body.value).toHaveLength(1);
  });

  it.each([
    [
      'another token',
      (text: string) => ({ status: 200, type: 'text/plain', text: encodeURIComponent(text) }),
      'exactly match',
    ],
    ['another status', (text: string) => ({ status: 202, type: 'text/plain', text }), '200 OK'],
    ['another type', (text: string) => ({ status: 200, type: 'application/json', text }), 'text/plain'],
  ])('are not made when the handshake returns %s', async (_, validation, words) => {
    const { post, get } = await signedIn();
    listener.how.validation = validation;
    expect(await post('/subscriptions', wanted())).toMatchObject({
      status: 400,
      body: { error: { code: 'ValidationError', message: expect.stringContaining(words) } },
    });
    expect((await get('/subscriptions')).body.value).toEqual([]);
  });

  it('are not made when the endpoint sleeps or is not there', async () => {
    await ms.close();
    ms = await start({ subscriptions: { validationMs: 50 } });
    const { post } = await signedIn();
    listener.how.delayMs = 200;
    expect((await post('/subscriptions', wanted())).body.error.message).toContain('timed out');
    listener.how.delayMs = 0;
    const nowhere = wanted({ notificationUrl: 'http://127.0.0.1:9/push' });
    expect((await post('/subscriptions', nowhere)).body.error.code).toBe('ValidationError');
  });

  it.each([
    ['too long a life', { minutes: 10_071 }, 'ExtensionError', 'can only be 10070 minutes'],
    ['a life in the past', { minutes: -1 }, 'ExtensionError', 'future'],
    ['too long a clientState', { clientState: 'x'.repeat(129) }, 'InvalidRequest', '128'],
    ['an unknown resource', { resource: 'me/messages' }, 'InvalidRequest', 'me/messages'],
    ['an unknown change', { changeType: 'moved' }, 'InvalidRequest', 'moved'],
    [
      'an address of plain http elsewhere',
      { notificationUrl: 'http://example.com/push' },
      'InvalidRequest',
      'HTTPS',
    ],
  ])('are refused with %s', async (_, { minutes, ...extra }: Json & { minutes?: number }, code, words) => {
    const { post } = await signedIn();
    const body = wanted({ ...extra, ...(minutes ? { expirationDateTime: inMinutes(minutes) } : {}) });
    expect(await post('/subscriptions', body)).toMatchObject({
      status: 400,
      body: { error: { code, message: expect.stringContaining(words) } },
    });
    expect(listener.seen).toEqual([]);
  });

  it('tell what changed, together and with the clientState, in the id format that they were made with', async () => {
    const { post, tokens } = await signedIn({ scope: `openid ${SCOPE}` });
    const { body } = await post('/subscriptions', wanted(), IMMUTABLE);
    await post('/subscriptions', wanted({ changeType: 'deleted', notificationUrl: `${listener.url}/other` }));
    await listener.told();
    const made = ms.calendars.addEvent(ANNA, meeting());
    ms.calendars.editEvent(ANNA, made.id, { subject: 'x' });
    const [push, ...more] = await listener.told();
    expect(more).toEqual([]);
    expect(push?.path).toBe('/push');
    const oid = JSON.parse(Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString()).oid;
    const item = (changeType: string) => ({
      subscriptionId: body.id,
      subscriptionExpirationDateTime: '2026-03-02T09:00:00.0000000Z',
      tenantId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      clientState: 'secret',
      changeType,
      resource: `Users/${oid}/Events/${made.id}`,
      resourceData: {
        '@odata.type': '#Microsoft.Graph.Event',
        '@odata.id': `Users/${oid}/Events/${made.id}`,
        '@odata.etag': expect.stringMatching(/^W\/"DwAAABYAAA/),
        id: made.id,
      },
    });
    expect(push?.value).toEqual([item('created'), item('updated')]);
    ms.calendars.deleteEvent(ANNA, made.id);
    const pushes = await listener.told();
    expect(pushes.map(({ path, value }) => [path, value[0]?.changeType])).toEqual([
      ['/push', 'deleted'],
      ['/other', 'deleted'],
    ]);
    expect(pushes[1]?.value).toMatchObject([{ resourceData: { id: expect.stringMatching(/^AAMkA/) } }]);
  });

  it('are of one calendar, are renewed and deleted, and run out', async () => {
    const works = ms.calendars.addCalendar(ANNA, { name: 'Works' });
    const { post, patch } = await signedIn();
    const { body } = await post('/subscriptions', wanted({ resource: `/me/calendars/${works}/events` }));
    await listener.told();
    ms.calendars.addEvent(ANNA, meeting());
    expect(await listener.told()).toEqual([]);
    ms.calendars.addEvent(works, meeting());
    expect(await listener.told()).toHaveLength(1);
    const path = `/subscriptions/${body.id}`;
    clock += 59 * MINUTE;
    const renewed = await patch(path, { expirationDateTime: inMinutes(60) });
    expect(renewed).toMatchObject({
      status: 200,
      body: { expirationDateTime: '2026-03-02T09:59:00.0000000Z' },
    });
    expect((await patch(path, { expirationDateTime: inMinutes(20_000) })).status).toBe(400);
    expect((await patch(path, { lifecycleNotificationUrl: `${listener.url}/life` })).status).toBe(400);
    clock += 59 * MINUTE;
    ms.calendars.addEvent(works, meeting());
    expect(await listener.told()).toHaveLength(1);
    clock += MINUTE;
    ms.calendars.addEvent(works, meeting());
    expect(await listener.told()).toEqual([]);
    const again = await signedIn();
    expect(await again.get(path)).toMatchObject({
      status: 404,
      body: { error: { code: 'ResourceNotFound' } },
    });
    const other = await again.post('/subscriptions', wanted());
    expect((await again.del(`/subscriptions/${other.body.id}`)).status).toBe(204);
    expect((await again.del(`/subscriptions/${other.body.id}`)).status).toBe(404);
  });

  it('try again after a refusal, and say "missed" when they give up', async () => {
    await ms.close();
    ms = await start({ push: { retryMs: [1, 1] } });
    const { post } = await signedIn();
    await post('/subscriptions', wanted({ lifecycleNotificationUrl: `${listener.url}/life` }));
    await listener.told();
    const statuses = [500, 503, 202];
    listener.how.status = () => statuses.shift() ?? 202;
    ms.calendars.addEvent(ANNA, meeting());
    expect((await listener.told()).map(({ path }) => path)).toEqual(['/push', '/push', '/push']);
    statuses.push(500, 400, 404);
    ms.calendars.addEvent(ANNA, meeting());
    const told = await listener.told();
    expect(told.map(({ path }) => path)).toEqual(['/push', '/push', '/push', '/life']);
    expect(told.at(-1)?.value).toEqual([
      {
        subscriptionId: expect.any(String),
        subscriptionExpirationDateTime: expect.any(String),
        tenantId: expect.any(String),
        clientState: 'secret',
        lifecycleEvent: 'missed',
      },
    ]);
  });

  it('hold back from a slow endpoint, and drop what it would get when it stays slow', async () => {
    let ticks = 0;
    let each = 0;
    await ms.close();
    ms = await start({ push: { judgedAfter: 10, heldMs: 100, stopwatch: () => ticks } });
    const { post, del } = await signedIn();
    await post('/subscriptions', wanted({ lifecycleNotificationUrl: `${listener.url}/life` }));
    await listener.told();
    const order: string[] = [];
    listener.how.status = () => {
      ticks += each;
      order.push('slow');
      return 202;
    };
    const one = async (takes: number) => {
      each = takes;
      ms.calendars.addEvent(ANNA, meeting());
      return (await listener.told()).map(({ path }) => path);
    };
    await one(2_901);
    for (let n = 0; n < 9; n++) await one(0);
    // One of ten was slow: the next is held back, for another endpoint it is not.
    const other = await listen();
    try {
      other.how.status = () => {
        order.push('other');
        return 202;
      };
      const { body } = await post('/subscriptions', wanted({ notificationUrl: `${other.url}/push` }));
      order.length = 0;
      await one(0);
      expect(order).toEqual(['other', 'slow']);
      await del(`/subscriptions/${body.id}`);
    } finally {
      await other.close();
    }
    // Two of twelve are more than fifteen in a hundred.
    expect(await one(2_901)).toEqual(['/push']);
    expect(await one(0)).toEqual(['/life']);
    // The judgement is forgotten after ten minutes.
    clock += 11 * MINUTE;
    expect(await one(0)).toEqual(['/push']);
  });

  it('get lost, doubled, late and forged pushes by fault, and forged ones on demand', async () => {
    const { post } = await signedIn();
    const { body } = await post('/subscriptions', wanted());
    await listener.told();
    const change = async () => {
      ms.calendars.addEvent(ANNA, meeting());
      return (await listener.told()).map(({ value }) => value.map(({ clientState }) => clientState));
    };
    ms.faults.add({ kind: 'lost-push', times: 1 });
    expect(await change()).toEqual([]);
    ms.faults.add({ kind: 'duplicate-push', times: 1 });
    expect(await change()).toEqual([['secret'], ['secret']]);
    ms.faults.add({ kind: 'late-push', ms: 30, times: 1 });
    expect(await change()).toEqual([['secret']]);
    ms.faults.add({ kind: 'forged-push', times: 1 });
    expect(await change()).toEqual([['forged', 'secret']]);
    await control('POST', `subscriptions/${body.id}/forge`, {});
    expect((await listener.told()).map(({ value }) => value[0]?.clientState)).toEqual(['forged']);
  });

  it('ask for reauthorization, pause until it comes, and are removed with the consent', async () => {
    const { post, get } = await signedIn();
    const { body } = await post(
      '/subscriptions',
      wanted({ lifecycleNotificationUrl: `${listener.url}/life` }),
    );
    await listener.told();
    const events = async () =>
      (await listener.told()).map(
        ({ path, value }) => `${path} ${value[0]?.lifecycleEvent ?? value[0]?.changeType}`,
      );
    await control('POST', `subscriptions/${body.id}/lifecycle`, {
      event: 'reauthorizationRequired',
      pause: true,
    });
    ms.calendars.addEvent(ANNA, meeting());
    expect(await events()).toEqual(['/life reauthorizationRequired']);
    expect((await post(`/subscriptions/${body.id}/reauthorize`, {})).status).toBe(204);
    ms.calendars.addEvent(ANNA, meeting());
    // What changed in between is not made up for.
    expect(await events()).toEqual(['/push created']);
    await control('POST', `subscriptions/${body.id}/lifecycle`, { event: 'subscriptionRemoved' });
    expect(await events()).toEqual(['/life subscriptionRemoved']);
    expect((await get(`/subscriptions/${body.id}`)).status).toBe(404);
    await post('/subscriptions', wanted({ lifecycleNotificationUrl: `${listener.url}/life` }));
    await listener.told();
    ms.revokeGrants(ANNA);
    expect(await events()).toEqual(['/life subscriptionRemoved']);
    expect(await control('GET', 'subscriptions')).toEqual({ subscriptions: [] });
  });
});

describe('limits and faults', () => {
  it('let four requests at once into a mailbox', async () => {
    await ms.close();
    ms = await start({ serviceMs: 1_000, limits: { retryAfter: 3 } });
    const anna = await signedIn();
    const bruno = await signedIn({ sandbox_user: BRUNO });
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => anna.get('/me/events')),
      bruno.get('/me/events'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.error).toMatchObject({
      code: 'ApplicationThrottled',
      message: 'Application is over its MailboxConcurrency limit.',
    });
    expect(refused?.headers.get('retry-after')).toBe('3');
    expect((await anna.get('/me/events')).status).toBe(200);
    expect(ms.limits.peak).toBe(5);
  });

  it('let ten thousand requests in ten minutes into a mailbox', async () => {
    expect(ms.limits.limits).toMatchObject({ concurrent: 4, requests: 10_000 });
    const { get } = await signedIn();
    await control('POST', 'limits', { requests: 1 });
    expect((await get('/me/events')).status).toBe(200);
    clock += 4 * MINUTE;
    const over = await get('/me/events');
    expect([over.status, over.body.error.message]).toEqual([429, 'Application is over its request limit.']);
    expect(over.headers.get('retry-after')).toBe('360');
    // The directory is another service.
    expect((await get('/me')).status).toBe(200);
    clock += 10 * MINUTE;
    expect((await get('/me/events')).status).toBe(200);
  });

  it('commit before they drop the line or answer 503, when told to', async () => {
    const { post, get } = await signedIn();
    const create = (transactionId: string) =>
      post('/me/events', meeting({ subject: transactionId, transactionId }));
    const subjects = async () => (await get('/me/events')).body.value.map(({ subject }) => subject);
    ms.faults.add({ kind: 'drop-before', method: 'POST', path: '/events$', times: 1 });
    await expect(create('a')).rejects.toThrow();
    expect(await subjects()).toEqual([]);
    ms.faults.add({ kind: 'drop-after-commit', method: 'POST', times: 1 });
    await expect(create('a')).rejects.toThrow();
    expect(await subjects()).toEqual(['a']);
    expect((await create('a')).status).toBe(201);
    ms.faults.add({ kind: '503-after-commit', method: 'POST', times: 1 });
    expect((await create('b')).status).toBe(503);
    expect((await create('b')).status).toBe(201);
    expect(await subjects()).toEqual(['a', 'b']);
    expect(
      ms.log
        .filter(({ method, path }) => method === 'POST' && path.endsWith('/events'))
        .map(({ status }) => status),
    ).toEqual([0, 0, 201, 503, 201]);
  });

  it('are told at the control address, or in the request’s own header', async () => {
    const { get } = await signedIn();
    const added = await control('POST', 'faults', [
      { kind: '429', path: '/me/events$', method: 'GET', times: 1, retryAfter: 7 },
      { kind: '502', id: 'stays' },
    ]);
    expect(added).toEqual({ ids: ['fault-1', 'stays'] });
    const limited = await get('/me/events');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await get('/me/events')).status).toBe(502);
    await control('DELETE', 'faults/stays');
    expect((await get('/me/events')).status).toBe(200);
    const own = await get('/me/events', { 'X-Sandbox-Fault': 'latency=5, 503=9' });
    expect([own.status, own.headers.get('retry-after')]).toEqual([503, '9']);
    expect((await get('/me/events', { 'X-Sandbox-Fault': '504' })).status).toBe(504);
    expect((await get('/me/events')).status).toBe(200);
    expect(await control('POST', 'faults', { kind: 'earthquake' })).toMatchObject({ error: 'invalid' });
    expect(await control('GET', 'log')).toEqual({ entries: ms.log });
  });

  it('expire tokens and end consents in the middle of things', async () => {
    const { get, tokens } = await signedIn();
    ms.faults.add({ kind: 'expire-tokens', path: '/events$', times: 1 });
    expect((await get('/me/events')).status).toBe(401);
    const { body } = await refresh(tokens.refresh_token);
    const again = api(body);
    expect((await again.get('/me/events')).status).toBe(200);
    ms.faults.add({ kind: 'revoke-grant', path: '/events$', times: 1 });
    expect((await again.get('/me/events')).status).toBe(401);
    expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('are drawn from the seed, as are ids and tokens', async () => {
    const run = async () => {
      const other = await start();
      try {
        other.faults.add({ kind: '500', probability: 0.5 });
        const statuses: number[] = [];
        for (let i = 0; i < 12; i++) statuses.push((await fetch(`${other.url}/v1.0/me`)).status);
        return [statuses.join(), other.calendars.addEvent(ANNA, meeting()).id];
      } finally {
        await other.close();
      }
    };
    const first = await run();
    expect(first[0]).toMatch(/500.*401|401.*500/);
    expect(await run()).toEqual(first);
  });

  it('give every answer ids that support would ask for', async () => {
    const { get } = await signedIn();
    const { headers } = await get('/me/events', { 'client-request-id': 'mine' });
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('client-request-id')).toBe('mine');
  });
});

describe('a restart', () => {
  it('keeps calendars, delta tokens, sign-ins and subscriptions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-microsoft-'));
    const listener = await listen();
    try {
      const persistTo = join(folder, 'microsoft.json');
      await ms.close();
      ms = await start({ persistTo });
      const client = await signedIn();
      await client.post('/subscriptions', {
        changeType: 'created',
        notificationUrl: `${listener.url}/push`,
        resource: 'me/events',
        expirationDateTime: new Date(clock + 60 * MINUTE).toISOString(),
      });
      const { link } = await firstRound(client);
      const made = ms.calendars.addEvent(ANNA, meeting());
      const port = Number(new URL(ms.url).port);
      await ms.close();
      ms = await start({ persistTo, port });
      const { body } = await refresh(client.tokens.refresh_token);
      expect((await round(api(body), link)).items.map(({ id }) => id)).toEqual([made.id]);
      await listener.told();
      ms.calendars.addEvent(ANNA, meeting());
      expect(await listener.told()).toHaveLength(1);
    } finally {
      await listener.close();
      await rm(folder, { recursive: true });
    }
  });
});

describe('the pages on which an owner changes things by hand', () => {
  const page = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(`${ms.url}${path}`, {
      redirect: 'manual',
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };
  const week = '2026-03-02';
  const here = () => `/calendar/${encodeURIComponent(ms.calendars.calendarId(ANNA))}`;
  const form = (extra: Record<string, string>) => ({
    week,
    summary: 'By hand',
    date: '2026-03-03',
    from: '09:00',
    to: '10:00',
    showAs: 'busy',
    repeats: '',
    allDay: '',
    ...extra,
  });

  it('show a week in the mailbox’s zone, labelled as a sandbox', async () => {
    ms.calendars.addEvent(ANNA, meeting({ subject: '<Visit> & co' }));
    ms.calendars.addEvent(ANNA, meeting({ subject: 'Night', start: at(23), end: at(2, 4) }));
    ms.calendars.addEvent(ANNA, weekly({ isAllDay: true, start: at(0), end: at(0, 4) }));
    expect((await page('/')).text).toContain(here());
    const { status, text } = await page(here());
    expect(status).toBe(200);
    for (const part of [
      'Sandbox.',
      '2 Mar – 8 Mar 2026',
      '10:00–11:00',
      '23:00–00:00',
      '00:00–02:00',
      'one of a series',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('<Visit>');
    expect((await page('/calendar/nothing')).status).toBe(404);
  });

  it('add, move and delete events, days of series and series, which delta then tells', async () => {
    const client = await signedIn();
    let { link } = await firstRound(client);
    const news = async () => {
      const next = await round(client, link);
      link = next.link;
      return next.items;
    };
    expect(await page(`${here()}/events`, form({ showAs: 'oof' }))).toMatchObject({
      status: 303,
      location: `${here()}?week=${week}`,
    });
    const [event] = await news();
    expect(event).toMatchObject({
      subject: 'By hand',
      showAs: 'oof',
      start: { dateTime: '2026-03-03T07:00:00.0000000' },
    });
    await page(`${here()}/events/${event?.id}/move`, { week, hours: '1', days: '2' });
    expect(await news()).toMatchObject([{ start: { dateTime: '2026-03-05T08:00:00.0000000' } }]);
    await page(`${here()}/events/${event?.id}/delete`, { week });
    expect(await news()).toMatchObject([{ id: event?.id, '@removed': {} }]);
    const again = await page(`${here()}/events/${event?.id}/delete`, { week });
    expect([again.status, again.text.includes('was not found in the store')]).toEqual([409, true]);
    expect((await page(`${here()}/events`, form({ summary: '' }))).status).toBe(400);

    await page(`${here()}/events`, form({ repeats: 'weekly', allDay: 'yes' }));
    const [master, first, second] = await news();
    expect(master).toMatchObject({ type: 'seriesMaster', isAllDay: true });
    await page(`${here()}/events/${first?.id}/delete`, { week });
    await page(`${here()}/events/${second?.id}/move`, { week, hours: '0', days: '1' });
    expect((await news()).map(({ type, start: begins }) => `${type} ${(begins as Json).dateTime}`)).toEqual([
      'seriesMaster 2026-03-03T00:00:00.0000000',
      'exception 2026-03-11T00:00:00.0000000',
      'occurrence 2026-03-17T00:00:00.0000000',
      'occurrence 2026-03-24T00:00:00.0000000',
      'occurrence 2026-03-31T00:00:00.0000000',
    ]);
    await page(`${here()}/events/${second?.id}/delete-series`, { week });
    expect(await news()).toMatchObject([{ id: master?.id, '@removed': {} }]);
  });

  it('are matched by control addresses for the demo', async () => {
    const at = (path = '') => `calendars/${ANNA}/events${path}`;
    const made = await control('POST', at(), weekly({ exceptions: { '2026-03-10': null } }));
    expect(await control('GET', at())).toMatchObject({ items: [{ id: made.id }] });
    const { id: day } = await control('POST', at(`/${made.id}/occurrence`), { day: '2026-03-17' });
    expect(await control('POST', at(`/${day}/move`), { minutes: 30 })).toMatchObject({
      type: 'exception',
      start: { dateTime: '2026-03-17T08:30:00.0000000' },
    });
    expect(await control('PATCH', at(`/${day}`), { showAs: 'oof' })).toMatchObject({ showAs: 'oof' });
    expect(await control('DELETE', at(`/${day}`))).toEqual({});
    expect(await control('GET', at(`/${day}`))).toMatchObject({ error: { code: 'ErrorItemNotFound' } });
    const works = await control('POST', `calendars/${ANNA}`, { name: 'Works' });
    expect(await control('POST', at(`/${made.id}/move-to`), { calendar: works.id })).toMatchObject({
      id: made.id,
    });
    await control('POST', 'users', { address: 'new@x.example', name: 'New', timeZone: RIGA });
    expect(await control('GET', 'calendars')).toMatchObject({
      calendars: expect.arrayContaining([
        expect.objectContaining({ owner: 'new@x.example', isDefault: true, items: 0 }),
      ]),
    });
  });
});

describe('the seeded mailboxes', () => {
  it('are the same for the same day, with a series, an exception, all-day and away', async () => {
    await ms.close();
    ms = await start({ state: seedMailboxes(clock) });
    const client = await signedIn({ sandbox_user: 'kristine@kapalogistika.example' });
    const window = 'startDateTime=2026-03-01T22:00:00Z&endDateTime=2026-04-30T21:00:00Z';
    const { items } = await round(client, `/me/calendarView/delta?${window}`, {
      Prefer: 'IdType="ImmutableId", odata.maxpagesize=200',
    });
    const has = (what: Json) => expect(items).toContainEqual(expect.objectContaining(what));
    has({ type: 'seriesMaster', subject: 'Dispečeru rīta sapulce', originalStartTimeZone: RIGA });
    has({ type: 'exception', subject: 'Dispečeru rīta sapulce' });
    has({ type: 'seriesMaster', subject: 'Strādāju no mājām', showAs: 'workingElsewhere', isAllDay: true });
    has({ type: 'singleInstance', subject: 'Atvaļinājums', showAs: 'oof', isAllDay: true });
    has({ subject: 'Nozares brokastis', responseStatus: expect.objectContaining({ response: 'declined' }) });
    has({ subject: 'Atcelts: objekta apskate', isCancelled: true });
    has({ subject: 'Zobārsts', sensitivity: 'private' });
    expect(items.length).toBeGreaterThan(120);
    expect((await client.get('/me/calendars')).body.value.map(({ name }) => name)).toEqual([
      'Calendar',
      'Transporta grafiks',
    ]);
    expect(JSON.stringify(seedMailboxes(clock))).toBe(JSON.stringify(seedMailboxes(clock)));
  });
});

describe('Microsoft’s own library', () => {
  it('lists, creates, changes and follows a delta round', async () => {
    const { tokens } = await signedIn();
    const transport = new HTTPMessageHandler();
    const bearer: Middleware = {
      execute: (context: Context) => {
        const options = context.options ?? {};
        const headers = {
          ...(options.headers as Record<string, string>),
          Authorization: `Bearer ${tokens.access_token}`,
        };
        context.options = { ...options, headers };
        return transport.execute(context);
      },
    };
    const graph = Client.initWithMiddleware({
      middleware: bearer,
      baseUrl: ms.graphUrl,
      defaultVersion: 'v1.0',
    });
    expect(await graph.api('/me').get()).toMatchObject({ userPrincipalName: ANNA });
    const made = await graph.api('/me/events').header('Prefer', 'IdType="ImmutableId"').post(meeting());
    const path = `/me/events/${made.id}`;
    const changed = await graph
      .api(path)
      .header('If-Match', made['@odata.etag'])
      .patch({ subject: 'Changed' });
    expect(changed.subject).toBe('Changed');
    await expect(
      graph.api(path).header('If-Match', made['@odata.etag']).patch({ subject: 'x' }),
    ).rejects.toMatchObject({
      statusCode: 412,
      code: 'ErrorIrresolvableConflict',
    });
    const first = await graph
      .api(`/me/calendarView/delta?${MARCH}`)
      .header('Prefer', 'IdType="ImmutableId"')
      .get();
    expect(first.value).toMatchObject([{ id: made.id, subject: 'Changed' }]);
    const link = new URL(first['@odata.deltaLink']);
    await graph.api(path).delete();
    const next = await graph
      .api(`${link.pathname.replace('/v1.0', '')}${link.search}`)
      .header('Prefer', 'IdType="ImmutableId"')
      .get();
    expect(next.value).toMatchObject([{ id: made.id, '@removed': { reason: 'deleted' } }]);
    await expect(graph.api(path).get()).rejects.toMatchObject({ statusCode: 404, code: 'ErrorItemNotFound' });
  });
});
