import { Temporal } from 'temporal-polyfill';

/**
 * Between instants (ISO 8601 with Z, as the API speaks) and what a clock on a wall in some zone shows. Nothing here
 * reads the device's own zone except deviceZone.
 */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const inZone = (instant: string, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** `YYYY-MM-DD` of an instant on the clocks of the zone. */
export const dateIn = (instant: string, zone: string): string =>
  inZone(instant, zone).toPlainDate().toString();

export const todayIn = (zone: string): string => Temporal.Now.plainDateISO(zone).toString();

/**
 * The instant at which the clocks of the zone show this date (`YYYY-MM-DD`) and time (`HH:MM`). In the hour that a
 * change to summer time leaves out, the time after it; in the hour that comes twice, the first.
 */
export const instantOf = (date: string, time: string, zone: string): string =>
  Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).toInstant().toString();

export const plusMinutes = (instant: string, minutes: number): string =>
  Temporal.Instant.from(instant).add({ minutes }).toString();

export const minutesBetween = (start: string, end: string): number =>
  Math.round((Date.parse(end) - Date.parse(start)) / 60_000);

/** The Monday on or before a date, both `YYYY-MM-DD`. */
export const mondayOf = (date: string): string => {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
};

export const plusDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** The instant at which a local day begins. */
export const dayStart = (date: string, zone: string): string =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant().toString();

/** The instant at which the clocks of a zone show `HH:MM` on a date. */
export const clockAt = (date: string, clock: string, zone: string): string =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: clock }).toInstant().toString();

/** The same instant as the API writes it, so that two spellings compare equal. */
export const normal = (instant: string): string => new Date(instant).toISOString();

export const isZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

export const zones = (): readonly string[] => Intl.supportedValuesOf('timeZone');
