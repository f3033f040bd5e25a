/**
 * A zone's UTC offsets as a table of the instants at which they change.
 *
 * Temporal knows the zone data but costs hundreds of nanoseconds a question; a slot search asks
 * thousands. So each zone's changes are read from Temporal once, for some years at a time, and
 * every later question is a look-up. The cache holds nothing but what the zone data say, so an
 * answer never depends on who asked before; nor on the process's TZ or locale, which Temporal
 * does not consult when the zone is named.
 */
import { MS_A_DAY, MS_A_MINUTE } from './civil.js';

/**
 * What the table says about a stretch of years. The three lists run side by side: `offsets[i]`
 * holds from `at[i - 1]` (or the beginning) up to `at[i]` (or the end), and `wallAt[i]` is the wall
 * reading from which `offsets[i + 1]` is used.
 */
export interface Transitions {
  /** Instants at which the offset changes, ascending. */
  readonly at: Float64Array;
  /** Offsets from UTC (positive is east); one more than `at`. */
  readonly offsets: Float64Array;
  /**
   * For each change, the wall reading (as if it were UTC) that the later offset begins to serve.
   * It is the later of the two readings at the change: a reading that does not exist, or that
   * exists twice, is served by the offset before. RFC 5545 section 3.3.5 and Temporal's
   * "compatible" agree on that.
   */
  readonly wallAt: Float64Array;
  /**
   * How many of `wallAt` lie before each stretch of BUCKET_MS from `bucketsFrom` on: where a look-up begins. Clocks change a
   * few times a year, so that it ends there, too.
   */
  readonly buckets: Uint16Array;
  readonly bucketsFrom: number;
}

/** Some 25 days, a power of two. */
const BUCKET_MS = 2 ** 31;

/** The same in whole minutes, as the slot engine counts. Offsets are whole minutes since 1972. */
export interface MinuteTransitions {
  /** Epoch minutes of the changes, ended by a sentinel that lies after everything. */
  readonly at: Int32Array;
  readonly offsets: Int32Array;
  /** Wall minutes, ended by the same sentinel. */
  readonly wallAt: Int32Array;
}

export const AFTER_EVERYTHING = 0x7fff_ffff;

/** Outside these years a question goes to Temporal itself: right, slow, and no table grows for it. */
const FIRST_TABLED = Date.UTC(1900, 0, 1);
const LAST_TABLED = Date.UTC(2200, 0, 1);

/** Read this much more than was asked for, so that a search that moves on by a week reads nothing. */
const MARGIN = 2 * 366 * MS_A_DAY;

export class ZoneTable {
  readonly zone: string;
  private from: number;
  private until: number;
  private table: Transitions;
  private minutes: MinuteTransitions;

  constructor(zone: string) {
    this.zone = zone;
    this.from = Infinity;
    this.until = -Infinity;
    this.table = {
      at: new Float64Array(0),
      offsets: new Float64Array(1),
      wallAt: new Float64Array(0),
      buckets: new Uint16Array(0),
      bucketsFrom: 0,
    };
    this.minutes = inMinutes(this.table);
  }

  /** A table that is right for every instant and wall reading of [from, until), epoch ms. */
  covering(from: number, until: number): Transitions {
    if (from < this.from || until > this.until) this.extend(from, until);
    return this.table;
  }

  /** The same in minutes. */
  minutesCovering(from: number, until: number): MinuteTransitions {
    if (from < this.from || until > this.until) this.extend(from, until);
    return this.minutes;
  }

  /** UTC offset in ms at an instant. */
  offsetAt(ms: number): number {
    if (ms < FIRST_TABLED || ms >= LAST_TABLED) return temporalOffset(this.zone, ms);
    const { at, offsets } = this.covering(ms, ms + 1);
    return offsets[upTo(at, ms)] ?? 0;
  }

