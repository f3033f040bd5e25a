import type { DateTimeTimeZone } from '@microsoft/microsoft-graph-types';
import { findIana } from 'windows-iana';
import { civilDate, MS_A_DAY } from '../../time/civil.js';
import { instantToWall, isKnownZone, wallToInstant } from '../../time/wall-clock.js';
import type { EventTime } from '../calendar.port.js';

/**
 * Graph's times to the house's and back. Every request asks for UTC (Prefer: outlook.timezone="UTC"); an answer in
 * another zone is understood all the same. Zones come as Windows names (CLDR), as IANA names, or as one of Outlook's
 * own (tzone://Microsoft/Custom), which nobody can read.
 * Source: https://learn.microsoft.com/en-us/graph/api/resources/datetimetimezone
 */

/** Times of an event, or null when they make no sense. All-day events run from midnight to midnight. */
export const toTimes = (
  start: DateTimeTimeZone | null | undefined,
  end: DateTimeTimeZone | null | undefined,
  allDay: boolean,
  zoneName: string | null | undefined,
): { start: EventTime; end: EventTime } | null => {
  const zone = zoneOf(zoneName);
  const from = instantOf(start);
  const to = instantOf(end);
  if (from === null || to === null || to < from) return null;
  if (!allDay) {
    return { start: { kind: 'instant', at: from, zone }, end: { kind: 'instant', at: to, zone } };
  }
  const first = dateOf(from, zone);
  const after = dateOf(to, zone);
  if (first === null || after === null || after <= first) return null;
  return { start: { kind: 'date', date: first }, end: { kind: 'date', date: after } };
};

/** For an own event: UTC, so that no difference between Windows' zone data and ours can shift it. */
export const toGraphTime = (at: number): DateTimeTimeZone => ({
  dateTime: new Date(at).toISOString().slice(0, 19),
  timeZone: 'UTC',
});

/** The IANA name of a zone; null for one that is not known. */
export const zoneOf = (name: string | null | undefined): string | null => {
  if (!name) return null;
  if (UTC_NAMES.has(name)) return 'UTC';
  const mapped = findIana(name)[0];
  if (mapped !== undefined) return mapped;
  return isKnownZone(name) ? name : null;
};

const UTC_NAMES = new Set(['UTC', 'Etc/UTC', 'Etc/GMT', 'tzone://Microsoft/Utc']);

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z)?$/;

/** Epoch ms. Seven digits of a second are usual, and dropped. */
const instantOf = (time: DateTimeTimeZone | null | undefined): number | null => {
  const parts = DATE_TIME.exec(time?.dateTime ?? '');
  const zone = parts?.[7] === 'Z' ? 'UTC' : zoneOf(time?.timeZone ?? 'UTC');
  if (parts === null || zone === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const at = wallToInstant(zone, year ?? 0, month ?? 0, day ?? 0, hour, minute, second);
  return typeof at === 'number' ? at : null;
};

/**
 * The date that an all-day event begins on or ends before. Graph gives it as a midnight of the zone that was asked
 * for. One that was converted instead is midnight where the event was made.
 */
const dateOf = (at: number, zone: string | null): string | null => {
  if (at % MS_A_DAY === 0) return dateText(at / MS_A_DAY);
  const wall = zone === null ? null : instantToWall(zone, at);
  if (wall === null || 'refused' in wall || wall.hour !== 0 || wall.minute !== 0) return null;
  return dateText(wall.dayNumber);
};

const dateText = (dayNumber: number): string => {
  const { year, month, day } = civilDate(dayNumber);
  return [String(year).padStart(4, '0'), two(month), two(day)].join('-');
};

const two = (value: number): string => String(value).padStart(2, '0');
