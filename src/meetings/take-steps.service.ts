import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { MeetingStore } from './meeting.store.js';

/** Chases, reminders and aged holds whose moment has come; called by the worker's round. */
@Injectable()
export class TakeSteps {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One transaction a meeting, which keeps its next moment in any case. @returns how many had something due. */
  async run(agencyId: string): Promise<number> {
    const due = await this.db.inAgency(agencyId, (tx) =>
      this.meetings.dueForAStep(tx, agencyId, this.clock.now()),
    );
    let taken = 0;
    for (const meetingId of due) {
      const event = { kind: 'time-passed' } as const;
      const done = await this.db.inAgency(agencyId, async (tx) => {
        const applied = await this.applyEvent.apply(tx, agencyId, meetingId, () => event, {
          kind: 'service',
        });
        if (applied?.ok === false) {
          await this.meetings.keepNextStep(tx, agencyId, applied.meeting, this.clock.now());
        }
        return applied?.ok === true;
      });
      if (done) taken += 1;
    }
    return taken;
  }
}
