import { createHash } from 'node:crypto';
import { instanceOf } from './event-view.js';
import {
  alreadyDeleted,
  badRequest,
  conditionNotMet,
  deletedCannotChange,
  duplicateId,
  emptyTimeRange,
  notFound,
} from './failure.js';
import { checkRecurrence, occurrenceById } from './instances.js';
import { type EventBody, type EventResource, eventBody } from './resource.js';
import { instantOf, normalizeTime } from './times.js';
import { etagOf, type GoogleWorld, type StoredCalendar, type StoredEvent } from './world.js';

/** base32hex in lower case, as the reference page of events.insert asks; 5 to 1,024 characters. */
const EVENT_ID = /^[a-v0-9]{5,1024}$/;

const parse = (body: unknown) => {
  const read = eventBody.safeParse(body ?? {});
  if (!read.success) throw badRequest('Bad Request', undefined, 'badRequest');
  return read.data;
};

const clean = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], null> } =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner === null ? undefined : inner)));

/** Builds the stored resource from a whole body; `base` carries what the caller cannot set. */
const build = (
  calendar: StoredCalendar,
  raw: unknown,
  base: Pick<
    EventResource,
    'id' | 'iCalUID' | 'sequence' | 'creator' | 'organizer' | 'created' | 'eventType'
  > &
    Pick<EventResource, 'recurringEventId' | 'originalStartTime'>,
): EventResource => {
  const { start, end, recurrence, id: _id, iCalUID: _uid, organizer: _o, sequence: _s, ...rest } = parse(raw);
  const recurring = (recurrence?.length ?? 0) > 0;
  if (recurrence) checkRecurrence(recurrence);
  const from = normalizeTime(start, 'start', calendar.timeZone, recurring);
  const to = normalizeTime(end, 'end', calendar.timeZone, recurring);
  if ((from.date === undefined) !== (to.date === undefined))
    throw badRequest('Start and end times must either both be date or both be dateTime.');
  if (instantOf(to, calendar.timeZone) < instantOf(from, calendar.timeZone)) throw emptyTimeRange();
  const { status, eventType: _t, extendedProperties, attendees, ...fields } = clean(rest);
  return {
    ...base,
    ...fields,
    // `self` depends on who looks: it is added when the event is shown.
    ...(attendees ? { attendees: attendees.map(({ self: _self, ...one }) => one) } : {}),
    ...(extendedProperties ? { extendedProperties: clean(extendedProperties) } : {}),
    status: status ?? 'confirmed',
    start: from,
    end: to,
    ...(recurring && recurrence ? { recurrence } : {}),
    updated: base.created,
  };
};

/**
 * events.insert. A client may choose the id; one that was ever used in this calendar, deleted or not, gives 409.
 * `asIs` (the sandbox's own hand) may also set the organizer, as an invitation from somebody else has it.
 */
export const insertEvent = (
  world: GoogleWorld,
  calendar: StoredCalendar,
  creator: string,
  body: EventBody,
  asIs = false,
): StoredEvent => {
  const read = parse(body);
  const chosen = read.id ?? undefined;
  if (chosen !== undefined && !EVENT_ID.test(chosen)) throw badRequest('Invalid resource id value.');
  if (chosen !== undefined && world.event(calendar, chosen)) throw duplicateId();
  const id =
    chosen ??
    BigInt(`0x${createHash('sha256').update(world.token('event')).digest('hex').slice(0, 32)}`)
      .toString(32)
      .padStart(26, '0');
  if (read.status === 'cancelled') throw badRequest('Invalid event status.');
  const name = calendar.primary ? {} : { displayName: calendar.summary };
  return world.put(
    calendar,
    build(calendar, body, {
      id,
      iCalUID: (asIs ? read.iCalUID : undefined) ?? `${id}@google.com`,
      sequence: read.sequence ?? 0,
      creator: { email: creator },
      organizer: (asIs ? read.organizer : undefined) ?? { email: calendar.id, ...name },
      created: new Date(world.now()).toISOString(),
      eventType: read.eventType ?? 'default',
    }),
  );
};

