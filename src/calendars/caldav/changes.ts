import type { ChangePage, ChangesFrom, Fault, Outcome, RemoteChange } from '../calendar.port.js';
import type { Reader, Resource } from './caldav-resource.js';
import type { DavClient } from './dav-client.js';
import { child, namesOf, textOf } from './dav-row.js';
import { addressOf, resourceId, resourceOf } from './href.js';
import { isCalendar, zoneOf } from './list-calendars.js';
import type { ObjectReader } from './object-reader.js';
import { type PageState, readPage, readToken, writePage, writeToken } from './sync-token.js';

/** Objects fetched at once. Some servers take no more than a hundred. */
const BATCH = 50;
/** More than any calendar that can be worked with; hrefs are kept in the page's name until they are fetched. */
const MOST_OBJECTS = 100_000;

export interface ListWith {
  readonly client: DavClient;
  readonly calendarId: string;
  readonly reader: ObjectReader;
  /** The addresses of the calendar's owner. Asked for when there is something to read. */
  readonly me: () => Promise<Outcome<readonly string[]>>;
  readonly batch?: number;
}

/**
 * One page of changes: what changed is listed once (RFC 6578, or by comparing etags where a server has no such report),
 * then fetched batch by batch. The names that are still to be fetched travel in the page, so nothing is remembered here.
 */
export const listChanges = async (using: ListWith, from: ChangesFrom): Promise<Outcome<ChangePage>> => {
  if (from.page !== undefined) return nextBatch(using, readPage(from.page), from);
  const listed = from.kind === 'start' ? await everything(using) : await since(using, from);
  if (!listed.ok) return listed;
  const { hrefs, removed, token, more, zone } = listed.value;
  if (hrefs.length > MOST_OBJECTS) {
    return refuse({ kind: 'refused', detail: `the calendar has more than ${MOST_OBJECTS} entries` });
  }
  const me = hrefs.length === 0 ? { ok: true as const, value: [] } : await using.me();
  if (!me.ok) return me;
  const state: PageState = { hrefs, token, more, zone: from.zone ?? zone ?? 'UTC', me: me.value };
  const page = await nextBatch(using, state, from);
  if (!page.ok) return page;
  const gone = removed.map((id): RemoteChange => ({ kind: 'removed', id }));
  return { ok: true, value: { ...page.value, changes: [...gone, ...page.value.changes] } };
};

/** What a listing found: `more` when the server cut it off, to be gone on with from `token`. */
interface Listed {
  readonly hrefs: readonly string[];
  readonly removed: readonly string[];
  readonly token: string;
  readonly more: boolean;
  readonly zone: string | null;
}

const nextBatch = async (
  using: ListWith,
  state: PageState,
  from: ChangesFrom,
): Promise<Outcome<ChangePage>> => {
  if (state.hrefs.length === 0 && state.more) return goOn(using, state, from);
  const batch = state.hrefs.slice(0, using.batch ?? BATCH);
  const reader = { zone: state.zone, me: state.me };
  const changes = await fetchObjects(using, batch, reader, from.kind === 'start');
  if (!changes.ok) return changes;
  const rest: PageState = { ...state, hrefs: state.hrefs.slice(batch.length) };
  const done = rest.hrefs.length === 0 && !rest.more;
  return {
    ok: true,
    value: {
      changes: changes.value,
      ...(done ? { nextSync: rest.token } : { nextPage: writePage(rest) }),
    },
  };
};

/** The next part of a listing that the server cut off (RFC 6578 3.6). */
const goOn = async (using: ListWith, state: PageState, from: ChangesFrom): Promise<Outcome<ChangePage>> => {
  const token = readToken(state.token);
  if (token.kind !== 'sync') throw new Error('only a sync-collection report is cut off');
  const listed = await syncCollection(using, token.token);
  if (!listed.ok) return listed;
  const { hrefs, removed, more } = listed.value;
  const me =
    hrefs.length === 0 || state.me.length > 0 ? { ok: true as const, value: state.me } : await using.me();
  if (!me.ok) return me;
  const next = { ...state, hrefs, token: listed.value.token, more, me: me.value };
  const page = await nextBatch(using, next, from);
  if (!page.ok) return page;
  const gone = removed.map((id): RemoteChange => ({ kind: 'removed', id }));
  return { ok: true, value: { ...page.value, changes: [...gone, ...page.value.changes] } };
};

