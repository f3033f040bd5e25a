import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { closedUntil, PROBE_MS, SILENT_CALLS } from './silence.js';

/**
 * Whether a provider's account is called at all. After some calls in a row without an answer it is left alone for a
 * while, by all replicas; then one call tries, and the others wait for what becomes of it.
 */
@Injectable()
export class AccountCircuits {
  /**
   * `calls`: those without an answer so far. `until`: null to call, otherwise epoch ms until when nothing is sent.
   * @param now epoch ms.
   */
  async find(
    tx: Tx,
    agencyId: string,
    accountId: string,
    now: number,
  ): Promise<{ readonly calls: number; readonly until: number | null }> {
    const [row]: { calls: number; until: Date | null }[] = await tx.query(
      `select silent_calls as calls, silent_until as until from account
       where agency_id = $1 and account_id = $2`,
      [agencyId, accountId],
    );
    const calls = row?.calls ?? 0;
    if (row == null || row.until === null || calls < SILENT_CALLS) return { calls, until: null };
    if (row.until.getTime() > now) return { calls, until: row.until.getTime() };
    const [, won]: [unknown, number] = await tx.query(
      `update account set silent_until = $3
       where agency_id = $1 and account_id = $2 and silent_until = $4`,
      [agencyId, accountId, new Date(now + PROBE_MS), row.until],
    );
    return { calls, until: won > 0 ? null : now + PROBE_MS };
  }

  /** @param random in [0, 1). */
  async silent(tx: Tx, agencyId: string, accountId: string, now: number, random: number): Promise<void> {
    const [rows]: [{ calls: number }[], number] = await tx.query(
      `update account set silent_calls = silent_calls + 1
       where agency_id = $1 and account_id = $2 returning silent_calls as calls`,
      [agencyId, accountId],
    );
    const calls = rows[0]?.calls ?? 0;
    if (calls < SILENT_CALLS) return;
    await tx.query('update account set silent_until = $3 where agency_id = $1 and account_id = $2', [
      agencyId,
      accountId,
      new Date(closedUntil(calls, now, random)),
    ]);
  }

  async answered(tx: Tx, agencyId: string, accountId: string): Promise<void> {
    await tx.query(
      `update account set silent_calls = 0, silent_until = null
       where agency_id = $1 and account_id = $2 and silent_calls > 0`,
      [agencyId, accountId],
    );
  }
}
