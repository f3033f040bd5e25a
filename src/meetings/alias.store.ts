import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { iso } from './meeting-row.js';

/** Addresses of which a person said that they are one partner's, of one client. In lower case, as they are compared. */
@Injectable()
export class AliasStore {
  /** The other addresses of whoever is invited at this one, whichever of them a person named first. */
  async of(tx: Tx, agencyId: string, clientId: string, address: string): Promise<string[]> {
    const rows: { alias: string }[] = await tx.query(
      `select alias from address_alias where agency_id = $1 and client_id = $2 and address = $3
       union select address from address_alias where agency_id = $1 and client_id = $2 and alias = $3`,
      [agencyId, clientId, address],
    );
    return rows.map(({ alias }) => alias);
  }

  async learn(
    tx: Tx,
    agencyId: string,
    clientId: string,
    said: { readonly address: string; readonly alias: string; readonly by: string; readonly at: number },
  ): Promise<void> {
    await tx.query(
      `insert into address_alias (agency_id, client_id, address, alias, said_by, said_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [agencyId, clientId, said.address, said.alias, said.by, iso(said.at)],
    );
  }
}
