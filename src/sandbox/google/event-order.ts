import type { StoredCalendar, StoredEvent } from './world.js';

/**
 * The orders that lists walk along: of the first change of an event, its place, and of the last. Kept beside the data,
 * which is plain JSON, so that a list costs what it shows and not what the calendar holds.
 */
export class EventOrder {
  /** Ids in the order of their places. */
  readonly #ids: string[] = [];
  readonly #places: number[] = [];
  /** Every change in its order; an event that changed again later stands in it once more. */
  #changes: Change[] = [];

  constructor(private readonly calendar: StoredCalendar) {
    const all = Object.values(calendar.events);
    for (const stored of all.toSorted((a, b) => a.ordinal - b.ordinal)) this.#place(stored);
    this.#changes = latest(all);
  }

  /** After an event was stored; its place and its change are the newest of the calendar, if it has no place yet. */
  add(stored: StoredEvent): void {
    if (stored.ordinal > (this.#places.at(-1) ?? 0)) this.#place(stored);
    this.#changes.push(changeOf(stored));
    if (this.#changes.length > 2 * this.#ids.length + LEAST_CHANGES)
      this.#changes = latest(Object.values(this.calendar.events));
  }

  /** Events after this place, in the order of their places. */
  *after(place: number): Generator<StoredEvent> {
    for (let i = firstAbove(this.#places, place, (at) => at); i < this.#ids.length; i++) {
      const stored = this.calendar.events[this.#ids[i] ?? ''];
      if (stored !== undefined) yield stored;
    }
  }

  /** Events that changed after this revision, in the order of their places. */
  changedSince(revision: number): StoredEvent[] {
    const begin = firstAbove(this.#changes, revision, (change) => change.revision);
    return this.#changes
      .slice(begin)
      .flatMap(({ id, revision: at }) => {
        const stored = this.calendar.events[id];
        return stored?.revision === at ? [stored] : [];
      })
      .sort((a, b) => a.ordinal - b.ordinal);
  }

  #place({ ordinal, resource }: StoredEvent): void {
    this.#ids.push(resource.id);
    this.#places.push(ordinal);
  }
}

interface Change {
  readonly revision: number;
  readonly id: string;
}

const LEAST_CHANGES = 1_000;

const changeOf = ({ revision, resource }: StoredEvent): Change => ({ revision, id: resource.id });

const latest = (all: readonly StoredEvent[]): Change[] =>
  all.map(changeOf).sort((a, b) => a.revision - b.revision);

/** Where the first item whose value is more than `limit` stands, in items that ascend by it. */
const firstAbove = <T>(items: readonly T[], limit: number, keyOf: (item: T) => number): number => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && keyOf(item) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
};
