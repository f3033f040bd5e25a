/**
 * What is wrong with a client's rules, settings or request, by field and with the remedy. The engine
 * refuses to answer from rules that have a fault: a rule that is silently skipped opens or closes
 * time that nobody meant.
 *
 * Rules of different ids may overlap: their union is meant. Windows of one rule on one day may not;
 * that is a slip of the pen, and the second window would be lost in the first.
 */
import { MINUTES_A_DAY, parseClock, parseDate } from '../time/civil.js';
import { parseRecurrence, recurrenceDays } from './recurrence.js';
import { type ClockWindow, type Rule, type RuleFault, WEEKDAYS } from './rule.js';

/** More than anyone has; a bound so that a list made by a machine cannot stall a search. */
export const MOST_RULES = 2000;
/** Longest vacation or closure in days: ten years. */
const LONGEST_DAYS = 3660;
/** A recurrence that has not come after so many days will not: February 29ths on a Monday are 40 years apart. */
const NEVER_DAYS = 22_000;

/** All faults, in the order of the rules; empty when the rules can be used. Fields begin with `rules`. */
export function checkRules(rules: readonly Rule[]): RuleFault[] {
  if (rules.length > MOST_RULES) {
    return [
      {
        field: 'rules',
        problem: 'too_many',
        remedy: `Keep at most ${MOST_RULES} rules; remove those that are past.`,
      },
    ];
  }
  const faults: RuleFault[] = [];
  const ids = new Set<string>();
  for (const [i, rule] of rules.entries()) {
    const at = `rules[${i}]`;
    const fault = (field: string, problem: RuleFault['problem'], remedy: string) => {
      faults.push({ field: `${at}.${field}`, problem, remedy, ruleId: rule.id });
    };
    if (ids.has(rule.id)) fault('id', 'duplicate_id', 'Give every rule an id of its own.');
    ids.add(rule.id);
    checkRule(rule, fault);
  }
  return faults;
}

type Report = (field: string, problem: RuleFault['problem'], remedy: string) => void;

function checkRule(rule: Rule, fault: Report): void {
  switch (rule.kind) {
    case 'weekly': {
      checkSpan(rule.from, rule.until, fault);
      checkDate('weekOf', rule.weekOf, fault);
      const { everyWeeks = 1 } = rule;
      if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || everyWeeks > 520) {
        fault('everyWeeks', 'bad_number', 'Give a whole number of weeks from 1 to 520.');
      } else if (everyWeeks > 1 && rule.weekOf === undefined && rule.from === undefined) {
        fault(
          'weekOf',
          'bad_date',
          'Say from which week the weeks are counted: any date in a week that matches.',
        );
      }
      if (rule.windows.every(({ days }) => days.length === 0)) {
        fault(
          'windows',
          'never_matches',
          'Give at least one window with at least one weekday, or remove the rule.',
        );
      }
      for (const [w, { days }] of rule.windows.entries()) {
        if (days.some((day) => !WEEKDAYS.includes(day))) {
          fault(`windows[${w}].days`, 'bad_date', `Name weekdays as ${WEEKDAYS.join(', ')}.`);
        }
      }
      checkWindows(rule.windows, fault, (a, b) => a.days.some((day) => b.days.includes(day)));
      break;
    }
    case 'recurring': {
      checkSpan(rule.starts, rule.until, fault, 'starts');
      if (rule.windows.length === 0)
        fault('windows', 'never_matches', 'Give at least one window, or remove the rule.');
      checkWindows(rule.windows, fault, () => true);
      const parts = parseRecurrence(rule.rrule);
      const starts = parseDate(rule.starts);
      if ('refused' in parts) {
        fault(
          'rrule',
          'bad_recurrence',
          `Remove or correct ${parts.part}: it is wrong, or not understood for opening hours.`,
        );
      } else if (starts !== undefined) {
        const last = rule.until === undefined ? Infinity : (parseDate(rule.until) ?? Infinity);
        const until = Math.min(starts + NEVER_DAYS, last + 1);
        if (!comesBefore(parts, starts, until)) {
          fault('rrule', 'never_matches', 'No date fits this recurrence; correct it or remove the rule.');
        }
      }
      break;
    }
    case 'open':
      checkDate('date', rule.date, fault);
      if (rule.windows.length === 0) {
        fault(
          'windows',
          'never_matches',
          'Give at least one window; to close a day, use a rule of kind closed.',
        );
      }
      checkWindows(rule.windows, fault, () => true);
      break;
    case 'closed':
      checkSpan(rule.from, rule.until, fault);
      if (rule.window !== undefined) checkWindow('window', rule.window, fault);
      break;
    case 'vacation':
      checkSpan(rule.from, rule.until, fault);
      break;
    case 'holiday':
      checkDate('date', rule.date, fault);
      break;
  }
}

