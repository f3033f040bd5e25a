import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { Consensus } from './consensus.js';
import type { Attendee } from './meeting.js';
import type { MeetingPerson } from './meeting.store.js';

/** Who is invited, and whose word decides. Whoever changes it holds the client's lock, and lets an event follow. */
@Injectable()
export class RosterStore {
  async add(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    attendee: Attendee,
    { contactId, addressHash, pageHash }: MeetingPerson,
  ): Promise<void> {
    await tx.query(
      `insert into attendee (agency_id, attendee_id, meeting_id, contact_id, email, name, locale, zone, role,
         address_hash, page_hash, delegated_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        agencyId,
        attendee.attendeeId,
        meetingId,
        contactId,
        attendee.email,
        attendee.name,
        attendee.locale,
        attendee.zone,
        attendee.role,
        addressHash,
        pageHash,
        attendee.delegatedFrom ?? null,
      ],
    );
  }

  async delegate(tx: Tx, agencyId: string, attendeeId: string, delegateId: string): Promise<void> {
    await tx.query('update attendee set delegated_to = $3 where agency_id = $1 and attendee_id = $2', [
      agencyId,
      attendeeId,
      delegateId,
    ]);
  }

  /** @returns false when the meeting has no such attendee. */
  async setRole(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    attendeeId: string,
    role: Attendee['role'],
  ): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query(
      'update attendee set role = $4 where agency_id = $1 and meeting_id = $2 and attendee_id = $3',
      [agencyId, meetingId, attendeeId, role],
    );
    return count > 0;
  }

  async setConsensus(tx: Tx, agencyId: string, meetingId: string, consensus: Consensus): Promise<void> {
    await tx.query('update meeting set consensus = $3 where agency_id = $1 and meeting_id = $2', [
      agencyId,
      meetingId,
      JSON.stringify(consensus),
    ]);
  }
}
