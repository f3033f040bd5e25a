/**
 * Dates without a zone, as day numbers: whole days since 1970-01-01 in the proleptic Gregorian
 * calendar. A day number names a square on a wall calendar, not a stretch of time; how long that
 * square lasts, and when, depends on a zone (wall-clock.ts).
 *
 * Clock readings are minutes after the midnight a day begins with. Readings from 24:00 to 48:00
 * belong to the day on which they were begun: 22:00-26:00 on Friday ends at two on Saturday.
 */

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export const MINUTES_A_DAY = 1440;
export const MS_A_MINUTE = 60_000;
export const MS_A_DAY = 86_400_000;

/** 1970-01-01 was a Thursday: the fourth day of a week that begins on Monday. */
const WEEKDAY_OF_DAY_ZERO = 3;

/**
 * Day number of a date that exists. The year is counted from 1 March, so that the leap day comes
 * last and every other month has a fixed place.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

/** The date of a day number. */
export function civilDate(day: number): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** 0 = Monday to 6 = Sunday. */
export function weekday(day: number): number {
  return ((day % 7) + 7 + WEEKDAY_OF_DAY_ZERO) % 7;
}

/** The day number of the Monday of that week (ISO 8601: weeks begin on Monday). */
export function mondayOf(day: number): number {
  return day - weekday(day);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Day number of year, month and day, or undefined when there is no such date. */
export function dayNumberIfReal(year: number, month: number, day: number): number | undefined {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/** `YYYY-MM-DD` to a day number; undefined when it is not written so or does not exist (2027-02-29). */
export function parseDate(text: string): number | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  const year = 100 * twoDigitsAt(text, 0) + twoDigitsAt(text, 2);
  return dayNumberIfReal(year, twoDigitsAt(text, 5), twoDigitsAt(text, 8));
}

const [DASH, ZERO, NINE, COLON] = [45, 48, 57, 58];

/** NaN for anything but digits. By hand, since rules of a client are read at every search. */
function twoDigitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  if (!(tens >= ZERO && tens <= NINE && ones >= ZERO && ones <= NINE)) return Number.NaN;
  return 10 * (tens - ZERO) + ones - ZERO;
}

/** A day number as `YYYY-MM-DD`. */
export function formatDate(day: number): string {
  const { year, month, day: d } = civilDate(day);
  const fourDigits = year < 1000 ? String(year).padStart(4, '0') : year;
  return `${fourDigits}-${twoDigits(month)}-${twoDigits(d)}`;
}

/** `HH:MM`, 00:00 to 48:00, to minutes; undefined when it is not written so. */
export function parseClock(text: string): number | undefined {
  if (text.length !== 5 || text.charCodeAt(2) !== COLON) return undefined;
  const minute = twoDigitsAt(text, 3);
  const minutes = 60 * twoDigitsAt(text, 0) + minute;
  return minute < 60 && minutes <= 2 * MINUTES_A_DAY ? minutes : undefined;
}

/** Minutes after midnight as `HH:MM`; 1560 is `26:00`. */
export function formatClock(minutes: number): string {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

export function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
