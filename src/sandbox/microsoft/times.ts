import { findIana, findWindows } from 'windows-iana';
import { invalid, zoneNotSupported } from './failure.js';

/** Wall clock and instants by the platform's Temporal: ms UTC, half-open ranges. Zones are IANA names in here. */
export interface ZonedWall {
  /** YYYY-MM-DDTHH:MM:SS */
  wall: string;
  zone: string;
}

/** dateTimeTimeZone, as the API writes it. */
export interface GraphTime {
  dateTime: string;
  timeZone: string;
}

const HAS_OFFSET = /(?:z|[+-]\d\d:?\d\d)$/i;

/** By name: the platform's Temporal may throw another realm's RangeError. */
const isRangeError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';

const orUndefined = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (isRangeError(error)) return undefined;
    throw error;
  }
};

/** Looking a zone up walks through all of them, and calendars ask for the same few again and again. */
const remembered = <T>(look: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? look(name);
    if (known.size < 1_000) known.set(name, found);
    return found;
  };
};

/** The IANA zone behind a Windows or IANA name; undefined for what the service does not know. */
export const ianaOf = remembered((name: string): string | undefined => {
  if (/^(utc|gmt|etc\/utc|tzone:\/\/microsoft\/utc)$/i.test(name)) return 'UTC';
  const [first] = findIana(name);
  if (first !== undefined) return first;
  return orUndefined(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId);
});

/** As ianaOf, but throws the API's 400. */
export const zoneNamed = (name: string): string => {
  const zone = ianaOf(name);
  if (zone === undefined) throw zoneNotSupported(name);
  return zone;
};

/** The Windows name of a zone, as mailboxes have it; the name itself when Windows has none. */
export const windowsOf = remembered((name: string): string =>
  ianaOf(name) === 'UTC' ? 'UTC' : (findWindows(name)[0] ?? name),
);

export const instantOf = ({ wall, zone }: ZonedWall): number =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;

/** YYYY-MM-DDTHH:MM:SS on the clock of a zone. */
export const wallAt = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });

/** Seven digits behind the second, as everywhere in the API's answers. */
export const graphTime = (wall: string, timeZone: string): GraphTime => ({
  dateTime: `${wall}.0000000`,
  timeZone,
});

/** DateTimeOffset in UTC: 2026-03-02T08:00:00.0000000Z */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '0000Z');

/** The value for "never answered". */
export const NEVER = '0001-01-01T00:00:00Z';

/** A start or end as a caller sends it; the offset of a dateTime that has one wins over the wall clock. */
export const readTime = (raw: { dateTime: string; timeZone?: string | null }): ZonedWall => {
  const zone = zoneNamed(raw.timeZone ?? 'UTC');
  const read = orUndefined(() =>
    HAS_OFFSET.test(raw.dateTime)
      ? wallAt(Temporal.Instant.from(raw.dateTime).epochMilliseconds, zone)
      : Temporal.PlainDateTime.from(raw.dateTime).toString({ smallestUnit: 'second' }),
  );
  if (read === undefined) throw invalid(`The value '${raw.dateTime}' is not a date and time.`);
  return { wall: read, zone };
};

/** startDateTime and endDateTime of a query: without an offset they mean UTC. */
export const readInstant = (value: string, parameter: string): number => {
  const read = orUndefined(() =>
    HAS_OFFSET.test(value)
      ? Temporal.Instant.from(value).epochMilliseconds
      : Temporal.PlainDateTime.from(value).toZonedDateTime('UTC').epochMilliseconds,
  );
  if (read === undefined)
    throw invalid(
      `The date value of parameter '${parameter}' is invalid: '${value}'.`,
      'ErrorInvalidParameter',
    );
  return read;
};

/** The same wall clock some days later, and then exact hours and minutes. */
export const shift = (
  time: ZonedWall,
  { days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number },
): ZonedWall => {
  const there = Temporal.PlainDateTime.from(time.wall).add({ days }).toZonedDateTime(time.zone);
  return { ...time, wall: wallAt(there.epochMilliseconds + (hours * 60 + minutes) * 60_000, time.zone) };
};

export const isMidnight = (time: ZonedWall): boolean => time.wall.endsWith('T00:00:00');
