import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import type { Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';

/** A meeting is its client's: what is not the person's client's looks like nothing. */
@Injectable()
export class MeetingAccess {
  constructor(@Inject(ClientAccess) private readonly clients: ClientAccess) {}

  /** @returns the client's id. @throws Refusal `not-found`. */
  async require(tx: Tx, who: Signed, meetingId: string): Promise<string> {
    const [row]: { client_id: string }[] = await tx.query(
      'select client_id from meeting where agency_id = $1 and meeting_id = $2',
      [who.agencyId, meetingId],
    );
    if (row === undefined) throw notFound('meeting');
    const visible = await this.clients.visibleClientIds(tx, who);
    if (!visible.includes(row.client_id)) throw notFound('meeting');
    return row.client_id;
  }
}
