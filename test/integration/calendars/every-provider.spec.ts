import { BusyStore } from '../../../src/calendars/busy.store.js';
import { CaldavCalendar } from '../../../src/calendars/caldav/caldav-calendar.js';
import type { CalendarProvider } from '../../../src/calendars/calendar.port.js';
import { CalendarViews } from '../../../src/calendars/calendar-view.service.js';
import { ChangeCalendar } from '../../../src/calendars/change-calendar.service.js';
import { FeedCalendar } from '../../../src/calendars/feed/feed-calendar.js';
import { LinkCredentials } from '../../../src/calendars/link-credentials.service.js';
import { parseAllowedHosts } from '../../../src/outbound/allowed-hosts.js';
import { GuardedFetch } from '../../../src/outbound/guarded-fetch.js';
import { BoundedWorkers } from '../../../src/worker/bounded-worker.service.js';
import { CaldavServer } from '../../support/caldav-server.js';
import { openCalendarRoom } from '../../support/calendar-fixtures.js';
import { ANNA, type CalendarHouse, openCalendarHouse } from '../../support/calendar-house.js';
import { ScriptedHttp } from '../../support/http-server.js';
import { openOutlookRoom } from '../../support/outlook-fixtures.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Entry {
  readonly title: string;
  /** Epoch ms; it lasts an hour. */
  readonly start: number;
  readonly weekly?: boolean;
}

/** A linked client of one kind of calendar, and the client's own hand. */
interface Linked {
  readonly room: CalendarHouse<CalendarProvider>;
  readonly calendarId: string;
  put(entry: Entry): void;
  /** An entry whose beginning makes no sense; false where the service would not take one. */
  putBroken(title: string): boolean;
}

const google = async (): Promise<Linked> => {
  const room = await openCalendarRoom();
  const when = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: 'Europe/Riga' });
  return {
    room,
    calendarId: await room.link(),
    put: ({ title, start, weekly }) =>
      room.google.calendars.addEvent(ANNA, {
        ...{ summary: title, description: title, location: title },
        ...{ start: when(start), end: when(start + HOUR) },
        ...(weekly ? { recurrence: ['RRULE:FREQ=WEEKLY'] } : {}),
      }),
    putBroken: () => false,
  };
};

const outlook = async (): Promise<Linked> => {
  const room = await openOutlookRoom();
  const when = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: 'UTC' });
  return {
    room,
    calendarId: await room.link(),
    put: ({ title, start, weekly }) => {
      const day = new Date(start).toISOString().slice(0, 10);
      const daysOfWeek = [new Date(start).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })];
      const pattern = { type: 'weekly', interval: 1, daysOfWeek: daysOfWeek.map((d) => d.toLowerCase()) };
      const range = { type: 'noEnd', startDate: day, recurrenceTimeZone: 'UTC' };
      room.outlook.calendars.addEvent(ANNA, {
        ...{
          subject: title,
          body: { contentType: 'text', content: title },
          location: { displayName: title },
        },
        ...{ showAs: 'busy', start: when(start), end: when(start + HOUR) },
        ...(weekly ? { recurrence: { pattern, range } } : {}),
      });
    },
    putBroken: () => false,
  };
};

