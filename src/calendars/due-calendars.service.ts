import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { CLOCK, type Clock } from '../time/clock.port.js';

/** Of one round and agency: a calendar that is left waits a round more. */
const MOST_A_ROUND = 500;

/** Finds the calendars whose time has come; called by the worker's round. */
@Injectable()
export class DueCalendars {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  /**
   * Enqueues a sync for each calendar that is due: its poll, a retry, or a wish that was not seen yet. The same one
   * twice is one job.
   */
  async enqueue(agencyId: string): Promise<number> {
    return this.db.inAgency(agencyId, async (tx) => {
      const rows: { calendarId: string }[] = await tx.query(
        `select c.calendar_id as "calendarId" from calendar c
         left join account a on a.agency_id = c.agency_id and a.account_id = c.account_id
         where c.agency_id = $1 and (c.blocks or c.write_target) and (a.state = 'linked' or c.account_id is null)
           and (c.next_sync_at <= $2 or c.next_sync_at is null and c.dirty > c.synced_dirty)
         order by c.next_sync_at limit $3`,
        [agencyId, new Date(this.clock.now()), MOST_A_ROUND],
      );
      for (const { calendarId } of rows) {
        await this.queue.send(tx, 'sync-calendar', { agencyId, calendarId }, { singletonKey: calendarId });
      }
      return rows.length;
    });
  }
}
