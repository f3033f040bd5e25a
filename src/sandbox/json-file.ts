import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const SETTLE_MS = 200;

/** One JSON document on disk, written whole beside its place and renamed: a crash leaves the old or the new one. */
export class JsonFile {
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly value: () => unknown,
  ) {}

  /** The document, or undefined when there is none yet. Throws when it is there and broken. */
  static async read(path: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(path, 'utf8'));
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
        return undefined;
      throw error;
    }
  }

  /** Writes soon; many changes in a row make one file. */
  touch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#write());
      this.#writing.catch((error: unknown) => {
        process.stderr.write(`sandbox: cannot write ${this.path}: ${String(error)}\n`);
      });
    }, SETTLE_MS).unref();
  }

  /** Writes now and resolves when the file is in its place. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const draft = `${this.path}.${process.pid}.tmp`;
    await writeFile(draft, JSON.stringify(this.value()), { mode: 0o600 });
    await rename(draft, this.path);
  }
}
