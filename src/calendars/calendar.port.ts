/**
 * What the core asks of a calendar provider. One adapter a provider (google/, graph/, caldav/, feed/), one contract
 * suite for all of them (test/contract/calendar-provider.ts), the in-memory one included.
 *
 * Adapters do not retry and do not remember: retries, tokens and state belong to the callers, so that an effect is
 * never sent twice behind their back.
 */
export interface CalendarProvider {
  readonly provider: ProviderName;

  /** How a person lets us in. */
  readonly linking: OAuthLinking | CredentialLinking;
  /**
   * series: masters come as they are and are expanded here, as far as the horizon reaches. window: the provider expands,
   * within the window that the full list was asked for; when the horizon has left it, everything is listed anew.
   */
  readonly mirrors: 'series' | 'window';

  listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>>;
  /** One page of changes; follow `nextPage` until it is gone, then keep `nextSync`. */
  listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>>;
  /** By the provider's id. A deleted one is `cancelled` where the provider still shows it, else `not-found`. */
  getEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<RemoteEvent>>;
  /** What stands under an own event's key, whatever id it has: the probe after a call whose end nobody knows. */
  findOwn(access: Access, calendarId: string, own: OwnEventRef): Promise<Outcome<RemoteEvent>>;
  /**
   * Creates under the caller's key, so that sending it twice makes one event; `exists` when the key is taken, by us or
   * anybody, deleted ones included where the provider remembers them.
   */
  createEvent(access: Access, calendarId: string, event: OwnEvent): Promise<Outcome<RemoteEvent>>;
  /** Conditional on `etag`; `changed` when the event is another one by now. Leaves alone what is not ours. */
  updateEvent(
    access: Access,
    calendarId: string,
    eventId: string,
    event: OwnEvent,
    etag: string,
  ): Promise<Outcome<RemoteEvent>>;
  /** Deleting what is deleted is success. */
  deleteEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<void>>;
  /** The key of an own event: deterministic in (option, calendar, generation), in characters that the provider takes. */
  ownKey(optionId: string, calendarId: string, generation: number): string;
  /** The id that an event made under this key has; null where the provider chooses it. */
  ownId(calendarId: string, key: string): string | null;

  /** Null for a provider that tells nobody of changes: it is polled only. */
  readonly watching: Watching | null;
}

/** The person is sent to the provider and comes back with a code (RFC 6749, RFC 7636). */
export interface OAuthLinking {
  readonly kind: 'oauth';
  /** False where the provider has no call for it: then only the person can take the grant back, over there. */
  readonly revokes: boolean;
  /** The address where the client grants access; state and PKCE verifier are the caller's. */
  authorizeUrl(request: AuthorizeRequest): string;
  /** Redeems a code. Refuses with `scopes-missing` when the person unticked what is needed. */
  redeemCode(code: string, verifier: string, redirectUri: string): Promise<Outcome<LinkedAccount<Tokens>>>;
  /** New access token from the refresh token; `reconnect` when the grant is gone. */
  refresh(tokens: Tokens): Promise<Outcome<Tokens>>;
  /** Gives the grant back; unknown tokens are success, and so is a provider that has no call for it. */
  revoke(tokens: Tokens): Promise<Outcome<void>>;
}

