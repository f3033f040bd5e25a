/**
 * Why a time is not offered: every reason, not just the first.
 *
 * Answers for one start by looking at each rule and each row in turn, in plain intervals; it shares
 * with `freeSlots` only the reading of the question. For every minute of a window, a time has no
 * reason exactly when it is a slot; a property test holds the two together.
 */
import { formatDate, MINUTES_A_DAY, MS_A_MINUTE } from '../time/civil.js';
import { contains, type Interval, normalise, overlaps } from '../time/interval.js';
import { counts } from './busy.js';
import { vouchedFor } from './calendar-state.js';
import { explainLimits, explainSurroundings } from './explain-surroundings.js';
import type { AvailabilityInput } from './input.js';
import { forbids, timesOf } from './instruction.js';
import { badRow, distanceAfter, distanceBefore, rowEnd, rowStart } from './occupied.js';
import { type StatedWindow, statedWindows } from './opening.js';
import { type Query, readQuery } from './query.js';
import { mayOverride, type Reason } from './reason.js';

/**
 * The reasons, in the order rule, instruction, event, buffer, travel, break, notice, horizon, limit,
 * calendar, step; empty when the time can be offered. `time` is the start, epoch ms; `input.window`
 * is not looked at, but `input.busy` must reach around the time as it must around a window.
 */
export function explain(input: AvailabilityInput, time: number): Reason[] {
  const query = readQuery(input);
  if (!('days' in query)) return [{ because: 'faults', faults: query }];
  for (const [i, row] of input.busy.entries()) {
    if (!counts(row, input.settings.policies, input.wanted?.reschedules)) continue;
    if (!(rowEnd(query, row) >= rowStart(query, row))) return [{ because: 'faults', faults: [badRow(i)] }];
  }
  // Within a minute, the meeting occupies every minute that it begins.
  const start = Math.floor(time / MS_A_MINUTE);
  const meeting = { start, end: Math.ceil(time / MS_A_MINUTE) + query.duration };
  return [
    ...hours(query, meeting),
    ...closures(query, meeting),
    ...instructions(query, meeting),
    ...busyTimes(query, meeting),
    ...explainSurroundings(query, meeting),
    ...noticeAndHorizon(query, meeting),
    ...explainLimits(query, meeting),
    ...calendars(query, meeting),
    ...step(query, meeting, time),
  ];
}

/** What booking at `time` on purpose would break, and whether it may be done at all. */
export function whatItBreaks(
  input: AvailabilityInput,
  time: number,
): { readonly allowed: boolean; readonly breaks: readonly Reason[] } {
  const breaks = explain(input, time);
  return { allowed: breaks.every(mayOverride), breaks };
}

interface Hours extends Interval {
  readonly stated: StatedWindow;
}

function hoursAround({ days, plan }: Query, meeting: Interval): Hours[] {
  const found: Hours[] = [];
  for (let day = days.dayOf(meeting.start) - 2; day <= days.dayOf(meeting.end) + 1; day++) {
    for (const stated of statedWindows(plan, day)) {
      found.push({ start: days.bound(day, stated.from), end: days.bound(day, stated.to), stated });
    }
  }
  return found.filter(({ start, end }) => start < end);
}

function suits({ placeId }: Query, { stated }: Hours): boolean {
  return placeId === undefined || stated.placeId === undefined || stated.placeId === placeId;
}

function hours(query: Query, meeting: Interval): Reason[] {
  const all = hoursAround(query, meeting);
  const covered = (list: readonly Hours[]) => normalise(list).some((run) => contains(run, meeting));
  if (covered(all.filter((window) => suits(query, window)))) return [];
  if (covered(all)) {
    return all
      .filter((window) => overlaps(window, meeting) && !suits(query, window))
      .map(({ stated }) => ({ because: 'place', sourceId: stated.ruleId, placeId: stated.placeId ?? '' }));
  }
  const { plan, days } = query;
  const day = days.dayOf(meeting.start);
  const off = plan.daysOff.get(day);
  if (off !== undefined) {
    const { because, id: sourceId, title } = off;
    return [{ because, sourceId, ...(title === undefined ? {} : { title }) }];
  }
  const instead = plan.replaced.get(day);
  if (instead !== undefined) return [{ because: 'other_hours', sourceId: instead }];
  return [{ because: 'hours', date: formatDate(day) }];
}

