import { weekday } from '../../time/civil.js';
import type { Rule } from './rule.js';

/**
 * Daily and weekly rules by arithmetic: nine of ten series are of this kind, and their dates in a window are found by
 * jumping to it, however long ago the series began. Time of day and zone do not appear here; days are day numbers
 * (time/civil.ts).
 */

/** True for the rules that `plainDays` understands. */
export const isPlain = (rule: Rule): boolean => {
  const { byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos, byHour, byMinute, bySecond } = rule;
  const filtered = [byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos, byHour, byMinute, bySecond].some(
    (list) => list.length > 0,
  );
  if (filtered || rule.byDay.some((day) => day.nth !== 0)) return false;
  if (rule.freq === 'WEEKLY') return true;
  return rule.freq === 'DAILY' && (rule.byDay.length === 0 || rule.interval === 1);
};

/**
 * The days on which a plain rule puts an occurrence, of [firstDay, lastDay], both inclusive.
 * COUNT is counted from `startDay`; UNTIL is left to the caller, who knows times and zones.
 */
export const plainDays = (rule: Rule, startDay: number, firstDay: number, lastDay: number): number[] => {
  const daily = rule.freq === 'DAILY' && rule.byDay.length === 0;
  const period = daily ? rule.interval : 7 * rule.interval;
  const origin = daily ? startDay : startDay - sinceWeekStart(startDay, rule.weekStart);
  const offsets = daily ? [0] : weekOffsets(rule, startDay);
  // Of the first period only what does not lie before the start counts.
  const skipped = offsets.filter((offset) => origin + offset < startDay).length;
  const days: number[] = [];
  let index = Math.max(0, Math.floor((firstDay - origin) / period));
  for (let first = origin + index * period; first <= lastDay; index++, first += period) {
    for (const [place, offset] of offsets.entries()) {
      const day = first + offset;
      const ordinal = index * offsets.length + place - skipped;
      if (rule.count !== null && ordinal >= rule.count) return days;
      if (day >= startDay && day >= firstDay && day <= lastDay) days.push(day);
    }
  }
  return days;
};

const sinceWeekStart = (day: number, weekStart: number): number => (weekday(day) - weekStart + 7) % 7;

const weekOffsets = (rule: Rule, startDay: number): number[] => {
  const weekdays = rule.byDay.length > 0 ? rule.byDay.map((day) => day.weekday) : [weekday(startDay)];
  const offsets = weekdays.map((day) => (day - rule.weekStart + 7) % 7);
  return [...new Set(offsets)].sort((a, b) => a - b);
};