/** Looks a year at a time, so that a daily rule is answered by its first days. */
function comesBefore(
  parts: Exclude<ReturnType<typeof parseRecurrence>, { refused: string }>,
  starts: number,
  until: number,
) {
  for (let from = starts; from < until; from += 366) {
    if (recurrenceDays(parts, starts, from, Math.min(until, from + 366)).length > 0) return true;
  }
  return false;
}

function checkDate(field: string, date: string | undefined, fault: Report): void {
  if (date !== undefined && parseDate(date) === undefined) {
    fault(field, 'bad_date', `Write a date that exists as YYYY-MM-DD; ${JSON.stringify(date)} is none.`);
  }
}

function checkSpan(from: string | undefined, until: string | undefined, fault: Report, name = 'from'): void {
  checkDate(name, from, fault);
  checkDate('until', until, fault);
  const first = from === undefined ? undefined : parseDate(from);
  const last = until === undefined ? undefined : parseDate(until);
  if (first === undefined || last === undefined) return;
  if (last < first) fault('until', 'ends_before_start', `Choose a last date on or after ${from}.`);
  else if (name === 'from' && last - first > LONGEST_DAYS) {
    fault('until', 'bad_number', `Keep the dates within ${LONGEST_DAYS} days, or leave until out.`);
  }
}

function checkWindow(field: string, { from, to }: ClockWindow, fault: Report): void {
  const start = parseClock(from);
  const end = parseClock(to);
  if (start === undefined || start >= MINUTES_A_DAY) {
    fault(`${field}.from`, 'bad_time', 'Write the beginning as HH:MM, from 00:00 to 23:59.');
  } else if (end === undefined) {
    fault(`${field}.to`, 'bad_time', 'Write the end as HH:MM, up to 48:00.');
  } else if (end <= start) {
    const nextDay = `${Math.floor(end / 60) + 24}${to.slice(2)}`;
    fault(`${field}.to`, 'ends_before_start', `End after ${from}; to end on the next day write ${nextDay}.`);
  } else if (end - start > MINUTES_A_DAY) {
    fault(`${field}.to`, 'bad_time', 'Keep a window within 24 hours; use one for each day.');
  }
}

function checkWindows<W extends ClockWindow>(
  windows: readonly W[],
  fault: Report,
  sameDay: (a: W, b: W) => boolean,
): void {
  for (const [i, window] of windows.entries()) {
    checkWindow(`windows[${i}]`, window, fault);
    const from = parseClock(window.from);
    const to = parseClock(window.to);
    if (from === undefined || to === undefined) continue;
    const clash = windows.slice(0, i).find((other) => {
      const start = parseClock(other.from);
      const end = parseClock(other.to);
      return start !== undefined && end !== undefined && from < end && start < to && sameDay(window, other);
    });
    if (clash !== undefined) {
      fault(
        `windows[${i}]`,
        'overlaps',
        `Overlaps ${clash.from}-${clash.to} of the same rule; join the two or move one.`,
      );
    }
  }
}
