import { type Answer, json, parseJson, type Request } from '../http.js';
import { listCalendars, reachCalendar, showCalendar } from './calendars.js';
import { calendarViewDelta } from './delta.js';
import { calendarView, exceptionsOf, listEvents, listInstances } from './event-lists.js';
import { createEvent, deleteEvent, type Found, findEvent, updateEvent } from './event-verbs.js';
import { present, showEvent, type Viewer } from './event-view.js';
import {
  accessDenied,
  GraphFailure,
  gatewayTimeout,
  invalid,
  requestDenied,
  resourceNotFound,
  tokenExpired,
  tokenMissing,
  tokenRevoked,
  tokenUnknown,
  unreadableBody,
} from './failure.js';
import type { Faults } from './faults.js';
import { getSchedule } from './free-busy.js';
import { mailboxSettings, showUser, translateIds } from './mailbox.js';
import { option, readOptions } from './odata.js';
import { readPreferences } from './prefer.js';
import { allows, basicOnly, type Need } from './scopes.js';
import { createSubscription, type SubscriptionSettings, subscriptionVerb } from './subscriptions.js';
import type { Grant, MicrosoftWorld, StoredCalendar, StoredUser } from './world.js';

export interface GraphParts {
  world: MicrosoftWorld;
  faults: Faults;
  subscriptions: SubscriptionSettings;
  /** Scheme, host and port of this service. */
  origin: string;
}

/** One request under way: who asks, and what it says. */
interface Call extends GraphParts {
  request: Request;
  grant: Grant;
  user: StoredUser;
  viewer: Viewer;
  /** The address that was asked for, on this service's own origin. */
  here: URL;
  need(what: Need): void;
  body(): unknown;
}

/** Who carries the token, or the API's 401. */
export const bearerOf = (world: MicrosoftWorld, request: Request): Grant => {
  const header = request.headers.authorization ?? '';
  const text = /^Bearer (.*)$/i.exec(header)?.[1]?.trim();
  if (text === undefined || text === '') throw tokenMissing();
  const token = Object.hasOwn(world.data.accessTokens, text) ? world.data.accessTokens[text] : undefined;
  if (!token) throw tokenUnknown();
  if (token.revoked) throw tokenRevoked();
  if (token.expires <= world.now()) throw tokenExpired();
  return token;
};

/** /v1.0/...: answers, or undefined when the path is none of its own. Failures are thrown as GraphFailure. */
export const graphApi = async (parts: GraphParts, request: Request): Promise<Answer | undefined> => {
  const path = /^\/v1\.0\/(.*)$/.exec(request.path)?.[1];
  if (path === undefined) return undefined;
  const { world } = parts;
  const grant = bearerOf(world, request);
  const user = world.user(grant.user);
  if (!user) throw tokenUnknown();
  const prefer = readPreferences(request);
  const call: Call = {
    ...parts,
    request,
    grant,
    user,
    viewer: { world, user, prefer, basicOnly: basicOnly(grant.scopes) },
    here: new URL(`${request.path}?${request.query}`, parts.origin),
    need: (what) => {
      if (allows(grant.scopes, what)) return;
      throw what === 'profile' ? requestDenied() : accessDenied();
    },
    body: () => {
      const read = /json/i.test(request.headers['content-type'] ?? '') ? parseJson(request.body) : undefined;
      if (read === undefined) throw unreadableBody();
      return read;
    },
  };
  const answer = await route(call, segmentsOf(path));
  const applied = prefer.applied.join(', ');
  return applied === ''
    ? answer
    : { ...answer, headers: { ...answer.headers, 'Preference-Applied': applied } };
};

/** `calendars('x')` means the same as `calendars/x`. */
const segmentsOf = (path: string): string[] =>
  path
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent)
    .flatMap((part) => {
      const key = /^(\w+)\('([^']+)'\)$/.exec(part);
      return key ? [key[1] ?? '', key[2] ?? ''] : [part];
    });

const ok = (value: Record<string, unknown> | 'done' | undefined, status = 200): Answer => {
  if (value === undefined) throw resourceNotFound('');
  return value === 'done' ? { status: 204 } : json(status, value);
};

const route = async (call: Call, [root, ...path]: string[]): Promise<Answer> => {
  if (root === 'subscriptions') return subscriptions(call, path);
  let rest = path;
  if (root === 'users') {
    const [whose, ...more] = path;
    if (whose?.toLowerCase() !== call.user.address && whose !== call.user.oid) throw accessDenied();
    rest = more;
  } else if (root !== 'me') throw resourceNotFound(root ?? '');
  return mailbox(call, rest);
};

const subscriptions = async (call: Call, [id, action]: string[]): Promise<Answer> => {
  call.need('readFully');
  const { request, origin } = call;
  const parts = { ...call, settings: call.subscriptions, origin };
  if (request.method === 'POST' && id === undefined)
    return ok(await createSubscription(parts, call.body(), call.viewer.prefer.idType === 'immutable'), 201);
  return ok(subscriptionVerb(parts, request.method, id, action, () => call.body()));
};

