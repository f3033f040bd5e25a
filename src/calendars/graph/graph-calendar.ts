import { createHash } from 'node:crypto';
import type { Calendar } from '@microsoft/microsoft-graph-types';
import type { OAuthProviderConfig } from '../../config.js';
import type { Clock } from '../../time/clock.port.js';
import type {
  Access,
  CalendarProvider,
  ChangePage,
  ChangesFrom,
  Fault,
  Outcome,
  OwnEvent,
  OwnEventRef,
  RemoteCalendar,
  RemoteEvent,
} from '../calendar.port.js';
import type { Json } from './answer.js';
import { calendarPath, eventPath, GraphDelta } from './graph-delta.js';
import {
  type GraphEvent,
  MARK_PROPERTY,
  markValue,
  toCalendar,
  toEvent,
  toNewBody,
  toPatch,
} from './graph-event.js';
import { GraphHttp, itemsOf, relativeLink } from './graph-http.js';
import { GraphSubscriptions } from './graph-subscriptions.js';
import { TokenEndpoint } from './token-endpoint.js';

/** Long enough for a full page of a slow mailbox; a caller waits at most this long before it has to say `unknown`. */
const TIMEOUT_MS = 20_000;
const PAGE_SIZE = 200;

export interface GraphOptions {
  /** Events on a page: a wish. */
  readonly pageSize?: number;
  readonly timeoutMs?: number;
}

/**
 * Outlook's calendars through Microsoft Graph v1.0. The library is behind graph-http.ts alone; every call is sent once,
 * and the callers own the retries.
 */
export class GraphCalendar implements CalendarProvider {
  readonly provider = 'microsoft';
  readonly mirrors = 'window';
  readonly linking: TokenEndpoint;
  readonly watching: GraphSubscriptions;
  private readonly http: GraphHttp;
  private readonly delta: GraphDelta;

  constructor(settings: OAuthProviderConfig, clock: Clock, options: GraphOptions = {}) {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.http = new GraphHttp(settings.apiUrl, timeoutMs, clock);
    this.delta = new GraphDelta(this.http, options.pageSize ?? PAGE_SIZE);
    this.linking = new TokenEndpoint(settings, timeoutMs, clock);
    this.watching = new GraphSubscriptions(this.http, clock);
  }

  async listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>> {
    const calendars: RemoteCalendar[] = [];
    for (let path: string | null = 'me/calendars?$top=100'; path !== null; ) {
      const answer: Outcome<Json | null> = await this.http.ask(access, { verb: 'read', method: 'GET', path });
      if (!answer.ok) return answer;
      const items = itemsOf<Calendar>(answer.value);
      if (items === null) return refuse({ kind: 'refused', detail: 'the answer is no list of calendars' });
      calendars.push(...items.map(toCalendar).filter((calendar) => calendar !== null));
      path = relativeLink(answer.value?.['@odata.nextLink']);
    }
    return accept(calendars);
  }

  listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>> {
    return this.delta.page(access, calendarId, from);
  }

  async getEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<RemoteEvent>> {
    const found = await this.read(access, calendarId, eventId);
    return found.ok ? eventOf(found.value) : found;
  }

  /**
   * By the value of the mark: Graph cannot be asked for a transactionId. A copy that the client made carries the mark
   * too, but not the transactionId.
   */
  async findOwn(access: Access, calendarId: string, own: OwnEventRef): Promise<Outcome<RemoteEvent>> {
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${MARK_PROPERTY}' and ep/value eq '${markValue(own)}')`;
    const path = `${calendarPath(calendarId)}/events?$filter=${encodeURIComponent(filter)}&$top=25`;
    const answer = await this.http.ask(access, { verb: 'read', method: 'GET', path });
    if (!answer.ok) return answer;
    const items = itemsOf<GraphEvent>(answer.value) ?? [];
    const first = items.toSorted((a, b) => age(a).localeCompare(age(b)))[0];
    const found = items.find(({ transactionId }) => transactionId === own.key) ?? first;
    if (found === undefined) return refuse({ kind: 'not-found', detail: 'nothing stands under this key' });
    return eventOf(found, own);
  }

