import { z } from 'zod';
import { type Answer, json, parseJson, type Request } from '../http.js';
import { GraphFailure } from './failure.js';
import { type Faults, faultRule } from './faults.js';
import type { Limits } from './limits.js';
import type { Notifier } from './notifications.js';
import { expireTokens, revokeGrants } from './oauth.js';
import type { OwnerHand } from './owner-hand.js';
import { handBody } from './resource.js';
import type { SubscriptionSettings } from './subscriptions.js';
import type { MicrosoftWorld, StoredSubscription } from './world.js';

/** One request as the simulator saw it; status 0 means that the connection was dropped. */
export interface LogEntry {
  at: number;
  method: string;
  path: string;
  query: string;
  status: number;
}

export interface ControlParts {
  world: MicrosoftWorld;
  hand: OwnerHand;
  faults: Faults;
  limits: Limits;
  notifier: Notifier;
  subscriptions: SubscriptionSettings;
  log: LogEntry[];
}

const reset = z.enum(['gone', 'sync-state-not-found', 'resync-required']);
const limitsBody = z.object({
  concurrent: z.number().int().positive().optional(),
  requests: z.number().int().positive().optional(),
  retryAfter: z.number().min(0).optional(),
});
const moveBody = z.object({
  minutes: z.number().optional(),
  hours: z.number().optional(),
  days: z.number().optional(),
});
const shareBody = z.object({ user: z.string(), role: z.enum(['read', 'write']).nullable() });
const userBody = z.object({
  address: z.string(),
  name: z.string(),
  timeZone: z.string(),
  kind: z.enum(['work', 'personal']).optional(),
});
const calendarBody = z.object({ name: z.string(), hexColor: z.string().optional() });
const seedBody = handBody.extend({ exceptions: z.record(z.string(), handBody.nullable()).optional() });
const whoBody = z.object({ user: z.string().optional() });
const clockBody = z.object({ skewMs: z.number() });
const lifecycleBody = z.object({
  event: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']),
  /** With reauthorizationRequired: changes are not told until the client has reauthorized. */
  pause: z.boolean().optional(),
});
const forgeBody = z.object({ clientState: z.string().optional() });

/**
 * The control address, JSON in and out, under /__control/. Faults, the request log, limits, the clock, subscriptions,
 * and the hand of the calendar's owner. Not part of the simulated service: no access token, never hit by faults, not
 * in the log.
 */
export const control = (parts: ControlParts, request: Request): Answer | undefined => {
  const path = /^\/__control\/(.*)$/.exec(request.path)?.[1];
  if (path === undefined) return undefined;
  try {
    const result = route(parts, request, path.split('/').map(decodeURIComponent));
    return result === undefined ? json(404, { error: 'no such control' }) : json(200, result);
  } catch (error) {
    if (error instanceof GraphFailure)
      return json(error.status, { error: { code: error.code, message: error.message } });
    if (error instanceof z.ZodError) return json(400, { error: 'invalid', issues: error.issues });
    throw error;
  }
};

const route = (parts: ControlParts, request: Request, path: string[]): unknown => {
  const { world, faults, log, limits, hand } = parts;
  const verb = request.method;
  const [head, id] = path;
  const body = parseJson(request.body);
  if (head === 'faults') return faultRules(faults, verb, id, body);
  if (head === 'log') {
    if (verb === 'DELETE') log.length = 0;
    return { entries: log };
  }
  if (head === 'subscriptions') return subscriptions(parts, verb, path.slice(1), body);
  if (head === 'calendars') return calendars(parts, request, body, path.slice(1));
  if (verb !== 'POST') return undefined;
  switch (head) {
    case 'limits':
      limits.limits = { ...limits.limits, ...limitsBody.parse(body) };
      return limits.limits;
    case 'clock':
      world.data.skewMs = clockBody.parse(body).skewMs;
      return { now: new Date(world.now()).toISOString() };
    case 'users':
      hand.addUser(userBody.parse(body));
      return {};
    case 'tokens':
      if (id !== 'expire') return undefined;
      expireTokens(world, whoBody.parse(body).user);
      return {};
    case 'grants':
      if (id !== 'revoke') return undefined;
      endGrants(parts, whoBody.parse(body).user);
      return {};
    default:
      return undefined;
  }
};

