import { paramsDigest } from '../sealed.js';
import { instanceOf, showEvent, showTombstone, type ViewOptions } from './event-view.js';
import { badRequest, emptyTimeRange, fullSyncRequired, updatedMinTooLongAgo } from './failure.js';
import { occurrencesOf } from './instances.js';
import { instantOf, isZone, readInstant } from './times.js';
import { openPageToken, openSyncToken, type SyncToken, sealPageToken, sealSyncToken } from './tokens.js';
import { etagOf, type GoogleWorld, type StoredCalendar, type StoredEvent } from './world.js';

/** events.list names these as not allowed beside a sync token. */
const NOT_WITH_SYNC_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];
/** A list that was narrowed or ordered by these gives no token to go on from. */
const NO_SYNC_TOKEN_AFTER = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'updatedMin',
];
const DEFAULT_PAGE = 250;
const LARGEST_PAGE = 2_500;
const DAY = 86_400_000;
/** How long deletions are remembered for updatedMin; the service says "too far in the past" after some weeks. */
const UPDATED_MIN_REACH = 28 * DAY;

export interface ListContext {
  world: GoogleWorld;
  calendar: StoredCalendar;
  query: URLSearchParams;
  busyOnly: boolean;
  accessRole: string;
  /** A fault may make every page shorter than asked for, down to empty ones. */
  pageSize?: number;
  syncTokenLifeMs: number;
}

interface Listed {
  stored: StoredEvent;
  startMs: number;
  endMs: number;
}

const flag = (query: URLSearchParams, name: string): boolean | undefined => {
  const value = query.get(name);
  if (value === null) return undefined;
  if (value !== 'true' && value !== 'false') throw badRequest('Bad Request', name, 'badRequest');
  return value === 'true';
};

/** maxResults: 1 and up; more than the largest page is quietly cut. */
export const pageLimit = (query: URLSearchParams, fallback: number, largest: number): number => {
  const value = query.get('maxResults');
  if (value === null) return fallback;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw badRequest('Bad Request', 'maxResults', 'badRequest');
  return Math.min(count, largest);
};

/** Reads and checks the sync token of a request against its other parameters. */
const readSyncToken = (context: ListContext, params: string): SyncToken | undefined => {
  const { query, calendar, world } = context;
  const raw = query.get('syncToken');
  if (raw === null) return undefined;
  for (const name of NOT_WITH_SYNC_TOKEN)
    if (query.has(name)) throw badRequest('Sync token cannot be used with other request restrictions.', name);
  if (flag(query, 'showDeleted') === false)
    throw badRequest('Deleted events cannot be left out with a sync token.', 'showDeleted');
  const token = openSyncToken(raw);
  // "Undefined behaviour" in the documentation for changed parameters: refusing is the version a test can see.
  if (!token || token.calendar !== calendar.id || token.params !== params)
    throw badRequest('Invalid sync token value.', 'syncToken');
  if (token.generation !== calendar.generation || token.issued + context.syncTokenLifeMs < world.now())
    throw fullSyncRequired();
  return token;
};

