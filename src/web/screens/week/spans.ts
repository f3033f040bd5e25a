import type { Slot } from '../../api/types.js';

/** A stretch of time, half-open, both ends ISO 8601 as the API writes them. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** Slots overlap (a meeting of an hour may begin every half); together they cover these stretches. Sorted by start. */
export const covered = (slots: readonly Span[]): Span[] => {
  const spans: { start: string; end: string }[] = [];
  for (const slot of slots.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start))) {
    const last = spans.at(-1);
    if (last !== undefined && Date.parse(slot.start) <= Date.parse(last.end)) {
      if (Date.parse(slot.end) > Date.parse(last.end)) last.end = slot.end;
    } else {
      spans.push({ start: slot.start, end: slot.end });
    }
  }
  return spans;
};

/** The slot that a pressed moment means: the latest one that has begun by then and is not over. */
export const slotAt = (slots: readonly Slot[], moment: number): Slot | undefined =>
  slots.findLast((slot) => Date.parse(slot.start) <= moment && moment < Date.parse(slot.end));

export const sameTime = (a: Span, b: Span): boolean =>
  Date.parse(a.start) === Date.parse(b.start) && Date.parse(a.end) === Date.parse(b.end);

export const overlap = (a: Span, b: Span): boolean =>
  Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);

/**
 * Some slots to suggest: different days first, as early as they come, and none that overlaps one taken already. A partner
 * who has no time on Tuesday is not helped by three times on Tuesday.
 *
 * @param dayOf names the local day of an instant.
 */
export const suggest = (
  slots: readonly Slot[],
  taken: readonly Span[],
  count: number,
  dayOf: (instant: string) => string,
): Slot[] => {
  const chosen: Slot[] = [];
  const days = new Set(taken.map((span) => dayOf(span.start)));
  const free = (slot: Slot) => ![...taken, ...chosen].some((other) => overlap(slot, other));
  for (const slot of slots) {
    if (chosen.length >= count) break;
    if (days.has(dayOf(slot.start)) || !free(slot)) continue;
    days.add(dayOf(slot.start));
    chosen.push(slot);
  }
  for (const slot of slots) {
    if (chosen.length >= count) break;
    if (free(slot)) chosen.push(slot);
  }
  return chosen.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
};
