import { z } from 'zod';
import { seal, unseal } from '../sealed.js';
import { foundIn, readWindow, type Window } from './event-lists.js';
import type { Found } from './event-verbs.js';
import { showEvent, showStub, type Viewer } from './event-view.js';
import { GraphFailure, invalid } from './failure.js';
import { itemId } from './ids.js';
import { option } from './odata.js';
import type { StoredCalendar, StoredItem } from './world.js';

/**
 * calendarView/delta: https://learn.microsoft.com/graph/api/event-delta. A round begins without a token (everything in
 * the window) or with a delta token (what changed since), goes on with skip tokens, and ends with a delta token. The
 * window is fixed inside of the tokens.
 */
const token = z.object({
  calendar: z.string(),
  generation: z.number(),
  from: z.number(),
  to: z.number(),
  /** Tells of changes after this revision; in a first round it is left out. */
  since: z.number().optional(),
  /** The change counter when the round began: its delta token starts there. */
  head: z.number(),
  /** How far the round got: ordinal or revision of the last whole unit, and entries of the next one. */
  after: z.number(),
  index: z.number(),
});
type Token = z.infer<typeof token>;

/** What faults make of an answer. */
export interface DeltaFate {
  /** Entries on the page; series are then torn over pages, too. */
  pageSize?: number | undefined;
  /** Changes an order at random. */
  shuffle?: ((list: Record<string, unknown>[]) => Record<string, unknown>[]) | undefined;
  /** Entries that come twice. */
  repeat: boolean;
  /** Leaves series masters out. */
  withoutMasters: boolean;
  /** The delta token tells of the same changes again. */
  replay: boolean;
  /** Changes younger than this are not seen yet, ms. */
  lagMs: number;
  reason: 'deleted' | 'changed';
}

const DEFAULT_PAGE = 10;
const REFUSED = ['select', 'filter', 'expand', 'orderby', 'search', 'top'];

export interface DeltaRequest {
  calendar: StoredCalendar;
  query: URLSearchParams;
  here: URL;
  fate: DeltaFate;
}

/** What changes, or is listed, together: an item with the days of its series, or a deletion. */
interface Unit {
  /** Ordinal in a first round, revision afterwards. */
  place: number;
  item?: StoredItem;
  key: string;
}

const refuseOptions = (query: URLSearchParams): void => {
  const sent = REFUSED.filter((name) => option(query, name) !== undefined);
  if (sent.length > 0)
    throw invalid(
      "The following parameters are not supported with change tracking over the 'CalendarView' resource: '$orderby, $filter, $select, $expand, $search, $top'.",
      'ErrorInvalidUrlQuery',
    );
};

/** A dead token: 410 with the address to begin at again, or one of the documented error codes. */
const resetFailure = (calendar: StoredCalendar, dead: Token, here: URL): GraphFailure => {
  const message = `The sync state generation is not found; generation=${dead.generation};[highest=${calendar.generation}].`;
  if (calendar.reset === 'sync-state-not-found') return new GraphFailure(400, 'syncStateNotFound', message);
  if (calendar.reset === 'resync-required')
    return new GraphFailure(400, 'resyncRequired', 'Resync required. Reset the sync state and start again.');
  const again = new URL(here.pathname, here.origin);
  again.searchParams.set('startDateTime', new Date(dead.from).toISOString());
  again.searchParams.set('endDateTime', new Date(dead.to).toISOString());
  again.searchParams.set('$deltatoken', '');
  return new GraphFailure(410, 'SyncStateNotFound', message, { Location: again.href });
};

const openToken = (calendar: StoredCalendar, text: string, here: URL): Token => {
  const read = token.safeParse(unseal(text));
  if (!read.success || read.data.calendar !== calendar.key)
    throw invalid('Badly formed token.', 'BadRequest');
  if (read.data.generation !== calendar.generation) throw resetFailure(calendar, read.data, here);
  return read.data;
};

/** The revision up to which changes can be seen, when changes take a while to be reflected. */
const visibleHead = (viewer: Viewer, calendar: StoredCalendar, lagMs: number): number => {
  const { world } = viewer;
  if (lagMs === 0) return world.data.revision;
  const young = [
    ...Object.values(calendar.items).map(({ revision, changed }) => ({ revision, at: changed })),
    ...Object.values(calendar.removed),
  ].filter(({ at }) => at > world.now() - lagMs);
  return Math.min(world.data.revision, ...young.map(({ revision }) => revision - 1));
};

/** What the round still has to tell, in order. */
const unitsOf = (calendar: StoredCalendar, round: Token): Unit[] => {
  const { since } = round;
  // A unit of which some entries are on the page before stands at its own place, the rest behind it.
  const ahead = (place: number) => place > round.after;
  if (since === undefined)
    return Object.values(calendar.items)
      .filter(({ ordinal }) => ahead(ordinal))
      .map((item) => ({ place: item.ordinal, item, key: item.key }));
  const changed = Object.values(calendar.items)
    .filter(({ revision }) => revision > since && ahead(revision))
    .map((item): Unit => ({ place: item.revision, item, key: item.key }));
  const removed = Object.entries(calendar.removed)
    .filter(([, { revision }]) => revision > since && ahead(revision))
    .map(([key, { revision }]): Unit => ({ place: revision, key }));
  return [...changed, ...removed].sort((a, b) => a.place - b.place);
};

