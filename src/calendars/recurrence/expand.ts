import { MS_A_DAY, parseDate } from '../../time/civil.js';
import { zoneTable } from '../../time/wall-clock.js';
import { ZoneTable } from '../../time/zone-table.js';
import type { EventTime } from '../calendar.port.js';
import { type ListedTime, type RecurrenceLines, readRecurrence } from './lines.js';
import { isPlain, plainDays } from './plain-rule.js';
import type { Rule, Until } from './rule.js';
import { tableWalls } from './table-rule.js';

/**
 * A recurring event to the times that it occupies.
 *
 * A rule speaks of wall readings in the event's own zone: "every Monday at ten" stays at ten across a change of the
 * clocks. So it is expanded in wall readings (ms as if UTC, where no reading is missing and none comes twice), and
 * each is turned into an instant afterwards: a reading that the clocks skip is moved on by the jump, one that comes
 * twice means the earlier (RFC 5545 3.3.5, which 3.3.10 refers to; some libraries leave such occurrences out, which
 * would free time that is not free).
 *
 * DTSTART is always an occurrence, also when it does not fit its rule or lies beyond its UNTIL, where the RFC leaves
 * the outcome open (3.8.5.3) and programs differ: one meeting too many is the smaller harm. COUNT counts what the rule
 * names, as at Google: a start that does not fit stands beside so many. What lasts no time occupies none.
 */
export interface Series {
  readonly start: EventTime;
  /** Exclusive. */
  readonly end: EventTime;
  readonly recurrence: readonly string[];
  /** Keys (`startKey`) of the occurrences that were moved, changed or cancelled: they stand in rows of their own. */
  readonly excluded: readonly string[];
  /** Where whole days, and times without a zone, live. */
  readonly calendarZone: string;
}

export interface Window {
  /** Epoch ms, half-open. */
  readonly from: number;
  readonly to: number;
}

export interface Occurrence {
  /** Epoch ms, half-open. */
  readonly start: number;
  readonly end: number;
}

export type Expansion =
  | { readonly ok: true; readonly occurrences: readonly Occurrence[] }
  /** For the secretary: why the series could not be read. */
  | { readonly ok: false; readonly reason: string };

/** Far more than anybody keeps in four hundred days; a rule that makes more is a mistake or an attack. */
const MOST_OCCURRENCES = 10_000;

/** The name of an occurrence within its series: its original start, as a date or an instant in UTC. */
export const startKey = (time: EventTime): string =>
  time.kind === 'date' ? time.date : new Date(time.at).toISOString();

/** True for series that take more than arithmetic: they are expanded where they can be stopped. */
export const needsExpander = (recurrence: readonly string[]): boolean => {
  const lines = readRecurrence(recurrence);
  return lines.ok && ![...lines.rules, ...lines.exRules].every(isPlain);
};

/** The occurrences that touch the window, in order of their start. */
export const expandSeries = (series: Series, window: Window): Expansion => {
  const lines = readRecurrence(series.recurrence);
  if (!lines.ok) return lines;
  const frame = frameOf(series);
  if (typeof frame === 'string') return { ok: false, reason: frame };
  if (frame.length <= 0) return { ok: true, occurrences: [] };
  try {
    return collect(series, lines, frame, window);
  } catch (error) {
    // tableWalls says so by throwing when it gives up; nothing else in there throws.
    return { ok: false, reason: `its rule could not be worked out (${messageOf(error)})` };
  }
};

/** How the series lies in its zone. Wall readings are ms as if UTC. */
interface Frame {
  readonly table: ZoneTable;
  readonly allDay: boolean;
  readonly startWall: number;
  /** Of whole days in wall time, of others exact: a meeting of an hour stays one when the clocks change (3.8.5.3). */
  readonly length: number;
}

const frameOf = ({ start, end, calendarZone }: Series): Frame | string => {
  const zone = (start.kind === 'instant' ? start.zone : null) ?? calendarZone;
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return `its time zone "${zone.slice(0, 60)}" is unknown`;
  if (start.kind === 'instant') {
    if (end.kind !== 'instant') return 'it starts at a time and ends on a date';
    return {
      table,
      allDay: false,
      startWall: start.at + table.offsetAt(start.at),
      length: end.at - start.at,
    };
  }
  const first = parseDate(start.date);
  const last = end.kind === 'date' ? parseDate(end.date) : undefined;
  if (first === undefined || last === undefined) return 'its start or end is no date';
  return { table, allDay: true, startWall: first * MS_A_DAY, length: (last - first) * MS_A_DAY };
};

