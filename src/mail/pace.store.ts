import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';

const MINUTE = 60_000;

/**
 * The pace at which an agency's mails leave: a minute's worth at once, then one after the other. Each mail gets a place in
 * the queue the first time that it could leave, so that a thousand of them are not asked about again and again, and none
 * is lost. A mail provider that is flooded answers with refusals, which would look like addresses that do not work.
 */
@Injectable()
export class MailPace {
  /** @returns when this mail may leave, epoch ms: now, or later. */
  async place(tx: Tx, agencyId: string, perMinute: number, now: number): Promise<number> {
    const step = MINUTE / perMinute;
    const [row]: { next_at: Date }[] = await tx.query(
      `insert into mail_pace as p (agency_id, next_at) values ($1, $2::timestamptz + $3::interval)
       on conflict (agency_id) do update set next_at = greatest(p.next_at, $2::timestamptz) + $3::interval
       returning next_at`,
      [agencyId, new Date(now), `${step} milliseconds`],
    );
    return Math.max(now, (row?.next_at.getTime() ?? now) - MINUTE);
  }
}
