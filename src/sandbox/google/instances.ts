import { badRequest } from './failure.js';
import { occurrenceDays, parseRule } from './recurrence.js';
import type { EventResource, EventTime } from './resource.js';
import { instantOf, inZone } from './times.js';

/** One occurrence of a series before exceptions are laid over it; times are instants in ms, end exclusive. */
export interface Occurrence {
  id: string;
  originalStart: EventTime;
  start: EventTime;
  end: EventTime;
  startMs: number;
  endMs: number;
}

/** Without an upper bound a series is cut here: the real service has a horizon too, and does not name it. */
const UNBOUNDED_INSTANCES = 730;

/** Throws the API's 400 for a recurrence that cannot be expanded. */
export const checkRecurrence = (lines: readonly string[]): void => {
  for (const line of lines) {
    const supported = /^(RDATE|EXDATE)[;:]/i.test(line) || (/^RRULE:/i.test(line) && parseRule(line));
    if (!supported) throw badRequest('Invalid recurrence rule.');
  }
};

const basic = (iso: string): string => iso.replaceAll(/[-:]/g, '');

/** `MASTER_20260105T080000Z`, or `MASTER_20260105` for all-day series. */
export const instanceId = (masterId: string, start: EventTime, zone: string): string =>
  start.date !== undefined
    ? `${masterId}_${basic(start.date)}`
    : `${masterId}_${basic(inZone(instantOf(start, zone), 'UTC').replace('+00:00', 'Z'))}`;

/** EXDATE and RDATE lines to instants; dates mean midnight in the zone. */
const listed = (lines: readonly string[], name: 'EXDATE' | 'RDATE', zone: string): number[] =>
  lines
    .filter((line) => new RegExp(`^${name}[;:]`, 'i').test(line))
    .flatMap((line) => {
      const colon = line.indexOf(':');
      const tzid = /TZID=([^;:]+)/i.exec(line.slice(0, colon))?.[1] ?? zone;
      return line
        .slice(colon + 1)
        .split(',')
        .map((value) => {
          const utc = value.endsWith('Z');
          return Temporal.PlainDateTime.from(utc ? value.slice(0, -1) : value).toZonedDateTime(
            utc ? 'UTC' : tzid,
          ).epochMilliseconds;
        });
    });

const untilMs = (until: string, zone: string): number => {
  if (until.endsWith('Z')) return Temporal.Instant.from(until).epochMilliseconds;
  const wall = Temporal.PlainDateTime.from(until);
  const last = until.length === 8 ? wall.add({ days: 1 }).subtract({ milliseconds: 1 }) : wall;
  return last.toZonedDateTime(zone).epochMilliseconds;
};

/** The series' occurrences that touch [from, to), in order of start, exceptions not yet applied. */
export const occurrencesOf = (
  master: EventResource,
  calendarZone: string,
  from: number,
  to: number,
): Occurrence[] => {
  const allDay = master.start.date !== undefined;
  const zone = allDay ? calendarZone : (master.start.timeZone ?? calendarZone);
  const firstMs = instantOf(master.start, calendarZone);
  const lengthMs = instantOf(master.end, calendarZone) - firstMs;
  const first = Temporal.Instant.fromEpochMilliseconds(firstMs).toZonedDateTimeISO(zone).toPlainDateTime();
  const days = allDay
    ? Temporal.PlainDate.from(master.start.date ?? '').until(Temporal.PlainDate.from(master.end.date ?? ''))
        .days
    : 0;
  const lines = master.recurrence ?? [];
  const excluded = new Set(listed(lines, 'EXDATE', zone));
  const found: Occurrence[] = [];

  const take = (startMs: number): void => {
    if (excluded.has(startMs)) return;
    const day = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone).toPlainDate();
    const start: EventTime = allDay
      ? { date: day.toString() }
      : { dateTime: inZone(startMs, zone), timeZone: zone };
    const end: EventTime = allDay
      ? { date: day.add({ days }).toString() }
      : { dateTime: inZone(startMs + lengthMs, zone), timeZone: zone };
    const endMs = instantOf(end, calendarZone);
    if (startMs >= to || endMs <= from) return;
    found.push({ id: instanceId(master.id, start, zone), originalStart: start, start, end, startMs, endMs });
  };

  const ruleLine = lines.find((line) => /^RRULE:/i.test(line));
  const rule = ruleLine === undefined ? undefined : parseRule(ruleLine);
  if (!rule) take(firstMs);
  else {
    const stop = rule.until === undefined ? Number.POSITIVE_INFINITY : untilMs(rule.until, zone);
    for (const day of occurrenceDays(first.toPlainDate(), rule)) {
      const startMs = day.toPlainDateTime(first.toPlainTime()).toZonedDateTime(zone).epochMilliseconds;
      if (startMs > stop || startMs >= to || found.length >= UNBOUNDED_INSTANCES) break;
      take(startMs);
    }
  }
  for (const startMs of listed(lines, 'RDATE', zone)) take(startMs);
  return found.sort((a, b) => a.startMs - b.startMs);
};

/** The occurrence that an instance id names, if the series still has it. */
export const occurrenceById = (
  master: EventResource,
  calendarZone: string,
  id: string,
): Occurrence | undefined => {
  const stamp = id.slice(master.id.length + 1);
  if (!/^\d{8}(T\d{6}Z)?$/.test(stamp)) return undefined;
  const around = Temporal.PlainDate.from(stamp.slice(0, 8)).toZonedDateTime('UTC').epochMilliseconds;
  const margin = 3 * 86_400_000;
  return occurrencesOf(master, calendarZone, around - margin, around + margin).find((one) => one.id === id);
};
