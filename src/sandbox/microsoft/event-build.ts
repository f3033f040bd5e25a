import type { z } from 'zod';
import { invalid, propertyFailed, unknownProperty } from './failure.js';
import { instantIn, seriesDays } from './instances.js';
import {
  type Attendee,
  type EventFields,
  type ExtendedProperty,
  eventBody,
  handBody,
  type Pattern,
  type Person,
  propertyId,
  type Range,
  READ_ONLY,
} from './resource.js';
import { isMidnight, NEVER, readTime, windowsOf } from './times.js';

type Read = z.output<typeof handBody>;
type Sent = { [K in keyof Read]?: Read[K] };

const EXTENDED_ID =
  /^(Binary|Boolean|CLSID|Currency|Double|Float|Integer|Long|Short|String|SystemTime)(Array)? \{[0-9a-f-]{36}\} (Name .+|Id 0x[0-9a-f]+)$/i;

/** Checks names and shapes; a read-only property is dropped, an unknown one refused. `asHand` may set more. */
export const readBody = (body: unknown, asHand = false): Sent => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('Empty Payload. JSON content expected.', 'BadRequest');
  const schema = asHand ? handBody : eventBody;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@odata.')) continue;
    if (Object.hasOwn(schema.shape, name)) kept[name] = value;
    else if (!READ_ONLY.some((known) => known === name)) throw unknownProperty(name);
  }
  const read = schema.safeParse(kept);
  if (!read.success) throw propertyFailed();
  return read.data;
};

const person = (raw: { name?: string | null; address?: string | null }): Person => ({
  name: raw.name ?? raw.address ?? '',
  address: raw.address ?? '',
});

const attendeesOf = (sent: NonNullable<Sent['attendees']>, before: readonly Attendee[]): Attendee[] =>
  sent.map(({ emailAddress, type, status }) => ({
    emailAddress: person(emailAddress),
    type: type ?? 'required',
    // An attendee's answer is not the organizer's to set: it stays what it was.
    status: before.find((one) => one.emailAddress.address === emailAddress.address)?.status ?? {
      response: status?.response ?? 'none',
      time: NEVER,
    },
  }));

const patternOf = (raw: NonNullable<Sent['recurrence']>['pattern']): Pattern => {
  const pattern: Pattern = {
    type: raw.type,
    interval: raw.interval,
    month: raw.month ?? 0,
    dayOfMonth: raw.dayOfMonth ?? 0,
    daysOfWeek: raw.daysOfWeek ?? [],
    firstDayOfWeek: raw.firstDayOfWeek ?? 'sunday',
    index: raw.index ?? 'first',
  };
  const needsDays = ['weekly', 'relativeMonthly', 'relativeYearly'].includes(pattern.type);
  const needsDate = pattern.type.startsWith('absolute');
  const needsMonth = pattern.type.endsWith('Yearly');
  if (
    (needsDays && pattern.daysOfWeek.length === 0) ||
    (needsDate && pattern.dayOfMonth === 0) ||
    (needsMonth && pattern.month === 0)
  )
    throw propertyFailed();
  return pattern;
};

const rangeOf = (raw: NonNullable<Sent['recurrence']>['range']): Range => {
  const { type, startDate } = raw;
  if (type === 'endDate') {
    if (raw.endDate == null || raw.endDate < startDate) throw propertyFailed();
    return { type, startDate, endDate: raw.endDate };
  }
  if (type === 'noEnd') return { type, startDate };
  if (!raw.numberOfOccurrences) throw propertyFailed();
  return { type, startDate, numberOfOccurrences: raw.numberOfOccurrences };
};

/** Merges properties by id, as a PATCH does; a value of the same id is replaced. */
const mergeExtended = (before: ExtendedProperty[], sent: readonly ExtendedProperty[]): ExtendedProperty[] => {
  if (sent.some(({ id }) => !EXTENDED_ID.test(id)))
    throw invalid('The property id is not in the expected format.', 'ErrorInvalidParameter');
  const ids = sent.map(({ id }) => propertyId(id));
  return [...before.filter(({ id }) => !ids.includes(propertyId(id))), ...sent];
};

/** Half an hour from the next half hour on, for a caller that names no time. */
const soon = (now: number): Pick<EventFields, 'start' | 'end'> => {
  const half = 1_800_000;
  const at = Math.ceil(now / half) * half;
  const wall = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return { start: { wall: wall(at), zone: 'UTC' }, end: { wall: wall(at + half), zone: 'UTC' } };
};

export const blank = (organizer: Person, now: number): EventFields => ({
  subject: '',
  body: { contentType: 'html', content: '' },
  ...soon(now),
  originalStartTimeZone: 'UTC',
  originalEndTimeZone: 'UTC',
  isAllDay: false,
  showAs: 'busy',
  sensitivity: 'normal',
  importance: 'normal',
  categories: [],
  locations: [],
  attendees: [],
  organizer,
  isCancelled: false,
  responseStatus: { response: 'organizer', time: NEVER },
  responseRequested: true,
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  allowNewTimeProposals: true,
  hideAttendees: false,
  isOnlineMeeting: false,
  extended: [],
});

const placesOf = (sent: Sent): EventFields['locations'] | undefined => {
  const named = (one: { displayName?: string | null } | null) => ({ displayName: one?.displayName ?? '' });
  if (sent.locations) return sent.locations.map(named);
  if (sent.location === undefined) return undefined;
  const only = named(sent.location);
  return only.displayName === '' ? [] : [only];
};

