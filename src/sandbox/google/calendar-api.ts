import { type Answer, json, parseJson, type Request } from '../http.js';
import type { PushChannels } from './channels.js';
import { changeEvent, deleteEvent, findEvent, insertEvent } from './event-verbs.js';
import { showEvent } from './event-view.js';
import { listEvents, listInstances, pageLimit } from './events-list.js';
import {
  badRequest,
  GoogleFailure,
  insufficientScopes,
  invalidCredentials,
  loginRequired,
  notFound,
  writerNeeded,
} from './failure.js';
import { applyFields } from './fields-mask.js';
import { freeBusy } from './free-busy.js';
import type { Quota } from './quota.js';
import type { AccessRole } from './resource.js';
import { allows, type Method, onlyBusy } from './scopes.js';
import { openPageToken, sealPageToken } from './tokens.js';
import { etagOf, type GoogleWorld, type Grant, type StoredCalendar, type StoredEvent } from './world.js';

const RANK: Record<AccessRole, number> = { freeBusyReader: 1, reader: 2, writer: 3, owner: 4 };

export interface CalendarApiParts {
  world: GoogleWorld;
  quota: Quota;
  channels: PushChannels;
  /** Lifetime of sync tokens in ms. */
  syncTokenLifeMs: () => number;
  /** Number of items that a fault forces on this page. */
  pageSize: (request: Request) => number | undefined;
}

/** Calendar API v3 under /calendar/v3/. Answers, or undefined when the path is none of its own. */
export const calendarApi = (parts: CalendarApiParts, request: Request): Answer | undefined => {
  const path = /^\/calendar\/v3\/(.*)$/.exec(request.path)?.[1];
  if (path === undefined) return undefined;
  try {
    return shaped(request, route(parts, request, path.split('/').map(decodeURIComponent)));
  } catch (error) {
    if (!(error instanceof GoogleFailure)) throw error;
    return json(error.status, error.body(), error.detail.headers);
  }
};

/** Partial responses and conditional GET. */
const shaped = (request: Request, result: unknown): Answer => {
  if (result === undefined) return { status: 204 };
  const etag =
    typeof result === 'object' && result !== null && 'etag' in result ? String(result.etag) : undefined;
  if (request.method === 'GET' && etag !== undefined && request.headers['if-none-match'] === etag)
    return { status: 304, headers: { ETag: etag } };
  const fields = request.query.get('fields');
  const masked = fields === null ? { value: result } : applyFields(result, fields);
  if (!masked) throw badRequest(`Invalid field selection ${fields}`, 'fields', 'invalidParameter');
  return json(200, masked.value, etag === undefined ? {} : { ETag: etag });
};

const authenticate = (world: GoogleWorld, request: Request): Grant => {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer === undefined) throw loginRequired();
  const token = Object.hasOwn(world.data.accessTokens, bearer) ? world.data.accessTokens[bearer] : undefined;
  if (!token || token.expires <= world.now()) throw invalidCredentials();
  return token;
};

const route = (parts: CalendarApiParts, request: Request, path: string[]): unknown => {
  const { world, quota } = parts;
  const grant = authenticate(world, request);
  quota.count(grant.clientId, grant.user);
  const need = (method: Method) => {
    if (!allows(grant.scopes, method)) throw insufficientScopes();
  };
  const body = (): unknown => {
    const read = parseJson(request.body);
    if (read === undefined) throw badRequest('Parse Error', undefined, 'parseError');
    return read;
  };
  const [head, second, third, ...rest] = path;
  const verb = request.method;

  if (head === 'users' && second === 'me' && third === 'calendarList' && verb === 'GET') {
    need('calendarList');
    const [id] = rest;
    return id === undefined
      ? calendarList(world, grant, request.query)
      : listEntry(grant, reach(world, grant, id));
  }
  if (head === 'freeBusy' && verb === 'POST' && path.length === 1) {
    need('freeBusy');
    return freeBusy(world, grant.user, body());
  }
  if (head === 'channels' && second === 'stop' && verb === 'POST') {
    need('stop');
    parts.channels.stop(body());
    return undefined;
  }
  if (head !== 'calendars' || second === undefined) throw notFound();
  if (third === undefined && verb === 'GET') {
    need('calendars');
    const { calendar } = reach(world, grant, second);
    return calendarResource(calendar);
  }
  if (third !== 'events') throw notFound();
  return events(parts, request, grant, second, rest, need, body);
};

