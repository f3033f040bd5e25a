import { Injectable } from '@nestjs/common';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { AgencyPatch, AgencyRow } from './agency.schema.js';

/** The agency itself. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class AgencyStore {
  async get(tx: Tx, agencyId: string): Promise<AgencyRow> {
    const [row]: AgencyRow[] = await tx.query(
      'select agency_id as "agencyId", name, zone, locale from agency where agency_id = $1',
      [agencyId],
    );
    if (row === undefined) throw new Error(`Somebody is signed in to agency ${agencyId}, which is not there`);
    return row;
  }

  async update(tx: Tx, agencyId: string, patch: AgencyPatch): Promise<AgencyRow> {
    const set = setClause({ name: 'name', zone: 'zone', locale: 'locale' }, patch, 2);
    await tx.query(`update agency set ${set.sql} where agency_id = $1`, [agencyId, ...set.values]);
    return this.get(tx, agencyId);
  }

  /** Makes changes that concern all users of an agency wait for each other. */
  async lock(tx: Tx, agencyId: string): Promise<void> {
    await tx.query('select 1 from agency where agency_id = $1 for update', [agencyId]);
  }
}
