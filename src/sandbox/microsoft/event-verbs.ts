import { createHash } from 'node:crypto';
import { blank, buildFields, readBody } from './event-build.js';
import {
  accessDenied,
  changeKeyConflict,
  crossingBoundary,
  idMalformed,
  invalid,
  itemNotFound,
} from './failure.js';
import { folderOf, matches, readItemId } from './ids.js';
import { type Instance, instanceOn, seriesDays } from './instances.js';
import type { EventFields } from './resource.js';
import type { MicrosoftWorld, StoredCalendar, StoredItem } from './world.js';

/** An event as an id names it: the whole item, or one day of a series. */
export interface Found {
  calendar: StoredCalendar;
  item: StoredItem;
  instance?: Instance;
}

/** Whether a person may read or write a calendar; what is not shared with them does not exist for them. */
export const roleOn = (calendar: StoredCalendar, user: string): 'read' | 'write' | undefined =>
  calendar.owner === user
    ? 'write'
    : Object.hasOwn(calendar.shares, user)
      ? calendar.shares[user]
      : undefined;

/**
 * The event behind an id of either format. 400 for what is no id, 404 for what is gone, moved (default ids) or
 * not this person's. @param inCalendar when the address names a calendar, the event must be in it.
 */
export const findEvent = (
  world: MicrosoftWorld,
  user: string,
  id: string,
  inCalendar?: StoredCalendar,
): Found => {
  const read = readItemId(id);
  if (!read) throw idMalformed();
  const calendar = Object.values(world.data.calendars).find(
    (one) => Object.hasOwn(one.items, read.item) && world.mailboxOf(one) === read.mailbox,
  );
  const item = calendar?.items[read.item];
  if (!calendar || !item || !roleOn(calendar, user)) throw itemNotFound();
  if (read.folder !== undefined && read.folder !== folderOf(calendar.key)) throw itemNotFound();
  if (inCalendar && inCalendar.key !== calendar.key) throw itemNotFound();
  if (read.day === undefined) return { calendar, item };
  const instance = item.fields.recurrence ? instanceOn(item, read.day, world.zoneOf(calendar)) : undefined;
  if (!instance) throw itemNotFound();
  return { calendar, item, instance };
};

const checkWrite = (calendar: StoredCalendar, user: string): void => {
  if (roleOn(calendar, user) !== 'write') throw accessDenied();
};

const checkMatch = (world: MicrosoftWorld, { calendar, item }: Found, ifMatch: string | undefined): void => {
  if (ifMatch !== undefined && !matches(ifMatch, world.mailboxOf(calendar), item.revision))
    throw changeKeyConflict();
};

/** The event that this program made with the same transactionId in this mailbox, if it still stands. */
const sameTransaction = (
  world: MicrosoftWorld,
  owner: string,
  clientId: string,
  transactionId: string,
): Found | undefined => {
  for (const calendar of Object.values(world.data.calendars)) {
    if (calendar.owner !== owner) continue;
    const item = Object.values(calendar.items).find(
      (one) => one.fields.transactionId === transactionId && one.clientId === clientId,
    );
    if (item) return { calendar, item };
  }
  return undefined;
};

const uidFrom = (key: string): string =>
  `040000008200E00074C5B7101A82E00800000000${createHash('sha256').update(key).digest('hex').toUpperCase().slice(0, 64)}`;

/**
 * Create event. A transactionId that this program used before in the mailbox gives the event that exists, with the
 * same 201. @param forgetful the service does not remember transactions (how long it does is not published).
 */
