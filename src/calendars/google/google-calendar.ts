import { createHash } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { auth as authPlus, calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import type { OAuthProviderConfig } from '../../config.js';
import type { Clock } from '../../time/clock.port.js';
import { bearerOf } from '../bearer.js';
import type {
  Access,
  AuthorizeRequest,
  CalendarProvider,
  ChangePage,
  ChangesFrom,
  LinkedAccount,
  OAuthLinking,
  Outcome,
  OwnEvent,
  OwnEventRef,
  RemoteCalendar,
  RemoteChange,
  RemoteEvent,
  Tokens,
  WatchChannel,
  WatchWish,
} from '../calendar.port.js';
import { readIdToken } from '../id-token.js';
import { EVENT_FIELDS, toBody, toCalendar, toChange, toEvent, toNewBody } from './google-event.js';
import { toFault, type Verb } from './google-fault.js';
import { httpFailureOf } from './google-http.js';
import { missingScopes, REQUESTED_SCOPES } from './google-oauth.js';

/** Long enough for a full page of a slow mailbox; a caller waits at most this long before it has to say `unknown`. */
const TIMEOUT_MS = 20_000;
const PAGE_SIZE = 1000;
/** Google answers with three quarters of an hour at least; an answer without one is treated as short-lived. */
const DEFAULT_TOKEN_LIFE_MS = 5 * 60_000;

/** Keep-alive: a first sync is many small requests to one host. */
const AGENT_OPTIONS = { keepAlive: true, maxSockets: 32, keepAliveMsecs: 10_000 };

export interface GoogleOptions {
  /** Events on a page, at most 2,500. Every request of a sync uses the same, as sync tokens demand. */
  readonly pageSize?: number;
  readonly timeoutMs?: number;
}

/**
 * Google Calendar API v3 through Google's own client, which retries PUT, DELETE and GET by itself unless told not to:
 * here every call is sent once, and the callers own the retries.
 */
export class GoogleCalendar implements CalendarProvider, OAuthLinking {
  readonly provider = 'google';
  readonly kind = 'oauth';
  readonly revokes = true;
  readonly linking = this;
  readonly mirrors = 'series';
  private readonly api: calendar_v3.Calendar;
  private readonly pageSize: number;
  private readonly timeoutMs: number;
  private readonly agent: HttpAgent;

  constructor(
    private readonly settings: OAuthProviderConfig,
    private readonly clock: Clock,
    options: GoogleOptions = {},
  ) {
    this.pageSize = options.pageSize ?? PAGE_SIZE;
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.agent = settings.apiUrl.startsWith('https:')
      ? new HttpsAgent(AGENT_OPTIONS)
      : new HttpAgent(AGENT_OPTIONS);
    this.api = calendar({
      version: 'v3',
      rootUrl: settings.apiUrl,
      retry: false,
      timeout: this.timeoutMs,
      agent: this.agent,
    });
  }

  authorizeUrl(request: AuthorizeRequest): string {
    return this.oauth().generateAuthUrl({
      // Offline and consent: Google gives a refresh token only then, also to a person who has granted before.
      access_type: 'offline',
      prompt: 'consent',
      scope: [...REQUESTED_SCOPES],
      redirect_uri: request.redirectUri,
      state: request.state,
      code_challenge: request.codeChallenge,
      code_challenge_method: S256,
      ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
    });
  }

  async redeemCode(
    code: string,
    verifier: string,
    redirectUri: string,
  ): Promise<Outcome<LinkedAccount<Tokens>>> {
    const answer = await this.ask('token', () =>
      this.oauth().getToken({ code, codeVerifier: verifier, redirect_uri: redirectUri }),
    );
    if (!answer.ok) return answer;
    const { tokens } = answer.value;
    const scope = tokens.scope ?? '';
    const missing = missingScopes(scope);
    if (missing.length > 0) {
      return refuse({ kind: 'scopes-missing', missing, detail: `not granted: ${missing.join(', ')}` });
    }
    const claims = readIdToken(tokens.id_token ?? '', this.settings.clientId);
    if (claims === null)
      return refuse({ kind: 'refused', detail: 'the answer does not say whose account it is' });
    if (!tokens.access_token || !tokens.refresh_token) {
      return refuse({ kind: 'refused', detail: 'the answer carries no refresh token' });
    }
    return accept({
      externalId: claims.subject,
      email: claims.email,
      scopes: scope.split(/\s+/),
      tokens: {
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token,
        expiresAt: this.expiry(tokens.expiry_date),
      },
    });
  }

  async refresh(tokens: Tokens): Promise<Outcome<Tokens>> {
    const client = this.oauth();
    client.setCredentials({ refresh_token: tokens.refreshToken });
    const answer = await this.ask('token', () => client.refreshAccessToken());
    if (!answer.ok) return answer;
    const { access_token: accessToken, refresh_token: rotated, expiry_date } = answer.value.credentials;
    if (!accessToken) return refuse({ kind: 'refused', detail: 'the answer carries no access token' });
    return accept({
      accessToken,
      refreshToken: rotated ?? tokens.refreshToken,
      expiresAt: this.expiry(expiry_date),
    });
  }

  async revoke(tokens: Tokens): Promise<Outcome<void>> {
    const answer = await this.ask('token', () => this.oauth().revokeToken(tokens.refreshToken));
    // 400 invalid_token: it is not valid any more, which is what was wanted.
    const gone = !answer.ok && (answer.fault.kind === 'refused' || answer.fault.kind === 'reconnect');
    return answer.ok || gone ? accept(undefined) : answer;
  }

  async listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>> {
    const calendars: RemoteCalendar[] = [];
    for (let page: string | undefined; ; ) {
      const answer = await this.ask('event', () =>
        this.api.calendarList.list({
          auth: this.oauth(access),
          maxResults: 250,
          fields: 'nextPageToken,items(id,summary,summaryOverride,timeZone,accessRole,primary,deleted)',
          ...(page === undefined ? {} : { pageToken: page }),
        }),
      );
      if (!answer.ok) return answer;
      for (const entry of answer.value.data.items ?? []) {
        const found = toCalendar(entry);
        if (found !== null) calendars.push(found);
      }
      page = answer.value.data.nextPageToken ?? undefined;
      if (page === undefined) return accept(calendars);
    }
  }

  async listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>> {
    const answer = await this.ask('list', () =>
      this.api.events.list({
        auth: this.oauth(access),
        calendarId,
        maxResults: this.pageSize,
        // Of the attendees only the calendar's owner is needed; one makes the list that short.
        maxAttendees: 1,
        singleEvents: false,
        // A field mask hides the tokens too unless they are named.
        fields: `nextPageToken,nextSyncToken,items(${EVENT_FIELDS})`,
        ...(from.kind === 'token' ? { syncToken: from.token } : {}),
        ...(from.page === undefined ? {} : { pageToken: from.page }),
      }),
    );
    if (!answer.ok) return answer;
    const { items, nextPageToken, nextSyncToken } = answer.value.data;
    const changes = (items ?? []).map(toChange).filter((change): change is RemoteChange => change !== null);
    return accept({
      changes,
      ...(nextPageToken ? { nextPage: nextPageToken } : {}),
      ...(nextSyncToken ? { nextSync: nextSyncToken } : {}),
    });
  }

  async getEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<RemoteEvent>> {
    return this.askEvent(() =>
      this.api.events.get({
        auth: this.oauth(access),
        calendarId,
        eventId,
        maxAttendees: 1,
        fields: EVENT_FIELDS,
      }),
    );
  }

  /** The key is the id. */
  findOwn(access: Access, calendarId: string, own: OwnEventRef): Promise<Outcome<RemoteEvent>> {
    return this.getEvent(access, calendarId, own.key);
  }

  async createEvent(access: Access, calendarId: string, event: OwnEvent): Promise<Outcome<RemoteEvent>> {
    return this.askEvent(() =>
      this.api.events.insert({
        auth: this.oauth(access),
        calendarId,
        sendUpdates: 'none',
        fields: EVENT_FIELDS,
        requestBody: toNewBody(event),
      }),
    );
  }

  async updateEvent(
    access: Access,
    calendarId: string,
    eventId: string,
    event: OwnEvent,
    etag: string,
  ): Promise<Outcome<RemoteEvent>> {
    return this.askEvent(() =>
      this.api.events.patch(
        {
          auth: this.oauth(access),
          calendarId,
          eventId,
          sendUpdates: 'none',
          fields: EVENT_FIELDS,
          requestBody: toBody(event),
        },
        { headers: { 'If-Match': etag } },
      ),
    );
  }

  async deleteEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<void>> {
    const answer = await this.ask('event', () =>
      this.api.events.delete({ auth: this.oauth(access), calendarId, eventId, sendUpdates: 'none' }),
    );
    if (!answer.ok && answer.fault.kind !== 'not-found') return answer;
    return accept(undefined);
  }

  /** base32hex of SHA-256: only a-v and 0-9, as Google's ids demand, and the same for every try. */
  ownKey(optionId: string, calendarId: string, generation: number): string {
    const digest = createHash('sha256').update(`${optionId}\n${calendarId}\n${generation}`).digest();
    return base32hex(digest);
  }

  ownId(_calendarId: string, key: string): string {
    return key;
  }

  readonly watching = {
    watch: async (access: Access, calendarId: string, wish: WatchWish): Promise<Outcome<WatchChannel>> => {
      const answer = await this.ask('watch', () =>
        this.api.events.watch({
          auth: this.oauth(access),
          calendarId,
          requestBody: {
            id: wish.channelId,
            type: 'web_hook',
            address: wish.address,
            token: wish.token,
            params: { ttl: String(Math.round(wish.ttlMs / 1000)) },
          },
        }),
      );
      if (!answer.ok) return answer;
      const { resourceId, expiration } = answer.value.data;
      if (!resourceId) return refuse({ kind: 'refused', detail: 'the channel has no resource id' });
      const expiresAt = Number(expiration) || this.clock.now() + wish.ttlMs;
      return accept({ channelId: wish.channelId, resourceId, expiresAt });
    },
    unwatch: async (access: Access, channel: WatchChannel): Promise<Outcome<void>> => {
      const answer = await this.ask('watch', () =>
        this.api.channels.stop({
          auth: this.oauth(access),
          requestBody: { id: channel.channelId, resourceId: channel.resourceId },
        }),
      );
      if (!answer.ok && answer.fault.kind !== 'not-found') return answer;
      return accept(undefined);
    },
  };

  /** Closes idle connections; the adapter can still be used. */
  close(): void {
    this.agent.destroy();
  }

  private async askEvent(
    call: () => Promise<{ data: calendar_v3.Schema$Event }>,
  ): Promise<Outcome<RemoteEvent>> {
    const answer = await this.ask('event', call);
    if (!answer.ok) return answer;
    const event = toEvent(answer.value.data);
    return event === null ? refuse({ kind: 'refused', detail: 'the event makes no sense' }) : accept(event);
  }

  private async ask<T>(verb: Verb, call: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return accept(await call());
    } catch (error) {
      const failure = httpFailureOf(error);
      if (failure === null) throw error;
      return refuse(toFault(failure, verb, this.clock.now()));
    }
  }

  /** With `access` it carries that token and nothing to refresh it with, so that it cannot ask for another by itself. */
  private oauth(access?: Access): InstanceType<typeof authPlus.OAuth2> {
    const { clientId, clientSecret, authUrl, tokenUrl } = this.settings;
    const client = new authPlus.OAuth2({
      clientId,
      clientSecret,
      endpoints: {
        oauth2AuthBaseUrl: authUrl,
        oauth2TokenUrl: tokenUrl,
        oauth2RevokeUrl: tokenUrl.replace(/\/token$/, '/revoke'),
      },
    });
    if (access !== undefined) client.setCredentials({ access_token: bearerOf(access) });
    // A code can be redeemed once, and the library would send it again after a timeout.
    client.transporter.interceptors.request.add({
      resolved: async (options) => {
        options.retry = false;
        delete options.retryConfig;
        options.timeout = this.timeoutMs;
        return options;
      },
    });
    return client;
  }

  /** The library counts the token's life by the machine's clock; we by ours. */
  private expiry(date: number | null | undefined): number {
    const life = date ? date - Date.now() : DEFAULT_TOKEN_LIFE_MS;
    return this.clock.now() + life;
  }
}

type AuthUrlOptions = NonNullable<Parameters<InstanceType<typeof authPlus.OAuth2>['generateAuthUrl']>[0]>;
/** The library types it by an enum of a package that is not ours to import; its value is this word (RFC 7636 4.3). */
const S256 = 'S256' as AuthUrlOptions['code_challenge_method'];

const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });
const refuse = (fault: Extract<Outcome<never>, { ok: false }>['fault']): Outcome<never> => ({
  ok: false,
  fault,
});

const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';

const base32hex = (bytes: Uint8Array): string => {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32HEX.charAt((value >> (bits - 5)) & 31);
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32HEX.charAt((value << (5 - bits)) & 31) : text;
};
