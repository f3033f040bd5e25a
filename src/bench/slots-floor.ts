/**
 * The floor under the slot engine's benchmark: the least that any program could do, written apart
 * from the engine and sharing nothing with it. Weekly hours only, epoch minutes in and out, no
 * zone look-up but a sorted list of offset changes, no rules, no checks, no explanations.
 */

export interface FloorWorkload {
  /** Busy times as start, end, start, end ... in epoch minutes, sorted by start. */
  readonly busy: Int32Array;
  /** First local day (days since 1970) and number of days. */
  readonly firstDay: number;
  readonly dayCount: number;
  /** Minutes after local midnight. */
  readonly opens: number;
  readonly closes: number;
  readonly slotMinutes: number;
  /** Epoch minutes at which the offset changes, and the offsets before, between and after. */
  readonly changes: Int32Array;
  readonly offsets: Int32Array;
}

/** One merge sweep over days and busy times; fills `out` with slot starts and returns how many. */
export function sweep(load: FloorWorkload, out: Int32Array): number {
  const { busy, firstDay, dayCount, opens, closes, slotMinutes, changes, offsets } = load;
  let found = 0;
  let b = 0;
  let change = 0;
  for (let day = firstDay; day < firstDay + dayCount; day++) {
    if ((day + 3) % 7 > 4) continue;
    let from = day * 1440 + opens - (offsets[change] ?? 0);
    while (change < changes.length && from >= (changes[change] ?? 0)) {
      change++;
      from = day * 1440 + opens - (offsets[change] ?? 0);
    }
    const end = from + closes - opens;
    for (let slot = from; slot + slotMinutes <= end; slot += slotMinutes) {
      while (b < busy.length && (busy[b + 1] ?? 0) <= slot) b += 2;
      if (b < busy.length && (busy[b] ?? 0) < slot + slotMinutes) continue;
      out[found++] = slot;
    }
  }
  return found;
}

/** Starts at which every one of several people is free: the sweep for each, and a merge of the answers. */
export function sweepTogether(loads: readonly FloorWorkload[], out: Int32Array, scratch: Int32Array): number {
  let count = 0;
  for (const [i, load] of loads.entries()) {
    if (i === 0) {
      count = sweep(load, out);
      continue;
    }
    const other = sweep(load, scratch);
    let kept = 0;
    let j = 0;
    for (let k = 0; k < count; k++) {
      const slot = out[k] ?? 0;
      while (j < other && (scratch[j] ?? 0) < slot) j++;
      if (j < other && scratch[j] === slot) out[kept++] = slot;
    }
    count = kept;
  }
  return count;
}
