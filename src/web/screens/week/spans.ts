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