  /**
   * The instant at which the zone's clocks show `wall` (ms as if UTC): the earlier of two when it
   * comes twice; when it does not come at all, the instant that lies as far after the change as
   * `wall` lies after the reading at which the clocks jumped (03:30 becomes 04:30).
   */
  instantOf(wall: number): number {
    if (wall < FIRST_TABLED + MS_A_DAY || wall >= LAST_TABLED - MS_A_DAY) {
      return temporalInstant(this.zone, wall);
    }
    if (wall - MS_A_DAY < this.from || wall + MS_A_DAY > this.until)
      this.extend(wall - MS_A_DAY, wall + MS_A_DAY);
    const { wallAt, offsets, buckets, bucketsFrom } = this.table;
    let i = buckets[Math.floor((wall - bucketsFrom) / BUCKET_MS)] ?? 0;
    while (wall >= (wallAt[i] ?? Infinity)) i++;
    return wall - (offsets[i] ?? 0);
  }

  /**
   * The first instant at which the clocks show `wall` or later: as `instantOf`, but a reading that
   * does not exist gives the change itself (03:30 becomes 04:00). Days and opening hours begin and
   * end so: a window must not reach wall readings that it does not name.
   */
  firstInstantFrom(wall: number): number {
    const instant = this.instantOf(wall);
    if (instant + this.offsetAt(instant) === wall) return instant;
    if (instant < FIRST_TABLED + MS_A_DAY || instant >= LAST_TABLED)
      return temporalChange(this.zone, instant);
    const { at } = this.covering(instant - 2 * MS_A_DAY, instant + 1);
    return at[upTo(at, instant) - 1] ?? instant;
  }

  private extend(from: number, until: number): void {
    this.from = Math.max(FIRST_TABLED, Math.min(this.from, from - MARGIN));
    this.until = Math.min(LAST_TABLED, Math.max(this.until, until + MARGIN));
    this.table = readTransitions(this.zone, this.from, this.until);
    this.minutes = inMinutes(this.table);
    // Outside the tabled years nothing more can be read: do not try again at every question.
    if (this.from === FIRST_TABLED) this.from = -Infinity;
    if (this.until === LAST_TABLED) this.until = Infinity;
  }
}

/** How many of the ascending `list` are at or before `x`. */
export function upTo(list: Float64Array | Int32Array, x: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readTransitions(zone: string, from: number, until: number): Transitions {
  const at: number[] = [];
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const offsets: number[] = [start.offsetNanoseconds / 1e6];
  for (let next = start.getTimeZoneTransition('next'); next !== null; ) {
    if (next.epochMilliseconds >= until) break;
    const offset = next.offsetNanoseconds / 1e6;
    // Zone data also record changes of a name or of a rule that leave the clocks alone.
    if (offset !== offsets.at(-1)) {
      at.push(next.epochMilliseconds);
      offsets.push(offset);
    }
    next = next.getTimeZoneTransition('next');
  }
  const wallAt = Float64Array.from(at, (instant, i) => {
    return instant + Math.max(offsets[i] ?? 0, offsets[i + 1] ?? 0);
  });
  const stretches = Math.ceil((until + MS_A_DAY - from) / BUCKET_MS);
  return {
    at: Float64Array.from(at),
    offsets: Float64Array.from(offsets),
    wallAt,
    buckets: Uint16Array.from({ length: stretches }, (_, n) => upTo(wallAt, from + n * BUCKET_MS)),
    bucketsFrom: from,
  };
}

function inMinutes(table: Transitions): MinuteTransitions {
  const whole = (list: Float64Array) => Array.from(list, (ms) => Math.round(ms / MS_A_MINUTE));
  return {
    at: Int32Array.from([...whole(table.at), AFTER_EVERYTHING]),
    offsets: Int32Array.from(whole(table.offsets)),
    wallAt: Int32Array.from([...whole(table.wallAt), AFTER_EVERYTHING]),
  };
}

function temporalOffset(zone: string, ms: number): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

function temporalChange(zone: string, ms: number): number {
  const after = Temporal.Instant.fromEpochMilliseconds(ms + 1).toZonedDateTimeISO(zone);
  return after.getTimeZoneTransition('previous')?.epochMilliseconds ?? ms;
}

function temporalInstant(zone: string, wall: number): number {
  const reading = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  return reading.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
