/**
 * Sets of time as sorted lists of half-open intervals.
 *
 * An interval holds every instant from `start` up to but not including `end`; two that touch
 * ([9,10) and [10,11)) do not overlap, and their union is one interval. All numbers are epoch
 * milliseconds UTC: no zone, no wall clock and no `now` appears here.
 *
 * A *set* is a list that is sorted by start, whose members are disjoint and do not touch. Every
 * function below takes any list and returns a set, so none needs to be called in a certain order.
 */

export interface Interval {
  /** First instant inside, epoch ms. */
  readonly start: number;
  /** First instant no longer inside, epoch ms; greater than start. */
  readonly end: number;
}

/** Whether the two share an instant. Touching is not sharing. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether the whole of `inner` lies in `outer`. */
export function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Sorts, drops what is empty or not a number, and joins what overlaps or touches. */
export function normalise(list: readonly Interval[]): Interval[] {
  const sorted = list.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const set: Interval[] = [];
  for (const next of sorted) {
    const last = set.at(-1);
    if (last === undefined || next.start > last.end) set.push({ start: next.start, end: next.end });
    else if (next.end > last.end) set[set.length - 1] = { start: last.start, end: next.end };
  }
  return set;
}

/** Every instant that is in at least one of the lists. */
export function union(...lists: readonly (readonly Interval[])[]): Interval[] {
  return normalise(lists.flat());
}

/** Every instant of `from` that is not in `taken`. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const holes = normalise(taken);
  const left: Interval[] = [];
  let first = 0;
  for (const { start, end } of normalise(from)) {
    let open = start;
    while ((holes[first]?.end ?? Infinity) <= open) first++;
    for (let i = first; open < end; i++) {
      const hole = holes[i];
      if (hole === undefined || hole.start >= end) {
        left.push({ start: open, end });
        break;
      }
      if (hole.start > open) left.push({ start: open, end: hole.start });
      open = hole.end;
    }
  }
  return left;
}

/** Every instant that is in both. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const left = normalise(a);
  const right = normalise(b);
  const both: Interval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const l = left[i];
    const r = right[j];
    if (l === undefined || r === undefined) return both;
    const start = Math.max(l.start, r.start);
    const end = Math.min(l.end, r.end);
    if (start < end) both.push({ start, end });
    if (l.end < r.end) i++;
    else j++;
  }
}

/** Every instant of `within` that is not in `list`. */
export function complement(list: readonly Interval[], within: Interval): Interval[] {
  return subtract([within], list);
}

/** The part of `list` that lies in `within`. */
export function clip(list: readonly Interval[], within: Interval): Interval[] {
  return intersect(list, [within]);
}

/** How many milliseconds the list covers; what overlaps counts once. */
export function measure(list: readonly Interval[]): number {
  return normalise(list).reduce((sum, { start, end }) => sum + end - start, 0);
}
