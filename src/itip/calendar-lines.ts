import type { ReadRefusal } from './message.js';

/** Limits that are checked before any parser sees the text; the parser's own cost grows with them. */
export const CALENDAR_LIMITS = {
  octets: 256 * 1024,
  lines: 20_000,
  calendars: 5,
  events: 20,
  attendees: 200,
  depth: 5,
} as const;

export type CalendarLines =
  /** One array of unfolded content lines for each VCALENDAR, BEGIN and END included. */
  { ok: true; calendars: string[][]; dropped: number } | { ok: false; reason: ReadRefusal; detail: string };

/**
 * Bytes of a calendar to text. A fold may stand in the middle of a UTF-8 character (RFC 5545 3.1), so the bytes
 * are unfolded first and decoded afterwards.
 *
 * The label is believed last: programs write us-ascii or iso-8859-1 over UTF-8 far more often than they write
 * Latin-1 that happens to be valid UTF-8 outside ASCII.
 */
export function decodeCalendar(bytes: Uint8Array, charset?: string | null): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const label = (charset ?? '').trim().toLowerCase();
  if (/^utf-?16/.test(label) && bytes.includes(0)) return decodeAs(bytes, label) ?? '';

  const unfolded = unfoldBytes(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(unfolded);
  } catch {
    const labelled = /^(utf-?8|us-ascii|ascii|)$/.test(label) ? null : decodeAs(unfolded, label);
    return labelled ?? new TextDecoder('windows-1252').decode(unfolded);
  }
}

function decodeAs(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null; // a charset nobody knows
  }
}

function unfoldBytes(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const newline = newlineAt(bytes, i);
    const next = bytes[i + newline];
    if (newline > 0 && (next === 0x20 || next === 0x09)) {
      i += newline;
      continue;
    }
    out[length++] = bytes[i] ?? 0;
  }
  return out.subarray(0, length);
}

function newlineAt(bytes: Uint8Array, i: number): number {
  if (bytes[i] === 0x0a) return 1;
  if (bytes[i] !== 0x0d) return 0;
  return bytes[i + 1] === 0x0a ? 2 : 1;
}

const CONTENT_LINE = /^([A-Za-z0-9-]+)([;:])/;

/**
 * Calendar text to content lines, within the limits. Forgives what mail does to calendars: a BOM, bare LF, bare CR,
 * a footer after END:VCALENDAR, text before BEGIN, several VCALENDARs, lines that are no content lines (dropped and
 * counted). Refuses what would make two readers see two different things: unbalanced or missing BEGIN and END.
 */
export function calendarLines(text: string): CalendarLines {
  if (text.trim() === '') return refuse('empty', 'the calendar part is empty');
  const octets = new TextEncoder().encode(text).length;
  if (octets > CALENDAR_LIMITS.octets) return refuse('too-large', `${octets} octets`);

  const lines = text.replace(/(?:\r\n|\r|\n)[ \t]/g, '').split(/\r\n|\r|\n/);
  if (lines.length > CALENDAR_LIMITS.lines) return refuse('too-many-lines', `${lines.length} lines`);

  const calendars: string[][] = [];
  const open: string[] = [];
  let current: string[] = [];
  let dropped = 0;
  let events = 0;
  let attendees = 0;
  for (const raw of lines) {
    const line = raw.replace(/^\uFEFF/, '');
    const name = CONTENT_LINE.exec(line)?.[1]?.toUpperCase();
    const component =
      name === 'BEGIN' || name === 'END'
        ? line
            .slice(name.length + 1)
            .trim()
            .toUpperCase()
        : '';
    if (open.length === 0 && !(name === 'BEGIN' && component === 'VCALENDAR')) continue;
    if (name === undefined) {
      if (line.trim() !== '') dropped++;
      continue;
    }
    current.push(component === '' ? line : `${name}:${component}`);
    if (name === 'BEGIN') {
      open.push(component);
      if (component === 'VCALENDAR' && open.length > 1)
        return refuse('unbalanced', 'VCALENDAR inside a component');
      if (open.length > CALENDAR_LIMITS.depth) return refuse('unbalanced', 'components nested too deep');
      if (component === 'VEVENT' && ++events > CALENDAR_LIMITS.events) {
        return refuse('too-many-events', `more than ${CALENDAR_LIMITS.events} VEVENTs`);
      }
    } else if (name === 'END') {
      if (open.pop() !== component) return refuse('unbalanced', `END:${component} closes nothing`);
      if (open.length > 0) continue;
      calendars.push(current);
      current = [];
      if (calendars.length > CALENDAR_LIMITS.calendars)
        return refuse('too-many-calendars', 'too many VCALENDARs');
    } else if (name === 'ATTENDEE' && ++attendees > CALENDAR_LIMITS.attendees) {
      return refuse('too-many-attendees', `more than ${CALENDAR_LIMITS.attendees} ATTENDEEs`);
    }
  }
  if (open.length > 0) return refuse('truncated', `END:${open.at(-1)} is missing`);
  if (calendars.length === 0) return refuse('not-a-calendar', 'there is no BEGIN:VCALENDAR');
  return { ok: true, calendars, dropped };
}

function refuse(reason: ReadRefusal, detail: string): CalendarLines {
  return { ok: false, reason, detail };
}
