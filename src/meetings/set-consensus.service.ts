import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import type { Consensus } from './consensus.js';
import { DecideByHand } from './decide-by-hand.service.js';
import { RosterStore } from './roster.store.js';

/** Says when a time of a proposal is agreed on, and lets follow what follows from the answers that are there. */
@Injectable()
export class SetConsensus {
  constructor(
    @Inject(DecideByHand) private readonly byHand: DecideByHand,
    @Inject(RosterStore) private readonly roster: RosterStore,
  ) {}

  /** @throws Refusal: not-found, conflict, time-taken. */
  async set(who: Signed, meetingId: string, consensus: Consensus): Promise<void> {
    await this.byHand.decide(
      who,
      meetingId,
      { kind: 'roster-changed' },
      {
        first: (tx) => this.roster.setConsensus(tx, who.agencyId, meetingId, consensus),
      },
    );
  }
}
