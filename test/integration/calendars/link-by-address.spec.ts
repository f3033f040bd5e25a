import { ScriptedHttp } from '../../support/http-server.js';
import { Office } from '../../support/office.js';

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Holidays', ...lines, 'END:VCALENDAR', ''].join('\r\n');

/** Linking by what a person enters, on the whole service: feeds, and the refusals that both kinds share. */
describe('linking by an address over HTTP', () => {
  const MB = 1024 * 1024;
  const DAY = 86_400_000;
  let office: Office;
  let server: ScriptedHttp;
  let start: number;
  beforeAll(async () => {
    server = await ScriptedHttp.start();
    office = await Office.open({ CALENDAR_ALLOWED_HOSTS: `127.0.0.1:${server.port}` });
    start = Math.ceil(Date.now() / DAY) * DAY + 3 * DAY + DAY / 2;
  });
  afterAll(async () => {
    await office.close();
    await server.close();
  });

  const serve = (body: string | Buffer, type = 'text/calendar') => {
    server.answer = (_, response) => response.writeHead(200, { 'content-type': type }).end(body);
  };
  const feed = (address = `${server.url}/secret-token/basic.ics`, name?: string) =>
    office.call('POST', '/api/clients/{client}/accounts/feed', {
      address,
      ...(name === undefined ? {} : { name }),
    });
  const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

  test.each<[string, () => void, string | undefined, number, string]>([
    ['a web page', () => serve('<!DOCTYPE html><html></html>', 'text/html'), undefined, 422, 'web-page'],
    ['a picture', () => serve('\u0089PNG', 'image/png'), undefined, 422, 'not-a-calendar'],
    ['fifty megabytes', () => serve(Buffer.alloc(50 * MB, 'X-FILLER:1\r\n')), undefined, 422, 'too-large'],
    ['a private network', () => undefined, 'http://192.168.1.1/a.ics', 422, 'private-network'],
    ['the cloud’s metadata', () => undefined, 'http://169.254.169.254/latest/', 422, 'private-network'],
    ['a port of something else', () => undefined, 'http://example.org:6379/', 422, 'port'],
    ['no address', () => undefined, 'ftp://example.org/a.ics', 422, 'address'],
    [
      'nothing there',
      () => (server.answer = (_, response) => response.writeHead(404).end()),
      undefined,
      422,
      'not-there',
    ],
    [
      'a sign-in',
      () => (server.answer = (_, response) => response.writeHead(401).end()),
      undefined,
      422,
      'feed-password',
    ],
    [
      'a broken server',
      () => (server.answer = (_, response) => response.writeHead(500).end()),
      undefined,
      503,
      'unreachable',
    ],
  ])(
    'a feed that is %s is refused in its own words, and nothing is half linked',
    async (_, prepare, address, status, refusal) => {
      prepare();
      const answer = await feed(address);
      const text = await answer.text();
      expect([answer.status, JSON.parse(text)]).toMatchObject([status, { refusal }]);
      expect(text).not.toContain('secret-token');
      expect(await office.get('/api/clients/{client}/accounts')).toEqual([]);
      expect(await office.calendars()).toEqual([]);
    },
  );

  test('a CalDAV address that is a web site is refused in its own words', async () => {
    serve('<html></html>', 'text/html');
    const answer = await office.call('POST', '/api/clients/{client}/accounts/caldav', {
      address: server.url,
      username: 'anna',
      password: 'canary-password',
    });
    const text = await answer.text();
    expect([answer.status, JSON.parse(text)]).toMatchObject([
      422,
      { refusal: 'not-caldav', errors: [{ pointer: '/address' }] },
    ]);
    expect(text).not.toContain('canary');
    // Nobody asked for the password, so nobody was sent it.
    expect(server.asked.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
  });

  test('a feed becomes busy time, under the name that the secretary gives it, and is linked once', async () => {
    const event = [
      'BEGIN:VEVENT',
      'UID:a',
      `DTSTART:${stamp(start)}`,
      'DURATION:PT1H',
      'SUMMARY:Fair',
      'END:VEVENT',
    ];
    serve(calendar(...event));
    const linked = await feed(undefined, 'Trade fairs');
    expect([linked.status, await linked.json()]).toMatchObject([201, { provider: 'feed', state: 'linked' }]);
    await office.eventually(
      async () => (await office.calendars()).map(({ name, state }) => `${name} ${state}`),
      ['Trade fairs ok'],
    );
    const [calendarRow] = await office.calendars();
    expect(calendarRow).toMatchObject({ blocks: true, writable: false, writeTarget: false });
    expect(
      (await office.busy(start - DAY, start + DAY)).map((row) => row.split(' ').slice(1).join(' ')),
    ).toEqual(['busy Fair']);

    const again = await feed();
    expect([again.status, await again.json()]).toMatchObject([409, { refusal: 'already-linked' }]);
    expect(await office.get<unknown[]>('/api/clients/{client}/accounts')).toHaveLength(1);

    const other = await office.send<{ clientId: string }>('POST', '/api/clients', { name: 'B', person: 'B' });
    const elsewhere = await office.call('POST', `/api/clients/${other.clientId}/accounts/feed`, {
      address: `${server.url}/secret-token/basic.ics`,
    });
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([409, { refusal: 'linked-elsewhere' }]);
  });

  test('two that link the same feed at once link it once', async () => {
    serve(calendar());
    const answers = await Promise.all([1, 2, 3].map(() => feed(`${server.url}/both.ics`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('a password for an account that has none is refused', async () => {
    const path = `/api/clients/{client}/accounts/${crypto.randomUUID()}/password`;
    expect((await office.call('POST', path, { password: 'x' })).status).toBe(404);
    expect((await office.call('POST', path, { password: '' })).status).toBe(422);
  });
});
