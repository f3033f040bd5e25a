/**
 * What was read of something, with the revision that it was read at, while the texts it was read from are together
 * shorter than a bound; the oldest goes first. Whoever asks brings the present revision, so that nothing kept is ever
 * taken for what it is not any more.
 */
export class Kept<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private length = 0;

  constructor(private readonly mostCharacters: number) {}

  get(key: string): Entry<T> | undefined {
    return this.entries.get(key);
  }

  put(key: string, entry: Entry<T>): void {
    this.remove(key);
    if (entry.length > this.mostCharacters) return;
    this.entries.set(key, entry);
    this.length += entry.length;
    for (const oldest of this.entries.keys()) {
      if (this.length <= this.mostCharacters) return;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    this.length -= this.entries.get(key)?.length ?? 0;
    this.entries.delete(key);
  }
}

export interface Entry<T> {
  readonly revision: string;
  readonly value: T;
  /** Of the text that it was read from. */
  readonly length: number;
}