/** events.list: full, incremental and windowed, masters or instances. Returns the response body. */
export const listEvents = (context: ListContext): Record<string, unknown> => {
  const { world, calendar, query } = context;
  const singleEvents = flag(query, 'singleEvents') ?? false;
  const showDeleted = flag(query, 'showDeleted') ?? false;
  const zone = query.get('timeZone') ?? undefined;
  if (zone !== undefined && !isZone(zone)) throw badRequest('Invalid time zone.', 'timeZone');
  const orderBy = query.get('orderBy');
  if (orderBy === 'startTime' && !singleEvents)
    throw badRequest('The requested ordering is not available for the particular query.', 'orderBy');
  if (orderBy !== null && orderBy !== 'startTime' && orderBy !== 'updated')
    throw badRequest('Bad Request', 'orderBy', 'badRequest');

  const lasting = {
    singleEvents,
    zone,
    eventTypes: query.getAll('eventTypes').toSorted(),
    maxAttendees: query.get('maxAttendees'),
    hidden: query.get('showHiddenInvitations'),
  };
  const params = paramsDigest(lasting);
  const token = readSyncToken(context, params);
  const bound = (name: string) => {
    const value = query.get(name);
    return value === null ? undefined : readInstant(value, name);
  };
  const timeMin = token ? token.timeMin : bound('timeMin');
  const timeMax = token ? token.timeMax : bound('timeMax');
  if (timeMin !== undefined && timeMax !== undefined && timeMax <= timeMin) throw emptyTimeRange();
  const updatedMin = bound('updatedMin');
  if (updatedMin !== undefined && updatedMin < world.now() - UPDATED_MIN_REACH) throw updatedMinTooLongAgo();

  const request = paramsDigest({
    ...lasting,
    rest: [...NOT_WITH_SYNC_TOKEN, 'syncToken', 'showDeleted'].map((name) => query.getAll(name)),
  });
  const rawPage = query.get('pageToken');
  const page = rawPage === null ? undefined : openPageToken(rawPage);
  if (rawPage !== null && (page?.calendar !== calendar.id || page.params !== request))
    throw badRequest('Invalid page token value.', 'pageToken');

  const since = token?.revision;
  const withDeleted = showDeleted || since !== undefined || updatedMin !== undefined;
  const from = timeMin ?? Number.NEGATIVE_INFINITY;
  const to = timeMax ?? Number.POSITIVE_INFINITY;

  const changed = (stored: StoredEvent) =>
    (since === undefined || stored.revision > since) &&
    (updatedMin === undefined || Date.parse(stored.resource.updated) >= updatedMin);
  const isShown = (row: Listed): boolean => {
    const { resource } = row.stored;
    if (resource.status === 'cancelled') {
      const parent = resource.recurringEventId ? calendar.events[resource.recurringEventId] : undefined;
      const exceptionOfLiving = parent !== undefined && parent.resource.status !== 'cancelled';
      if (!withDeleted && !(exceptionOfLiving && !singleEvents)) return false;
      // A full list of masters shows no tombstone of a master's child either, once the master is gone.
      if (parent !== undefined && !exceptionOfLiving && !singleEvents) return false;
    }
    return row.endMs > from && row.startMs < to && matches(query, row.stored);
  };

  // Masters go on after the last one's place in the stable order, which edits between two pages cannot move.
  const byPlace = !singleEvents && orderBy === null;
  const after = page?.after ?? 0;
  const size = context.pageSize ?? pageLimit(query, DEFAULT_PAGE, LARGEST_PAGE);
  const place = byPlace ? after : 0;
  const order = world.order(calendar);
  const found = (
    since === undefined
      ? order.after(place)
      : Iterator.from(order.changedSince(since)).filter((stored) => stored.ordinal > place)
  ).filter(changed);
  const rows = (
    singleEvents
      ? Iterator.from(expandAll(context, found.toArray(), from, to, changed))
      : found.map((stored) => rowOf(calendar, stored))
  ).filter(isShown);
  // One more than the page holds, which says that there is another; the rest is not even looked at.
  const left = byPlace ? rows.take(size + 1).toArray() : sorted(rows.toArray(), orderBy).slice(after);
  const shown = left.slice(0, size);
  const last = shown.at(-1);
  const base = page?.base ?? calendar.revision;
  const view: ViewOptions = {
    busyOnly: context.busyOnly,
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(query.has('maxAttendees') ? { maxAttendees: Number(query.get('maxAttendees')) } : {}),
  };
  const more = left.length > shown.length;
  const resumable = NO_SYNC_TOKEN_AFTER.every((name) => !query.has(name));
  return {
    kind: 'calendar#events',
    etag: etagOf(calendar.revision),
    summary: calendar.summary,
    description: '',
    updated: new Date(world.now()).toISOString(),
    timeZone: zone ?? calendar.timeZone,
    accessRole: context.accessRole,
    defaultReminders: [],
    ...(more
      ? {
          nextPageToken: sealPageToken({
            calendar: calendar.id,
            params: request,
            base,
            after: byPlace ? (last?.stored.ordinal ?? after) : after + shown.length,
          }),
        }
      : {}),
    ...(!more && resumable
      ? {
          nextSyncToken: sealSyncToken({
            calendar: calendar.id,
            generation: calendar.generation,
            revision: base,
            params,
            ...(timeMin === undefined ? {} : { timeMin }),
            ...(timeMax === undefined ? {} : { timeMax }),
            issued: world.now(),
          }),
        }
      : {}),
    // Details of a deleted event are shown on an explicit showDeleted of a full list only.
    items: shown.map(({ stored }) =>
      stored.resource.status === 'cancelled' &&
      !(showDeleted && since === undefined && !stored.resource.recurringEventId)
        ? showTombstone(calendar, stored)
        : showEvent(calendar, stored, view),
    ),
  };
};

const sorted = (rows: Listed[], orderBy: string | null): Listed[] => {
  if (orderBy === 'startTime') rows.sort((a, b) => a.startMs - b.startMs);
  if (orderBy === 'updated')
    rows.sort((a, b) => a.stored.resource.updated.localeCompare(b.stored.resource.updated));
  return rows;
};