const events = (
  parts: CalendarApiParts,
  request: Request,
  grant: Grant,
  calendarId: string,
  [eventId, action]: string[],
  need: (method: Method) => void,
  body: () => unknown,
): unknown => {
  const { world } = parts;
  const writing = request.method !== 'GET' && eventId !== 'watch';
  need(writing ? 'eventsWrite' : 'eventsRead');
  const { calendar, role } = reach(world, grant, calendarId);
  const busyOnly = role === 'freeBusyReader' || onlyBusy(grant.scopes);
  const show = (stored: StoredEvent) => showEvent(calendar, stored, { busyOnly });
  const listing = () => {
    const pageSize = parts.pageSize(request);
    return {
      world,
      calendar,
      query: request.query,
      busyOnly,
      accessRole: role,
      syncTokenLifeMs: parts.syncTokenLifeMs(),
      ...(pageSize === undefined ? {} : { pageSize }),
    };
  };
  const match = request.headers['if-match'];
  const ifMatch = match === undefined ? {} : { ifMatch: match };

  if (writing) {
    if (RANK[role] < RANK.writer) throw writerNeeded();
    parts.quota.countWrite(calendar.id);
  }
  if (request.method === 'GET') {
    if (eventId === undefined) return listEvents(listing());
    const stored = findEvent(world, calendar, eventId);
    if (action === undefined) return show(stored);
    if (action === 'instances') return listInstances(listing(), stored);
  }
  if (request.method === 'POST' && eventId === 'watch' && action === undefined)
    return parts.channels.watch(calendar, grant.user, body());
  if (request.method === 'POST' && eventId === undefined)
    return show(insertEvent(world, calendar, grant.user, asBody(body())));
  if (eventId === undefined || action !== undefined) throw notFound();
  if (request.method === 'PATCH')
    return show(changeEvent(world, calendar, eventId, body(), { mode: 'patch', ...ifMatch }));
  if (request.method === 'PUT')
    return show(changeEvent(world, calendar, eventId, body(), { mode: 'update', ...ifMatch }));
  if (request.method === 'DELETE') {
    deleteEvent(world, calendar, eventId, match);
    return undefined;
  }
  throw notFound();
};

/** Bodies are checked where they are used; a list or a string is no event at all. */
const asBody = (value: unknown): object => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest('Parse Error', undefined, 'parseError');
  return value;
};

/** A calendar as this user reaches it; one that is not shared with the user does not exist for them. */
const reach = (
  world: GoogleWorld,
  grant: Grant,
  id: string,
): { calendar: StoredCalendar; role: AccessRole } => {
  const calendar = world.calendar(id === 'primary' ? grant.user : id);
  const role = calendar && Object.hasOwn(calendar.acl, grant.user) ? calendar.acl[grant.user] : undefined;
  if (!calendar || !role) throw notFound();
  return { calendar, role };
};

const calendarResource = (calendar: StoredCalendar): Record<string, unknown> => ({
  kind: 'calendar#calendar',
  etag: etagOf(calendar.revision),
  id: calendar.id,
  summary: calendar.summary,
  timeZone: calendar.timeZone,
  conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
});

const listEntry = (
  grant: Grant,
  { calendar, role }: { calendar: StoredCalendar; role: AccessRole },
): Record<string, unknown> => {
  const primary = calendar.primary && calendar.owner === grant.user;
  return {
    kind: 'calendar#calendarListEntry',
    etag: etagOf(calendar.revision),
    id: calendar.id,
    summary: calendar.summary,
    timeZone: calendar.timeZone,
    colorId: '14',
    backgroundColor: '#9fe1e7',
    foregroundColor: '#000000',
    selected: true,
    accessRole: role,
    defaultReminders: [],
    ...(primary ? { primary: true } : {}),
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  };
};

const calendarList = (world: GoogleWorld, grant: Grant, query: URLSearchParams): Record<string, unknown> => {
  const least = query.get('minAccessRole');
  if (least !== null && !Object.hasOwn(RANK, least))
    throw badRequest('Bad Request', 'minAccessRole', 'badRequest');
  const entries = Object.values(world.data.calendars)
    .flatMap((calendar) => {
      const role = Object.hasOwn(calendar.acl, grant.user) ? calendar.acl[grant.user] : undefined;
      return role ? [{ calendar, role }] : [];
    })
    .filter(
      ({ role }) =>
        least === null || RANK[role] >= (Object.entries(RANK).find(([name]) => name === least)?.[1] ?? 0),
    );
  const rawPage = query.get('pageToken');
  const page = rawPage === null ? undefined : openPageToken(rawPage);
  if (rawPage !== null && page?.calendar !== grant.user)
    throw badRequest('Invalid page token value.', 'pageToken');
  const after = page?.after ?? 0;
  const shown = entries.slice(after, after + pageLimit(query, 100, 250));
  const next = after + shown.length;
  return {
    kind: 'calendar#calendarList',
    etag: etagOf(world.data.revision),
    ...(next < entries.length
      ? {
          nextPageToken: sealPageToken({
            calendar: grant.user,
            params: 'calendarList',
            base: 0,
            after: next,
          }),
        }
      : {}),
    items: shown.map((entry) => listEntry(grant, entry)),
  };
};
