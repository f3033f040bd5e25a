import { type Series, startKey } from '../../../src/calendars/recurrence/expand.js';
import type { ListedForm, RecurrenceCase } from './recurrence-oracle-cases.js';

/**
 * From what a foreign library generates in wall readings to the occurrences that the house promises: instants,
 * UNTIL, RDATE, EXDATE and moved occurrences, by Temporal and the plainest arithmetic. Shares nothing with the
 * expander but the type of its question.
 *
 * Wall readings are ms as if UTC. A generator gets a rule without UNTIL and returns what it generates from the start up to
 * and including `to`, ascending.
 */
export type Generator = (
  rule: string,
  start: number,
  to: number,
) => readonly number[] | Promise<readonly number[]>;

export interface Expected {
  readonly series: Series;
  readonly window: { readonly from: number; readonly to: number };
  /** `start/end` in UTC, ascending, each once. */
  readonly occurrences: readonly string[];
}

const DAY = 86_400_000;

export async function expectedOf(found: RecurrenceCase, generate: Generator): Promise<Expected> {
  const { zone, allDay } = found;
  const start = wallMs(found.start);
  const startAt = instantOf(start, zone, found.laterOfTwo ? 'later' : 'compatible');
  const from = startAt + found.windowFromDays * DAY;
  const window = { from, to: from + found.windowDays * DAY };
  const length = allDay ? found.days * DAY : found.minutes * 60_000;
  const last = window.to + 3 * DAY;

  // Hours and minutes mean nothing for whole days, and have to be ignored there (3.3.10).
  const meant = allDay ? withoutTimes(found.rule) : found.rule;
  const generated = await generate(meant, start, Math.max(last, start + 400 * DAY));
  const at = (wall: number) => {
    if (allDay) return dayStart(wall, zone);
    return wall === start ? startAt : instantOf(wall, zone, 'compatible');
  };

  const until = found.until === undefined ? undefined : untilOf(found, generated, at);
  const walls = new Map<number, number>([[start, length]]);
  for (const wall of generated) {
    if (wall <= last && (until === undefined || until.includes(wall))) walls.set(wall, length);
  }
  const lines = [`RRULE:${found.rule}${until === undefined ? '' : `;UNTIL=${until.text}`}`];

  for (const added of found.added) {
    const wall = allDay
      ? floorDay(start + added.days * DAY)
      : start + added.days * DAY + added.minutes * 60_000;
    const form = allDay ? 'date' : added.form;
    // A bare date among times means that day at the series' time of day.
    const meantWall = form === 'date' && !allDay ? floorDay(wall) + (start - floorDay(start)) : wall;
    const listed = listedIn(form, allDay ? wall : meantWall, zone);
    if (added.periodMinutes !== undefined && !allDay && form !== 'date') {
      lines.push(`RDATE;VALUE=PERIOD${listed.parameters}:${listed.value}/PT${added.periodMinutes}M`);
      walls.set(wall, added.periodMinutes * 60_000);
    } else {
      lines.push(`RDATE${listed.parameters}:${listed.value}`);
      walls.set(meantWall, length);
    }
  }

  const inOrder = [...walls.keys()].sort((a, b) => a - b);
  const near = inOrder.filter((wall) => at(wall) + length + 2 * DAY > from);
  const excluded: string[] = [];
  for (const { pick, form, moved } of found.removed) {
    const wall = near[pick % Math.max(1, near.length)];
    if (wall === undefined) continue;
    if (moved) {
      excluded.push(
        startKey(allDay ? { kind: 'date', date: dateText(wall) } : { kind: 'instant', at: at(wall), zone }),
      );
      removeAt(walls, (other) => (allDay ? other === wall : at(other) === at(wall)));
      continue;
    }
    const listed = listedIn(allDay ? 'date' : form, wall, zone, at(wall));
    lines.push(`EXDATE${listed.parameters}:${listed.value}`);
    if (allDay || form === 'date') removeAt(walls, (other) => floorDay(other) === floorDay(wall));
    else if (form === 'floating') removeAt(walls, (other) => other === wall);
    // A reading that comes twice means the first, also where the start was the second (3.3.5).
    else if (form === 'zoned')
      removeAt(walls, (other) => at(other) === instantOf(wallOf(at(wall), zone), zone, 'compatible'));
    else removeAt(walls, (other) => at(other) === at(wall));
  }

  const occurrences = new Set<string>();
  for (const [wall, duration] of walls) {
    const begins = at(wall);
    const ends = allDay ? dayStart(wall + duration, zone) : begins + duration;
    if (ends > begins && ends > window.from && begins < window.to)
      occurrences.add(`${iso(begins)}/${iso(ends)}`);
  }
  const series: Series = {
    start: allDay ? { kind: 'date', date: dateText(start) } : { kind: 'instant', at: startAt, zone },
    end: allDay
      ? { kind: 'date', date: dateText(start + length) }
      : { kind: 'instant', at: startAt + length, zone },
    recurrence: lines,
    excluded,
    calendarZone: allDay ? zone : 'Asia/Tokyo',
  };
  return { series, window, occurrences: [...occurrences].sort() };
}