/** A series stretches over all its occurrences, so that a window finds it by any of them. */
const rowOf = (calendar: StoredCalendar, stored: StoredEvent): Listed => {
  const { resource } = stored;
  const startMs = instantOf(resource.start, calendar.timeZone);
  const endMs = instantOf(resource.end, calendar.timeZone);
  if (!resource.recurrence) return { stored, startMs, endMs: Math.max(endMs, startMs + 1) };
  const bounded = resource.recurrence.some((line) => /(?:UNTIL|COUNT)=/i.test(line));
  const last = bounded
    ? occurrencesOf(resource, calendar.timeZone, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).at(-1)
    : undefined;
  return { stored, startMs, endMs: bounded ? (last?.endMs ?? endMs) : Number.POSITIVE_INFINITY };
};

/** singleEvents=true: series give way to their instances, each replaced by its exception where there is one. */
const expandAll = (
  context: ListContext,
  all: StoredEvent[],
  from: number,
  to: number,
  changed: (stored: StoredEvent) => boolean,
): Listed[] => {
  const { calendar } = context;
  return all.flatMap((stored): Listed[] => {
    const { resource } = stored;
    if (!resource.recurrence) return changed(stored) ? [rowOf(calendar, stored)] : [];
    if (!changed(stored)) return [];
    return occurrencesOf(resource, calendar.timeZone, from, to)
      .filter((occurrence) => !Object.hasOwn(calendar.events, occurrence.id))
      .map((occurrence) => ({
        stored: { ...stored, resource: instanceOf(resource, occurrence) },
        startMs: occurrence.startMs,
        endMs: Math.max(occurrence.endMs, occurrence.startMs + 1),
      }));
  });
};

const matches = (query: URLSearchParams, stored: StoredEvent): boolean => {
  const { resource } = stored;
  const uid = query.get('iCalUID');
  if (uid !== null && resource.iCalUID !== uid) return false;
  const types = query.getAll('eventTypes');
  if (types.length > 0 && !types.includes(resource.eventType)) return false;
  const words = query.get('q')?.toLowerCase();
  if (words !== undefined) {
    const people = (resource.attendees ?? []).flatMap((one) => [one.email, one.displayName]);
    const text = [resource.summary, resource.description, resource.location, ...people]
      .join('\n')
      .toLowerCase();
    if (!text.includes(words)) return false;
  }
  const holds = (kind: 'private' | 'shared', name: string) =>
    query.getAll(name).every((constraint) => {
      const cut = constraint.indexOf('=');
      return resource.extendedProperties?.[kind]?.[constraint.slice(0, cut)] === constraint.slice(cut + 1);
    });
  return holds('private', 'privateExtendedProperty') && holds('shared', 'sharedExtendedProperty');
};

/** events.instances: the instances of one series, modified ones in their place, cancelled ones only on demand. */
export const listInstances = (context: ListContext, master: StoredEvent): Record<string, unknown> => {
  const { world, calendar, query } = context;
  const bound = (name: string, fallback: number) => {
    const value = query.get(name);
    return value === null ? fallback : readInstant(value, name);
  };
  const from = bound('timeMin', Number.NEGATIVE_INFINITY);
  const to = bound('timeMax', Number.POSITIVE_INFINITY);
  const exceptions = world
    .exceptionsOf(calendar, master.resource.id)
    .map((stored) => rowOf(calendar, stored));
  const original = query.get('originalStart');
  const rows = [...expandAll(context, [master], from, to, () => true), ...exceptions]
    .filter((row) => row.endMs > from && row.startMs < to)
    .filter((row) => query.get('showDeleted') === 'true' || row.stored.resource.status !== 'cancelled')
    .filter((row) => {
      if (original === null) return true;
      const start = row.stored.resource.originalStartTime;
      if (start?.date !== undefined) return start.date === original;
      return (
        start !== undefined && instantOf(start, calendar.timeZone) === readInstant(original, 'originalStart')
      );
    })
    .sort((a, b) => a.startMs - b.startMs);
  const rawPage = query.get('pageToken');
  const page = rawPage === null ? undefined : openPageToken(rawPage);
  if (rawPage !== null && page?.params !== master.resource.id)
    throw badRequest('Invalid page token value.', 'pageToken');
  const after = page?.after ?? 0;
  const shown = rows.slice(after, after + (context.pageSize ?? pageLimit(query, DEFAULT_PAGE, LARGEST_PAGE)));
  const more = rows.length > after + shown.length;
  return {
    kind: 'calendar#events',
    etag: etagOf(calendar.revision),
    summary: calendar.summary,
    updated: new Date(world.now()).toISOString(),
    timeZone: calendar.timeZone,
    accessRole: context.accessRole,
    defaultReminders: [],
    ...(more
      ? {
          nextPageToken: sealPageToken({
            calendar: calendar.id,
            params: master.resource.id,
            base: calendar.revision,
            after: after + shown.length,
          }),
        }
      : {}),
    items: shown.map(({ stored }) =>
      stored.resource.status === 'cancelled'
        ? showTombstone(calendar, stored)
        : showEvent(calendar, stored, { busyOnly: context.busyOnly }),
    ),
  };
};
