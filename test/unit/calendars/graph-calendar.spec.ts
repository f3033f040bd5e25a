import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Access,
  ChangePage,
  ChangesFrom,
  Outcome,
  OwnEvent,
} from '../../../src/calendars/calendar.port.js';
import { GraphCalendar } from '../../../src/calendars/graph/graph-calendar.js';
import { type GraphEvent, markValue } from '../../../src/calendars/graph/graph-event.js';

/**
 * The adapter against answers as the documentation has them, one by one: what it sends, in what order, and how often.
 * Behaviour against a whole service is in test/contract/calendar-microsoft.spec.ts.
 */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
  readonly form: URLSearchParams;
}
type Answer = { status?: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'cut';

const access: Access = { accessToken: 'the-token', accountId: 'anna' };
const WINDOW = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
const start: ChangesFrom = { kind: 'start', window: WINDOW };

let server: Server;
let base: string;
let sent: Sent[];
let answer: (request: Sent) => Answer;
let graph: GraphCalendar;

beforeEach(async () => {
  sent = [];
  answer = () => ({ status: 500 });
  server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://graph.test');
    let text = '';
    for await (const part of incoming) text += part;
    const request: Sent = {
      method: incoming.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: incoming.headers,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
      form: new URLSearchParams(text),
    };
    sent.push(request);
    const given = answer(request);
    if (given === 'hang') return;
    if (given === 'cut') {
      outgoing.socket?.destroy();
      return;
    }
    const { status = 200, body, headers = {} } = given;
    const json = typeof body !== 'string';
    outgoing.writeHead(status, {
      'content-type': json ? 'application/json;odata.metadata=minimal' : 'text/html',
      ...headers,
    });
    outgoing.end(body === undefined ? undefined : json ? JSON.stringify(body) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  graph = adapter(10_000);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const adapter = (timeoutMs: number): GraphCalendar =>
  new GraphCalendar(
    { clientId: 'c', clientSecret: 's', apiUrl: base, authUrl: base, tokenUrl: `${base}token` },
    { now: () => WINDOW.from },
    { pageSize: 50, timeoutMs },
  );
const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.fault.kind}: ${outcome.fault.detail}`);
  return outcome.value;
};
const faultOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'none' : outcome.fault.kind);
const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: 'UTC' });
const single = (id: string, more: GraphEvent = {}): GraphEvent => ({
  '@odata.etag': `W/"${id}"`,
  id,
  type: 'singleInstance',
  subject: id,
  start: utc('2026-06-01T07:00:00'),
  end: utc('2026-06-01T08:00:00'),
  showAs: 'busy',
  ...more,
});
const master = (id: string, more: GraphEvent = {}): GraphEvent =>
  single(id, { type: 'seriesMaster', ...more });
const stub = (id: string, series: string, day = '08'): GraphEvent => ({
  id,
  type: 'occurrence',
  seriesMasterId: series,
  start: utc(`2026-06-${day}T07:00:00`),
  end: utc(`2026-06-${day}T08:00:00`),
});
const removed = (id: string): GraphEvent => ({ id, '@removed': { reason: 'deleted' } });
const link = (kind: 'nextLink' | 'deltaLink', token: string, host = 'https://graph.microsoft.com') => ({
  [`@odata.${kind}`]: `${host}/v1.0/me/calendars/cal/calendarView/delta?$${kind === 'nextLink' ? 'skip' : 'delta'}token=${token}`,
});
/** Follows the pages from `from`, each as its changes in words. */
const follow = async (from: ChangesFrom): Promise<{ pages: string[][]; token: string }> => {
  const pages: string[][] = [];
  let page: ChangePage = { changes: [], nextPage: '' };
  for (let next: string | undefined; page.nextPage !== undefined; next = page.nextPage) {
    page = value(await graph.listChanges(access, 'cal', next === undefined ? from : { ...from, page: next }));
    pages.push(
      page.changes.map((change) =>
        change.kind === 'series'
          ? `series ${change.id}: ${change.events.map(({ id }) => id).join(' ')}`
          : change.kind === 'event'
            ? `event ${change.event.id}`
            : `${change.kind} ${change.id}`,
      ),
    );
  }
  return { pages, token: page.nextSync ?? '' };
};
const since = (token: string): ChangesFrom => ({
  kind: 'token',
  token,
  known: () => Promise.reject(new Error('Graph tells what changed')),
});
/** A token of a round that has ended. */
const firstToken = async (): Promise<string> => {
  answer = () => ({ body: { value: [], ...link('deltaLink', 'round1') } });
  const { token } = await follow(start);
  sent.length = 0;
  return token;
};

describe('a call', () => {
  test('asks for immutable ids, UTC and plain text, with the person’s token, over http too', async () => {
    answer = () => ({ body: { value: [], ...link('deltaLink', 'd') } });
    await follow(start);
    await graph.getEvent(access, 'c/a l', 'e=1/2');
    expect(sent[0]?.headers.authorization).toBe('Bearer the-token');
    expect(sent[0]?.headers.prefer).toBe(
      'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text", odata.maxpagesize=50',
    );
    expect(sent[0]?.path).toBe('/v1.0/me/calendars/cal/calendarView/delta');
    expect(Object.fromEntries(sent[0]?.query ?? [])).toEqual({
      startDateTime: '2026-01-01T00:00:00.000Z',
      endDateTime: '2027-01-01T00:00:00.000Z',
    });
    expect(sent[1]?.path).toBe('/v1.0/me/calendars/c/a l/events/e=1/2');
    expect(sent[1]?.headers.prefer).toContain('IdType="ImmutableId"');
    expect(sent[1]?.query.get('$expand')).toMatch(
      /^singleValueExtendedProperties\(\$filter=id eq 'String \{/,
    );
  });

  test('is sent once, whatever it is answered: the library’s own retries are off', async () => {
    answer = () => ({ status: 503, body: { error: { code: 'serviceNotAvailable', message: 'x' } } });
    expect(faultOf(await graph.createEvent(access, 'cal', own))).toBe('unknown');
    expect(faultOf(await graph.deleteEvent(access, 'cal', 'e'))).toBe('unknown');
    expect(faultOf(await graph.getEvent(access, 'cal', 'e'))).toBe('unknown');
    expect(faultOf(await graph.listCalendars(access))).toBe('unknown');
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'DELETE', 'GET', 'GET']);
    sent.length = 0;
    answer = ({ method }) =>
      method === 'GET' ? { body: { ...single('e'), subject: 'Old' } } : { status: 503, body: {} };
    expect(faultOf(await graph.updateEvent(access, 'cal', 'e', own, 'W/"e"'))).toBe('unknown');
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
  });

  test('without an end, cut off, or answered with something else than JSON: nobody knows', async () => {
    for (const strange of ['hang', 'cut', { body: '<html>' }, { status: 502, body: '<html>' }] as const) {
      graph = adapter(strange === 'hang' ? 50 : 10_000);
      answer = () => strange;
      expect([strange, faultOf(await graph.createEvent(access, 'cal', own))]).toEqual([strange, 'unknown']);
    }
  });

  test('that has no end does not hold its place: a mailbox takes four at once', async () => {
    graph = adapter(50);
    answer = () => 'hang';
    const faults = await Promise.all(Array.from({ length: 9 }, () => graph.listCalendars(access)));
    expect(faults.map(faultOf)).toEqual(Array.from({ length: 9 }, () => 'unknown'));
    expect(sent).toHaveLength(9);
  });

  test('goes with at most three others to one mailbox', async () => {
    let running = 0;
    let most = 0;
    server.prependListener('request', (_incoming, outgoing) => {
      most = Math.max(most, ++running);
      outgoing.on('close', () => running--);
    });
    answer = () => ({ body: { value: [] } });
    await Promise.all(Array.from({ length: 20 }, () => graph.listCalendars(access)));
    expect(sent).toHaveLength(20);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('links are followed at our own address alone, whatever host they name', async () => {
    answer = ({ query }) =>
      query.has('$skiptoken')
        ? { body: { value: [single('b')], ...link('deltaLink', 'd') } }
        : { body: { value: [single('a')], ...link('nextLink', 's%2F1%3D', 'http://evil.example') } };
    expect((await follow(start)).pages).toEqual([['event a'], ['event b']]);
    expect(sent[1]?.query.get('$skiptoken')).toBe('s/1=');
    expect(sent[1]?.headers.authorization).toBe('Bearer the-token');
  });

  test('all calendars are listed, over pages', async () => {
    answer = ({ query }) =>
      query.get('$skip') === '1'
        ? { body: { value: [{ id: '2', name: 'B' }] } }
        : {
            body: { value: [{ id: '1', name: 'A' }], '@odata.nextLink': `${base}v1.0/me/calendars?$skip=1` },
          };
    expect(value(await graph.listCalendars(access)).map(({ id }) => id)).toEqual(['1', '2']);
  });
});

describe('the first round', () => {
  test('stubs get what they lack from their master, which is asked for where the page has it not', async () => {
    answer = ({ path, query }) => {
      if (path.endsWith('/events/M1')) return { body: master('M1', { subject: 'Weekly', showAs: 'oof' }) };
      if (path.endsWith('/events/M3')) return { status: 404, body: { error: { code: 'ErrorItemNotFound' } } };
      if (query.has('$skiptoken')) {
        return {
          body: {
            value: [
              master('M1', { subject: 'Weekly' }),
              stub('o3', 'M1'),
              single('x', { type: 'exception', seriesMasterId: 'M1' }),
            ],
            ...link('deltaLink', 'd'),
          },
        };
      }
      return {
        body: {
          value: [
            stub('o1', 'M1'),
            stub('o2', 'M1'),
            single('s'),
            stub('o9', 'M3'),
            master('M2'),
            stub('o4', 'M2'),
            removed('r'),
          ],
          ...link('nextLink', 's'),
        },
      };
    };
    const first = value(await graph.listChanges(access, 'cal', start));
    expect(first.changes.map((change) => (change.kind === 'event' ? change.event : change))).toMatchObject([
      { id: 'o1', recurringEventId: 'M1', title: 'Weekly', blocking: 'busy' },
      { id: 'o2', recurringEventId: 'M1', title: 'Weekly' },
      { id: 's', recurringEventId: null },
      { id: 'o4', recurringEventId: 'M2', title: 'M2' },
      { kind: 'removed', id: 'r' },
    ]);
    expect(sent.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(['M1', 'M3', 'delta']);
    sent.length = 0;
    const page = first.nextPage ?? '';
    const last = value(await graph.listChanges(access, 'cal', { ...start, page }));
    expect(last.changes.map((change) => (change.kind === 'event' ? change.event.id : ''))).toEqual([
      'o3',
      'x',
    ]);
    expect(last.nextSync).toBeDefined();
    expect(sent).toHaveLength(1);
  });

  test('a master that cannot be had now is no reason to leave occurrences out', async () => {
    answer = ({ path }) =>
      path.endsWith('/events/M1')
        ? { status: 429, body: {}, headers: { 'retry-after': '3' } }
        : { body: { value: [stub('o1', 'M1')], ...link('deltaLink', 'd') } };
    expect(await graph.listChanges(access, 'cal', start)).toMatchObject({
      ok: false,
      fault: { kind: 'slow-down', retryAfterMs: 3000 },
    });
  });

  test('what makes no sense is named, not left out', async () => {
    answer = () => ({
      body: { value: [{ ...single('bad'), start: utc('2026-02-30T07:00:00') }], ...link('deltaLink', 'd') },
    });
    expect((await follow(start)).pages).toEqual([['unreadable bad']]);
  });

  test('a page without a link is no page: nothing is taken for the end of the calendar', async () => {
    answer = () => ({ body: { value: [single('a')] } });
    expect(faultOf(await graph.listChanges(access, 'cal', start))).toBe('refused');
    answer = () => ({ body: { ...link('deltaLink', 'd') } });
    expect(faultOf(await graph.listChanges(access, 'cal', start))).toBe('refused');
  });
});

describe('a later round', () => {
  test('touched series are listed anew once, when everything has been read, within the round’s window', async () => {
    const token = await firstToken();
    answer = ({ path, query }) => {
      if (path.endsWith('/events/M1/instances')) {
        return query.get('$skip') === '1'
          ? { body: { value: [single('o5', { type: 'occurrence', seriesMasterId: 'M1' })] } }
          : {
              body: {
                value: [single('o4', { type: 'occurrence', seriesMasterId: 'M1' })],
                '@odata.nextLink': `${base}v1.0/me/calendars/cal/events/M1/instances?$skip=1`,
              },
            };
      }
      if (path.endsWith('/events/M2/instances')) return { status: 404, body: {} };
      return query.get('$deltatoken') === 'round1'
        ? { body: { value: [stub('o4', 'M1'), single('s'), removed('r')], ...link('nextLink', 'p2') } }
        : {
            body: {
              value: [master('M1'), single('x', { type: 'exception', seriesMasterId: 'M2' })],
              ...link('deltaLink', 'round2'),
            },
          };
    };
    const { pages, token: next } = await follow(since(token));
    expect(pages).toEqual([
      ['series s: s', 'removed r'],
      ['series M1: o4 o5', 'series M2: '],
    ]);
    expect(sent.map(({ path }) => path.replace('/v1.0/me/calendars/cal/', ''))).toEqual([
      'calendarView/delta',
      'calendarView/delta',
      'events/M1/instances',
      'events/M2/instances',
      'events/M1/instances',
    ]);
    const [instances] = sent.filter(({ path }) => path.endsWith('/instances'));
    expect(instances?.query.get('startDateTime')).toBe('2026-01-01T00:00:00.000Z');
    expect(instances?.query.get('endDateTime')).toBe('2027-01-01T00:00:00.000Z');
    // The next round begins where this one has ended.
    sent.length = 0;
    answer = () => ({ body: { value: [], ...link('deltaLink', 'round3') } });
    await follow(since(next));
    expect(sent.map(({ query }) => query.get('$deltatoken'))).toEqual(['round2']);
  });

  test('many touched series come ten a page; the token with the last', async () => {
    const token = await firstToken();
    const ids = Array.from({ length: 25 }, (_, i) => `M${i}`);
    answer = ({ path }) =>
      path.endsWith('/instances')
        ? { body: { value: [] } }
        : { body: { value: ids.map((id) => master(id)), ...link('deltaLink', 'round2') } };
    const { pages, token: next } = await follow(since(token));
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(ids.map((id) => `series ${id}: `));
    expect(next).toContain('round2');
  });

  test('a series that cannot be listed now costs the token, not the series', async () => {
    const token = await firstToken();
    answer = ({ path }) =>
      path.endsWith('/instances')
        ? { status: 504, body: {} }
        : { body: { value: [master('M1')], ...link('deltaLink', 'd') } };
    expect(faultOf(await graph.listChanges(access, 'cal', since(token)))).toBe('unknown');
  });

  test('an item that says only what was updated is read whole', async () => {
    const token = await firstToken();
    answer = ({ path }) => {
      if (path.endsWith('/events/s')) return { body: single('s', { subject: 'Whole' }) };
      if (path.endsWith('/events/gone')) return { status: 404, body: {} };
      return {
        body: {
          value: [
            { id: 's', subject: 'Whole' },
            { id: 'gone', subject: 'x' },
          ],
          ...link('deltaLink', 'd'),
        },
      };
    };
    expect((await follow(since(token))).pages).toEqual([['series s: s', 'series gone: ']]);
  });

  test('a token that Graph has dropped, or that is none of ours, asks for a new first round', async () => {
    const token = await firstToken();
    const error = (status: number, code: string) => {
      answer = () => ({
        status,
        body: { error: { code, message: 'x' } },
        headers: { location: `${base}v1.0/x` },
      });
      return graph.listChanges(access, 'cal', since(token));
    };
    expect(faultOf(await error(410, 'resyncRequired'))).toBe('reset');
    expect(faultOf(await error(404, 'syncStateNotFound'))).toBe('reset');
    expect(faultOf(await error(400, 'SyncStateInvalid'))).toBe('reset');
    expect(faultOf(await error(404, 'ErrorItemNotFound'))).toBe('not-found');
    sent.length = 0;
    expect(faultOf(await graph.listChanges(access, 'cal', since('CAEQAA==')))).toBe('reset');
    expect(faultOf(await graph.listChanges(access, 'cal', since('{"from":1}')))).toBe('reset');
    expect(sent).toEqual([]);
  });
});

const own: OwnEvent = {
  key: '0f0e0d0c-0b0a-8908-8706-050403020100',
  mark: {
    meetingId: '0199aaaa-0000-7000-8000-000000000001',
    optionId: '0199aaaa-0000-7000-8000-000000000002',
  },
  icalUid: 'uid@meet.example',
  title: 'Visit',
  description: '',
  location: '',
  start: Date.UTC(2026, 5, 1, 7),
  end: Date.UTC(2026, 5, 1, 8),
  zone: 'Europe/Riga',
  status: 'confirmed',
};

describe('own events', () => {
  test('one that is made carries our mark, although the answer does not show it', async () => {
    answer = () => ({ status: 201, body: single('e', { subject: 'Visit' }) });
    expect(value(await graph.createEvent(access, 'cal', own))).toMatchObject({ id: 'e', mark: own.mark });
    expect(sent[0]?.path).toBe('/v1.0/me/calendars/cal/events');
    expect(sent[0]?.body).toMatchObject({
      transactionId: own.key,
      singleValueExtendedProperties: [{ value: markValue(own) }],
    });
    expect(sent[0]?.body).not.toHaveProperty('extensions');
  });

  test('a key that is taken exists, however Graph says so', async () => {
    answer = () => ({ status: 409, body: { error: { code: 'ErrorDuplicateTransactionId', message: 'x' } } });
    expect(faultOf(await graph.createEvent(access, 'cal', own))).toBe('exists');
    // The event of an earlier try, as the client has moved it since.
    answer = () => ({
      status: 201,
      body: single('e', { subject: 'Visit', end: utc('2026-06-01T09:00:00') }),
    });
    expect(faultOf(await graph.createEvent(access, 'cal', own))).toBe('exists');
  });

  test('is found by the value of its mark; of copies the one that was made under the key', async () => {
    answer = () => ({
      body: {
        value: [
          single('copy', { createdDateTime: '2026-05-02T00:00:00Z' }),
          single('ours', { transactionId: own.key, createdDateTime: '2026-05-03T00:00:00Z' }),
        ],
      },
    });
    expect(value(await graph.findOwn(access, 'cal', own))).toMatchObject({ id: 'ours', mark: own.mark });
    expect(sent[0]?.query.get('$filter')).toMatch(
      new RegExp(
        `^singleValueExtendedProperties/Any\\(ep: ep/id eq 'String \\{.*\\} Name \\w+' and ep/value eq '${markValue(own)}'\\)$`,
      ),
    );
    answer = () => ({
      body: {
        value: [
          single('copy', { createdDateTime: '2026-05-02T00:00:00Z' }),
          single('first', { createdDateTime: '2026-05-01T00:00:00Z' }),
        ],
      },
    });
    expect(value(await graph.findOwn(access, 'cal', own)).id).toBe('first');
    answer = () => ({ body: { value: [] } });
    expect(faultOf(await graph.findOwn(access, 'cal', own))).toBe('not-found');
  });

  test('is updated under its etag, with what differs; one that changed meanwhile is left alone', async () => {
    const stands = single('e', { subject: 'Old', showAs: 'oof' });
    answer = ({ method }) => ({
      body: method === 'GET' ? stands : { ...stands, subject: 'Visit', '@odata.etag': 'W/"2"' },
    });
    const updated = value(await graph.updateEvent(access, 'cal', 'e', own, 'W/"e"'));
    expect(updated).toMatchObject({ etag: 'W/"2"', title: 'Visit', mark: own.mark });
    expect(sent[1]).toMatchObject({ method: 'PATCH', headers: { 'if-match': 'W/"e"' } });
    expect(sent[1]?.body).toEqual({
      subject: 'Visit',
      singleValueExtendedProperties: [{ id: expect.stringContaining('String {'), value: markValue(own) }],
    });
    sent.length = 0;
    expect(faultOf(await graph.updateEvent(access, 'cal', 'e', own, 'W/"older"'))).toBe('changed');
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
    answer = ({ method }) =>
      method === 'GET'
        ? { body: stands }
        : { status: 412, body: { error: { code: 'ErrorIrresolvableConflict' } } };
    expect(faultOf(await graph.updateEvent(access, 'cal', 'e', own, 'W/"e"'))).toBe('changed');
    // Only looked at: nothing can have been written.
    answer = () => 'cut';
    expect(faultOf(await graph.updateEvent(access, 'cal', 'e', own, 'W/"e"'))).toBe('slow-down');
  });

  test('is gone after a deletion, also when it was gone before', async () => {
    answer = () => ({ status: 204 });
    expect(faultOf(await graph.deleteEvent(access, 'cal', 'e'))).toBe('none');
    answer = () => ({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } });
    expect(faultOf(await graph.deleteEvent(access, 'cal', 'e'))).toBe('none');
  });
});

describe('a subscription', () => {
  const wish = {
    channelId: 'ours',
    token: 'secret',
    address: 'https://meet.example/api/push/microsoft',
    ttlMs: 7 * 86_400_000,
  };

  test('names its address twice, carries the secret, and ends within what Graph allows', async () => {
    answer = () => ({
      status: 201,
      body: { id: 'sub-1', expirationDateTime: '2026-01-07T00:00:00.0000000Z' },
    });
    expect(value(await graph.watching.watch(access, 'cal', wish))).toEqual({
      channelId: 'sub-1',
      resourceId: 'me/calendars/cal/events',
      expiresAt: Date.UTC(2026, 0, 7),
    });
    const { expirationDateTime, ...body } = sent[0]?.body ?? {};
    expect(body).toEqual({
      changeType: 'created,updated,deleted',
      notificationUrl: wish.address,
      lifecycleNotificationUrl: wish.address,
      resource: 'me/calendars/cal/events',
      clientState: 'secret',
    });
    expect(Date.parse(String(expirationDateTime)) - WINDOW.from).toBeLessThan(10_080 * 60_000);
    expect(sent[0]?.headers.prefer).toContain('IdType="ImmutableId"');
  });

  test('of the whole mailbox, where one calendar alone is refused', async () => {
    answer = ({ body }) =>
      body.resource === 'me/events'
        ? { status: 201, body: { id: 'sub-2', expirationDateTime: '2026-01-07T00:00:00Z' } }
        : { status: 400, body: { error: { code: 'InvalidRequest', message: 'Resource is not supported' } } };
    expect(value(await graph.watching.watch(access, 'cal', wish))).toMatchObject({
      channelId: 'sub-2',
      resourceId: 'me/events',
    });
    sent.length = 0;
    answer = () => ({ status: 503, body: {} });
    expect(faultOf(await graph.watching.watch(access, 'cal', wish))).toBe('unknown');
    expect(sent).toHaveLength(1);
  });

  test('that is not there any more is stopped', async () => {
    const channel = { channelId: 'sub-1', resourceId: 'r', expiresAt: 0 };
    answer = () => ({ status: 404, body: {} });
    expect(faultOf(await graph.watching.unwatch(access, channel))).toBe('none');
    expect(sent[0]).toMatchObject({ method: 'DELETE', path: '/v1.0/subscriptions/sub-1' });
  });
});

describe('the token endpoint', () => {
  const idToken = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;
  const granted = {
    token_type: 'Bearer',
    scope: 'openid email https://graph.microsoft.com/Calendars.ReadWrite',
    expires_in: 3600,
    access_token: 'a',
    refresh_token: 'r',
    id_token: idToken({ sub: 'person', email: 'anna@example.com', aud: 'c' }),
  };
  const redeem = (body: object, status = 200) => {
    answer = () => ({ status, body });
    return graph.linking.redeemCode('the-code', 'the-verifier', 'https://meet.example/callback');
  };

  test('the person is sent with PKCE, and asked which account it is', () => {
    const url = new URL(
      graph.linking.authorizeUrl({
        redirectUri: 'https://meet.example/callback',
        state: 'the-state',
        codeChallenge: 'the-challenge',
        loginHint: 'anna@example.com',
      }),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'c',
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: 'https://meet.example/callback',
      scope: 'openid email offline_access Calendars.ReadWrite',
      state: 'the-state',
      code_challenge: 'the-challenge',
      code_challenge_method: 'S256',
      prompt: 'select_account',
      login_hint: 'anna@example.com',
    });
  });

  test('a code is redeemed once, with its verifier', async () => {
    expect(value(await redeem(granted))).toEqual({
      externalId: 'person',
      email: 'anna@example.com',
      scopes: granted.scope.split(' '),
      tokens: { accessToken: 'a', refreshToken: 'r', expiresAt: WINDOW.from + 3_600_000 },
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.form.get('code_verifier')).toBe('the-verifier');
    expect(sent[0]?.form.get('grant_type')).toBe('authorization_code');
  });

  test('what was not granted, whose it is not said to be, or what nobody can read', async () => {
    const missing = async (body: object) => {
      const outcome = await redeem(body);
      return outcome.ok || outcome.fault.kind !== 'scopes-missing' ? null : outcome.fault.missing;
    };
    expect(await missing({ ...granted, scope: 'openid email' })).toEqual(['Calendars.ReadWrite']);
    expect(await missing({ ...granted, refresh_token: undefined })).toEqual(['offline_access']);
    expect(faultOf(await redeem({ ...granted, id_token: idToken({ sub: 'person', aud: 'other' }) }))).toBe(
      'refused',
    );
    expect(faultOf(await redeem({ ...granted, id_token: undefined }))).toBe('refused');
    expect(faultOf(await redeem({ ...granted, access_token: 7 }))).toBe('unknown');
    expect(faultOf(await redeem({ error: 'invalid_grant', error_description: 'AADSTS70008' }, 400))).toBe(
      'reconnect',
    );
  });

  test('a refresh gives a new refresh token, and keeps the old one where none comes', async () => {
    const old = { accessToken: 'a', refreshToken: 'old', expiresAt: 0 };
    answer = () => ({ body: granted });
    expect(value(await graph.linking.refresh(old))).toMatchObject({ accessToken: 'a', refreshToken: 'r' });
    expect(sent[0]?.form.get('refresh_token')).toBe('old');
    answer = () => ({ body: { ...granted, refresh_token: undefined } });
    expect(value(await graph.linking.refresh(old))).toMatchObject({ refreshToken: 'old' });
    for (const strange of ['hang', 'cut', { status: 502, body: '<html>' }] as const) {
      graph = adapter(strange === 'hang' ? 50 : 10_000);
      answer = () => strange;
      expect(faultOf(await graph.linking.refresh(old))).toBe('unknown');
    }
  });
});
