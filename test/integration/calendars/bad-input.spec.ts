import { ScriptedHttp } from '../../support/http-server.js';
import { type CalendarJson, Office } from '../../support/office.js';

const MB = 1024 * 1024;
const ANNA = 'anna@example.com';
const BERT = 'bert@example.com';

interface Answered {
  /** Of a problem document; 302 when the browser is sent back to the console. */
  readonly status: number;
  readonly refusal: string | null;
  /** The field that is at fault. */
  readonly pointer: string | null;
  readonly detail: string;
}

/**
 * What people give by mistake when calendars are linked and chosen, one row each: its own refusal, the field and the
 * remedy in the reader's language, and nothing half linked. What servers do is in caldav-faults.spec.ts and
 * feed-calendar.spec.ts; the client's own page in link-page.spec.ts.
 */
describe('bad input where calendars are linked', () => {
  let office: Office;
  let server: ScriptedHttp;
  beforeAll(async () => {
    server = await ScriptedHttp.start();
    office = await Office.open({ CALENDAR_ALLOWED_HOSTS: `127.0.0.1:${server.port}` });
    const { google, microsoft } = sandbox();
    for (const email of [ANNA, BERT]) {
      google.calendars.addUser({ email, name: email, timeZone: 'Europe/Riga' });
      microsoft.calendars.addUser({ address: email, name: email, timeZone: 'Europe/Riga' });
    }
    await office.send('PATCH', '/api/me', { locale: 'lv' });
  });
  afterAll(async () => {
    await office.close();
    await server.close();
  });

  const sandbox = () => {
    const { google, microsoft } = office.app.sandbox ?? {};
    if (!google || !microsoft) throw new Error('no sandbox');
    return { google, microsoft };
  };
  const refused = async (answer: Response): Promise<Answered> => {
    const body = (await answer.json()) as {
      detail: string;
      refusal?: string;
      errors?: { pointer: string; detail: string }[];
    };
    const [fault] = body.errors ?? [];
    return {
      status: answer.status,
      refusal: body.refusal ?? null,
      pointer: fault?.pointer ?? null,
      detail: fault?.detail ?? body.detail,
    };
  };
  /** To the provider and back, as a person does. */
  const signIn = async (
    provider: 'google' | 'microsoft',
    as: { user: string; accountId?: string; untick?: string },
  ): Promise<Answered> => {
    const { authorizeUrl } = await office.send<{ authorizeUrl: string }>(
      'POST',
      `/api/clients/{client}/accounts/${provider}`,
      { accountId: as.accountId ?? null },
    );
    const consent = new URL(authorizeUrl);
    consent.searchParams.set('sandbox_user', as.user);
    if (as.untick !== undefined) consent.searchParams.set('sandbox_untick', as.untick);
    const back = new URL((await fetch(consent, { redirect: 'manual' })).headers.get('location') ?? '');
    const landed = await office.call('GET', `${back.pathname}${back.search}`);
    const to = new URL(landed.headers.get('location') ?? '', 'http://console');
    return {
      status: landed.status,
      refusal: to.searchParams.get('refused'),
      pointer: null,
      detail: to.pathname,
    };
  };
  const accounts = () =>
    office.get<{ accountId: string; provider: string; email: string | null; state: string }[]>(
      '/api/clients/{client}/accounts',
    );
  const accountOf = async (provider: string): Promise<string> =>
    (await accounts()).find((account) => account.provider === provider)?.accountId ?? '';
  const caldav = (address: string) =>
    office
      .call('POST', '/api/clients/{client}/accounts/caldav', {
        address,
        username: 'anna',
        password: 'secret',
      })
      .then(refused);
  const feed = (address = `${server.url}/a.ics`) =>
    office.call('POST', '/api/clients/{client}/accounts/feed', { address }).then(refused);
  const serve = (body: string | Buffer, type: string, status = 200) => {
    server.answer = (_, response) => response.writeHead(status, { 'content-type': type }).end(body);
  };

  type Row = readonly [
    given: string,
    attempt: () => Promise<Answered>,
    status: number,
    refusal: string | null,
    pointer: string | null,
    words: RegExp,
  ];
  const CONSOLE = /\/clients\/[^/]+\/settings\/calendars$/;
  const EVENTS = 'https://www.googleapis.com/auth/calendar.events';

  const unlinked: readonly Row[] = [
    [
      'Google with a box unticked',
      () => signIn('google', { user: ANNA, untick: EVENTS }),
      302,
      'scopes-missing',
      null,
      CONSOLE,
    ],
    [
      'Outlook without lasting access',
      () => signIn('microsoft', { user: ANNA, untick: 'offline_access' }),
      302,
      'scopes-missing',
      null,
      CONSOLE,
    ],
    [
      'a web site for a CalDAV server',
      () => {
        serve('<html></html>', 'text/html');
        return caldav(server.url);
      },
      422,
      'not-caldav',
      '/address',
      /nav kalendāra servera.*CalDAV/,
    ],
    [
      'a feed’s link for a CalDAV server',
      () => {
        serve('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'text/calendar');
        return caldav(`${server.url}/a.ics`);
      },
      422,
      'not-caldav',
      '/address',
      /\.ics, ir jāabonē/,
    ],
    [
      'a CalDAV server in a private network',
      () => caldav('https://10.0.0.1/dav/'),
      422,
      'private-network',
      '/address',
      /privātā tīklā.*uzturētāju/,
    ],
    [
      'a password that would travel in the open',
      () => caldav('http://example.org/dav/'),
      422,
      'insecure',
      '/address',
      /https:\/\//,
    ],
    [
      'a wrong password',
      () => {
        server.answer = (_, response) =>
          response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
        return caldav(server.url);
      },
      422,
      'wrong-password',
      '/password',
      /nepieņem šo vārdu un paroli/,
    ],
    [
      'a web page for a feed',
      () => {
        serve('<!DOCTYPE html><html></html>', 'text/html');
        return feed();
      },
      422,
      'web-page',
      '/address',
      /tīmekļa lapu.*ICS/,
    ],
    [
      'a feed of fifty megabytes',
      () => {
        serve(Buffer.alloc(50 * MB, 'X-FILLER:1\r\n'), 'text/calendar');
        return feed();
      },
      422,
      'too-large',
      '/address',
      /10 MB/,
    ],
    [
      'a feed in a private network',
      () => feed('http://192.168.1.1/a.ics'),
      422,
      'private-network',
      '/address',
      /privātā tīklā.*no ārpuses/,
    ],
  ];

  test.each(unlinked)(
    '%s, and nothing is half linked',
    async (_, attempt, status, refusal, pointer, words) => {
      expect(await attempt()).toEqual({
        ...{ status, refusal, pointer },
        detail: expect.stringMatching(words),
      });
      expect(await accounts()).toEqual([]);
      expect(await office.calendars()).toEqual([]);
    },
  );

  describe('of accounts that are linked', () => {
    let readOnly: CalendarJson;
    beforeAll(async () => {
      const shared = sandbox().google.calendars.addCalendar(BERT, {
        summary: 'Shared',
        shareWith: { [ANNA]: 'reader' },
      });
      for (const provider of ['google', 'microsoft'] as const) {
        expect(await signIn(provider, { user: ANNA })).toMatchObject({ refusal: null });
      }
      await office.eventually(
        async () => (await office.calendars()).filter(({ blocks, state }) => blocks && state !== 'ok').length,
        0,
      );
      const found = (await office.calendars()).find(({ name }) => name === 'Shared');
      if (found === undefined) throw new Error(`not listed: ${shared}`);
      readOnly = found;
    });

    const linked: readonly Row[] = [
      [
        'another Google account for the one to reconnect',
        async () => signIn('google', { user: BERT, accountId: await accountOf('google') }),
        302,
        'wrong-account',
        null,
        CONSOLE,
      ],
      [
        'another Outlook account for the one to reconnect',
        async () => signIn('microsoft', { user: BERT, accountId: await accountOf('microsoft') }),
        302,
        'wrong-account',
        null,
        CONSOLE,
      ],
      [
        'a box unticked when reconnecting',
        async () => signIn('google', { user: ANNA, accountId: await accountOf('google'), untick: EVENTS }),
        302,
        'scopes-missing',
        null,
        CONSOLE,
      ],
      [
        'a calendar without the right to write, to be written to',
        async () => {
          const path = `/api/clients/{client}/calendars/${readOnly.calendarId}`;
          return refused(await office.call('PATCH', path, { writeTarget: true }));
        },
        409,
        null,
        '/writeTarget',
        /tikai lasīt/,
      ],
    ];

    test.each(linked)('%s changes nothing of them', async (_, attempt, status, refusal, pointer, words) => {
      const settled = async () => ({
        accounts: (await accounts()).map(({ accountId, email, state }) => [accountId, email, state]),
        calendars: (await office.calendars()).map(({ calendarId, blocks, writeTarget }) => [
          ...[calendarId, blocks, writeTarget],
        ]),
      });
      const before = await settled();
      expect(before.accounts).toHaveLength(2);
      expect(await attempt()).toEqual({
        ...{ status, refusal, pointer },
        detail: expect.stringMatching(words),
      });
      expect(await settled()).toEqual(before);
    });
  });
});
