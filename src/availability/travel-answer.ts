/** What an answer says about the ways it reckoned with. */
import { type Leg, legBetween, type TravelTable } from './travel.js';
import type { TravelFacts } from './travel-facts.js';

/** Why a source could not say more: what was seen, for the operator. */
export interface TravelTrouble {
  readonly detail: string;
}

export interface TravelAnswer {
  /** Whoever the legs to and from the place come from; none when no other place matters. */
  readonly sources: readonly Leg['source'][];
  /** `down`: it gives no answer, and what it said before or estimates stand in. `off`: there is none. */
  readonly router: 'ok' | 'down' | 'off';
}

/** Which sources serve the legs between the place in front and the others. */
export function travelAnswer(
  table: TravelTable,
  { between }: TravelFacts,
  router: TravelAnswer['router'],
): TravelAnswer {
  const [target, ...others] = between;
  const sources = others.flatMap((other) => [
    legBetween(table, other, target, 0).source,
    legBetween(table, target, other, 0).source,
  ]);
  return { sources: [...new Set(sources)].sort(), router };
}
