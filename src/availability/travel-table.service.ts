import { Inject, Injectable } from '@nestjs/common';
import type { TravelTable } from './travel.js';
import { TRAVEL_SOURCES, type TravelSource } from './travel.port.js';
import type { TravelAnswer } from './travel-answer.js';
import { firstKnown } from './travel-estimate.js';
import type { TravelFacts } from './travel-facts.js';

/** How long ways take, by whoever knows it best. */
@Injectable()
export class TravelTables {
  constructor(@Inject(TRAVEL_SOURCES) private readonly sources: readonly TravelSource[]) {}

  /** From what is known at once: for decisions under a lock, which must not wait for another server. */
  atHand(facts: TravelFacts): TravelTable {
    return firstKnown(...this.sources.map((source) => source.atHand(facts)));
  }

  /** After asking; not to be called inside a transaction. */
  async fetched(
    facts: TravelFacts,
  ): Promise<{ readonly table: TravelTable; readonly router: TravelAnswer['router'] }> {
    const troubles = await Promise.all(this.sources.map((source) => source.fetch(facts)));
    const down = troubles.some((trouble) => trouble !== null);
    const router = !this.sources.some(({ name }) => name === 'router') ? 'off' : down ? 'down' : 'ok';
    return { table: this.atHand(facts), router };
  }
}
