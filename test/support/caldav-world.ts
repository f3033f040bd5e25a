import { CaldavCalendar } from '../../src/calendars/caldav/caldav-calendar.js';
import { LinkCredentials } from '../../src/calendars/link-credentials.service.js';
import type { Config } from '../../src/config.js';
import { parseAllowedHosts } from '../../src/outbound/allowed-hosts.js';
import { GuardedFetch } from '../../src/outbound/guarded-fetch.js';
import type { Clock } from '../../src/time/clock.port.js';
import { BoundedWorkers } from '../../src/worker/bounded-worker.service.js';
import { type CaldavFault, CaldavServer } from './caldav-server.js';
import { type CalendarHouse, openCalendarHouse } from './calendar-house.js';
import { type Failure, inTables, type WriteWorld } from './write-world.js';

const HOUR = 3_600_000;

const KINDS: Readonly<Record<Failure, CaldavFault['kind']>> = {
  'request-lost': 'drop-before',
  'answer-lost': 'drop-after',
  'error-after': '503-after',
  error: '503',
  slow: 'late',
  'slow-down': '429',
};

/** A client whose calendars are on a CalDAV server, linked with a password. */
export const openCaldavWorld = async (): Promise<WriteWorld & { readonly server: CaldavServer }> => {
  const house = await openCalendarHouse(async () => {
    const server = await CaldavServer.start();
    const main = server.addCalendar('main');
    const workers = new BoundedWorkers();
    const guard = new GuardedFetch(parseAllowedHosts(`127.0.0.1:${server.port}`) ?? []);
    return {
      server,
      main,
      settings: {},
      make: (_: Config, clock: Clock) =>
        new CaldavCalendar(guard, workers, clock, {
          limits: { timeoutMs: 2_000, maxBytes: 1024 * 1024 },
          serviceOf: async () => null,
        }),
      close: async () => {
        guard.close();
        await workers.close();
        await server.close();
      },
    };
  });
  const { server, main } = house.world;
  const room: CalendarHouse<CaldavCalendar> = {
    ...house,
    link: async (of = house.clientId) => {
      const entered = { address: `${server.url}/dav/principals/anna/`, username: 'anna' };
      await house.get(LinkCredentials).caldav(house.who, of, { ...entered, password: server.password });
      const [row] = await house.t.asOwner<{ id: string }>(
        'select calendar_id as id from calendar where client_id = $1 and write_target',
        [of],
      );
      return row?.id ?? '';
    },
  };
  const calendarId = await room.link();
  await room.sync(calendarId);
  let added = 0;
  return {
    server,
    room,
    calendarId,
    remembersDeleted: false,
    keysCanBeTaken: true,
    standing: async (of = `${server.url}${main}`) =>
      [...server.objects(new URL(of).pathname)].map(([id, text]) => ({
        id,
        title: lineOf(text, 'SUMMARY'),
        location: lineOf(text, 'LOCATION'),
        start: msOf(lineOf(text, 'DTSTART')),
      })),
    add: async ({ title, start, key }) => {
      const id = `${main}${key ?? `theirs-${++added}`}.ics`;
      server.put(id, eventText(`theirs-${id}`, title, start));
      return id;
    },
    retitle: async (id, title) => server.put(id, withLine(server.text(id), 'SUMMARY', title)),
    move: async (id, start) => server.put(id, movedTo(server.text(id), start)),
    remove: async (id) => server.put(id, null),
    copy: async (id, start) => {
      const copied = withLine(movedTo(server.text(id), start), 'UID', 'a-copy');
      server.put(`${main}a-copy.ics`, copied);
    },
    fail: (failure, verb, times) =>
      server.fail({
        kind: KINDS[failure],
        verb,
        ...(times === undefined ? {} : { times }),
        ...(failure === 'slow' ? { ms: 2_500 } : {}),
        ...(failure === 'slow-down' ? { retryAfter: 7 } : {}),
      }),
    mend: () => server.mend(),
    calls: (verb) => server.calls.filter((one) => one === verb).length,
    expireToken: null,
    revoke: () => {
      server.password = 'another one';
    },
    relink: async () => {
      await room.link();
    },
    takeAway: async () => server.removeCalendar(main),
    second: () => inTables(room, `${server.url}${server.addCalendar('second')}`),
  };
};

const eventText = (uid: string, title: string, start: number): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(start + HOUR)}`,
    `SUMMARY:${title}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const movedTo = (text: string, start: number): string =>
  withLine(withLine(text, 'DTSTART', stamp(start)), 'DTEND', stamp(start + HOUR));

const unfolded = (text: string): string => text.replaceAll(/\r?\n[ \t]/g, '');

const lineOf = (text: string, name: string): string =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(unfolded(text))?.[1]?.replaceAll(/\\([\\;,])/g, '$1') ?? '';

const withLine = (text: string, name: string, value: string): string =>
  unfolded(text).replace(new RegExp(`^${name}:.*$`, 'm'), `${name}:${value}\r`);

/** YYYYMMDDTHHMMSSZ. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const msOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
