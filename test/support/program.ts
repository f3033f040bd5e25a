import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** The built program as its user runs it: a process of its own, with these settings and no others. */
export class Program {
  private out = '';
  private err = '';
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => {
      this.out += chunk.toString('utf8');
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.err += chunk.toString('utf8');
    });
    this.ended = new Promise((done) => child.once('close', (code) => done(code)));
  }

  /** @param home where the program is installed: the clone, or a copy of it. */
  static start(settings: Record<string, string>, account: Account = {}, home = ROOT): Program {
    const main = join(home, 'dist/main.js');
    if (!existsSync(main)) throw new Error(`${main} is missing: npm run build`);
    const env = { PATH: process.env.PATH ?? '', ...settings };
    return new Program(spawn(join(home, 'node_modules/.bin/node'), [main], { cwd: home, env, ...account }));
  }

  get stdout(): string {
    return this.out;
  }

  get stderr(): string {
    return this.err;
  }

  signal(name: 'SIGKILL' | 'SIGTERM'): void {
    this.child.kill(name);
  }

  /** Resolves when the terminal says that it runs. @throws with the terminal's words when it ends before that. */
  async ready(waitMs = 90_000): Promise<void> {
    const deadline = Date.now() + waitMs;
    let gone = false;
    void this.ended.then(() => {
      gone = true;
    });
    while (!/runs at http/.test(this.out)) {
      if (gone || Date.now() > deadline) throw new Error(`It did not start.\n${this.out}\n${this.err}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** Ends it the polite way, if it still runs. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.signal('SIGTERM');
    return this.ended;
  }
}

/**
 * A copy of the installed program in `folder`, for users who may not pass the folders on the way to the clone. By hard
 * links where the file system allows it.
 */
export const installedCopy = (folder: string): string => {
  const parts = ['node_modules', 'dist', 'package.json'].map((part) => join(ROOT, part));
  try {
    execFileSync('cp', ['-al', ...parts, folder], { stdio: 'pipe' });
  } catch {
    // Another file system has no hard links to this one.
    execFileSync('cp', ['-a', ...parts, folder]);
  }
  return folder;
};

/** Every path under a folder, sorted; of a database only its folder. Empty when there is no such folder. */
export const listing = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => !/(^|\/)postgres\/./.test(path))
        .sort()
    : [];
