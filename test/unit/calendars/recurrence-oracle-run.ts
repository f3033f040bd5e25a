import fc from 'fast-check';
import rr from 'rrule';
import { expandSeries } from '../../../src/calendars/recurrence/expand.js';
import { type RecurrenceCase, recurrenceCases } from './recurrence-oracle-cases.js';
import { inOrder, type Library, skippedFor } from './recurrence-oracle-defects.js';
import { byTheTable } from './recurrence-oracle-naive.js';
import { expectedOf, type Generator } from './recurrence-oracle-set.js';

export interface Run {
  readonly cases: number;
  readonly occurrences: number;
  /** Cases that a library was not asked, by the name of the reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly zones: readonly string[];
  /** The smallest case that differs, in words. */
  readonly failure: string | null;
}

export interface Opinion {
  readonly library: Library;
  readonly generate: Generator;
}

const YEAR = 366 * 86_400_000;

/** What a library says of itself that it will not do. */
export class Unasked extends Error {}

/** rrule in floating mode: readings of the wall go in and come out as if they were UTC. */
export const byRrule = (rule: string, start: number, to: number): readonly number[] => {
  const most = Number(/COUNT=(\d+)/.exec(rule)?.[1] ?? Number.POSITIVE_INFINITY);
  const ahead = byTheTable(rule, start, to + 8 * YEAR);
  if (ahead.length < most && (ahead.at(-1) ?? start) <= to) {
    throw new Unasked('walks to the year 9999 when nothing more comes');
  }
  return new rr.RRule({ ...rr.RRule.parseString(inOrder(rule)), dtstart: new Date(start) })
    .between(new Date(start), new Date(to), true)
    .map((date) => date.getTime());
};

export const TABLE: Opinion = { library: 'table', generate: byTheTable };
export const RRULE: Opinion = { library: 'rrule', generate: byRrule };

/** Each case before every opinion; the same cases for the same seed. */
export async function runRecurrenceOracle(
  opinions: readonly Opinion[],
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<Run> {
  let compared = 0;
  let occurrences = 0;
  const skipped: Record<string, number> = {};
  const zones = new Set<string>();
  const skip = (library: Library, name: string) => {
    skipped[`${library}: ${name}`] = (skipped[`${library}: ${name}`] ?? 0) + 1;
  };
  const compare = async ({ library, generate }: Opinion, found: RecurrenceCase): Promise<void> => {
    const defect = skippedFor(library, found);
    if (defect !== null) return skip(library, defect);
    const expected = await expectedOf(found, generate).catch((error: unknown) => {
      if (!(error instanceof Unasked)) throw error;
      skip(library, error.message);
    });
    if (expected === undefined) return;
    const { series, window } = expected;
    const expansion = expandSeries(series, window);
    const answered = expansion.ok
      ? [...new Set(expansion.occurrences.map(({ start, end }) => `${iso(start)}/${iso(end)}`))].sort()
      : [`refused: ${expansion.reason}`];
    if (answered.join() !== expected.occurrences.join()) {
      const tooMany = answered.filter((one) => !expected.occurrences.includes(one)).slice(0, 6);
      const missing = expected.occurrences.filter((one) => !answered.includes(one)).slice(0, 6);
      const asked = { from: iso(window.from), to: iso(window.to) };
      throw new Error(
        `${library} differs: ${JSON.stringify({ series, ...asked, tooMany, missing }, null, 1)}`,
      );
    }
    compared++;
    occurrences += answered.length;
    if (answered.length > 0) zones.add(found.zone);
  };
  const property = fc.asyncProperty(recurrenceCases, async (found) => {
    for (const opinion of opinions) await compare(opinion, found);
  });
  const details = await fc.check(property, { seed, numRuns: cases });
  const failure = details.failed ? (fc.defaultReportMessage(details) ?? 'failed without a word') : null;
  return { cases: compared, occurrences, skipped, zones: [...zones].sort(), failure };
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 19);
