import type { TravelTable } from './travel.js';
import type { TravelTrouble } from './travel-answer.js';
import type { TravelFacts } from './travel-facts.js';

/** Somebody who knows how long ways take: minutes that were agreed on, a road router, distance and speed. */
export interface TravelSource {
  readonly name: 'agreed' | 'router' | 'estimate';
  /** What it knows at once, without asking anybody: this is used while a client's row is locked. */
  atHand(facts: TravelFacts): TravelTable;
  /**
   * Makes more of it known at once, within a second or two; never throws for what lies outside.
   * @returns why it could not, or null.
   */
  fetch(facts: TravelFacts): Promise<TravelTrouble | null>;
}

/** DI token of the sources, the one that is believed first in front. */
export const TRAVEL_SOURCES = Symbol('TRAVEL_SOURCES');
