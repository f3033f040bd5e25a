import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Cleanup } from '../boot/cleanup.js';

/** What to ask, how many at a time, and where it ends: after so many requests or so long, whichever is first. */
export interface Load {
  readonly port: number;
  readonly cookie: string;
  /** Asked in turn, from the first. */
  readonly paths: readonly string[];
  readonly concurrency: number;
  readonly requests: number;
  readonly milliseconds: number;
}

export interface LoadResult {
  /** Milliseconds from the request to the last byte of its answer, one for each request. */
  readonly latencies: readonly number[];
  readonly seconds: number;
  /** Of all bodies. */
  readonly bytes: number;
}

/** A process beside the server that puts one load after the other on it. */
export interface LoadProcess {
  /** @throws Error when an answer is not 200. */
  run(load: Load): Promise<LoadResult>;
}

export const startLoadProcess = (cleanup: Cleanup): LoadProcess => {
  const child = fork(join(import.meta.dirname, 'http-load.worker.js'), [], {
    serialization: 'advanced',
    execArgv: [],
  });
  cleanup.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return {
    run: async (load) => {
      child.send(load);
      const [answer] = (await once(child, 'message')) as [{ result: LoadResult } | { error: string }];
      if ('error' in answer) throw new Error(answer.error);
      return answer.result;
    },
  };
};
