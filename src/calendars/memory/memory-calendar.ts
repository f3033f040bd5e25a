import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../time/clock.port.js';
import { bearerOf } from '../bearer.js';
import type {
  Access,
  AuthorizeRequest,
  CalendarProvider,
  ChangePage,
  ChangesFrom,
  Fault,
  LinkedAccount,
  OAuthLinking,
  Outcome,
  OwnEvent,
  OwnEventRef,
  RemoteCalendar,
  RemoteChange,
  RemoteEvent,
  Tokens,
} from '../calendar.port.js';
import { MemoryStore, type Person, type StoredCalendar } from './memory-store.js';

const TOKEN_LIFE_MS = 3_600_000;
const SCOPES = ['calendars', 'events'];

/**
 * A calendar provider in memory, under the same contract as the others. Grants, tokens, etags, tombstones and sync
 * tokens behave as with a real one; `store` is the person's side of it.
 */
export class MemoryCalendar implements CalendarProvider, OAuthLinking {
  readonly provider = 'memory';
  readonly kind = 'oauth';
  readonly revokes = true;
  readonly linking = this;
  readonly mirrors = 'series';
  readonly watching = null;
  readonly store = new MemoryStore();
  private readonly codes = new Map<string, { person: Person; challenge: string; scopes: string[] }>();
  private readonly grants = new Map<string, Person>();
  private readonly accessTokens = new Map<
    string,
    { person: Person; expiresAt: number; refreshToken: string }
  >();

  constructor(
    private readonly clock: Clock,
    private readonly pageSize = 100,
  ) {}

  authorizeUrl(request: AuthorizeRequest): string {
    const query = new URLSearchParams({
      redirect_uri: request.redirectUri,
      state: request.state,
      code_challenge: request.codeChallenge,
    });
    return `memory://authorize?${query}`;
  }

  /** The person agrees: the code that comes back with the redirect. */
  consent(externalId: string, authorizeUrl: string, scopes: readonly string[] = SCOPES): string {
    const person = this.store.people.get(externalId);
    if (person === undefined) throw new Error(`nobody is called ${externalId}`);
    const code = randomUUID();
    const challenge = new URL(authorizeUrl).searchParams.get('code_challenge') ?? '';
    this.codes.set(code, { person, challenge, scopes: [...scopes] });
    return code;
  }

  /** The person takes the grant back at the provider. */
  withdraw(externalId: string): void {
    for (const [token, person] of this.grants)
      if (person.externalId === externalId) this.grants.delete(token);
    for (const [token, { person }] of this.accessTokens) {
      if (person.externalId === externalId) this.accessTokens.delete(token);
    }
  }

  async redeemCode(code: string, verifier: string): Promise<Outcome<LinkedAccount<Tokens>>> {
    const grant = this.codes.get(code);
    this.codes.delete(code);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (grant === undefined || grant.challenge !== challenge) {
      return refuse({ kind: 'reconnect', detail: 'the code is not valid' });
    }
    const missing = SCOPES.filter((scope) => !grant.scopes.includes(scope));
    if (missing.length > 0)
      return refuse({ kind: 'scopes-missing', missing, detail: 'not everything was granted' });
    const { person } = grant;
    const refreshToken = randomUUID();
    this.grants.set(refreshToken, person);
    const tokens = this.issue(person, refreshToken);
    return accept({ externalId: person.externalId, email: person.email, scopes: grant.scopes, tokens });
  }

  async refresh(tokens: Tokens): Promise<Outcome<Tokens>> {
    const person = this.grants.get(tokens.refreshToken);
    if (person === undefined) return refuse({ kind: 'reconnect', detail: 'the grant is gone' });
    return accept(this.issue(person, tokens.refreshToken));
  }

  async revoke(tokens: Tokens): Promise<Outcome<void>> {
    this.grants.delete(tokens.refreshToken);
    for (const [token, access] of this.accessTokens) {
      if (access.refreshToken === tokens.refreshToken) this.accessTokens.delete(token);
    }
    return accept(undefined);
  }

  async listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>> {
    const person = this.person(access);
    return person === null ? EXPIRED : accept([...person.calendars.values()].map(({ calendar }) => calendar));
  }

  /** Tokens are `generation.revision`, page tokens `base.ordinal`: base is where the next sync token will start. */
  async listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>> {
    const found = this.calendar(access, calendarId);
    if (!found.ok) return found;
    const { events, generation } = found.value;
    const since = from.kind === 'token' ? numbers(from.token) : null;
    if (since !== null && since[0] !== generation)
      return refuse({ kind: 'reset', detail: 'the token is too old' });
    const [base, after] = from.page === undefined ? [this.store.revision, 0] : numbers(from.page);
    const open = [...events.values()]
      .filter((stored) => stored.ordinal > after && (since === null || stored.revision > since[1]))
      .filter((stored) => since !== null || isListed(stored.event, found.value))
      .sort((a, b) => a.ordinal - b.ordinal);
    const page = open.slice(0, this.pageSize);
    const last = page.at(-1);
    return accept({
      changes: page.map(({ event }) => toChange(event)),
      ...(open.length > page.length && last !== undefined
        ? { nextPage: `${base}.${last.ordinal}` }
        : { nextSync: `${generation}.${base}` }),
    });
  }