/** What is sent and not null; null means the default, which `fallback` is. */
const pick = <T>(sent: T | null | undefined, before: T, fallback: T): T =>
  sent === undefined ? before : (sent ?? fallback);

/** Lays what was sent over what there is, and checks the whole. All-day and series rules are the service's own. */
export const buildFields = (before: EventFields, sent: Sent, mailboxZone: string): EventFields => {
  const none = blank(before.organizer, 0);
  const start = sent.start ? readTime(sent.start) : before.start;
  const end = sent.end ? readTime(sent.end) : before.end;
  const named = (raw: { timeZone?: string | null } | null | undefined, kept: string) =>
    raw ? windowsOf(raw.timeZone ?? 'UTC') : kept;
  const next: EventFields = {
    ...before,
    subject: pick(sent.subject, before.subject, ''),
    body:
      sent.body === undefined
        ? before.body
        : { contentType: sent.body?.contentType ?? 'text', content: sent.body?.content ?? '' },
    start,
    end,
    originalStartTimeZone: sent.originalStartTimeZone ?? named(sent.start, before.originalStartTimeZone),
    originalEndTimeZone: sent.originalEndTimeZone ?? named(sent.end, before.originalEndTimeZone),
    isAllDay: pick(sent.isAllDay, before.isAllDay, false),
    showAs: pick(sent.showAs, before.showAs, none.showAs),
    sensitivity: pick(sent.sensitivity, before.sensitivity, none.sensitivity),
    importance: pick(sent.importance, before.importance, none.importance),
    categories: pick(sent.categories, before.categories, []),
    locations: placesOf(sent) ?? before.locations,
    attendees:
      sent.attendees === undefined ? before.attendees : attendeesOf(sent.attendees ?? [], before.attendees),
    organizer: sent.organizer ? person(sent.organizer) : before.organizer,
    isCancelled: sent.isCancelled ?? before.isCancelled,
    responseStatus: sent.responseStatus
      ? { response: sent.responseStatus, time: NEVER }
      : before.responseStatus,
    responseRequested: pick(sent.responseRequested, before.responseRequested, true),
    isReminderOn: pick(sent.isReminderOn, before.isReminderOn, false),
    reminderMinutesBeforeStart: pick(sent.reminderMinutesBeforeStart, before.reminderMinutesBeforeStart, 15),
    allowNewTimeProposals: pick(sent.allowNewTimeProposals, before.allowNewTimeProposals, true),
    hideAttendees: pick(sent.hideAttendees, before.hideAttendees, false),
    isOnlineMeeting: pick(sent.isOnlineMeeting, before.isOnlineMeeting, false),
    extended: mergeExtended(before.extended, sent.singleValueExtendedProperties ?? []),
  };
  checkTimes(next, mailboxZone);
  return sent.recurrence === undefined ? followStart(next, before) : withRecurrence(next, sent.recurrence);
};

const checkTimes = (fields: EventFields, mailboxZone: string): void => {
  const { isAllDay, start, end } = fields;
  if (isAllDay) {
    for (const [which, time] of [
      ['Start', start],
      ['End', end],
    ] as const)
      if (!isMidnight(time))
        throw invalid(`The Event.${which} property for an all-day event needs to be set to midnight.`);
    if (start.zone !== end.zone)
      throw invalid('The start and end of an all-day event need to be in the same time zone.');
    if (start.wall >= end.wall)
      throw invalid('The duration of an event marked as All day must be at least 24 hours.');
  }
  if (instantIn(end, fields, mailboxZone) < instantIn(start, fields, mailboxZone))
    throw invalid('EndDate is earlier than StartDate', 'ErrorCalendarEndDateIsEarlierThanStartDate');
};

/** A series begins on the first day of its pattern, which may be later than the day that was sent. */
const onFirstDay = (fields: EventFields): EventFields => {
  const [first] = seriesDays(fields);
  if (!first) throw invalid('The recurrence has no occurrence.', 'ErrorRecurrenceHasNoOccurrence');
  const start = Temporal.PlainDateTime.from(fields.start.wall);
  const days = start.toPlainDate().until(first).days;
  const move = (wall: string) =>
    Temporal.PlainDateTime.from(wall).add({ days }).toString({ smallestUnit: 'second' });
  return {
    ...fields,
    start: { ...fields.start, wall: move(fields.start.wall) },
    end: { ...fields.end, wall: move(fields.end.wall) },
  };
};

const withRecurrence = (fields: EventFields, raw: NonNullable<Sent['recurrence']> | null): EventFields => {
  const { recurrence: _, ...single } = fields;
  if (!raw) return single;
  const range = rangeOf(raw.range);
  if (range.startDate !== fields.start.wall.slice(0, 10))
    throw invalid(
      'The recurrence range start date must be the same as the start date of the event.',
      'ErrorPropertyValidationFailure',
    );
  return onFirstDay({ ...fields, recurrence: { pattern: patternOf(raw.pattern), range } });
};

/** A series whose start was moved to another day keeps its pattern from that day on. */
const followStart = (fields: EventFields, before: EventFields): EventFields => {
  const { recurrence } = fields;
  const startDate = fields.start.wall.slice(0, 10);
  if (!recurrence || startDate === before.start.wall.slice(0, 10)) return fields;
  return onFirstDay({ ...fields, recurrence: { ...recurrence, range: { ...recurrence.range, startDate } } });
};
