import { ianaZone } from '../../itip/zone.js';
import { zoneTable } from '../../time/wall-clock.js';
import { ZoneTable } from '../../time/zone-table.js';
import { parseRule, type Rule, readCompact } from './rule.js';

/** The RRULE, RDATE, EXDATE and EXRULE lines of a series, read (RFC 5545 sections 3.8.5.1 to 3.8.5.3). */
export interface RecurrenceLines {
  readonly rules: readonly Rule[];
  /** Deprecated, but still sent: what it generates is taken out. */
  readonly exRules: readonly Rule[];
  readonly rDates: readonly ListedTime[];
  readonly exDates: readonly ListedTime[];
}

/** A date (ms of its midnight as if UTC), a wall time of the series' zone, or an instant (epoch ms). */
export type ListedTime = {
  readonly kind: 'date' | 'wall' | 'instant';
  readonly ms: number;
  /** Of an RDATE with VALUE=PERIOD. */
  readonly durationMs?: number;
};

export type LinesResult =
  | ({ readonly ok: true } & RecurrenceLines)
  | { readonly ok: false; readonly reason: string };

const MOST_LINES = 200;
const MOST_DATES = 5000;

export const readRecurrence = (lines: readonly string[]): LinesResult => {
  if (lines.length > MOST_LINES)
    return { ok: false, reason: `it has more than ${MOST_LINES} recurrence lines` };
  const rules: Rule[] = [];
  const exRules: Rule[] = [];
  const rDates: ListedTime[] = [];
  const exDates: ListedTime[] = [];
  for (const line of lines) {
    const match = /^([A-Za-z-]+)((?:;[^:]*)?):(.*)$/s.exec(line.trim());
    const [name, parameters, value] = [match?.[1]?.toUpperCase(), match?.[2] ?? '', match?.[3] ?? ''];
    if (name === 'RRULE' || name === 'EXRULE') {
      const parsed = parseRule(value);
      if (!parsed.ok) return parsed;
      (name === 'RRULE' ? rules : exRules).push(parsed.rule);
    } else if (name === 'RDATE' || name === 'EXDATE') {
      const times = readTimes(parameters, value);
      if (times === null) return { ok: false, reason: `${name} has a date that makes no sense` };
      (name === 'RDATE' ? rDates : exDates).push(...times);
    } else {
      return { ok: false, reason: `"${line.slice(0, 40)}" is no recurrence line` };
    }
  }
  if (rDates.length + exDates.length > MOST_DATES) {
    return { ok: false, reason: `it lists more than ${MOST_DATES} dates` };
  }
  return { ok: true, rules, exRules, rDates, exDates };
};

const readTimes = (parameters: string, value: string): ListedTime[] | null => {
  const tzid = /;TZID=("[^"]*"|[^;]*)/i.exec(parameters)?.[1]?.replaceAll('"', '');
  const zone = tzid === undefined ? null : ianaZone(tzid);
  const table = zone === null ? null : zoneTable(zone);
  // A zone that nobody knows: taken for the series' own, which is what programs mean that invent names.
  const toTime = (text: string): ListedTime | null => {
    const wall = readCompact(text.replace(/Z$/i, ''));
    if (wall === null) return null;
    if (!/T/i.test(text)) return { kind: 'date', ms: wall };
    if (/Z$/i.test(text)) return { kind: 'instant', ms: wall };
    return table instanceof ZoneTable
      ? { kind: 'instant', ms: table.instantOf(wall) }
      : { kind: 'wall', ms: wall };
  };
  const times: ListedTime[] = [];
  for (const item of value.split(',')) {
    if (item.trim() === '') continue;
    const [first = '', second] = item.trim().toUpperCase().split('/');
    const start = toTime(first);
    if (start === null) return null;
    const durationMs = second === undefined ? undefined : periodMs(start, second, toTime);
    if (durationMs === null) return null;
    times.push(durationMs === undefined ? start : { ...start, durationMs });
  }
  return times;
};

/** The length of a PERIOD: its end, or a DURATION (RFC 5545 3.3.9). */
const periodMs = (
  start: ListedTime,
  text: string,
  toTime: (text: string) => ListedTime | null,
): number | null => {
  if (!text.startsWith('P')) {
    const end = toTime(text);
    return end !== null && end.kind === start.kind && end.ms >= start.ms ? end.ms - start.ms : null;
  }
  return durationMs(text);
};

/** P1W, P1DT2H, PT30M to ms; null for anything else. A day is 24 hours here. */
export const durationMs = (text: string): number | null => {
  const match =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/.exec(text);
  if (match === null || text.endsWith('P')) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((n) => Number(n ?? 0));
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
};
