import { gzipSync } from 'node:zlib';
import type {
  ChangePage,
  ChangesFrom,
  CredentialAccess,
  Fault,
  Outcome,
  RemoteChange,
} from '../../../../src/calendars/calendar.port.js';
import { FeedCalendar } from '../../../../src/calendars/feed/feed-calendar.js';
import { parseAllowedHosts } from '../../../../src/outbound/allowed-hosts.js';
import { GuardedFetch } from '../../../../src/outbound/guarded-fetch.js';
import { systemClock } from '../../../../src/time/clock.port.js';
import { BoundedWorkers } from '../../../../src/worker/bounded-worker.service.js';
import { ScriptedHttp } from '../../../support/http-server.js';

const WINDOW = { from: 0, to: Date.UTC(2030, 0, 1) };
const MB = 1024 * 1024;

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (uid: string, ...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTART:20270301T120000Z',
  'DURATION:PT1H',
  ...lines,
  'END:VEVENT',
];

describe('a calendar feed', () => {
  let server: ScriptedHttp;
  let workers: BoundedWorkers;
  let guard: GuardedFetch;
  let feed: FeedCalendar;
  beforeAll(async () => {
    server = await ScriptedHttp.start();
    workers = new BoundedWorkers();
    guard = new GuardedFetch(parseAllowedHosts(`127.0.0.1:${server.port}`) ?? []);
    feed = new FeedCalendar(guard, workers, systemClock, { timeoutMs: 5_000, page: 3 });
  });
  afterAll(async () => {
    guard.close();
    await workers.close();
    await server.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
  });

  /** Serves this text under conditions, as an honest server does. */
  const serve = (text: string, etag: string | null = `"${text.length}"`, modified: string | null = null) => {
    server.answer = (request, response) => {
      const known =
        (etag !== null && request.headers['if-none-match'] === etag) ||
        (modified !== null && request.headers['if-modified-since'] === modified);
      response.writeHead(known ? 304 : 200, {
        'content-type': 'text/calendar',
        ...(etag === null ? {} : { etag }),
        ...(modified === null ? {} : { 'last-modified': modified }),
      });
      response.end(known ? undefined : text);
    };
  };
  const access = (path = '/secret-token/basic.ics'): CredentialAccess => ({
    accountId: 'a',
    credentials: { address: `${server.url}${path}`, username: '', password: '' },
  });
  const value = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(`${outcome.fault.kind}: ${outcome.fault.detail}`);
    return outcome.value;
  };
  const all = async (
    from: ChangesFrom,
  ): Promise<{ changes: RemoteChange[]; token: string; pages: number }> => {
    const changes: RemoteChange[] = [];
    let pages = 0;
    for (let page: string | undefined; ; ) {
      const next: ChangePage = value(
        await feed.listChanges(access(), 'feed', page === undefined ? from : { ...from, page }),
      );
      changes.push(...next.changes);
      pages++;
      if (next.nextPage === undefined) return { changes, token: next.nextSync ?? '', pages };
      page = next.nextPage;
    }
  };
  /** Etags as a mirror that has applied these changes holds them. */
  const knownOf = (changes: readonly RemoteChange[]) => async () =>
    new Map(
      changes.map((change): [string, string | null] =>
        change.kind === 'event' ? [change.event.id, change.event.etag] : [change.id, null],
      ),
    );
  const start: ChangesFrom = { kind: 'start', window: WINDOW };
  const names = (changes: readonly RemoteChange[]): string[] =>
    changes.map((change) => `${change.kind} ${change.kind === 'event' ? change.event.id : change.id}`);

  test('is linked by its address alone, and names itself', async () => {
    serve(calendar('X-WR-CALNAME:Anna’s\\, all', 'X-WR-TIMEZONE:Europe/Riga', ...event('a')));
    const opened = value(
      await feed.open({ address: `${server.url}/secret-token/basic.ics`, username: '', password: '' }),
    );
    expect(opened.tokens.address).toBe(`${server.url}/secret-token/basic.ics`);
    // What is kept in the open must not lead to the feed.
    expect(opened.externalId).not.toContain('secret');
    expect(value(await feed.listCalendars(access()))).toEqual([
      { id: 'feed', name: 'Anna’s, all', zone: 'Europe/Riga', writable: false, primary: true },
    ]);
  });

  test('is listed in pages, then asked for under conditions', async () => {
    serve(
      calendar(...['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((uid) => event(uid))),
      '"v1"',
      'Mon, 01 Mar 2027',
    );
    const full = await all(start);
    expect(full.pages).toBe(3);
    expect(names(full.changes)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((uid) => `event ${uid}`));
    expect(server.asked).toHaveLength(1);

    const same = await all({ kind: 'token', token: full.token, known: knownOf([]) });
    expect(same).toEqual({ changes: [], token: full.token, pages: 1 });
    expect(server.asked[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 01 Mar 2027',
    });
  });

  test('a changed one brings what is new and what is gone', async () => {
    serve(calendar(...event('a'), ...event('b'), ...event('c', 'RRULE:FREQ=WEEKLY')));
    const before = await all(start);
    serve(
      calendar(
        ...event('b', 'SUMMARY:changed'),
        ...event('c', 'RRULE:FREQ=WEEKLY'),
        ...event('c', 'RECURRENCE-ID:20270308T120000Z'),
        ...event('d'),
      ),
    );
    const now = await all({ kind: 'token', token: before.token, known: knownOf(before.changes) });
    expect(names(now.changes).sort()).toEqual([
      'event b',
      'event c',
      'event c/2027-03-08T12:00:00.000Z',
      'event d',
      'removed a',
    ]);
    const etagOf = (changes: readonly RemoteChange[], id: string) =>
      changes.flatMap((change) =>
        change.kind === 'event' && change.event.id === id ? [change.event.etag] : [],
      )[0];
    // What is the same has the same etag, so that the mirror leaves it alone.
    expect(etagOf(now.changes, 'c')).toBe(etagOf(before.changes, 'c'));
    expect(etagOf(now.changes, 'b')).not.toBe(etagOf(before.changes, 'b'));
  });

  test('a server without conditions is understood by the body', async () => {
    serve(calendar(...event('a')), null);
    const { token } = await all(start);
    const known = async () => {
      throw new Error('nothing has changed, so nobody need be asked');
    };
    expect((await all({ kind: 'token', token, known })).changes).toEqual([]);
  });

  test('an event that makes no sense is shown instead of being taken for free time', async () => {
    serve(calendar(...event('a'), 'BEGIN:VEVENT', 'UID:b', 'SUMMARY:Odd', 'DTSTART:some day', 'END:VEVENT'));
    expect(names((await all(start)).changes)).toEqual(['event a', 'unreadable b']);
  });

  const faultOf = async (path = '/secret-token/basic.ics'): Promise<Fault | null> => {
    const opened = await feed.open({ address: `${server.url}${path}`, username: '', password: '' });
    const listed = await feed.listChanges(access(path), 'feed', start);
    if (!opened.ok && !listed.ok) {
      expect(JSON.stringify([opened, listed])).not.toContain('secret-token');
      expect(listed.fault.kind).toBe(opened.fault.kind);
    }
    return opened.ok ? null : opened.fault;
  };

  const PAGE = '<!DOCTYPE html><html><body>Sign in</body></html>';
  test.each<[string, string, string, string]>([
    ['a web page', 'text/html; charset=utf-8', PAGE, 'web-page'],
    ['a web page that calls itself a calendar', 'text/calendar', PAGE, 'web-page'],
    ['a picture', 'image/png', '\u0089PNG', 'not-a-calendar'],
    ['nothing', 'text/calendar', '', 'not-a-calendar'],
  ])('%s is no feed', async (_, type, body, reason) => {
    server.answer = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body);
    expect(await faultOf()).toMatchObject({ kind: 'refused', reason });
  });

  test('a calendar that is served as a page is one all the same', async () => {
    server.answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(calendar(...event('a')));
    expect(await faultOf()).toBeNull();
  });

  test('fifty megabytes are refused before they are read, announced or not, packed or not', async () => {
    let sent = 0;
    const part = Buffer.alloc(MB, 'X-FILLER:0123456789\r\n');
    const pour: ScriptedHttp['answer'] = (_, response) => {
      const more = (): void => {
        while (sent < 50 && !response.destroyed) {
          sent++;
          if (!response.write(part)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    };
    server.answer = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/calendar' });
      sent = 0;
      pour(request, response);
    };
    expect(await faultOf()).toMatchObject({ kind: 'refused', reason: 'too-large' });
    expect(sent).toBeLessThan(50);
    const bomb = gzipSync(Buffer.alloc(50 * MB, 'X-FILLER:0123456789\r\n'));
    expect(bomb.length).toBeLessThan(MB);
    server.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/calendar', 'content-encoding': 'gzip' }).end(bomb);
    };
    expect(await faultOf()).toMatchObject({ kind: 'refused', reason: 'too-large' });
  });

  test('more events than anybody has', async () => {
    serve(calendar(...Array.from({ length: 50_001 }, () => 'BEGIN:VEVENT\r\nEND:VEVENT')));
    expect(await faultOf()).toMatchObject({ kind: 'refused', reason: 'too-large' });
  });

  test.each<[number, Record<string, string>, Partial<Fault>]>([
    [401, {}, { kind: 'reconnect' }],
    [403, {}, { kind: 'forbidden' }],
    [404, {}, { kind: 'not-found' }],
    [410, {}, { kind: 'not-found' }],
    [429, { 'retry-after': '120' }, { kind: 'slow-down', retryAfterMs: 120_000 }],
    [503, {}, { kind: 'slow-down', retryAfterMs: null }],
    [500, {}, { kind: 'unknown' }],
    [304, {}, { kind: 'refused' }],
    [418, {}, { kind: 'refused' }],
  ])('status %i', async (status, headers, fault) => {
    server.answer = (_, response) => response.writeHead(status, headers).end();
    expect(await faultOf()).toMatchObject(fault);
  });

  test('a feed that leads into a private network, there or by a redirect', async () => {
    server.answer = (_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    expect(await faultOf()).toMatchObject({ kind: 'refused', reason: 'private-network' });
    const opened = await feed.open({ address: 'http://10.0.0.1/a.ics', username: '', password: '' });
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'refused', reason: 'private-network' } });
  });

  test('a name and a password in the address are sent as such, and kept out of the address', async () => {
    server.answer = (request, response) => {
      if (request.headers.authorization === `Basic ${Buffer.from('anna:p@ss').toString('base64')}`) {
        response.writeHead(200, { 'content-type': 'text/calendar' }).end(calendar(...event('a')));
      } else response.writeHead(401).end();
    };
    const address = `http://anna:p%40ss@127.0.0.1:${server.port}/a.ics`;
    const opened = value(await feed.open({ address, username: '', password: '' }));
    expect(opened.tokens).toEqual({ address: `${server.url}/a.ics`, username: 'anna', password: 'p@ss' });
  });

  test('nothing is written to a feed', async () => {
    for (const outcome of [await feed.createEvent(), await feed.updateEvent(), await feed.deleteEvent()]) {
      expect(outcome).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
    }
    expect(await feed.listChanges(access(), 'other', start)).toMatchObject({ fault: { kind: 'not-found' } });
  });
});
