/**
 * On which dates an RFC 5545 recurrence falls. Dates only: a rule's times are its clock windows, so
 * no zone and no instant appears here, and DST cannot shift a series.
 *
 * Understood: FREQ DAILY, WEEKLY, MONTHLY, YEARLY; INTERVAL, COUNT, UNTIL, WKST, BYDAY (with
 * ordinals in months), BYMONTHDAY, BYMONTH, BYSETPOS. Anything else is refused by name, because a
 * part that is skipped over would open days that nobody meant. A day that a month does not have is
 * left out, as section 3.3.10 says: the 29th of February comes in leap years.
 *
 * A window is reached by a jump: the period that contains its first day is computed, not walked to.
 */
import { civilDate, dayNumber, daysInMonth, mondayOf, parseDate, weekday } from '../time/civil.js';
import { WEEKDAYS, type Weekday } from './rule.js';

export interface Recurrence {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count?: number;
  /** Day number of the last date that may occur. */
  readonly untilDay?: number;
  /** Weekday (0 = Monday) on which weeks begin: matters to every second week and beyond. */
  readonly weekStart: number;
  readonly byDay: readonly { readonly weekday: number; readonly ordinal?: number }[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
}

export interface BadRecurrence {
  readonly refused: 'bad_recurrence';
  /** The part that is wrong or not understood: `BYHOUR=9`. */
  readonly part: string;
}

const BY_DAY = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;

/** Reads `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH` (an `RRULE:` in front is allowed). */
export function parseRecurrence(text: string): Recurrence | BadRecurrence {
  const refuse = (part: string): BadRecurrence => ({ refused: 'bad_recurrence', part });
  const parts = new Map<string, string>();
  for (const part of text
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (value === '' || parts.has(name)) return refuse(part);
    parts.set(name, value);
  }
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };
  const numbers = (name: string, low: number, high: number): number[] | BadRecurrence => {
    const value = take(name);
    const list = value === undefined ? [] : value.split(',').map(Number);
    const wrong = list.some((n) => !Number.isInteger(n) || n === 0 || n < low || n > high);
    return wrong ? refuse(`${name}=${value}`) : list;
  };

