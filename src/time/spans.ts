/**
 * The slot engine's sets of time: half-open spans of epoch minutes in one flat Int32Array.
 *
 * Same algebra as interval.ts, laid out for the hot path. Minutes in 32 bits reach to the year
 * 6053; busy times with seconds are rounded outwards before they get here, which is exact as long
 * as every slot begins on a whole minute (and it does: offsets are whole minutes since 1972).
 */

/** Moves a number that insertion may take on average before it gives up. */
const PATIENCE = 8;

export class Spans {
  /** start, end, start, end, ... */
  data: Int32Array;
  /** How many numbers of `data` are in use: twice the number of spans. */
  length = 0;

  constructor(capacity = 64) {
    this.data = new Int32Array(2 * capacity);
  }

  clear(): void {
    this.length = 0;
  }

  /** Appends as it is. */
  push(start: number, end: number): void {
    if (this.length + 2 > this.data.length) this.grow();
    this.data[this.length++] = start;
    this.data[this.length++] = end;
  }

  /**
   * Appends, joining with the last span when they overlap or touch. Returns false, and leaves the
   * order broken, when `start` lies before the last start: the caller then calls `sortAndJoin`.
   */
  join(start: number, end: number): boolean {
    const n = this.length;
    if (n > 0 && start <= (this.data[n - 1] ?? 0)) {
      if (start < (this.data[n - 2] ?? 0)) {
        this.push(start, end);
        return false;
      }
      if (end > (this.data[n - 1] ?? 0)) this.data[n - 1] = end;
      return true;
    }
    this.push(start, end);
    return true;
  }

  sortAndJoin(): void {
    this.sortByStart();
    const n = this.length;
    this.length = 0;
    for (let i = 0; i < n; i += 2) this.join(this.data[i] ?? 0, this.data[i + 1] ?? 0);
  }

  /**
   * By start. Spans are mostly in order but for a few, and then insertion in place is cheapest; when
   * that has to move too much, a proper sort takes over from where it has come to.
   */
  sortByStart(): void {
    const { data, length } = this;
    let moves = PATIENCE * length;
    for (let i = 2; i < length; i += 2) {
      const start = data[i] ?? 0;
      const end = data[i + 1] ?? 0;
      let j = i;
      for (; j > 0 && (data[j - 2] ?? 0) > start; j -= 2) {
        data[j] = data[j - 2] ?? 0;
        data[j + 1] = data[j - 1] ?? 0;
        moves--;
      }
      data[j] = start;
      data[j + 1] = end;
      if (moves < 0) {
        this.sort();
        return;
      }
    }
  }

  private sort(): void {
    const pairs: { start: number; end: number }[] = [];
    for (let i = 0; i < this.length; i += 2) {
      pairs.push({ start: this.data[i] ?? 0, end: this.data[i + 1] ?? 0 });
    }
    pairs.sort((a, b) => a.start - b.start);
    this.length = 0;
    for (const { start, end } of pairs) this.push(start, end);
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.data.length);
    larger.set(this.data);
    this.data = larger;
  }
}

/** `out` becomes what is in `from` but not in `holes`. Both must be sorted and disjoint. Linear. */
export function subtractSpans(from: Spans, holes: Spans, out: Spans): void {
  out.clear();
  const a = from.data;
  const h = holes.data;
  const holesEnd = holes.length;
  let first = 0;
  for (let i = 0; i < from.length; i += 2) {
    let open = a[i] ?? 0;
    const end = a[i + 1] ?? 0;
    while (first < holesEnd && (h[first + 1] ?? 0) <= open) first += 2;
    for (let k = first; open < end; k += 2) {
      const start = k < holesEnd ? (h[k] ?? 0) : end;
      if (start >= end) {
        out.push(open, end);
        break;
      }
      if (start > open) out.push(open, start);
      open = h[k + 1] ?? 0;
    }
  }
}

/** `out` becomes what is in both. Both must be sorted and disjoint. Linear. */
export function intersectSpans(left: Spans, right: Spans, out: Spans): void {
  out.clear();
  const a = left.data;
  const b = right.data;
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const aEnd = a[i + 1] ?? 0;
    const bEnd = b[j + 1] ?? 0;
    const start = Math.max(a[i] ?? 0, b[j] ?? 0);
    const end = Math.min(aEnd, bEnd);
    if (start < end) out.push(start, end);
    if (aEnd < bEnd) i += 2;
    else j += 2;
  }
}
