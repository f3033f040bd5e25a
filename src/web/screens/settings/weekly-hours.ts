import type { Rule, Weekday, Window } from '../../api/types.js';

/** The weekly hours as a person edits them: windows by weekday. */
export type Week = Readonly<Record<Weekday, readonly Window[]>>;

export const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type WeeklyRule = Extract<Rule, { kind: 'weekly' }>;

/** A weekly rule that the week's editor can show: every week, for good, at no special place. */
export const isPlainWeekly = (rule: Rule): rule is WeeklyRule =>
  rule.kind === 'weekly' &&
  rule.placeId === undefined &&
  rule.from === undefined &&
  rule.until === undefined &&
  (rule.everyWeeks === undefined || rule.everyWeeks === 1);

export const weekOf = (rules: readonly Rule[]): Week => {
  const windows = rules.filter(isPlainWeekly).flatMap((rule) => rule.windows);
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

/** The one rule that says the same as the week, days with the same window together; none for a week without hours. */
export const ruleOf = (week: Week, id: string | undefined): WeeklyRule | null => {
  const byWindow = new Map<string, Window & { days: Weekday[] }>();
  for (const day of WEEKDAYS) {
    for (const { from, to } of week[day]) {
      const known = byWindow.get(`${from} ${to}`);
      if (known === undefined) byWindow.set(`${from} ${to}`, { from, to, days: [day] });
      else known.days.push(day);
    }
  }
  if (byWindow.size === 0) return null;
  return { kind: 'weekly', ...(id === undefined ? {} : { id }), windows: [...byWindow.values()] };
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
