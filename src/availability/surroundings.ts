/**
 * What travel and floating breaks leave of the starts.
 *
 * Both depend on what lies around a start, so they come last: within one span of starts that are
 * still allowed, every busy row lies wholly before or wholly after the meeting, and on one local
 * day the places the client comes from and goes to are the same for the whole span. So each span,
 * cut at midnights, is narrowed once; nothing is tried minute by minute.
 */
import type { Spans } from '../time/spans.js';
import { floatingBreaks, type OpenBreak } from './breaks.js';
import { type Occupied, occupiedRows } from './occupied.js';
import type { Query } from './query.js';
import { legBetween } from './travel.js';

/** Days a leg, a meeting and its buffers can reach over, in minutes. */
const REACH = 4 * 1440;

export function needsSurroundings({ settings, input, placeId }: Query): boolean {
  const travels = input.travel !== undefined && placeId !== undefined;
  return travels || (settings.breaks !== undefined && settings.breaks.length > 0);
}

/** Fills `out` with the part of `starts` that leaves time for travel and for the breaks. */
export function fitIntoDays(query: Query, starts: Spans, out: Spans): void {
  out.clear();
  const { days, duration } = query;
  const rows = occupiedRows(query);
  const around = new Surroundings(query, rows);
  const breaks = floatingBreaks(query, rows);
  let dayFrom = 0;
  let dayUntil = 0;
  let firstBreak = 0;

  for (let i = 0; i < starts.length; i += 2) {
    const end = starts.data[i + 1] ?? 0;
    for (let a = starts.data[i] ?? 0; a < end; ) {
      if (a >= dayUntil) {
        const day = days.dayOf(a);
        dayFrom = days.start(day);
        dayUntil = days.start(day + 1);
      }
      // The meeting's last minute may lie on a later day than its first.
      const last = a + duration - 1;
      const endDayUntil = last < dayUntil ? dayUntil : days.start(days.dayOf(last) + 1);
      const b = Math.min(end, dayUntil, endDayUntil - duration + 1);

      around.moveTo(a, dayFrom, endDayUntil);
      const from = Math.max(a, around.clearUntil + around.legIn);
      const until = Math.min(b, around.clearFrom - around.legOut - duration + 1);
      while (firstBreak < breaks.length && (breaks[firstBreak]?.until ?? 0) + REACH < a) firstBreak++;
      if (from < until) pushOutsideBreaks(query, around, breaks, firstBreak, from, until, out);
      a = b;
    }
  }
}

/** A break is lost by starts that leave no part of its one free run long enough. */
function pushOutsideBreaks(
  { before, after, duration }: Query,
  { legIn, legOut }: Surroundings,
  breaks: readonly OpenBreak[],
  first: number,
  from: number,
  until: number,
  out: Spans,
): void {
  let a = from;
  for (let k = first; k < breaks.length && a < until; k++) {
    const run = breaks[k];
    if (run === undefined || run.from - REACH > until) break;
    const lostFrom = run.until - run.minutes - duration - after - legOut + 1;
    const lostUntil = run.from + run.minutes + before + legIn;
    if (lostFrom >= lostUntil || lostUntil <= a || lostFrom >= until) continue;
    if (lostFrom > a) out.push(a, lostFrom);
    a = lostUntil;
  }
  if (a < until) out.push(a, until);
}

/** What lies on either side of a start; starts are asked for in ascending order. */
class Surroundings {
  /** Latest minute that is taken before, earliest that is taken after, buffers included. */
  clearUntil = -Infinity;
  clearFrom = Infinity;
  /** Minutes of travel to the meeting and on from it. */
  legIn = 0;
  legOut = 0;

  private next = 0;
  private lastPlaced: Occupied | undefined;
  private readonly clearFromHere: Float64Array;
  private readonly placedFromHere: Int32Array;
  private readonly legs = new Map<string, { readonly in: number; readonly out: number }>();
  private readonly travels: boolean;

  constructor(
    private readonly query: Query,
    private readonly rows: readonly Occupied[],
  ) {
    this.travels = query.input.travel !== undefined && query.placeId !== undefined;
    const n = rows.length;
    this.clearFromHere = new Float64Array(n + 1).fill(Infinity);
    this.placedFromHere = new Int32Array(n + 1).fill(n);
    for (let i = n - 1; i >= 0; i--) {
      const row = rows[i];
      if (row === undefined) continue;
      this.clearFromHere[i] = Math.min(row.clearFrom, this.clearFromHere[i + 1] ?? Infinity);
      this.placedFromHere[i] = row.row.placeId === undefined ? (this.placedFromHere[i + 1] ?? n) : i;
    }
  }

  /** `dayFrom`: begin of the start's local day; `dayUntil`: end of the local day the meeting ends on. */
  moveTo(start: number, dayFrom: number, dayUntil: number): void {
    for (let row = this.rows[this.next]; row !== undefined && row.start < start; row = this.rows[this.next]) {
      this.clearUntil = Math.max(this.clearUntil, row.clearUntil);
      if (row.row.placeId !== undefined && row.end >= (this.lastPlaced?.end ?? -Infinity))
        this.lastPlaced = row;
      this.next++;
    }
    this.clearFrom = this.clearFromHere[this.next] ?? Infinity;
    if (!this.travels) return;
    const { travel } = this.query.settings;
    const from = this.lastPlaced;
    const to = this.rows[this.placedFromHere[this.next] ?? -1];
    const cameFrom = from !== undefined && from.end > dayFrom ? from.row.placeId : travel?.dayStartPlaceId;
    const goesTo = to !== undefined && to.start < dayUntil ? to.row.placeId : travel?.dayEndPlaceId;
    this.legIn = cameFrom === undefined ? 0 : this.legsOf(cameFrom).in;
    this.legOut = goesTo === undefined ? 0 : this.legsOf(goesTo).out;
  }

  /** The legs between a place and the meeting's, asked for once. */
  private legsOf(place: string): { readonly in: number; readonly out: number } {
    const known = this.legs.get(place);
    if (known !== undefined) return known;
    const { input, settings, placeId } = this.query;
    const unknown = settings.travel?.unknownMinutes ?? 0;
    const legs = {
      in: legBetween(input.travel, place, placeId, unknown).minutes,
      out: legBetween(input.travel, placeId, place, unknown).minutes,
    };
    this.legs.set(place, legs);
    return legs;
  }
}
