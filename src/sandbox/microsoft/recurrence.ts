import { type Pattern, WEEKDAYS } from './resource.js';

/** A rule that never falls on a day again (31 February) must not run for ever. */
const MAX_EMPTY = 500;

const weekdayOf = (day: Temporal.PlainDate): (typeof WEEKDAYS)[number] =>
  WEEKDAYS[day.dayOfWeek % 7] ?? 'sunday';

/** dayOfMonth 31 falls on the last day of a shorter month, as Outlook lays it. */
const onDay = (month: Temporal.PlainDate, dayOfMonth: number): Temporal.PlainDate =>
  month.with({ day: Math.min(dayOfMonth, month.daysInMonth) });

/** The n-th of the allowed weekdays in a month; several allowed ones count together ("the last weekday"). */
const relative = (month: Temporal.PlainDate, pattern: Pattern): Temporal.PlainDate | undefined => {
  const first = month.with({ day: 1 });
  const days = Array.from({ length: first.daysInMonth }, (_, days) => first.add({ days })).filter((day) =>
    pattern.daysOfWeek.includes(weekdayOf(day)),
  );
  return pattern.index === 'last'
    ? days.at(-1)
    : days[['first', 'second', 'third', 'fourth'].indexOf(pattern.index)];
};

/** The days of the k-th period, counted from the period in which the range starts. */
const period = (start: Temporal.PlainDate, pattern: Pattern, k: number): Temporal.PlainDate[] => {
  const step = k * pattern.interval;
  const some = (day: Temporal.PlainDate | undefined) => (day ? [day] : []);
  switch (pattern.type) {
    case 'daily':
      return [start.add({ days: step })];
    case 'weekly': {
      const weekStart = WEEKDAYS.indexOf(pattern.firstDayOfWeek);
      const first = start
        .subtract({ days: ((start.dayOfWeek % 7) - weekStart + 7) % 7 })
        .add({ weeks: step });
      return Array.from({ length: 7 }, (_, days) => first.add({ days })).filter((day) =>
        pattern.daysOfWeek.includes(weekdayOf(day)),
      );
    }
    case 'absoluteMonthly':
      return [onDay(start.with({ day: 1 }).add({ months: step }), pattern.dayOfMonth)];
    case 'relativeMonthly':
      return some(relative(start.with({ day: 1 }).add({ months: step }), pattern));
    case 'absoluteYearly':
      return [
        onDay(start.with({ day: 1 }).add({ years: step }).with({ month: pattern.month }), pattern.dayOfMonth),
      ];
    case 'relativeYearly':
      return some(
        relative(start.with({ day: 1 }).add({ years: step }).with({ month: pattern.month }), pattern),
      );
  }
};

/** About how long a period is, so that far ones can be reached without walking there. */
const DAYS_IN_PERIOD = {
  daily: 1,
  weekly: 7,
  absoluteMonthly: 31,
  relativeMonthly: 31,
  absoluteYearly: 366,
  relativeYearly: 366,
} as const;

/**
 * The days of a pattern in order, from the range's start; the first may be later than that.
 * @param from skips days that are surely before it. Not for counting from the start.
 */
export function* patternDays(
  start: Temporal.PlainDate,
  pattern: Pattern,
  from?: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  const away = from ? start.until(from).days : 0;
  const skipped = Math.floor(away / (DAYS_IN_PERIOD[pattern.type] * pattern.interval)) - 1;
  let empty = 0;
  for (let k = Math.max(0, skipped); empty < MAX_EMPTY; k++) {
    const days = period(start, pattern, k).filter((day) => Temporal.PlainDate.compare(day, start) >= 0);
    empty = days.length === 0 ? empty + 1 : 0;
    yield* days;
  }
}
