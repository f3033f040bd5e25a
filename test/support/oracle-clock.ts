/**
 * The client's clocks as the oracle reads them: every minute is asked of Temporal, and nothing of
 * src/time is used. Minutes are epoch minutes; dates are day numbers (days since 1970-01-01).
 *
 * A moment has *reached* a reading of a date when the clocks have shown that reading, or a later
 * one, on or before that moment. This one sentence is the whole of DST: a reading that comes twice
 * has been reached the first time, and one that never comes is reached by the jump over it.
 */
import type { AvailabilitySettings } from '../../src/availability/settings.js';

const MINUTE = 60_000;
const A_DAY = 1440;

const dateNumbers = new Map<string, number>();

/** The day number of `YYYY-MM-DD`. */
export function dateNumber(date: string): number {
  const known = dateNumbers.get(date);
  if (known !== undefined) return known;
  const number = Math.round(Date.parse(`${date}T00:00:00Z`) / (A_DAY * MINUTE));
  dateNumbers.set(date, number);
  return number;
}

export function plainDate(date: number): Temporal.PlainDate {
  return Temporal.PlainDate.from('1970-01-01').add({ days: date });
}

const readings = new Map<string, number>();

/** Minutes after midnight of `HH:MM`, which may run to 48:00. */
export function clockMinutes(clock: string): number {
  const known = readings.get(clock);
  if (known !== undefined) return known;
  const [hours, minutes] = clock.split(':').map(Number);
  const reading = (hours ?? 0) * 60 + (minutes ?? 0);
  readings.set(clock, reading);
  return reading;
}

interface LocalDay {
  readonly date: number;
  readonly from: number;
  readonly until: number;
  /** For each minute of the day what the clocks show, in minutes after midnight. */
  readonly shown: number[];
  /** The latest reading of this date that the clocks have shown so far. */
  readonly latest: number[];
}

type Zones = Pick<AvailabilitySettings, 'zone' | 'zoneChanges'>;

export class OracleClock {
  private readonly begins = new Map<number, number>();
  private readonly days = new Map<number, LocalDay>();
  /** The day of the last question: the next one is mostly about the same. */
  private last: LocalDay | undefined;

  constructor(private readonly zones: Zones) {}

  /** The zone whose clocks count on a date. */
  zoneOn(date: number): string {
    let { zone } = this.zones;
    for (const change of this.zones.zoneChanges ?? []) {
      if (dateNumber(change.from) <= date) zone = change.zone;
    }
    return zone;
  }

  /** The first minute of a local date; a date that was left out begins and ends at the jump. */
  beginOf(date: number): number {
    const known = this.begins.get(date);
    if (known !== undefined) return known;
    const begin = plainDate(date).toZonedDateTime(this.zoneOn(date)).epochMilliseconds / MINUTE;
    this.begins.set(date, begin);
    return begin;
  }

  /** The local date a minute lies in. */
  dateAt(minute: number): number {
    return this.dayAt(minute).date;
  }

  /** What the clocks show, in minutes after midnight. */
  shownAt(minute: number): number {
    const day = this.dayAt(minute);
    return day.shown[minute - day.from] ?? Number.NaN;
  }

  /** Whether by this minute the clocks have come to `clock` (minutes, up to 48:00) of a date. */
  hasReached(minute: number, date: number, clock: number): boolean {
    const day = this.dayAt(minute);
    return day.date * A_DAY + (day.latest[minute - day.from] ?? Number.NaN) >= date * A_DAY + clock;
  }

  private dayAt(minute: number): LocalDay {
    if (this.last !== undefined && this.last.from <= minute && minute < this.last.until) return this.last;
    let date = Math.floor(minute / A_DAY) + 2;
    while (this.beginOf(date) > minute) date--;
    this.last = this.day(date);
    return this.last;
  }

  private day(date: number): LocalDay {
    const known = this.days.get(date);
    if (known !== undefined) return known;
    const day: LocalDay = {
      date,
      from: this.beginOf(date),
      until: this.beginOf(date + 1),
      shown: [],
      latest: [],
    };
    const zone = this.zoneOn(date);
    let latest = 0;
    for (let minute = day.from; minute < day.until; minute++) {
      const time = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(zone);
      // Minutes after the midnight of this date as the clocks show them; negative on the date before.
      const shown = minute + time.offsetNanoseconds / (MINUTE * 1_000_000) - date * A_DAY;
      day.shown.push((shown + A_DAY) % A_DAY);
      // Clocks that fall back over midnight show the date before once more: nothing new is reached.
      // Clocks that show a later date, on the longer day before a move, have reached all of this one.
      latest = Math.max(latest, Math.min(shown, A_DAY - 1));
      day.latest.push(latest);
    }
    this.days.set(date, day);
    return day;
  }
}

const clocks = new Map<string, OracleClock>();

/** One clock a zone, so that a run of thousands of cases asks Temporal once for each minute. */
export function oracleClock({ zone, zoneChanges = [] }: Zones): OracleClock {
  const name = JSON.stringify([zone, zoneChanges]);
  const known = clocks.get(name);
  if (known !== undefined) return known;
  const clock = new OracleClock({ zone, zoneChanges });
  clocks.set(name, clock);
  return clock;
}
