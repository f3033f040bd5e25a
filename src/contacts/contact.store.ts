import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { ClientRow } from '../clients/client.schema.js';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { ContactPatch, ContactRow, ContactsQuery, NewContact } from './contact.schema.js';
import { likePatterns } from './search.js';

const COLUMNS = `
  c.contact_id as "contactId", c.client_id as "clientId", c.name, c.company, c.email, c.phone, c.locale, c.zone,
  c.note, c.proposal_kind as "proposalKind", c.archived_at is not null as archived`;

const PATCHED = {
  name: 'name',
  company: 'company',
  email: 'email',
  phone: 'phone',
  locale: 'locale',
  zone: 'zone',
  note: 'note',
  proposalKind: 'proposal_kind',
};

/** Contacts of one client. Plain SQL, as in every store of this house (client.store.ts says why). */
@Injectable()
export class ContactStore {
  /** One page in the order of names, and one row more if there is one. */
  async page(tx: Tx, agencyId: string, clientId: string, query: ContactsQuery): Promise<ContactRow[]> {
    return tx.query(
      `select ${COLUMNS} from contact c
       where c.agency_id = $1 and c.client_id = $2 and ($3 or c.archived_at is null)
         and folded(concat_ws(' ', c.name, c.company, c.email, c.phone)) like all
           (select folded(pattern) from unnest($4::text[]) as pattern)
         and ($5::uuid is null or (folded(c.name), c.contact_id) >
           (select folded(l.name), l.contact_id from contact l
            where l.agency_id = $1 and l.client_id = $2 and l.contact_id = $5))
       order by folded(c.name), c.contact_id limit $6`,
      [agencyId, clientId, query.archived, likePatterns(query.q ?? ''), query.after ?? null, query.limit + 1],
    );
  }

  /** All of them, archived ones too, in the order of names: for files. */
  async all(tx: Tx, agencyId: string, clientId: string): Promise<ContactRow[]> {
    return tx.query(
      `select ${COLUMNS} from contact c where c.agency_id = $1 and c.client_id = $2
       order by folded(c.name), c.contact_id`,
      [agencyId, clientId],
    );
  }

  /** Takes an archived one back. */
  async restore(tx: Tx, agencyId: string, clientId: string, contactId: string): Promise<void> {
    await tx.query(
      'update contact set archived_at = null where agency_id = $1 and client_id = $2 and contact_id = $3',
      [agencyId, clientId, contactId],
    );
  }

  async find(tx: Tx, agencyId: string, clientId: string, contactId: string): Promise<ContactRow | null> {
    const [row]: ContactRow[] = await tx.query(
      `select ${COLUMNS} from contact c where c.agency_id = $1 and c.client_id = $2 and c.contact_id = $3`,
      [agencyId, clientId, contactId],
    );
    return row ?? null;
  }

  /** Zone and locale left out are the client's. */
  async insert(tx: Tx, agencyId: string, client: ClientRow, input: NewContact): Promise<ContactRow> {
    const [row]: ContactRow[] = await tx.query(
      `insert into contact as c
         (agency_id, contact_id, client_id, name, company, email, phone, locale, zone, note, proposal_kind)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
      [
        agencyId,
        uuidv7(),
        client.clientId,
        input.name,
        input.company,
        input.email,
        input.phone,
        input.locale ?? client.locale,
        input.zone ?? client.zone,
        input.note,
        input.proposalKind,
      ],
    );
    if (row === undefined) throw new Error('A contact was inserted and not returned');
    return row;
  }

  /** The contact as it is now, or null when this client has no such contact. */
  async update(
    tx: Tx,
    agencyId: string,
    clientId: string,
    contactId: string,
    patch: ContactPatch,
  ): Promise<ContactRow | null> {
    const set = setClause(PATCHED, patch, 4);
    await tx.query(
      `update contact set ${set.sql} where agency_id = $1 and client_id = $2 and contact_id = $3`,
      [agencyId, clientId, contactId, ...set.values],
    );
    return this.find(tx, agencyId, clientId, contactId);
  }

  /** @returns false when this client has no such contact. Archiving twice keeps the first time. */
  async archive(
    tx: Tx,
    agencyId: string,
    clientId: string,
    contactId: string,
    now: number,
  ): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update contact set archived_at = coalesce(archived_at, $4)
       where agency_id = $1 and client_id = $2 and contact_id = $3`,
      [agencyId, clientId, contactId, new Date(now)],
    );
    return count > 0;
  }
}
