import type { Rule, Weekday, Window } from '../../api/types.js';

/** The weekly hours as a person edits them: windows by weekday. */
export type Week = Readonly<Record<Weekday, readonly Window[]>>;

export const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type WeeklyRule = Extract<Rule, { kind: 'weekly' }>;

/** One set of weekly hours, and the place at which the client is in them; null: anywhere. */
export interface WeeklyHours {
  /** Undefined: not stored yet. */
  readonly id: string | undefined;
  readonly placeId: string | null;
  readonly week: Week;
}

const EMPTY_WEEK: Week = { MO: [], TU: [], WE: [], TH: [], FR: [], SA: [], SU: [] };

export const EMPTY_HOURS: WeeklyHours = { id: undefined, placeId: null, week: EMPTY_WEEK };

/** A weekly rule that the week's editor can show: every week and for good. */
export const isPlainWeekly = (rule: Rule): rule is WeeklyRule =>
  rule.kind === 'weekly' &&
  rule.from === undefined &&
  rule.until === undefined &&
  (rule.everyWeeks === undefined || rule.everyWeeks === 1);

/** The plain weekly rules as they are edited; an empty one when there is none, so that there is something to fill in. */
export const hoursOf = (rules: readonly Rule[]): readonly WeeklyHours[] => {
  const hours = rules.filter(isPlainWeekly).map(({ id, placeId, windows }) => ({
    id,
    placeId: placeId ?? null,
    week: weekOf(windows),
  }));
  return hours.length === 0 ? [EMPTY_HOURS] : hours;
};

const weekOf = (windows: WeeklyRule['windows']): Week => {
  const ofDay = (day: Weekday): Window[] =>
    windows
      .filter((window) => window.days.includes(day))
      .map(({ from, to }) => ({ from, to }))
      .sort((a, b) => a.from.localeCompare(b.from));
  return {
    MO: ofDay('MO'),
    TU: ofDay('TU'),
    WE: ofDay('WE'),
    TH: ofDay('TH'),
    FR: ofDay('FR'),
    SA: ofDay('SA'),
    SU: ofDay('SU'),
  };
};

/** The rule that says the same, days with the same window together; none for a week without hours. */
export const ruleOf = ({ id, placeId, week }: WeeklyHours): WeeklyRule | null => {
  const byWindow = new Map<string, Window & { days: Weekday[] }>();
  for (const day of WEEKDAYS) {
    for (const { from, to } of week[day]) {
      const known = byWindow.get(`${from} ${to}`);
      if (known === undefined) byWindow.set(`${from} ${to}`, { from, to, days: [day] });
      else known.days.push(day);
    }
  }
  if (byWindow.size === 0) return null;
  return {
    kind: 'weekly',
    ...(id === undefined ? {} : { id }),
    ...(placeId === null ? {} : { placeId }),
    windows: [...byWindow.values()],
  };
};

export type WindowFault = 'endsBefore' | 'overlaps';

/** What is wrong with a window of a day, seen before the server has to say it. */
export const windowFault = (windows: readonly Window[], index: number): WindowFault | null => {
  const window = windows[index];
  if (window === undefined || window.from === '' || window.to === '') return null;
  if (window.to <= window.from) return 'endsBefore';
  const overlapping = windows.some(
    (other, i) => i !== index && other.from < window.to && window.from < other.to,
  );
  return overlapping ? 'overlaps' : null;
};

export const hasFault = ({ week }: WeeklyHours): boolean =>
  WEEKDAYS.some((day) => week[day].some((_, index) => windowFault(week[day], index) !== null));
