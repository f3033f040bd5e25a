import { normalAddress } from './address.js';
import {
  type JcalComponent,
  type JcalProperty,
  parameterOf,
  parametersOf,
  propertiesOf,
  textOf,
} from './jcal.js';
import {
  type ItipAttendee,
  type ItipMessage,
  type Method,
  PARTSTATS,
  type ReadNote,
  type ReadRefusal,
} from './message.js';
import { readDuration, readTime } from './read-time.js';

type EventResult = { ok: true; message: ItipMessage } | { ok: false; reason: ReadRefusal; detail: string };

const TEXT_LIMIT = 4_000;
const UID_LIMIT = 1_000;
/** Twice with different values, two programs would see two different replies. */
const SINGLE = ['uid', 'dtstamp', 'sequence', 'organizer', 'dtstart', 'dtend', 'duration', 'recurrence-id'];

/** One VEVENT to a message. `zones` are the VTIMEZONEs of the same VCALENDAR. Oddities are added to `notes`. */
export function readEvent(
  event: JcalComponent,
  method: Method,
  zones: readonly JcalComponent[],
  notes: Set<ReadNote>,
): EventResult {
  for (const name of SINGLE) {
    const values = new Set(propertiesOf(event, name).map((property) => JSON.stringify(property)));
    if (values.size > 1) return { ok: false, reason: 'property-repeated', detail: name.toUpperCase() };
  }
  const uid = cleanText(text(event, 'uid'), UID_LIMIT)?.trim() ?? '';
  if (uid === '') return { ok: false, reason: 'uid-missing', detail: 'a VEVENT has no UID' };
  const sequence = readSequence(event);
  if (sequence === 'unreadable') {
    return { ok: false, reason: 'sequence-unreadable', detail: (text(event, 'sequence') ?? '').slice(0, 40) };
  }

  const time = (name: string) => readTime(first(event, name), zones, notes);
  const stamp = readTime(first(event, 'dtstamp'), zones, new Set());
  if (first(event, 'dtstamp') !== undefined && stamp?.kind !== 'instant') notes.add('dtstamp-unreadable');
  const start = time('dtstart');
  const organizer = first(event, 'organizer');
  return {
    ok: true,
    message: {
      method,
      uid,
      sequence: sequence ?? 0,
      sequenceGiven: sequence !== null,
      dtstamp: stamp?.kind === 'instant' ? stamp.at : null,
      organizer:
        organizer === undefined
          ? null
          : {
              address: calendarAddress(organizer),
              cn: cleanText(parameterOf(organizer, 'cn'), TEXT_LIMIT),
              sentBy: addressOrNull(parameterOf(organizer, 'sent-by')),
            },
      attendees: propertiesOf(event, 'attendee').map(readAttendee),
      recurrenceId: time('recurrence-id'),
      recurs: first(event, 'x-foreign-rrule') !== undefined || first(event, 'x-foreign-rdate') !== undefined,
      start,
      end: time('dtend') ?? readDuration(text(event, 'duration'), start),
      comment: cleanText(commentOf(event), TEXT_LIMIT),
      summary: cleanText(text(event, 'summary'), TEXT_LIMIT),
      location: cleanText(text(event, 'location'), TEXT_LIMIT),
      status: text(event, 'status')?.trim().toUpperCase() ?? null,
    },
  };
}

function first(event: JcalComponent, name: string): JcalProperty | undefined {
  return propertiesOf(event, name)[0];
}

function text(event: JcalComponent, name: string): string | null {
  return textOf(first(event, name));
}

/**
 * Null when absent. Where SEQUENCE is missing, Outlook's own counter stands in: it is the same number
 * (MS-OXCICAL, X-MICROSOFT-CDO-APPT-SEQUENCE), and without it every answer to an update would look outdated.
 */
function readSequence(event: JcalComponent): number | null | 'unreadable' {
  const given = text(event, 'sequence') ?? text(event, 'x-microsoft-cdo-appt-sequence');
  if (given === null || given.trim() === '') return null;
  if (!/^\+?\d{1,10}$/.test(given.trim())) return 'unreadable';
  const sequence = Number(given.trim());
  return sequence > 2_147_483_647 ? 'unreadable' : sequence;
}

function readAttendee(property: JcalProperty): ItipAttendee {
  const given = parameterOf(property, 'partstat')?.trim().toUpperCase() ?? null;
  return {
    address: calendarAddress(property),
    cn: cleanText(parameterOf(property, 'cn'), TEXT_LIMIT),
    partstat: PARTSTATS.find((known) => known === given) ?? 'NEEDS-ACTION',
    partstatGiven: given,
    role: parameterOf(property, 'role')?.trim().toUpperCase() ?? null,
    sentBy: addressOrNull(parameterOf(property, 'sent-by')),
    delegatedTo: parametersOf(property, 'delegated-to').map(normalAddress),
    delegatedFrom: parametersOf(property, 'delegated-from').map(normalAddress),
  };
}

/** Apple writes principals and invalid:nomail as the value and the real address in EMAIL (RFC 7986 6.2). */
function calendarAddress(property: JcalProperty): string {
  const value = textOf(property) ?? '';
  const email = parameterOf(property, 'email');
  const isMail = /^\s*mailto:/i.test(value) || value.includes('@');
  return normalAddress(isMail || email === null ? value : email);
}

function addressOrNull(value: string | null): string | null {
  return value === null || value.trim() === '' ? null : normalAddress(value);
}

/** Google writes the comment as a parameter of ATTENDEE, others as COMMENT (several are allowed). */
function commentOf(event: JcalComponent): string | null {
  const comments = [
    ...[...propertiesOf(event, 'comment'), ...propertiesOf(event, 'x-response-comment')].map(textOf),
    ...propertiesOf(event, 'attendee').map((property) => parameterOf(property, 'x-response-comment')),
  ].filter((comment) => comment !== null && comment.trim() !== '');
  return comments.length === 0 ? null : [...new Set(comments)].join('\n');
}

/** Without control characters but tab and newline (they would end up on pages and in headers), and bounded. */
function cleanText(value: string | null, limit: number): string | null {
  if (value === null) return null;
  const clean = value
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
  return clean.length > limit ? clean.slice(0, limit).toWellFormed() : clean;
}
