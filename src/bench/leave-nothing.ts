import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cleanup } from '../boot/cleanup.js';

const open: Cleanup[] = [];

/** Runs `work` and undoes afterwards what it has put into its cleanup, whether it succeeds, fails or is interrupted. */
export const withCleanup = async <T>(work: (cleanup: Cleanup) => Promise<T>): Promise<T> => {
  const cleanup = new Cleanup();
  open.push(cleanup);
  try {
    return await work(cleanup);
  } finally {
    await cleanup.run();
    open.splice(open.indexOf(cleanup), 1);
  }
};

/** Servers and data folders do not outlive a bench that is interrupted: PostgreSQL has a session of its own, Ctrl-C does not reach it. */
export const cleanUpWhenInterrupted = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      for (const cleanup of [...open].reverse()) await cleanup.run();
      process.exit(130);
    });
  }
};

/** A folder outside the clone. Started as root, PostgreSQL runs as another user, who has to pass it on the way to its data. */
export const temporaryFolder = async (cleanup: Cleanup): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'meetbroker-bench-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
};
