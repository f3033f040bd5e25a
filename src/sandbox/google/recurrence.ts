/**
 * RRULE expansion (RFC 5545 section 3.3.10) for the simulator: day-and-above frequencies, which is all that
 * Google Calendar takes. Own code on purpose: a client must not be checked with the library that it uses.
 * Dates are produced period by period; a rule that matches nothing ends after MAX_EMPTY periods.
 */
export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  count?: number;
  /** The raw UNTIL value: a date, or a UTC or local date-time. */
  until?: string;
  byDay: { weekday: number; nth: number }[];
  byMonthDay: number[];
  byMonth: number[];
  bySetPos: number[];
  weekStart: number;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MAX_EMPTY = 1_000;
const MAX_OCCURRENCES = 20_000;

const numbers = (value: string | undefined, low: number, high: number): number[] | undefined => {
  if (value === undefined) return [];
  const list = value.split(',').map(Number);
  return list.every((n) => Number.isInteger(n) && n !== 0 && n >= low && n <= high) ? list : undefined;
};

/** `RRULE:FREQ=...` to a rule; undefined when the simulator (or Google) would not take it. */
export const parseRule = (line: string): Rule | undefined => {
  const parts = new Map(
    line
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part): [string, string] => {
        const [key = '', value = ''] = part.split('=');
        return [key.toUpperCase(), value.toUpperCase()];
      }),
  );
  const freq = parts.get('FREQ');
  if (freq !== 'DAILY' && freq !== 'WEEKLY' && freq !== 'MONTHLY' && freq !== 'YEARLY') return undefined;
  const known = 'FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYMONTH BYSETPOS WKST'.split(' ');
  if ([...parts.keys()].some((key) => !known.includes(key))) return undefined;

  const interval = Number(parts.get('INTERVAL') ?? 1);
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : undefined;
  const byMonthDay = numbers(parts.get('BYMONTHDAY'), -31, 31);
  const byMonth = numbers(parts.get('BYMONTH'), 1, 12);
  const bySetPos = numbers(parts.get('BYSETPOS'), -366, 366);
  const byDay = (parts.get('BYDAY')?.split(',') ?? []).map((item) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item);
    return { weekday: WEEKDAYS.indexOf(match?.[2] ?? '') + 1, nth: Number(match?.[1] ?? 0) };
  });
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO') + 1;
  const until = parts.get('UNTIL');
  if (!byMonthDay || !byMonth || !bySetPos || weekStart === 0 || byDay.some((day) => day.weekday === 0))
    return undefined;
  if (!Number.isInteger(interval) || interval < 1) return undefined;
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) return undefined;
  if (until !== undefined && !/^\d{8}(T\d{6}Z?)?$/.test(until)) return undefined;
  return {
    freq,
    interval,
    ...(count === undefined ? {} : { count }),
    ...(until === undefined ? {} : { until }),
    byDay,
    byMonthDay,
    byMonth,
    bySetPos,
    weekStart,
  };
};

const daysOf = (first: Temporal.PlainDate, length: number): Temporal.PlainDate[] =>
  Array.from({ length }, (_, days) => first.add({ days }));

const onMonthDay = (day: Temporal.PlainDate, list: number[]): boolean =>
  list.some((n) => (n > 0 ? day.day === n : day.day === day.daysInMonth + n + 1));

/** Does the day match BYDAY, its ordinal counted within the period of `length` days that begins at `first`? */
const onWeekday = (day: Temporal.PlainDate, rule: Rule, first: Temporal.PlainDate, length: number): boolean =>
  rule.byDay.some(({ weekday, nth }) => {
    if (day.dayOfWeek !== weekday) return false;
    if (nth === 0) return true;
    const index = first.until(day).days;
    return nth > 0 ? Math.floor(index / 7) + 1 === nth : Math.floor((length - 1 - index) / 7) + 1 === -nth;
  });

/** The candidate days of the k-th period counted from the start's own. */
const period = (start: Temporal.PlainDate, rule: Rule, k: number): Temporal.PlainDate[] => {
  const step = k * rule.interval;
  const inMonths = (day: Temporal.PlainDate) => rule.byMonth.length === 0 || rule.byMonth.includes(day.month);
  switch (rule.freq) {
    case 'DAILY': {
      const day = start.add({ days: step });
      const fits =
        inMonths(day) &&
        (rule.byMonthDay.length === 0 || onMonthDay(day, rule.byMonthDay)) &&
        (rule.byDay.length === 0 || onWeekday(day, rule, day, 1));
      return fits ? [day] : [];
    }
    case 'WEEKLY': {
      const first = start.subtract({ days: (start.dayOfWeek - rule.weekStart + 7) % 7 }).add({ weeks: step });
      const wanted = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [start.dayOfWeek];
      return daysOf(first, 7).filter((day) => wanted.includes(day.dayOfWeek) && inMonths(day));
    }
    case 'MONTHLY':
      return month(start.with({ day: 1 }).add({ months: step }), start, rule).filter(inMonths);
    case 'YEARLY': {
      const january = start.with({ day: 1, month: 1 }).add({ years: step });
      if (rule.byMonth.length > 0)
        return rule.byMonth
          .toSorted((a, b) => a - b)
          .flatMap((number) => month(january.with({ month: number }), start, rule));
      if (rule.byDay.length > 0) {
        const length = january.daysInYear;
        return daysOf(january, length).filter(
          (day) =>
            onWeekday(day, rule, january, length) &&
            (rule.byMonthDay.length === 0 || onMonthDay(day, rule.byMonthDay)),
        );
      }
      if (rule.byMonthDay.length > 0)
        return daysOf(january, january.daysInYear).filter((day) => onMonthDay(day, rule.byMonthDay));
      const day = january.with({ month: start.month });
      return start.day <= day.daysInMonth ? [day.with({ day: start.day })] : [];
    }
  }
};

const month = (first: Temporal.PlainDate, start: Temporal.PlainDate, rule: Rule): Temporal.PlainDate[] => {
  const length = first.daysInMonth;
  if (rule.byDay.length === 0 && rule.byMonthDay.length === 0)
    return start.day <= length ? [first.with({ day: start.day })] : [];
  return daysOf(first, length).filter(
    (day) =>
      (rule.byDay.length === 0 || onWeekday(day, rule, first, length)) &&
      (rule.byMonthDay.length === 0 || onMonthDay(day, rule.byMonthDay)),
  );
};

/**
 * The days of a series in order, DTSTART's day first, COUNT applied, UNTIL left to the caller. A start that the rule does
 * not name stands beside COUNT others, as Google shows it (googleapis/google-api-nodejs-client#2214).
 */
export function* occurrenceDays(start: Temporal.PlainDate, rule: Rule): Generator<Temporal.PlainDate> {
  const limit = Math.min(rule.count ?? MAX_OCCURRENCES, MAX_OCCURRENCES);
  yield start;
  let produced = 0;
  let empty = 0;
  for (let k = 0; produced < limit && empty < MAX_EMPTY; k++) {
    const days = period(start, rule, k);
    const chosen =
      rule.bySetPos.length === 0
        ? days
        : days.filter((_, i) => rule.bySetPos.some((n) => (n > 0 ? n - 1 === i : days.length + n === i)));
    if (k === 0 && chosen.some((day) => day.equals(start))) produced = 1;
    const later = chosen.filter((day) => Temporal.PlainDate.compare(day, start) > 0);
    empty = later.length === 0 ? empty + 1 : 0;
    for (const day of later) {
      if (produced >= limit) return;
      produced++;
      yield day;
    }
  }
}
