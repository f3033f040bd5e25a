import { Inject, Injectable } from '@nestjs/common';
import type { JobData, Queue } from '../jobs/queue.port.js';
import { QUEUE } from '../jobs/queue.port.js';
import { AuditCalendar } from './audit-calendar.service.js';
import { SyncCalendar } from './sync-calendar.service.js';
import { WatchCalendar } from './watch-calendar.service.js';

/** Brings a calendar up to date when the queue says so, and keeps its push channel alive. */
@Injectable()
export class SyncCalendarJob {
  constructor(
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(SyncCalendar) private readonly calendars: SyncCalendar,
    @Inject(WatchCalendar) private readonly watches: WatchCalendar,
    @Inject(AuditCalendar) private readonly audits: AuditCalendar,
  ) {}

  /** Called once at the start of a process that works. */
  async start(): Promise<void> {
    await this.queue.work('sync-calendar', (data) => this.run(data));
  }

  async run({ agencyId, calendarId }: JobData['sync-calendar']): Promise<void> {
    const outcome = await this.calendars.sync(agencyId, calendarId);
    if (outcome.kind === 'done') await this.watches.ensure(agencyId, calendarId);
    // A poll comes every few minutes of the night, so that nothing else has to wake it.
    if (outcome.kind === 'done' && !outcome.dirty) await this.audits.ifDue(agencyId, calendarId);
    // Failures have their own time in the table, which the round looks at.
    const again = { agencyId, calendarId };
    if (outcome.kind === 'done' && outcome.dirty) {
      await this.queue.sendAlone('sync-calendar', again, { singletonKey: calendarId });
    }
    // The one at work makes another pass for what is new by now; but it may be dead. Under a key of its own: waiting
    // under the calendar's, it would keep every push and poll of the next minute out of the queue.
    if (outcome.kind === 'busy') {
      await this.queue.sendAlone('sync-calendar', again, {
        singletonKey: `${calendarId} after the lease`,
        notBefore: outcome.until + 1000,
      });
    }
  }
}
