import type { ServerResponse } from 'node:http';
import { CaldavCalendar } from '../../../../src/calendars/caldav/caldav-calendar.js';
import type {
  ChangePage,
  ChangesFrom,
  CredentialAccess,
  Outcome,
  OwnEvent,
  RemoteChange,
} from '../../../../src/calendars/calendar.port.js';
import { parseAllowedHosts } from '../../../../src/outbound/allowed-hosts.js';
import { GuardedFetch } from '../../../../src/outbound/guarded-fetch.js';
import { systemClock } from '../../../../src/time/clock.port.js';
import { BoundedWorkers } from '../../../../src/worker/bounded-worker.service.js';
import { type Asked, ScriptedHttp } from '../../../support/http-server.js';
import { multistatus, type Row } from '../../../support/multistatus.js';

/**
 * What an honest server does not do when it is asked to: other servers' ways, errors at the wrong moment, answers that
 * are cut off. Radicale shows the rest (test/peers/).
 */

const XML = { 'content-type': 'application/xml; charset=utf-8' };
const CALENDAR = '/dav/anna/main/';
const START: ChangesFrom = {
  kind: 'start',
  window: { from: 0, to: Date.UTC(2030, 0, 1) },
  zone: 'Europe/Riga',
};
const HOUR = 3_600_000;
const NOON = Date.UTC(2027, 2, 1, 12);

const event = (uid: string, ...lines: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTART:20270301T120000Z',
    'DURATION:PT1H',
  ]
    .concat(lines, ['END:VEVENT', 'END:VCALENDAR', ''])
    .join('\r\n');

const own = (change: Partial<OwnEvent> = {}): OwnEvent => ({
  key: 'k'.repeat(64),
  mark: { meetingId: 'm', optionId: 'o' },
  icalUid: 'uid-1@meet.example',
  title: 'Visit',
  description: '',
  location: '',
  start: NOON,
  end: NOON + HOUR,
  zone: 'Europe/Riga',
  status: 'confirmed',
  ...change,
});

