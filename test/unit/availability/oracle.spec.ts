import fc from 'fast-check';
import { explain } from '../../../src/availability/explain.js';
import type { AvailabilityInput } from '../../../src/availability/input.js';
import { freeSlots, nextSlot } from '../../../src/availability/slots.js';
import { commonSlots, explainTogether } from '../../../src/availability/together.js';
import { AvailabilityOracle, liesOnTheGrid } from '../../support/availability-oracle.js';
import { type GroupCase, groupCases, inputOf, oracleCases } from './oracle-cases.js';

/** Set SEED to repeat a run, ORACLE_CASES for a longer one. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const cases = Number(process.env.ORACLE_CASES ?? 5000);
const MINUTE = 60_000;

const QUESTIONS = [
  'break',
  'busy',
  'calendar',
  'closed',
  'horizon',
  'hours',
  'instruction',
  'limit',
  'notice',
  'step',
  'travel',
];

describe(`the engine beside the oracle (seed ${seed}, ${cases} cases)`, () => {
  it('offers the same slots, and explains exactly the minutes that are none', () => {
    let offered = 0;
    const zonesWithSlots = new Set<string>();
    const objections = new Set<string>();
    fc.assert(
      fc.property(oracleCases, (found) => {
        const input = inputOf(found);
        const oracle = new AvailabilityOracle(input);
        const expected = oracle.starts();
        const answer = freeSlots(input);
        refuseFaults(answer.closed);
        expect(differences(answer.minutes, expected)).toEqual({ tooMany: [], missing: [] });
        const [first] = expected;
        const next =
          first === undefined
            ? answer.closed
            : { start: first * MINUTE, end: (first + answer.durationMinutes) * MINUTE };
        expect(nextSlot(input)).toEqual(next);
        offered += expected.length;
        if (expected.length > 0) zonesWithSlots.add(input.settings.zone);

        for (const minute of minutesToExplain(input.window, expected)) {
          const objection = oracle.objection(minute);
          const reasons = explain(input, minute * MINUTE);
          if ((objection === undefined) !== (reasons.length === 0)) {
            const because = JSON.stringify(reasons);
            throw new Error(
              `${shown(minute)}: the oracle objects with ${objection}, explain with ${because}`,
            );
          }
          if (objection !== undefined) objections.add(objection);
        }
      }),
      { seed, numRuns: cases },
    );
    // Agreement would mean nothing if everything were closed, or a question never had a say.
    if (cases < 2000) return;
    expect(offered).toBeGreaterThan(5 * cases);
    expect(zonesWithSlots.size).toBe(9);
    expect([...objections].sort()).toEqual(QUESTIONS);
  });

  it('finds the same times for several people', () => {
    let offered = 0;
    fc.assert(
      fc.property(groupCases, (found) => {
        const oracles = found.people.map(({ asked }) => new AvailabilityOracle(inputOf(asked)));
        const question = questionOf(found);
        const canAllStart = (minute: number) =>
          liesOnTheGrid(minute, found.grid) &&
          oracles.every((oracle, i) => found.people[i]?.required === false || oracle.couldStart(minute));
        const expected: number[] = [];
        const last = Math.floor(question.window.end / MINUTE) - found.wanted.durationMinutes;
        for (let minute = Math.ceil(question.window.start / MINUTE); minute <= last; minute++) {
          if (canAllStart(minute)) expected.push(minute);
        }
        const answer = commonSlots(question);
        refuseFaults(answer.closedBy?.closure);
        expect(differences(answer.free.minutes, expected)).toEqual({ tooMany: [], missing: [] });
        offered += expected.length;

        for (const { personId, canCome } of answer.optional) {
          const oracle = oracles[Number(personId)];
          expect(Array.from(canCome, Boolean)).toEqual(
            expected.map((minute) => oracle?.couldStart(minute) === true),
          );
        }
        for (const minute of minutesToExplain(question.window, expected)) {
          const { shared, people } = explainTogether(question, minute * MINUTE);
          const isFine =
            shared.length === 0 && people.every(({ required, reasons }) => !required || reasons.length === 0);
          if (isFine !== canAllStart(minute)) {
            throw new Error(`${shown(minute)}: ${JSON.stringify({ shared, people })}`);
          }
        }
      }),
      { seed, numRuns: Math.ceil(cases / 10) },
    );
    if (cases >= 2000) expect(offered).toBeGreaterThan(cases / 10);
  });
});

const shown = (minute: number) => new Date(minute * MINUTE).toISOString().slice(0, 16);

function differences(answered: Iterable<number>, expected: readonly number[]) {
  const answers = new Set(answered);
  return {
    tooMany: [...answers].filter((minute) => !expected.includes(minute)).map(shown),
    missing: expected.filter((minute) => !answers.has(minute)).map(shown),
  };
}

/** The questions are well formed: that one is refused is a fault of this test or of the check. */
function refuseFaults(closure: ReturnType<typeof freeSlots>['closed']): void {
  if (closure?.because === 'faults') throw new Error(`refused: ${JSON.stringify(closure.faults)}`);
}

function questionOf({ people, wanted, grid }: GroupCase) {
  const asked = people.map((person) => inputOf(person.asked));
  const { window, now } = asked[0] as AvailabilityInput;
  const persons = asked.map((input, i) => ({
    ...input,
    personId: String(i),
    required: people[i]?.required === true,
  }));
  return { people: persons, window, now, wanted, grid };
}

/** Slots and their neighbours, and a sample of the window and a little around it. */
function minutesToExplain(window: { start: number; end: number }, starts: readonly number[]): Set<number> {
  const minutes = new Set<number>();
  for (const start of starts.slice(0, 12)) for (const near of [-5, -1, 0, 1]) minutes.add(start + near);
  const from = Math.floor(window.start / MINUTE / 5) * 5 - 60;
  const until = window.end / MINUTE + 60;
  for (let minute = from; minute < until; minute += 45) minutes.add(minute);
  for (let minute = from + 5; minute < until; minute += 100) minutes.add(minute);
  return minutes;
}
