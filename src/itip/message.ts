/**
 * An iTIP message (RFC 5546) as the rest of the house sees it: one VEVENT of one VCALENDAR, normalised.
 *
 * Addresses are lower case and without `mailto:`. Instants are milliseconds since the epoch, UTC. A wall-clock
 * time whose zone could not be made out stays a wall-clock time: guessing the server's zone would move a meeting.
 */

export const METHODS = [
  'REQUEST',
  'REPLY',
  'CANCEL',
  'COUNTER',
  'DECLINECOUNTER',
  'REFRESH',
  'ADD',
  'PUBLISH',
] as const;
export type Method = (typeof METHODS)[number];

/** Those of a VEVENT (RFC 5545 3.2.12). */
export const PARTSTATS = ['NEEDS-ACTION', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED'] as const;
export type Partstat = (typeof PARTSTATS)[number];

export type ItipTime =
  /** `zone` is the IANA name, 'UTC', or a fixed offset worked out from the message's own VTIMEZONE. */
  | { kind: 'instant'; at: number; zone: string }
  /** VALUE=DATE: `date` is YYYY-MM-DD. */
  | { kind: 'date'; date: string }
  /** YYYY-MM-DDTHH:MM:SS without a usable zone; `tzid` is what the sender called the zone, if anything. */
  | { kind: 'floating'; local: string; tzid: string | null };

export interface ItipAttendee {
  address: string;
  cn: string | null;
  /** RFC 5545 3.2.12: missing and unknown (X-) values mean NEEDS-ACTION. */
  partstat: Partstat;
  /** The value as it was written, upper case; null when the parameter was missing. */
  partstatGiven: string | null;
  role: string | null;
  sentBy: string | null;
  delegatedTo: string[];
  delegatedFrom: string[];
}

export interface ItipOrganizer {
  address: string;
  cn: string | null;
  sentBy: string | null;
}

export interface ItipMessage {
  method: Method;
  uid: string;
  /** 0 when absent (RFC 5545 3.8.7.4); `sequenceGiven` says which. */
  sequence: number;
  sequenceGiven: boolean;
  /** Milliseconds UTC; null when missing or unreadable: the time of arrival then stands in, and a person looks. */
  dtstamp: number | null;
  /** Outlook often leaves ORGANIZER out of a reply. */
  organizer: ItipOrganizer | null;
  attendees: ItipAttendee[];
  recurrenceId: ItipTime | null;
  /** The sender gave an RRULE or RDATE. It is never expanded. */
  recurs: boolean;
  start: ItipTime | null;
  /** Half-open: DTEND, or DTSTART plus DURATION. */
  end: ItipTime | null;
  /** COMMENT, or Google's X-RESPONSE-COMMENT. At most 4,000 characters. */
  comment: string | null;
  summary: string | null;
  location: string | null;
  status: string | null;
}

/** Why a calendar text was not read. Closed: a new reason is added here first. */
export const READ_REFUSALS = [
  'empty',
  'too-large',
  'too-many-lines',
  'too-many-calendars',
  'too-many-events',
  'too-many-attendees',
  'not-a-calendar',
  'truncated',
  'unbalanced',
  'unparsable',
  'method-missing',
  'method-unknown',
  'no-event',
  'uid-missing',
  'sequence-unreadable',
  'property-repeated',
] as const;
export type ReadRefusal = (typeof READ_REFUSALS)[number];

/** Oddities that did not stop the reading, for the journal. */
export type ReadNote =
  | 'lines-dropped'
  | 'method-from-mime'
  | 'method-differs'
  | 'time-unreadable'
  | 'zone-unknown'
  | 'dtstamp-unreadable';

export type ItipRead =
  | { ok: true; messages: ItipMessage[]; notes: ReadNote[] }
  | { ok: false; reason: ReadRefusal; detail: string };
