import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';

export interface AttemptLimit {
  readonly max: number;
  readonly windowMs: number;
}

/**
 * Counts attempts in PostgreSQL, so that all replicas count together, in fixed windows. The names of what is counted
 * (addresses, networks) are kept as hashes: the table is a list of guesses, not of people.
 *
 * The table sign_in_attempt is no tenant's: a guess is counted before it is known whom it is about.
 */
@Injectable()
export class AttemptStore {
  /**
   * Counts one attempt.
   * @returns epoch ms until which no more are taken, or null when this one is within the limit.
   */
  async take(tx: Tx, name: string, limit: AttemptLimit, now: number): Promise<number | null> {
    const at = new Date(now);
    const [row]: { count: number; resetsAt: Date }[] = await tx.query(
      `insert into sign_in_attempt as a (key_hash, count, resets_at) values ($1, 1, $3)
       on conflict (key_hash) do update set
         count = case when a.resets_at <= $2 then 1 else a.count + 1 end,
         resets_at = case when a.resets_at <= $2 then excluded.resets_at else a.resets_at end
       returning count, resets_at as "resetsAt"`,
      [hashOf(name), at, new Date(now + limit.windowMs)],
    );
    // A few that are over go with each new one, so that the table stays as small as the traffic is.
    await tx.query(
      `delete from sign_in_attempt where key_hash in (
         select key_hash from sign_in_attempt where resets_at <= $1 order by resets_at limit 5 for update skip locked)`,
      [at],
    );
    return row !== undefined && row.count > limit.max ? row.resetsAt.getTime() : null;
  }

  /** Takes one attempt back: it was a right one. */
  async giveBack(tx: Tx, name: string): Promise<void> {
    await tx.query('update sign_in_attempt set count = greatest(count - 1, 0) where key_hash = $1', [
      hashOf(name),
    ]);
  }

  /** Forgets what was counted under this name. */
  async clear(tx: Tx, name: string): Promise<void> {
    await tx.query('delete from sign_in_attempt where key_hash = $1', [hashOf(name)]);
  }
}

const hashOf = (name: string): Buffer => createHash('sha256').update(name).digest();
