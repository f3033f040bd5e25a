import fc from 'fast-check';
import rr from 'rrule';
import { expandSeries } from '../../../src/calendars/recurrence/expand.js';
import { recurrenceCases } from './recurrence-oracle-cases.js';
import { expectedOf, type Generator } from './recurrence-oracle-set.js';
import { skippedFor } from './recurrence-oracle-defects.js';

export interface Run {
  readonly cases: number;
  readonly occurrences: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly failure: string | null;
}

/** rrule in floating mode: readings of the wall go in and come out as if they were UTC. */
export const byRrule: Generator = (rule, start, to) =>
  new rr.RRule({ ...rr.RRule.parseString(rule), dtstart: new Date(start) })
    .between(new Date(start), new Date(to), true)
    .map((date) => date.getTime());

/** The same cases for the same seed. A failure is the smallest case that was found, in words. */
export async function runRecurrenceOracle(
  generate: Generator,
  library: 'rrule' | 'libical',
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<Run> {
  let compared = 0;
  let occurrences = 0;
  const skipped: Record<string, number> = {};
  const property = fc.asyncProperty(recurrenceCases, async (found) => {
    const defect = skippedFor(library, found);
    if (defect !== null) {
      skipped[defect] = (skipped[defect] ?? 0) + 1;
      fc.pre(false);
    }
    const { series, window, occurrences: expected } = await expectedOf(found, generate);
    const expansion = expandSeries(series, window);
    const answered = expansion.ok
      ? [...new Set(expansion.occurrences.map(({ start, end }) => `${iso(start)}/${iso(end)}`))].sort()
      : [`refused: ${expansion.reason}`];
    if (answered.join() !== expected.join()) {
      const tooMany = answered.filter((one) => !expected.includes(one)).slice(0, 6);
      const missing = expected.filter((one) => !answered.includes(one)).slice(0, 6);
      throw new Error(JSON.stringify({ series, from: iso(window.from), to: iso(window.to), tooMany, missing }));
    }
    compared++;
    occurrences += expected.length;
  });
  const details = await fc.check(property, { seed, numRuns: cases, maxSkipsPerRun: 5 });
  const failure = details.failed ? fc.defaultReportMessage(details) ?? 'failed without a word' : null;
  return { cases: compared, occurrences, skipped, failure };
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 19);
