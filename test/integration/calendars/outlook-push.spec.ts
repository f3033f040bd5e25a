import pg from 'pg';
import type { WatchState } from '../../../src/calendars/watch-plan.js';
import { startTestApp, type TestApp } from '../../support/app.js';

const DAY = 86_400_000;
const ANNA = 'anna.outlook@example.com';

/** The whole service with the worker, the simulated Outlook, its handshake and its pushes, over real HTTP. */
describe('Outlook over HTTP', () => {
  let app: TestApp;
  let origin: string;
  let skew = 0;
  let cookie = '';
  let clientId = '';
  let event = '';
  let database: pg.Client;
  const start = Math.ceil(Date.now() / DAY) * DAY + 2 * DAY + 9 * 3_600_000;

  beforeAll(async () => {
    app = await startTestApp({}, { now: () => Date.now() + skew });
    origin = app.config.publicUrl;
    database = new pg.Client({ connectionString: app.database.url });
    await database.connect();
    const token = new URL(app.firstOwnerLink ?? '').hash.slice(1);
    const made = await call('POST', '/api/setup', {
      token,
      agencyName: 'Agency',
      name: 'Olga',
      email: 'olga@agency.example',
      password: 'correct horse battery',
      zone: 'Europe/Riga',
    });
    cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const client = await call('POST', '/api/clients', { name: 'Anna Ltd', person: 'Anna' });
    clientId = ((await client.json()) as { clientId: string }).clientId;
    outlook().calendars.addUser({ address: ANNA, name: 'Anna', timeZone: 'Europe/Riga' });
    event = outlook().calendars.addEvent(ANNA, { subject: 'Dentist', ...when(start) }).id;
  });
  afterAll(async () => {
    await database.end();
    await app.close();
  });

  const outlook = () => {
    const simulated = app.sandbox?.microsoft;
    if (!simulated) throw new Error('no sandbox');
    return simulated;
  };
  const when = (ms: number) => ({
    start: { dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: 'UTC' },
    end: { dateTime: new Date(ms + 3_600_000).toISOString().slice(0, 19), timeZone: 'UTC' },
  });
  const call = (method: string, path: string, body?: unknown) =>
    fetch(new URL(path, app.url), {
      method,
      redirect: 'manual',
      headers: {
        origin,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get = async <T>(path: string): Promise<T> => {
    const answer = await call('GET', path);
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const titles = async () => {
    const query = new URLSearchParams({
      from: new Date(start - DAY).toISOString(),
      to: new Date(start + DAY).toISOString(),
    });
    const rows = await get<{ title: string }[]>(`/api/clients/${clientId}/busy?${query}`);
    return rows.map(({ title }) => title).sort();
  };
  const eventually = async (what: string, check: () => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      if (await check()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`never: ${what}`);
  };
  /** Straight from the tables: what is kept of a channel is nobody's to see. */
  const row = async (): Promise<{ watch: WatchState | null; dirty: string }> => {
    const { rows } = await database.query<{ watch: WatchState | null; dirty: string }>(
      'select watch, dirty from calendar where client_id = $1',
      [clientId],
    );
    const [calendar] = rows;
    if (calendar === undefined) throw new Error('there is no such calendar');
    return calendar;
  };
  const dirty = async () => Number((await row()).dirty);
  const channel = async (): Promise<string> => {
    const { watch } = await row();
    return watch?.kind === 'open' ? watch.channelId : '';
  };
  const subscribed = () =>
    outlook().log.filter(
      ({ method, path, status }) => method === 'POST' && path === '/v1.0/subscriptions' && status === 201,
    ).length;
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${outlook().url}/__control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  interface Subscription {
    readonly id: string;
    readonly clientState: string;
    readonly resource: string;
    readonly lifecycleNotificationUrl: string;
  }
  const subscriptions = async () =>
    ((await control('GET', 'subscriptions')) as { subscriptions: Subscription[] }).subscriptions;
  const lifecycle = async (about: object) => {
    await control('POST', `subscriptions/${await channel()}/lifecycle`, about);
    await outlook().pushesSettled();
  };
  /** A change is told, and arrives by that. */
  const pushArrives = async (subject: string) => {
    outlook().calendars.editEvent(ANNA, event, { subject });
    await outlook().pushesSettled();
    await eventually(subject, async () => (await titles())[0] === subject);
  };
  const push = (value: unknown[]) =>
    fetch(new URL('/api/push/microsoft', app.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value }),
    });
  test('link, first sync, a subscription with its handshake, and a push that arrives at once', async () => {
    const begun = await call('POST', `/api/clients/${clientId}/accounts/microsoft`, {});
    expect(begun.status).toBe(200);
    const consent = new URL(((await begun.json()) as { authorizeUrl: string }).authorizeUrl);
    consent.searchParams.set('sandbox_user', ANNA);
    const back = new URL((await fetch(consent, { redirect: 'manual' })).headers.get('location') ?? '');
    expect(back.pathname).toBe('/api/oauth/microsoft/callback');
    const landed = await call('GET', `${back.pathname}${back.search}`);
    expect(landed.status).toBe(302);
    expect(landed.headers.get('location')).toBe(
      `${origin}/clients/${clientId}/settings/calendars?linked=microsoft`,
    );
    const calendars = () =>
      get<{ calendarId: string; state: string; provider: string; zone: string }[]>(
        `/api/clients/${clientId}/calendars`,
      );
    await eventually('the first sync', async () => (await calendars())[0]?.state === 'ok');
    const [calendar] = await calendars();
    expect(calendar).toMatchObject({ provider: 'microsoft', zone: 'Europe/Riga' });
    expect(await titles()).toEqual(['Dentist']);

    await eventually('a subscription', async () => subscribed() === 1 && (await channel()) !== '');
    expect(await subscriptions()).toMatchObject([
      {
        id: await channel(),
        resource: expect.stringMatching(/^me\/calendars\/.+\/events$/),
        lifecycleNotificationUrl: `${origin}/api/push/microsoft`,
      },
    ]);
    await pushArrives('Dentist, again');
  });

  test('the handshake gives the token back as plain text, whatever it is, and nothing else', async () => {
    const token = 'Validation: <script>alert(1)</script> ü/+%20&x=1';
    const url = new URL('/api/push/microsoft', app.url);
    url.searchParams.set('validationToken', token);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
    expect([answer.status, await answer.text()]).toEqual([200, token]);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    url.searchParams.set('validationToken', 'x'.repeat(2001));
    expect((await fetch(url, { method: 'POST' })).status).toBe(422);
    expect((await fetch(url)).status).toBe(404);
  });

  test('every item of a bundle is held against its secret; a forged one gets the same answer', async () => {
    const [subscription] = await subscriptions();
    const { id = '', clientState = '' } = subscription ?? {};
    const good = { subscriptionId: id, clientState, changeType: 'updated' };
    const last = clientState.endsWith('0') ? '1' : '0';
    const forged = [
      { ...good, clientState: `${clientState.slice(0, -1)}${last}` },
      { ...good, clientState: 'forged' },
      { ...good, clientState: undefined },
      { ...good, clientState: '' },
      { ...good, subscriptionId: '00000000-0000-4000-8000-000000000000' },
      { ...good, clientState: '0'.repeat(52) },
      { ...good, clientState: clientState.slice(0, 26) },
      'rubbish',
      null,
    ];
    const before = await dirty();
    for (const value of [forged, [], ...forged.map((one) => [one])]) {
      const answer = await push(value);
      expect([answer.status, await answer.text()]).toEqual([202, '']);
    }
    expect(await dirty()).toBe(before);
    // Among as many forged ones as a bundle may have, the good one is found; twice is once.
    const many = Array.from({ length: 900 }, (_, i) => ({ ...good, clientState: `${i}`.padStart(52, '0') }));
    expect((await push([...many, ...forged, good, good])).status).toBe(202);
    expect(await dirty()).toBe(before + 1);
    for (const body of ['{}', '[]', '"x"', '{"value":{}}']) {
      const answer = await fetch(new URL('/api/push/microsoft', app.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([body, answer.status]).toEqual([body, 202]);
    }
    await control('POST', `subscriptions/${id}/forge`, {});
    await outlook().pushesSettled();
    expect(await dirty()).toBe(before + 1);
  });

  test('notices that are missed ask for another look', async () => {
    outlook().faults.add({ kind: 'lost-push' });
    outlook().calendars.editEvent(ANNA, event, { subject: 'Dentist, unheard' });
    await outlook().pushesSettled();
    outlook().faults.clear();
    const before = await dirty();
    await lifecycle({ event: 'missed' });
    expect(await dirty()).toBeGreaterThan(before);
    await eventually('another look', async () => (await titles())[0] === 'Dentist, unheard');
  });

  test('a subscription that wants to be authorized anew gets a successor, and is stopped', async () => {
    const old = await channel();
    await lifecycle({ event: 'reauthorizationRequired', pause: true });
    await eventually('a successor', async () => (await channel()) !== old && (await channel()) !== '');
    await eventually('the end of the old one', async () => (await subscriptions()).length === 1);
    expect((await subscriptions())[0]?.id).toBe(await channel());
    await pushArrives('Dentist, after the renewal');
  });

  test('a subscription that was removed is made anew at once', async () => {
    const old = await channel();
    await lifecycle({ event: 'subscriptionRemoved' });
    await eventually('a new one', async () => (await channel()) !== old && (await channel()) !== '');
    await pushArrives('Dentist, after the removal');
  });

  test('pushes that come twice, late and together with forged ones change nothing more', async () => {
    outlook().faults.add({ kind: 'duplicate-push' });
    outlook().faults.add({ kind: 'late-push', ms: 200 });
    outlook().faults.add({ kind: 'forged-push' });
    await pushArrives('Dentist, told twice');
    outlook().faults.clear();
  });

  test('before it ends, there is a new one, and the old one is stopped', async () => {
    const old = await channel();
    skew += 6 * DAY;
    await eventually('a new one', async () => (await channel()) !== old && (await channel()) !== '');
    await eventually('one subscription', async () => (await subscriptions()).length === 1);
    expect((await subscriptions())[0]?.id).not.toBe(old);
    const { watch } = await row();
    expect(watch?.kind === 'open' && watch.expiresAt > Date.now() + skew + 6 * DAY).toBe(true);
  });

  test('unlinked, nothing is left that pushes: also when the access token has run out', async () => {
    // Days have passed, and with them the session.
    const credentials = { email: 'olga@agency.example', password: 'correct horse battery' };
    const signedIn = await call('POST', '/api/session', credentials);
    cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const [account] = await get<{ accountId: string }[]>(`/api/clients/${clientId}/accounts`);
    outlook().expireTokens(ANNA);
    const gone = await call('DELETE', `/api/clients/${clientId}/accounts/${account?.accountId}`);
    expect([gone.status, await gone.json()]).toEqual([200, { revoked: false }]);
    expect(await subscriptions()).toEqual([]);
    expect(await titles()).toEqual([]);
  });
});
