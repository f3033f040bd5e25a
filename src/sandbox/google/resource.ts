import { z } from 'zod';

/**
 * The Event resource of Calendar API v3, as far as the simulator keeps it.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events
 * All-day times carry `date`, timed ones `dateTime` (RFC 3339); `end` is exclusive in both.
 */
const text = z.string();

const eventTime = z.object({
  date: text.nullish(),
  dateTime: text.nullish(),
  timeZone: text.nullish(),
});

const person = z.object({
  email: text.optional(),
  displayName: text.optional(),
  self: z.boolean().optional(),
});

const attendee = z.object({
  email: text,
  displayName: text.optional(),
  responseStatus: z.enum(['needsAction', 'declined', 'tentative', 'accepted']).default('needsAction'),
  optional: z.boolean().optional(),
  organizer: z.boolean().optional(),
  resource: z.boolean().optional(),
  self: z.boolean().optional(),
  comment: text.optional(),
  additionalGuests: z.number().optional(),
});

const properties = z.record(text, text);

/** What a caller may send. Read-only fields are accepted and ignored, unknown ones dropped, as the API does. */
export const eventBody = z.object({
  id: text.nullish(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).nullish(),
  summary: text.nullish(),
  description: text.nullish(),
  location: text.nullish(),
  colorId: text.nullish(),
  start: eventTime.nullish(),
  end: eventTime.nullish(),
  recurrence: z.array(text).nullish(),
  transparency: z.enum(['opaque', 'transparent']).nullish(),
  visibility: z.enum(['default', 'public', 'private', 'confidential']).nullish(),
  iCalUID: text.nullish(),
  sequence: z.number().int().nullish(),
  attendees: z.array(attendee).nullish(),
  organizer: person.nullish(),
  extendedProperties: z.object({ private: properties.nullish(), shared: properties.nullish() }).nullish(),
  eventType: z
    .enum(['default', 'outOfOffice', 'focusTime', 'workingLocation', 'birthday', 'fromGmail'])
    .nullish(),
  reminders: z.object({ useDefault: z.boolean().optional() }).nullish(),
  source: z.object({ url: text.optional(), title: text.optional() }).nullish(),
  guestsCanModify: z.boolean().nullish(),
  guestsCanInviteOthers: z.boolean().nullish(),
  guestsCanSeeOtherGuests: z.boolean().nullish(),
});

export type EventBody = z.input<typeof eventBody>;
export type Attendee = z.infer<typeof attendee>;
export type Person = z.infer<typeof person>;

export interface EventTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export type EventStatus = 'confirmed' | 'tentative' | 'cancelled';

/** One event as stored: always complete, also after its deletion (the tombstone is made when it is shown). */
export interface EventResource {
  id: string;
  status: EventStatus;
  summary?: string;
  description?: string;
  location?: string;
  colorId?: string;
  start: EventTime;
  end: EventTime;
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: EventTime;
  transparency?: 'opaque' | 'transparent';
  visibility?: 'default' | 'public' | 'private' | 'confidential';
  iCalUID: string;
  sequence: number;
  attendees?: Attendee[];
  creator: Person;
  organizer: Person;
  extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> };
  eventType: NonNullable<EventBody['eventType']>;
  reminders?: { useDefault?: boolean };
  source?: { url?: string; title?: string };
  guestsCanModify?: boolean;
  guestsCanInviteOthers?: boolean;
  guestsCanSeeOtherGuests?: boolean;
  created: string;
  updated: string;
}

export type AccessRole = 'owner' | 'writer' | 'reader' | 'freeBusyReader';
