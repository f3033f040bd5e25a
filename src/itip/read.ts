import { calendarLines, decodeCalendar } from './calendar-lines.js';
import { type JcalComponent, parseJcal, propertiesOf, textOf } from './jcal.js';
import {
  type ItipMessage,
  type ItipRead,
  METHODS,
  type Method,
  type ReadNote,
  type ReadRefusal,
} from './message.js';
import { readEvent } from './read-event.js';

export interface ReadOptions {
  /** The method parameter of the MIME part; stands in for a missing METHOD (Apple sends nested parts without). */
  mimeMethod?: string | null;
  /** The charset parameter of the MIME part; only used when bytes are given. */
  charset?: string | null;
}

/**
 * A calendar text, as found in somebody's mail, to iTIP messages or a named refusal (RFC 5545, 5546, 6047).
 *
 * Pure and bounded, yet the parser's time is not proven for hostile input: mail is read in a worker thread.
 * Never throws, never expands a recurrence, never uses this machine's zone. All messages of a text come back or
 * none does: a half-read reply could confirm one meeting and lose another.
 */
export function readItip(input: string | Uint8Array, options: ReadOptions = {}): ItipRead {
  const text = typeof input === 'string' ? input : decodeCalendar(input, options.charset);
  const lines = calendarLines(text);
  if (!lines.ok) return lines;

  const notes = new Set<ReadNote>();
  if (lines.dropped > 0) notes.add('lines-dropped');
  const messages: ItipMessage[] = [];
  for (const calendar of lines.calendars) {
    const parsed = parseJcal(relevantLines(calendar).join('\r\n'));
    if (!parsed.ok) return refuse('unparsable', parsed.detail);
    const [component] = parsed.components;
    if (component === undefined) return refuse('not-a-calendar', 'the VCALENDAR is empty');

    const method = methodOf(component, options.mimeMethod ?? null, notes);
    if (!method.ok) return method;
    const events = component[2].filter((child) => child[0] === 'vevent');
    if (events.length === 0) return refuse('no-event', 'the VCALENDAR has no VEVENT');
    const zones = component[2].filter((child) => child[0] === 'vtimezone');
    for (const event of events) {
      const read = readEvent(event, method.method, zones, notes);
      if (!read.ok) return read;
      messages.push(read.message);
    }
  }
  return { ok: true, messages, notes: [...notes] };
}

function refuse(reason: ReadRefusal, detail: string): { ok: false; reason: ReadRefusal; detail: string } {
  return { ok: false, reason, detail };
}

type MethodResult = { ok: true; method: Method } | { ok: false; reason: ReadRefusal; detail: string };

/** METHOD of the calendar is the one that counts; the MIME parameter only fills a gap. */
function methodOf(calendar: JcalComponent, mimeMethod: string | null, notes: Set<ReadNote>): MethodResult {
  const own = new Set(propertiesOf(calendar, 'method').map((p) => (textOf(p) ?? '').trim().toUpperCase()));
  if (own.size > 1) return refuse('property-repeated', 'METHOD');
  const mime = (mimeMethod ?? '').trim().toUpperCase();
  const [given = ''] = own;
  const name = given === '' ? mime : given;
  if (name === '') return refuse('method-missing', 'neither the calendar nor the mail names a METHOD');
  if (given === '') notes.add('method-from-mime');
  else if (mime !== '' && mime !== given) notes.add('method-differs');
  const method = METHODS.find((known) => known === name);
  return method === undefined ? refuse('method-unknown', name.slice(0, 40)) : { ok: true, method };
}

const WANTED = new Set([
  ...['BEGIN', 'END', 'METHOD', 'UID', 'SEQUENCE', 'DTSTAMP', 'ORGANIZER', 'ATTENDEE', 'RECURRENCE-ID'],
  ...['DTSTART', 'DTEND', 'DURATION', 'COMMENT', 'X-RESPONSE-COMMENT', 'SUMMARY', 'LOCATION', 'STATUS'],
  ...['RRULE', 'RDATE', 'X-MICROSOFT-CDO-APPT-SEQUENCE', 'TZID', 'TZOFFSETFROM', 'TZOFFSETTO'],
]);
const COMPONENTS = new Set(['VCALENDAR', 'VEVENT', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT']);

/**
 * Only the lines a reply is made of reach the parser: a broken attachment or alarm must not cost a partner's answer,
 * and recurrence rules go in under a name of our own, so that the library takes them for text.
 */
function relevantLines(calendar: readonly string[]): string[] {
  const kept: string[] = [];
  let skipping = 0;
  for (const line of calendar) {
    const name = (/^[A-Za-z0-9-]+/.exec(line)?.[0] ?? '').toUpperCase();
    if (name === 'BEGIN' && (skipping > 0 || !COMPONENTS.has(line.slice(6)))) skipping++;
    if (skipping === 0 && WANTED.has(name)) {
      kept.push(name === 'RRULE' || name === 'RDATE' ? `X-FOREIGN-${line}` : line);
    }
    if (name === 'END' && skipping > 0) skipping--;
  }
  return kept;
}
