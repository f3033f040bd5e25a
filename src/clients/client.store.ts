import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { ClientPatch, ClientRow, ClientsQuery, NewClient } from './client.schema.js';

/** Of the table client under the name c. */
export const CLIENT_COLUMNS = `
  c.client_id as "clientId", c.name, c.person, c.email, c.phone, c.zone, c.locale, c.colour,
  c.on_client_delete as "onClientDelete", c.archived_at is not null as archived`;

const PATCHED = {
  name: 'name',
  person: 'person',
  email: 'email',
  phone: 'phone',
  zone: 'zone',
  locale: 'locale',
  colour: 'colour',
  onClientDelete: 'on_client_delete',
  archivedAt: 'archived_at',
};

/**
 * Clients in the database. Plain SQL, as in every store of this house: access, folded search and keyset pages belong
 * into the statement, and rows come out under the names that the API uses.
 */
@Injectable()
export class ClientStore {
  /** Of the clients with these ids, one page in the order of their names, and one row more if there is one. */
  async page(tx: Tx, agencyId: string, ids: readonly string[], query: ClientsQuery): Promise<ClientRow[]> {
    return tx.query(
      `select ${CLIENT_COLUMNS} from client c
       where c.agency_id = $1 and c.client_id = any($2::uuid[]) and ($3 or c.archived_at is null)
         and ($4::uuid is null or (folded(c.name), c.client_id) >
           (select folded(l.name), l.client_id from client l where l.agency_id = $1 and l.client_id = $4))
       order by folded(c.name), c.client_id limit $5`,
      [agencyId, ids, query.archived, query.after ?? null, query.limit + 1],
    );
  }

  async count(tx: Tx, agencyId: string): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      'select count(*)::integer as count from client where agency_id = $1',
      [agencyId],
    );
    return row?.count ?? 0;
  }

  /** Zone and locale left out are the agency's. */
  async insert(tx: Tx, agencyId: string, input: NewClient & { colour: string }): Promise<ClientRow> {
    const [row]: ClientRow[] = await tx.query(
      `insert into client as c
         (agency_id, client_id, name, person, email, phone, zone, locale, colour, on_client_delete)
       select a.agency_id, $2, $3, $4, $5, $6, coalesce($7, a.zone), coalesce($8, a.locale), $9, $10
       from agency a where a.agency_id = $1
       returning ${CLIENT_COLUMNS}`,
      [
        agencyId,
        uuidv7(),
        input.name,
        input.person,
        input.email,
        input.phone,
        input.zone ?? null,
        input.locale ?? null,
        input.colour,
        input.onClientDelete,
      ],
    );
    if (row === undefined) throw new Error(`There is no agency ${agencyId} to put a client into`);
    return row;
  }

  async update(tx: Tx, agencyId: string, clientId: string, patch: ClientPatch, now: number): Promise<void> {
    const { archived, ...rest } = patch;
    const archivedAt = archived === undefined ? undefined : archived ? new Date(now) : null;
    const set = setClause(PATCHED, { ...rest, archivedAt }, 3);
    await tx.query(`update client set ${set.sql} where agency_id = $1 and client_id = $2`, [
      agencyId,
      clientId,
      ...set.values,
    ]);
  }
}
