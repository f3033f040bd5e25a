import { type JcalComponent, type JcalProperty, parameterOf, propertiesOf, textOf } from './jcal.js';
import type { ItipTime, ReadNote } from './message.js';
import { ianaZone, type Observance, offsetAt, plainDateTime } from './zone.js';

/**
 * A DTSTART, DTEND, DTSTAMP or RECURRENCE-ID to a time. Null when the property is absent or no such time exists
 * (31 February), with a note in the latter case.
 */
export function readTime(
  property: JcalProperty | undefined,
  zones: readonly JcalComponent[],
  notes: Set<ReadNote>,
): ItipTime | null {
  if (property === undefined) return null;
  const value = (textOf(property) ?? '').trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && plainDateTime(`${value}T00:00:00`) !== null) {
    return { kind: 'date', date: value };
  }
  const utc = value.endsWith('Z');
  const local = plainDateTime(utc ? value.slice(0, -1) : value);
  if (local === null) {
    notes.add('time-unreadable');
    return null;
  }
  if (utc) return { kind: 'instant', at: local.toZonedDateTime('UTC').epochMilliseconds, zone: 'UTC' };

  const tzid = parameterOf(property, 'tzid');
  const zone = tzid === null ? null : ianaZone(tzid);
  if (zone !== null) {
    // A time in the hour that DST skips or repeats: the offset before the change (RFC 5545 3.3.5), Temporal's
    // "compatible".
    return { kind: 'instant', at: local.toZonedDateTime(zone).epochMilliseconds, zone };
  }
  const offset = tzid === null ? null : offsetAt(observancesOf(tzid, zones), local);
  if (offset !== null && !Number.isNaN(offset)) {
    const at = local.toZonedDateTime('UTC').epochMilliseconds - offset * 1000;
    return { kind: 'instant', at, zone: offsetName(offset) };
  }
  if (tzid !== null) notes.add('zone-unknown');
  return { kind: 'floating', local: local.toString({ smallestUnit: 'second' }), tzid };
}

/** DTSTART plus a DURATION (P1W, P1DT2H, PT30M), or null. Days are wall-clock days in the start's own zone. */
export function readDuration(value: string | null, start: ItipTime | null): ItipTime | null {
  if (value === null || start === null) return null;
  const parts =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/.exec(
      value.trim().toUpperCase(),
    );
  if (parts === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((n) => Number(n ?? 0));
  const duration = { days: weeks * 7 + days, hours, minutes, seconds };
  if (start.kind === 'date') {
    return {
      kind: 'date',
      date: Temporal.PlainDate.from(start.date).add({ days: duration.days }).toString(),
    };
  }
  if (start.kind === 'floating') {
    const local = Temporal.PlainDateTime.from(start.local).add(duration).toString({ smallestUnit: 'second' });
    return { kind: 'floating', local, tzid: start.tzid };
  }
  const end = Temporal.Instant.fromEpochMilliseconds(start.at).toZonedDateTimeISO(start.zone).add(duration);
  return { kind: 'instant', at: end.epochMilliseconds, zone: start.zone };
}

function observancesOf(tzid: string, zones: readonly JcalComponent[]): Observance[] {
  const zone = zones.find((candidate) => textOf(propertiesOf(candidate, 'tzid')[0]) === tzid);
  return (zone?.[2] ?? []).map((part) => ({
    start: textOf(propertiesOf(part, 'dtstart')[0]) ?? '',
    offsetFrom: offsetSeconds(textOf(propertiesOf(part, 'tzoffsetfrom')[0])),
    offsetTo: offsetSeconds(textOf(propertiesOf(part, 'tzoffsetto')[0])),
    rrule: textOf(propertiesOf(part, 'x-foreign-rrule')[0]),
  }));
}

function offsetSeconds(value: string | null): number {
  const parts = /^([+-])(\d{2}):?(\d{2}):?(\d{2})?$/.exec(value ?? '');
  if (parts === null) return Number.NaN;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60 + Number(parts[4] ?? 0);
  return parts[1] === '-' ? -seconds : seconds;
}

/** The form of a fixed offset that Temporal takes for a zone: whole minutes. */
function offsetName(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
