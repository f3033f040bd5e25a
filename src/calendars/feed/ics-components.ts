import type { Observance } from '../../itip/zone.js';
import type { IcsEvent, Skipped } from './ics-event.js';
import { type IcsLine, icsLines, unescapeText } from './ics-lines.js';
import type { IcsZones } from './ics-zones.js';

/** What a calendar file is made of. */
export interface Components {
  isCalendar: boolean;
  /** X-WR-TIMEZONE. */
  zone: string | null;
  /** X-WR-CALNAME. */
  name: string | null;
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

/** @param mostEvents more than these are not read. */
export const readComponents = (bytes: Uint8Array, mostEvents: number): Components | 'too-many' => {
  const file: Components = { isCalendar: false, zone: null, name: null, events: [], zones: [], broken: [] };
  let open: Open | null = null;
  /** Inside of `open`: alarms of an event, observances of a zone. */
  let inner: string | null = null;
  for (const line of icsLines(bytes)) {
    const component = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && component === 'VCALENDAR') file.isCalendar = true;
    else if (line.name === 'BEGIN' && (component === 'VEVENT' || component === 'VTIMEZONE')) {
      if (open !== null) file.broken.push(unended(open));
      if (component === 'VEVENT' && file.events.length >= mostEvents) return 'too-many';
      open = { name: component, line: line.line, lines: [], parts: [] };
      inner = null;
    } else if (open === null) {
      if (line.name === 'X-WR-TIMEZONE') file.zone ??= line.value.trim();
      if (line.name === 'X-WR-CALNAME') file.name ??= unescapeText(line.value).trim();
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
