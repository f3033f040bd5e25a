import { civilDate, dayNumber, daysInMonth, isLeapYear, MS_A_DAY, weekday } from '../../time/civil.js';
import type { Rule } from './rule.js';

/**
 * Rules by the table of RFC 5545 3.3.10. A period of the frequency (a year, a month, a week, a day) is gone through day
 * by day; what the table calls "expand" and "limit" comes to the same then: a day is in when every part that names days
 * lets it in, and where no part does, the start of the series says which. BYSETPOS picks from what a period has.
 *
 * Nothing here searches for a next date, so nothing can search for ever: a rule that no date fits makes no date.
 * Days are day numbers (time/civil.ts), walls ms as if UTC.
 */

/** More days than this are never looked at for one rule: 2,700 years of every day. */
const MOST_DAYS = 1_000_000;

/**
 * The wall readings that a rule generates in [from, to], ascending; UNTIL is left to the caller.
 * @throws Error with a reason when it would take too long to tell.
 */
export const tableWalls = (rule: Rule, startWall: number, from: number, to: number): number[] => {
  const startDay = Math.floor(startWall / MS_A_DAY);
  const times = timesOf(rule, startWall - startDay * MS_A_DAY);
  const period = PERIODS[rule.freq](rule.weekStart);
  const fits = dayTest(rule, startDay);
  const lastDay = Math.floor(to / MS_A_DAY);
  const walls: number[] = [];
  let looked = 0;
  let counted = 0;
  const origin = period.of(startDay);
  // Without COUNT it does not matter what came before the window.
  const skipped = rule.count === null ? period.of(Math.floor(from / MS_A_DAY)) - origin : 0;
  for (let index = Math.max(0, Math.floor(skipped / rule.interval)); ; index++) {
    const { first, length } = period.at(origin + index * rule.interval);
    if (first > lastDay) return walls;
    looked += length;
    if (looked > MOST_DAYS) throw new Error('its dates are too far apart');
    const found: number[] = [];
    for (let day = first; day < first + length; day++) {
      if (fits(day)) for (const time of times) found.push(day * MS_A_DAY + time);
    }
    for (const wall of atPositions(found, rule.bySetPos)) {
      if (wall < startWall) continue;
      counted++;
      if (rule.count !== null && counted > rule.count) return walls;
      if (wall >= from && wall <= to) walls.push(wall);
    }
  }
};

interface Period {
  readonly of: (day: number) => number;
  readonly at: (index: number) => { readonly first: number; readonly length: number };
}

const PERIODS: Readonly<Record<Rule['freq'], (weekStart: number) => Period>> = {
  DAILY: () => ({ of: (day) => day, at: (index) => ({ first: index, length: 1 }) }),
  WEEKLY: (weekStart) => ({
    // Day 0 was a Thursday: the week around it is number 0, whatever it begins with.
    of: (day) => Math.floor((weekBegin(day, weekStart) + 6) / 7),
    at: (index) => ({ first: weekBegin(index * 7, weekStart), length: 7 }),
  }),
  MONTHLY: () => ({
    of: (day) => {
      const { year, month } = civilDate(day);
      return year * 12 + month - 1;
    },
    at: (index) => {
      const year = Math.floor(index / 12);
      const month = index - year * 12 + 1;
      return { first: dayNumber(year, month, 1), length: daysInMonth(year, month) };
    },
  }),
  YEARLY: () => ({
    of: (day) => civilDate(day).year,
    at: (year) => ({ first: dayNumber(year, 1, 1), length: isLeapYear(year) ? 366 : 365 }),
  }),
};

const weekBegin = (day: number, weekStart: number): number => day - ((weekday(day) - weekStart + 7) % 7);

