import type { Observance } from '../../itip/zone.js';
import { isKnownZone } from '../../time/wall-clock.js';
import type { RemoteChange } from '../calendar.port.js';
import { type IcsEvent, readEvent, type Skipped } from './ics-event.js';
import { type IcsLine, icsLines } from './ics-lines.js';
import { IcsZones } from './ics-zones.js';

export const IMPORT_LIMITS = { octets: 10 * 1024 * 1024, events: 50_000 } as const;

/** Of the skipped ones this many are named; the rest is counted. */
const MOST_NAMED = 1000;

export interface ImportJob {
  readonly bytes: Uint8Array;
  /** For times without a zone, unless the file names one. */
  readonly zone: string;
}

export type ImportReply =
  | {
      readonly ok: true;
      readonly changes: readonly RemoteChange[];
      readonly series: number;
      readonly zone: string;
      readonly skipped: readonly Skipped[];
      readonly skippedInAll: number;
    }
  /** Said for the person who chose the file. */
  | { readonly ok: false; readonly reason: 'too-large' | 'not-a-calendar'; readonly detail: string };

/**
 * Reads an exported calendar, whatever program wrote it. An event that makes no sense is left out and named with its
 * line; the others are taken.
 */
export const importIcs = ({ bytes, zone }: ImportJob): ImportReply => {
  if (bytes.length > IMPORT_LIMITS.octets) return refuse('too-large', 'The file is larger than 10 MB.');
  const file = readComponents(bytes);
  if (file === 'too-many') {
    return refuse('too-large', `The file has more than ${IMPORT_LIMITS.events} events.`);
  }
  if (!file.isCalendar) {
    return refuse('not-a-calendar', 'This is no calendar file: there is no BEGIN:VCALENDAR in it.');
  }
  const home = file.zone !== null && isKnownZone(file.zone) ? file.zone : zone;
  const zones = new IcsZones(home);
  for (const declared of file.zones) declared(zones);
  const newest = new Map<string, { change: RemoteChange; sequence: number }>();
  const skipped: Skipped[] = [...file.broken];
  for (const event of file.events) {
    const read = readEvent(event, zones);
    if (!read.ok) {
      skipped.push(read.skipped);
      continue;
    }
    if (read.note !== null) skipped.push(read.note);
    const id = read.change.kind === 'event' ? read.change.event.id : read.change.id;
    const other = newest.get(id);
    // Merged exports hold an event several times; the highest SEQUENCE is the newest, then the last.
    if (other === undefined || read.sequence >= other.sequence) {
      newest.set(id, { change: read.change, sequence: read.sequence });
    }
  }
  const changes = [...newest.values()].map(({ change }) => change);
  return {
    ok: true,
    changes,
    series: changes.filter((change) => change.kind === 'event' && change.event.recurrence.length > 0).length,
    zone: home,
    skipped: skipped.sort((a, b) => a.line - b.line).slice(0, MOST_NAMED),
    skippedInAll: skipped.length,
  };
};

const refuse = (reason: 'too-large' | 'not-a-calendar', detail: string): ImportReply => ({
  ok: false,
  reason,
  detail,
});

interface Components {
  isCalendar: boolean;
  /** X-WR-TIMEZONE. */
  zone: string | null;
  readonly events: IcsEvent[];
  readonly zones: ((zones: IcsZones) => void)[];
  readonly broken: Skipped[];
}

/** One that is being read. */
interface Open {
  readonly name: string;
  readonly line: number;
  readonly lines: IcsLine[];
  readonly parts: { name: string; lines: IcsLine[] }[];
}

const readComponents = (bytes: Uint8Array): Components | 'too-many' => {
  const file: Components = { isCalendar: false, zone: null, events: [], zones: [], broken: [] };
  let open: Open | null = null;
  /** Inside of `open`: alarms of an event, observances of a zone. */
  let inner: string | null = null;
  for (const line of icsLines(bytes)) {
    const component = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && component === 'VCALENDAR') file.isCalendar = true;
    else if (line.name === 'BEGIN' && (component === 'VEVENT' || component === 'VTIMEZONE')) {
      if (open !== null) file.broken.push(unended(open));
      if (component === 'VEVENT' && file.events.length >= IMPORT_LIMITS.events) return 'too-many';
      open = { name: component, line: line.line, lines: [], parts: [] };
      inner = null;
    } else if (open === null) {
      if (line.name === 'X-WR-TIMEZONE') file.zone ??= line.value.trim();
    } else if (line.name === 'BEGIN') {
      inner ??= component;
      open.parts.push({ name: component, lines: [] });
    } else if (line.name === 'END' && component === open.name) {
      close(file, open);
      open = null;
    } else if (line.name === 'END') {
      if (component === inner) inner = null;
    } else if (inner === null) open.lines.push(line);
    else open.parts.at(-1)?.lines.push(line);
  }
  if (open !== null) file.broken.push(unended(open));
  return file;
};

const unended = (open: Open): Skipped => ({
  line: open.line,
  what: open.lines.find(({ name }) => name === 'SUMMARY')?.value.slice(0, 80) ?? open.name,
  reason: `it has no END:${open.name}`,
});

const close = (file: Components, open: Open): void => {
  if (open.name === 'VEVENT') {
    file.events.push({ line: open.line, lines: open.lines });
    return;
  }
  const value = (lines: readonly IcsLine[], name: string) =>
    lines.find((line) => line.name === name)?.value.trim();
  const tzid = value(open.lines, 'TZID');
  if (tzid === undefined) return;
  const observances = open.parts.map(
    ({ lines }): Observance => ({
      start: value(lines, 'DTSTART') ?? '',
      offsetFrom: offsetSeconds(value(lines, 'TZOFFSETFROM')),
      offsetTo: offsetSeconds(value(lines, 'TZOFFSETTO')),
      rrule: value(lines, 'RRULE') ?? null,
    }),
  );
  const hint = value(open.lines, 'X-LIC-LOCATION') ?? null;
  file.zones.push((zones) => zones.declare(tzid, observances, hint));
};

const offsetSeconds = (text: string | undefined): number => {
  const match = /^([+-])(\d{2}):?(\d{2}):?(\d{2})?$/.exec(text ?? '');
  if (match === null) return Number.NaN;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
};
