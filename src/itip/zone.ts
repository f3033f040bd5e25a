import { findIana } from 'windows-iana';

/**
 * Zone names in calendars from mail programs: IANA, Windows ("FLE Standard Time", with or without a VTIMEZONE),
 * IANA behind a vendor's prefix, or a private name whose meaning is only in the VTIMEZONE sent along.
 */

/** One STANDARD or DAYLIGHT part of a VTIMEZONE, values as written. */
export interface Observance {
  /** Wall clock YYYYMMDDTHHMMSS. */
  start: string;
  /** Seconds east of UTC. */
  offsetFrom: number;
  offsetTo: number;
  rrule: string | null;
}

/** An IANA name for a TZID, or null. A Windows name covers many places with one rule; its world-wide entry is taken. */
export function ianaZone(tzid: string): string | null {
  const name = tzid.trim().replace(/^"(.*)"$/, '$1');
  if (isZone(name)) return name;
  const windows = findIana(name, '001')[0];
  if (windows !== undefined && isZone(windows)) return windows;
  // "/mozilla.org/20070129_1/Europe/Riga" and the like: the name is at the end.
  const parts = name.split('/').filter((part) => part !== '');
  for (const length of [3, 2]) {
    const tail = parts.slice(-length).join('/');
    if (parts.length > length && isZone(tail)) return tail;
  }
  return null;
}

function isZone(name: string): boolean {
  // Temporal also takes "+02:00" and annotated strings; a TZID is a name.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    Temporal.PlainDateTime.from('2020-01-01T00:00:00').toZonedDateTime(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Seconds east of UTC at a wall-clock time under a VTIMEZONE, or null when its rules are of another kind than mail
 * programs write. Worked out directly, one transition an observance a year: a general RRULE expansion of foreign
 * rules can run forever.
 */
export function offsetAt(observances: readonly Observance[], local: Temporal.PlainDateTime): number | null {
  if (observances.length === 0) return null;
  if (observances.length === 1 && observances[0]?.rrule === null) return observances[0].offsetTo;
  let latest: { at: Temporal.PlainDateTime; offset: number } | null = null;
  let earliest: { at: Temporal.PlainDateTime; offset: number } | null = null;
  for (const observance of observances) {
    for (const year of [local.year - 1, local.year]) {
      const at = onset(observance, year);
      if (at === 'unknown') return null;
      if (at === null) continue;
      if (earliest === null || Temporal.PlainDateTime.compare(at, earliest.at) < 0) {
        earliest = { at, offset: observance.offsetFrom };
      }
      const before = Temporal.PlainDateTime.compare(at, local) <= 0;
      if (before && (latest === null || Temporal.PlainDateTime.compare(at, latest.at) > 0)) {
        latest = { at, offset: observance.offsetTo };
      }
    }
  }
  return (latest ?? earliest)?.offset ?? null;
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** When the observance begins in that year; null when it does not; 'unknown' for a rule of another kind. */
function onset(observance: Observance, year: number): Temporal.PlainDateTime | null | 'unknown' {
  const first = plainDateTime(observance.start);
  if (first === null) return 'unknown';
  if (observance.rrule === null) return first.year <= year ? first : null;
  if (first.year > year) return null;
  const rule = new Map(observance.rrule.toUpperCase().split(';').map(keyAndValue));
  const until = rule.get('UNTIL');
  if (until !== undefined && Number(until.slice(0, 4)) < year) return null;
  const month = Number(rule.get('BYMONTH') ?? first.month);
  const day = /^(-?[1-5])([A-Z]{2})$/.exec(rule.get('BYDAY') ?? '');
  const known = ['FREQ', 'BYMONTH', 'BYDAY', 'UNTIL', 'WKST', 'INTERVAL'];
  if (rule.get('FREQ') !== 'YEARLY' || (rule.get('INTERVAL') ?? '1') !== '1' || day === null)
    return 'unknown';
  if (![...rule.keys()].every((key) => known.includes(key)) || !(month >= 1 && month <= 12)) return 'unknown';
  const date = nthWeekday(year, month, Number(day[1]), DAYS.indexOf(day[2] ?? '') + 1);
  return date === null ? 'unknown' : date.toPlainDateTime(first.toPlainTime());
}

function keyAndValue(part: string): [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}

function nthWeekday(year: number, month: number, nth: number, weekday: number): Temporal.PlainDate | null {
  if (weekday < 1) return null;
  const first = new Temporal.PlainDate(year, month, 1);
  const edge = nth > 0 ? first : first.with({ day: first.daysInMonth });
  const shift = nth > 0 ? (weekday - edge.dayOfWeek + 7) % 7 : -((edge.dayOfWeek - weekday + 7) % 7);
  const date = edge.add({ days: shift + (nth > 0 ? nth - 1 : nth + 1) * 7 });
  return date.month === month ? date : null;
}

/** YYYYMMDDTHHMMSS or YYYY-MM-DDTHH:MM:SS, checked against the calendar; null when there is no such time. */
export function plainDateTime(text: string): Temporal.PlainDateTime | null {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  // No calendar has it, and PostgreSQL keeps none: the mail that carries it could never be worked on to its end.
  if (year === 0) return null;
  try {
    return Temporal.PlainDateTime.from(
      // A leap second (60) is allowed by RFC 5545 3.3.12 and by no clock.
      { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour, minute, second: Math.min(second ?? 0, 59) },
      { overflow: 'reject' },
    );
  } catch {
    return null;
  }
}
