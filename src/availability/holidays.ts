/**
 * Which holidays close a client's days. They are days without regular hours (rule.ts): an open rule of the same date
 * is stronger, and a client may leave all of them or some of them out.
 */
import { civilDate, formatDate, MS_A_DAY, parseDate } from '../time/civil.js';
import type { Interval } from '../time/interval.js';
import type { HolidayRule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** A public holiday of one region. */
export interface Holiday {
  /** The same every year, such as `11-18` or `easter -2`: what a client's exceptions name. */
  readonly key: string;
  /** First date. */
  readonly date: string;
  /** 1 for nearly all. */
  readonly days: number;
  readonly name: string;
}

/** The countries of zones that are one country's alone. Where a zone is shared, somebody has to say. */
const REGION_OF_ZONE: ReadonlyMap<string, string> = new Map([
  ['Europe/Riga', 'LV'],
  ['Europe/Vilnius', 'LT'],
  ['Europe/Tallinn', 'EE'],
  ['Europe/Helsinki', 'FI'],
  ['Europe/Warsaw', 'PL'],
  ['Europe/Berlin', 'DE'],
  ['Europe/Vienna', 'AT'],
  ['Europe/London', 'GB'],
]);

/** `LV`, `DE-BY`; null when no holidays are kept, or nobody can tell whose. */
export function holidayRegion({ holidays, zone }: AvailabilitySettings): string | null {
  if (holidays?.on === false) return null;
  return holidays?.region ?? REGION_OF_ZONE.get(zone) ?? null;
}

/** The calendar years that a question about `window` touches: notice in working days is counted from now. */
export function yearsTouched(
  { noticeWorkingDays = 0 }: Pick<AvailabilitySettings, 'noticeWorkingDays'>,
  window: Interval,
  now: number,
): number[] {
  // In a year with more holidays than any, three working days come in every week.
  const counted = now + (noticeWorkingDays * 7 * MS_A_DAY) / 3;
  const first = yearOf(Math.min(window.start, now) - 2 * MS_A_DAY);
  const last = yearOf(Math.max(window.end, counted) + 2 * MS_A_DAY);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function yearOf(ms: number): number {
  return civilDate(Math.floor(ms / MS_A_DAY)).year;
}

/** The holidays that a client keeps, as rules of their dates; a day that has two names is closed once. */
export function holidayRules(
  holidays: readonly Holiday[],
  region: string,
  except: readonly string[],
): HolidayRule[] {
  const rules = new Map<string, HolidayRule>();
  for (const { key, date, days, name } of holidays) {
    if (except.includes(key)) continue;
    const first = parseDate(date) ?? 0;
    for (let day = first; day < first + days; day++) {
      const on = formatDate(day);
      const id = `holiday ${region} ${on}`;
      if (!rules.has(id)) rules.set(id, { kind: 'holiday', id, date: on, name, region });
    }
  }
  return [...rules.values()];
}
