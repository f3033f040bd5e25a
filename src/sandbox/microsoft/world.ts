import { createHash } from 'node:crypto';
import { calendarId } from './ids.js';
import type { EventFields, HandBody } from './resource.js';

/** What a sandbox starts with: people, each with a mailbox and its calendars. */
export interface MicrosoftState {
  users: {
    address: string;
    name: string;
    /** Windows or IANA name; the mailbox tells the Windows one. */
    timeZone: string;
    /** A work account in a tenant, by default, or a personal one. */
    kind?: AccountKind;
    events?: SeedEvent[];
    calendars?: SeedCalendar[];
  }[];
}

export type AccountKind = 'work' | 'personal';
export type Share = 'read' | 'write';

export interface SeedCalendar {
  name: string;
  color?: string;
  hexColor?: string;
  /** Whom the owner lets in, by address. */
  shareWith?: Record<string, Share>;
  events?: SeedEvent[];
}

/** `exceptions` are laid over a series: key is the original day, null cancels it. */
export type SeedEvent = HandBody & { exceptions?: Record<string, HandBody | null> };

export interface StoredUser {
  address: string;
  name: string;
  /** GUID: the account's object id, and the mailbox's own id. */
  oid: string;
  kind: AccountKind;
  /** IANA. */
  timeZone: string;
}

export type StoredException = { cancelled: true } | { cancelled: false; fields: EventFields };

/** A series is one item with its exceptions inside, as in Exchange: one change key for all of it. */
export interface StoredItem {
  /** 32 hex digits; kept when the item moves to another calendar. */
  key: string;
  ordinal: number;
  /** The world's change counter at the last change: drives change keys and delta tokens. */
  revision: number;
  /** ms UTC. */
  created: number;
  changed: number;
  iCalUId: string;
  /** The program that set the transactionId. */
  clientId?: string;
  fields: EventFields;
  /** By original day, YYYY-MM-DD in the series' zone. */
  exceptions: Record<string, StoredException>;
}

export interface StoredCalendar {
  key: string;
  id: string;
  name: string;
  owner: string;
  isDefault: boolean;
  color: string;
  hexColor: string;
  shares: Record<string, Share>;
  /** Raised to kill every delta token given out so far; `reset` says how they answer afterwards. */
  generation: number;
  reset: DeltaReset;
  items: Record<string, StoredItem>;
  /** What was deleted from here, or moved away: by item key. */
  removed: Record<string, { revision: number; at: number }>;
}

export type DeltaReset = 'gone' | 'sync-state-not-found' | 'resync-required';

export interface Grant {
  user: string;
  clientId: string;
  scopes: string[];
}

export interface StoredSubscription {
  id: string;
  user: string;
  clientId: string;
  resource: string;
  calendarKey: string;
  changeTypes: ('created' | 'updated' | 'deleted')[];
  notificationUrl: string;
  lifecycleNotificationUrl?: string;
  clientState?: string;
  /** ms UTC. */
  expires: number;
  immutableIds: boolean;
  /** Waits for reauthorization: changes are not told, and not made up for. */
  paused: boolean;
}

/** Everything that survives a restart; plain data, so that it is written as one JSON document. */
export interface MicrosoftData {
  revision: number;
  counter: number;
  /** How far the service's clock is off, ms. */
  skewMs: number;
  users: Record<string, StoredUser>;
  calendars: Record<string, StoredCalendar>;
  codes: Record<
    string,
    Grant & {
      redirectUri: string;
      challenge?: string;
      method?: string;
      expires: number;
      nonce?: string;
      redeemed: boolean;
    }
  >;
  accessTokens: Record<string, Grant & { expires: number; revoked?: boolean }>;
  /** `issued` and `expires` in ms UTC; `ends` is set when a newer token took its place. */
  refreshTokens: Record<
    string,
    Grant & { issued: number; expires: number; ends?: number; revoked?: boolean }
  >;
  subscriptions: Record<string, StoredSubscription>;
}

export const emptyData = (): MicrosoftData => ({
  revision: 0,
  counter: 0,
  skewMs: 0,
  users: {},
  calendars: {},
  codes: {},
  accessTokens: {},
  refreshTokens: {},
  subscriptions: {},
});

export interface Change {
  calendar: StoredCalendar;
  key: string;
  revision: number;
  kind: 'created' | 'updated' | 'deleted';
}

