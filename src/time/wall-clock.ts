/**
 * Zone time to instant and back.
 *
 * Instants are epoch milliseconds UTC. Wall readings are what the clocks of a zone show; they are
 * not instants: once a year one hour of them does not come, and once a year one comes twice.
 * What happens then, everywhere in this program:
 *
 * - A reading that comes twice (03:30 in Riga on 2026-10-25) means the earlier one.
 * - A single time that does not come (03:30 in Riga on 2026-03-29) is moved on by the length of the
 *   jump, to 04:30. Both as RFC 5545 section 3.3.5 and Temporal's disambiguation "compatible".
 * - A *bound* that does not come (opening hours from 03:30, the midnight of a day that begins at
 *   01:00 in Cairo) is the instant of the jump. Otherwise hours that end in the jump would run on
 *   into times they do not name, and the day that Samoa left out in 2011 would open twice.
 *
 * Results depend on the zone data alone, never on the process's TZ or locale. A zone that does not
 * exist is answered with an `UnknownZone`, not an exception: zones come from calendars and mails.
 */
import { civilDate, dayNumberIfReal, MINUTES_A_DAY, MS_A_DAY, MS_A_MINUTE, weekday } from './civil.js';
import type { Interval } from './interval.js';
import { ZoneTable } from './zone-table.js';

export interface UnknownZone {
  readonly refused: 'unknown_zone';
  readonly zone: string;
}

export interface NoSuchDate {
  readonly refused: 'no_such_date';
  readonly date: string;
}

export interface Wall {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** 0 = Monday to 6 = Sunday. */
  readonly weekday: number;
  /** Days since 1970-01-01 of the local date (civil.ts). */
  readonly dayNumber: number;
  /** East of UTC is positive. */
  readonly offsetMinutes: number;
}

/** IANA names only. "+03:00" is an offset, not a zone: nobody can say what it will be next winter. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

const tables = new Map<string, ZoneTable>();

/** The table of a zone by its IANA name (any case), or the refusal. */
export function zoneTable(zone: string): ZoneTable | UnknownZone {
  const known = tables.get(zone);
  if (known !== undefined) return known;
  if (!ZONE_NAME.test(zone)) return { refused: 'unknown_zone', zone };
  let id: string;
  try {
    id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    // The call has one argument that can be wrong.
    return { refused: 'unknown_zone', zone };
  }
  // Kept under the canonical spelling alone: names in mixed case come from outside, without end.
  const table = tables.get(id) ?? new ZoneTable(id);
  tables.set(id, table);
  return table;
}

export function isKnownZone(zone: string): boolean {
  return zoneTable(zone) instanceof ZoneTable;
}

/**
 * The instant (epoch ms) at which the clocks of `zone` show this reading; see the header for
 * readings that come twice or not at all. `hour` may run to 48 (26:00 is two o'clock next day).
 */
export function wallToInstant(
  zone: string,
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number | UnknownZone | NoSuchDate {
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return table;
  const date = dayNumberIfReal(year, month, day);
  if (date === undefined) return { refused: 'no_such_date', date: `${year}-${month}-${day}` };
  return table.instantOf(date * MS_A_DAY + (hour * 60 + minute) * MS_A_MINUTE + second * 1000);
}

/** Whether a reading comes once, twice or not at all in its zone. */
export function wallOccurs(
  zone: string,
  day: number,
  minutes: number,
): 'once' | 'twice' | 'never' | UnknownZone {
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return table;
  const wall = day * MS_A_DAY + minutes * MS_A_MINUTE;
  const instant = table.instantOf(wall);
  if (instant + table.offsetAt(instant) !== wall) return 'never';
  // A second coming lies one change of offset later; no zone ever moved its clocks by more than a day.
  const { at, offsets } = table.covering(instant, instant + MS_A_DAY);
  for (let i = 0; i < at.length; i++) {
    const again = wall - (offsets[i + 1] ?? 0);
    if ((at[i] ?? 0) > instant && again >= (at[i] ?? Infinity) && again < (at[i + 1] ?? Infinity)) {
      return 'twice';
    }
  }
  return 'once';
}

/** What the clocks of `zone` show at an instant (epoch ms). */
export function instantToWall(zone: string, ms: number): Wall | UnknownZone {
  const table = zoneTable(zone);
  return table instanceof ZoneTable ? wallAt(table, ms) : table;
}

/** As `instantToWall`, for a table that is already at hand. */
export function wallAt(table: ZoneTable, ms: number): Wall {
  const offset = table.offsetAt(ms);
  const local = ms + offset;
  const day = Math.floor(local / MS_A_DAY);
  const inDay = local - day * MS_A_DAY;
  const minutes = Math.floor(inDay / MS_A_MINUTE);
  return {
    ...civilDate(day),
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
    second: Math.floor((inDay % MS_A_MINUTE) / 1000),
    millisecond: inDay % 1000,
    weekday: weekday(day),
    dayNumber: day,
    offsetMinutes: offset / MS_A_MINUTE,
  };
}

/** The day number (civil.ts) of the local date at an instant. */
export function localDay(zone: string, ms: number): number | UnknownZone {
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return table;
  return Math.floor((ms + table.offsetAt(ms)) / MS_A_DAY);
}

/** The first instant (epoch ms) of a local day, given by its day number: not always 00:00. */
export function dayStart(zone: string, day: number): number | UnknownZone {
  const table = zoneTable(zone);
  return table instanceof ZoneTable ? table.firstInstantFrom(day * MS_A_DAY) : table;
}

/** A local day as an interval: 23, 24 or 25 hours, or empty (start = end) where the date was skipped. */
export function dayInterval(zone: string, day: number): Interval | UnknownZone {
  return windowOf(zone, day, 0, MINUTES_A_DAY);
}

/**
 * The wall-clock window from minute `from` to minute `to` of a local day as instants. Bounds that
 * do not come are the jump itself; a window that lies wholly in the jump is empty (start = end).
 */
export function windowOf(zone: string, day: number, from: number, to: number): Interval | UnknownZone {
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return table;
  const start = table.firstInstantFrom(day * MS_A_DAY + from * MS_A_MINUTE);
  const end = table.firstInstantFrom(day * MS_A_DAY + to * MS_A_MINUTE);
  return { start, end: Math.max(start, end) };
}
