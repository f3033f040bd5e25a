import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { MOST_TIMES, type ProposalKind } from './meeting.js';
import type { ProposalBody } from './meetings.schema.js';

/** The kind of proposal that somebody chose for a contact is the one that suits the contact. */
@Injectable()
export class ProposalKinds {
  /** What is asked for, else what was chosen for the first contact the last time, if it takes so many times. */
  async of(
    tx: Tx,
    agencyId: string,
    { kind, options, attendees }: ProposalBody,
  ): Promise<ProposalKind | null> {
    const contactId = attendees.find((attendee) => attendee.contactId !== undefined)?.contactId;
    if (kind !== undefined || contactId === undefined) return kind ?? null;
    const [row]: { proposal_kind: ProposalKind | null }[] = await tx.query(
      'select proposal_kind from contact where agency_id = $1 and contact_id = $2',
      [agencyId, contactId],
    );
    const last = row?.proposal_kind ?? null;
    return last !== null && options.length <= MOST_TIMES[last] ? last : null;
  }

  async remember(
    tx: Tx,
    agencyId: string,
    clientId: string,
    { kind, attendees }: ProposalBody,
  ): Promise<void> {
    await tx.query(
      `update contact set proposal_kind = $4
       where agency_id = $1 and client_id = $2 and contact_id = any($3::uuid[])
         and proposal_kind is distinct from $4`,
      [agencyId, clientId, attendees.flatMap(({ contactId }) => contactId ?? []), kind],
    );
  }
}
