import type { RecurrenceCase } from './recurrence-oracle-cases.js';

/**
 * Where a library is known to be wrong, and is not asked: by the name of the fault. Everything else is compared. All
 * cases, these too, are compared with the table of 3.3.10 (recurrence-oracle-naive.ts).
 */
export type Library = 'table' | 'rrule' | 'libical';

interface Defect {
  readonly name: string;
  readonly has: (rule: Parts, found: RecurrenceCase) => boolean;
}

class Parts {
  private readonly parts: Readonly<Record<string, string | undefined>>;

  constructor(rule: string) {
    this.parts = Object.fromEntries(rule.split(';').map((part) => part.split('=')));
  }

  get freq(): string {
    return this.parts.FREQ ?? '';
  }

  get interval(): number {
    return Number(this.parts.INTERVAL ?? 1);
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.parts[name] !== undefined);
  }

  list(name: string): readonly string[] {
    return this.parts[name]?.split(',') ?? [];
  }

  get touchesTwoYears(): boolean {
    return this.list('BYWEEKNO').some((week) => ['1', '52', '53', '-1', '-52', '-53'].includes(week));
  }

  /** A month and a day of it that no year has. */
  get isImpossible(): boolean {
    const longest = (month: string) => new Date(Date.UTC(2024, Number(month), 0)).getUTCDate();
    const days = this.list('BYMONTHDAY').map((day) => Math.abs(Number(day)));
    const months = this.list('BYMONTH');
    return (
      days.length > 0 &&
      months.length > 0 &&
      months.every((month) => days.every((day) => day > longest(month)))
    );
  }

  countsBack(name: string): boolean {
    return this.list(name).some((value) => value.startsWith('-'));
  }
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const weekdayOf = (start: string): string => WEEKDAYS[Temporal.PlainDate.from(start).dayOfWeek - 1] ?? '';

/** rrule 2.8.1. */
const RRULE: readonly Defect[] = [
  {
    name: 'takes all seven days of a week where the start should say which',
    has: (rule) => rule.has('BYWEEKNO') && !rule.has('BYDAY'),
  },
  {
    name: 'counts BYSETPOS in the first week from the start on',
    has: (rule) => rule.freq === 'WEEKLY' && rule.has('BYSETPOS'),
  },
  {
    name: 'takes the first for a BYSETPOS that counts back further than the set, and loses others after it',
    has: (rule) => rule.countsBack('BYSETPOS') && rule.list('BYSETPOS').length > 1,
  },
  {
    name: 'loses days of weeks that lie in two years',
    has: (rule) => rule.touchesTwoYears,
  },
];

/** libical 3.0.16, as in Debian 12. */
const LIBICAL: readonly Defect[] = [
  {
    name: 'finds other weeks than those of BYWEEKNO, and may crash over it',
    has: (rule) => rule.has('BYWEEKNO'),
  },
  {
    name: 'ignores days from the end of the month in daily rules',
    has: (rule) => rule.freq === 'DAILY' && rule.countsBack('BYMONTHDAY'),
  },
  {
    name: 'loses months where BYMONTHDAY stands without BYMONTH in yearly rules',
    has: (rule) => rule.freq === 'YEARLY' && rule.has('BYMONTHDAY') && !rule.has('BYMONTH'),
  },
  {
    name: 'counts every other week from the first match, not from the week of the start',
    has: (rule, { start }) =>
      rule.freq === 'WEEKLY' &&
      rule.interval > 1 &&
      rule.has('BYDAY') &&
      (rule.has('WKST') || !rule.list('BYDAY').includes(weekdayOf(start))),
  },
  {
    name: 'knows BYSETPOS for days of months and years only',
    has: (rule) =>
      rule.has('BYSETPOS') && (rule.has('BYHOUR', 'BYMINUTE') || ['DAILY', 'WEEKLY'].includes(rule.freq)),
  },
  {
    name: 'counts BYSETPOS twice or out of order where days are counted from both ends',
    has: (rule) => rule.has('BYSETPOS') && rule.has('BYMONTHDAY', 'BYYEARDAY'),
  },
];

/**
 * The rule as both libraries understand it: FREQ first, and lists ascending, weekdays from the start of the week. Both
 * walk hours and minutes (libical days too) in the order in which they are written, which should mean nothing.
 */
export const inOrder = (rule: string): string => {
  const parts = rule.split(';');
  const weekStart = WEEKDAYS.indexOf(/WKST=(\w\w)/.exec(rule)?.[1] ?? 'MO');
  const sinceWeekStart = (day: string) => (WEEKDAYS.indexOf(day.slice(-2)) - weekStart + 7) % 7;
  const sorted = parts.map((part) => {
    const [name = '', list = ''] = part.split('=');
    if (!name.startsWith('BY')) return part;
    const values = list.split(',');
    if (name !== 'BYDAY') return `${name}=${values.sort((a, b) => Number(a) - Number(b)).join(',')}`;
    const nth = (day: string) => Number(day.slice(0, -2));
    return `BYDAY=${values.sort((a, b) => sinceWeekStart(a) - sinceWeekStart(b) || nth(a) - nth(b)).join(',')}`;
  });
  return sorted.sort((a, b) => Number(b.startsWith('FREQ=')) - Number(a.startsWith('FREQ='))).join(';');
};

/** Where the RFC leaves it open, and the house and the libraries differ. */
const OPEN: readonly Defect[] = [
  {
    name: 'a week that lies in two years: which of them INTERVAL and BYSETPOS count it to',
    has: (rule) => rule.touchesTwoYears && (rule.interval > 1 || rule.has('BYSETPOS')),
  },
  {
    name: 'a rule that names a day which its months never have is refused',
    has: (rule) => rule.isImpossible,
  },
];

/** The name of the fault for which the library is not asked, or null. */
export const skippedFor = (library: Library, found: RecurrenceCase): string | null => {
  const rule = new Parts(found.rule);
  const defects = [...OPEN, ...{ table: [], rrule: RRULE, libical: LIBICAL }[library]];
  return defects.find(({ has }) => has(rule, found))?.name ?? null;
};
