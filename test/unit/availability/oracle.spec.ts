import fc from 'fast-check';
import { explain } from '../../../src/availability/explain.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { AvailabilityOracle } from '../../support/availability-oracle.js';
import { inputOf, type OracleCase, oracleCases } from './oracle-cases.js';

/** Set SEED to repeat a run, ORACLE_CASES for a longer one. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const cases = Number(process.env.ORACLE_CASES ?? 2000);
const MINUTE = 60_000;

const shown = (minutes: Iterable<number>) =>
  Array.from(minutes, (minute) => new Date(minute * MINUTE).toISOString().slice(0, 16));

function describeCase(found: OracleCase): string {
  return JSON.stringify(found);
}

describe(`the engine beside the oracle (seed ${seed}, ${cases} cases)`, () => {
  it('offers the same slots, and explains every minute that is none', () => {
    let offered = 0;
    const zonesWithSlots = new Set<string>();
    const objections = new Map<string, number>();
    fc.assert(
      fc.property(oracleCases, (found) => {
        const input = inputOf(found);
        const oracle = new AvailabilityOracle(input);
        const expected = oracle.starts();
        const answer = freeSlots(input);
        if (answer.closed?.because === 'faults') {
          throw new Error(`refused: ${JSON.stringify(answer.closed.faults)}`);
        }
        expect({ found: describeCase(found), starts: shown(answer.minutes) }).toEqual({
          found: describeCase(found),
          starts: shown(expected),
        });
        offered += expected.length;
        if (expected.length > 0) zonesWithSlots.add(input.settings.zone);

        for (const minute of minutesToExplain(input.window, expected)) {
          const objection = oracle.objection(minute);
          objections.set(objection ?? 'none', (objections.get(objection ?? 'none') ?? 0) + 1);
          const reasons = explain(input, minute * MINUTE);
          if ((objection === undefined) !== (reasons.length === 0)) {
            throw new Error(
              `${shown([minute])}: oracle objects with ${objection}, but explained by ${JSON.stringify(reasons)}\n${describeCase(found)}`,
            );
          }
        }
      }),
      { seed, numRuns: cases },
    );
    // Agreement would mean nothing if everything were closed, or a question never had a say.
    if (process.env.ORACLE_TALLY) console.log({ offered, ...Object.fromEntries(objections) });
    expect(offered).toBeGreaterThan(cases);
    expect(zonesWithSlots.size).toBe(9);
    expect([...objections.keys()].sort()).toEqual(
      [
        'break',
        'busy',
        'calendar',
        'closed',
        'horizon',
        'hours',
        'instruction',
        'limit',
        'none',
        'notice',
        'step',
        'travel',
      ].sort(),
    );
  });
});

/** Slots and their neighbours, and a sample of the window and a little around it. */
function minutesToExplain(window: { start: number; end: number }, starts: readonly number[]): Set<number> {
  const minutes = new Set<number>();
  for (const start of starts.slice(0, 12)) for (const near of [-5, -1, 0, 1]) minutes.add(start + near);
  const from = Math.floor(window.start / MINUTE / 5) * 5 - 60;
  const until = window.end / MINUTE + 60;
  for (let minute = from; minute < until; minute += 15) minutes.add(minute);
  for (let minute = from + 5; minute < until; minute += 35) minutes.add(minute);
  return minutes;
}
