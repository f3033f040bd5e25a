/**
 * One RRULE or EXRULE, read strictly: what is not understood is refused with a reason, because a rule that is half
 * understood frees time that is not free. Grammar: RFC 5545 section 3.3.10.
 */
export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Until | null;
  /** 0 = Monday. */
  readonly weekStart: number;
  /** `nth` 0: every such weekday of the period. */
  readonly byDay: readonly { readonly nth: number; readonly weekday: number }[];
  readonly byMonth: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly bySetPos: readonly number[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
}

export type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY';

/** As written: a date, a wall time of the series' zone (ms as if UTC), or an instant (epoch ms). */
export type Until =
  | { readonly kind: 'date'; readonly wall: number }
  | { readonly kind: 'wall'; readonly wall: number }
  | { readonly kind: 'instant'; readonly at: number };

export type RuleResult =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly reason: string };

/** Monday first, as their numbers. */
export const WEEKDAYS: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const FREQUENCIES: readonly string[] = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'];
const SUB_DAILY: readonly string[] = ['HOURLY', 'MINUTELY', 'SECONDLY'];

/** Allowed values of the list parts; negative ones count from the end where `signed`. */
const RANGES: Readonly<
  Record<string, { readonly min: number; readonly max: number; readonly signed: boolean }>
> = {
  BYMONTH: { min: 1, max: 12, signed: false },
  BYMONTHDAY: { min: 1, max: 31, signed: true },
  BYYEARDAY: { min: 1, max: 366, signed: true },
  BYWEEKNO: { min: 1, max: 53, signed: true },
  BYSETPOS: { min: 1, max: 366, signed: true },
  BYHOUR: { min: 0, max: 23, signed: false },
  BYMINUTE: { min: 0, max: 59, signed: false },
  // A leap second is allowed by the RFC and by no clock.
  BYSECOND: { min: 0, max: 60, signed: false },
};

/** @param text the value, without `RRULE:`. */
export const parseRule = (text: string): RuleResult => {
  if (text.length > 2000) return refuse('the rule is longer than 2,000 characters');
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(';')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0));
    if (at < 1 || parts.has(name)) return refuse(`"${part.slice(0, 40)}" does not belong in a rule`);
    parts.set(name, part.slice(at + 1));
  }
  const freq = parts.get('FREQ') ?? '';
  if (SUB_DAILY.includes(freq)) return refuse(`it repeats more often than daily (${freq})`);
  if (!FREQUENCIES.includes(freq)) return refuse(`FREQ=${freq.slice(0, 20)} is no frequency`);

  const lists: Record<string, number[]> = {};
  for (const [name, value] of parts) {
    if (name.startsWith('X-') || SINGLE.includes(name)) continue;
    if (name === 'RSCALE' && value === 'GREGORIAN') continue;
    const range = RANGES[name];
    if (range === undefined) return refuse(`${name.slice(0, 20)} is not understood`);
    const numbers = readNumbers(value, range);
    if (numbers === null) return refuse(`${name}=${value.slice(0, 40)} is out of range`);
    lists[name] = numbers;
  }
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1');
  if (interval === null || interval < 1) return refuse('INTERVAL is no number above zero');
  const count = parts.has('COUNT') ? wholeNumber(parts.get('COUNT') ?? '') : null;
  if (parts.has('COUNT') && (count === null || count < 1)) return refuse('COUNT is no number above zero');
  const until = parts.has('UNTIL') ? readUntil(parts.get('UNTIL') ?? '') : null;
  if (parts.has('UNTIL') && until === null) return refuse('UNTIL is no date or time');
  const byDay = readByDay(parts.get('BYDAY'));
  if (byDay === null) return refuse('BYDAY names no weekday');
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  if (weekStart < 0) return refuse('WKST names no weekday');
  const rule: Rule = {
    freq: freq as Frequency,
    interval,
    count,
    until,
    weekStart,
    byDay,
    byMonth: lists.BYMONTH ?? [],
    byMonthDay: lists.BYMONTHDAY ?? [],
    byYearDay: lists.BYYEARDAY ?? [],
    byWeekNo: lists.BYWEEKNO ?? [],
    bySetPos: lists.BYSETPOS ?? [],
    byHour: lists.BYHOUR ?? [],
    byMinute: lists.BYMINUTE ?? [],
    bySecond: lists.BYSECOND ?? [],
  };
  return isImpossible(rule) ? refuse('no date fits it') : { ok: true, rule };
};

const SINGLE: readonly string[] = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'];
const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A month and a day of it that no year has, such as 30 February: some expanders never come back from it. */
const isImpossible = ({ byMonth, byMonthDay }: Rule): boolean =>
  byMonth.length > 0 &&
  byMonthDay.length > 0 &&
  byMonth.every((month) => byMonthDay.every((day) => Math.abs(day) > (LONGEST_MONTH[month - 1] ?? 0)));

const refuse = (reason: string): RuleResult => ({ ok: false, reason });

const wholeNumber = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

const readNumbers = (
  text: string,
  range: { readonly min: number; readonly max: number; readonly signed: boolean },
): number[] | null => {
  const numbers = text.split(',').map((item) => (/^[+-]?\d{1,3}$/.test(item) ? Number(item) : Number.NaN));
  const fits = (n: number) => {
    const size = range.signed ? Math.abs(n) : n;
    return size >= range.min && size <= range.max;
  };
  return numbers.every(fits) ? [...new Set(numbers)] : null;
};

const readByDay = (text: string | undefined): Rule['byDay'] | null => {
  if (text === undefined) return [];
  const days = text.split(',').map((item) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item);
    const nth = Number(match?.[1] ?? 0);
    const weekday = WEEKDAYS.indexOf(match?.[2] ?? '');
    return weekday < 0 || Math.abs(nth) > 53 || (match?.[1] !== undefined && nth === 0)
      ? null
      : { nth, weekday };
  });
  const good = days.filter((day) => day !== null);
  return good.length === days.length ? good : null;
};

const readUntil = (text: string): Until | null => {
  const wall = readCompact(text.replace(/Z$/, ''));
  if (wall === null) return null;
  if (!text.includes('T')) return { kind: 'date', wall };
  return text.endsWith('Z') ? { kind: 'instant', at: wall } : { kind: 'wall', wall };
};

/** YYYYMMDD or YYYYMMDDTHHMMSS to ms as if UTC; null when there is no such date or time. */
export const readCompact = (text: string): number | null => {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?$/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((n) => Number(n ?? 0));
  if (hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000 ? ms : null;
};
