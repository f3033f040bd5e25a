/** The ways to and from all the meetings that stand in a window, each way once. */
import type { BusyRow } from './busy.js';
import type { AvailabilityInput } from './input.js';
import { type TravelBlock, travelBlocks } from './travel-blocks.js';

export interface StandingBlock extends TravelBlock {
  readonly meetingId: string;
  readonly side: 'before' | 'after';
}

/**
 * In order of their start; those that touch `input.window` (epoch ms). Between two meetings lies one way: it is shown as
 * the one before the second, so that the client sets out as late as may be.
 */
export function standingTravel(input: AvailabilityInput): StandingBlock[] {
  const { start, end } = input.window;
  const found = input.busy.flatMap((row) => blocksOf(input, row)).sort((a, b) => a.start - b.start);
  const arrivals = found.filter(({ side }) => side === 'before');
  return found.filter(
    (block) =>
      block.start < end &&
      start < block.end &&
      (block.side === 'before' || !arrivals.some((arrival) => sameWay(block, arrival))),
  );
}

const A_DAY_MS = 86_400_000;

function sameWay(leaving: TravelBlock, arrival: TravelBlock): boolean {
  return (
    leaving.fromPlaceId === arrival.fromPlaceId &&
    leaving.toPlaceId === arrival.toPlaceId &&
    Math.abs(arrival.start - leaving.start) < A_DAY_MS
  );
}

function blocksOf(input: AvailabilityInput, row: BusyRow): StandingBlock[] {
  const { placeId, meetingId, start, end } = row;
  if (row.kind === 'event' || placeId === undefined || meetingId === undefined) return [];
  const durationMinutes = Math.min(1440, Math.max(1, Math.ceil((end - start) / 60_000)));
  // Only this row is taken out: other options of the same meeting are holds of their own.
  const others = input.busy.filter((other) => other !== row && !isOwnEvent(other, row));
  const wanted = { placeId, durationMinutes };
  return travelBlocks({ ...input, busy: others, wanted }, start).flatMap((block) =>
    'start' in block
      ? [{ ...block, meetingId, side: block.start < start ? ('before' as const) : ('after' as const) }]
      : [],
  );
}

/** The event that a meeting was written back as. */
function isOwnEvent(other: BusyRow, row: BusyRow): boolean {
  return other.kind === 'event' && other.meetingId === row.meetingId;
}
