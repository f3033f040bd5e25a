import { createHash } from 'node:crypto';
import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import type { Clock } from '../../time/clock.port.js';
import type { BoundedWorkers } from '../../worker/bounded-worker.service.js';
import type {
  Access,
  CalendarProvider,
  ChangePage,
  ChangesFrom,
  CredentialLinking,
  Credentials,
  Fault,
  LinkedAccount,
  Outcome,
  RemoteCalendar,
  RemoteChange,
  RemoteEvent,
} from '../calendar.port.js';
import { credentialsOf } from '../credentials.js';
import { readFeedAddress } from './feed-address.js';
import { type FeedToken, readFeedToken, writeFeedToken } from './feed-token.js';
import { fetchFeed } from './fetch-feed.js';
import type { ImportJob, ImportReply } from './import-ics.js';

const ENTRY = new URL('./import-ics.worker.js', import.meta.url);
const LIMITS = { timeoutMs: 20_000, maxOldGenerationMb: 512 };
/** Changes on a page: what is committed at once. */
const PAGE = 2000;

/** The one calendar of a feed. Not its address: that is a secret, and stays with the credentials. */
const CALENDAR_ID = 'feed';

type Read = Extract<ImportReply, { ok: true }>;

/**
 * A calendar that somebody publishes as a file at an address: read only, and only as a whole. It is asked for under
 * conditions, so that an unchanged one costs next to nothing, and what came is compared with what is known.
 */
export class FeedCalendar implements CalendarProvider, CredentialLinking {
  readonly provider = 'feed';
  readonly kind = 'credentials';
  readonly linking = this;
  readonly mirrors = 'series';
  readonly watching = null;

  constructor(
    private readonly guard: GuardedFetch,
    private readonly workers: BoundedWorkers,
    private readonly clock: Clock,
    private readonly options: { readonly timeoutMs?: number; readonly page?: number } = {},
  ) {}

  async open(entered: Credentials): Promise<Outcome<LinkedAccount<Credentials>>> {
    const credentials = readFeedAddress(entered);
    if (credentials === null) {
      return refuse({ kind: 'refused', reason: 'address', detail: 'this is no address of a feed' });
    }
    const tried = await this.load(credentials, null, 'UTC', true);
    if (!tried.ok) return tried;
    const name = createHash('sha256').update(`${credentials.username}\n${credentials.address}`);
    const externalId = name.digest('base64url');
    return { ok: true, value: { externalId, email: null, scopes: [], tokens: credentials } };
  }

  async listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>> {
    const credentials = credentialsOf(access);
    const loaded = await this.load(credentials, null, 'UTC', true);
    if (!loaded.ok) return loaded;
    const { read } = loaded.value;
    const name = read?.name || new URL(credentials.address).hostname;
    const zone = read === null || read.zone === 'UTC' ? '' : read.zone;
    const calendar = { id: CALENDAR_ID, name: name.slice(0, 200), zone, writable: false, primary: true };
    return { ok: true, value: [calendar] };
  }

  async listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>> {
    if (calendarId !== CALENDAR_ID) return NOT_FOUND;
    if (from.page !== undefined) return this.page(readRest(from.page));
    const last = from.kind === 'token' ? readFeedToken(from.token) : null;
    const loaded = await this.load(credentialsOf(access), last, from.zone ?? 'UTC', false);
    if (!loaded.ok) return loaded;
    const { token, read } = loaded.value;
    if (read === null) return { ok: true, value: { changes: [], nextSync: writeFeedToken(token) } };
    const changes: RemoteChange[] = [...read.changes, ...read.unreadable];
    if (from.kind === 'token') {
      const here = new Set(changes.map((change) => (change.kind === 'event' ? change.event.id : change.id)));
      for (const id of (await from.known()).keys()) {
        if (!here.has(id)) changes.push({ kind: 'removed', id });
      }
    }
    return this.page({ changes, token });
  }

  getEvent(): Promise<Outcome<RemoteEvent>> {
    return Promise.resolve(refuse({ kind: 'refused', detail: 'a feed is read as a whole only' }));
  }

  findOwn(): Promise<Outcome<RemoteEvent>> {
    return Promise.resolve(NOT_FOUND);
  }

  createEvent(): Promise<Outcome<RemoteEvent>> {
    return Promise.resolve(READ_ONLY);
  }

  updateEvent(): Promise<Outcome<RemoteEvent>> {
    return Promise.resolve(READ_ONLY);
  }

  deleteEvent(): Promise<Outcome<void>> {
    return Promise.resolve(READ_ONLY);
  }

  ownKey(optionId: string, calendarId: string, generation: number): string {
    return createHash('sha256').update(`${optionId}\n${calendarId}\n${generation}`).digest('hex');
  }

  ownId(): null {
    return null;
  }

  /** A part of what was read; the rest travels in the page's name, since asking again may bring another version. */
  private page({ changes, token }: Rest): Outcome<ChangePage> {
    const size = this.options.page ?? PAGE;
    const rest = changes.slice(size);
    return {
      ok: true,
      value: {
        changes: changes.slice(0, size),
        ...(rest.length === 0
          ? { nextSync: writeFeedToken(token) }
          : { nextPage: JSON.stringify({ changes: rest, token } satisfies Rest) }),
      },
    };
  }

  /** `read` null: nothing has changed since `last`. */
  private async load(
    credentials: Credentials,
    last: FeedToken | null,
    zone: string,
    opening: boolean,
  ): Promise<Outcome<{ token: FeedToken; read: Read | null }>> {
    const fetched = await fetchFeed(this.guard, credentials, last, opening, this.clock.now(), this.options);
    if (!fetched.ok) return fetched;
    if (fetched.value === null) {
      if (last !== null) return { ok: true, value: { token: last, read: null } };
      return refuse({
        kind: 'refused',
        detail: 'the server answers that nothing changed to a first question',
      });
    }
    const { body, etag, modified } = fetched.value;
    const hash = createHash('sha256').update(body).digest('base64url');
    const token = { etag, modified, hash };
    if (hash === last?.hash) return { ok: true, value: { token, read: null } };
    const read = await this.read(body, zone);
    return read.ok ? { ok: true, value: { token, read: read.value } } : read;
  }

  private async read(body: Buffer, zone: string): Promise<Outcome<Read>> {
    // A copy of its own: a Buffer may be a view of a larger pool.
    const job = { bytes: Uint8Array.from(body), zone };
    const result = await this.workers.run<ImportJob, ImportReply>(ENTRY, job, LIMITS);
    if (result.ok) {
      const reply = result.value;
      if (reply.ok) return { ok: true, value: reply };
      return refuse({ kind: 'refused', reason: reply.reason, detail: reply.detail });
    }
    if (result.reason === 'busy' || result.reason === 'closed') {
      return refuse({ kind: 'slow-down', retryAfterMs: null, detail: result.detail });
    }
    return refuse({ kind: 'refused', reason: 'not-a-calendar', detail: 'the feed takes too long to read' });
  }
}

interface Rest {
  readonly changes: readonly RemoteChange[];
  readonly token: FeedToken;
}

/** Written by `page` of the same sync, so its shape is known. */
const readRest = (page: string): Rest => JSON.parse(page) as Rest;

const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
const NOT_FOUND = refuse({ kind: 'not-found', detail: 'there is no such thing in a feed' });
const READ_ONLY = refuse({ kind: 'forbidden', detail: 'a feed can only be read' });
