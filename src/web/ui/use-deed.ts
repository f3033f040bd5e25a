import { useCallback, useRef, useState } from 'react';
import { refresh } from '../api/live.js';
import { OFFLINE, Problem } from '../api/problem.js';

export interface Deed<Args extends readonly unknown[]> {
  /** Does it, unless it is being done already; what was refused stands in `problem`. True when it was done. */
  readonly run: (...args: Args) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
}

/** Something that changes the world at the press of a button; afterwards everything in view is asked for anew. */
export const useDeed = <Args extends readonly unknown[]>(
  act: (...args: Args) => Promise<unknown>,
): Deed<Args> => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const run = async (...args: Args): Promise<boolean> => {
    // Two quick presses are one: a ref, because the state would still be the old one at the second.
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await act(...args);
      return true;
    } catch (thrown) {
      setProblem(
        thrown instanceof Problem
          ? thrown
          : new Problem(0, OFFLINE, thrown instanceof Error ? thrown.message : String(thrown)),
      );
      return false;
    } finally {
      running.current = false;
      setBusy(false);
      refresh();
    }
  };
  return { run, busy, problem, clear: useCallback(() => setProblem(null), []) };
};