const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const vevent = (uid: string, { title, start, weekly }: Entry, broken = false): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTART:${broken ? 'some day' : stamp(start)}`,
  'DURATION:PT1H',
  `SUMMARY:${title}`,
  `DESCRIPTION:${title}`,
  `LOCATION:${title}`,
  ...(weekly ? ['RRULE:FREQ=WEEKLY'] : []),
  'END:VEVENT',
];
const vcalendar = (lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');

const caldav = async (): Promise<Linked> => {
  const room = await openCalendarHouse(async () => {
    const server = await CaldavServer.start();
    const home = server.addCalendar('home');
    const workers = new BoundedWorkers();
    const guard = new GuardedFetch(parseAllowedHosts(`127.0.0.1:${server.port}`) ?? []);
    return {
      ...{ server, home, settings: {} },
      make: (_, clock) =>
        new CaldavCalendar(guard, workers, clock, {
          limits: { timeoutMs: 5_000, maxBytes: 1024 * 1024 },
          serviceOf: async () => null,
        }),
      close: async () => {
        guard.close();
        await workers.close();
        await server.close();
      },
    };
  });
  const { server, home } = room.world;
  const address = `${server.url}/dav/principals/anna/`;
  const entered = { address, username: 'anna', password: server.password };
  await room.get(LinkCredentials).caldav(room.who, room.clientId, entered);
  let count = 0;
  const put = (entry: Entry, broken = false) => {
    const uid = `e${++count}`;
    server.put(`${home}${uid}.ics`, vcalendar(vevent(uid, entry, broken)));
    return true;
  };
  return {
    room,
    calendarId: await only(room),
    put,
    putBroken: (title) => put({ title, start: 0 }, true),
  };
};

const feed = async (): Promise<Linked> => {
  const lines: string[] = [];
  const room = await openCalendarHouse(async () => {
    const server = await ScriptedHttp.start();
    server.answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/calendar' }).end(vcalendar(lines));
    const workers = new BoundedWorkers();
    const guard = new GuardedFetch(parseAllowedHosts(`127.0.0.1:${server.port}`) ?? []);
    return {
      ...{ server, settings: {} },
      // Pages of two, so that what is still to come travels from page to page.
      make: (_, clock) => new FeedCalendar(guard, workers, clock, { timeoutMs: 5_000, page: 2 }),
      close: async () => {
        guard.close();
        await workers.close();
        await server.close();
      },
    };
  });
  await room.get(LinkCredentials).feed(room.who, room.clientId, `${room.world.server.url}/a.ics`, null);
  let count = 0;
  const put = (entry: Entry, broken = false) => {
    lines.push(...vevent(`e${++count}`, entry, broken));
    return true;
  };
  return {
    room,
    calendarId: await only(room),
    put,
    putBroken: (title) => put({ title, start: 0 }, true),
  };
};

const only = async (room: CalendarHouse<CalendarProvider>): Promise<string> => {
  const [row] = await room.t.asOwner<{ id: string }>('select calendar_id as id from calendar');
  return row?.id ?? '';
};

describe.each(Object.entries({ google, outlook, caldav, feed }))('a calendar of %s', (_, open) => {
  let linked: Linked;
  beforeEach(async () => {
    linked = await open();
  });
  afterEach(() => linked.room.close());

  const within = <T>(work: Parameters<typeof linked.room.t.db.inAgency<T>>[1]) =>
    linked.room.t.db.inAgency(linked.room.agencyId, work);
  const noonIn = (days: number) => Math.ceil(linked.room.now() / DAY) * DAY + days * DAY + 12 * HOUR;

  test('grows with the days: what lay beyond its end comes in without any change', async () => {
    const { room, calendarId, put } = linked;
    put({ title: 'Weekly', start: noonIn(1), weekly: true });
    expect(await room.sync(calendarId)).toBe('done');
    const starts = async () => (await room.busy(calendarId)).map((row) => Date.parse(`${row.slice(0, 16)}Z`));
    const end = async () => Date.parse(String((await room.calendar(calendarId)).expanded_until));
    const endBefore = await end();
    const far = Math.floor(endBefore / DAY) * DAY + 20 * DAY + HOUR;
    const last = async () => (await starts()).findLast((start) => start !== far) ?? 0;
    const lastBefore = await last();
    expect(endBefore - lastBefore).toBeLessThan(9 * DAY);
    put({ title: 'Far away', start: far });
    expect(await room.sync(calendarId)).toBe('done');
    for (let week = 1; week <= 6; week++) {
      room.pass(7 * DAY);
      expect(await room.sync(calendarId)).toBe('done');
      // Never more than a week before the end without an occurrence in it.
      expect((await end()) - (await last())).toBeLessThan(9 * DAY);
    }
    expect((await last()) - lastBefore).toBeGreaterThan(30 * DAY);
    expect(await starts()).toContain(far);
  });

  test('of which titles are never stored has none anywhere: tables, jobs, log', async () => {
    const { room, calendarId, put, putBroken } = linked;
    const said: string[] = [];
    const [out, err] = [process.stdout.write, process.stderr.write];
    const listen = (text: string | Uint8Array): boolean => said.push(String(text)) > 0;
    process.stdout.write = listen;
    process.stderr.write = listen;
    try {
      const choose = (busyOnly: boolean) =>
        within(async (tx) => {
          const verbs = room.get(ChangeCalendar);
          await verbs.change(tx, room.who, await verbs.find(tx, room.who, room.clientId, calendarId), {
            busyOnly,
          });
        });
      await choose(true);
      for (const n of [1, 2, 3]) put({ title: `Canary ${n}`, start: noonIn(n), weekly: n === 3 });
      const broken = putBroken('Canary of which the start makes no sense');
      expect(await room.sync(calendarId)).toBe('done');
      // And a full list, as after a reset.
      await room.t.asOwner('update calendar set sync_token = null');
      expect(await room.sync(calendarId)).toBe('done');
      expect((await room.busy(calendarId)).length).toBeGreaterThan(50);
      const view = await within((tx) => room.get(CalendarViews).one(tx, room.who, calendarId));
      expect(view).toMatchObject({ busyOnly: true, unreadableCount: broken ? 1 : 0 });
      expect(JSON.stringify(view)).not.toContain('Canary');
      expect(await whereIs(room, 'Canary')).toEqual([]);

      // They were there to be kept: with titles they are read, sealed, and nowhere in the open.
      await choose(false);
      expect(await room.sync(calendarId)).toBe('done');
      const [from, to] = [room.now(), room.now() + 9 * DAY];
      const week = await within((tx) =>
        room.get(BusyStore).weekOf(tx, room.agencyId, room.clientId, from, to),
      );
      expect(week.map(({ title }) => title)).toEqual(
        expect.arrayContaining(['Canary 1', 'Canary 2', 'Canary 3']),
      );
      const shown = await within((tx) => room.get(CalendarViews).one(tx, room.who, calendarId));
      expect(shown.unreadable.map(({ title }) => title)).toEqual(
        broken ? ['Canary of which the start makes no sense'] : [],
      );
      expect(await whereIs(room, 'Canary')).toEqual([]);
    } finally {
      process.stdout.write = out;
      process.stderr.write = err;
    }
    expect(said.join('')).not.toContain('Canary');
  });
});

/** Tables of the database, the queue's included, in which a text stands in the open; bytes are shown in hexadecimal. */
const whereIs = async (room: CalendarHouse<CalendarProvider>, text: string): Promise<string[]> => {
  const tables = await room.t.asOwner<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')`,
  );
  const forms = [text, Buffer.from(text).toString('hex')];
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await room.t.asOwner<{ all: string | null }>(
      `select string_agg(t::text, ' ') as all from ${name} t`,
    );
    if (forms.some((form) => row?.all?.includes(form))) found.push(name);
  }
  return found;
};