/** Times of the day, ms, ascending. */
const timesOf = ({ byHour, byMinute, bySecond }: Rule, start: number): number[] => {
  const seconds = start / 1000;
  const hours = byHour.length > 0 ? byHour : [Math.floor(seconds / 3600)];
  const minutes = byMinute.length > 0 ? byMinute : [Math.floor(seconds / 60) % 60];
  // A leap second is written by some and shown by no clock: it is taken for the second before it.
  const inMinute = bySecond.length > 0 ? bySecond.map((second) => Math.min(second, 59)) : [seconds % 60];
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => inMinute.map((second) => ((hour * 60 + minute) * 60 + second) * 1000)),
  );
  return [...new Set(times)].sort((a, b) => a - b);
};

/** The members of an ascending set at these places, counted from 1, or from the end when negative; ascending. */
const atPositions = (set: readonly number[], positions: readonly number[]): readonly number[] => {
  if (positions.length === 0) return set;
  const picked = positions.flatMap(
    (position) => set[position > 0 ? position - 1 : set.length + position] ?? [],
  );
  return [...new Set(picked)].sort((a, b) => a - b);
};

type DayTest = (day: number) => boolean;

const dayTest = (rule: Rule, startDay: number): DayTest => {
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay, freq } = rule;
  const start = civilDate(startDay);
  const tests: DayTest[] = [];
  const dated = byMonthDay.length > 0 || byYearDay.length > 0;
  const named = dated || byWeekNo.length > 0 || byDay.length > 0;

  if (byMonth.length > 0) tests.push((day) => byMonth.includes(civilDate(day).month));
  else if (freq === 'YEARLY' && !named) tests.push((day) => civilDate(day).month === start.month);
  if (byYearDay.length > 0) tests.push((day) => isAmong(byYearDay, ...yearDay(day)));
  if (byWeekNo.length > 0) tests.push((day) => isAmong(byWeekNo, ...weekNumber(day, rule.weekStart)));
  if (byMonthDay.length > 0) tests.push((day) => isAmong(byMonthDay, ...monthDay(day)));
  else if ((freq === 'YEARLY' || freq === 'MONTHLY') && !named) {
    tests.push((day) => civilDate(day).day === start.day);
  }
  if (byDay.length > 0) tests.push((day) => byDay.some((wanted) => isWanted(day, wanted, rule)));
  else if (freq === 'WEEKLY' || (byWeekNo.length > 0 && !dated)) {
    tests.push((day) => weekday(day) === weekday(startDay));
  }
  return (day) => tests.every((test) => test(day));
};

/** BYDAY with a number counts within the month, or within the year where a yearly rule names no months. */
const isWanted = (day: number, { nth, weekday: wanted }: Rule['byDay'][number], rule: Rule): boolean => {
  if (weekday(day) !== wanted) return false;
  if (nth === 0 || rule.freq === 'WEEKLY' || rule.freq === 'DAILY') return true;
  const inYear = rule.freq === 'YEARLY' && rule.byMonth.length === 0;
  const [place, length] = inYear ? yearDay(day) : monthDay(day);
  return nth > 0 ? Math.floor((place - 1) / 7) + 1 === nth : Math.floor((length - place) / 7) + 1 === -nth;
};

const isAmong = (wanted: readonly number[], place: number, length: number): boolean =>
  wanted.some((number) => (number > 0 ? number === place : place === length + 1 + number));

type Place = readonly [place: number, length: number];

const monthDay = (day: number): Place => {
  const date = civilDate(day);
  return [date.day, daysInMonth(date.year, date.month)];
};

const yearDay = (day: number): Place => {
  const { year } = civilDate(day);
  return [day - dayNumber(year, 1, 1) + 1, isLeapYear(year) ? 366 : 365];
};

/** Week 1 is the first with four days or more in the year; a week is of the year that has most of it. */
const weekNumber = (day: number, weekStart: number): Place => {
  const begin = weekBegin(day, weekStart);
  const { year } = civilDate(begin + 3);
  const first = weekBegin(dayNumber(year, 1, 4), weekStart);
  const next = weekBegin(dayNumber(year + 1, 1, 4), weekStart);
  return [(begin - first) / 7 + 1, (next - first) / 7];
};
