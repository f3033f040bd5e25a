import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { iso } from './meeting-row.js';
import type { GivenRules } from './proposal-rules.js';

/** What an agency and its clients have said about their proposals. */
@Injectable()
export class ProposalRulesStore {
  async ofAgency(tx: Tx, agencyId: string): Promise<GivenRules> {
    const [row]: { proposal_rules: GivenRules }[] = await tx.query(
      'select proposal_rules from agency where agency_id = $1',
      [agencyId],
    );
    return row?.proposal_rules ?? {};
  }

  async ofClient(tx: Tx, agencyId: string, clientId: string): Promise<GivenRules> {
    const [row]: { proposal_rules: GivenRules }[] = await tx.query(
      'select proposal_rules from client where agency_id = $1 and client_id = $2',
      [agencyId, clientId],
    );
    return row?.proposal_rules ?? {};
  }

  async saveOfAgency(tx: Tx, agencyId: string, rules: GivenRules, now: number): Promise<void> {
    await tx.query('update agency set proposal_rules = $2 where agency_id = $1', [
      agencyId,
      JSON.stringify(rules),
    ]);
    await this.lookAgain(tx, agencyId, null, now);
  }

  async saveOfClient(
    tx: Tx,
    agencyId: string,
    clientId: string,
    rules: GivenRules,
    now: number,
  ): Promise<void> {
    await tx.query('update client set proposal_rules = $3 where agency_id = $1 and client_id = $2', [
      agencyId,
      clientId,
      JSON.stringify(rules),
    ]);
    await this.lookAgain(tx, agencyId, clientId, now);
  }

  /** What is due follows from the rules: the next round finds it out anew for every meeting that is alive. */
  private async lookAgain(tx: Tx, agencyId: string, clientId: string | null, now: number): Promise<void> {
    await tx.query(
      `update meeting set next_step_at = $3
       where agency_id = $1 and ($2::uuid is null or client_id = $2) and state in ('proposed', 'confirmed')`,
      [agencyId, clientId, iso(now)],
    );
  }
}
