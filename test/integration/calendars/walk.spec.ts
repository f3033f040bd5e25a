import { AsyncLocalStorage } from 'node:async_hooks';
import { generator } from '../../../src/sandbox/fault-rules.js';
import { openCaldav } from './walk-caldav.js';
import { countDeeds, disagreements, NOTHING_YET, type Tally } from './walk-check.js';
import { openGoogle } from './walk-google.js';
import { WalkHouse } from './walk-house.js';
import { openOutlook } from './walk-outlook.js';
import { drawSteps, type Step, take } from './walk-steps.js';
import type { WalkWorld } from './walk-world.js';

/**
 * Set SEED to repeat a walk; WALK_STEPS (of one walk), WALK_SEEDS and WALK_PROVIDERS for longer, more and others of them.
 * Ids are drawn by the system and the moments of pushes within a step by the machine, all else by the seed.
 */
const firstSeed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const steps = Number(process.env.WALK_STEPS ?? 3_334);
const seeds = Number(process.env.WALK_SEEDS ?? 1);
const providers = process.env.WALK_PROVIDERS ?? 'Google,Outlook,CalDAV';
/** Steps between two quiet moments. */
const batch = Number(process.env.WALK_BATCH ?? 60);

const WORLDS: Readonly<Record<string, (clock: { now(): number }, seed: number) => Promise<WalkWorld>>> = {
  Google: openGoogle,
  Outlook: openOutlook,
  CalDAV: openCaldav,
};

const walks = Array.from({ length: seeds }, (_, i) =>
  providers.split(',').map((provider) => ({ provider, seed: firstSeed + i })),
).flat();

describe('a random walk', () => {
  // The service spreads its polls and tries at random: each walk's own randomness has to come from its seed.
  const drawn = new AsyncLocalStorage<() => number>();
  const system = Math.random;
  beforeAll(() => {
    Math.random = () => (drawn.getStore() ?? system)();
  });
  afterAll(() => {
    Math.random = system;
  });

  // Side by side: each waits for its database and its provider most of the time.
  test.concurrent.each(walks)(
    `$provider, seed $seed: ${steps} steps, and after each quiet moment everything agrees`,
    async ({ provider, seed }) => {
      const open = WORLDS[provider];
      if (open === undefined) throw new Error(`there is no ${provider}`);
      const tally = await drawn.run(generator(seed), () =>
        walk((clock) => open(clock, seed), drawSteps(steps, generator(seed))),
      );
      console.log(`${provider}, seed ${seed}: ${JSON.stringify(tally)}`);
      // A walk in which nothing was ever confirmed, or nothing stood, would show nothing.
      expect(tally.confirmed).toBeGreaterThan(steps / 100);
      expect(tally.busy).toBeGreaterThan(steps / 10);
    },
    3_600_000,
  );
});

async function walk(
  open: (clock: { now(): number }) => Promise<WalkWorld>,
  all: readonly Step[],
): Promise<Tally> {
  const house = await WalkHouse.open(open);
  const tally: Tally = { ...NOTHING_YET };
  try {
    for (let at = 0; at < all.length; at += batch) {
      const some = all.slice(at, at + batch);
      try {
        for (const step of some) await take(house, step);
        await house.rest();
        const wrong = await disagreements(house, tally);
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      } catch (error) {
        const list = some.map(
          ({ what, random }, i) => `${at + i} ${what} ${random.map((n) => n.toFixed(3)).join(' ')}`,
        );
        const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
        throw new Error(`${told}\nafter step ${at + some.length - 1}; the last ones:\n${list.join('\n')}`);
      }
      tally.quiet++;
    }
    await countDeeds(house, tally);
    return tally;
  } finally {
    await house.close();
  }
}