/** A stored event, or an untouched instance of a series, by id; 404 when neither. */
export const findEvent = (world: GoogleWorld, calendar: StoredCalendar, id: string): StoredEvent => {
  const stored = world.event(calendar, id);
  if (stored) return stored;
  const cut = id.lastIndexOf('_');
  const master = cut > 0 ? world.event(calendar, id.slice(0, cut)) : undefined;
  if (!master?.resource.recurrence) throw notFound();
  const occurrence = occurrenceById(master.resource, calendar.timeZone, id);
  if (!occurrence) throw notFound();
  return { ...master, resource: instanceOf(master.resource, occurrence) };
};

const checkMatch = (stored: StoredEvent, ifMatch: string | undefined): void => {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(stored.revision))
    throw conditionNotMet();
};

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Patch semantics of the API: null clears, objects merge, arrays are replaced. */
const merge = (target: Json, patch: Json): Json => {
  const merged: Json = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const old = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) && isObject(old) ? merge(old, value) : value;
  }
  return merged;
};

/**
 * events.patch and events.update. 412 on a stale If-Match, 403 on what is deleted.
 * A change of time or recurrence raises the sequence; a caller's lower sequence is refused.
 */
export const changeEvent = (
  world: GoogleWorld,
  calendar: StoredCalendar,
  id: string,
  body: unknown,
  how: { mode: 'patch' | 'update'; ifMatch?: string },
): StoredEvent => {
  const stored = findEvent(world, calendar, id);
  const old = stored.resource;
  if (old.status === 'cancelled') throw deletedCannotChange();
  checkMatch(stored, how.ifMatch);
  const sent = isObject(body) ? body : {};
  const read = parse(sent);
  if (read.status === 'cancelled') return cancelEvent(world, calendar, stored);
  if (read.eventType != null && read.eventType !== old.eventType)
    throw badRequest('Event type cannot be changed.', undefined, 'eventTypeRestriction');
  if (read.sequence != null && read.sequence < old.sequence)
    throw badRequest(
      'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. Re-fetch the resource and use its sequence number on the following request.',
    );
  const whole = how.mode === 'patch' ? merge({ ...old }, withoutOtherTimeForm(sent)) : sent;
  const next = build(calendar, whole, {
    id: old.id,
    iCalUID: old.iCalUID,
    sequence: old.sequence,
    creator: old.creator,
    organizer: old.organizer,
    created: old.created,
    eventType: old.eventType,
    ...(old.recurringEventId
      ? { recurringEventId: old.recurringEventId, originalStartTime: old.originalStartTime }
      : {}),
  });
  const moved = (['start', 'end'] as const).some(
    (which) => instantOf(next[which], calendar.timeZone) !== instantOf(old[which], calendar.timeZone),
  );
  const recurs = JSON.stringify(next.recurrence ?? []) !== JSON.stringify(old.recurrence ?? []);
  const sequence = Math.max(old.sequence + (moved || recurs ? 1 : 0), read.sequence ?? 0);
  return world.put(calendar, { ...next, sequence });
};

/** A patch that sends `date` turns a timed event into an all-day one, and the other way round. */
const withoutOtherTimeForm = (patch: Json): Json => {
  const fixed: Json = { ...patch };
  for (const which of ['start', 'end']) {
    const time = fixed[which];
    if (!isObject(time)) continue;
    if (time.date != null) fixed[which] = { dateTime: null, timeZone: null, ...time };
    else if (time.dateTime != null) fixed[which] = { date: null, ...time };
  }
  return fixed;
};

/** events.delete. 410 on what is deleted already; 412 on a stale If-Match. */
export const deleteEvent = (
  world: GoogleWorld,
  calendar: StoredCalendar,
  id: string,
  ifMatch?: string,
): StoredEvent => {
  const stored = findEvent(world, calendar, id);
  if (stored.resource.status === 'cancelled') throw alreadyDeleted();
  checkMatch(stored, ifMatch);
  return cancelEvent(world, calendar, stored);
};

/**
 * A series takes its exceptions along without a tombstone for each: the documentation promises an exception's
 * life only as long as its parent's, so a client has to drop the children itself.
 */
const cancelEvent = (world: GoogleWorld, calendar: StoredCalendar, stored: StoredEvent): StoredEvent => {
  for (const child of world.exceptionsOf(calendar, stored.resource.id))
    child.resource = { ...child.resource, status: 'cancelled' };
  return world.put(calendar, {
    ...stored.resource,
    status: 'cancelled',
    sequence: stored.resource.sequence + 1,
  });
};
