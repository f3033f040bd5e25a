/** Choosing a few slots to propose, and replacements for one that fell through. */
import type { Interval } from '../time/interval.js';
import { overlaps } from '../time/interval.js';
import type { RankedSlot } from './rank.js';

/** What it costs a slot that an earlier choice is on the same day, or in the same part of a day. */
const SAME_DAY = 0.4;
const SAME_DAYPART = 0.15;

/**
 * `n` proposals out of ranked slots: the best, then each time the best of what is left after slots
 * on a day or in a daypart that is already among the chosen were marked down. A partner who cannot
 * on Tuesday mornings should not get three of them. In the order of time.
 */
export function suggest(ranked: readonly RankedSlot[], n: number): RankedSlot[] {
  const chosen: RankedSlot[] = [];
  while (chosen.length < n) {
    let best: RankedSlot | undefined;
    let bestWorth = -Infinity;
    for (const candidate of ranked) {
      if (chosen.some(({ slot }) => overlaps(slot, candidate.slot))) continue;
      const worth = candidate.score - penalty(candidate, chosen);
      if (worth > bestWorth) {
        best = candidate;
        bestWorth = worth;
      }
    }
    if (best === undefined) break;
    chosen.push(best);
  }
  return chosen.sort((a, b) => a.slot.start - b.slot.start);
}

function penalty({ day, daypart }: RankedSlot, chosen: readonly RankedSlot[]): number {
  const sameDay = chosen.filter((other) => other.day === day).length;
  const sameDaypart = chosen.filter((other) => other.daypart === daypart).length;
  return SAME_DAY * sameDay + SAME_DAYPART * sameDaypart;
}

/**
 * The `n` slots nearest to an option that can no longer be had, nearest first: distance in time,
 * where the same hour on another day is nearer than another hour far from it on the same day.
 * Slots that overlap the option itself or any of `taken` (the other options) are left out.
 */
export function substitute(
  option: Interval,
  ranked: readonly RankedSlot[],
  taken: readonly Interval[],
  n: number,
): RankedSlot[] {
  return ranked
    .filter(({ slot }) => ![option, ...taken].some((other) => overlaps(slot, other)))
    .map((candidate) => ({ candidate, far: distance(option, candidate) }))
    .sort((a, b) => a.far - b.far || b.candidate.score - a.candidate.score)
    .slice(0, n)
    .map(({ candidate }) => candidate);
}

const HOUR = 3_600_000;

/** In hours: a day counts as three, and within the day the hours between the readings count. */
function distance(option: Interval, { slot }: RankedSlot): number {
  const apart = slot.start - option.start;
  const days = Math.round(apart / (24 * HOUR));
  return 3 * Math.abs(days) + Math.abs(apart / HOUR - 24 * days);
}
