import type { Found } from './event-verbs.js';
import { present, type Viewer } from './event-view.js';
import { invalid } from './failure.js';
import type { Row, Value } from './filter.js';
import { instanceOn, instancesOf, instantIn } from './instances.js';
import { option, type QueryOptions, readOptions } from './odata.js';
import { propertyId } from './resource.js';
import { readInstant } from './times.js';
import type { StoredCalendar, StoredItem } from './world.js';

const DEFAULT_PAGE = 10;
const LONGEST_VIEW = 1_825 * 86_400_000;

export interface Window {
  from: number;
  to: number;
}

/** startDateTime and endDateTime of a view; both are required, and five years are the most. */
export const readWindow = (query: URLSearchParams): Window => {
  const [start, end] = [option(query, 'startDateTime'), option(query, 'endDateTime')];
  if (start === undefined || end === undefined)
    throw invalid(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
      'ErrorInvalidParameter',
    );
  const window = { from: readInstant(start, 'startDateTime'), to: readInstant(end, 'endDateTime') };
  if (window.to < window.from)
    throw invalid('The end of the time window is before its start.', 'ErrorInvalidParameter');
  if (window.to - window.from > LONGEST_VIEW)
    throw invalid(
      "Your request can't be completed. The range between the start and end dates is greater than the allowed range. Maximum number of days: 1825",
      'ErrorCalendarViewRangeTooBig',
    );
  return window;
};

/** What an item shows in a window, as events of a view. */
export const foundIn = (
  viewer: Viewer,
  calendar: StoredCalendar,
  item: StoredItem,
  { from, to }: Window,
): (Found & { startMs: number })[] =>
  instancesOf(item, viewer.world.zoneOf(calendar), from, to).map((instance) => ({
    calendar,
    item,
    startMs: instance.startMs,
    ...(instance.kind === 'singleInstance' ? {} : { instance }),
  }));

/** The changed days of a series, for $expand=exceptionOccurrences. */
export const exceptionsOf = (viewer: Viewer, { calendar, item, instance }: Found): Found[] =>
  instance
    ? []
    : Object.keys(item.exceptions).flatMap((day) => {
        const one = instanceOn(item, day, viewer.world.zoneOf(calendar));
        return one ? [{ calendar, item, instance: one }] : [];
      });

const FILTERABLE = [
  'subject',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'type',
  'iCalUId',
  'showAs',
  'sensitivity',
  'importance',
  'createdDateTime',
  'lastModifiedDateTime',
];
const TIMES = ['createdDateTime', 'lastModifiedDateTime', 'start/dateTime', 'end/dateTime'];

const named = (path: string, among: readonly string[]): string | undefined =>
  among.find((one) => one.toLowerCase() === path.toLowerCase());

const notFilterable = (path: string) =>
  invalid(
    `The property '${path.slice(0, 1).toUpperCase()}${path.slice(1).split('/')[0]}' does not support filtering.`,
    'ErrorInvalidProperty',
  );

const checkFilterable = (path: string): void => {
  if (!named(path, [...FILTERABLE, ...TIMES, 'singleValueExtendedProperties'])) throw notFilterable(path);
};

/** A property that events are sorted or filtered by; times as ms UTC. */
const propertyOf = (viewer: Viewer, found: Found, path: string): Value => {
  const fields = found.instance?.fields ?? found.item.fields;
  const zone = viewer.world.zoneOf(found.calendar);
  const time = named(path, TIMES);
  if (time === 'start/dateTime') return instantIn(fields.start, fields, zone);
  if (time === 'end/dateTime') return instantIn(fields.end, fields, zone);
  if (time === 'createdDateTime') return found.item.created;
  if (time === 'lastModifiedDateTime') return found.item.changed;
  const name = named(path, FILTERABLE);
  if (name === undefined) throw notFilterable(path);
  if (name === 'type') return found.instance?.kind ?? (fields.recurrence ? 'seriesMaster' : 'singleInstance');
  if (name === 'iCalUId') return found.item.iCalUId;
  if (name === 'isOrganizer') return fields.organizer.address === found.calendar.owner;
  const value = Object.entries(fields).find(([key]) => key === name)?.[1];
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
};