export const createEvent = (
  world: MicrosoftWorld,
  calendar: StoredCalendar,
  by: { user: string; clientId?: string; asHand?: boolean; forgetful?: boolean },
  body: unknown,
): Found => {
  checkWrite(calendar, by.user);
  const sent = readBody(body, by.asHand);
  const transactionId = sent.transactionId ?? undefined;
  if (transactionId !== undefined && by.clientId !== undefined && !by.forgetful) {
    const known = sameTransaction(world, calendar.owner, by.clientId, transactionId);
    if (known) return known;
  }
  const owner = world.user(calendar.owner);
  const empty = blank({ name: owner?.name ?? '', address: calendar.owner }, world.now());
  const fields = buildFields(empty, sent, world.zoneOf(calendar));
  const key = world.newItemKey();
  const item = world.put(calendar, {
    key,
    created: world.now(),
    iCalUId: sent.iCalUId ?? uidFrom(key),
    ...(by.clientId === undefined ? {} : { clientId: by.clientId }),
    fields: transactionId === undefined ? fields : { ...fields, transactionId },
    exceptions: {},
  });
  return { calendar, item };
};

/** The days of the series next to one, as they stand, for the rule that an exception must stay between them. */
const neighbours = (
  item: StoredItem,
  day: string,
  zone: string,
): { before?: string | undefined; after?: string | undefined } => {
  let before: string | undefined;
  for (const date of seriesDays(item.fields)) {
    const one = date.toString();
    if (one === day) continue;
    const stands = instanceOn(item, one, zone)?.fields.start.wall.slice(0, 10);
    if (one > day) {
      if (stands !== undefined) return { before, after: stands };
    } else if (stands !== undefined) before = stands;
  }
  return { before };
};

const checkBoundary = (item: StoredItem, day: string, fields: EventFields, zone: string): void => {
  const { before, after } = neighbours(item, day, zone);
  const start = fields.start.wall.slice(0, 10);
  if ((before !== undefined && start <= before) || (after !== undefined && start >= after))
    throw crossingBoundary();
};

const sameSpan = (a: EventFields, b: EventFields): boolean =>
  JSON.stringify([a.start, a.end, a.isAllDay, a.recurrence]) ===
  JSON.stringify([b.start, b.end, b.isAllDay, b.recurrence]);

/**
 * Update event. On a day of a series it makes an exception; on a series, a new time or pattern drops its exceptions.
 * 412 on a stale If-Match: a series and all of its days share one change key.
 */
export const updateEvent = (
  world: MicrosoftWorld,
  found: Found,
  by: { user: string; asHand?: boolean; ifMatch?: string | undefined },
  body: unknown,
): Found => {
  const { calendar, item, instance } = found;
  checkWrite(calendar, by.user);
  checkMatch(world, found, by.ifMatch);
  const sent = readBody(body, by.asHand);
  const zone = world.zoneOf(calendar);
  if (sent.transactionId != null && sent.transactionId !== item.fields.transactionId)
    throw invalid('The property TransactionId cannot be changed.', 'ErrorInvalidPropertySet');
  if (!instance) {
    const fields = buildFields(item.fields, sent, zone);
    const exceptions = sameSpan(fields, item.fields) ? item.exceptions : {};
    return { calendar, item: world.put(calendar, { ...item, fields, exceptions }) };
  }
  if (sent.recurrence) throw invalid('An occurrence cannot recur.', 'ErrorPropertyValidationFailure');
  const day = instance.day ?? '';
  const fields = buildFields(instance.fields, sent, zone);
  checkBoundary(item, day, fields, zone);
  const exceptions = { ...item.exceptions, [day]: { cancelled: false as const, fields } };
  const put = world.put(calendar, { ...item, exceptions });
  const now = instanceOn(put, day, zone);
  return now ? { calendar, item: put, instance: now } : { calendar, item: put };
};

/** Delete event: a day of a series is cancelled, anything else goes altogether. */
export const deleteEvent = (
  world: MicrosoftWorld,
  found: Found,
  by: { user: string; ifMatch?: string | undefined },
): void => {
  const { calendar, item, instance } = found;
  checkWrite(calendar, by.user);
  checkMatch(world, found, by.ifMatch);
  if (instance?.day === undefined) {
    world.remove(calendar, item.key);
    return;
  }
  world.put(calendar, { ...item, exceptions: { ...item.exceptions, [instance.day]: { cancelled: true } } });
};