/** The person types an address, and a name and a password where the server asks for them. */
export interface CredentialLinking {
  readonly kind: 'credentials';
  /** Tries them, finds the calendars' home and gives back what later calls need; nothing is kept by the adapter. */
  open(entered: Credentials): Promise<Outcome<LinkedAccount<Credentials>>>;
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

export type ProviderName = 'google' | 'microsoft' | 'caldav' | 'feed' | 'memory' | 'file';

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

/** Where the calendars are, and as whom we come. A feed that needs no sign-in has an empty name and password. */
export interface Credentials {
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

/** What is kept, sealed, of a linked account. */
export type Grant = Tokens | Credentials;

export interface LinkedAccount<G extends Grant = Grant> {
  /** The provider's own id of the person; stays the same when the address changes. */
  readonly externalId: string;
  readonly email: string | null;
  readonly scopes: readonly string[];
  readonly tokens: G;
}

/** What a call is made with, and whom its quota counts against. */
export type Access = BearerAccess | CredentialAccess;
export interface BearerAccess {
  readonly accessToken: string;
  readonly accountId: string;
}
export interface CredentialAccess {
  readonly credentials: Credentials;
  readonly accountId: string;
}

export interface RemoteCalendar {
  readonly id: string;
  readonly name: string;
  /** IANA name; empty where the provider does not tell: then the client's own is taken. */
  readonly zone: string;
  readonly writable: boolean;
  readonly primary: boolean;
}

/** `zone`: the calendar's, as it is kept here, for providers whose times may come without one. */
export type ChangesFrom =
  | {
      readonly kind: 'start';
      /** How far the mirror has to reach, epoch ms, half-open; only `mirrors: 'window'` heeds it. */
      readonly window: { readonly from: number; readonly to: number };
      readonly page?: string;
      readonly zone?: string;
    }
  | {
      readonly kind: 'token';
      readonly token: string;
      readonly page?: string;
      readonly zone?: string;
      /** Etags by id as the mirror has them, for servers that cannot tell what changed. Asked for when needed only. */
      readonly known: () => Promise<ReadonlyMap<string, string | null>>;
    };

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
  /**
   * All that there is of a series: rows of this id, and of this recurringEventId, that are not among `events` are gone.
   * For providers whose changes do not name what was taken out of a series.
   */
  | { readonly kind: 'series'; readonly id: string; readonly events: readonly RemoteEvent[] }
  /** It exists, but makes no sense; shown to the secretary instead of being taken for free time. */
  | {
      readonly kind: 'unreadable';
      readonly id: string;
      /** Says nothing of what the event says: it is stored as it is. */
      readonly reason: string;
      readonly title?: string | null;
      /** Left out when another answer may come although nothing changed. */
      readonly etag?: string | null;
      /** Of an exception: it goes when its series goes. */
      readonly recurringEventId?: string;
    };

/** A date (all day, in the calendar's zone) or an instant with the zone that its recurrence lives in. */
export type EventTime =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'instant'; readonly at: number; readonly zone: string | null };

/** elsewhere: at work in another place (Outlook); whether that occupies the client is the client's own policy. */
export type Blocking = 'busy' | 'tentative' | 'unanswered' | 'elsewhere' | 'free';

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

export interface OwnEventRef {
  readonly key: string;
  readonly mark: OwnMark;
  /** Finds it where a server keeps it at another place than it was put. */
  readonly icalUid?: string;
}

/** What we write. Fields that are not here are the client's and are left as they stand. */
export interface OwnEvent extends OwnEventRef {
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
  /** `uid`: not the place is taken, but the UID, maybe by another calendar of the same person. */
  | { readonly kind: 'exists'; readonly detail: string; readonly uid?: true }
  | { readonly kind: 'changed'; readonly detail: string }
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'expired'; readonly detail: string }
  | { readonly kind: 'reconnect'; readonly detail: string }
  | { readonly kind: 'scopes-missing'; readonly missing: readonly string[]; readonly detail: string }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'slow-down'; readonly retryAfterMs: number | null; readonly detail: string }
  | { readonly kind: 'quota'; readonly detail: string }
  | { readonly kind: 'refused'; readonly detail: string; readonly reason?: RefusedReason }
  | { readonly kind: 'unknown'; readonly detail: string };

/** What is wrong with what a person entered, for the providers that are linked that way. */
export type RefusedReason =
  | 'address'
  | 'insecure'
  | 'port'
  | 'private-network'
  | 'unknown-host'
  | 'certificate'
  | 'not-caldav'
  | 'no-calendar'
  | 'sign-in-unsupported'
  | 'not-a-calendar'
  | 'web-page'
  | 'too-large'
  | 'redirects';