type Entry = () => Record<string, unknown>;
const typed = (value: Record<string, unknown>) => ({ '@odata.type': '#microsoft.graph.event', ...value });

/**
 * The entries of one unit. What shows nothing in the window gives nothing in a first round, and @removed afterwards:
 * also when it was never in the window. A deleted day of a series leaves no trace but the days that remain.
 */
const entriesOf = (
  viewer: Viewer,
  calendar: StoredCalendar,
  unit: Unit,
  round: Token,
  fate: DeltaFate,
): Entry[] => {
  const { item } = unit;
  const shown = item ? foundIn(viewer, calendar, item, round) : [];
  if (!item || shown.length === 0) {
    if (round.since === undefined) return [];
    const at = { mailbox: viewer.world.mailboxOf(calendar), calendarKey: calendar.key, item: unit.key };
    const id = itemId(viewer.prefer.idType, at);
    return [() => typed({ id, '@removed': { reason: fate.reason } })];
  }
  const one = (found: Found): Entry => {
    const { instance } = found;
    return instance?.kind === 'occurrence'
      ? () => typed(showStub(viewer, { ...found, instance }))
      : () => typed(showEvent(viewer, found));
  };
  const master = item.fields.recurrence && !fate.withoutMasters ? [one({ calendar, item })] : [];
  return [...master, ...shown.map(one)];
};

const link = (here: URL, name: '$skiptoken' | '$deltatoken', value: Token): string =>
  `${here.origin}${here.pathname}?${name}=${seal(value)}`;

export const calendarViewDelta = (viewer: Viewer, request: DeltaRequest): Record<string, unknown> => {
  const { calendar, query, here, fate } = request;
  refuseOptions(query);
  const given = option(query, 'skiptoken') || option(query, 'deltatoken');
  const round = given
    ? begin(
        viewer,
        calendar,
        openToken(calendar, given, here),
        option(query, 'skiptoken') !== undefined,
        fate,
      )
    : first(viewer, calendar, readWindow(query), fate);
  const { value, next } = fill(viewer, request, round);
  const context = { '@odata.context': `${here.origin}/v1.0/$metadata#Collection(event)` };
  if (next) return { ...context, '@odata.nextLink': link(here, '$skiptoken', next), value };
  const done: Token = {
    ...round,
    since: fate.replay ? (round.since ?? 0) : round.head,
    head: round.head,
    after: 0,
    index: 0,
  };
  return { ...context, '@odata.deltaLink': link(here, '$deltatoken', done), value };
};

const first = (viewer: Viewer, calendar: StoredCalendar, { from, to }: Window, fate: DeltaFate): Token => ({
  calendar: calendar.key,
  generation: calendar.generation,
  from,
  to,
  head: visibleHead(viewer, calendar, fate.lagMs),
  after: 0,
  index: 0,
});

/** A delta token opens a new round; a skip token goes on with one. */
const begin = (
  viewer: Viewer,
  calendar: StoredCalendar,
  given: Token,
  goingOn: boolean,
  fate: DeltaFate,
): Token =>
  goingOn ? given : { ...given, head: visibleHead(viewer, calendar, fate.lagMs), after: 0, index: 0 };

/** One page. The days of a series stay together on it, however many, unless a fault tears them. */
const fill = (
  viewer: Viewer,
  { calendar, fate }: DeltaRequest,
  round: Token,
): { value: Record<string, unknown>[]; next?: Token } => {
  const size = fate.pageSize ?? viewer.prefer.maxPageSize ?? DEFAULT_PAGE;
  const torn = fate.pageSize !== undefined;
  const units = unitsOf(calendar, round).filter(
    ({ place }) => fate.lagMs === 0 || round.since === undefined || place <= round.head,
  );
  const value: Record<string, unknown>[] = [];
  let last = { after: round.after, index: round.index };
  let before = last;
  let next: Token | undefined;
  for (const unit of units) {
    const entries = entriesOf(viewer, calendar, unit, round, fate).slice(last.index);
    if (value.length >= size && entries.length > 0) {
      next = { ...round, ...last };
      break;
    }
    const room = torn ? size - value.length : entries.length;
    value.push(...entries.slice(0, room).map((make) => make()));
    if (entries.length > room) {
      next = { ...round, after: last.after, index: last.index + room };
      break;
    }
    before = last;
    last = { after: unit.place, index: 0 };
  }
  const twice = fate.repeat ? value.slice(0, 1) : [];
  // Also over the edge of two pages: the last unit of this page opens the next one again.
  if (fate.repeat && next && !torn && before.after > round.after) next = { ...round, ...before };
  const whole = [...value, ...twice];
  return { value: fate.shuffle ? fate.shuffle(whole) : whole, ...(next ? { next } : {}) };
};