const faultRules = (faults: Faults, verb: string, id: string | undefined, body: unknown): unknown => {
  if (verb === 'POST')
    return {
      ids: z
        .array(faultRule)
        .parse(Array.isArray(body) ? body : [body])
        .map((rule) => faults.add(rule)),
    };
  if (verb === 'DELETE') {
    if (id === undefined) faults.clear();
    else faults.remove(id);
  }
  return { rules: faults.list() };
};

/** Consent ended: the tokens die, and the subscriptions made with them, whose lifecycle address is told. */
export const endGrants = (
  { world, notifier }: Pick<ControlParts, 'world' | 'notifier'>,
  user: string | undefined,
): void => {
  revokeGrants(world, user);
  for (const subscription of Object.values(world.data.subscriptions))
    if (user === undefined || subscription.user === user)
      removeSubscription({ world, notifier }, subscription);
};

const removeSubscription = (
  { world, notifier }: Pick<ControlParts, 'world' | 'notifier'>,
  subscription: StoredSubscription,
): void => {
  delete world.data.subscriptions[subscription.id];
  notifier.lifecycle(subscription, 'subscriptionRemoved');
};

/** GET lists; POST :id/lifecycle and :id/forge make the service, or somebody else, send something. */
const subscriptions = (parts: ControlParts, verb: string, [id, action]: string[], body: unknown): unknown => {
  const { world, notifier } = parts;
  if (id === undefined)
    return verb === 'GET' ? { subscriptions: Object.values(world.data.subscriptions) } : undefined;
  const one = Object.hasOwn(world.data.subscriptions, id) ? world.data.subscriptions[id] : undefined;
  if (!one || verb !== 'POST') return undefined;
  if (action === 'lifecycle') {
    const { event, pause } = lifecycleBody.parse(body);
    if (event === 'subscriptionRemoved') removeSubscription(parts, one);
    else notifier.lifecycle(one, event);
    one.paused = event === 'reauthorizationRequired' && pause === true;
    return {};
  }
  if (action === 'forge') {
    notifier.forge(one, forgeBody.parse(body).clientState);
    return {};
  }
  return undefined;
};

const calendars = (
  { world, hand }: ControlParts,
  request: Request,
  body: unknown,
  [calendar, what, eventId, action]: string[],
): unknown => {
  const verb = request.method;
  if (calendar === undefined)
    return {
      calendars: Object.values(world.data.calendars).map(({ id, name, owner, isDefault, items }) => ({
        id,
        name,
        owner,
        isDefault,
        items: Object.keys(items).length,
      })),
    };
  if (what === undefined && verb === 'POST')
    return { id: hand.addCalendar(calendar, calendarBody.parse(body)) };
  if (what === 'expire-delta-tokens' && verb === 'POST') {
    hand.expireDeltaTokens(calendar, z.object({ how: reset.optional() }).parse(body).how);
    return {};
  }
  if (what === 'share' && verb === 'POST') {
    const { user, role } = shareBody.parse(body);
    hand.share(calendar, user, role ?? undefined);
    return {};
  }
  if (what !== 'events') return undefined;
  if (eventId === undefined)
    return verb === 'POST' ? hand.addEvent(calendar, seedBody.parse(body)) : { items: hand.events(calendar) };
  if (action === 'move' && verb === 'POST') return hand.moveEvent(calendar, eventId, moveBody.parse(body));
  if (action === 'move-to' && verb === 'POST')
    return hand.moveToCalendar(calendar, eventId, z.object({ calendar: z.string() }).parse(body).calendar);
  if (action === 'occurrence' && verb === 'POST')
    return { id: hand.occurrenceId(eventId, z.object({ day: z.iso.date() }).parse(body).day) };
  if (action !== undefined) return undefined;
  if (verb === 'GET') return hand.getEvent(calendar, eventId);
  if (verb === 'PATCH') return hand.editEvent(calendar, eventId, handBody.parse(body));
  if (verb === 'DELETE') {
    hand.deleteEvent(calendar, eventId);
    return {};
  }
  return undefined;
};
