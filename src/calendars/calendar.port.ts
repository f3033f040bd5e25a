/**
 * What the core asks of a calendar provider. One adapter a provider (google/, later graph/ and caldav/), one contract
 * suite for all of them (test/contract/calendar-provider.ts), the in-memory one included.
 *
 * Adapters do not retry and do not remember: retries, tokens and state belong to the callers, so that an effect is
 * never sent twice behind their back.
 */
export interface CalendarProvider {
  readonly provider: ProviderName;

  /** The address where the client grants access; state and PKCE verifier are the caller's. */
  authorizeUrl(request: AuthorizeRequest): string;
  /** Redeems a code. Refuses with `scopes-missing` when the person unticked what is needed. */
  redeemCode(code: string, verifier: string, redirectUri: string): Promise<Outcome<LinkedAccount>>;
  /** New access token from the refresh token; `reconnect` when the grant is gone. */
  refresh(tokens: Tokens): Promise<Outcome<Tokens>>;
  /** Gives the grant back; unknown tokens are success. */
  revoke(tokens: Tokens): Promise<Outcome<void>>;

  listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>>;
  /** One page of changes; follow `nextPage` until it is gone, then keep `nextSync`. */
  listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>>;
  getEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<RemoteEvent>>;
  /** Creates under the id that the caller chose; `exists` when it is taken, by us or anybody, deleted ones included. */
  createEvent(access: Access, calendarId: string, event: OwnEvent): Promise<Outcome<RemoteEvent>>;
  /** Conditional on `etag`; `changed` when the event is another one by now. */
  updateEvent(
    access: Access,
    calendarId: string,
    event: OwnEvent,
    etag: string,
  ): Promise<Outcome<RemoteEvent>>;
  /** Deleting what is deleted is success. */
  deleteEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<void>>;
  /** The id that this provider gives to an own event: deterministic in (meeting, calendar, generation). */
  eventIdFor(meetingId: string, calendarId: string, generation: number): string;

  /** Null for a provider that tells nobody of changes: it is polled only. */
  readonly watching: Watching | null;
}

/** Pushes are hints: what changed is always asked for with listChanges. */
export interface Watching {
  /** `not-found` when the calendar is gone. Believe the returned expiry, not the wish. */
  watch(access: Access, calendarId: string, wish: WatchWish): Promise<Outcome<WatchChannel>>;
  /** Stopping what has stopped is success. Notifications may still arrive afterwards. */
  unwatch(access: Access, channel: WatchChannel): Promise<Outcome<void>>;
}

export interface WatchWish {
  readonly channelId: string;
  /** Comes back with every notification. */
  readonly token: string;
  readonly address: string;
  readonly ttlMs: number;
}

export interface WatchChannel {
  readonly channelId: string;
  readonly resourceId: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export type ProviderName = 'google' | 'memory' | 'file';

/** DI token of `ReadonlyMap<ProviderName, CalendarProvider>`. */
export const CALENDAR_PROVIDERS = Symbol('CALENDAR_PROVIDERS');

export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly state: string;
  /** base64url(sha256(verifier)), method S256. */
  readonly codeChallenge: string;
  readonly loginHint?: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export interface LinkedAccount {
  /** The provider's own id of the person; stays the same when the address changes. */
  readonly externalId: string;
  readonly email: string | null;
  readonly scopes: readonly string[];
  readonly tokens: Tokens;
}

/** A live access token, and whom its quota counts against. */
export interface Access {
  readonly accessToken: string;
  readonly accountId: string;
}

export interface RemoteCalendar {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly writable: boolean;
  readonly primary: boolean;
}

export type ChangesFrom =
  | { readonly kind: 'start'; readonly page?: string }
  | { readonly kind: 'token'; readonly token: string; readonly page?: string };

export interface ChangePage {
  readonly changes: readonly RemoteChange[];
  readonly nextPage?: string;
  /** On the last page only. */
  readonly nextSync?: string;
}

export type RemoteChange =
  | { readonly kind: 'event'; readonly event: RemoteEvent }
  /** Guarantees nothing but the id; series and originalStart are there for a cancelled occurrence. */
  | {
      readonly kind: 'removed';
      readonly id: string;
      readonly recurringEventId?: string;
      readonly originalStart?: EventTime;
    }
  /** It exists, but makes no sense; shown to the secretary instead of being taken for free time. */
  | { readonly kind: 'unreadable'; readonly id: string; readonly reason: string };

/** A date (all day, in the calendar's zone) or an instant with the zone that its recurrence lives in. */
export type EventTime =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'instant'; readonly at: number; readonly zone: string | null };

export type Blocking = 'busy' | 'tentative' | 'unanswered' | 'free';

/** A provider's event in the words of this house; mapping is the adapter's (google-event.ts). */
export interface RemoteEvent {
  readonly id: string;
  readonly etag: string | null;
  readonly icalUid: string | null;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly blocking: Blocking;
  readonly start: EventTime;
  /** Exclusive. */
  readonly end: EventTime;
  /** RRULE, RDATE, EXDATE lines of a master; empty for others. */
  readonly recurrence: readonly string[];
  readonly recurringEventId: string | null;
  readonly originalStart: EventTime | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly location: string | null;
  /** Our mark, when the event carries it: a copy of an own event carries it too, so compare the id as well. */
  readonly mark: OwnMark | null;
}

export interface OwnMark {
  readonly meetingId: string;
  readonly optionId: string;
}

/** What we write. Fields that are not here are the client's and are left as they stand. */
export interface OwnEvent {
  readonly id: string;
  readonly mark: OwnMark;
  readonly icalUid: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly start: number;
  readonly end: number;
  readonly zone: string;
  readonly status: 'confirmed' | 'tentative';
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

/**
 * Everything that a provider can answer instead. `unknown` is not `failed`: the call may have been carried out (a
 * timeout, a dropped connection, a 5xx), so probe with getEvent before sending the same key again.
 */
export type Fault =
  | { readonly kind: 'reset'; readonly detail: string }
  | { readonly kind: 'exists'; readonly detail: string }
  | { readonly kind: 'changed'; readonly detail: string }
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'expired'; readonly detail: string }
  | { readonly kind: 'reconnect'; readonly detail: string }
  | { readonly kind: 'scopes-missing'; readonly missing: readonly string[]; readonly detail: string }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'slow-down'; readonly retryAfterMs: number | null; readonly detail: string }
  | { readonly kind: 'quota'; readonly detail: string }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };
