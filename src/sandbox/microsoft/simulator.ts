import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Answer, json, type Request, readRequest, send, shownHost } from '../http.js';
import { JsonFile } from '../json-file.js';
import { weekPages } from '../week/pages.js';
import { DEFAULT_CLIENT, type OAuthClient } from './clients.js';
import { control, endGrants, type LogEntry } from './control.js';
import { GraphFailure, invalid, serverFailure } from './failure.js';
import { Faults } from './faults.js';
import { failed, graphApi } from './graph-api.js';
import { Limits, type MailboxLimits } from './limits.js';
import { Notifier, type PushSettings } from './notifications.js';
import { expireTokens, oauth } from './oauth.js';
import { OwnerHand, plant } from './owner-hand.js';
import { SigningKey } from './signing.js';
import { LONGEST_MINUTES, type SubscriptionSettings } from './subscriptions.js';
import { weekHost } from './week-host.js';
import { emptyData, guidFrom, type MicrosoftData, type MicrosoftState, MicrosoftWorld } from './world.js';

export interface MicrosoftSimulatorOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** The simulated service's clock, ms UTC. */
  now?: () => number;
  seed?: number;
  /** People and calendars to start with; left alone when `persistTo` already holds some. */
  state?: MicrosoftState;
  /** A JSON file that keeps calendars and tokens over a restart. */
  persistTo?: string;
  clients?: OAuthClient[];
  limits?: Partial<MailboxLimits>;
  subscriptions?: Partial<SubscriptionSettings>;
  push?: Partial<PushSettings>;
  /** How long an old refresh token is taken after a newer one was given, 60 s by default. */
  refreshOverlapMs?: number;
  /** Every request on a mailbox takes at least this long, so that several can be under way at once; 0 by default. */
  serviceMs?: number;
}

export interface MicrosoftSimulator {
  /** `http://127.0.0.1:PORT`, without a slash at the end. Graph is under `/v1.0`. */
  url: string;
  /** In the place of https://graph.microsoft.com, and of the two addresses at login.microsoftonline.com/common. */
  graphUrl: string;
  authorizeUrl: string;
  tokenUrl: string;
  client: OAuthClient & { clientSecret: string };
  /** The owner's hand: addUser, addCalendar, addEvent, editEvent, moveEvent, deleteEvent, moveToCalendar ... */
  calendars: OwnerHand;
  faults: Faults;
  limits: Limits;
  /** Lifecycle events and forged notifications, by subscription id. */
  notifier: Notifier;
  log: LogEntry[];
  /** Lets access tokens of one person (or all) expire. */
  expireTokens(user?: string): void;
  /** Ends a person's consent (or everybody's): refresh answers invalid_grant, subscriptions end. */
  revokeGrants(user?: string): void;
  /** How far the service's clock is off from `now`, ms. */
  setClockSkew(ms: number): void;
  /** Resolves when all notifications so far were delivered or given up. */
  pushesSettled(): Promise<void>;
  close(): Promise<void>;
}

const LONGEST_LOG = 20_000;

const stored = z.custom<MicrosoftData>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(emptyData()).every((key) => Object.hasOwn(value, key)),
  'not a sandbox mailbox file',
);

/** Whose request this is, by access token or, at the token endpoint, by refresh token. */
const grantOf = (world: MicrosoftWorld, request: Request): { user: string; clientId: string } | undefined => {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined)
    return Object.hasOwn(world.data.accessTokens, bearer) ? world.data.accessTokens[bearer] : undefined;
  if (!request.path.endsWith('/oauth2/v2.0/token')) return undefined;
  const token = new URLSearchParams(request.body).get('refresh_token') ?? '';
  return Object.hasOwn(world.data.refreshTokens, token) ? world.data.refreshTokens[token] : undefined;
};

/** What counts against the limits of a mailbox: everything but the directory and subscriptions. */
const ofMailbox = (path: string): boolean => /^\/v1\.0\/(me|users\/[^/]+)\/./.test(path);

/**
 * A simulator of Microsoft's identity platform v2 and of the calendars of Graph v1.0, written from their public
 * documentation, over real HTTP. Bound to the loopback address unless told otherwise; it knows no passwords and must
 * never face a network.
 */