const hex = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

export const guidFrom = (text: string): string =>
  hex(text, 32)
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
    .slice(0, 36);

/** The simulated service's state. Times are ms UTC; every change of an item is told to the listeners. */
export class MicrosoftWorld {
  readonly #listeners: ((change: Change) => void)[] = [];

  constructor(
    readonly data: MicrosoftData,
    private readonly clock: () => number,
    readonly seed: number,
  ) {}

  /** The service's own clock, which may be off from the caller's. */
  now(): number {
    return this.clock() + this.data.skewMs;
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  /** Unguessable enough for a sandbox, the same on every run with the same seed; `length` characters. */
  token(prefix: string, length = 43): string {
    const count = ++this.data.counter;
    let text = '';
    for (let part = 0; text.length < length; part++)
      text += createHash('sha256').update(`${this.seed}:${prefix}:${count}:${part}`).digest('base64url');
    return prefix + text.slice(0, length);
  }

  guid(): string {
    return guidFrom(`${this.seed}:${++this.data.counter}`);
  }

  addUser(user: { address: string; name: string; timeZone: string; kind: AccountKind }): StoredCalendar {
    const guid = guidFrom(`account ${user.address}`);
    // Personal accounts have nothing but their last sixteen digits.
    const oid = user.kind === 'personal' ? `00000000-0000-0000-${guid.slice(19)}` : guid;
    this.data.users[user.address] = { ...user, oid };
    return this.addCalendar(user.address, { name: 'Calendar', isDefault: true });
  }

  addCalendar(
    owner: string,
    calendar: {
      name: string;
      isDefault?: boolean;
      color?: string;
      hexColor?: string;
      shares?: Record<string, Share>;
    },
  ): StoredCalendar {
    const key = hex(`calendar ${owner} ${++this.data.counter}`, 32);
    const stored: StoredCalendar = {
      key,
      id: calendarId(this.user(owner)?.oid ?? guidFrom(`account ${owner}`), key),
      name: calendar.name,
      owner,
      isDefault: calendar.isDefault ?? false,
      color: calendar.color ?? 'auto',
      hexColor: calendar.hexColor ?? '',
      shares: calendar.shares ?? {},
      generation: 1,
      reset: 'gone',
      items: {},
      removed: {},
    };
    this.data.calendars[key] = stored;
    return stored;
  }

  user(address: string): StoredUser | undefined {
    return Object.hasOwn(this.data.users, address) ? this.data.users[address] : undefined;
  }

  calendar(key: string): StoredCalendar | undefined {
    return Object.hasOwn(this.data.calendars, key) ? this.data.calendars[key] : undefined;
  }

  calendarById(id: string): StoredCalendar | undefined {
    return Object.values(this.data.calendars).find((one) => one.id === id);
  }

  defaultCalendar(address: string): StoredCalendar | undefined {
    return Object.values(this.data.calendars).find((one) => one.owner === address && one.isDefault);
  }

  /** The calendar's own zone is its owner's mailbox zone; IANA. */
  zoneOf(calendar: StoredCalendar): string {
    return this.user(calendar.owner)?.timeZone ?? 'UTC';
  }

  mailboxOf(calendar: StoredCalendar): string {
    return this.user(calendar.owner)?.oid ?? guidFrom(`account ${calendar.owner}`);
  }

  newItemKey(): string {
    return hex(this.token('item'), 32);
  }

  /** Stores an item under a new revision and change key, and tells the listeners. */
  put(calendar: StoredCalendar, item: Omit<StoredItem, 'ordinal' | 'revision' | 'changed'>): StoredItem {
    const old = Object.hasOwn(calendar.items, item.key) ? calendar.items[item.key] : undefined;
    const revision = ++this.data.revision;
    const stored = { ...item, ordinal: old?.ordinal ?? revision, revision, changed: this.now() };
    calendar.items[item.key] = stored;
    delete calendar.removed[item.key];
    this.#tell({ calendar, key: item.key, revision, kind: old ? 'updated' : 'created' });
    return stored;
  }

  remove(calendar: StoredCalendar, key: string): void {
    const revision = ++this.data.revision;
    delete calendar.items[key];
    calendar.removed[key] = { revision, at: this.now() };
    this.#tell({ calendar, key, revision, kind: 'deleted' });
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
