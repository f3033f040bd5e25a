/** The only source of "now" for services and jobs; pure code gets it as an argument. Epoch ms UTC. */
export interface Clock {
  now(): number;
}

/** DI token of the Clock. */
export const CLOCK = Symbol('CLOCK');

export const systemClock: Clock = { now: () => Date.now() };
