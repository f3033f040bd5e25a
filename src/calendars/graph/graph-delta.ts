import type { Access, ChangePage, ChangesFrom, Fault, Outcome, RemoteChange } from '../calendar.port.js';
import type { Json } from './answer.js';
import { fromSeries, type GraphEvent, INSTANCE_FIELDS, isStub, toEvent } from './graph-event.js';
import { type GraphHttp, itemsOf, relativeLink } from './graph-http.js';

/**
 * Changes of a calendar through calendarView/delta. A round has a fixed window, which lies in its token; a new window
 * is a new round.
 *
 * What a delta says of a series is not what changed: a deleted occurrence leaves no trace, an occurrence is a stub.
 * The first round is complete in itself, so there stubs are filled from their masters. Later ones only say which
 * series were touched: each of these is listed anew by its instances when the round has been read to its end, so that
 * nothing that came in meanwhile can be older than the token.
 * Sources: https://learn.microsoft.com/en-us/graph/delta-query-events,
 * https://learn.microsoft.com/en-us/graph/api/event-delta, https://learn.microsoft.com/en-us/graph/api/event-list-instances
 */
export class GraphDelta {
  constructor(
    private readonly http: GraphHttp,
    private readonly pageSize: number,
  ) {}

  async page(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>> {
    const cursor = cursorOf(calendarId, from);
    if (cursor === null) return refuse({ kind: 'reset', detail: 'the sync token cannot be read' });
    const { link } = cursor;
    if (link === null) return this.seriesPage(access, calendarId, cursor, []);
    const answer = await this.http.ask(access, {
      verb: 'list',
      method: 'GET',
      path: link,
      pageSize: this.pageSize,
    });
    if (!answer.ok) return answer;
    const items = itemsOf<GraphEvent>(answer.value);
    const next = relativeLink(answer.value?.['@odata.nextLink']);
    const end = relativeLink(answer.value?.['@odata.deltaLink']);
    if (items === null || (next === null && end === null)) return NO_ROUND;

    const changes = cursor.full
      ? await this.whole(access, calendarId, items)
      : await this.singles(access, calendarId, items);
    if (!changes.ok) return changes;
    const touched = cursor.full ? [] : items.flatMap(seriesOf);
    const series = [...new Set([...cursor.series, ...touched])];
    if (next !== null) {
      return accept({ changes: changes.value, nextPage: write({ ...cursor, link: next, series }) });
    }
    const last = { ...cursor, link: null, end: end ?? '', series };
    return this.seriesPage(access, calendarId, last, changes.value);
  }

  /** A page of a first round: everything as it stands, occurrences with what they have from their series. */
  private async whole(
    access: Access,
    calendarId: string,
    items: GraphEvent[],
  ): Promise<Outcome<RemoteChange[]>> {
    const masters = new Map<string, GraphEvent>();
    for (const item of items) if (item.type === 'seriesMaster' && item.id) masters.set(item.id, item);
    const wanted = new Set(items.filter(isStub).flatMap(({ seriesMasterId }) => seriesMasterId ?? []));
    const absent = [...wanted].filter((id) => !masters.has(id));
    const fetched = await Promise.all(absent.map((id) => this.event(access, calendarId, id)));
    for (const [index, master] of fetched.entries()) {
      if (master.ok) masters.set(absent[index] ?? '', master.value);
      // A series that went away meanwhile has no occurrences either; the next round says so.
      else if (master.fault.kind !== 'not-found') return master;
    }
    return accept(
      items.flatMap((item): RemoteChange[] => {
        if (item['@removed'] !== undefined) return item.id ? [{ kind: 'removed', id: item.id }] : [];
        // The occurrences are what occupies time; the master is one of them or none.
        if (item.type === 'seriesMaster') return [];
        if (!isStub(item)) return changeOf(item);
        const master = masters.get(item.seriesMasterId ?? '');
        return master === undefined ? [] : changeOf(fromSeries(item, master));
      }),
    );
  }

  /** What a later round says of events that are no series. */
  private async singles(
    access: Access,
    calendarId: string,
    items: GraphEvent[],
  ): Promise<Outcome<RemoteChange[]>> {
    const changes: RemoteChange[] = [];
    for (const item of items) {
      if (!item.id) continue;
      if (item['@removed'] !== undefined) changes.push({ kind: 'removed', id: item.id });
      else if (seriesOf(item).length === 0) {
        // At least what was updated is in it, which need not be all that there is.
        const whole =
          item.start && item.end && item.showAs
            ? accept(item)
            : await this.event(access, calendarId, item.id);
        if (!whole.ok && whole.fault.kind !== 'not-found') return whole;
        // As a whole: it may have been a series until now, whose occurrences would stay.
        changes.push(...wholeOf(item.id, whole.ok ? [whole.value] : []));
      }
    }
    return accept(changes);
  }

  /** The end of a round: some of the touched series as they are now; with the last of them, the token. */
  private async seriesPage(
    access: Access,
    calendarId: string,
    cursor: Cursor,
    before: readonly RemoteChange[],
  ): Promise<Outcome<ChangePage>> {
    const now = cursor.series.slice(0, SERIES_A_PAGE);
    const later = cursor.series.slice(SERIES_A_PAGE);
    const listed = await Promise.all(now.map((id) => this.instances(access, calendarId, id, cursor)));
    const changes = [...before];
    for (const one of listed) {
      if (!one.ok) return one;
      changes.push(...one.value);
    }
    return accept({
      changes,
      ...(later.length > 0
        ? { nextPage: write({ ...cursor, series: later }) }
        : { nextSync: write({ ...cursor, link: cursor.end, end: null, series: [], full: false }) }),
    });
  }

  /** All that there is of a series within the window; nothing, when it is gone. */
  private async instances(
    access: Access,
    calendarId: string,
    seriesId: string,
    { from, to }: Cursor,
  ): Promise<Outcome<RemoteChange[]>> {
    const range = `startDateTime=${iso(from)}&endDateTime=${iso(to)}`;
    let path: string | null =
      `${eventPath(calendarId, seriesId)}/instances?${range}&$top=${this.pageSize}&$select=${INSTANCE_FIELDS}`;
    const items: GraphEvent[] = [];
    while (path !== null) {
      const answer: Outcome<Json | null> = await this.http.ask(access, { verb: 'read', method: 'GET', path });
      if (!answer.ok && answer.fault.kind !== 'not-found') return answer;
      const page = answer.ok ? itemsOf<GraphEvent>(answer.value) : [];
      if (page === null) return NO_ROUND;
      items.push(...page);
      path = answer.ok ? relativeLink(answer.value?.['@odata.nextLink']) : null;
    }
    return accept(
      wholeOf(
        seriesId,
        items.map((item) => ({ ...item, seriesMasterId: seriesId })),
      ),
    );
  }

  private async event(access: Access, calendarId: string, id: string): Promise<Outcome<GraphEvent>> {
    const path = eventPath(calendarId, id);
    const answer = await this.http.ask(access, { verb: 'read', method: 'GET', path });
    return answer.ok ? accept((answer.value ?? {}) as GraphEvent) : answer;
  }
}

export const calendarPath = (calendarId: string): string => `me/calendars/${encodeURIComponent(calendarId)}`;
export const eventPath = (calendarId: string, eventId: string): string =>
  `${calendarPath(calendarId)}/events/${encodeURIComponent(eventId)}`;

/** Series that are listed for one page: a few thousand occurrences at most. */
const SERIES_A_PAGE = 10;

/** The series that an item belongs to or is. */
const seriesOf = (item: GraphEvent): string[] => {
  if (item['@removed'] !== undefined) return [];
  if (item.seriesMasterId) return [item.seriesMasterId];
  return item.type === 'seriesMaster' && item.id ? [item.id] : [];
};

const changeOf = (item: GraphEvent): RemoteChange[] => {
  if (!item.id) return [];
  const event = toEvent(item);
  return [
    event === null
      ? {
          kind: 'unreadable',
          id: item.id,
          reason: 'its start or end is missing or makes no sense',
          title: item.subject ?? null,
          etag: item['@odata.etag'] ?? null,
          ...(item.seriesMasterId ? { recurringEventId: item.seriesMasterId } : {}),
        }
      : { kind: 'event', event },
  ];
};

/** Everything that there is under an id, a series' or a single event's; what cannot be read is named beside it. */
const wholeOf = (id: string, items: readonly GraphEvent[]): RemoteChange[] => {
  const changes = items.flatMap(changeOf);
  const events = changes.flatMap((change) => (change.kind === 'event' ? [change.event] : []));
  return [{ kind: 'series', id, events }, ...changes.filter(({ kind }) => kind === 'unreadable')];
};

/** Where in a round we are. */
interface Cursor {
  /** The window, epoch ms. */
  readonly from: number;
  readonly to: number;
  /** A first round, which shows everything. */
  readonly full: boolean;
  /** The next page; null when only the series are left. */
  readonly link: string | null;
  /** The round's end: where the next one begins. */
  readonly end: string | null;
  /** Touched series that have to be listed. */
  readonly series: readonly string[];
}

/** Null for a token that is none of ours: of another version, or of another provider. */
const cursorOf = (calendarId: string, from: ChangesFrom): Cursor | null => {
  const text = from.page ?? (from.kind === 'token' ? from.token : null);
  if (text !== null) return read(text);
  if (from.kind !== 'start') return null;
  const { from: begin, to } = from.window;
  const link = `${calendarPath(calendarId)}/calendarView/delta?startDateTime=${iso(begin)}&endDateTime=${iso(to)}`;
  return { from: begin, to, full: true, link, end: null, series: [] };
};

const write = (cursor: Cursor): string => JSON.stringify(cursor);

const read = (text: string): Cursor | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isCursor(value) ? value : null;
  } catch {
    return null;
  }
};

const isCursor = (value: unknown): value is Cursor =>
  typeof value === 'object' && value !== null && 'from' in value && 'link' in value && 'series' in value;

const iso = (ms: number): string => encodeURIComponent(new Date(ms).toISOString());

const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });
const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
const NO_ROUND = refuse({ kind: 'refused', detail: 'the answer is no page of events' });
