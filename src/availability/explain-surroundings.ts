/** Reasons that lie around a time: travel, breaks, full days. For one start, by plain intervals. */
import { mondayOf, parseClock } from '../time/civil.js';
import { type Interval, subtract } from '../time/interval.js';
import { limitsFor, tally } from './limits.js';
import { type Occupied, occupiedRows } from './occupied.js';
import type { Query } from './query.js';
import type { Reason } from './reason.js';
import { type Leg, legBetween, NO_LEG } from './travel.js';

/** A leg beside a meeting: from where to where, and how long. */
export interface LegBeside {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly leg: Leg;
}

/** The legs to and from a meeting at the wanted place; the definition stands in travel.ts. */
export function legsBeside(
  { input, settings, placeId, days }: Query,
  rows: readonly Occupied[],
  meeting: Interval,
): { readonly before: LegBeside; readonly after: LegBeside } {
  const none = { from: undefined, to: undefined, leg: NO_LEG };
  if (placeId === undefined) return { before: none, after: none };
  const placed = rows.filter(({ row }) => row.placeId !== undefined);
  const dayFrom = days.start(days.dayOf(meeting.start));
  const dayUntil = days.start(days.dayOf(meeting.end - 1) + 1);
  const earlier = placed
    .filter(({ end }) => end <= meeting.start && end > dayFrom)
    .reduce<Occupied | undefined>(
      (latest, row) => (row.end >= (latest?.end ?? -Infinity) ? row : latest),
      undefined,
    );
  const later = placed.find(({ start }) => start >= meeting.end && start < dayUntil);
  const from = earlier?.row.placeId ?? settings.travel?.dayStartPlaceId;
  const to = later?.row.placeId ?? settings.travel?.dayEndPlaceId;
  const unknown = settings.travel?.unknownMinutes ?? 0;
  return {
    before: { from, to: placeId, leg: legBetween(input.travel, from, placeId, unknown) },
    after: { from: placeId, to, leg: legBetween(input.travel, placeId, to, unknown) },
  };
}

/** Travel, then breaks. */
export function explainSurroundings(query: Query, meeting: Interval): Reason[] {
  const rows = occupiedRows(query);
  const legs = legsBeside(query, rows, meeting);
  return [...tooFar(rows, legs, meeting), ...lostBreaks(query, rows, legs, meeting)];
}

/** Rows that leave the buffers but not the leg beside them. */
function tooFar(rows: readonly Occupied[], legs: ReturnType<typeof legsBeside>, meeting: Interval): Reason[] {
  const reasons: Reason[] = [];
  for (const { row, start, end, clearFrom, clearUntil } of rows) {
    const side = end <= meeting.start ? 'before' : start >= meeting.end ? 'after' : undefined;
    if (side === undefined) continue;
    const { from, to, leg } = legs[side];
    const room = side === 'before' ? meeting.start - clearUntil : clearFrom - meeting.end;
    if (room >= leg.minutes || room < 0 || from === undefined || to === undefined) continue;
    reasons.push({ because: 'travel', sourceId: row.sourceId, fromPlaceId: from, toPlaceId: to, leg, side });
  }
  return reasons;
}

function lostBreaks(
  { settings, days, before, after }: Query,
  rows: readonly Occupied[],
  legs: ReturnType<typeof legsBeside>,
  meeting: Interval,
): Reason[] {
  const reach = {
    start: meeting.start - before - legs.before.leg.minutes,
    end: meeting.end + after + legs.after.leg.minutes,
  };
  const reasons: Reason[] = [];
  for (const { id: sourceId, from, to, minutes } of settings.breaks ?? []) {
    for (let day = days.dayOf(reach.start) - 2; day <= days.dayOf(reach.end); day++) {
      const hours = {
        start: days.bound(day, parseClock(from) ?? 0),
        end: days.bound(day, parseClock(to) ?? 0),
      };
      const fits = (taken: readonly Interval[]) =>
        subtract([hours], taken).some(({ start, end }) => end - start >= minutes);
      if (fits(rows) && !fits([...rows, reach])) reasons.push({ because: 'break', sourceId, minutes });
    }
  }
  return reasons;
}

/** Full days and weeks. */
export function explainLimits(query: Query, meeting: Interval): Reason[] {
  const reasons: Reason[] = [];
  const day = query.days.dayOf(meeting.start);
  for (const limit of limitsFor(query)) {
    const { firstDay, byDay, firstMonday, byWeek } = tally(query, limit, meeting.start, meeting.end);
    const today = byDay[day - firstDay]?.length ?? 0;
    const thisWeek = byWeek[(mondayOf(day) - firstMonday) / 7]?.length ?? 0;
    const { id: sourceId, perDay = Infinity, perWeek = Infinity } = limit;
    if (today >= perDay)
      reasons.push({ because: 'limit', sourceId, per: 'day', most: perDay, already: today });
    if (thisWeek >= perWeek) {
      reasons.push({ because: 'limit', sourceId, per: 'week', most: perWeek, already: thisWeek });
    }
  }
  return reasons;
}
