import { badRequest, required } from './failure.js';
import type { EventTime } from './resource.js';

/** Wall-clock and instants, by the platform's Temporal: milliseconds UTC, half-open ranges, IANA zones. */
const HAS_OFFSET = /(?:z|[+-]\d\d:?\d\d)$/i;

/** By name: the platform's Temporal may throw another realm's RangeError. */
const isRangeError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';

export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (isRangeError(error)) return false;
    throw error;
  }
};

/** Reads an RFC 3339 query parameter; the zone offset is mandatory there. */
export const readInstant = (value: string, parameter: string): number => {
  if (!HAS_OFFSET.test(value)) throw badRequest('Bad Request', parameter, 'badRequest');
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch (error) {
    if (isRangeError(error)) throw badRequest('Bad Request', parameter, 'badRequest');
    throw error;
  }
};

/** A stored time's instant; dates mean midnight in the calendar's zone. */
export const instantOf = (time: EventTime, calendarZone: string): number => {
  if (time.date !== undefined)
    return Temporal.PlainDate.from(time.date).toZonedDateTime(calendarZone).epochMilliseconds;
  return Temporal.Instant.from(time.dateTime ?? '').epochMilliseconds;
};

/** `dateTime` with the offset that holds in the zone at that instant, whole seconds. */
export const inZone = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** Checks and completes a caller's time; throws the API's 400. */
export const normalizeTime = (
  raw: { date?: string | null; dateTime?: string | null; timeZone?: string | null } | null | undefined,
  which: 'start' | 'end',
  calendarZone: string,
  recurring: boolean,
): EventTime => {
  if (!raw || (raw.date == null && raw.dateTime == null)) throw required(`Missing ${which} time.`);
  if (raw.date != null && raw.dateTime != null) throw badRequest(`Invalid ${which} time.`);
  if (raw.timeZone != null && !isZone(raw.timeZone))
    throw badRequest('Invalid time zone definition for start time.', undefined, 'invalid');
  try {
    if (raw.date != null) return { date: Temporal.PlainDate.from(raw.date).toString() };
    const dateTime = raw.dateTime ?? '';
    if (recurring && raw.timeZone == null) throw required(`Missing time zone definition for ${which} time.`);
    if (HAS_OFFSET.test(dateTime)) {
      const zone = raw.timeZone ?? calendarZone;
      return { dateTime: inZone(Temporal.Instant.from(dateTime).epochMilliseconds, zone), timeZone: zone };
    }
    if (raw.timeZone == null) throw required(`Missing time zone definition for ${which} time.`);
    const wall = Temporal.PlainDateTime.from(dateTime).toZonedDateTime(raw.timeZone);
    return { dateTime: inZone(wall.epochMilliseconds, raw.timeZone), timeZone: raw.timeZone };
  } catch (error) {
    if (isRangeError(error)) throw badRequest(`Invalid value for: ${which}.`);
    throw error;
  }
};

/** Moves a stored time: days keep the wall clock over a clock change, hours and minutes are exact. */
export const shiftTime = (
  time: EventTime,
  { days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number },
): EventTime => {
  if (time.date !== undefined) {
    const whole = days + Math.round((hours * 60 + minutes) / 1440);
    return { date: Temporal.PlainDate.from(time.date).add({ days: whole }).toString() };
  }
  const zone = time.timeZone ?? 'UTC';
  const there = Temporal.Instant.from(time.dateTime ?? '')
    .toZonedDateTimeISO(zone)
    .add({ days });
  return { ...time, dateTime: inZone(there.epochMilliseconds + (hours * 60 + minutes) * 60_000, zone) };
};
