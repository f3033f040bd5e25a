/**
 * What travel and floating breaks leave of the starts.
 *
 * Both depend on what lies around a start, so they come last: within one span of starts that are
 * still allowed, every busy row lies wholly before or wholly after the meeting, and on one local
 * day the places the client comes from and goes to are the same for the whole span. So each span,
 * cut at midnights, is narrowed once; nothing is tried minute by minute.
 */
import { Spans } from '../time/spans.js';
import { floatingBreaks, type OpenBreak } from './breaks.js';
import type { OccupiedTable } from './occupied-table.js';
import type { Query } from './query.js';
import { legBetween } from './travel.js';

/** Days a leg, a meeting and its buffers can reach over, in minutes. */
const REACH = 4 * 1440;

export function needsSurroundings(query: Query): boolean {
  const { breaks } = query.settings;
  return travels(query) || (breaks !== undefined && breaks.length > 0);
}

function travels({ placeId, input, settings }: Query): boolean {
  if (placeId === undefined) return false;
  return input.travel !== undefined || (settings.travel?.unknownMinutes ?? 0) > 0;
}

/** Fills `out` with the part of `starts` that leaves time for travel and for the breaks; `rows` are sorted. */
export function fitIntoDays(query: Query, starts: Spans, rows: OccupiedTable, out: Spans): void {
  out.clear();
  const { days, duration } = query;
  const around = new Surroundings(query, rows);
  const breaks = floatingBreaks(query, rows);
  let day = days.dayOf(query.from);
  let dayFrom = days.start(day);
  let dayUntil = days.start(day + 1);
  let firstBreak = 0;

  for (let i = 0; i < starts.length; i += 2) {
    const end = starts.data[i + 1] ?? 0;
    for (let a = starts.data[i] ?? 0; a < end; ) {
      while (a >= dayUntil) {
        dayFrom = dayUntil;
        dayUntil = days.start(++day + 1);
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

/**
 * A break is lost by starts that leave no part of its one free run long enough. Several breaks may
 * lie within one another, so what they close is put in order before it is taken out.
 */
function pushOutsideBreaks(
  { before, after, duration }: Query,
  { legIn, legOut }: Surroundings,
  breaks: readonly OpenBreak[],
  first: number,
  from: number,
  until: number,
  out: Spans,
): void {
  lost.clear();
  let sorted = true;
  for (let k = first; k < breaks.length; k++) {
    const run = breaks[k];
    if (run === undefined || run.from - REACH > until) break;
    const lostFrom = run.until - run.minutes - duration - after - legOut + 1;
    const lostUntil = run.from + run.minutes + before + legIn;
    if (lostFrom >= lostUntil || lostUntil <= from || lostFrom >= until) continue;
    if (!lost.join(lostFrom, lostUntil)) sorted = false;
  }
  if (!sorted) lost.sortAndJoin();
  let a = from;
  for (let k = 0; k < lost.length && a < until; k += 2) {
    const lostFrom = lost.data[k] ?? 0;
    if (lostFrom > a) out.push(a, lostFrom);
    a = lost.data[k + 1] ?? 0;
  }
  if (a < until) out.push(a, until);
}

/** Scratch of `pushOutsideBreaks`. */
const lost = new Spans(8);

/** What lies on either side of a start; starts are asked for in ascending order. */
class Surroundings {
  /** Latest minute that is taken before, earliest that is taken after, buffers included. */
  clearUntil = -Infinity;
  clearFrom = Infinity;
  /** Minutes of travel to the meeting and on from it. */
  legIn = 0;
  legOut = 0;

  private readonly query: Query;
  private readonly rows: OccupiedTable;
  private readonly travels: boolean;
  /** Rows before this one lie before the start, the others after the meeting. */
  private next = 0;
  private lastPlaced = -1;
  private nextPlaced = -1;
  private readonly legs = new Map<string, { readonly in: number; readonly out: number }>();

  constructor(query: Query, rows: OccupiedTable) {
    this.query = query;
    this.rows = rows;
    this.travels = travels(query);
  }

  /** `dayFrom`: begin of the start's local day; `dayUntil`: end of the local day the meeting ends on. */
  moveTo(start: number, dayFrom: number, dayUntil: number): void {
    const { rows } = this;
    for (; this.next < rows.count && (rows.start[this.next] ?? 0) < start; this.next++) {
      this.clearUntil = Math.max(this.clearUntil, rows.clearUntil[this.next] ?? 0);
      if (rows.place[this.next] === undefined) continue;
      if (this.lastPlaced < 0 || this.endOf(this.next) >= this.endOf(this.lastPlaced))
        this.lastPlaced = this.next;
    }
    this.clearFrom = rows.clearFromHere[this.next] ?? 0;
    if (!this.travels) return;

    if (this.nextPlaced < this.next) this.nextPlaced = this.next;
    while (this.nextPlaced < rows.count && rows.place[this.nextPlaced] === undefined) this.nextPlaced++;
    const { travel } = this.query.settings;
    const came = this.lastPlaced >= 0 && this.endOf(this.lastPlaced) > dayFrom;
    const goes = this.nextPlaced < rows.count && (rows.start[this.nextPlaced] ?? 0) < dayUntil;
    const cameFrom = came ? rows.place[this.lastPlaced] : travel?.dayStartPlaceId;
    const goesTo = goes ? rows.place[this.nextPlaced] : travel?.dayEndPlaceId;
    this.legIn = cameFrom === undefined ? 0 : this.legsOf(cameFrom).in;
    this.legOut = goesTo === undefined ? 0 : this.legsOf(goesTo).out;
  }

  private endOf(row: number): number {
    return this.rows.end[row] ?? 0;
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
