import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import type { RequestsQuery, RequestView } from './request.schema.js';

/** A row before it is kept. */
export interface RequestInput
  extends Pick<
    RequestView,
    | 'clientId'
    | 'via'
    | 'contactId'
    | 'name'
    | 'company'
    | 'email'
    | 'phone'
    | 'locale'
    | 'title'
    | 'words'
    | 'durationMinutes'
    | 'messageId'
  > {
  readonly enteredBy: string | null;
}

/** Of meeting_request under the name r, with app_user as u. */
const COLUMNS = `
  r.request_id as "requestId", r.client_id as "clientId", r.via, r.contact_id as "contactId", r.name, r.company,
  r.email, r.phone, r.locale, r.title, r.words, r.duration_minutes as "durationMinutes",
  r.message_id as "messageId", r.state, r.meeting_id as "meetingId", u.name as "enteredBy", r.at,
  r.handled_at as "handledAt"`;
const FROM = `meeting_request r left join app_user u on u.agency_id = r.agency_id and u.user_id = r.entered_by`;

type Row = Omit<RequestView, 'at' | 'handledAt'> & { readonly at: Date; readonly handledAt: Date | null };

/** What people asked for. Ids ascend with time, so the newest are the largest. */
@Injectable()
export class RequestStore {
  /** The newest first, and one row more than the limit if there is one. */
  async list(
    tx: Tx,
    agencyId: string,
    clientIds: readonly string[],
    query: Pick<RequestsQuery, 'state' | 'after' | 'limit'>,
  ): Promise<RequestView[]> {
    const rows: Row[] = await tx.query(
      `select ${COLUMNS} from ${FROM}
       where r.agency_id = $1 and r.client_id = any($2::uuid[]) and ($3::text is null or r.state = $3)
         and ($4::uuid is null or r.request_id < $4)
       order by r.request_id desc limit $5`,
      [agencyId, clientIds, query.state ?? null, query.after ?? null, query.limit + 1],
    );
    return rows.map(shown);
  }

  async find(tx: Tx, agencyId: string, requestId: string): Promise<RequestView | null> {
    const [row]: Row[] = await tx.query(
      `select ${COLUMNS} from ${FROM} where r.agency_id = $1 and r.request_id = $2`,
      [agencyId, requestId],
    );
    return row === undefined ? null : shown(row);
  }

  /** @returns its id. */
  async insert(tx: Tx, agencyId: string, input: RequestInput, now: number): Promise<string> {
    const requestId = uuidv7();
    await tx.query(
      `insert into meeting_request (agency_id, request_id, client_id, via, contact_id, name, company, email, phone,
         locale, title, words, duration_minutes, message_id, entered_by, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        agencyId,
        requestId,
        input.clientId,
        input.via,
        input.contactId,
        input.name,
        input.company,
        input.email,
        input.phone,
        input.locale,
        input.title,
        input.words,
        input.durationMinutes,
        input.messageId,
        input.enteredBy,
        new Date(now),
      ],
    );
    return requestId;
  }

  /** Of an open one. @returns false when it is open no more. */
  async dismiss(tx: Tx, agencyId: string, requestId: string, now: number): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update meeting_request set state = 'dismissed', handled_at = $3
       where agency_id = $1 and request_id = $2 and state = 'open'`,
      [agencyId, requestId, new Date(now)],
    );
    return count > 0;
  }

  /** A proposal was made of it. @returns false when it is not an open one of this client. */
  async propose(
    tx: Tx,
    agencyId: string,
    clientId: string,
    requestId: string,
    meetingId: string,
    now: number,
  ): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update meeting_request set state = 'proposed', meeting_id = $4, handled_at = $5
       where agency_id = $1 and client_id = $2 and request_id = $3 and state = 'open'`,
      [agencyId, clientId, requestId, meetingId, new Date(now)],
    );
    return count > 0;
  }

  /** The proposal is taken back: what was asked for waits again. */
  async reopen(tx: Tx, agencyId: string, meetingId: string): Promise<void> {
    await tx.query(
      `update meeting_request set state = 'open', meeting_id = null, handled_at = null
       where agency_id = $1 and meeting_id = $2`,
      [agencyId, meetingId],
    );
  }

  /** The client's contact of this address, or of this number, if there is exactly one. */
  async contactOf(
    tx: Tx,
    agencyId: string,
    clientId: string,
    { email, phone }: Pick<RequestView, 'email' | 'phone'>,
  ): Promise<string | null> {
    const rows: { contactId: string }[] = await tx.query(
      `select contact_id as "contactId" from contact
       where agency_id = $1 and client_id = $2 and archived_at is null
         and (lower(email) = $3 or ($4 <> '' and regexp_replace(phone, '[^0-9]', '', 'g') = $4)) limit 2`,
      [agencyId, clientId, email, (phone ?? '').replaceAll(/\D/g, '')],
    );
    return rows.length === 1 ? (rows[0]?.contactId ?? null) : null;
  }

  /** Whether the client has this contact. */
  async hasContact(tx: Tx, agencyId: string, clientId: string, contactId: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'select 1 from contact where agency_id = $1 and client_id = $2 and contact_id = $3',
      [agencyId, clientId, contactId],
    );
    return rows.length > 0;
  }

  /** Whose mail it is: the client's, nobody's (null), or undefined when no such mail came in. */
  async clientOfMessage(tx: Tx, agencyId: string, messageId: string): Promise<string | null | undefined> {
    const [row]: { clientId: string | null }[] = await tx.query(
      `select client_id as "clientId" from message
       where agency_id = $1 and message_id = $2 and direction = 'in'`,
      [agencyId, messageId],
    );
    return row?.clientId;
  }
}

const shown = (row: Row): RequestView => ({
  ...row,
  at: row.at.toISOString(),
  handledAt: row.handledAt?.toISOString() ?? null,
});
