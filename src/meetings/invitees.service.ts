import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import { type FieldFault, Refusal } from '../errors.js';
import type { Attendee } from './meeting.js';
import type { ProposalBody } from './meetings.schema.js';
import { PeopleStore } from './people.store.js';

export interface Invitee {
  readonly attendee: Attendee;
  readonly contactId: string | null;
}

/** Turns what the secretary named, contacts of the client or people by name and address, into attendees. */
@Injectable()
export class Invitees {
  constructor(@Inject(PeopleStore) private readonly people: PeopleStore) {}

  /** What is left out is the contact's, else the client's. @throws Refusal `invalid-input` with every wrong field. */
  async invite(
    tx: Tx,
    agencyId: string,
    client: { readonly clientId: string; readonly locale: string; readonly zone: string },
    body: ProposalBody,
  ): Promise<Invitee[]> {
    const faults: FieldFault[] = [];
    const { placeId } = body;
    if (placeId !== undefined && !(await this.people.hasPlace(tx, agencyId, client.clientId, placeId))) {
      faults.push({ pointer: '/placeId', detail: 'Choose a place of this client.' });
    }
    const invitees: Invitee[] = [];
    for (const [i, { contactId, role, ...own }] of body.attendees.entries()) {
      const contact =
        contactId === undefined ? null : await this.people.contact(tx, agencyId, client.clientId, contactId);
      if (contactId !== undefined && contact === null) {
        faults.push({ pointer: `/attendees/${i}/contactId`, detail: 'Choose a contact of this client.' });
      }
      const attendee: Attendee = {
        attendeeId: uuidv7(),
        name: own.name ?? contact?.name ?? '',
        email: own.email ?? contact?.email ?? '',
        locale: own.locale ?? contact?.locale ?? client.locale,
        zone: own.zone ?? contact?.zone ?? client.zone,
        role,
      };
      invitees.push({ attendee, contactId: contactId ?? null });
    }
    if (faults.length > 0)
      throw new Refusal('invalid-input', 'The proposal is not right.', { fields: faults });
    return invitees;
  }
}