export const startMicrosoftSimulator = async (
  options: MicrosoftSimulatorOptions = {},
): Promise<MicrosoftSimulator> => {
  const { port = 0, host = '127.0.0.1', now = Date.now, seed = 1 } = options;
  const kept = options.persistTo === undefined ? undefined : await JsonFile.read(options.persistTo);
  const world = new MicrosoftWorld(kept === undefined ? emptyData() : stored.parse(kept), now, seed);
  const hand = new OwnerHand(world);
  const file =
    options.persistTo === undefined ? undefined : new JsonFile(options.persistTo, () => world.data);
  const faults = new Faults(seed);
  const limits = new Limits(() => world.now());
  limits.limits = { ...limits.limits, ...options.limits };
  const subscriptions = { longestMinutes: LONGEST_MINUTES, validationMs: 10_000, ...options.subscriptions };
  const log: LogEntry[] = [];
  const clients = options.clients ?? [DEFAULT_CLIENT];
  const key = new SigningKey();
  let origin = '';
  let requests = 0;
  // Seeding comes before the notifier listens: nobody is told of it.
  if (kept === undefined && options.state) plant(hand, options.state);
  const notifier = new Notifier(world, options.push ?? {}, () => faults.push());
  world.onChange(() => file?.touch());
  const pages = weekHost(world, hand);

  const overlapMs = (request: Request) =>
    faults.take(['rotate-at-once'], request) ? 0 : (options.refreshOverlapMs ?? 60_000);

  const answer = async (request: Request): Promise<Answer> => {
    const refusal = faults.refusal(request);
    if (refusal) throw refusal;
    return (
      oauth({ world, clients, key, origin, overlapMs: () => overlapMs(request) }, request) ??
      (await graphApi({ world, faults, subscriptions, origin }, request)) ??
      json(404, { error: { code: 'UnknownError', message: 'Not found.' } })
    );
  };

  /** Failures become answers; every answer carries the ids that support would ask for. */
  const answered = async (request: Request): Promise<Answer> => {
    const requestId = guidFrom(`request ${seed} ${++requests}`);
    const clientRequestId = String(request.headers['client-request-id'] ?? requestId);
    const ids = { 'request-id': requestId, 'client-request-id': clientRequestId };
    try {
      const made = await answer(request);
      return { ...made, headers: { ...made.headers, ...ids } };
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      const date = new Date(world.now()).toISOString().slice(0, 19);
      const made = failed(error, { requestId, clientRequestId, date });
      return { ...made, headers: { ...made.headers, ...ids } };
    }
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    outgoing.setHeader('Date', new Date(world.now()).toUTCString());
    const aside =
      control({ world, hand, faults, limits, notifier, subscriptions, log }, request) ??
      weekPages(pages, request);
    if (aside) {
      if (request.method !== 'GET') file?.touch();
      send(outgoing, aside);
      return;
    }
    const grant = grantOf(world, request);
    const slot = grant && ofMailbox(request.path) ? `${grant.clientId} ${grant.user}` : undefined;
    const over = slot === undefined ? undefined : limits.enter(slot);
    try {
      await serve(request, incoming, outgoing, over);
    } finally {
      if (slot !== undefined && !over) limits.leave(slot);
    }
  };

  const serve = async (
    request: Request,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    over: GraphFailure | undefined,
  ): Promise<void> => {
    const note = (status: number) => {
      if (log.length >= LONGEST_LOG) log.shift();
      const { method, path, query } = request;
      log.push({ at: world.now(), method, path, query: query.toString(), status });
    };
    const drop = () => {
      note(0);
      incoming.socket.destroy();
    };
    const give = (made: Answer) => {
      note(made.status);
      send(outgoing, made);
    };
    const about = () => ({
      requestId: guidFrom(`request ${seed} ${++requests}`),
      clientRequestId: '',
      date: new Date(world.now()).toISOString().slice(0, 19),
    });
    if (over) return give(failed(over, about()));
    const latency = faults.take(['latency'], request);
    const takes = latency ? (latency.ms ?? 1_000) : ofMailbox(request.path) ? (options.serviceMs ?? 0) : 0;
    if (takes > 0) await new Promise((resolve) => setTimeout(resolve, takes));
    if (faults.take(['drop-before'], request)) return drop();
    const user = grantOf(world, request)?.user;
    if (user !== undefined && faults.take(['expire-tokens'], request)) expireTokens(world, user);
    if (user !== undefined && faults.take(['revoke-grant'], request)) endGrants({ world, notifier }, user);
    const made = await answered(request);
    if (request.method !== 'GET') file?.touch();
    if (faults.take(['drop-after-commit'], request)) return drop();
    const late = faults.take(['503-after-commit'], request);
    return give(late ? failed(serverFailure(503, late.retryAfter), about()) : made);
  };

  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      if (error instanceof URIError) {
        const about = { requestId: '', clientRequestId: '', date: '' };
        send(outgoing, failed(invalid('The request is malformed.', 'BadRequest'), about));
        return;
      }
      process.stderr.write(`sandbox mailbox: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!outgoing.headersSent)
        send(outgoing, json(500, { error: { code: 'simulator', message: 'simulator failure' } }));
      else outgoing.destroy();
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  origin = `http://${shownHost(host)}:${bound}`;
  const [first = DEFAULT_CLIENT] = clients;

  return {
    url: origin,
    graphUrl: origin,
    authorizeUrl: `${origin}/common/oauth2/v2.0/authorize`,
    tokenUrl: `${origin}/common/oauth2/v2.0/token`,
    client: { ...first, clientSecret: first.clientSecret ?? '' },
    calendars: hand,
    faults,
    limits,
    notifier,
    log,
    expireTokens: (who) => expireTokens(world, who),
    revokeGrants: (who) => endGrants({ world, notifier }, who),
    setClockSkew: (ms) => {
      world.data.skewMs = ms;
    },
    pushesSettled: () => notifier.settled(),
    close: async () => {
      await notifier.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await file?.flush();
    },
  };
};
