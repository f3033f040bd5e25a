import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { MeetingStore } from './meeting.store.js';

/** Ends the proposals that nobody settled in time; called by the worker's round. */
@Injectable()
export class ExpireProposals {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One transaction a meeting: a hundred partners' acceptances do not wait for each other's expiry. @returns how many. */
  async run(agencyId: string): Promise<number> {
    const due = await this.db.inAgency(agencyId, (tx) =>
      this.meetings.dueToExpire(tx, agencyId, this.clock.now()),
    );
    let expired = 0;
    for (const meetingId of due) {
      const event = { kind: 'expire' } as const;
      const applied = await this.db.inAgency(agencyId, (tx) =>
        this.applyEvent.apply(tx, agencyId, meetingId, () => event, { kind: 'service' }),
      );
      if (applied?.ok === true) expired += 1;
    }
    return expired;
  }
}
