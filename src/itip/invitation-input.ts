import { asciiDomain, normalAddress } from './address.js';
import type { Partstat } from './message.js';

/**
 * What `composeInvitation` is given. Instants are milliseconds since the epoch, UTC, in whole seconds (`dtstamp` is
 * cut to the second); [start, end) is half-open. UID, SEQUENCE and DTSTAMP are the caller's: they are state.
 */
export interface InvitationInput {
  method: 'REQUEST' | 'CANCEL' | 'DECLINECOUNTER';
  uid: string;
  sequence: number;
  dtstamp: number;
  start: number;
  end: number;
  summary: string;
  /** Lines are parted by \n or \r\n; the latter is written as the former. Texts lose the blanks at their ends. */
  description?: string | undefined;
  location?: string | undefined;
  geo?: { lat: number; lon: number } | undefined;
  /** http or https. */
  url?: string | undefined;
  organizer: { name: string; address: string };
  attendees: readonly InvitationAttendee[];
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  /** A word to the attendee, e.g. why a counter-proposal was declined. */
  comment?: string | undefined;
}

export interface InvitationAttendee {
  name?: string | undefined;
  address: string;
  role?: 'CHAIR' | 'REQ-PARTICIPANT' | 'OPT-PARTICIPANT' | 'NON-PARTICIPANT' | undefined;
  /** Default NEEDS-ACTION. */
  partstat?: Partstat | undefined;
  /** Default true on a REQUEST, else false. Gnus shows no buttons without it. */
  rsvp?: boolean | undefined;
  /** Default INDIVIDUAL. */
  cutype?: 'INDIVIDUAL' | 'GROUP' | 'RESOURCE' | 'ROOM' | 'UNKNOWN' | undefined;
}

export interface ComposeRefusal {
  ok: false;
  /** The input field, e.g. `attendees.0.name`; `text` when the finished text did not read back equal. */
  field: string;
  reason: string;
  /** What a secretary or an operator can do about it. */
  remedy: string;
}

/** Characters, not octets. What is longer is refused rather than cut: a place that ends in the middle misleads. */
export const COMPOSE_LIMITS = {
  uid: 255,
  summary: 1_000,
  location: 1_000,
  description: 20_000,
  comment: 4_000,
  name: 256,
  url: 2_000,
  attendees: 50,
} as const;

const LAST_INSTANT = Date.UTC(9999, 11, 31);

/** The input with texts, addresses and URL in their normal form, or the first refusal. */
export function checkInvitation(
  given: InvitationInput,
): { ok: true; input: InvitationInput } | ComposeRefusal {
  const input = tidied(given);
  const refusals = [
    checkUid(input.uid),
    checkNumbers(input),
    checkStatus(input),
    checkText('summary', input.summary, COMPOSE_LIMITS.summary, 'one line'),
    input.summary === '' ? refuse('summary', 'is empty', 'Give the meeting a subject.') : null,
    checkText('location', input.location ?? '', COMPOSE_LIMITS.location, 'one line'),
    checkText('description', input.description ?? '', COMPOSE_LIMITS.description, 'lines'),
    checkText('comment', input.comment ?? '', COMPOSE_LIMITS.comment, 'lines'),
    checkName('organizer.name', input.organizer.name),
    checkGeo(input.geo),
    checkAttendeeCount(input.attendees),
    ...input.attendees.map((attendee, i) => checkName(`attendees.${i}.name`, attendee.name ?? '')),
  ];
  const refusal = refusals.find((candidate) => candidate !== null);
  if (refusal !== undefined) return refusal;

  const url = input.url === undefined ? undefined : webAddress(input.url);
  if (url === null) return refuse('url', 'is no http or https address', 'Give a full web address, or none.');
  const organizer = mailAddress('organizer.address', input.organizer.address);
  if (typeof organizer !== 'string') return organizer;
  const attendees: InvitationAttendee[] = [];
  for (const [i, attendee] of input.attendees.entries()) {
    const address = mailAddress(`attendees.${i}.address`, attendee.address);
    if (typeof address !== 'string') return address;
    attendees.push({ ...attendee, address });
  }
  return {
    ok: true,
    input: { ...input, url, organizer: { ...input.organizer, address: organizer }, attendees },
  };
}

function refuse(field: string, reason: string, remedy: string): ComposeRefusal {
  return { ok: false, field, reason, remedy };
}

/** Blanks at both ends mean nothing, and libical cuts them: the text would not be the same for every reader. */
function tidied(input: InvitationInput): InvitationInput {
  return {
    ...input,
    summary: input.summary.trim(),
    location: input.location?.trim(),
    description: lineEnds(input.description),
    comment: lineEnds(input.comment),
    organizer: { ...input.organizer, name: input.organizer.name.trim() },
    attendees: input.attendees.map((attendee) => ({ ...attendee, name: attendee.name?.trim() })),
  };
}

function lineEnds(text: string | undefined): string | undefined {
  return text?.replaceAll('\r\n', '\n').trim();
}