describe('CalDAV servers that do not do as they should', () => {
  let server: ScriptedHttp;
  let workers: BoundedWorkers;
  let guard: GuardedFetch;
  let caldav: CaldavCalendar;
  /** Texts by name: what the scripted server keeps. */
  let objects: Map<string, { etag: string; text: string }>;
  beforeAll(async () => {
    server = await ScriptedHttp.start();
    workers = new BoundedWorkers();
    guard = new GuardedFetch(parseAllowedHosts(`127.0.0.1:${server.port}`) ?? []);
  });
  afterAll(async () => {
    guard.close();
    await workers.close();
    await server.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
    objects = new Map();
    caldav = new CaldavCalendar(guard, workers, systemClock, {
      batch: 4,
      limits: { timeoutMs: 3_000, maxBytes: 64 * 1024 },
      serviceOf: async () => null,
    });
  });

  const access = (): CredentialAccess => ({
    accountId: 'a',
    credentials: { address: `${server.url}/dav/principals/anna/`, username: 'anna', password: 'secret' },
  });
  const calendarId = (): string => `${server.url}${CALENDAR}`;
  const say = (response: ServerResponse, status: number, body = '', headers: Record<string, string> = {}) =>
    response.writeHead(status, { ...(status === 207 ? XML : {}), ...headers }).end(body);
  const keep = (name: string, text = event(name), etag = `"${name}-1"`): void => {
    objects.set(name, { etag, text });
  };
  const row = (name: string): Row => ({
    href: `${CALENDAR}${name}`,
    props: `<D:getetag>${objects.get(name)?.etag.replaceAll('"', '&quot;') ?? ''}</D:getetag>`,
  });
  const full = (name: string): Row => {
    const kept = objects.get(name);
    return kept === undefined
      ? { href: `${CALENDAR}${name}`, status: 404 }
      : {
          href: `${CALENDAR}${name}`,
          props: `<D:getetag>${kept.etag}</D:getetag><C:calendar-data><![CDATA[${kept.text}]]></C:calendar-data>`,
        };
  };
  const CALENDAR_TYPE = '<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>';
  const namesIn = (request: Asked): string[] =>
    [...request.body.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href = '']) =>
      href.slice(CALENDAR.length),
    );

  /** Answers like a plain server; `special` goes first. */
  const serve = (
    special: (request: Asked, response: ServerResponse) => boolean | undefined,
    props = '',
  ): void => {
    server.answer = (request, response) => {
      if (special(request, response)) return;
      const { method, path, body } = request;
      const name = path.slice(CALENDAR.length);
      if (method === 'PROPFIND' && path === CALENDAR) {
        say(response, 207, multistatus([{ href: CALENDAR, props: `${CALENDAR_TYPE}${props}` }]));
      } else if (method === 'PROPFIND') {
        const me =
          '<C:calendar-user-address-set><D:href>mailto:anna@example.org</D:href></C:calendar-user-address-set>';
        say(response, 207, multistatus([{ href: path, props: me }]));
      } else if (body.includes('calendar-multiget')) {
        say(response, 207, multistatus(namesIn(request).map(full)));
      } else if (method === 'GET') {
        const kept = objects.get(name);
        if (kept === undefined) say(response, 404);
        else say(response, 200, kept.text, { 'content-type': 'text/calendar', etag: kept.etag });
      } else say(response, 404);
    };
  };

  const value = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(`${outcome.fault.kind}: ${outcome.fault.detail}`);
    return outcome.value;
  };
  const all = async (from: ChangesFrom) => {
    const changes: RemoteChange[] = [];
    for (let page: string | undefined; ; ) {
      const next: ChangePage = value(
        await caldav.listChanges(access(), calendarId(), page === undefined ? from : { ...from, page }),
      );
      changes.push(...next.changes);
      if (next.nextPage === undefined)
        return { names: changes.map(nameOf), token: next.nextSync ?? '', changes };
      page = next.nextPage;
    }
  };
  const nameOf = (change: RemoteChange): string =>
    `${change.kind} ${(change.kind === 'event' ? change.event.id : change.id).slice(CALENDAR.length)}`;
  const never = async (): Promise<Map<string, string | null>> => {
    throw new Error('the server tells what changed');
  };
  const since = (token: string, known: () => Promise<Map<string, string | null>> = never): ChangesFrom => ({
    kind: 'token',
    token,
    known,
    zone: 'Europe/Riga',
  });
  const SYNC = '<D:sync-token>t0</D:sync-token>';

  describe('lists', () => {
    test('cut off by the server: gone on with until they are whole (RFC 6578 3.6)', async () => {
      const names = Array.from({ length: 9 }, (_, i) => `e${i}.ics`);
      for (const name of names) keep(name);
      const parts = new Map([
        ['', [names.slice(0, 5), 't1', true]],
        ['t1', [names.slice(5, 8), 't2', true]],
        ['t2', [names.slice(8), 't3', false]],
      ] as const);
      serve((request, response) => {
        const token = /<d:sync-token>([^<]*)<\/d:sync-token>|<d:sync-token\/>/.exec(request.body);
        const part = token === null ? undefined : parts.get((token[1] ?? '') as '');
        if (part === undefined || !request.body.includes('sync-collection')) return false;
        const [found, next, more] = part;
        const rows: Row[] = [...found.map(row), ...(more ? [{ href: CALENDAR, status: 507 }] : [])];
        say(response, 207, multistatus(rows, next));
        return true;
      }, SYNC);
      const listed = await all(START);
      expect(listed.names).toEqual(names.map((name) => `event ${name}`));
      expect(listed.token).toBe('sync t3');
    });

    test('without anything that changed: one question, a new token', async () => {
      serve((request, response) => {
        if (!request.body.includes('sync-collection')) return false;
        say(response, 207, multistatus([], 't9'));
        return true;
      });
      expect(await all(since('sync t8'))).toMatchObject({ names: [], token: 'sync t9' });
      expect(server.asked).toHaveLength(1);
    });

    test('of a server that knows no such report: compared by etags, and not at all while its ctag stays', async () => {
      for (const name of ['a.ics', 'b.ics', 'c.ics']) keep(name);
      let ctag = '"c1"';
      const query: Parameters<typeof serve>[0] = (request, response) => {
        if (request.method === 'PROPFIND' && request.path === CALENDAR) {
          const props = `${CALENDAR_TYPE}<CS:getctag>${ctag}</CS:getctag>`;
          say(response, 207, multistatus([{ href: CALENDAR, props }]));
        } else if (request.body.includes('calendar-query')) {
          say(response, 207, multistatus([...objects.keys()].map(row)));
        } else return false;
        return true;
      };
      serve(query);
      const first = await all(START);
      expect(first.names).toEqual(['event a.ics', 'event b.ics', 'event c.ics']);
      const known = async () =>
        new Map([
          [`${CALENDAR}a.ics`, '"a.ics-1"'],
          [`${CALENDAR}b.ics`, '"b.ics-1"'],
          [`${CALENDAR}c.ics`, '"c.ics-1"'],
          [`${CALENDAR}c.ics#2027-03-08T12:00:00.000Z`, '"c.ics-1"'],
        ]);

      server.asked.length = 0;
      expect((await all(since(first.token))).names).toEqual([]);
      expect(server.asked).toHaveLength(1);

      ctag = '"c2"';
      keep('a.ics', event('a.ics', 'SUMMARY:other'), '"a.ics-2"');
      objects.delete('c.ics');
      keep('d.ics');
      const next = await all(since(first.token, known));
      // The exceptions of what is gone go with it.
      expect(next.names).toEqual(['removed c.ics', 'series a.ics', 'series d.ics']);
      expect(next.token).not.toBe(first.token);
    });

    test('refused at the first use of the report: the etags are taken instead', async () => {
      keep('a.ics');
      serve((request, response) => {
        if (request.body.includes('sync-collection')) say(response, 403);
        else if (request.body.includes('calendar-query')) say(response, 207, multistatus([row('a.ics')]));
        else return false;
        return true;
      }, SYNC);
      expect((await all(START)).names).toEqual(['event a.ics']);
    });

    test('whose objects are left out, gone, hidden or written otherwise are whole all the same', async () => {
      for (const name of ['left-out.ics', 'hidden.ics', 'sp%20ace@x.ics']) keep(name);
      serve((request, response) => {
        if (request.body.includes('sync-collection')) {
          const rows: Row[] = [
            { href: CALENDAR, props: '' },
            { href: `${CALENDAR}sub/`, props: '<D:getetag>"x"</D:getetag>' },
            row('left-out.ics'),
            row('gone.ics'),
            row('hidden.ics'),
            { href: `${server.url}${CALENDAR}sp%20ace%40x.ics`, props: '<D:getetag>"1"</D:getetag>' },
          ];
          say(response, 207, multistatus(rows, 't1'));
        } else if (request.body.includes('calendar-multiget')) {
          const names = namesIn(request).filter((name) => name !== 'left-out.ics');
          const rows = names.map((name) =>
            name === 'hidden.ics' ? { href: `${CALENDAR}${name}`, props: '' } : full(name),
          );
          say(response, 207, multistatus(rows));
        } else if (request.method === 'GET' && request.path.endsWith('hidden.ics')) say(response, 403);
        else return false;
        return true;
      }, SYNC);
      expect((await all(START)).names.sort()).toEqual([
        'event left-out.ics',
        'event sp%20ace@x.ics',
        'removed gone.ics',
        'unreadable hidden.ics',
      ]);
    });

    test('too large for one answer: asked for in smaller parts, what is too large by itself is shown', async () => {
      const big = `DESCRIPTION:${'x'.repeat(30_000)}`;
      for (const name of ['a.ics', 'b.ics', 'c.ics']) keep(name, event(name, big));
      keep('huge.ics', event('huge.ics', `DESCRIPTION:${'x'.repeat(70_000)}`));
      serve((request, response) => {
        if (!request.body.includes('sync-collection')) return false;
        say(response, 207, multistatus([...objects.keys()].map(row), 't1'));
        return true;
      }, SYNC);
      expect((await all(START)).names.sort()).toEqual([
        'event a.ics',
        'event b.ics',
        'event c.ics',
        'unreadable huge.ics',
      ]);
    });

    test.each<[string, number, Record<string, string>, string, string]>([
      ['a dead token', 403, {}, '<D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>', 'reset'],
      ['a dead token, said otherwise', 409, {}, '<error xmlns="DAV:"><valid-sync-token/></error>', 'reset'],
      ['the password is not taken any more', 401, {}, '', 'reconnect'],
      ['the calendar is not shared any more', 403, {}, '', 'forbidden'],
      ['the calendar is gone', 404, {}, '', 'not-found'],
      ['too many questions', 429, { 'retry-after': '7' }, '', 'slow-down'],
      ['closed for repair, with a time', 503, { 'retry-after': '30' }, '', 'slow-down'],
      ['a proxy without its server', 502, {}, '', 'unknown'],
      ['a web page', 200, { 'content-type': 'text/html' }, '<html></html>', 'refused'],
      ['no XML', 207, {}, 'not <xml', 'refused'],
      ['XML of another kind', 207, {}, '<a/>', 'refused'],
    ])('%s', async (_, status, headers, body, kind) => {
      server.answer = (_request, response) => say(response, status, body, headers);
      const outcome = await caldav.listChanges(access(), calendarId(), since('sync t1'));
      expect(outcome).toMatchObject({ ok: false, fault: { kind } });
      if (status === 429) expect(outcome).toMatchObject({ fault: { retryAfterMs: 7_000 } });
    });

    test('entities of a document’s own are not expanded', async () => {
      const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
        <D:multistatus xmlns:D="DAV:"><D:sync-token>&b;&b;</D:sync-token></D:multistatus>`;
      server.answer = (_, response) => say(response, 207, bomb);
      const outcome = await caldav.listChanges(access(), calendarId(), since('sync t1'));
      expect(JSON.stringify(outcome)).not.toContain('aaaaaaaaaa');
    });

    test('a calendar that became something else is gone', async () => {
      server.answer = (_, response) =>
        say(
          response,
          207,
          multistatus([{ href: CALENDAR, props: '<D:resourcetype><D:collection/></D:resourcetype>' }]),
        );
      expect(await caldav.listChanges(access(), calendarId(), START)).toMatchObject({
        fault: { kind: 'not-found' },
      });
    });
  });

  describe('writes', () => {
    const path = `${CALENDAR}${'k'.repeat(64)}.ics`;

    test('are made on conditions, and read again where the server gives no strong etag', async () => {
      for (const etag of [undefined, 'W/"weak"']) {
        server.asked.length = 0;
        serve((request, response) => {
          if (request.method !== 'PUT') return false;
          keep(
            path.slice(CALENDAR.length),
            request.body.replace('SUMMARY:Visit', 'SUMMARY:Changed'),
            '"kept"',
          );
          say(response, 201, '', etag === undefined ? {} : { etag });
          return true;
        });
        const made = value(await caldav.createEvent(access(), calendarId(), own()));
        expect(made).toMatchObject({ id: path, etag: '"kept"', title: 'Changed' });
        expect(server.asked.map(({ method }) => method)).toEqual(['PUT', 'GET']);
        expect(server.asked[0]?.headers['if-none-match']).toBe('*');
      }
    });

    test('an update reads, merges and writes under the etag of what it read', async () => {
      const name = path.slice(CALENDAR.length);
      keep(name, event('uid-1@meet.example', 'X-PERSON:kept', 'SUMMARY:Visit'), '"v1"');
      serve((request, response) => {
        if (request.method !== 'PUT') return false;
        if (request.headers['if-match'] !== objects.get(name)?.etag) say(response, 412);
        else {
          keep(name, request.body, '"v2"');
          say(response, 204, '', { etag: '"v2"' });
        }
        return true;
      });
      const moved = own({ title: 'Other' });
      const updated = value(await caldav.updateEvent(access(), calendarId(), path, moved, '"v1"'));
      expect(updated).toMatchObject({ title: 'Other', etag: '"v2"' });
      expect(objects.get(name)?.text).toContain('X-PERSON:kept');
      // Another etag than the caller's, and none: nothing is written.
      server.asked.length = 0;
      for (const etag of ['"v1"', '']) {
        expect(await caldav.updateEvent(access(), calendarId(), path, own(), etag)).toMatchObject({
          fault: { kind: 'changed' },
        });
      }
      expect(server.asked.map(({ method }) => method)).toEqual(['GET', 'GET']);
    });

    test.each<[string, number, string, string]>([
      ['taken', 412, '', 'exists'],
      [
        'the UID is elsewhere',
        409,
        '<D:error xmlns:D="DAV:"><C:no-uid-conflict xmlns:C="c"/></D:error>',
        'exists',
      ],
      ['the UID is elsewhere, said otherwise', 403, '<e><cal:no-uid-conflict/></e>', 'exists'],
      ['no calendar to put it into', 409, '', 'not-found'],
      ['read only', 403, '<D:error xmlns:D="DAV:"><D:need-privileges/></D:error>', 'forbidden'],
      ['no writing here', 405, '', 'forbidden'],
      ['full', 507, '', 'quota'],
      ['locked', 423, '', 'slow-down'],
      ['broken', 500, '', 'unknown'],
      ['unlawful', 415, '', 'refused'],
      ['sent on', 301, '', 'refused'],
    ])('a create that is %s', async (_, status, body, kind) => {
      server.answer = (_request, response) => say(response, status, body, { location: '/elsewhere' });
      expect(await caldav.createEvent(access(), calendarId(), own())).toMatchObject({ fault: { kind } });
      expect(server.asked).toHaveLength(1);
    });

    test('a server that takes the write and says nothing leaves it unknown, and it is found again', async () => {
      const name = path.slice(CALENDAR.length);
      serve((request, response) => {
        if (request.method !== 'PUT') return false;
        keep(name, request.body);
        response.destroy();
        return true;
      });
      expect(await caldav.createEvent(access(), calendarId(), own())).toMatchObject({
        fault: { kind: 'unknown' },
      });
      expect(value(await caldav.findOwn(access(), calendarId(), own()))).toMatchObject({
        id: path,
        mark: own().mark,
      });
      serve((request) => request.method === 'PUT' && true);
      const slow = new CaldavCalendar(guard, workers, systemClock, {
        limits: { timeoutMs: 200, maxBytes: 1024 },
      });
      expect(await slow.createEvent(access(), calendarId(), own())).toMatchObject({
        fault: { kind: 'unknown', detail: expect.stringContaining('in time') },
      });
    });

    test('an own event that the server keeps under another name is found by its UID', async () => {
      keep('renamed.ics', event('uid-1@meet.example', 'X-MEETBROKER-MEETING:m', 'X-MEETBROKER-OPTION:o'));
      keep('similar.ics', event('uid-1@meet.example.org'));
      serve((request, response) => {
        if (!request.body.includes('calendar-query')) return false;
        expect(request.body).toContain('uid-1@meet.example</c:text-match>');
        say(response, 207, multistatus(['similar.ics', 'renamed.ics'].map(full)));
        return true;
      });
      expect(value(await caldav.findOwn(access(), calendarId(), own()))).toMatchObject({
        id: `${CALENDAR}renamed.ics`,
        mark: own().mark,
      });
      const { key, mark } = own();
      expect(await caldav.findOwn(access(), calendarId(), { key, mark })).toMatchObject({
        fault: { kind: 'not-found' },
      });
    });

    test.each([404, 410, 418])('a deletion that is answered with %i is one', async (status) => {
      server.answer = (_, response) => say(response, status);
      expect(await caldav.deleteEvent(access(), calendarId(), path)).toEqual({ ok: true, value: undefined });
    });

    test('a deletion that is refused is none', async () => {
      server.answer = (_, response) => say(response, 403);
      expect(await caldav.deleteEvent(access(), calendarId(), path)).toMatchObject({
        fault: { kind: 'forbidden' },
      });
    });
  });

  describe('the way to a person’s calendars', () => {
    const PRINCIPAL =
      '<D:current-user-principal><D:href>/dav/principals/anna/</D:href></D:current-user-principal>';
    const HOME = '<C:calendar-home-set><D:href>/dav/anna/</D:href></C:calendar-home-set>';
    const BASIC = { 'www-authenticate': 'Basic realm="dav"' };
    const entered = (address = server.url) => ({ address, username: 'anna', password: 'secret' });
    /** As Nextcloud and iCloud do it: the well-known address leads on, the context asks for a password. */
    const nextcloud = (request: Asked, response: ServerResponse): void => {
      const signed =
        request.headers.authorization === `Basic ${Buffer.from('anna:secret').toString('base64')}`;
      if (request.path === '/.well-known/caldav') say(response, 301, '', { location: '/dav/' });
      else if (!request.path.startsWith('/dav/'))
        say(response, 405, '<html>', { 'content-type': 'text/html' });
      else if (!signed) say(response, 401, '', BASIC);
      else if (request.path === '/dav/')
        say(response, 207, multistatus([{ href: '/dav/', props: PRINCIPAL }]));
      else if (request.body.includes('calendar-home-set')) {
        const props = `${HOME}<C:calendar-user-address-set><D:href>mailto:Anna@Example.org</D:href></C:calendar-user-address-set>`;
        say(response, 207, multistatus([{ href: request.path, props }]));
      } else say(response, 404);
    };

    test('from the host’s name alone, by the well-known address; the password goes to who asks for it', async () => {
      server.answer = nextcloud;
      expect(value(await caldav.open(entered()))).toEqual({
        externalId: `${server.url}/dav/principals/anna/`,
        email: 'anna@example.org',
        scopes: [],
        tokens: { ...entered(), address: `${server.url}/dav/principals/anna/` },
      });
      const signed = server.asked.filter(({ headers }) => headers.authorization !== undefined);
      expect(signed.every(({ path }) => path.startsWith('/dav/'))).toBe(true);
      expect(server.asked.length).toBeGreaterThan(signed.length);
    });

    test('from a mail address, by what DNS says of its domain', async () => {
      server.answer = nextcloud;
      const asked: string[] = [];
      const found = new CaldavCalendar(guard, workers, systemClock, {
        serviceOf: async (domain) => {
          asked.push(domain);
          return `${server.url}/dav/`;
        },
      });
      expect((await found.open(entered('anna@office.example'))).ok).toBe(true);
      expect(asked).toEqual(['office.example']);
    });

    test.each<[string, (request: Asked, response: ServerResponse) => void, object]>([
      ['a wrong password', (_, response) => say(response, 401, '', BASIC), { kind: 'reconnect' }],
      [
        'a server that wants another kind of sign-in',
        (_, response) => say(response, 401, '', { 'www-authenticate': 'Bearer' }),
        { kind: 'refused', reason: 'sign-in-unsupported' },
      ],
      [
        'a web site',
        (_, response) => say(response, 200, '<html></html>', { 'content-type': 'text/html' }),
        { kind: 'refused', reason: 'not-caldav' },
      ],
      ['a web site that knows no PROPFIND', (_, response) => say(response, 405), { reason: 'not-caldav' }],
      [
        'a file server: WebDAV without calendars',
        (request, response) =>
          say(
            response,
            207,
            multistatus([{ href: request.path, props: request.body.includes('home-set') ? '' : PRINCIPAL }]),
          ),
        { kind: 'refused', reason: 'not-caldav' },
      ],
      [
        'a server that lets everybody in as nobody',
        (request, response) =>
          say(
            response,
            207,
            multistatus([
              {
                href: request.path,
                props: '<D:current-user-principal><D:unauthenticated/></D:current-user-principal>',
              },
            ]),
          ),
        { kind: 'reconnect' },
      ],
      [
        'a server that leads into the private network',
        (_, response) => say(response, 302, '', { location: 'https://10.0.0.1/' }),
        { kind: 'refused', reason: 'private-network' },
      ],
      ['a server that is broken', (_, response) => say(response, 500), { kind: 'unknown' }],
    ])('%s', async (_, answer, fault) => {
      server.answer = answer;
      expect(await caldav.open(entered())).toMatchObject({ ok: false, fault });
    });

    test('calendars: for events only, with what one may do; the inbox says which is the main one', async () => {
      const privileges = (...names: string[]) =>
        `<D:current-user-privilege-set>${names.map((name) => `<D:privilege><D:${name}/></D:privilege>`).join('')}</D:current-user-privilege-set>`;
      const components = (name: string) =>
        `<C:supported-calendar-component-set><C:comp name="${name}"/></C:supported-calendar-component-set>`;
      const zone =
        '<C:calendar-timezone><![CDATA[BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:FLE Standard Time\r\nEND:VTIMEZONE\r\nEND:VCALENDAR]]></C:calendar-timezone>';
      server.answer = (request, response) => {
        if (request.path.endsWith('/principals/anna/')) {
          const inbox = '<C:schedule-inbox-URL><D:href>/dav/anna/inbox/</D:href></C:schedule-inbox-URL>';
          say(response, 207, multistatus([{ href: request.path, props: `${HOME}${inbox}` }]));
        } else if (request.path === '/dav/anna/inbox/') {
          const main =
            '<C:schedule-default-calendar-URL><D:href>/dav/anna/2024/</D:href></C:schedule-default-calendar-URL>';
          say(response, 207, multistatus([{ href: request.path, props: main }]));
        } else {
          say(
            response,
            207,
            multistatus([
              { href: '/dav/anna/', props: '<D:resourcetype><D:collection/></D:resourcetype>' },
              {
                href: '/dav/anna/shared/',
                props: `${CALENDAR_TYPE}${privileges('read')}<D:displayname>Shared</D:displayname>`,
              },
              { href: '/dav/anna/home/', props: `${CALENDAR_TYPE}${privileges('read', 'write')}` },
              {
                href: '/dav/anna/2024/',
                props: `${CALENDAR_TYPE}${zone}<D:displayname>2024</D:displayname>`,
              },
              { href: '/dav/anna/tasks/', props: `${CALENDAR_TYPE}${components('VTODO')}` },
            ]),
          );
        }
      };
      const listed = value(await caldav.listCalendars(access()));
      expect(
        listed.map((one) => ({
          ...one,
          id: one.id.slice(server.url.length),
          zone: one.zone.replace('Kyiv', 'Kiev'),
        })),
      ).toEqual([
        { id: '/dav/anna/shared/', name: 'Shared', zone: '', writable: false, primary: false },
        { id: '/dav/anna/home/', name: 'home', zone: '', writable: true, primary: false },
        { id: '/dav/anna/2024/', name: '2024', zone: 'Europe/Kiev', writable: true, primary: true },
      ]);
    });
  });
});