  const freq = take('FREQ');
  if (freq !== 'DAILY' && freq !== 'WEEKLY' && freq !== 'MONTHLY' && freq !== 'YEARLY') {
    return refuse(`FREQ=${freq ?? ''}`);
  }
  const interval = numbers('INTERVAL', 1, 1000);
  const count = numbers('COUNT', 1, 10_000);
  const byMonthDay = numbers('BYMONTHDAY', -31, 31);
  const byMonth = numbers('BYMONTH', 1, 12);
  const bySetPos = numbers('BYSETPOS', -366, 366);
  for (const list of [interval, count, byMonthDay, byMonth, bySetPos]) {
    if (!Array.isArray(list)) return list;
  }
  const until = take('UNTIL');
  const untilDay =
    until === undefined ? undefined : parseDate(until.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3'));
  if (until !== undefined && untilDay === undefined) return refuse(`UNTIL=${until}`);
  const weekStart = WEEKDAYS.indexOf((take('WKST') ?? 'MO') as Weekday);
  if (weekStart < 0) return refuse('WKST');

  const byDay: { weekday: number; ordinal?: number }[] = [];
  const days = take('BYDAY');
  for (const day of days?.split(',') ?? []) {
    const match = BY_DAY.exec(day);
    if (match === null) return refuse(`BYDAY=${days}`);
    const ordinal = match[1] === undefined ? undefined : Number(match[1]);
    // Ordinals count within a month here; "the 20th Monday of the year" is not understood.
    const inMonths = freq === 'MONTHLY' || (freq === 'YEARLY' && list(byMonth).length > 0);
    if (ordinal !== undefined && !inMonths) return refuse(`BYDAY=${days}`);
    byDay.push({
      weekday: WEEKDAYS.indexOf(match[2] as Weekday),
      ...(ordinal === undefined ? {} : { ordinal }),
    });
  }
  if (freq === 'WEEKLY' && list(byMonthDay).length > 0) return refuse('BYMONTHDAY');
  const [unknown] = parts;
  if (unknown !== undefined) return refuse(unknown.join('='));

  const [times] = list(count);
  return {
    freq,
    interval: list(interval)[0] ?? 1,
    ...(times === undefined ? {} : { count: times }),
    ...(untilDay === undefined ? {} : { untilDay }),
    weekStart,
    byDay,
    byMonthDay: list(byMonthDay),
    byMonth: list(byMonth),
    bySetPos: list(bySetPos),
  };
}

function list(read: number[] | BadRecurrence): number[] {
  return Array.isArray(read) ? read : [];
}

/**
 * The days (day numbers, ascending) in [from, until) on which a recurrence that starts on day
 * `starts` falls. The starting day itself falls on it only if it matches the parts.
 */
export function recurrenceDays(r: Recurrence, starts: number, from: number, until: number): number[] {
  const end = Math.min(until, r.untilDay === undefined ? until : r.untilDay + 1);
  const found: number[] = [];
  let { period, counted } = jump(r, starts, Math.max(starts, from));
  for (; periodStart(r, starts, period) < end; period++) {
    for (const day of daysOfPeriod(r, starts, period)) {
      if (day < starts) continue;
      if (r.count !== undefined && counted >= r.count) return found;
      counted++;
      if (day >= end) return found;
      if (day >= from) found.push(day);
    }
  }
  return found;
}

/** Where to begin for `from`, and how many days fell before that period (needed only by COUNT). */
function jump(r: Recurrence, starts: number, from: number): { period: number; counted: number } {
  const target = Math.floor(periodsBetween(r, starts, from) / r.interval);
  if (r.count === undefined || target === 0) return { period: target, counted: 0 };
  // Weeks and days without further parts bring the same number each time; months are walked, and
  // there are few of them.
  const uneven = r.byMonth.length + r.byMonthDay.length + r.bySetPos.length > 0;
  if (r.freq === 'WEEKLY' && !uneven) {
    const first = daysOfPeriod(r, starts, 0).filter((day) => day >= starts).length;
    return { period: target, counted: first + (target - 1) * daysOfPeriod(r, starts, 1).length };
  }
  if (r.freq === 'DAILY' && !uneven && r.byDay.length === 0) return { period: target, counted: target };
  return { period: 0, counted: 0 };
}

/** Periods (days, weeks, months, years) from the one of `starts` to the one of `day`. */
function periodsBetween(r: Recurrence, starts: number, day: number): number {
  if (r.freq === 'DAILY') return day - starts;
  if (r.freq === 'WEEKLY') return (weekOf(r, day) - weekOf(r, starts)) / 7;
  const a = civilDate(starts);
  const b = civilDate(day);
  return r.freq === 'YEARLY' ? b.year - a.year : (b.year - a.year) * 12 + b.month - a.month;
}

function periodStart(r: Recurrence, starts: number, period: number): number {
  const n = period * r.interval;
  if (r.freq === 'DAILY') return starts + n;
  if (r.freq === 'WEEKLY') return weekOf(r, starts) + 7 * n;
  const { year, month } = civilDate(starts);
  if (r.freq === 'YEARLY') return dayNumber(year + n, 1, 1);
  const months = year * 12 + month - 1 + n;
  return dayNumber(Math.floor(months / 12), (months % 12) + 1, 1);
}

function weekOf(r: Recurrence, day: number): number {
  return mondayOf(day - r.weekStart) + r.weekStart;
}

/** The days of one period, ascending, before the start is looked at. */
function daysOfPeriod(r: Recurrence, starts: number, period: number): number[] {
  const first = periodStart(r, starts, period);
  let days: number[];
  if (r.freq === 'DAILY') days = matchesDay(r, first) ? [first] : [];
  else if (r.freq === 'WEEKLY') days = daysOfWeek(r, starts, first);
  else if (r.freq === 'MONTHLY') days = daysOfMonth(r, starts, first);
  else days = daysOfYear(r, starts, first);
  if (r.bySetPos.length === 0) return days;
  const chosen = r.bySetPos.map((n) => days.at(n > 0 ? n - 1 : n));
  return [...new Set(chosen.filter((day) => day !== undefined))].sort((a, b) => a - b);
}

function matchesDay(r: Recurrence, day: number): boolean {
  const { year, month, day: d } = civilDate(day);
  const fromEnd = d - daysInMonth(year, month) - 1;
  return (
    (r.byMonth.length === 0 || r.byMonth.includes(month)) &&
    (r.byMonthDay.length === 0 || r.byMonthDay.includes(d) || r.byMonthDay.includes(fromEnd)) &&
    (r.byDay.length === 0 || r.byDay.some((by) => by.weekday === weekday(day)))
  );
}

function daysOfWeek(r: Recurrence, starts: number, first: number): number[] {
  const wanted = r.byDay.length === 0 ? [weekday(starts)] : r.byDay.map((by) => by.weekday);
  const days: number[] = [];
  for (let day = first; day < first + 7; day++) {
    if (!wanted.includes(weekday(day))) continue;
    if (r.byMonth.length === 0 || r.byMonth.includes(civilDate(day).month)) days.push(day);
  }
  return days;
}

function daysOfMonth(r: Recurrence, starts: number, first: number): number[] {
  const { year, month } = civilDate(first);
  if (r.byMonth.length > 0 && !r.byMonth.includes(month)) return [];
  const length = daysInMonth(year, month);
  const plain = r.byDay.length === 0 && r.byMonthDay.length === 0;
  const dates = plain ? [civilDate(starts).day] : r.byMonthDay;
  const days: number[] = [];
  for (let d = 1; d <= length; d++) {
    const byDate = dates.length === 0 || dates.includes(d) || dates.includes(d - length - 1);
    if (byDate && fallsOnWeekday(r, first + d - 1, d, length)) days.push(first + d - 1);
  }
  return days;
}

function fallsOnWeekday(r: Recurrence, day: number, date: number, length: number): boolean {
  if (r.byDay.length === 0) return true;
  const nth = Math.ceil(date / 7);
  const nthLast = -Math.ceil((length - date + 1) / 7);
  return r.byDay.some(
    ({ weekday: wanted, ordinal }) =>
      wanted === weekday(day) && (ordinal === undefined || ordinal === nth || ordinal === nthLast),
  );
}

function daysOfYear(r: Recurrence, starts: number, first: number): number[] {
  const { year } = civilDate(first);
  const everyMonth = r.byMonth.length === 0 && (r.byDay.length > 0 || r.byMonthDay.length > 0);
  const own = r.byMonth.length > 0 ? r.byMonth : [civilDate(starts).month];
  const months = everyMonth
    ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    : [...new Set(own)].sort((a, b) => a - b);
  return months.flatMap((month) => daysOfMonth(r, starts, dayNumber(year, month, 1)));
}