function closures({ plan, days }: Query, meeting: Interval): Reason[] {
  const first = days.dayOf(meeting.start) - 2;
  const last = days.dayOf(meeting.end) + 1;
  // Dates and hours that the clocks leave out take no time, and meet nothing.
  const meetsBetween = (start: number, end: number) => start < end && overlaps({ start, end }, meeting);
  const meets = ({ fromDay, untilDay, window }: (typeof plan.closed)[number]) => {
    if (window === undefined) return meetsBetween(days.start(fromDay), days.start(untilDay + 1));
    for (let day = Math.max(first, fromDay); day <= Math.min(last, untilDay); day++) {
      if (meetsBetween(days.bound(day, window.from), days.bound(day, window.to))) return true;
    }
    return false;
  };
  return plan.closed.filter(meets).map(({ id: sourceId, title }) => ({
    because: 'closed',
    sourceId,
    ...(title === undefined ? {} : { title }),
  }));
}

function instructions({ input, days }: Query, meeting: Interval): Reason[] {
  const against = (input.instructions ?? []).filter((instruction) => {
    const { day, from, to } = timesOf(instruction);
    const times = { start: days.bound(day, from), end: days.bound(day, to) };
    return (
      times.start < times.end &&
      overlaps(times, meeting) &&
      forbids(instruction, input.wanted ?? {}, input.now)
    );
  });
  return against.map((instruction) => ({ because: 'instruction', sourceId: instruction.id, instruction }));
}

/** Events in the way come first, then those that are merely too near. */
function busyTimes(query: Query, meeting: Interval): Reason[] {
  const inTheWay: Reason[] = [];
  const tooNear: Reason[] = [];
  const { settings, wanted, busy } = query.input;
  for (const row of busy) {
    if (!counts(row, settings.policies, wanted?.reschedules)) continue;
    const { sourceId, meetingId } = row;
    const occupied = { start: rowStart(query, row), end: rowEnd(query, row) };
    if (occupied.end <= occupied.start) continue;
    if (overlaps(occupied, meeting)) {
      inTheWay.push({ because: row.kind, sourceId, ...(meetingId === undefined ? {} : { meetingId }) });
      continue;
    }
    const side = occupied.end <= meeting.start ? 'before' : 'after';
    const between = side === 'before' ? meeting.start - occupied.end : occupied.start - meeting.end;
    const minutes = side === 'before' ? distanceAfter(query, row) : distanceBefore(query, row);
    if (between >= minutes) continue;
    const because = row.kind !== 'event' && minutes === query.gap ? 'gap' : 'buffer';
    tooNear.push({ because, sourceId, minutes, side });
  }
  return [...inTheWay, ...tooNear];
}

function noticeAndHorizon(query: Query, meeting: Interval): Reason[] {
  const reasons: Reason[] = [];
  const { earliest, earliestBy: by, beyond, lastDay } = query;
  if (meeting.start < earliest) {
    reasons.push({ because: 'notice', by, earliest: earliest >= beyond ? null : earliest * MS_A_MINUTE });
  }
  if (meeting.start >= beyond) reasons.push({ because: 'horizon', lastDate: formatDate(lastDay) });
  return reasons;
}

function calendars({ input, before, after }: Query, meeting: Interval): Reason[] {
  const reach = { start: (meeting.start - before) * MS_A_MINUTE, end: (meeting.end + after) * MS_A_MINUTE };
  const reasons: Reason[] = [];
  for (const calendar of input.calendars ?? []) {
    const vouched = vouchedFor(calendar, input.now);
    if (typeof vouched !== 'string' && contains(vouched, reach)) continue;
    const trouble = typeof vouched === 'string' ? vouched : 'not_mirrored';
    const { calendarId: sourceId, syncedAt } = calendar;
    reasons.push({ because: 'calendar', sourceId, trouble, ...(syncedAt === undefined ? {} : { syncedAt }) });
  }
  return reasons;
}

function step(query: Query, meeting: Interval, time: number): Reason[] {
  const { stepMinutes, alignment } = query.settings;
  const off: Reason = { because: 'step', stepMinutes };
  if (time % MS_A_MINUTE !== 0) return [off];
  if (alignment === 'clock') {
    const { days } = query;
    const wall = meeting.start + days.offsetAt(meeting.start);
    const reading = wall - Math.floor(wall / MINUTES_A_DAY) * MINUTES_A_DAY;
    return reading % stepMinutes === 0 ? [] : [off];
  }
  const begun = hoursAround(query, meeting)
    .filter((window) => suits(query, window))
    .map(({ start }) => start)
    .filter((start) => start <= meeting.start);
  // Outside all hours there is nothing to count from, and another reason says so.
  if (begun.length === 0) return [];
  return (meeting.start - Math.max(...begun)) % stepMinutes === 0 ? [] : [off];
}
