import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { CoverStore } from './cover.store.js';
import { HandoverStore } from './handover.store.js';

/**
 * Tells the journal that a cover has begun or is over, with what went over by then; called by the worker's round. The
 * cover itself begins and ends with the clock: a round that comes late writes a late line and keeps nothing open.
 */
@Injectable()
export class NoteCovers {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CoverStore) private readonly covers: CoverStore,
    @Inject(HandoverStore) private readonly handovers: HandoverStore,
  ) {}

  /** @returns how many lines' worth of covers were told of. */
  async run(agencyId: string): Promise<number> {
    return this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      let told = 0;
      for (const cover of await this.covers.toNote(tx, agencyId, now)) {
        if (!cover.begun) {
          await this.handovers.note(tx, agencyId, cover, 'cover-began', null, now);
          await this.covers.noted(tx, agencyId, cover.coverId, 'began', now);
          told += 1;
        }
        if (cover.until <= now) {
          await this.handovers.note(tx, agencyId, cover, 'cover-ended', null, now);
          await this.covers.noted(tx, agencyId, cover.coverId, 'ended', now);
          told += 1;
        }
      }
      return told;
    });
  }
}
