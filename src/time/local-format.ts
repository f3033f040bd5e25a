/**
 * Times as text, without Intl: digits only, the same in every locale, cheap enough for thousands
 * of slots. Names of days and months in a language belong to the templates, not here.
 */
import { formatDate, MINUTES_A_DAY, MS_A_DAY, MS_A_MINUTE, twoDigits } from './civil.js';
import { type UnknownZone, zoneTable } from './wall-clock.js';
import { ZoneTable } from './zone-table.js';

/** `+03:00`; UTC is `+00:00`. */
export function formatOffset(minutes: number): string {
  const size = Math.abs(Math.round(minutes));
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** An instant (epoch ms) as RFC 3339 in a zone, to the minute: `2026-03-29T09:00+03:00`. */
export function formatLocal(zone: string, ms: number): string | UnknownZone {
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return table;
  const offset = table.offsetAt(ms);
  const local = ms + offset;
  const day = Math.floor(local / MS_A_DAY);
  const minute = Math.floor((local - day * MS_A_DAY) / MS_A_MINUTE);
  return `${formatDate(day)}T${clockTexts()[minute]}${formatOffset(offset / MS_A_MINUTE)}`;
}

/**
 * Many epoch minutes as RFC 3339 in a zone, in the order given. A run of times on one day under one
 * offset shares its text, so an ascending list costs little more than joining strings.
 */
export function formatMinutes(zone: string, minutes: Int32Array): string[] | UnknownZone {
  const table = zoneTable(zone);
  if (!(table instanceof ZoneTable)) return table;
  const clocks = clockTexts();
  const texts = new Array<string>(minutes.length);
  let dayBegin = 0;
  let dayEnd = 0;
  let prefix = '';
  let suffix = '';
  let midnight = 0;
  for (let i = 0; i < minutes.length; i++) {
    const minute = minutes[i] ?? 0;
    if (minute < dayBegin || minute >= dayEnd) {
      const ms = minute * MS_A_MINUTE;
      const offset = Math.round(table.offsetAt(ms) / MS_A_MINUTE);
      const day = Math.floor((minute + offset) / MINUTES_A_DAY);
      prefix = `${formatDate(day)}T`;
      suffix = formatOffset(offset);
      midnight = day * MINUTES_A_DAY - offset;
      dayBegin = minute;
      dayEnd = endOfRun(table, ms, midnight + MINUTES_A_DAY);
    }
    texts[i] = prefix + clocks[minute - midnight] + suffix;
  }
  return texts;
}

/** The epoch minute up to which the offset at `ms` holds, at most `midnight`. */
function endOfRun(table: ZoneTable, ms: number, midnight: number): number {
  const { at } = table.covering(ms, midnight * MS_A_MINUTE);
  for (const change of at) {
    if (change > ms) return Math.min(midnight, Math.floor(change / MS_A_MINUTE));
  }
  return midnight;
}

let clocks: readonly string[] | undefined;

/** `00:00` to `23:59`, made once. */
function clockTexts(): readonly string[] {
  clocks ??= Array.from(
    { length: MINUTES_A_DAY },
    (_, m) => `${twoDigits(Math.floor(m / 60))}:${twoDigits(m % 60)}`,
  );
  return clocks;
}
