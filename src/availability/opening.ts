/**
 * The opening windows of a stretch of days: rules turned into epoch minutes.
 */
import { weekday } from '../time/civil.js';
import type { LocalDays } from '../time/local-days.js';
import type { Spans } from '../time/spans.js';
import type { Plan, RegularHours } from './plan.js';
import { recurrenceDays } from './recurrence.js';

/** One window of one day as the rules state it: minutes after the midnight of `day`. */
export interface StatedWindow {
  readonly ruleId: string;
  readonly placeId: string | undefined;
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** Whether regular hours come on a day (day number), holidays and vacations aside. */
export function comesOn(hours: RegularHours, day: number): boolean {
  if (day < hours.fromDay || day > hours.untilDay) return false;
  if (hours.recurrence !== undefined) {
    const { parts, starts } = hours.recurrence;
    return recurrenceDays(parts, starts, day, day + 1).length > 0;
  }
  return hours.everyWeeks === 1 || inRightWeek(hours, day);
}

function inRightWeek(hours: RegularHours, day: number): boolean {
  return Math.floor((day - hours.weekZero) / 7) % hours.everyWeeks === 0;
}

/** The windows that begin on a day, from all its rules, in no particular order. */
export function statedWindows(plan: Plan, day: number): StatedWindow[] {
  const found: StatedWindow[] = [];
  const add = (ruleId: string, placeId: string | undefined, windows: readonly number[]) => {
    for (let i = 0; i < windows.length; i += 2) {
      found.push({ ruleId, placeId, day, from: windows[i] ?? 0, to: windows[i + 1] ?? 0 });
    }
  };
  if (!plan.daysOff.has(day) && !plan.replaced.has(day)) {
    for (const hours of plan.regular) {
      const windows = hours.byWeekday[weekday(day)] ?? [];
      if (windows.length > 0 && comesOn(hours, day)) add(hours.id, hours.placeId, windows);
    }
  }
  for (const open of plan.openDays.get(day) ?? []) add(open.id, open.placeId, open.windows);
  return found;
}

/**
 * Fills `out` with every window that begins on a day of [fromDay, untilDay), in epoch minutes,
 * sorted by start but not joined: each beginning is a point that starts are counted from. With a
 * place, windows in which the client is elsewhere are left out.
 */
export function openWindows(
  plan: Plan,
  days: LocalDays,
  fromDay: number,
  untilDay: number,
  placeId: string | undefined,
  out: Spans,
): void {
  out.clear();
  const { regular, openDays, replaced, daysOff } = plan;
  const special = openDays.size + daysOff.size > 0;
  const occurrences = regular.map(({ recurrence }) =>
    recurrence === undefined
      ? undefined
      : new Set(recurrenceDays(recurrence.parts, recurrence.starts, fromDay, untilDay)),
  );
  let dayOfWeek = weekday(fromDay);

  for (let day = fromDay; day < untilDay; day++) {
    if (!special || !(daysOff.has(day) || replaced.has(day))) {
      for (let r = 0; r < regular.length; r++) {
        const hours = regular[r];
        if (hours === undefined || day < hours.fromDay || day > hours.untilDay) continue;
        if (placeId !== undefined && hours.placeId !== undefined && hours.placeId !== placeId) continue;
        const on = occurrences[r];
        if (on === undefined ? hours.everyWeeks !== 1 && !inRightWeek(hours, day) : !on.has(day)) continue;
        const windows = hours.byWeekday[dayOfWeek] ?? [];
        for (let i = 0; i < windows.length; i += 2)
          days.pushWindow(day, windows[i] ?? 0, windows[i + 1] ?? 0, out);
      }
    }
    if (special) {
      for (const { placeId: place, windows } of openDays.get(day) ?? []) {
        if (placeId !== undefined && place !== undefined && place !== placeId) continue;
        for (let i = 0; i < windows.length; i += 2)
          days.pushWindow(day, windows[i] ?? 0, windows[i + 1] ?? 0, out);
      }
    }
    dayOfWeek = dayOfWeek === 6 ? 0 : dayOfWeek + 1;
  }
  // Out of order only within a day, or where the zone changes: mostly nothing moves.
  out.sortByStart();
}