  /** A transactionId that is taken is answered with 409, or with the event that is there. */
  async createEvent(access: Access, calendarId: string, event: OwnEvent): Promise<Outcome<RemoteEvent>> {
    const path = `${calendarPath(calendarId)}/events`;
    const body = toNewBody(event);
    const answer = await this.http.ask(access, { verb: 'create', method: 'POST', path, body });
    if (!answer.ok) return answer;
    const made = eventOf(answer.value as GraphEvent, event);
    if (made.ok && !isAsSent(made.value, event)) {
      return refuse({ kind: 'exists', detail: 'another event was made under this key' });
    }
    return made;
  }

  async updateEvent(
    access: Access,
    calendarId: string,
    eventId: string,
    event: OwnEvent,
    etag: string,
  ): Promise<Outcome<RemoteEvent>> {
    const stands = await this.read(access, calendarId, eventId);
    if (!stands.ok) return stands.fault.kind === 'unknown' ? notSent(stands.fault) : stands;
    if (stands.value['@odata.etag'] !== etag) {
      return refuse({ kind: 'changed', detail: 'the event is another one by now' });
    }
    const body = toPatch(event, stands.value);
    if (Object.keys(body).length === 0) return eventOf(stands.value, event);
    const path = eventPath(calendarId, eventId);
    const answer = await this.http.ask(access, { verb: 'write', method: 'PATCH', path, body, ifMatch: etag });
    return answer.ok ? eventOf(answer.value as GraphEvent, event) : answer;
  }

  async deleteEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<void>> {
    const path = eventPath(calendarId, eventId);
    const answer = await this.http.ask(access, { verb: 'write', method: 'DELETE', path });
    if (!answer.ok && answer.fault.kind !== 'not-found') return answer;
    return accept(undefined);
  }

  /** In the form of a UUID (version 8, RFC 9562), as transactionIds usually are. */
  ownKey(optionId: string, calendarId: string, generation: number): string {
    const digest = createHash('sha256').update(`${optionId}\n${calendarId}\n${generation}`).digest('hex');
    const [a, b, c, d, e] = [
      digest.slice(0, 8),
      digest.slice(8, 12),
      digest.slice(13, 16),
      digest.slice(17, 20),
      digest.slice(20, 32),
    ];
    return `${a}-${b}-8${c}-8${d}-${e}`;
  }

  ownId(): null {
    return null;
  }

  private async read(access: Access, calendarId: string, eventId: string): Promise<Outcome<GraphEvent>> {
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${MARK_PROPERTY}')`);
    const path = `${eventPath(calendarId, eventId)}?$expand=${expand}`;
    const answer = await this.http.ask(access, { verb: 'read', method: 'GET', path });
    return answer.ok ? accept((answer.value ?? {}) as GraphEvent) : answer;
  }
}

/** @param own when it is known to be ours: answers to writes and to filters do not show the mark. */
const eventOf = (item: GraphEvent | null, own?: OwnEventRef): Outcome<RemoteEvent> => {
  const event = toEvent(item ?? {});
  if (event === null) return refuse({ kind: 'unknown', detail: 'the event makes no sense' });
  return accept(own === undefined ? event : { ...event, mark: own.mark });
};

const age = (event: GraphEvent): string => event.createdDateTime ?? '';

const isAsSent = (made: RemoteEvent, sent: OwnEvent): boolean =>
  made.start.kind === 'instant' &&
  made.end.kind === 'instant' &&
  made.start.at === sent.start &&
  made.end.at === sent.end &&
  made.title === sent.title;

const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });
const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
/** It was only looked at: nothing can have been written. */
const notSent = ({ detail }: Fault): Outcome<never> =>
  refuse({ kind: 'slow-down', retryAfterMs: null, detail });
