import { startTestApp, type TestApp } from '../../support/app.js';

const DAY = 86_400_000;

/** The page on which a client links the own calendars, on the whole service with the simulated providers. */
describe('the page on which a client links calendars', () => {
  let app: TestApp;
  let origin: string;
  let secretary = '';
  let clientId = '';
  let otherId = '';
  let ahead = 0;

  beforeAll(async () => {
    app = await startTestApp({}, { now: () => Date.now() + ahead });
    origin = app.config.publicUrl;
    const token = new URL(app.firstOwnerLink ?? '').hash.slice(1);
    const made = await call('POST', '/api/setup', {
      token,
      agencyName: 'Vizīte',
      name: 'Olga',
      email: 'olga@agency.example',
      password: 'correct horse battery',
      zone: 'Europe/Riga',
    });
    secretary = cookieOf(made, 'session');
    const client = (name: string) =>
      json<{ clientId: string }>(call('POST', '/api/clients', { name, person: name }, secretary));
    clientId = (await client('Anna Ltd')).clientId;
    otherId = (await client('Bert Ltd')).clientId;
    google().calendars.addUser({ email: 'anna@example.com', name: 'Anna', timeZone: 'Europe/Riga' });
    google().calendars.addUser({ email: 'bert@example.com', name: 'Bert', timeZone: 'Europe/Riga' });
  });
  afterAll(() => app.close());
  afterEach(() => {
    ahead = 0;
  });

  const google = () => {
    const simulated = app.sandbox?.google;
    if (!simulated) throw new Error('no sandbox');
    return simulated;
  };
  const call = (method: string, path: string, body?: unknown, cookie = '') =>
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
  const json = async <T>(answer: Promise<Response>): Promise<T> => {
    const got = await answer;
    if (!got.ok) throw new Error(`${got.status} ${await got.text()}`);
    return (await got.json()) as T;
  };
  const cookieOf = (answer: Response, name: string): string =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0] ?? '')
      .find((pair) => pair.startsWith(`${name}=`) && pair.length > name.length + 1) ?? '';
  /** The path of a new page; the client has it from a mail, and no session. */
  const newPage = async (of = clientId): Promise<string> => {
    const { url } = await json<{ url: string }>(
      call('POST', `/api/clients/${of}/link-page`, undefined, secretary),
    );
    expect(url.startsWith(`${origin}/link/`)).toBe(true);
    return new URL(url).pathname;
  };
  const form = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(new URL(path, app.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields),
    });
  const consent = async (authorizeUrl: string, user: string, untick?: string): Promise<string> => {
    const url = new URL(authorizeUrl);
    url.searchParams.set('sandbox_user', user);
    if (untick !== undefined) url.searchParams.set('sandbox_untick', untick);
    const back = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    return new URL(back).pathname + new URL(back).search;
  };
  const accounts = (of = clientId) =>
    json<{ email: string | null; provider: string }[]>(
      call('GET', `/api/clients/${of}/accounts`, undefined, secretary),
    );

  test('the page says who asks and what for, in the language that is wanted, and shows only', async () => {
    const page = await newPage();
    const shown = await call('GET', page);
    expect(shown.status).toBe(200);
    const text = await shown.text();
    for (const part of ['Olga', 'Vizīte', 'olga@agency.example']) expect(text).toContain(part);
    expect(text).not.toContain('correct horse');
    expect(await (await call('GET', `${page}?lang=de`)).text()).toContain('Wo ist Ihr Kalender?');
    expect(await (await call('GET', `${page}?lang=ru`)).text()).toContain('Где ваш календарь?');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    // A form that leads on to the provider is held by the policy of the page.
    expect(shown.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${new URL(google().endpoints.oauth2AuthBaseUrl).origin}`,
    );
    expect((await call('HEAD', page)).status).toBe(200);
    expect(await accounts()).toEqual([]);
  });

  test('without a session: to Google and back, and the calendar is linked', async () => {
    const page = await newPage();
    const sent = await form(`${page}/google`);
    expect(sent.status).toBe(303);
    const browser = cookieOf(sent, 'calendar-link');
    const back = await consent(sent.headers.get('location') ?? '', 'anna@example.com');

    // Somebody else's browser, led to the same address, has no part in it.
    expect((await call('GET', back)).status).toBe(401);
    expect(await accounts()).toEqual([]);

    const landed = await call('GET', back, undefined, browser);
    expect(landed.headers.get('location')).toBe(`${origin}${page}?linked=google`);
    expect(await accounts()).toMatchObject([{ email: 'anna@example.com', provider: 'google' }]);
    const after = await (await call('GET', `${page}?linked=google`)).text();
    expect(after).toContain('anna@example.com');
    expect(after).toContain('Thank you');
    // The way back is over: again it is refused, on the page.
    const again = await call('GET', back, undefined, browser);
    expect(again.headers.get('location')).toContain('refused=replayed');
  });

  test('what went wrong at the provider is said on the page, in words', async () => {
    const page = await newPage();
    const sent = await form(`${page}/google`);
    const untick = 'https://www.googleapis.com/auth/calendar.events';
    const back = await consent(sent.headers.get('location') ?? '', 'anna@example.com', untick);
    const landed = await call('GET', back, undefined, cookieOf(sent, 'calendar-link'));
    const address = new URL(landed.headers.get('location') ?? '');
    expect(address.searchParams.get('refused')).toBe('scopes-missing');
    expect(await (await call('GET', address.pathname + address.search)).text()).toContain(
      'leave all of them ticked',
    );
  });

  test('a calendar that belongs to another client is refused, and nothing is half linked', async () => {
    const page = await newPage(otherId);
    const sent = await form(`${page}/google`);
    const back = await consent(sent.headers.get('location') ?? '', 'anna@example.com');
    const landed = await call('GET', back, undefined, cookieOf(sent, 'calendar-link'));
    expect(landed.headers.get('location')).toContain('refused=linked-elsewhere');
    expect(await accounts(otherId)).toEqual([]);
  });

  test('a sign-in that the secretary began herself goes back to her console, page or not', async () => {
    const page = await newPage(otherId);
    const browser = cookieOf(await form(`${page}/google`), 'calendar-link');
    const { authorizeUrl } = await json<{ authorizeUrl: string }>(
      call('POST', `/api/clients/${otherId}/accounts/google`, {}, secretary),
    );
    const back = await consent(authorizeUrl, 'bert@example.com');
    const landed = await call('GET', back, undefined, `${secretary}; ${browser}`);
    expect(landed.status).toBe(302);
    expect(await accounts(otherId)).toMatchObject([{ email: 'bert@example.com' }]);
  });

  test('an address in the own network and an empty form are refused; the password is never sent back', async () => {
    const page = await newPage();
    const entered = { address: 'https://127.0.0.1/dav', username: 'anna', password: 'hunter2-hunter2' };
    const refused = await form(`${page}/caldav?lang=en`, entered);
    expect(refused.status).toBe(422);
    const text = await refused.text();
    expect(text).toContain('There is no calendar at this address');
    expect(text).toContain('value="anna"');
    expect(text).not.toContain('hunter2');
    expect((await form(`${page}/feed?lang=en`, { address: '' })).status).toBe(422);
    expect((await form(`${page}/smoke-signals`, { address: 'x' })).status).toBe(404);
    expect(await accounts()).toHaveLength(1);
  });

  test('a form that another site sends does nothing', async () => {
    const page = await newPage();
    const sent = await form(`${page}/google`, {}, { 'sec-fetch-site': 'cross-site' });
    expect(sent.status).toBe(404);
    expect(sent.headers.get('location')).toBeNull();
  });

  test('a page ends after two weeks, and when it is withdrawn', async () => {
    const old = await newPage();
    ahead = 14 * DAY + 1000;
    expect((await call('GET', old)).status).toBe(404);
    ahead = 0;
    const [first, second] = [await newPage(), await newPage()];
    const ended = await json<{ withdrawn: number }>(
      call('DELETE', `/api/clients/${clientId}/link-page`, undefined, secretary),
    );
    expect(ended.withdrawn).toBeGreaterThanOrEqual(2);
    expect((await call('GET', first)).status).toBe(404);
    expect((await form(`${second}/google`)).status).toBe(404);
    expect((await call('GET', '/link/nonsense')).status).toBe(404);
  });
});
