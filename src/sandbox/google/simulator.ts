import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Answer, html, json, type Request, readRequest, send, shownHost } from '../http.js';
import { JsonFile } from '../json-file.js';
import { calendarApi } from './calendar-api.js';
import { PushChannels } from './channels.js';
import { control, expireTokens, type LogEntry, revokeGrants } from './control.js';
import { Faults } from './faults.js';
import { DEFAULT_CLIENT, type OAuthClient, oauth } from './oauth.js';
import { OwnerHand, plant } from './owner-hand.js';
import { Quota, type QuotaLimits } from './quota.js';
import { weekPages } from './week-pages.js';
import { emptyData, type GoogleData, type GoogleState, GoogleWorld } from './world.js';

export interface GoogleSimulatorOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** The simulated service's clock, ms UTC. */
  now?: () => number;
  seed?: number;
  /** People and calendars to start with; left alone when `persistTo` already holds some. */
  state?: GoogleState;
  /** A JSON file that keeps calendars and tokens over a restart. */
  persistTo?: string;
  clients?: OAuthClient[];
  quota?: Partial<QuotaLimits>;
  /** Lifetime of sync tokens, 30 days by default. */
  syncTokenLifeMs?: number;
}

export interface GoogleSimulator {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  /** For googleapis: `rootUrl` and the OAuth2 client's `endpoints`. */
  rootUrl: string;
  endpoints: {
    oauth2AuthBaseUrl: string;
    oauth2TokenUrl: string;
    oauth2RevokeUrl: string;
    tokenInfoUrl: string;
  };
  userInfoUrl: string;
  client: OAuthClient;
  /** The owner's hand: addUser, addCalendar, addEvent, editEvent, moveEvent, deleteEvent, splitSeries ... */
  calendars: OwnerHand;
  faults: Faults;
  quota: Quota;
  log: LogEntry[];
  /** Lets access tokens of one person (or all) expire. */
  expireTokens(user?: string): void;
  /** Ends a person's consent (or everybody's): refresh answers invalid_grant. */
  revokeGrants(user?: string): void;
  /** Resolves when all pushes so far were delivered or given up. */
  pushesSettled(): Promise<void>;
  close(): Promise<void>;
}

const LONGEST_LOG = 20_000;
const MONTH = 30 * 86_400_000;

const stored = z.custom<GoogleData>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(emptyData()).every((key) => Object.hasOwn(value, key)),
  'not a sandbox calendar file',
);

/** Whose request this is, by access token or, at the token endpoint, by refresh token. */
const userOf = (world: GoogleWorld, request: Request): string | undefined => {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return world.data.accessTokens[bearer]?.user;
  if (request.path !== '/token') return undefined;
  return world.data.refreshTokens[new URLSearchParams(request.body).get('refresh_token') ?? '']?.user;
};

/**
 * A simulator of Google's OAuth 2.0 and Calendar API v3, written from their public documentation, over real HTTP.
 * Bound to the loopback address unless told otherwise; it knows no passwords and must never face a network.
 */
export const startGoogleSimulator = async (
  options: GoogleSimulatorOptions = {},
): Promise<GoogleSimulator> => {
  const { port = 0, host = '127.0.0.1', now = Date.now, seed = 1 } = options;
  const kept = options.persistTo === undefined ? undefined : await JsonFile.read(options.persistTo);
  const world = new GoogleWorld(kept === undefined ? emptyData() : stored.parse(kept), now, seed);
  const hand = new OwnerHand(world);
  const file =
    options.persistTo === undefined ? undefined : new JsonFile(options.persistTo, () => world.data);
  const faults = new Faults(seed);
  const quota = new Quota(now);
  quota.limits = { ...quota.limits, ...options.quota };
  const log: LogEntry[] = [];
  const clients = options.clients ?? [DEFAULT_CLIENT];
  let url = '';
  // Seeding comes before the channels listen: nobody is told of it.
  if (kept === undefined && options.state) plant(hand, options.state);
  const channels = new PushChannels(
    world,
    () => url,
    () => faults.push(),
  );
  world.onChange(() => file?.touch());

  const answer = (request: Request): Answer => {
    const refusal = faults.refusal(request);
    if (refusal) return json(refusal.status, refusal.body(), refusal.detail.headers);
    return (
      oauth(world, clients, url, request) ??
      calendarApi(
        {
          world,
          quota,
          channels,
          syncTokenLifeMs: () => options.syncTokenLifeMs ?? MONTH,
          pageSize: (of) => faults.take(['page-size'], of)?.size,
        },
        request,
      ) ??
      html(
        404,
        '<!doctype html><title>Error 404 (Not Found)</title><p>The requested URL was not found on this server.',
      )
    );
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const aside =
      control({ world, hand, faults, quota, log }, request) ?? weekPages({ world, hand, now }, request);
    if (aside) {
      if (request.method !== 'GET') file?.touch();
      send(outgoing, aside);
      return;
    }
    const note = (status: number) => {
      if (log.length >= LONGEST_LOG) log.shift();
      log.push({
        at: now(),
        method: request.method,
        path: request.path,
        query: request.query.toString(),
        status,
      });
    };
    const latency = faults.take(['latency'], request);
    if (latency) await new Promise((resolve) => setTimeout(resolve, latency.ms ?? 1_000));
    if (faults.take(['drop-before'], request)) {
      note(0);
      incoming.socket.destroy();
      return;
    }
    const user = userOf(world, request);
    if (faults.take(['expire-tokens'], request) && user !== undefined) expireTokens(world, user);
    if (faults.take(['revoke-grant'], request) && user !== undefined) revokeGrants(world, user);
    const made = answer(request);
    // Reading a calendar changes nothing that is kept.
    if (request.method !== 'GET' || !request.path.startsWith('/calendar/')) file?.touch();
    if (faults.take(['drop-after-commit'], request)) {
      note(0);
      incoming.socket.destroy();
      return;
    }
    const late = faults.take(['503-after-commit'], request);
    const given = late ? json(503, { error: { code: 503, message: 'Service unavailable' } }) : made;
    note(given.status);
    send(outgoing, given);
  };

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`sandbox calendar: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!outgoing.headersSent)
        send(outgoing, json(500, { error: { code: 500, message: 'simulator failure' } }));
      else outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  url = `http://${shownHost(host)}:${typeof address === 'object' && address ? address.port : port}`;

  return {
    url,
    rootUrl: `${url}/`,
    endpoints: {
      oauth2AuthBaseUrl: `${url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${url}/token`,
      oauth2RevokeUrl: `${url}/revoke`,
      tokenInfoUrl: `${url}/tokeninfo`,
    },
    userInfoUrl: `${url}/oauth2/v3/userinfo`,
    client: clients[0] ?? DEFAULT_CLIENT,
    calendars: hand,
    faults,
    quota,
    log,
    expireTokens: (who) => expireTokens(world, who),
    revokeGrants: (who) => revokeGrants(world, who),
    pushesSettled: () => channels.settled(),
    close: async () => {
      await channels.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await file?.flush();
    },
  };
};
