/** Travel as its own blocks beside a meeting, for showing. Derived each time, so it moves with the meeting. */
import { MS_A_MINUTE } from '../time/civil.js';
import type { Interval } from '../time/interval.js';
import { legsBeside } from './explain-surroundings.js';
import type { AvailabilityInput } from './input.js';
import { occupiedRows } from './occupied.js';
import { readQuery } from './query.js';
import type { RuleFault } from './rule.js';
import type { Leg } from './travel.js';

export interface TravelBlock extends Interval {
  readonly fromPlaceId: string;
  readonly toPlaceId: string;
  readonly leg: Leg;
}

/**
 * The legs to and from a meeting that starts at `time` (epoch ms) at `input.wanted.placeId`, as
 * epoch ms; legs of no length are left out. For a meeting that already stands, pass its id as
 * `wanted.reschedules`, or it would travel to itself.
 */
export function travelBlocks(input: AvailabilityInput, time: number): TravelBlock[] | readonly RuleFault[] {
  const query = readQuery(input);
  if (!('days' in query)) return query;
  const start = Math.floor(time / MS_A_MINUTE);
  const end = Math.ceil(time / MS_A_MINUTE) + query.duration;
  const { before, after } = legsBeside(query, occupiedRows(query), { start, end });
  const blocks: TravelBlock[] = [];
  const add = (from: number, side: typeof before) => {
    const { from: fromPlaceId, to: toPlaceId, leg } = side;
    if (fromPlaceId === undefined || toPlaceId === undefined || leg.minutes === 0) return;
    const block = { start: from * MS_A_MINUTE, end: (from + leg.minutes) * MS_A_MINUTE };
    blocks.push({ ...block, fromPlaceId, toPlaceId, leg });
  };
  add(start - query.before - before.leg.minutes, before);
  add(end + query.after, after);
  return blocks;
}
