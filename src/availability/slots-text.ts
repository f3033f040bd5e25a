/**
 * The slots of an answer as JSON text. Two months of half hours are some 1,300 instants: as objects with an ISO string
 * each they cost several times what it takes to find them. So the date is written once a day, and the time of day comes
 * from a table.
 */
import { MINUTES_A_DAY } from '../time/civil.js';

/** `T09:30:00.000Z"` for each minute of a day. */
const CLOCK = Array.from({ length: MINUTES_A_DAY }, (_, minute) => {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00.000Z"`;
});

/** @param minutes starts in epoch minutes, ascending. @returns `[{"start":...,"end":...},...]`, ISO 8601 UTC. */
export const slotsText = (minutes: Int32Array, durationMinutes: number): string => {
  let text = '[';
  const starts = new Dates();
  const ends = new Dates();
  for (const minute of minutes) {
    if (text.length > 1) text += ',';
    text += `{"start":"${starts.at(minute)},"end":"${ends.at(minute + durationMinutes)}}`;
  }
  return `${text}]`;
};

/** Instants of one ascending sequence; the date is kept while the day lasts. */
class Dates {
  private day = Number.NaN;
  private date = '';

  at(minute: number): string {
    const day = Math.floor(minute / MINUTES_A_DAY);
    if (day !== this.day) {
      this.day = day;
      this.date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    }
    return this.date + CLOCK[minute - day * MINUTES_A_DAY];
  }
}
