import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';

/** A writer that lives renews it well before (write-alone.service.ts); one that was killed is waited out. */
const SECONDS = 20;
export const RENEW_EVERY_MS = 5_000;

/**
 * One writer for a calendar over all replicas: two writes that cross would have to be told apart by the provider, and
 * a create and its cancellation would race. By the database's clock. Renewed while the writer lives and before each call,
 * so that no write, however many calls it takes, goes on under a lease that somebody else has.
 */
@Injectable()
export class WriteLeases {
  /** Null while somebody else writes. */
  async take(tx: Tx, agencyId: string, calendarId: string): Promise<string | null> {
    const token = randomUUID();
    const [, count]: [unknown[], number] = await tx.query(
      `update calendar set write_lease = $3, write_lease_until = now() + make_interval(secs => $4)
       where agency_id = $1 and calendar_id = $2 and (write_lease_until is null or write_lease_until < now())`,
      [agencyId, calendarId, token, SECONDS],
    );
    return count > 0 ? token : null;
  }

  /** Renews the lease. @returns false when somebody else has it: then nothing more may be sent. */
  async hold(tx: Tx, agencyId: string, calendarId: string, token: string): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update calendar set write_lease_until = now() + make_interval(secs => $4)
       where agency_id = $1 and calendar_id = $2 and write_lease = $3`,
      [agencyId, calendarId, token, SECONDS],
    );
    return count > 0;
  }

  async release(tx: Tx, agencyId: string, calendarId: string, token: string): Promise<void> {
    await tx.query(
      `update calendar set write_lease = null, write_lease_until = null
       where agency_id = $1 and calendar_id = $2 and write_lease = $3`,
      [agencyId, calendarId, token],
    );
  }
}
