/**
 * What a benchmark reports, one case a row. `floor` is the least that any program could do, measured in the same run;
 * `ratio` is value / floor. Machines differ and are noisy, so goals are ratios wherever there is a floor.
 */
export interface BenchResult {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  readonly ratio?: number;
  /** A ratio, or a value with its unit. */
  readonly goal?: number | string;
  readonly met?: boolean;
}

export interface BenchReport {
  readonly name: string;
  /** The version of Node that ran it. */
  readonly node: string;
  readonly results: readonly BenchResult[];
}

/** A value that is good when it is low: at most `goal` times the floor. */
export const atMost = (what: Measured, floor: number, goal?: number): BenchResult => {
  const ratio = what.value / floor;
  return { ...what, floor, ratio, ...(goal === undefined ? {} : { goal, met: ratio <= goal }) };
};

/** A value that is good when it is high: at least `goal` times the floor. */
export const atLeast = (what: Measured, floor: number, goal?: number): BenchResult => {
  const ratio = what.value / floor;
  return { ...what, floor, ratio, ...(goal === undefined ? {} : { goal, met: ratio >= goal }) };
};

/** A value that is to stay under another, where there is no floor. */
export const under = (what: Measured, limit: number): BenchResult => ({
  ...what,
  goal: `${limit} ${what.unit}`,
  met: what.value < limit,
});

/** A count of what must not be. */
export const none = (what: Measured): BenchResult => ({
  ...what,
  goal: `0 ${what.unit}`,
  met: what.value === 0,
});

type Measured = Pick<BenchResult, 'case' | 'value' | 'unit'>;

/** The value that `share` (0 to 1) of the samples do not exceed; NaN of none. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);
