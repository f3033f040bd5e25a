import { foldLine } from '../../itip/fold.js';
import type { OwnEvent } from '../calendar.port.js';
import { unescapeText } from '../feed/ics-lines.js';
import { MARK } from './caldav-resource.js';

/**
 * Our own events as calendar text. They carry neither ORGANIZER nor ATTENDEE: a server that schedules by itself
 * (RFC 6638) would send invitations of its own beside ours. Times are written in UTC, as in our invitations.
 */

/** @param now epoch ms, for DTSTAMP. */
export const newBody = (event: OwnEvent, now: number): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Meetbroker//Meetbroker//EN',
    'BEGIN:VEVENT',
    `UID:${event.icalUid}`,
    `DTSTAMP:${stamp(now)}`,
    ...timeLines(event),
    ...TEXTS.flatMap(([name, field]) => textLine(name, event[field])),
    `STATUS:${event.status.toUpperCase()}`,
    'TRANSP:OPAQUE',
    ...markLines(event),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('');

/** When the event in the text begins and ends, as it was read. */
export interface Standing {
  /** Epoch ms; null for whole days, which are never what we want. */
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * The text with our fields brought up to date. Whatever else stands in it stays to the byte: alarms, attendees that the
 * client added, properties that nobody here knows, exceptions, the spelling of times and texts that are right already.
 * Null when there is no event to bring up to date.
 */
export const mergeBody = (text: string, standing: Standing, event: OwnEvent, now: number): string | null => {
  const lines = contentLines(text);
  const place = masterOf(lines);
  if (place === null) return null;
  const moved = standing.start !== event.start || standing.end !== event.end;
  const before = lines.slice(0, place.begin + 1);
  const inside = lines.slice(place.begin + 1, place.end);
  const kept: ContentLine[] = [];
  const has = (name: string, value: string): boolean =>
    inside.some((line) => line.depth === place.depth && line.name === name && sameText(line.value, value));
  const gone = new Set<string>(['DTSTAMP', 'LAST-MODIFIED', ...Object.values(MARK)]);
  const added = [`DTSTAMP:${stamp(now)}`, `LAST-MODIFIED:${stamp(now)}`, ...markLines(event)];
  if (moved) {
    for (const name of ['DTSTART', 'DTEND', 'DURATION']) gone.add(name);
    added.push(...timeLines(event));
  }
  for (const [name, field] of TEXTS) {
    if (has(name, event[field])) continue;
    gone.add(name);
    added.push(...textLine(name, event[field]));
  }
  if (!has('STATUS', event.status.toUpperCase())) {
    gone.add('STATUS');
    added.push(`STATUS:${event.status.toUpperCase()}`);
  }
  for (const line of inside) {
    if (line.depth !== place.depth || !gone.has(line.name)) {
      kept.push(moved && line.depth === place.depth && line.name === 'SEQUENCE' ? raised(line) : line);
    }
  }
  const written = added.map((line) => `${foldLine(line)}\r\n`).join('');
  return `${rawOf(before)}${rawOf(kept)}${written}${rawOf(lines.slice(place.end))}`;
};

const TEXTS = [
  ['SUMMARY', 'title'],
  ['DESCRIPTION', 'description'],
  ['LOCATION', 'location'],
] as const;

const timeLines = ({ start, end }: OwnEvent): string[] => [`DTSTART:${stamp(start)}`, `DTEND:${stamp(end)}`];

const markLines = ({ mark, zone }: OwnEvent): string[] => [
  `${MARK.meeting}:${mark.meetingId}`,
  `${MARK.option}:${mark.optionId}`,
  `${MARK.zone}:${zone}`,
];

/** TEXT (RFC 5545 3.3.11); control characters have no place in it. Nothing for an empty one. */
const textLine = (name: string, text: string): string[] => {
  const clean = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
  if (clean === '') return [];
  const escaped = clean.replace(/[\\;,]/g, (char) => `\\${char}`).replaceAll('\n', '\\n');
  return [`${name}:${escaped}`];
};

const sameText = (value: string, text: string): boolean => unescapeText(value) === text;

/** YYYYMMDDTHHMMSSZ. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

interface ContentLine {
  /** With its folds and its line end. */
  readonly raw: string;
  /** Upper case; of what is no content line, empty. */
  readonly name: string;
  readonly value: string;
  /** How many components are open around it; BEGIN and END count as outside. */
  readonly depth: number;
}

const contentLines = (text: string): ContentLine[] => {
  const raws: string[] = [];
  for (const physical of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const ended = physical.endsWith('\n') ? physical : `${physical}\r\n`;
    const last = raws.length - 1;
    if (/^[ \t]/.test(ended) && last >= 0) raws[last] += ended;
    else raws.push(ended);
  }
  let depth = 0;
  return raws.map((raw) => {
    const line = raw.replace(/\r?\n[ \t]/g, '').replace(/\r?\n$/, '');
    const match = /^([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s.exec(line);
    const name = (match?.[1] ?? '').toUpperCase();
    if (name === 'END') depth--;
    const at = { raw, name, value: match?.[3] ?? '', depth };
    if (name === 'BEGIN') depth++;
    return at;
  });
};

/** The lines of the first VEVENT that is no exception: its BEGIN, its END, and the depth between them. */
const masterOf = (lines: readonly ContentLine[]): { begin: number; end: number; depth: number } | null => {
  const isEdge = (line: ContentLine, name: string): boolean =>
    line.name === name && line.value.trim().toUpperCase() === 'VEVENT';
  for (const [begin, line] of lines.entries()) {
    if (!isEdge(line, 'BEGIN')) continue;
    const end = lines.findIndex((other, at) => at > begin && isEdge(other, 'END'));
    if (end < 0) return null;
    const depth = line.depth + 1;
    const inside = lines.slice(begin, end);
    if (!inside.some((one) => one.depth === depth && one.name === 'RECURRENCE-ID')) {
      return { begin, end, depth };
    }
  }
  return null;
};

/** A moved event is a new version to the people whom the client invited (RFC 5546 2.1.4). */
const raised = (line: ContentLine): ContentLine => ({
  ...line,
  raw: `SEQUENCE:${(Number(line.value) || 0) + 1}\r\n`,
});

const rawOf = (lines: readonly ContentLine[]): string => lines.map(({ raw }) => raw).join('');
