import type { CalendarProvider } from '../../src/calendars/calendar.port.js';
import { type CalendarRoom, openCalendarRoom } from './calendar-fixtures.js';
import { ANNA, type CalendarHouse } from './calendar-house.js';
import { type OutlookRoom, openOutlookRoom } from './outlook-fixtures.js';

/** What fails, in words that mean the same for each provider. */
export type Failure =
  /** The connection breaks before the request arrives. */
  | 'request-lost'
  /** It was carried out, and the answer never came. */
  | 'answer-lost'
  /** It was carried out, and the answer says 503. */
  | 'error-after'
  | 'error'
  /** Longer than the adapter waits (2 s); carried out all the same. */
  | 'slow'
  | 'slow-down';

export type Verb = 'create' | 'update' | 'delete' | 'look' | 'list' | 'calendars';

/** An event as it stands at the provider. */
export interface Standing {
  readonly id: string;
  readonly title: string;
  readonly location: string;
  /** Epoch ms. */
  readonly start: number;
}

/** A provider with a linked client, a hand on the client's calendar, and a hand on the line. */
export interface WriteWorld {
  readonly room: CalendarHouse<CalendarProvider>;
  /** The client's main calendar, linked and synchronised once. */
  readonly calendarId: string;
  /** Deleted events can still be seen under their ids, and their keys stay taken. */
  readonly remembersDeleted: boolean;
  /** Somebody else's event can stand under a key of ours. */
  readonly keysCanBeTaken: boolean;
  standing(calendarId?: string): Promise<Standing[]>;
  /** The client's own hand. Times in epoch ms, an hour long. */
  add(event: { title: string; start: number; key?: string }): Promise<string>;
  retitle(id: string, title: string): Promise<void>;
  move(id: string, start: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** The client copies an event, marks and all. */
  copy(id: string, start: number): Promise<void>;
  fail(failure: Failure, verb: Verb, times?: number): void;
  mend(): void;
  /** Calls of a kind so far. */
  calls(verb: Verb): number;
  /** Null where there are passwords instead of tokens. */
  readonly expireToken: (() => void) | null;
  /** The client takes the permission back. */
  revoke(): void;
  relink(): Promise<void>;
  /** The calendar is not shared with us any more. */
  takeAway(): Promise<void>;
  /** Another calendar of the same account; its id in our tables and at the provider. */
  second(): Promise<{ calendarId: string; externalId: string }>;
}

const HOUR = 3_600_000;

const KINDS = {
  'request-lost': 'drop-before',
  'answer-lost': 'drop-after-commit',
  'error-after': '503-after-commit',
  error: '503',
  slow: 'latency',
  'slow-down': '429',
} as const;

type Ways = Readonly<Record<Verb, { readonly method: string; readonly path: RegExp }>>;

interface Line {
  readonly log: readonly { readonly method: string; readonly path: string }[];
  readonly faults: {
    add(rule: {
      kind: (typeof KINDS)[Failure];
      method: string;
      path: string;
      times?: number;
      ms?: number;
      retryAfter?: number;
    }): unknown;
    clear(): void;
  };
}

const onTheLine = (line: Line, ways: Ways): Pick<WriteWorld, 'fail' | 'mend' | 'calls'> => ({
  fail: (failure, verb, times) => {
    const { method, path } = ways[verb];
    line.faults.add({
      kind: KINDS[failure],
      method,
      path: path.source,
      ...(times === undefined ? {} : { times }),
      ...(failure === 'slow' ? { ms: 2_500 } : {}),
      ...(failure === 'slow-down' ? { retryAfter: 7 } : {}),
    });
  },
  mend: () => line.faults.clear(),
  calls: (verb) => {
    const { method, path } = ways[verb];
    return line.log.filter(
      (entry) => new RegExp(method).test(entry.method) && path.test(decodeURIComponent(entry.path)),
    ).length;
  },
});

export const inTables = async (
  room: CalendarHouse<CalendarProvider>,
  externalId: string,
): Promise<{ calendarId: string; externalId: string }> => {
  await room.link();
  const [row] = await room.t.asOwner<{ id: string }>(
    'select calendar_id as id from calendar where external_id = $1',
    [externalId],
  );
  if (row === undefined) throw new Error(`not listed: ${externalId}`);
  return { calendarId: row.id, externalId };
};

const pointAt = (room: CalendarHouse<CalendarProvider>, calendarId: string, externalId: string) =>
  room.t.asOwner('update calendar set external_id = $2, sync_token = null where calendar_id = $1', [
    calendarId,
    externalId,
  ]);

const GOOGLE: Ways = {
  create: { method: 'POST', path: /\/events$/ },
  update: { method: 'PATCH', path: /\/events\/[^/]+$/ },
  delete: { method: 'DELETE', path: /\/events\/[^/]+$/ },
  look: { method: 'GET', path: /\/events\/[^/]+$/ },
  list: { method: 'GET', path: /\/events$/ },
  calendars: { method: 'GET', path: /\/calendarList$/ },
};

export const openGoogleWorld = async (): Promise<WriteWorld> => {
  const room: CalendarRoom = await openCalendarRoom();
  const { google } = room;
  const hand = google.calendars;
  const calendarId = await room.link();
  await room.sync(calendarId);
  const when = (at: number) => ({ dateTime: new Date(at).toISOString() });
  const span = (at: number) => ({ start: when(at), end: when(at + HOUR) });
  return {
    room,
    calendarId,
    remembersDeleted: true,
    keysCanBeTaken: true,
    ...onTheLine(google, GOOGLE),
    standing: async (of = ANNA) =>
      hand
        .events(of)
        .filter(({ status }) => status !== 'cancelled')
        .map(({ id, summary = '', location = '', start }) => ({
          ...{ id, location, title: summary },
          start: Date.parse(start.dateTime ?? ''),
        })),
    add: async ({ title, start, key }) =>
      hand.addEvent(ANNA, { summary: title, ...span(start), ...(key === undefined ? {} : { id: key }) }).id,
    retitle: async (id, title) => {
      hand.editEvent(ANNA, id, { summary: title });
    },
    move: async (id, start) => {
      hand.editEvent(ANNA, id, span(start));
    },
    remove: async (id) => hand.deleteEvent(ANNA, id),
    copy: async (id, start) => {
      const { extendedProperties = {} } = hand.getEvent(ANNA, id);
      hand.addEvent(ANNA, { summary: 'Copy', ...span(start), extendedProperties });
    },
    expireToken: () => google.expireTokens(ANNA),
    revoke: () => google.revokeGrants(ANNA),
    relink: async () => {
      await room.link();
    },
    takeAway: async () => {
      const shared = hand.addCalendar('bert@example.com', {
        summary: 'Shared',
        shareWith: { [ANNA]: 'reader' },
      });
      hand.share(shared, ANNA, undefined);
      await pointAt(room, calendarId, shared);
    },
    second: () => inTables(room, hand.addCalendar(ANNA, { summary: 'Second' })),
  };
};

const OUTLOOK: Ways = {
  create: { method: 'POST', path: /\/events$/ },
  update: { method: 'PATCH', path: /\/events\/[^/]+$/ },
  delete: { method: 'DELETE', path: /\/events\/[^/]+$/ },
  look: { method: 'GET', path: /\/events(\/[^/]+)?$/ },
  list: { method: 'GET', path: /\/calendarView\/delta/ },
  calendars: { method: 'GET', path: /\/me\/calendars$/ },
};

export const openOutlookWorld = async (): Promise<WriteWorld> => {
  const room: OutlookRoom = await openOutlookRoom();
  const { outlook } = room;
  const hand = outlook.calendars;
  const calendarId = await room.link();
  await room.sync(calendarId);
  const when = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' });
  const span = (at: number) => ({ start: when(at), end: when(at + HOUR) });
  return {
    room,
    calendarId,
    remembersDeleted: false,
    keysCanBeTaken: false,
    ...onTheLine(outlook, OUTLOOK),
    standing: async (of = ANNA) =>
      hand.events(of).map(({ id, subject, location, start }) => ({
        id,
        title: String(subject ?? ''),
        location: (location as { displayName?: string } | undefined)?.displayName ?? '',
        start: Date.parse(`${(start as { dateTime: string }).dateTime.slice(0, 19)}Z`),
      })),
    add: async ({ title, start }) =>
      hand.addEvent(ANNA, { subject: title, ...span(start), showAs: 'busy' }).id,
    retitle: async (id, title) => {
      hand.editEvent(ANNA, id, { subject: title });
    },
    move: async (id, start) => {
      hand.editEvent(ANNA, id, span(start));
    },
    remove: async (id) => hand.deleteEvent(ANNA, id),
    copy: async (id, start) => {
      const { singleValueExtendedProperties: marks } = hand.getEvent(ANNA, id);
      hand.addEvent(ANNA, {
        subject: 'Copy',
        ...span(start),
        showAs: 'busy',
        ...(marks === undefined ? {} : { singleValueExtendedProperties: marks as never }),
      });
    },
    expireToken: () => outlook.expireTokens(ANNA),
    revoke: () => outlook.revokeGrants(ANNA),
    relink: async () => {
      await room.link();
    },
    takeAway: async () => {
      const shared = hand.addCalendar('bert@example.com', { name: 'Shared', shareWith: { [ANNA]: 'read' } });
      hand.share(shared, ANNA, undefined);
      await pointAt(room, calendarId, shared);
    },
    second: () => inTables(room, hand.addCalendar(ANNA, { name: 'Second' })),
  };
};
