/**
 * The oracle of choosing among free times: ranking, proposals, replacements, and times for several
 * people, as the documentation of src/availability states them, and by nothing of its code.
 */
import type { AvailabilityInput } from '../../src/availability/input.js';
import type { Partner } from '../../src/availability/rank.js';
import type { WeeklyWindow } from '../../src/availability/rule.js';
import { AvailabilityOracle } from './availability-oracle.js';
import { clockMinutes, oracleClock } from './oracle-clock.js';

const MINUTE = 60_000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const OFFICE: readonly WeeklyWindow[] = [
  { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' },
];
const WEIGHTS = { near: 3, whole_time: 2, their_hours: 3, quiet_day: 1, soon: 1 };

export type Judged = keyof typeof WEIGHTS;

export interface Judgement {
  readonly judged: Judged;
  readonly value: number;
}

export interface Judgements {
  /** Epoch minutes. */
  readonly start: number;
  readonly score: number;
  readonly judgements: readonly Judgement[];
  readonly date: number;
  readonly daypart: string;
}

export class ChoiceOracle {
  private readonly availability: AvailabilityOracle;
  private readonly duration: number;

  constructor(
    private readonly input: AvailabilityInput,
    private readonly partner: Partner | undefined,
  ) {
    this.availability = new AvailabilityOracle(input);
    const { settings, wanted } = input;
    this.duration =
      wanted?.durationMinutes ??
      settings.kinds?.[wanted?.meetingKind ?? '']?.durationMinutes ??
      settings.durationMinutes;
  }

  /** All free times; the order is asked apart, since equal scores differ by rounding. */
  ranked(): Judgements[] {
    return this.availability.starts().map((start) => {
      const judgements = [
        ...this.near(start),
        this.wholeTime(start),
        ...this.theirHours(start),
        this.quietDay(start),
        this.soon(start),
      ];
      const weight = judgements.reduce((sum, { judged }) => sum + WEIGHTS[judged], 0);
      const score = judgements.reduce((sum, { judged, value }) => sum + WEIGHTS[judged] * value, 0) / weight;
      return {
        start,
        score,
        judgements,
        date: this.availability.dateAt(start),
        daypart: this.daypart(start),
      };
    });
  }

  private near(start: number): Judgement[] {
    const visits = this.availability.rowsThatDay(start).flatMap(({ placeId }) => placeId ?? []);
    const ways = visits.map((placeId) => this.availability.minutesFrom(placeId));
    if (this.input.wanted?.placeId === undefined || (this.input.wanted.mode ?? 'in_person') !== 'in_person')
      return [];
    if (this.input.travel === undefined) return [];
    if (ways.length === 0) return [{ judged: 'near', value: 0.5 }];
    const shortest = Math.min(...ways.map((minutes) => minutes ?? 0));
    return [{ judged: 'near', value: Math.max(0, 1 - shortest / 60) }];
  }

  /** What is left free before and after, and too short for another meeting of this length. */
  private wholeTime(start: number): Judgement {
    const scrap = (first: number, step: 1 | -1) => {
      let length = 0;
      while (length < this.duration && this.availability.isFree(first + step * length)) length++;
      return length < this.duration ? length : 0;
    };
    const lost = scrap(start - 1, -1) + scrap(start + this.duration, 1);
    return { judged: 'whole_time', value: 1 - lost / (2 * this.duration) };
  }

  private theirHours(start: number): Judgement[] {
    const { partner } = this;
    if (partner === undefined) return [];
    const whole = (windows: readonly WeeklyWindow[]) => this.liesInOne(windows, partner.zone, start);
    if (whole(partner.preferred ?? [])) return [{ judged: 'their_hours', value: 1 }];
    if (!whole(partner.working ?? OFFICE)) return [{ judged: 'their_hours', value: 0 }];
    return [{ judged: 'their_hours', value: partner.preferred === undefined ? 1 : 0.6 }];
  }

  private liesInOne(windows: readonly WeeklyWindow[], zone: string, start: number): boolean {
    const clock = oracleClock({ zone });
    const today = clock.dateAt(start);
    return windows.some(({ days, from, to }) =>
      [today - 2, today - 1, today].some((date) => {
        if (!days.includes((WEEKDAYS[(((date + 3) % 7) + 7) % 7] ?? 'MO') as WeeklyWindow['days'][number]))
          return false;
        for (let minute = start; minute < start + this.duration; minute++) {
          const begun = clock.hasReached(minute, date, clockMinutes(from));
          const over = clock.hasReached(minute, date, clockMinutes(to));
          if (!begun || over) return false;
        }
        return true;
      }),
    );
  }

  private quietDay(start: number): Judgement {
    const meetings = this.availability.rowsThatDay(start).filter(({ kind }) => kind !== 'event').length;
    return { judged: 'quiet_day', value: 1 / (1 + meetings) };
  }

  private soon(start: number): Judgement {
    return { judged: 'soon', value: 1 / (1 + Math.max(0, this.availability.daysAhead(start)) / 7) };
  }

  private daypart(start: number): string {
    const shown = this.availability.shownAt(start);
    const into = this.availability.minutesIntoTheDay(start);
    // Clocks that fall back over midnight show the evening before once more, but the day has begun;
    // and the day before a move to the west goes on after its midnight.
    if (into < 60) return 'morning';
    if (into >= 24 * 60 && shown < 11 * 60) return 'evening';
    if (shown < 11 * 60) return 'morning';
    if (shown < 14 * 60) return 'midday';
    return shown < 17 * 60 ? 'afternoon' : 'evening';
  }
}

export const toMinute = (ms: number): number => ms / MINUTE;
