import { setTimeout as sleep } from 'node:timers/promises';

/** What was seen does not agree with what was promised. */
export class Mismatch extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Mismatch';
  }
}

/** @throws Mismatch with `otherwise` when it does not hold. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Mismatch(otherwise);
}

/**
 * @param what "SEQUENCE of the update". @throws Mismatch that names both when they are not the same, as text.
 */
export const mustBe = (what: string, there: unknown, expected: unknown): void => {
  if (String(there) === String(expected)) return;
  throw new Mismatch(`${what}\nexpected: ${String(expected)}\nthere was: ${String(there)}`);
};

const WAIT_MS = 30_000;
const STEP_MS = 100;

/**
 * Looks again and again until there is something to see.
 * @param there asked at the end, for what there was instead. @param look null or undefined: not yet. @param what for the message, e.g. "a CANCEL of the second time".
 */
export const eventually = async <T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
  there?: () => Promise<string>,
  waitMs = WAIT_MS,
): Promise<T> => {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined) return seen;
    if (Date.now() > deadline) {
      const instead = there === undefined ? '' : `\nthere was: ${await there()}`;
      throw new Mismatch(`after ${waitMs / 1000} s there was still no ${what}${instead}`);
    }
    await sleep(STEP_MS);
  }
};

/** Gives what must not happen the time to happen. */
export const aWhile = (ms = 1_500): Promise<void> => sleep(ms);
