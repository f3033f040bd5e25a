/**
 * A rule read off the table of RFC 5545 3.3.10, day by day: every day of every period is asked whether each part of the
 * rule likes it. Slow and plain, and the third opinion where two libraries differ.
 *
 * Readings of the wall are ms as if UTC; days are whole numbers of them.
 */
const DAY = 86_400_000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

interface Day {
  readonly ms: number;
  readonly year: number;
  readonly month: number;
  readonly monthDay: number;
  readonly fromMonthEnd: number;
  readonly yearDay: number;
  readonly fromYearEnd: number;
  /** 0 = Monday. */
  readonly weekday: number;
}

const monthLength = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const yearStart = (year: number): number => Date.UTC(year, 0, 1);

const days = new Map<number, Day>();

const dayAt = (ms: number): Day => {
  const known = days.get(ms);
  if (known !== undefined) return known;
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const monthDay = date.getUTCDate();
  const day = {
    ms,
    year,
    month,
    monthDay,
    fromMonthEnd: monthDay - monthLength(year, month) - 1,
    yearDay: (ms - yearStart(year)) / DAY + 1,
    fromYearEnd: (ms - yearStart(year + 1)) / DAY,
    weekday: (date.getUTCDay() + 6) % 7,
  };
  days.set(ms, day);
  return day;
};

/** Week 1 is the first with at least four days in the year. */
const firstWeek = (year: number, weekStart: number): number => {
  const first = dayAt(yearStart(year));
  const into = (first.weekday - weekStart + 7) % 7;
  return into <= 3 ? first.ms - into * DAY : first.ms + (7 - into) * DAY;
};

/** Its number from the front and from the back, in the year to which its week belongs. */
const weekNumbers = (day: Day, weekStart: number): [number, number] => {
  const year =
    [day.year + 1, day.year, day.year - 1].find((one) => firstWeek(one, weekStart) <= day.ms) ?? day.year;
  const from = (of: number) => Math.floor((day.ms - firstWeek(of, weekStart)) / (7 * DAY));
  return [from(year) + 1, from(year + 1)];
};

/** Endless rules and walks are cut off at `to`. */
export const byTheTable = (text: string, start: number, to: number): readonly number[] => {
  const rule = Object.fromEntries(text.split(';').map((part) => part.split('='))) as Record<
    string,
    string | undefined
  >;
  const numbers = (name: string) => rule[name]?.split(',').map(Number);
  const freq = rule.FREQ ?? '';
  const weekStart = WEEKDAYS.indexOf(rule.WKST ?? 'MO');
  const [months, monthDays, yearDays, weeks] = ['BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO'].map(
    numbers,
  );
  const weekdays = rule.BYDAY?.split(',').map((item) => ({
    nth: Number(item.slice(0, -2)),
    weekday: WEEKDAYS.indexOf(item.slice(-2)),
  }));
  const first = dayAt(Math.floor(start / DAY) * DAY);

  const isNth = (day: Day, nth: number): boolean => {
    if (nth === 0) return true;
    const inMonth = freq === 'MONTHLY' || months !== undefined;
    const fromFront = inMonth ? day.monthDay : day.yearDay;
    const fromBack = inMonth ? day.fromMonthEnd : day.fromYearEnd;
    return nth > 0 ? Math.ceil(fromFront / 7) === nth : Math.floor(fromBack / 7) === nth;
  };
  const noDay = [weekdays, monthDays, yearDays].every((list) => list === undefined);
  const fits = (day: Day): boolean => {
    if (months?.includes(day.month) === false) return false;
    if (weeks !== undefined && !weekNumbers(day, weekStart).some((number) => weeks.includes(number)))
      return false;
    if (yearDays !== undefined && !yearDays.includes(day.yearDay) && !yearDays.includes(day.fromYearEnd))
      return false;
    if (monthDays !== undefined && !monthDays.includes(day.monthDay) && !monthDays.includes(day.fromMonthEnd))
      return false;
    if (weekdays !== undefined) {
      return weekdays.some(({ nth, weekday }) => weekday === day.weekday && isNth(day, nth));
    }
    // What the rule does not say, the start says.
    if (!noDay || freq === 'DAILY') return true;
    if (freq === 'WEEKLY' || weeks !== undefined) return day.weekday === first.weekday;
    return (
      day.monthDay === first.monthDay &&
      (freq === 'MONTHLY' || months !== undefined || day.month === first.month)
    );
  };

  const timeOfDay = start - first.ms;
  const hours = numbers('BYHOUR') ?? [Math.floor(timeOfDay / 3_600_000)];
  const minutes = numbers('BYMINUTE') ?? [Math.floor(timeOfDay / 60_000) % 60];
  const times = hours
    .flatMap((hour) => minutes.map((minute) => hour * 3_600_000 + minute * 60_000 + (timeOfDay % 60_000)))
    .sort((a, b) => a - b);
  const positions = numbers('BYSETPOS');

  const found: number[] = [];
  const most = Number(rule.COUNT ?? Number.POSITIVE_INFINITY);
  for (const period of periods(freq, first, Number(rule.INTERVAL ?? 1), weekStart, to)) {
    const set = period.filter(fits).flatMap(({ ms }) => times.map((time) => ms + time));
    const chosen = set.filter(
      (_, i) => positions === undefined || positions.includes(i + 1) || positions.includes(i - set.length),
    );
    for (const wall of chosen) {
      if (wall > to || found.length >= most) return found;
      if (wall >= start) found.push(wall);
    }
  }
  return found;
};

/** The days of each period, one period after the other. */
function* periods(
  freq: string,
  first: Day,
  interval: number,
  weekStart: number,
  to: number,
): Iterable<readonly Day[]> {
  const weekOf = first.ms - ((first.weekday - weekStart + 7) % 7) * DAY;
  for (let i = 0; ; i += interval) {
    let from: number;
    let end: number;
    if (freq === 'DAILY') [from, end] = [first.ms + i * DAY, first.ms + (i + 1) * DAY];
    else if (freq === 'WEEKLY') [from, end] = [weekOf + 7 * i * DAY, weekOf + 7 * (i + 1) * DAY];
    else if (freq === 'MONTHLY') {
      from = Date.UTC(first.year, first.month - 1 + i, 1);
      end = Date.UTC(first.year, first.month + i, 1);
    } else [from, end] = [yearStart(first.year + i), yearStart(first.year + i + 1)];
    if (from > to) return;
    yield Array.from({ length: (end - from) / DAY }, (_, n) => dayAt(from + n * DAY));
  }
}
