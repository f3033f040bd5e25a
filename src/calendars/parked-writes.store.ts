import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';

/** Writes that wait for a person: to reconnect an account, to choose a calendar. */
@Injectable()
export class ParkedWrites {
  constructor(@Inject(QUEUE) private readonly queue: Queue) {}

  /** The cause may be gone: they are tried at once, instead of when their nap is over. */
  async wake(tx: Tx, agencyId: string, clientId: string, now: number): Promise<void> {
    const [rows]: [{ meetingId: string }[], number] = await tx.query(
      `update effect set next_try_at = $3
       where agency_id = $1 and client_id = $2 and state = 'parked' and kind in ('calendar-put', 'calendar-delete')
       returning meeting_id as "meetingId"`,
      [agencyId, clientId, new Date(now)],
    );
    for (const meetingId of new Set(rows.map((row) => row.meetingId))) {
      await this.queue.send(tx, 'carry-out', { agencyId, meetingId });
    }
  }
}
