import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { NewPlace, PlacePatch, PlaceRow, PlacesQuery } from './place.schema.js';

const COLUMNS = `
  p.place_id as "placeId", p.client_id as "clientId", p.name, p.address, p.latitude, p.longitude,
  p.archived_at is not null as archived`;

const PATCHED = { name: 'name', address: 'address', latitude: 'latitude', longitude: 'longitude' };

/** Where a client meets people. Plain SQL, as in every store of this house (client.store.ts says why). */
@Injectable()
export class PlaceStore {
  /** One page in the order of names, and one row more if there is one. */
  async page(tx: Tx, agencyId: string, clientId: string, query: PlacesQuery): Promise<PlaceRow[]> {
    return tx.query(
      `select ${COLUMNS} from place p
       where p.agency_id = $1 and p.client_id = $2 and ($3 or p.archived_at is null)
         and ($4::uuid is null or (folded(p.name), p.place_id) >
           (select folded(l.name), l.place_id from place l
            where l.agency_id = $1 and l.client_id = $2 and l.place_id = $4))
       order by folded(p.name), p.place_id limit $5`,
      [agencyId, clientId, query.archived, query.after ?? null, query.limit + 1],
    );
  }

  async find(tx: Tx, agencyId: string, clientId: string, placeId: string): Promise<PlaceRow | null> {
    const [row]: PlaceRow[] = await tx.query(
      `select ${COLUMNS} from place p where p.agency_id = $1 and p.client_id = $2 and p.place_id = $3`,
      [agencyId, clientId, placeId],
    );
    return row ?? null;
  }

  async insert(tx: Tx, agencyId: string, clientId: string, input: NewPlace): Promise<PlaceRow> {
    const [row]: PlaceRow[] = await tx.query(
      `insert into place as p (agency_id, place_id, client_id, name, address, latitude, longitude)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [agencyId, uuidv7(), clientId, input.name, input.address, input.latitude, input.longitude],
    );
    if (row === undefined) throw new Error('A place was inserted and not returned');
    return row;
  }

  /** The place as it is now, or null when this client has no such place. */
  async update(
    tx: Tx,
    agencyId: string,
    clientId: string,
    placeId: string,
    patch: PlacePatch,
  ): Promise<PlaceRow | null> {
    const set = setClause(PATCHED, patch, 4);
    await tx.query(`update place set ${set.sql} where agency_id = $1 and client_id = $2 and place_id = $3`, [
      agencyId,
      clientId,
      placeId,
      ...set.values,
    ]);
    return this.find(tx, agencyId, clientId, placeId);
  }

  /** @returns false when this client has no such place. Archiving twice keeps the first time. */
  async archive(tx: Tx, agencyId: string, clientId: string, placeId: string, now: number): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update place set archived_at = coalesce(archived_at, $4)
       where agency_id = $1 and client_id = $2 and place_id = $3`,
      [agencyId, clientId, placeId, new Date(now)],
    );
    return count > 0;
  }
}
