/** When a provider that does not answer is left alone, and for how long. */

/** So many calls of an account in a row without an answer are no hiccup. */
export const SILENT_CALLS = 5;

/** How long the one call may take that tries whether it answers again. */
export const PROBE_MS = 60_000;

const FIRST_MS = 30_000;
const MOST_MS = 10 * 60_000;

/** Epoch ms: half a minute, doubled with each further silence, ten minutes at most; spread over a fifth. */
export const closedUntil = (calls: number, now: number, random: number): number =>
  Math.round(
    now + Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(10, calls - SILENT_CALLS)) * (0.9 + 0.2 * random),
  );

export const SILENT = 'the provider has not been answering; it is called again by itself';