  async getEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<RemoteEvent>> {
    const found = this.calendar(access, calendarId);
    if (!found.ok) return found;
    const stored = found.value.events.get(eventId);
    return stored === undefined ? NOT_FOUND : accept(stored.event);
  }

  /** The key is the id. */
  findOwn(access: Access, calendarId: string, own: OwnEventRef): Promise<Outcome<RemoteEvent>> {
    return this.getEvent(access, calendarId, own.key);
  }

  async createEvent(access: Access, calendarId: string, event: OwnEvent): Promise<Outcome<RemoteEvent>> {
    const found = this.calendar(access, calendarId, 'write');
    if (!found.ok) return found;
    if (found.value.events.has(event.key)) return refuse({ kind: 'exists', detail: 'the id is taken' });
    return accept(this.store.put(found.value, toStored(event)));
  }

  async updateEvent(
    access: Access,
    calendarId: string,
    eventId: string,
    event: OwnEvent,
    etag: string,
  ): Promise<Outcome<RemoteEvent>> {
    const found = this.calendar(access, calendarId, 'write');
    if (!found.ok) return found;
    const stored = found.value.events.get(eventId);
    if (stored === undefined) return NOT_FOUND;
    if (stored.event.status === 'cancelled') return refuse({ kind: 'forbidden', detail: 'it is deleted' });
    if (stored.event.etag !== etag)
      return refuse({ kind: 'changed', detail: 'the event is another one by now' });
    return accept(this.store.put(found.value, toStored(event)));
  }

  async deleteEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<void>> {
    const found = this.calendar(access, calendarId, 'write');
    if (!found.ok) return found;
    if (found.value.events.get(eventId)?.event.status !== 'cancelled')
      this.store.remove(found.value, eventId);
    return accept(undefined);
  }

  ownKey(optionId: string, calendarId: string, generation: number): string {
    return createHash('sha256').update(`${optionId}\n${calendarId}\n${generation}`).digest('hex');
  }

  ownId(_calendarId: string, key: string): string {
    return key;
  }

  private issue(person: Person, refreshToken: string): Tokens {
    const accessToken = randomUUID();
    const expiresAt = this.clock.now() + TOKEN_LIFE_MS;
    this.accessTokens.set(accessToken, { person, expiresAt, refreshToken });
    return { accessToken, refreshToken, expiresAt };
  }

  private person(access: Access): Person | null {
    const token = this.accessTokens.get(bearerOf(access));
    return token === undefined || token.expiresAt <= this.clock.now() ? null : token.person;
  }

  private calendar(
    access: Access,
    calendarId: string,
    wish: 'read' | 'write' = 'read',
  ): Outcome<StoredCalendar> {
    const person = this.person(access);
    if (person === null) return EXPIRED;
    const stored = person.calendars.get(calendarId);
    if (stored === undefined) return NOT_FOUND;
    if (wish === 'write' && !stored.calendar.writable)
      return refuse({ kind: 'forbidden', detail: 'read only' });
    return accept(stored);
  }
}

const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });
const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
const EXPIRED = refuse({ kind: 'expired', detail: 'the access token is not valid' });
const NOT_FOUND = refuse({ kind: 'not-found', detail: 'there is no such thing' });

const numbers = (token: string): [number, number] => {
  const [first = 0, second = 0] = token.split('.').map(Number);
  return [first, second];
};

/** A full list leaves tombstones out, but for the cancelled occurrences of a series that lives. */
const isListed = (event: RemoteEvent, calendar: StoredCalendar): boolean => {
  if (event.status !== 'cancelled') return true;
  const series = event.recurringEventId === null ? undefined : calendar.events.get(event.recurringEventId);
  return series !== undefined && series.event.status !== 'cancelled';
};

const toChange = (event: RemoteEvent): RemoteChange =>
  event.status === 'cancelled'
    ? {
        kind: 'removed',
        id: event.id,
        ...(event.recurringEventId === null ? {} : { recurringEventId: event.recurringEventId }),
        ...(event.originalStart === null ? {} : { originalStart: event.originalStart }),
      }
    : { kind: 'event', event };

const toStored = (event: OwnEvent) => ({
  id: event.key,
  icalUid: event.icalUid,
  mark: event.mark,
  title: event.title,
  description: event.description,
  location: event.location,
  status: event.status,
  blocking: event.status === 'tentative' ? ('tentative' as const) : ('busy' as const),
  start: { kind: 'instant' as const, at: event.start, zone: event.zone },
  end: { kind: 'instant' as const, at: event.end, zone: event.zone },
});
