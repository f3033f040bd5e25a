import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Cleanup } from '../boot/cleanup.js';

/** What a process that was let go may take to end by itself, so that a profile of it is written (--cpu-prof). */
const GRACE_MS = 5_000;

/** A process of its own that is asked one thing after the other. */
export interface Child<Asked, Answered> {
  /** @throws Error when the other side failed, with its words. */
  ask(question: Asked): Promise<Answered>;
  /** Lets it go: it ends at once, whatever it was at. */
  stop(): Promise<void>;
}

/** @param entry a built file in this folder, which calls `answer`. */
export const startChild = <Asked extends object, Answered>(
  cleanup: Cleanup,
  entry: string,
  execArgv: readonly string[] = [],
): Child<Asked, Answered> => {
  const child = fork(join(import.meta.dirname, entry), [], {
    serialization: 'advanced',
    execArgv: [...execArgv],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await gone;
    clearTimeout(late);
  };
  cleanup.add(stop);
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const done = (settle: () => void): void => {
          child.off('message', onMessage);
          child.off('exit', onExit);
          settle();
        };
        const onMessage = (reply: Reply<Answered>): void =>
          done(() => ('error' in reply ? reject(new Error(reply.error)) : resolve(reply.answer)));
        const onExit = (code: number | null, signal: string | null): void =>
          done(() => reject(new Error(`${entry} ended by itself, with ${signal ?? `code ${code}`}`)));
        child.on('message', onMessage);
        child.on('exit', onExit);
        child.send(question);
      }),
    stop,
  };
};

type Reply<Answered> = { readonly answer: Answered } | { readonly error: string };

/** The other side: answers what is asked until it is ended. */
export const answer = <Asked, Answered>(how: (question: Asked) => Promise<Answered>): void => {
  process.on('message', (question: Asked) => {
    how(question).then(
      (found) => process.send?.({ answer: found }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  // Whoever asked is gone: nobody would end this process any more.
  process.on('disconnect', () => process.exit(0));
};