const collect = (series: Series, lines: RecurrenceLines, frame: Frame, window: Window): Expansion => {
  const { table, allDay, startWall, length } = frame;
  // A day more on each side than the window: no zone is further from UTC than that.
  const wallFrom = window.from - length - MS_A_DAY;
  const wallTo = window.to + MS_A_DAY;
  const toInstant = (wall: number) => {
    if (allDay) return table.firstInstantFrom(wall);
    return wall === startWall && series.start.kind === 'instant' ? series.start.at : table.instantOf(wall);
  };
  const generated = (rules: readonly Rule[]) =>
    rules.flatMap((rule) =>
      wallsOf(rule, frame, wallFrom, wallTo).filter((wall) =>
        isBefore(rule.until, wall, toInstant(wall), allDay),
      ),
    );
  const lengths = new Map<number, number>([[startWall, length]]);
  for (const wall of generated(lines.rules)) lengths.set(wall, length);
  for (const listed of lines.rDates) lengths.set(toWall(listed, frame), listed.durationMs ?? length);
  if (lengths.size > MOST_OCCURRENCES) {
    return { ok: false, reason: `it occurs more than ${MOST_OCCURRENCES} times` };
  }
  for (const wall of generated(lines.exRules)) lengths.delete(wall);
  const gone = exclusions(series, lines, frame);

  const occurrences: Occurrence[] = [];
  for (const [wall, duration] of lengths) {
    const start = toInstant(wall);
    if (gone.walls.has(wall) || gone.days.has(Math.floor(wall / MS_A_DAY)) || gone.instants.has(start))
      continue;
    const end = allDay ? table.firstInstantFrom(wall + duration) : start + duration;
    if (end > start && end > window.from && start < window.to) occurrences.push({ start, end });
  }
  return { ok: true, occurrences: occurrences.sort((a, b) => a.start - b.start) };
};

/** EXDATEs and the occurrences that stand elsewhere, by reading, by day and by instant. */
const exclusions = (series: Series, lines: RecurrenceLines, frame: Frame) => {
  const walls = new Set<number>();
  const days = new Set<number>();
  const instants = new Set<number>();
  for (const listed of lines.exDates) {
    // A bare date takes out what falls on that day: many programs write it so for timed series too.
    if (listed.kind === 'date' || frame.allDay) days.add(Math.floor(toWall(listed, frame) / MS_A_DAY));
    else if (listed.kind === 'wall') walls.add(listed.ms);
    else instants.add(listed.ms);
  }
  for (const key of series.excluded) {
    const day = parseDate(key);
    if (day !== undefined) days.add(day);
    else instants.add(Date.parse(key));
  }
  return { walls, days, instants };
};

/** Wall readings that a rule generates in [from, to], UNTIL not considered. */
const wallsOf = (written: Rule, { startWall, allDay }: Frame, from: number, to: number): number[] => {
  // Whole days have no hours to be at (3.3.10), whatever a rule says about them.
  const rule = allDay ? { ...written, byHour: [], byMinute: [], bySecond: [] } : written;
  if (!isPlain(rule)) return tableWalls(rule, startWall, from, to);
  const timeOfDay = ((startWall % MS_A_DAY) + MS_A_DAY) % MS_A_DAY;
  const day = (wall: number) => Math.floor(wall / MS_A_DAY);
  return plainDays(rule, day(startWall), day(from), day(to)).map((d) => d * MS_A_DAY + timeOfDay);
};

/**
 * UNTIL is inclusive and comes in every form, also in those that the RFC forbids for the kind of start: a date for a
 * timed series means the whole of that day, a time for a whole-day series means its day.
 */
const isBefore = (until: Until | null, wall: number, at: number, allDay: boolean): boolean => {
  if (until === null) return true;
  const day = (ms: number) => Math.floor(ms / MS_A_DAY);
  if (until.kind === 'date') return day(wall) <= day(until.wall);
  if (allDay) return day(wall) <= day(until.kind === 'wall' ? until.wall : until.at);
  return until.kind === 'wall' ? wall <= until.wall : at <= until.at;
};

const toWall = (listed: ListedTime, { table, allDay, startWall }: Frame): number => {
  const wall = listed.kind === 'instant' ? listed.ms + table.offsetAt(listed.ms) : listed.ms;
  const midnight = Math.floor(wall / MS_A_DAY) * MS_A_DAY;
  if (allDay) return midnight;
  // A bare date in a timed series: at the series' time of day.
  return listed.kind === 'date' ? midnight + (((startWall % MS_A_DAY) + MS_A_DAY) % MS_A_DAY) : wall;
};

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 120);
