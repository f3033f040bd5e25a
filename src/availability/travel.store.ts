import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { AgreedLeg, PlaceSpot } from './travel-facts.js';

/** Where a client's places are, and the minutes that were agreed on between them. */
@Injectable()
export class TravelStore {
  /** All places of the client, archived ones too: a meeting may still be there. */
  async spots(tx: Tx, agencyId: string, clientId: string): Promise<PlaceSpot[]> {
    return tx.query(
      `select place_id as "placeId", latitude, longitude from place where agency_id = $1 and client_id = $2`,
      [agencyId, clientId],
    );
  }

  async agreed(tx: Tx, agencyId: string, clientId: string): Promise<AgreedLeg[]> {
    return tx.query(
      `select from_place_id as "fromPlaceId", to_place_id as "toPlaceId", minutes from travel_time
       where agency_id = $1 and client_id = $2 order by from_place_id, to_place_id`,
      [agencyId, clientId],
    );
  }

  /** Puts these in the place of all that were agreed on before. */
  async replace(tx: Tx, agencyId: string, clientId: string, legs: readonly AgreedLeg[]): Promise<void> {
    await tx.query('delete from travel_time where agency_id = $1 and client_id = $2', [agencyId, clientId]);
    await tx.query(
      `insert into travel_time (agency_id, client_id, from_place_id, to_place_id, minutes)
       select $1, $2, "fromPlaceId", "toPlaceId", minutes
       from jsonb_to_recordset($3) as leg("fromPlaceId" uuid, "toPlaceId" uuid, minutes integer)`,
      [agencyId, clientId, JSON.stringify(legs)],
    );
  }
}
