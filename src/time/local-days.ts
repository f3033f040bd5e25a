/**
 * The local days of one person in epoch minutes, and wall-clock bounds within them.
 *
 * A person may change zone on a date ("from 1 June in New York"): each day lies in the zone that
 * is in force on its date, and local days follow one another without a hole, so the day before a
 * move is shorter or longer: it ends when the first day in the new zone begins, and 24:00 is that
 * moment. 26:00 is two o'clock of the next day on the next day's clocks. Bounds that a clock skips,
 * or that a move leaves out, are the jump itself (wall-clock.ts).
 */
import { MINUTES_A_DAY, MS_A_MINUTE } from './civil.js';
import type { Spans } from './spans.js';
import { type UnknownZone, zoneTable } from './wall-clock.js';
import { AFTER_EVERYTHING, type MinuteTransitions, upTo, ZoneTable } from './zone-table.js';

export interface ZonePeriod {
  /** First local day (day number) on which the zone is in force; ignored for the first period. */
  readonly fromDay: number;
  readonly zone: string;
}

interface Period {
  readonly fromDay: number;
  readonly fromMinute: number;
  readonly table: MinuteTransitions;
}

export class LocalDays {
  private readonly periods: readonly Period[];
  private period: Period;
  private periodUntilDay = AFTER_EVERYTHING;
  private periodUntilMinute = AFTER_EVERYTHING;
  /** Index of the offset that served the last question; the next one is mostly near. */
  private hint = 0;

  private constructor(periods: readonly [Period, ...Period[]]) {
    this.periods = periods;
    this.period = periods[0];
    if (periods.length > 1) this.choose(0);
  }

  /** The days of `periods` (ascending), right for instants of [from, until), epoch minutes. */
  static of(
    periods: readonly [ZonePeriod, ...ZonePeriod[]],
    from: number,
    until: number,
  ): LocalDays | UnknownZone {
    const made: Period[] = [];
    for (const { zone, fromDay } of periods) {
      const table = zoneTable(zone);
      if (!(table instanceof ZoneTable)) return table;
      const minutes = table.minutesCovering((from - 2880) * MS_A_MINUTE, (until + 2880) * MS_A_MINUTE);
      const first = made.length === 0;
      made.push({
        fromDay: first ? -AFTER_EVERYTHING : fromDay,
        fromMinute: first ? -AFTER_EVERYTHING : firstMinute(minutes, fromDay * MINUTES_A_DAY),
        table: minutes,
      });
    }
    const [first, ...rest] = made;
    if (first === undefined) return { refused: 'unknown_zone', zone: '' };
    return new LocalDays([first, ...rest]);
  }

  /** The epoch minute at which minute `clock` (0 to 2880) of a local day comes, or the jump over it. */
  bound(day: number, clock: number): number {
    const date = clock < MINUTES_A_DAY ? day : day + Math.floor(clock / MINUTES_A_DAY);
    if (date < this.period.fromDay || date >= this.periodUntilDay) this.choose(date);
    const wall = day * MINUTES_A_DAY + clock;
    const { at, offsets, wallAt } = this.period.table;
    let i = this.hint;
    if (wall >= (wallAt[i] ?? AFTER_EVERYTHING) || (i > 0 && wall < (wallAt[i - 1] ?? 0))) {
      i = upTo(wallAt, wall);
      this.hint = i;
    }
    return Math.min(wall - (offsets[i] ?? 0), at[i] ?? AFTER_EVERYTHING, this.periodUntilMinute);
  }

  /** Appends the window from minute `from` to minute `to` of a local day to `out`, unless it is empty. */
  pushWindow(day: number, from: number, to: number, out: Spans): void {
    const start = this.bound(day, from);
    // Mostly no change of clocks or zone lies near, and the end need not be looked up.
    const change = day + 2 < this.periodUntilDay ? (this.period.table.at[this.hint] ?? 0) : -AFTER_EVERYTHING;
    const plain = start + to - from;
    const end = start < change && plain < change ? plain : this.bound(day, to);
    if (start < end) out.push(start, end);
  }

  /** First epoch minute of a local day. */
  start(day: number): number {
    return this.bound(day, 0);
  }

  /** The local day an epoch minute lies in: start(day) <= minute < start(day + 1). */
  dayOf(minute: number): number {
    let day = Math.floor((minute + this.offsetAt(minute)) / MINUTES_A_DAY);
    while (minute < this.start(day)) day--;
    while (minute >= this.start(day + 1)) day++;
    return day;
  }

  /** Minutes east of UTC. */
  offsetAt(minute: number): number {
    const { at, offsets } = this.periods.length === 1 ? this.period.table : this.periodAt(minute).table;
    const i = this.hint;
    const near = minute < (at[i] ?? 0) && (i === 0 || minute >= (at[i - 1] ?? 0));
    return offsets[near ? i : upTo(at, minute)] ?? 0;
  }

  /** The next epoch minute after `minute` at which the offset changes, or AFTER_EVERYTHING. */
  nextChange(minute: number): number {
    const { table } = this.periodAt(minute);
    return table.at[upTo(table.at, minute)] ?? AFTER_EVERYTHING;
  }

  private periodAt(minute: number): Period {
    for (let p = this.periods.length - 1; p > 0; p--) {
      const period = this.periods[p];
      if (period !== undefined && minute >= period.fromMinute) return period;
    }
    return this.periods[0] ?? this.period;
  }

  private choose(day: number): void {
    let p = this.periods.length - 1;
    while (p > 0 && day < (this.periods[p]?.fromDay ?? 0)) p--;
    this.period = this.periods[p] ?? this.period;
    this.periodUntilDay = this.periods[p + 1]?.fromDay ?? AFTER_EVERYTHING;
    this.periodUntilMinute = this.periods[p + 1]?.fromMinute ?? AFTER_EVERYTHING;
    this.hint = 0;
  }
}

function firstMinute({ at, offsets, wallAt }: MinuteTransitions, wall: number): number {
  const i = upTo(wallAt, wall);
  return Math.min(wall - (offsets[i] ?? 0), at[i] ?? AFTER_EVERYTHING);
}