/** UNTIL as written, near the occurrence that the case names, and what it lets through: itself included. */
function untilOf(found: RecurrenceCase, generated: readonly number[], at: (wall: number) => number) {
  const { pick = 0, form = 'instant', slipSeconds = 0 } = found.until ?? {};
  const wall = generated[pick % Math.max(1, generated.length)] ?? wallMs(found.start);
  if (form === 'date') {
    return {
      text: compact(wall).slice(0, 8),
      includes: (other: number) => floorDay(other) <= floorDay(wall),
    };
  }
  if (form === 'floating') {
    const limit = wall + slipSeconds * 1000;
    const includes = (other: number) => (found.allDay ? floorDay(other) <= floorDay(limit) : other <= limit);
    return { text: compact(limit), includes };
  }
  // Of whole days the instant's own day counts, as programs write midnight or the end of the day in UTC.
  const limit = (found.allDay ? wall : at(wall)) + slipSeconds * 1000;
  const includes = (other: number) =>
    found.allDay ? floorDay(other) <= floorDay(limit) : at(other) <= limit;
  return { text: `${compact(limit)}Z`, includes };
}

function listedIn(form: ListedForm, wall: number, zone: string, at = instantOf(wall, zone, 'compatible')) {
  if (form === 'date') return { parameters: ';VALUE=DATE', value: compact(wall).slice(0, 8) };
  if (form === 'floating') return { parameters: '', value: compact(wall) };
  if (form === 'utc') return { parameters: '', value: `${compact(at)}Z` };
  const other = form === 'zoned' ? zone : 'Asia/Kathmandu';
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(other).toPlainDateTime();
  return {
    parameters: `;TZID=${other}`,
    value: there.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, ''),
  };
}

const removeAt = (walls: Map<number, number>, is: (wall: number) => boolean): void => {
  for (const wall of [...walls.keys()]) if (is(wall)) walls.delete(wall);
};

const withoutTimes = (rule: string): string =>
  rule
    .split(';')
    .filter((part) => !/^BY(HOUR|MINUTE|SECOND)=/.test(part))
    .join(';');

export const wallMs = (text: string): number =>
  Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);

const plain = (wall: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();

const instantOf = (wall: number, zone: string, disambiguation: 'compatible' | 'later'): number =>
  plain(wall).toZonedDateTime(zone, { disambiguation }).epochMilliseconds;

const wallOf = (at: number, zone: string): number =>
  wallMs(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString());

const dayStart = (wall: number, zone: string): number =>
  plain(wall).toPlainDate().toZonedDateTime(zone).epochMilliseconds;

const floorDay = (wall: number): number => Math.floor(wall / DAY) * DAY;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 19);
const dateText = (wall: number): string => iso(wall).slice(0, 10);
export const compact = (ms: number): string => iso(ms).replaceAll(/[-:]/g, '');