const folded = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

const literal = (path: string, text: string): Value => {
  if (named(path, TIMES)) return readInstant(text, path);
  return /^(true|false)$/.test(text) ? text === 'true' : text.toLowerCase();
};

const rowOf = (viewer: Viewer, found: Found): Row => ({
  value: (path) => folded(propertyOf(viewer, found, path)),
  literal,
  many: (path) => {
    if (!named(path, ['singleValueExtendedProperties'])) throw notFilterable(path);
    const { extended } = found.instance?.fields ?? found.item.fields;
    return extended.map(({ id, value }) => ({
      value: (inner) => (inner === 'id' ? propertyId(id) : value.toLowerCase()),
      literal: (inner, text) => (inner === 'id' ? propertyId(text) : text.toLowerCase()),
      many: () => [],
    }));
  },
});

/** Filters, sorts and cuts, and gives the page with its nextLink. `here` is the address that was asked for. */
const page = (
  viewer: Viewer,
  all: Found[],
  options: QueryOptions,
  here: URL,
  forced: number | undefined,
): Record<string, unknown> => {
  const { filter, orderBy, skip } = options;
  // A property that cannot be filtered by is refused on an empty calendar, too.
  for (const path of filter?.paths ?? []) checkFilterable(path);
  const kept = filter ? all.filter((found) => filter.holds(rowOf(viewer, found))) : all;
  for (const { property, descending } of orderBy.toReversed()) {
    const key = new Map(kept.map((found) => [found, propertyOf(viewer, found, property)]));
    kept.sort((a, b) => {
      const [left, right] = [key.get(a) ?? '', key.get(b) ?? ''];
      return (left < right ? -1 : left > right ? 1 : 0) * (descending ? -1 : 1);
    });
  }
  const size = forced ?? options.top ?? viewer.prefer.maxPageSize ?? DEFAULT_PAGE;
  const shown = kept.slice(skip, skip + size);
  const next = new URL(here);
  for (const key of [...next.searchParams.keys()]) if (/^\$?skip$/i.test(key)) next.searchParams.delete(key);
  next.searchParams.set('$skip', String(skip + size));
  return {
    '@odata.context': `${here.origin}/v1.0/$metadata#users('${viewer.user.oid}')/events`,
    ...(options.count ? { '@odata.count': kept.length } : {}),
    value: shown.map((found) => present(viewer, found, options, (one) => exceptionsOf(viewer, one))),
    ...(skip + size < kept.length ? { '@odata.nextLink': next.href } : {}),
  };
};

export interface ListRequest {
  calendar: StoredCalendar;
  query: URLSearchParams;
  here: URL;
  /** Size of the page when a fault sets it. */
  pageSize?: number | undefined;
}

/** List events: single events and series, not their days. */
export const listEvents = (viewer: Viewer, { calendar, query, here, pageSize }: ListRequest) => {
  const options = readOptions(query);
  const all = Object.values(calendar.items).map((item) => ({ calendar, item }));
  return page(viewer, all, options, here, pageSize);
};

/** List calendarView: single events, occurrences and exceptions, by their start unless told otherwise. */
export const calendarView = (viewer: Viewer, { calendar, query, here, pageSize }: ListRequest) => {
  const options = readOptions(query);
  const window = readWindow(query);
  const all = Object.values(calendar.items)
    .flatMap((item) => foundIn(viewer, calendar, item, window))
    .sort((a, b) => a.startMs - b.startMs);
  return page(viewer, all, options, here, pageSize);
};

/** List instances of a series in a window. */
export const listInstances = (
  viewer: Viewer,
  { item }: Found,
  { calendar, query, here, pageSize }: ListRequest,
) => {
  const options = readOptions(query);
  const window = readWindow(query);
  if (!item.fields.recurrence)
    throw invalid('Instances are only available for a series master.', 'ErrorInvalidRequest');
  return page(viewer, foundIn(viewer, calendar, item, window), options, here, pageSize);
};
