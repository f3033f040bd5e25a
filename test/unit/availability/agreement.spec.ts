import fc from 'fast-check';
import { explain } from '../../../src/availability/explain.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { questions } from './arbitrary.js';

/** Set SEED to repeat a run, RUNS for a longer one. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const MINUTE = 60_000;

describe(`slots and explanations (seed ${seed})`, () => {
  it('agree for every minute: no reason, exactly when it is offered', () => {
    const numRuns = Number(process.env.RUNS ?? 50);
    let offered = 0;
    fc.assert(
      fc.property(questions, (input) => {
        const { minutes, durationMinutes, closed } = freeSlots(input);
        expect(closed).toBeUndefined();
        offered += minutes.length;
        const slots = new Set(minutes);
        const last = Math.floor(input.window.end / MINUTE) - durationMinutes;
        for (let minute = Math.ceil(input.window.start / MINUTE); minute <= last; minute++) {
          const reasons = explain(input, minute * MINUTE);
          if (slots.has(minute) !== (reasons.length === 0)) {
            const time = new Date(minute * MINUTE).toISOString();
            throw new Error(
              `${time} ${slots.has(minute) ? 'is' : 'is not'} offered, but: ${JSON.stringify(reasons)}`,
            );
          }
        }
      }),
      { seed, numRuns, endOnFailure: false },
    );
    // Were everything closed, agreement would mean nothing. Few questions offer most of the slots, so runs differ much.
    expect(offered).toBeGreaterThan(numRuns / 5);
  });
});
