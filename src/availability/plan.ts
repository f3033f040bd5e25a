/**
 * Rules, read once: texts become numbers, kinds become look-ups by day. Nothing here is an instant
 * yet; days are day numbers and times are minutes after midnight (civil.ts).
 *
 * A plan is kept with the very array it was made from, so that a search over the same rules does
 * not read them again. Rules are data and never changed in place.
 */
import { mondayOf, parseClock, parseDate } from '../time/civil.js';
import { checkRules } from './check-rules.js';
import { parseRecurrence, type Recurrence } from './recurrence.js';
import { type ClockWindow, type HolidayRule, type Rule, type RuleFault, WEEKDAYS } from './rule.js';

export interface RegularHours {
  readonly id: string;
  readonly placeId: string | undefined;
  /** Day numbers, both included. */
  readonly fromDay: number;
  readonly untilDay: number;
  /** For each weekday from Monday, its windows as from, to, from, to ... in minutes, ascending. */
  readonly byWeekday: readonly (readonly number[])[];
  readonly everyWeeks: number;
  /** A Monday from which the weeks are counted. */
  readonly weekZero: number;
  /** For recurring rules: the days are those of the recurrence, whatever their weekday. */
  readonly recurrence?: { readonly parts: Recurrence; readonly starts: number };
}

export interface OpenDay {
  readonly id: string;
  readonly placeId: string | undefined;
  readonly windows: readonly number[];
}

export interface DayOff {
  readonly because: 'vacation' | 'holiday';
  readonly id: string;
  readonly title: string | undefined;
}

export interface ClosedTimes {
  readonly id: string;
  readonly title: string | undefined;
  readonly fromDay: number;
  readonly untilDay: number;
  /** Minutes of each of these days; without, the days as a whole. */
  readonly window?: { readonly from: number; readonly to: number };
}

export interface Plan {
  /** When there are any, nothing else of the plan may be used. */
  readonly faults: readonly RuleFault[];
  readonly regular: readonly RegularHours[];
  readonly openDays: ReadonlyMap<number, readonly OpenDay[]>;
  /** Days whose regular hours an open rule replaces, with that rule's id. */
  readonly replaced: ReadonlyMap<number, string>;
  readonly daysOff: ReadonlyMap<number, DayOff>;
  readonly closed: readonly ClosedTimes[];
}

const plans = new WeakMap<readonly Rule[], Plan>();

/** @param holidays days off beside the rules; where a rule speaks of the same day, that is named as the reason. */
export function planOf(rules: readonly Rule[], holidays: readonly HolidayRule[] = []): Plan {
  const own = kept(rules);
  if (holidays.length === 0 || own.faults.length > 0) return own;
  const theirs = kept(holidays);
  if (theirs.faults.length > 0) return theirs;
  const daysOff = own.daysOff.size === 0 ? theirs.daysOff : new Map([...theirs.daysOff, ...own.daysOff]);
  return { ...own, daysOff };
}

function kept(rules: readonly Rule[]): Plan {
  const known = plans.get(rules);
  if (known !== undefined) return known;
  const plan = read(rules);
  plans.set(rules, plan);
  return plan;
}

function read(rules: readonly Rule[]): Plan {
  const faults = checkRules(rules);
  const regular: RegularHours[] = [];
  const openDays = new Map<number, OpenDay[]>();
  const replaced = new Map<number, string>();
  const daysOff = new Map<number, DayOff>();
  const closed: ClosedTimes[] = [];
  const plan: Plan = { faults, regular, openDays, replaced, daysOff, closed };
  if (faults.length > 0) return plan;

  for (const rule of rules) {
    switch (rule.kind) {
      case 'weekly':
        regular.push({
          id: rule.id,
          placeId: rule.placeId,
          fromDay: rule.from === undefined ? -Infinity : dayOf(rule.from),
          untilDay: rule.until === undefined ? Infinity : dayOf(rule.until),
          byWeekday: WEEKDAYS.map((day) => minutesOf(rule.windows.filter(({ days }) => days.includes(day)))),
          everyWeeks: rule.everyWeeks ?? 1,
          weekZero: mondayOf(dayOf(rule.weekOf ?? rule.from ?? '1970-01-05')),
        });
        break;
      case 'recurring': {
        const parts = parseRecurrence(rule.rrule);
        if ('refused' in parts) break; // checkRules has named it
        const windows = minutesOf(rule.windows);
        const starts = dayOf(rule.starts);
        regular.push({
          id: rule.id,
          placeId: rule.placeId,
          fromDay: starts,
          untilDay: rule.until === undefined ? Infinity : dayOf(rule.until),
          byWeekday: WEEKDAYS.map(() => windows),
          everyWeeks: 1,
          weekZero: 0,
          recurrence: { parts, starts },
        });
        break;
      }
      case 'open': {
        const day = dayOf(rule.date);
        const others = openDays.get(day) ?? [];
        openDays.set(day, [
          ...others,
          { id: rule.id, placeId: rule.placeId, windows: minutesOf(rule.windows) },
        ]);
        if (rule.instead === true) replaced.set(day, rule.id);
        break;
      }
      case 'vacation':
        for (let day = dayOf(rule.from); day <= dayOf(rule.until); day++) {
          daysOff.set(day, { because: 'vacation', id: rule.id, title: rule.title });
        }
        break;
      case 'holiday':
        daysOff.set(dayOf(rule.date), { because: 'holiday', id: rule.id, title: rule.name });
        break;
      case 'closed':
        closed.push({
          id: rule.id,
          title: rule.title,
          fromDay: dayOf(rule.from),
          untilDay: dayOf(rule.until),
          ...(rule.window === undefined ? {} : { window: clocks(rule.window) }),
        });
        break;
    }
  }
  return plan;
}

function minutesOf(windows: readonly ClockWindow[]): number[] {
  return windows
    .map(clocks)
    .sort((a, b) => a.from - b.from)
    .flatMap(({ from, to }) => [from, to]);
}

function clocks(window: ClockWindow): { from: number; to: number } {
  return { from: parseClock(window.from) ?? 0, to: parseClock(window.to) ?? 0 };
}

function dayOf(date: string): number {
  return parseDate(date) ?? 0;
}
