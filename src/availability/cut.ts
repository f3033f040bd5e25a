/** Cutting allowed starts to the step: the last stage of a search. */
import { MINUTES_A_DAY } from '../time/civil.js';
import type { LocalDays } from '../time/local-days.js';
import { Spans } from '../time/spans.js';

/** Scratch: the answer is copied out of it at its exact size. */
let room = new Int32Array(1024);

/**
 * The starts at `anchor + k x step` within `starts`, ascending, as epoch minutes. `anchors` is a
 * list of pairs (from, anchor), ascending: from minute `from` until the next pair, starts are
 * counted from `anchor`. It begins at or before the first start.
 */
export function cut(starts: Spans, anchors: Spans, step: number): Int32Array {
  const { data, length } = starts;
  const marks = anchors.data;
  const markCount = anchors.length;
  const most = countAtMost(starts, anchors, step);
  if (most > room.length) room = new Int32Array(2 * most);
  const out = room;
  let n = 0;
  let m = 0;
  for (let i = 0; i < length; i += 2) {
    let a = data[i] ?? 0;
    const end = data[i + 1] ?? 0;
    while (m + 2 < markCount && (marks[m + 2] ?? 0) <= a) m += 2;
    for (let k = m; a < end; k += 2) {
      const next = k + 2 < markCount ? (marks[k + 2] ?? 0) : end;
      const b = Math.min(next, end);
      let over = (a - (marks[k + 1] ?? 0)) % step;
      if (over < 0) over += step;
      for (let s = over === 0 ? a : a + step - over; s < b; s += step) out[n++] = s;
      a = b;
    }
  }
  return out.slice(0, n);
}

/** An upper bound, so that the loop needs no checks. */
function countAtMost({ data, length }: Spans, anchors: Spans, step: number): number {
  let minutes = 0;
  for (let i = 0; i < length; i += 2) minutes += (data[i + 1] ?? 0) - (data[i] ?? 0);
  return Math.floor(minutes / step) + length / 2 + anchors.length / 2 + 1;
}

/** Each window's beginning is the anchor from there on. */
export function windowAnchors(windows: Spans, out: Spans): void {
  out.clear();
  const { data, length } = windows;
  for (let i = 0; i < length; i += 2) out.push(data[i] ?? 0, data[i] ?? 0);
}

/** The anchor is the midnight that the clocks count from, read anew at every midnight and change. */
export function clockAnchors(days: LocalDays, from: number, until: number, out: Spans): void {
  out.clear();
  const last = days.dayOf(until);
  for (let day = days.dayOf(from); day <= last; day++) {
    let minute = days.start(day);
    const end = days.start(day + 1);
    while (minute < end) {
      const offset = days.offsetAt(minute);
      const midnight = Math.floor((minute + offset) / MINUTES_A_DAY) * MINUTES_A_DAY - offset;
      out.push(minute, midnight);
      minute = Math.min(end, days.nextChange(minute), midnight + MINUTES_A_DAY);
    }
  }
}
