/**
 * Travel between in-person meetings: how long a leg takes, and what it occupies.
 *
 * The engine asks a table that is already filled: whoever calls it has fetched the legs from a
 * router, from fixed minutes or from an estimate. Travel is derived from places each time and never
 * stored as busy time, because a meeting put between two others changes the legs around it.
 *
 * A meeting that starts at s and ends at e at place P needs
 *   before it: the leg to P from the place of the last busy row that ends by s on the local day of
 *     s, or, when there is none with a place, from the day's start address;
 *   after it: the leg from P to the place of the first busy row that starts at e or later on the
 *     local day of the meeting's last minute, or else to the day's end address.
 * Rows are in order of start, else as given; of rows that end in the same minute the last one in that
 * order says where the client comes from, of rows that start in the same minute the first.
 * The legs lie outside the buffers, and no busy time may lie in them. They may lie outside opening
 * hours: leaving home early is nobody's business but the client's.
 */

/** How long, and who says so: an agreed time per pair, a road router, or distance and speed. */
export interface Leg {
  readonly minutes: number;
  readonly source: 'fixed' | 'router' | 'estimate' | 'unknown';
}

/** The leg from one place to another, by place id; undefined when nobody knows. */
export type TravelTable = (fromPlaceId: string, toPlaceId: string) => Leg | undefined;

/** No leg takes longer than a day; what claims to is as good as unknown, and is counted as a day. */
const LONGEST_LEG = 1440;

export const NO_LEG: Leg = { minutes: 0, source: 'fixed' };

/** The leg between two places; none when they are the same or one of them is not known. Without a table, all are unknown. */
export function legBetween(
  table: TravelTable | undefined,
  from: string | undefined,
  to: string | undefined,
  unknownMinutes: number,
): Leg {
  if (from === undefined || to === undefined || from === to) return NO_LEG;
  const leg = table?.(from, to);
  if (leg === undefined || !(leg.minutes >= 0)) return { minutes: unknownMinutes, source: 'unknown' };
  return { minutes: Math.min(Math.ceil(leg.minutes), LONGEST_LEG), source: leg.source };
}
