import { Injectable } from '@nestjs/common';
import type { Read } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import { iso } from './meeting-row.js';

export interface KnownAlias {
  readonly address: string;
  readonly saidBy: string | null;
  /** ISO 8601, UTC. */
  readonly saidAt: string;
}

/** Addresses of which a person said that they are one partner's, of one client. In lower case, as they are compared. */
@Injectable()
export class AliasStore {
  /** The other addresses of whoever is invited at this one, whichever of them a person named first. */
  of(agencyId: string, clientId: string | null, address: string | null): Read<string[]> {
    return {
      name: 'aliases-of-address',
      text: `select alias from address_alias where agency_id = $1 and client_id = $2 and address = $3
        union select address from address_alias where agency_id = $1 and client_id = $2 and alias = $3`,
      values: [agencyId, clientId, address],
      result: (rows) => (rows as { alias: string }[]).map(({ alias }) => alias),
    };
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

  /** What is known of an address, with who said it and when; the newest first. */
  async list(tx: Tx, agencyId: string, clientId: string, address: string): Promise<KnownAlias[]> {
    const rows: { alias: string; by: string | null; at: Date }[] = await tx.query(
      `select case when a.address = $3 then a.alias else a.address end as alias, u.name as by, a.said_at as at
       from address_alias a left join app_user u on u.agency_id = a.agency_id and u.user_id = a.said_by
       where a.agency_id = $1 and a.client_id = $2 and $3 in (a.address, a.alias)
       order by a.said_at desc, alias`,
      [agencyId, clientId, address],
    );
    return rows.map(({ alias, by, at }) => ({ address: alias, saidBy: by, saidAt: at.toISOString() }));
  }

  /** Whichever of the two was named first. @returns false when nothing of the kind was known. */
  async forget(tx: Tx, agencyId: string, clientId: string, address: string, alias: string): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query(
      `delete from address_alias where agency_id = $1 and client_id = $2
         and (address, alias) in (($3, $4), ($4, $3))`,
      [agencyId, clientId, address, alias],
    );
    return count > 0;
  }
}