/** All objects of the calendar, by the best means that the server has. */
const everything = async (using: ListWith): Promise<Outcome<Listed>> => {
  const asked = await describe(using);
  if (!asked.ok) return asked;
  const { zone, ctag, canSync } = asked.value;
  if (canSync) {
    const listed = await syncCollection(using, '');
    if (listed.ok) return { ok: true, value: { ...listed.value, removed: [], zone } };
    // Some servers announce the report and refuse its first use.
    if (!GIVES_UP.has(listed.fault.kind)) return listed;
  }
  const etags = await listEtags(using);
  if (!etags.ok) return etags;
  const token = writeToken({ kind: 'etags', ctag });
  return { ok: true, value: { hrefs: [...etags.value.keys()], removed: [], token, more: false, zone } };
};

const GIVES_UP: ReadonlySet<Fault['kind']> = new Set(['refused', 'forbidden', 'reset', 'not-found']);

const since = async (
  using: ListWith,
  from: Extract<ChangesFrom, { kind: 'token' }>,
): Promise<Outcome<Listed>> => {
  const token = readToken(from.token);
  if (token.kind === 'sync') return syncCollection(using, token.token);
  // Read before the list, so that what changes meanwhile is seen the next time.
  const asked = await describe(using);
  if (!asked.ok) return asked;
  const { ctag, zone } = asked.value;
  const next = { token: writeToken({ kind: 'etags', ctag }), more: false, zone };
  if (ctag !== null && ctag === token.ctag) return { ok: true, value: { ...next, hrefs: [], removed: [] } };
  const etags = await listEtags(using);
  if (!etags.ok) return etags;
  const known = await from.known();
  const hrefs = [...etags.value].filter(([id, etag]) => etag === null || known.get(id) !== etag);
  // Of an object without a master only its exceptions are known.
  const mirrored = new Set([...known.keys()].map(resourceOf));
  const removed = [...mirrored].filter((id) => !etags.value.has(id));
  return { ok: true, value: { ...next, hrefs: hrefs.map(([id]) => id), removed } };
};

const describe = async (
  using: ListWith,
): Promise<Outcome<{ zone: string | null; ctag: string | null; canSync: boolean }>> => {
  const props = {
    'd:resourcetype': {},
    'd:supported-report-set': {},
    'd:sync-token': {},
    'cs:getctag': {},
    'c:calendar-timezone': {},
  };
  const asked = await using.client.propfind(using.calendarId, props, '0', 'list');
  if (!asked.ok) return asked;
  const [row] = asked.value.rows;
  if (row === undefined || !isCalendar(row.props)) {
    return refuse({ kind: 'not-found', detail: 'there is no calendar at this place any more' });
  }
  const reports = [child(child(row.props, 'supportedReportSet'), 'supportedReport')]
    .flat()
    .flatMap((one) => namesOf(child(one, 'report')));
  const canSync = reports.includes('syncCollection') || textOf(child(row.props, 'syncToken')) !== null;
  return { ok: true, value: { zone: zoneOf(row.props), ctag: textOf(child(row.props, 'getctag')), canSync } };
};

const syncCollection = async (using: ListWith, token: string): Promise<Outcome<Listed>> => {
  const body = {
    'sync-collection': {
      _attributes: NAMESPACES,
      'sync-token': token,
      'sync-level': 1,
      'd:prop': { 'd:getetag': {} },
    },
  };
  const asked = await using.client.report(using.calendarId, body, 'd', null);
  if (!asked.ok) return asked;
  const { rows, syncToken } = asked.value;
  if (syncToken === null) {
    return refuse({ kind: 'refused', detail: 'the list of changes carries no sync token' });
  }
  const hrefs = new Set<string>();
  const removed = new Set<string>();
  let more = false;
  for (const { href, status } of rows) {
    const id = objectIn(using.calendarId, href);
    // RFC 6578 3.6: the row of the collection itself says that the list was cut off.
    if (id === null) more ||= status === 507;
    else if (status === 404 || status === 410) removed.add(id);
    else if (status < 300) hrefs.add(id);
  }
  // A server that cuts off without getting on would be asked for ever.
  if (more && hrefs.size + removed.size === 0) {
    return refuse({ kind: 'refused', detail: 'the list of changes was cut off at its beginning' });
  }
  const next = writeToken({ kind: 'sync', token: syncToken });
  return { ok: true, value: { hrefs: [...hrefs], removed: [...removed], token: next, more, zone: null } };
};