const mailbox = (call: Call, [head, ...rest]: string[]): Answer => {
  const { world, user, request, here } = call;
  const verb = request.method;
  const { origin } = here;
  switch (head) {
    case undefined:
      call.need('profile');
      return ok(showUser(user, origin));
    case 'mailboxSettings':
      call.need('settings');
      return ok(mailboxSettings(user, rest[0], origin));
    case 'translateExchangeIds':
      call.need('read');
      return ok(translateIds(world, call.body()));
    case 'calendars': {
      const [id, ...more] = rest;
      call.need('read');
      if (id === undefined) {
        if (verb !== 'GET') throw invalid('Calendars are made by hand here.', 'NotImplemented');
        return ok(listCalendars(world, user, request.query, here));
      }
      return calendar(call, reachCalendar(world, user, id), more, true);
    }
    case 'calendar':
      call.need('read');
      return calendar(call, reachCalendar(world, user, undefined), rest, true);
    case 'events':
    case 'calendarView':
      call.need('read');
      return calendar(call, reachCalendar(world, user, undefined), [head, ...rest], false);
    default:
      throw resourceNotFound(head);
  }
};

/** @param named whether the address names the calendar: then its events must be in it. */
const calendar = (call: Call, chosen: StoredCalendar, [head, ...rest]: string[], named: boolean): Answer => {
  const { world, user, request, viewer, here, faults } = call;
  const list = { calendar: chosen, query: request.query, here, pageSize: undefined as number | undefined };
  switch (head) {
    case undefined:
      return ok(showCalendar(world, user, chosen));
    case 'getSchedule':
      call.need('readFully');
      return ok(getSchedule(world, user, viewer.prefer, call.body(), here.origin));
    case 'calendarView':
      if (rest[0] === undefined) {
        list.pageSize = faults.take(['page-size'], request)?.size;
        return ok(calendarView(viewer, list));
      }
      if (/^(microsoft\.graph\.)?delta(\(\))?$/.test(rest[0])) return delta(call, chosen);
      throw resourceNotFound(rest[0]);
    case 'events':
      return events(call, chosen, rest, named);
    default:
      throw resourceNotFound(head);
  }
};

const delta = (call: Call, chosen: StoredCalendar): Answer => {
  const { request, viewer, here, faults } = call;
  const resumed = option(request.query, 'skiptoken') || option(request.query, 'deltatoken');
  const reset = resumed ? faults.reset(request) : undefined;
  if (reset !== undefined) {
    chosen.reset = reset;
    chosen.generation++;
  }
  const endless = Object.values(chosen.items).some(({ fields }) => fields.recurrence?.range.type === 'noEnd');
  if (endless && faults.take(['504-endless'], request)) throw gatewayTimeout();
  viewer.prefer.applied.unshift('odata.track-changes');
  const fate = faults.delta(request);
  return ok(calendarViewDelta(viewer, { calendar: chosen, query: request.query, here, fate }));
};

const events = (call: Call, chosen: StoredCalendar, [id, action]: string[], named: boolean): Answer => {
  const { world, user, request, viewer, here, faults } = call;
  const verb = request.method;
  if (verb !== 'GET') call.need('write');
  const list = { calendar: chosen, query: request.query, here };
  if (id === undefined) {
    if (verb === 'POST') return create(call, chosen);
    if (verb !== 'GET') throw resourceNotFound('events');
    return ok(listEvents(viewer, { ...list, pageSize: faults.take(['page-size'], request)?.size }));
  }
  if (/^(microsoft\.graph\.)?delta(\(\))?$/.test(id))
    throw invalid("Change tracking is not supported against 'microsoft.graph.event'.", 'ErrorInvalidRequest');
  const found = findEvent(world, user.address, id, named ? chosen : undefined);
  const by = { user: user.address, ifMatch: request.headers['if-match'] };
  if (verb === 'GET' && action === undefined) return one(call, found);
  if (verb === 'GET' && action === 'instances')
    return ok(
      listInstances(viewer, found, {
        ...list,
        calendar: found.calendar,
        pageSize: faults.take(['page-size'], request)?.size,
      }),
    );
  if (verb === 'GET' && action === 'calendar') return ok(showCalendar(world, user, found.calendar));
  if (action !== undefined) throw resourceNotFound(action);
  if (verb === 'PATCH') return ok(showEvent(viewer, updateEvent(world, found, by, call.body())));
  if (verb !== 'DELETE') throw invalid('The method is not allowed here.', 'BadRequest');
  deleteEvent(world, found, by);
  return ok('done');
};

const one = ({ viewer, request, here }: Call, found: Found): Answer => {
  const options = readOptions(request.query);
  const shown = present(viewer, found, options, (series) => exceptionsOf(viewer, series));
  const etag = String(shown['@odata.etag']);
  const context = {
    '@odata.context': `${here.origin}/v1.0/$metadata#users('${viewer.user.oid}')/events/$entity`,
  };
  return json(200, { ...context, ...shown }, { ETag: etag });
};

const create = (call: Call, chosen: StoredCalendar): Answer => {
  const { world, user, grant, request, viewer, here, faults } = call;
  const forgetful = faults.take(['forget-transaction'], request) !== undefined;
  const found = createEvent(
    world,
    chosen,
    { user: user.address, clientId: grant.clientId, forgetful },
    call.body(),
  );
  const shown = showEvent(viewer, found);
  // Exchange has been seen to give a new item another change key by itself, soon after its creation.
  if (faults.take(['key-drift'], request)) world.put(found.calendar, found.item);
  const context = { '@odata.context': `${here.origin}/v1.0/$metadata#users('${user.oid}')/events/$entity` };
  return json(
    201,
    { ...context, ...shown },
    {
      Location: `${here.origin}/v1.0/users('${user.oid}')/events('${shown.id}')`,
      ETag: String(shown['@odata.etag']),
    },
  );
};

/** The failure as an answer, with the ids that support would ask for. */
export const failed = (
  error: GraphFailure,
  about: { requestId: string; clientRequestId: string; date: string },
): Answer => json(error.status, error.body(about), error.headers);
