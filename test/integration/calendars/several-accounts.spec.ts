import { CaldavServer } from '../../support/caldav-server.js';
import { type CalendarJson, type MeetingJson, Office } from '../../support/office.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GOOGLE = 'anna.google@example.com';
const OUTLOOK = 'anna.outlook@example.com';

interface SlotsJson {
  readonly slots: readonly { readonly start: string }[];
  readonly closed: { readonly because: string; readonly sourceId?: string; readonly trouble?: string } | null;
  readonly warnings: readonly { readonly because: string; readonly calendarId: string }[];
}

/**
 * One client with an account at Google, one at Outlook and one on a CalDAV server, on the whole service: the story of
 * an afternoon, each test where the one before it ended.
 */
describe('a client with several accounts', () => {
  let office: Office;
  let server: CaldavServer;
  let home: string;
  const noon = Math.ceil(Date.now() / DAY) * DAY + 2 * DAY + 12 * HOUR;

  beforeAll(async () => {
    server = await CaldavServer.start();
    home = server.addCalendar('home');
    office = await Office.open({ CALENDAR_ALLOWED_HOSTS: `127.0.0.1:${server.port}` });
    google().calendars.addUser({ email: GOOGLE, name: 'Anna', timeZone: 'Europe/Riga' });
    outlook().calendars.addUser({ address: OUTLOOK, name: 'Anna', timeZone: 'Europe/Riga' });
    const windows = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], from: '00:00', to: '24:00' }];
    const settings = {
      zone: 'Europe/Riga',
      durationMinutes: 60,
      stepMinutes: 60,
      alignment: 'clock',
      horizonDays: 60,
    };
    await office.send('PUT', '/api/clients/{client}/availability', {
      settings,
      rules: [{ kind: 'weekly', windows }],
    });
  });
  afterAll(async () => {
    await office.close();
    await server.close();
  });

  const google = () => {
    const simulated = office.app.sandbox?.google;
    if (!simulated) throw new Error('no sandbox');
    return simulated;
  };
  const outlook = () => {
    const simulated = office.app.sandbox?.microsoft;
    if (!simulated) throw new Error('no sandbox');
    return simulated;
  };
  const signIn = async (provider: 'google' | 'microsoft', user: string): Promise<void> => {
    const { authorizeUrl } = await office.send<{ authorizeUrl: string }>(
      'POST',
      `/api/clients/{client}/accounts/${provider}`,
      {},
    );
    const consent = new URL(authorizeUrl);
    consent.searchParams.set('sandbox_user', user);
    const back = new URL((await fetch(consent, { redirect: 'manual' })).headers.get('location') ?? '');
    const landed = await office.call('GET', `${back.pathname}${back.search}`);
    expect(landed.headers.get('location')).toContain(`linked=${provider}`);
  };
  /** The calendar of a provider; each account here has one. */
  const of = async (provider: string): Promise<CalendarJson> => {
    const found = (await office.calendars()).find((calendar) => calendar.provider === provider);
    if (found === undefined) throw new Error(`no calendar of ${provider}`);
    return found;
  };
  const change = async (provider: string, body: object): Promise<void> => {
    await office.send('PATCH', `/api/clients/{client}/calendars/${(await of(provider)).calendarId}`, body);
  };
  const roles = async () =>
    (await office.calendars())
      .map(({ provider, blocks, writeTarget }) => [provider, blocks, writeTarget])
      .sort();
  const states = async () => (await office.calendars()).map(({ state }) => state);
  const busy = async () =>
    (await office.busy(noon - DAY, noon + DAY)).map((row) => row.split(' ').slice(2).join(' ')).sort();
  const slots = (): Promise<SlotsJson> => {
    const query = new URLSearchParams({
      from: new Date(noon).toISOString(),
      to: new Date(noon + 8 * HOUR).toISOString(),
    });
    return office.get(`/api/clients/{client}/slots?${query}`);
  };
  /** Hours after noon (UTC) that are offered. */
  const offered = async (): Promise<number[]> =>
    (await slots()).slots.map(({ start }) => (Date.parse(start) - noon) / HOUR);

  const utc = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: 'UTC' });
  const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  /** Where events of this title stand, with how many there are. */
  const standing = (title: string): string[] => {
    const at = {
      google: google()
        .calendars.events(GOOGLE)
        .filter(({ summary, status }) => summary === title && status !== 'cancelled').length,
      microsoft: outlook()
        .calendars.events(OUTLOOK)
        .filter(({ subject }) => subject === title).length,
      caldav: [...server.objects(home).values()].filter((text) => text.includes(`SUMMARY:${title}`)).length,
    };
    return Object.entries(at).flatMap(([provider, count]) => (count > 0 ? [`${provider} ${count}`] : []));
  };
  const writes = async ({ meetingId }: MeetingJson) =>
    (await office.meeting(meetingId)).effects
      .filter(({ kind, state }) => kind.includes('calendar') && state !== 'done')
      .map(({ state, reason }) => `${state}: ${reason}`);

  let visit: MeetingJson;
  let second: MeetingJson;

  test('each main calendar blocks, the first one is written to', async () => {
    const hour = (n: number) => ({
      start: { dateTime: new Date(noon + n * HOUR).toISOString() },
      end: { dateTime: new Date(noon + (n + 1) * HOUR).toISOString() },
    });
    google().calendars.addEvent(GOOGLE, { summary: 'At Google', ...hour(1) });
    outlook().calendars.addEvent(OUTLOOK, {
      ...{ subject: 'At Outlook', showAs: 'busy' },
      ...{ start: utc(noon + 3 * HOUR), end: utc(noon + 4 * HOUR) },
    });
    const lines = ['UID:h', `DTSTART:${stamp(noon + 5 * HOUR)}`, 'DURATION:PT1H', 'SUMMARY:At home'];
    const text = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      ...lines,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ];
    server.put(`${home}h.ics`, text.join('\r\n'));

    await signIn('google', GOOGLE);
    await signIn('microsoft', OUTLOOK);
    await office.send('POST', '/api/clients/{client}/accounts/caldav', {
      address: `${server.url}/dav/principals/anna/`,
      username: 'anna',
      password: server.password,
    });
    await office.eventually(states, ['ok', 'ok', 'ok']);
    expect(await roles()).toEqual([
      ['caldav', true, false],
      ['google', true, true],
      ['microsoft', true, false],
    ]);
    expect(await busy()).toEqual(['At Google', 'At Outlook', 'At home']);
    expect(await offered()).toEqual([0, 2, 4, 6, 7]);
  });

  test('one that is not to block takes no time, whatever stands on it, and does again', async () => {
    await change('microsoft', { blocks: false });
    expect(await busy()).toEqual(['At Google', 'At home']);
    expect(await offered()).toEqual([0, 2, 3, 4, 6, 7]);
    await change('microsoft', { blocks: true });
    expect(await offered()).toEqual([0, 2, 4, 6, 7]);
  });

  test('another calendar to write to takes a confirmed meeting along, and it stands once at any end', async () => {
    visit = await office.book('Visit', noon);
    await office.eventually(async () => standing('Visit'), ['google 1']);
    await office.eventually(() => writes(visit), []);
    expect(await offered()).toEqual([2, 4, 6, 7]);
    await change('microsoft', { writeTarget: true });
    await office.eventually(async () => standing('Visit'), ['microsoft 1']);
    await office.eventually(() => writes(visit), []);
    await change('caldav', { writeTarget: true });
    await office.eventually(async () => standing('Visit'), ['caldav 1']);
    await office.eventually(() => writes(visit), []);
    // What comes back from three calendars is known for what it is: no question, no second time taken.
    for (const provider of ['google', 'microsoft', 'caldav']) {
      await office.send('POST', `/api/clients/{client}/calendars/${(await of(provider)).calendarId}/sync`);
    }
    await office.eventually(busy, ['At Google', 'At Outlook', 'At home', 'Visit']);
    expect(await office.meeting(visit.meetingId)).toMatchObject({ state: 'confirmed', question: null });
    expect(await offered()).toEqual([2, 4, 6, 7]);
  });

  test('back on a calendar that it had left it stands once, and nobody is taken to have deleted it', async () => {
    await change('google', { writeTarget: true });
    await office.eventually(async () => standing('Visit'), ['google 1']);
    await office.eventually(() => writes(visit), []);
    await change('microsoft', { writeTarget: true });
    await office.eventually(async () => standing('Visit'), ['microsoft 1']);
    await office.eventually(() => writes(visit), []);
    await change('google', { writeTarget: true });
    await office.eventually(async () => standing('Visit'), ['google 1']);
    await office.eventually(() => writes(visit), []);
    expect(await office.meeting(visit.meetingId)).toMatchObject({ state: 'confirmed', question: null });
  });

  test('two changes of mind at once leave it on the last one, once', async () => {
    await Promise.all([change('caldav', { writeTarget: true }), change('microsoft', { writeTarget: true })]);
    const target = (await office.calendars()).find(({ writeTarget }) => writeTarget);
    await office.eventually(async () => standing('Visit'), [`${target?.provider} 1`]);
    await change('caldav', { writeTarget: true });
    await office.eventually(async () => standing('Visit'), ['caldav 1']);
    await office.eventually(() => writes(visit), []);
    expect(await office.meeting(visit.meetingId)).toMatchObject({ state: 'confirmed', question: null });
  });

  test('unlinked while it is written to: what stands there stays, what comes waits and says for what', async () => {
    const { accountId } = await of('caldav');
    await office.send('DELETE', `/api/clients/{client}/accounts/${accountId}`);
    expect(await roles()).toEqual([
      ['google', true, false],
      ['microsoft', true, false],
    ]);
    expect(standing('Visit')).toEqual(['caldav 1']);
    expect(await office.meeting(visit.meetingId)).toMatchObject({ state: 'confirmed', question: null });
    // The commitment keeps the time, whatever calendars are there; the entry at home is not known any more.
    expect(await offered()).toEqual([2, 4, 5, 6, 7]);

    second = await office.book('Second', noon + 6 * HOUR);
    await office.eventually(
      () => writes(second),
      ['parked: no-calendar: the client has no calendar to write to'],
    );
    expect(standing('Second')).toEqual([]);
  });

  test('the next calendar to write to gets both, each once', async () => {
    await change('google', { writeTarget: true });
    await office.eventually(async () => standing('Second'), ['google 1']);
    // At home it is the client's own now: nobody lets us take it off.
    await office.eventually(async () => standing('Visit'), ['google 1', 'caldav 1']);
    await office.eventually(() => writes(visit), []);
    await office.eventually(() => writes(second), []);
  });

  test('one of them has failed lately: times are offered, and beside them whose state is old', async () => {
    const { calendarId } = await of('google');
    google().faults.add({ kind: '503', method: 'GET', path: '/events$' });
    await office.send('POST', `/api/clients/{client}/calendars/${calendarId}/sync`);
    await office.eventually(
      async () => (await slots()).warnings.map(({ because, calendarId: id }) => `${because} ${id}`),
      [`calendar-failing ${calendarId}`],
    );
    expect((await slots()).slots).not.toEqual([]);
    google().faults.clear();
    await office.send('POST', `/api/clients/{client}/calendars/${calendarId}/sync`);
    await office.eventually(async () => (await slots()).warnings, []);
  });

  test('one of them is broken: nothing is offered, because of that one; without it the others serve', async () => {
    const { calendarId } = await of('microsoft');
    outlook().revokeGrants(OUTLOOK);
    await office.send('POST', `/api/clients/{client}/calendars/${calendarId}/sync`);
    await office.eventually(async () => {
      const { slots: found, closed } = await slots();
      return [found.length, closed?.because, closed?.trouble, closed?.sourceId];
    }, [0, 'calendar', 'unreadable', calendarId]);
    const account = (
      await office.get<{ provider: string; state: string }[]>('/api/clients/{client}/accounts')
    ).find(({ provider }) => provider === 'microsoft');
    expect(account).toMatchObject({ state: 'reconnect' });
    await change('microsoft', { blocks: false });
    expect(await slots()).toMatchObject({ closed: null, warnings: [] });
    expect(await offered()).toEqual([2, 3, 4, 5, 7]);
    // The meetings of the others are not touched by it.
    expect(standing('Second')).toEqual(['google 1']);
  });
});
