import { useMemo } from 'react';
import { useTexts } from '../i18n/texts.js';
import { dateIn, deviceZone } from './zone-time.js';

/** How times are written: in the reader's language, on the clocks of the zone that is given, with 24 hours. */
export interface Dates {
  /** "Thu, 26 Nov" */
  readonly day: (instant: string, zone: string) => string;
  /** "Thursday, 26 November 2026" */
  readonly longDay: (instant: string, zone: string) => string;
  /** "14:30" */
  readonly time: (instant: string, zone: string) => string;
  /** "Thu, 26 Nov, 14:30–15:30" */
  readonly span: (start: string, end: string, zone: string) => string;
  /** "14:30–15:30" */
  readonly hours: (start: string, end: string, zone: string) => string;
  /** "26 Nov, 14:30" */
  readonly stamp: (instant: string, zone?: string) => string;
  /** "5 minutes ago", "in 2 days" */
  readonly ago: (instant: string, now?: number) => string;
  /** "Monday" for 1 to "Sunday" for 7. */
  readonly weekday: (isoDay: number, width?: 'long' | 'short') => string;
  /** "26 Nov 2026" of a `YYYY-MM-DD`. */
  readonly date: (date: string) => string;
  /** "23–29 Nov 2026" of two dates, the last one included. */
  readonly dateRange: (first: string, last: string) => string;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

export const useDates = (): Dates => {
  const { locale } = useTexts();
  return useMemo(() => datesFor(locale), [locale]);
};

export const datesFor = (locale: string): Dates => {
  const made = new Map<string, Intl.DateTimeFormat>();
  // Making a format costs far more than using it, and a week shows hundreds of times.
  const format = (name: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = `${name} ${zone}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' });
    made.set(key, fresh);
    return fresh;
  };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const day = (instant: string, zone: string) =>
    format('day', zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));
  const time = (instant: string, zone: string) =>
    format('time', zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
  const stamp = (instant: string, zone = deviceZone()) =>
    format('stamp', zone, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(
      new Date(instant),
    );
  const hours = (start: string, end: string, zone: string) => `${time(start, zone)}–${time(end, zone)}`;
  return {
    day,
    time,
    stamp,
    hours,
    longDay: (instant, zone) =>
      format('longDay', zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
        new Date(instant),
      ),
    span: (start, end, zone) =>
      dateIn(start, zone) === dateIn(end, zone)
        ? `${day(start, zone)}, ${hours(start, end, zone)}`
        : `${day(start, zone)}, ${time(start, zone)} – ${day(end, zone)}, ${time(end, zone)}`,
    ago: (instant, now = Date.now()) => {
      const past = Date.parse(instant) - now;
      const [unit, size] = UNITS.find(([, ms]) => Math.abs(past) >= ms) ?? ['second' as const, 1000];
      return unit === 'second'
        ? relative.format(0, 'minute')
        : relative.format(Math.round(past / size), unit);
    },
    weekday: (isoDay, width = 'long') =>
      // 5 January 1970 was a Monday.
      format(`weekday ${width}`, 'UTC', { weekday: width }).format(new Date((isoDay + 3) * 86_400_000)),
    date: (date) =>
      format('date', 'UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(
        new Date(`${date}T00:00:00Z`),
      ),
    dateRange: (first, last) =>
      format('date', 'UTC', { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
        new Date(`${first}T00:00:00Z`),
        new Date(`${last}T00:00:00Z`),
      ),
  };
};
