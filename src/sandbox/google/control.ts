import { z } from 'zod';
import { type Answer, json, parseJson, type Request } from '../http.js';
import { GoogleFailure } from './failure.js';
import { type Faults, faultRule } from './faults.js';
import { revoke } from './oauth.js';
import type { OwnerHand } from './owner-hand.js';
import type { Quota } from './quota.js';
import { eventBody } from './resource.js';
import type { GoogleWorld } from './world.js';

/** One request as the simulator saw it; status 0 means that the connection was dropped. */
export interface LogEntry {
  at: number;
  method: string;
  path: string;
  query: string;
  status: number;
}

export interface ControlParts {
  world: GoogleWorld;
  hand: OwnerHand;
  faults: Faults;
  quota: Quota;
  log: LogEntry[];
}

const quotaBody = z.object({
  perUser: z.number().int().positive().optional(),
  perProject: z.number().int().positive().optional(),
  writesPerDay: z.number().int().min(0).optional(),
  rateStatus: z.union([z.literal(403), z.literal(429)]).optional(),
});
const moveBody = z.object({
  minutes: z.number().optional(),
  hours: z.number().optional(),
  days: z.number().optional(),
});
const splitBody = z.object({ instanceId: z.string(), change: eventBody.optional() });
const shareBody = z.object({
  user: z.string(),
  role: z.enum(['owner', 'writer', 'reader', 'freeBusyReader']).nullable(),
});
const userBody = z.object({ email: z.string(), name: z.string(), timeZone: z.string() });
const whoBody = z.object({ user: z.string().optional() });

/**
 * The control address, JSON in and out, under /__control/. Faults, the request log, the quota, and the hand of the
 * calendar's owner. Not part of the simulated service: no access token, never hit by faults, not in the log.
 */
export const control = (parts: ControlParts, request: Request): Answer | undefined => {
  const path = /^\/__control\/(.*)$/.exec(request.path)?.[1];
  if (path === undefined) return undefined;
  try {
    const result = route(parts, request, path.split('/').map(decodeURIComponent));
    return result === undefined ? json(404, { error: 'no such control' }) : json(200, result);
  } catch (error) {
    if (error instanceof GoogleFailure) return json(error.status, error.body());
    if (error instanceof z.ZodError) return json(400, { error: 'invalid', issues: error.issues });
    throw error;
  }
};

const route = (parts: ControlParts, request: Request, path: string[]): unknown => {
  const { world, faults, log, quota } = parts;
  const verb = request.method;
  const [head, id] = path;
  const body = parseJson(request.body);
  if (head === 'faults') {
    if (verb === 'GET') return { rules: faults.list() };
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
      return { rules: faults.list() };
    }
  }
  if (head === 'log') {
    if (verb === 'DELETE') log.length = 0;
    return { entries: log };
  }
  if (head === 'quota' && verb === 'POST') {
    const { perUser, perProject, writesPerDay, rateStatus } = quotaBody.parse(body);
    quota.limits = {
      perUser: perUser ?? quota.limits.perUser,
      perProject: perProject ?? quota.limits.perProject,
      writesPerDay: writesPerDay ?? quota.limits.writesPerDay,
      rateStatus: rateStatus ?? quota.limits.rateStatus,
    };
    return quota.limits;
  }
  if (head === 'users' && verb === 'POST') {
    const user = userBody.parse(body);
    parts.hand.addUser(user);
    return user;
  }
  if (head === 'tokens' && id === 'expire' && verb === 'POST') {
    expireTokens(world, whoBody.parse(body).user);
    return {};
  }
  if (head === 'grants' && id === 'revoke' && verb === 'POST') {
    revokeGrants(world, whoBody.parse(body).user);
    return {};
  }
  if (head === 'calendars') return calendars(parts, request, body, path.slice(1));
  return undefined;
};

const calendars = (
  { world, hand }: ControlParts,
  request: Request,
  body: unknown,
  [calendarId, what, eventId, action]: string[],
): unknown => {
  const verb = request.method;
  if (calendarId === undefined)
    return {
      calendars: Object.values(world.data.calendars).map(
        ({ id, summary, timeZone, owner, primary, events }) => ({
          id,
          summary,
          timeZone,
          owner,
          primary,
          events: Object.keys(events).length,
        }),
      ),
    };
  if (what === 'expire-sync-tokens' && verb === 'POST') {
    hand.expireSyncTokens(calendarId);
    return {};
  }
  if (what === 'share' && verb === 'POST') {
    const { user, role } = shareBody.parse(body);
    hand.share(calendarId, user, role ?? undefined);
    return {};
  }
  if (what !== 'events') return undefined;
  if (eventId === undefined)
    return verb === 'POST'
      ? hand.addEvent(calendarId, eventBody.parse(body))
      : { items: hand.events(calendarId) };
  if (action === 'move' && verb === 'POST') {
    return hand.moveEvent(calendarId, eventId, moveBody.parse(body));
  }
  if (action === 'split' && verb === 'POST') {
    const { instanceId, change } = splitBody.parse(body);
    return hand.splitSeries(calendarId, eventId, instanceId, change);
  }
  if (action !== undefined) return undefined;
  if (verb === 'GET') return hand.getEvent(calendarId, eventId);
  if (verb === 'PATCH') return hand.editEvent(calendarId, eventId, eventBody.parse(body));
  if (verb === 'DELETE') {
    hand.deleteEvent(calendarId, eventId);
    return {};
  }
  return undefined;
};

/** Lets access tokens die of age, for one person or for all. */
export const expireTokens = (world: GoogleWorld, user: string | undefined): void => {
  for (const token of Object.values(world.data.accessTokens))
    if (user === undefined || token.user === user) token.expires = Math.min(token.expires, world.now());
};

/** What a person does under "third-party access": the refresh token answers invalid_grant from now on. */
export const revokeGrants = (world: GoogleWorld, user: string | undefined): void => {
  const { accessTokens, refreshTokens, grants } = world.data;
  for (const [token, grant] of Object.entries({ ...refreshTokens, ...accessTokens }))
    if (user === undefined || grant.user === user) revoke(world, token);
  for (const [key, grant] of Object.entries(grants))
    if (user === undefined || grant.user === user) delete grants[key];
};