/** UID is TEXT, yet several programs compare it unescaped: nothing that would need escaping may stand in it. */
function checkUid(uid: string): ComposeRefusal | null {
  const good = uid.length <= COMPOSE_LIMITS.uid && /^[\x21-\x7e]+$/.test(uid) && !/[,;:"\\]/.test(uid);
  return good
    ? null
    : refuse('uid', 'is not a plain identifier', 'Use a UUID, optionally with @ and a domain.');
}

function checkNumbers(input: InvitationInput): ComposeRefusal | null {
  if (!Number.isInteger(input.sequence) || input.sequence < 0 || input.sequence > 2_147_483_647) {
    return refuse('sequence', 'is not a whole number of 0 or more', 'Count SEQUENCE up from 0.');
  }
  for (const field of ['dtstamp', 'start', 'end'] as const) {
    const at = input[field];
    if (!Number.isInteger(at) || at < 0 || at >= LAST_INSTANT) {
      return refuse(field, 'is no time between 1970 and 9999', 'Give milliseconds since 1970, UTC.');
    }
    if (field !== 'dtstamp' && at % 1000 !== 0) {
      return refuse(
        field,
        'is not on a whole second',
        'Calendars know no fractions of a second: round the time.',
      );
    }
  }
  if (input.end <= input.start)
    return refuse('end', 'is not after the start', 'Let the meeting end after it begins.');
  return null;
}

function checkStatus(input: InvitationInput): ComposeRefusal | null {
  if ((input.method === 'CANCEL') === (input.status === 'CANCELLED')) return null;
  return refuse(
    'status',
    `${input.status} does not go with ${input.method}`,
    'CANCELLED goes with CANCEL only.',
  );
}

function checkText(
  field: string,
  text: string,
  limit: number,
  kind: 'one line' | 'lines',
): ComposeRefusal | null {
  if (text.length > limit) return refuse(field, `is longer than ${limit} characters`, 'Shorten it.');
  if (!text.isWellFormed()) return refuse(field, 'holds half a character', 'Type or paste the text again.');
  const allowed = kind === 'lines' ? text.replace(/[\n\t]/g, '') : text;
  // Control characters, and the separators that some programs take for line breaks: any of them could begin a new
  // property in somebody's calendar.
  if (/[\p{Cc}\u2028\u2029]/u.test(allowed)) {
    const what = kind === 'lines' ? 'a control character' : 'a line break or control character';
    return refuse(field, `holds ${what}`, 'Type the text again without it.');
  }
  // Readers that undo one escape after the other (python3-icalendar 4) find a line break in the first of these, and lose
  // the backslash of the others.
  if (/\\[nN,;\\]/.test(text)) {
    return refuse(
      field,
      'holds a backslash before an n, a comma, a semicolon or another backslash, which some calendars read otherwise',
      'Write a slash instead, or put a space between them.',
    );
  }
  return null;
}

/** A parameter knows no backslash escapes (RFC 5545 3.1), but some readers, ical.js for one, undo them all the same. */
function checkName(field: string, name: string): ComposeRefusal | null {
  if (!name.includes('\\')) return checkText(field, name, COMPOSE_LIMITS.name, 'one line');
  return refuse(
    field,
    'holds a backslash, which mail programs read in different ways',
    'Write the name without it.',
  );
}

function checkGeo(geo: InvitationInput['geo']): ComposeRefusal | null {
  if (geo === undefined) return null;
  // NaN fails both comparisons.
  if (Math.abs(geo.lat) <= 90 && Math.abs(geo.lon) <= 180) return null;
  return refuse('geo', 'is no place on earth', 'Give latitude -90..90 and longitude -180..180 in degrees.');
}

function checkAttendeeCount(attendees: readonly InvitationAttendee[]): ComposeRefusal | null {
  if (attendees.length >= 1 && attendees.length <= COMPOSE_LIMITS.attendees) return null;
  return refuse(
    'attendees',
    `are ${attendees.length}`,
    `Invite between 1 and ${COMPOSE_LIMITS.attendees} people.`,
  );
}

function webAddress(url: string): string | null {
  if (url.length > COMPOSE_LIMITS.url || /[\p{Cc}\s]/u.test(url)) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null;
  } catch {
    return null;
  }
}

/**
 * An internationalised domain is written in its ASCII form, which every program understands. A local part outside
 * ASCII is refused: it needs SMTPUTF8 on every hop of the invitation and of the answer, and mail programs disagree on
 * how to write it behind `mailto:`, so the answer would not find its attendee.
 */
function mailAddress(field: string, address: string): string | ComposeRefusal {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (/[^\x20-\x7e]/.test(local)) {
    return refuse(
      field,
      'has letters outside ASCII before the @',
      'Ask for an address of theirs in plain letters.',
    );
  }
  const domain = asciiDomain(address.slice(at + 1));
  const good =
    at > 0 && local.length <= 64 && /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local);
  if (!good || domain === null || address.length > 254) {
    return refuse(field, 'is no mail address', 'Check the address.');
  }
  return normalAddress(`${local.replaceAll('%', '%25')}@${domain}`);
}
