import { createHash } from 'node:crypto';
import { EventOrder } from './event-order.js';
import type { AccessRole, EventBody, EventResource } from './resource.js';

/** What a sandbox starts with: people, each with calendars. Event bodies as the API takes them, plus `id` if wanted. */
export interface GoogleState {
  users: {
    email: string;
    name: string;
    timeZone: string;
    calendars?: SeedCalendar[];
    events?: SeedEvent[];
  }[];
}

export interface SeedCalendar {
  id?: string;
  summary: string;
  timeZone?: string;
  shareWith?: Record<string, AccessRole>;
  events?: SeedEvent[];
}

/** `exceptions` are laid over a series after it is made: key is the original start (date or UTC instant, ISO). */
export type SeedEvent = EventBody & { exceptions?: Record<string, EventBody> };

export interface StoredEvent {
  /** Place in the unspecified but stable order of lists. */
  ordinal: number;
  /** The world's change counter at the last change: drives etags and sync tokens. */
  revision: number;
  resource: EventResource;
}

export interface StoredCalendar {
  id: string;
  summary: string;
  timeZone: string;
  owner: string;
  primary: boolean;
  acl: Record<string, AccessRole>;
  /** Raised to kill every sync token given out so far. */
  generation: number;
  revision: number;
  events: Record<string, StoredEvent>;
}

export interface Grant {
  user: string;
  clientId: string;
  scopes: string[];
}

export interface StoredChannel {
  id: string;
  resourceId: string;
  calendarId: string;
  address: string;
  token?: string;
  expiration: number;
  user: string;
  messages: number;
}

/** Everything that survives a restart; plain data, so that it is written as one JSON document. */
export interface GoogleData {
  revision: number;
  counter: number;
  users: Record<string, { email: string; name: string; sub: string }>;
  calendars: Record<string, StoredCalendar>;
  codes: Record<
    string,
    Grant & {
      redirectUri: string;
      challenge?: string;
      method?: string;
      offline: boolean;
      expires: number;
      nonce?: string;
    }
  >;
  accessTokens: Record<string, Grant & { expires: number; refreshToken?: string }>;
  /** `issued` and `used` in ms UTC. */
  refreshTokens: Record<string, Grant & { issued: number; used: number }>;
  grants: Record<string, Grant>;
  channels: Record<string, StoredChannel>;
}

export const emptyData = (): GoogleData => ({
  revision: 0,
  counter: 0,
  users: {},
  calendars: {},
  codes: {},
  accessTokens: {},
  refreshTokens: {},
  grants: {},
  channels: {},
});

/** The simulated service's state. `now` is in ms UTC; every change of an event is told to the listeners. */
export class GoogleWorld {
  readonly #listeners: ((calendar: StoredCalendar) => void)[] = [];
  readonly #orders = new WeakMap<StoredCalendar, EventOrder>();

  constructor(
    readonly data: GoogleData,
    readonly now: () => number,
    readonly seed: number,
  ) {}

  /** Called after each change to a calendar's events. */
  onChange(listener: (calendar: StoredCalendar) => void): void {
    this.#listeners.push(listener);
  }

  /** Unguessable enough for a sandbox, the same on every run with the same seed. */
  token(prefix: string): string {
    this.data.counter++;
    return (
      prefix + createHash('sha256').update(`${this.seed}:${prefix}:${this.data.counter}`).digest('base64url')
    );
  }

  addUser(user: { email: string; name: string; timeZone: string }): StoredCalendar {
    const sub = createHash('sha256')
      .update(user.email)
      .digest('hex')
      .replaceAll(/[a-f]/g, '')
      .padEnd(21, '7')
      .slice(0, 21);
    this.data.users[user.email] = { email: user.email, name: user.name, sub };
    return this.addCalendar({
      id: user.email,
      owner: user.email,
      summary: user.email,
      timeZone: user.timeZone,
      primary: true,
    });
  }

  addCalendar(calendar: {
    id?: string;
    owner: string;
    summary: string;
    timeZone: string;
    primary?: boolean;
    shareWith?: Record<string, AccessRole>;
  }): StoredCalendar {
    const id =
      calendar.id ??
      `${this.token('c_')
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, '')}@group.calendar.google.com`;
    const stored: StoredCalendar = {
      id,
      summary: calendar.summary,
      timeZone: calendar.timeZone,
      owner: calendar.owner,
      primary: calendar.primary ?? false,
      acl: { ...calendar.shareWith, [calendar.owner]: 'owner' },
      generation: 1,
      revision: 0,
      events: {},
    };
    this.data.calendars[id] = stored;
    return stored;
  }

  calendar(id: string): StoredCalendar | undefined {
    return Object.hasOwn(this.data.calendars, id) ? this.data.calendars[id] : undefined;
  }

  event(calendar: StoredCalendar, id: string): StoredEvent | undefined {
    return Object.hasOwn(calendar.events, id) ? calendar.events[id] : undefined;
  }

  /** How the calendar's events lie in lists. */
  order(calendar: StoredCalendar): EventOrder {
    const known = this.#orders.get(calendar) ?? new EventOrder(calendar);
    this.#orders.set(calendar, known);
    return known;
  }

  /** Stores one event under a new revision and etag, and tells the listeners. */
  put(calendar: StoredCalendar, resource: EventResource): StoredEvent {
    const revision = ++this.data.revision;
    const stored: StoredEvent = {
      ordinal: this.event(calendar, resource.id)?.ordinal ?? revision,
      revision,
      resource: { ...resource, updated: new Date(this.now()).toISOString() },
    };
    const order = this.order(calendar);
    calendar.events[resource.id] = stored;
    order.add(stored);
    calendar.revision = revision;
    for (const listener of this.#listeners) listener(calendar);
    return stored;
  }

  /** The modified and cancelled instances kept for a series. */
  exceptionsOf(calendar: StoredCalendar, masterId: string): StoredEvent[] {
    return Object.values(calendar.events).filter((event) => event.resource.recurringEventId === masterId);
  }
}

/** Etags are opaque quoted strings that differ after every change. */
export const etagOf = (revision: number): string => `"${3_500_000_000_000_000 + revision * 2}"`;
