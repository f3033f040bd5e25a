import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import type { Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { MeetingStore } from './meeting.store.js';

/** A meeting is its client's: what is not the person's client's looks like nothing. */
@Injectable()
export class MeetingAccess {
  constructor(
    @Inject(ClientAccess) private readonly clients: ClientAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
  ) {}

  /** @returns the client's id. @throws Refusal `not-found`. */
  async require(tx: Tx, who: Signed, meetingId: string): Promise<string> {
    const clientId = await this.meetings.clientOf(tx, who.agencyId, meetingId);
    if (clientId === null) throw notFound('meeting');
    const visible = await this.clients.visibleClientIds(tx, who);
    if (!visible.includes(clientId)) throw notFound('meeting');
    return clientId;
  }
}
