import { startTestApp, type TestApp } from '../../support/app.js';

interface CalendarJson {
  readonly calendarId: string;
  readonly name: string;
  readonly state: string;
  readonly blocks: boolean;
  readonly writeTarget: boolean;
  readonly writable: boolean;
}

const DAY = 86_400_000;

/** The calendars' routes on the whole service, with the worker, the simulated Google and its pushes. */
describe('the calendars over HTTP', () => {
  let app: TestApp;
  let origin: string;
  let cookie = '';
  let clientId = '';

  beforeAll(async () => {
    app = await startTestApp();
    origin = app.config.publicUrl;
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
  });
  afterAll(() => app.close());

  const call = (method: string, path: string, body?: unknown, type = 'application/json') =>
    fetch(new URL(path, app.url), {
      method,
      redirect: 'manual',
      headers: {
        origin,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const get = async <T>(path: string): Promise<T> => {
    const answer = await call('GET', path);
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const calendars = () => get<CalendarJson[]>(`/api/clients/${clientId}/calendars`);
  const eventually = async (what: string, check: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 100; i++) {
      if (await check()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`never: ${what}`);
  };
  const google = () => {
    const simulated = app.sandbox?.google;
    if (!simulated) throw new Error('no sandbox');
    return simulated;
  };
  const ANNA = 'anna.routes@example.com';

  test('link, first sync by the worker, the week with titles, a push that arrives at once', async () => {
    google().calendars.addUser({ email: ANNA, name: 'Anna', timeZone: 'Europe/Riga' });
    const start = Math.ceil(Date.now() / DAY) * DAY + 2 * DAY + 9 * 3_600_000;
    const when = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: 'Europe/Riga' });
    const event = google().calendars.addEvent(ANNA, {
      summary: 'Dentist',
      start: when(start),
      end: when(start + 3_600_000),
    });

    const begun = await call('POST', `/api/clients/${clientId}/accounts/google`);
    expect(begun.status).toBe(200);
    const { authorizeUrl } = (await begun.json()) as { authorizeUrl: string };
    const consent = new URL(authorizeUrl);
    consent.searchParams.set('sandbox_user', ANNA);
    const back = new URL((await fetch(consent, { redirect: 'manual' })).headers.get('location') ?? '');
    expect(back.pathname).toBe('/api/oauth/google/callback');
    const landed = await call('GET', `${back.pathname}${back.search}`);
    expect(landed.status).toBe(302);
    expect(landed.headers.get('location')).toBe(
      `${origin}/clients/${clientId}/settings/calendars?linked=google`,
    );
    const again = await call('GET', `${back.pathname}${back.search}`);
    expect(again.headers.get('location')).toContain('refused=replayed');

    await eventually('the first sync', async () => (await calendars())[0]?.state === 'ok');
    const accounts = await get<{ email: string; state: string }[]>(`/api/clients/${clientId}/accounts`);
    expect(accounts).toMatchObject([{ email: ANNA, state: 'linked' }]);
    const query = new URLSearchParams({
      from: new Date(start - DAY).toISOString(),
      to: new Date(start + DAY).toISOString(),
    });
    const busy = () => get<{ title: string; start: string }[]>(`/api/clients/${clientId}/busy?${query}`);
    expect(await busy()).toMatchObject([
      { title: 'Dentist', start: new Date(start).toISOString(), blocking: 'busy', allDay: false },
    ]);

    await eventually('a push channel', async () =>
      google().log.some((entry) => entry.path.endsWith('/watch') && entry.status === 200),
    );
    google().calendars.editEvent(ANNA, event.id, { summary: 'Dentist, again' });
    await eventually('the push', async () => (await busy())[0]?.title === 'Dentist, again');
  });

  test('which calendars block and which is written to is a setting', async () => {
    const [calendar] = await calendars();
    const path = `/api/clients/${clientId}/calendars/${calendar?.calendarId}`;
    const changed = await call('PATCH', path, { blocks: false });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ blocks: false, writeTarget: true });
    expect((await call('PATCH', path, {})).status).toBe(422);
    await call('PATCH', path, { blocks: true });
    expect((await call('POST', `${path}/sync`)).status).toBe(202);
    expect(
      (await call('POST', `/api/clients/${clientId}/calendars/${crypto.randomUUID()}/sync`)).status,
    ).toBe(404);
  });

  test('an exported calendar is imported, reported, and cannot be written to', async () => {
    const start = new Date(Date.now() + 3 * DAY).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const ics = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:1',
      `DTSTART:${start}`,
      'DURATION:PT1H',
      'SUMMARY:Old',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'SUMMARY:Broken',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const path = `/api/clients/${clientId}/calendars/import?name=Old%20phone`;
    const imported = await call('POST', path, ics, 'text/calendar');
    const report = (await imported.json()) as { calendarId: string };
    expect(report).toMatchObject({
      events: 1,
      occurrences: 1,
      replaced: false,
      skippedInAll: 1,
      skipped: [{ line: 8, what: 'Broken', reason: 'its start is missing' }],
    });
    expect(imported.status).toBe(200);
    const refused = await call('PATCH', `/api/clients/${clientId}/calendars/${report.calendarId}`, {
      writeTarget: true,
    });
    expect(refused.status).toBe(409);
    expect((await call('POST', path, '<html>', 'text/calendar')).status).toBe(422);
    expect((await call('POST', path, { a: 1 })).status).toBe(422);
    expect((await call('POST', path, 'x'.repeat(11 * 1024 * 1024), 'text/calendar')).status).toBe(413);
    expect((await calendars()).map((one) => one.name).sort()).toEqual(['Old phone', ANNA]);
  });

  test('a forged push gets the same answer as a good one', async () => {
    const push = (headers: Record<string, string>) =>
      fetch(new URL('/api/push/google', app.url), { method: 'POST', headers });
    expect(
      (
        await push({
          'x-goog-channel-id': 'x',
          'x-goog-channel-token': '0'.repeat(52),
          'x-goog-resource-state': 'exists',
        })
      ).status,
    ).toBe(204);
    expect((await push({})).status).toBe(204);
    // As the real one comes: with a content type and no body.
    expect((await push({ 'content-type': 'application/json; charset=utf-8' })).status).toBe(204);
  });

  test('unlinking, over the wire', async () => {
    const [account] = await get<{ accountId: string }[]>(`/api/clients/${clientId}/accounts`);
    const gone = await call('DELETE', `/api/clients/${clientId}/accounts/${account?.accountId}`);
    expect(await gone.json()).toEqual({ revoked: true });
    expect(await get(`/api/clients/${clientId}/accounts`)).toEqual([]);
    expect((await calendars()).map((one) => one.name)).toEqual(['Old phone']);
  });

  test('without a session there is nothing', async () => {
    const kept = cookie;
    cookie = '';
    expect((await call('GET', `/api/clients/${clientId}/calendars`)).status).toBe(401);
    cookie = kept;
    expect((await call('GET', `/api/clients/${crypto.randomUUID()}/calendars`)).status).toBe(404);
  });
});
