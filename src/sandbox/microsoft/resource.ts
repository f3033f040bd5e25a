import { z } from 'zod';
import type { ZonedWall } from './times.js';

/** Bodies of the event resource: https://learn.microsoft.com/graph/api/resources/event */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const text = z.string().max(100_000);

/** Enumerations are read without regard to case. */
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? (values.find((one) => one.toLowerCase() === value.toLowerCase()) ?? value)
        : value,
    z.enum(values),
  );

const dayOfWeek = oneOf(DAYS);
const showAs = oneOf(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']);
const response = oneOf(['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded']);

export const patternBody = z.object({
  type: oneOf(['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly']),
  interval: z.number().int().min(1).max(999),
  month: z.number().int().min(0).max(12).nullish(),
  dayOfMonth: z.number().int().min(0).max(31).nullish(),
  daysOfWeek: z.array(dayOfWeek).nullish(),
  firstDayOfWeek: dayOfWeek.nullish(),
  index: oneOf(['first', 'second', 'third', 'fourth', 'last']).nullish(),
});

export const rangeBody = z.object({
  type: oneOf(['endDate', 'noEnd', 'numbered']),
  startDate: z.iso.date(),
  endDate: z.iso.date().nullish(),
  numberOfOccurrences: z.number().int().min(0).max(999).nullish(),
  recurrenceTimeZone: text.nullish(),
});

const emailAddress = z.object({ name: text.nullish(), address: text.nullish() });
const time = z.object({ dateTime: text, timeZone: text.nullish() });
const location = z.looseObject({ displayName: text.nullish() });
const attendee = z.object({
  emailAddress: z.object({ name: text.nullish(), address: z.string().max(320) }),
  type: oneOf(['required', 'optional', 'resource']).nullish(),
  status: z.object({ response: response.nullish(), time: text.nullish() }).nullish(),
});
const extended = z.object({ id: text, value: text });

/** What a caller may send; names beside these are refused as the service does. */
export const eventBody = z.object({
  subject: z.string().max(255).nullish(),
  body: z.object({ contentType: oneOf(['text', 'html']).nullish(), content: text.nullish() }).nullish(),
  start: time.nullish(),
  end: time.nullish(),
  isAllDay: z.boolean().nullish(),
  showAs: showAs.nullish(),
  sensitivity: oneOf(['normal', 'personal', 'private', 'confidential']).nullish(),
  importance: oneOf(['low', 'normal', 'high']).nullish(),
  categories: z.array(text).nullish(),
  location: location.nullish(),
  locations: z.array(location).nullish(),
  attendees: z.array(attendee).max(500).nullish(),
  isReminderOn: z.boolean().nullish(),
  reminderMinutesBeforeStart: z.number().int().nullish(),
  responseRequested: z.boolean().nullish(),
  allowNewTimeProposals: z.boolean().nullish(),
  hideAttendees: z.boolean().nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  onlineMeetingProvider: text.nullish(),
  recurrence: z.object({ pattern: patternBody, range: rangeBody }).nullish(),
  transactionId: text.nullish(),
  singleValueExtendedProperties: z.array(extended).nullish(),
});

/** What only the sandbox's own hand sets: how an invitation from somebody else looks, and Outlook's odd zones. */
export const handBody = eventBody.extend({
  organizer: emailAddress.optional(),
  responseStatus: response.optional(),
  isCancelled: z.boolean().optional(),
  iCalUId: text.optional(),
  originalStartTimeZone: text.optional(),
  originalEndTimeZone: text.optional(),
});

/** Sent along by callers that return what they read; the service keeps its own. */
export const READ_ONLY = [
  'id',
  'bodyPreview',
  'changeKey',
  'createdDateTime',
  'lastModifiedDateTime',
  'hasAttachments',
  'iCalUId',
  'uid',
  'isCancelled',
  'isDraft',
  'isOrganizer',
  'onlineMeeting',
  'onlineMeetingUrl',
  'organizer',
  'originalStart',
  'originalStartTimeZone',
  'originalEndTimeZone',
  'occurrenceId',
  'responseStatus',
  'seriesMasterId',
  'type',
  'webLink',
] as const;

export type EventBody = z.input<typeof eventBody>;
export type HandBody = z.input<typeof handBody>;
export type DayOfWeek = (typeof DAYS)[number];
export type ShowAs = z.infer<typeof showAs>;
export type Response = z.infer<typeof response>;
export const WEEKDAYS: readonly DayOfWeek[] = DAYS;

export interface Pattern {
  type: z.infer<typeof patternBody>['type'];
  interval: number;
  month: number;
  dayOfMonth: number;
  daysOfWeek: DayOfWeek[];
  firstDayOfWeek: DayOfWeek;
  index: 'first' | 'second' | 'third' | 'fourth' | 'last';
}

export interface Range {
  type: z.infer<typeof rangeBody>['type'];
  startDate: string;
  /** Included; only for type endDate. */
  endDate?: string;
  numberOfOccurrences?: number;
}

export interface Person {
  name: string;
  address: string;
}

export interface Attendee {
  emailAddress: Person;
  type: 'required' | 'optional' | 'resource';
  status: { response: Response; time: string };
}

export interface ExtendedProperty {
  id: string;
  value: string;
}

/** Of a property's id the type and the GUID are read without case, the name is not. */
export const propertyId = (id: string): string => id.replace(/^.*?\}/, (head) => head.toLowerCase());

/** One event's content, complete; of a series it is the first occurrence's. */
export interface EventFields {
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  start: ZonedWall;
  end: ZonedWall;
  originalStartTimeZone: string;
  originalEndTimeZone: string;
  isAllDay: boolean;
  showAs: ShowAs;
  sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
  importance: 'low' | 'normal' | 'high';
  categories: string[];
  locations: { displayName: string }[];
  attendees: Attendee[];
  organizer: Person;
  isCancelled: boolean;
  responseStatus: { response: Response; time: string };
  responseRequested: boolean;
  isReminderOn: boolean;
  reminderMinutesBeforeStart: number;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
  isOnlineMeeting: boolean;
  transactionId?: string;
  extended: ExtendedProperty[];
  recurrence?: { pattern: Pattern; range: Range };
}