const listEtags = async (using: ListWith): Promise<Outcome<Map<string, string | null>>> => {
  const body = {
    'calendar-query': {
      _attributes: NAMESPACES,
      'd:prop': { 'd:getetag': {} },
      filter: {
        'comp-filter': {
          _attributes: { name: 'VCALENDAR' },
          'comp-filter': { _attributes: { name: 'VEVENT' } },
        },
      },
    },
  };
  const asked = await using.client.report(using.calendarId, body, 'c', '1');
  if (!asked.ok) return asked;
  const etags = new Map<string, string | null>();
  for (const { href, status, props } of asked.value.rows) {
    const id = objectIn(using.calendarId, href);
    if (id !== null && status < 300) etags.set(id, textOf(child(props, 'getetag')));
  }
  return { ok: true, value: etags };
};

export const NAMESPACES = { 'xmlns:d': 'DAV:', 'xmlns:c': 'urn:ietf:params:xml:ns:caldav' };

/** The id of an object of the calendar; null for the calendar itself and for collections within it. */
const objectIn = (calendarId: string, href: string): string | null => {
  const id = resourceId(href, calendarId);
  return id === null || id.endsWith('/') || id === new URL(calendarId).pathname.replace(/\/$/, '')
    ? null
    : id;
};

/** Fetches objects and reads them; what vanished meanwhile is gone. */
const fetchObjects = async (
  using: ListWith,
  ids: readonly string[],
  reader: Reader,
  whole: boolean,
): Promise<Outcome<readonly RemoteChange[]>> => {
  if (ids.length === 0) return { ok: true, value: [] };
  const found = await multiget(using, ids);
  if (!found.ok) {
    if (found.fault.kind !== 'refused' || found.fault.reason !== 'too-large') return found;
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) {
      return { ok: true, value: [{ kind: 'unreadable', id: only, reason: 'it is too large to be read' }] };
    }
    const half = Math.ceil(ids.length / 2);
    const first = await fetchObjects(using, ids.slice(0, half), reader, whole);
    if (!first.ok) return first;
    const second = await fetchObjects(using, ids.slice(half), reader, whole);
    return second.ok ? { ok: true, value: [...first.value, ...second.value] } : second;
  }
  const { resources, changes } = found.value;
  const read = await using.reader.changes(resources, reader, whole);
  return read.ok ? { ok: true, value: [...changes, ...read.value] } : read;
};

const multiget = async (
  using: ListWith,
  ids: readonly string[],
): Promise<Outcome<{ resources: Resource[]; changes: RemoteChange[] }>> => {
  const body = {
    'calendar-multiget': {
      _attributes: NAMESPACES,
      'd:prop': { 'd:getetag': {}, 'c:calendar-data': {} },
      'd:href': ids,
    },
  };
  const asked = await using.client.report(using.calendarId, body, 'c', '1');
  if (!asked.ok) return asked;
  const rows = new Map(asked.value.rows.map((row) => [resourceId(row.href, using.calendarId), row]));
  const resources: Resource[] = [];
  const changes: RemoteChange[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    const text = textOf(child(row?.props, 'calendarData'));
    if (text !== null) {
      resources.push({ id, etag: textOf(child(row?.props, 'getetag')), text });
    } else if (row?.status === 404 || row?.status === 410) {
      changes.push({ kind: 'removed', id });
    } else {
      // Left out or without its text: asked for by itself, so that nothing is lost when the token moves on.
      const single = await using.client.get(addressOf(using.calendarId, id));
      if (single.ok) resources.push({ id, ...single.value });
      else if (single.fault.kind === 'not-found') changes.push({ kind: 'removed', id });
      else if (single.fault.kind === 'forbidden') {
        changes.push({ kind: 'unreadable', id, reason: 'the server does not show it' });
      } else return single;
    }
  }
  return { ok: true, value: { resources, changes } };
};

const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
