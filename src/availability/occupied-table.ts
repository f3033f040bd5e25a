import { AFTER_EVERYTHING } from '../time/zone-table.js';

/**
 * Busy rows in columns of epoch minutes, for searches in which what lies around a start matters:
 * those that count and have a length, sorted by start, else as given.
 */
export class OccupiedTable {
  count = 0;
  start = new Int32Array(256);
  end = new Int32Array(256);
  /** With the buffers on that side, the row's and the wanted meeting's: travel begins or ends here. */
  clearFrom = new Int32Array(256);
  clearUntil = new Int32Array(256);
  place: (string | undefined)[] = [];
  /** For each row, the earliest `clearFrom` among it and those that follow; made by `finish`. */
  clearFromHere = new Int32Array(257);
  private sorted = true;

  clear(): void {
    this.count = 0;
    this.sorted = true;
  }

  add(start: number, end: number, before: number, after: number, placeId: string | undefined): void {
    const n = this.count++;
    if (n === this.start.length) this.grow();
    if (n > 0 && start < (this.start[n - 1] ?? 0)) this.sorted = false;
    this.start[n] = start;
    this.end[n] = end;
    this.clearFrom[n] = start - before;
    this.clearUntil[n] = end + after;
    this.place[n] = placeId;
  }

  /** To be called after the last row. */
  finish(): void {
    if (!this.sorted) this.sort();
    if (this.clearFromHere.length <= this.count) this.clearFromHere = new Int32Array(this.start.length + 1);
    let earliest = AFTER_EVERYTHING;
    this.clearFromHere[this.count] = earliest;
    for (let i = this.count - 1; i >= 0; i--) {
      earliest = Math.min(earliest, this.clearFrom[i] ?? 0);
      this.clearFromHere[i] = earliest;
    }
  }

  private sort(): void {
    const { start, place } = this;
    const order = Array.from({ length: this.count }, (_, i) => i);
    order.sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0));
    this.place = order.map((i) => place[i]);
    this.replaceColumns((column) => Int32Array.from(order, (i) => column[i] ?? 0));
    this.sorted = true;
  }

  private grow(): void {
    this.replaceColumns((column) => {
      const larger = new Int32Array(2 * column.length);
      larger.set(column);
      return larger;
    });
  }

  private replaceColumns(by: (column: Int32Array) => Int32Array<ArrayBuffer>): void {
    this.start = by(this.start);
    this.end = by(this.end);
    this.clearFrom = by(this.clearFrom);
    this.clearUntil = by(this.clearUntil);
  }
}
