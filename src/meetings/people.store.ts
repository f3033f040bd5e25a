import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';

export interface InvitedContact {
  readonly name: string;
  readonly email: string | null;
  readonly locale: string;
  readonly zone: string;
}

/** The client's own contacts and places, as a proposal needs them; another client's look like nothing. */
@Injectable()
export class PeopleStore {
  async contact(
    tx: Tx,
    agencyId: string,
    clientId: string,
    contactId: string,
  ): Promise<InvitedContact | null> {
    const [row]: InvitedContact[] = await tx.query(
      `select name, email, locale, zone from contact
       where agency_id = $1 and client_id = $2 and contact_id = $3 and archived_at is null`,
      [agencyId, clientId, contactId],
    );
    return row ?? null;
  }

  async hasPlace(tx: Tx, agencyId: string, clientId: string, placeId: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `select 1 from place where agency_id = $1 and client_id = $2 and place_id = $3 and archived_at is null`,
      [agencyId, clientId, placeId],
    );
    return rows.length > 0;
  }
}
