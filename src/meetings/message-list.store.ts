import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { type MessageRow, toMessageSummary } from './meeting-view.js';
import type { MessageDetails, MessageSummary } from './meeting-view.schema.js';

/**
 * Whose mail a person may see: that of their own clients. A mail that belongs to no client that we know of may be about
 * anybody's, so it is the owner's to look at.
 */
export interface MessageSight {
  readonly clientIds: readonly string[];
  readonly owner: boolean;
}

const COLUMNS = `message_id, direction, state, reason, subject, envelope_from, envelope_to, client_id, meeting_id,
  attendee_id, at`;
const VISIBLE = '(client_id = any($2::uuid[]) or ($3 and client_id is null))';

@Injectable()
export class MessageListStore {
  /** Newest first. */
  async list(
    tx: Tx,
    agencyId: string,
    sight: MessageSight,
    filter: {
      readonly states?: readonly string[];
      readonly meetingId?: string;
      readonly after?: string | undefined;
      readonly limit: number;
    },
  ): Promise<MessageSummary[]> {
    const rows: MessageRow[] = await tx.query(
      `select ${COLUMNS} from message
       where agency_id = $1 and ${VISIBLE} and ($4::text[] is null or state = any($4))
         and ($5::uuid is null or meeting_id = $5) and ($6::uuid is null or message_id < $6)
       order by message_id desc limit $7`,
      [
        agencyId,
        sight.clientIds,
        sight.owner,
        filter.states ?? null,
        filter.meetingId ?? null,
        filter.after ?? null,
        filter.limit,
      ],
    );
    return rows.map(toMessageSummary);
  }

  /** `raw` is null once the bytes had to make room. */
  async find(tx: Tx, agencyId: string, sight: MessageSight, messageId: string): Promise<FoundMessage | null> {
    const [row]: FoundRow[] = await tx.query(
      `select ${COLUMNS}, via, relay, client_ip, helo, verdict,
         coalesce(raw, (select raw from mail_raw where agency_id = $1 and digest = raw_digest)) as raw
       from message where agency_id = $1 and ${VISIBLE} and message_id = $4`,
      [agencyId, sight.clientIds, sight.owner, messageId],
    );
    if (row === undefined) return null;
    const { via, relay, client_ip: clientIp, helo, verdict, raw } = row;
    const origin = via === null ? null : { via, relay, clientIp, helo };
    return { summary: toMessageSummary(row), raw, origin, verdict };
  }

  /** The options that calendar parts of a mail speak of, as far as the person may see them. */
  async optionsByUid(
    tx: Tx,
    agencyId: string,
    sight: MessageSight,
    uids: readonly string[],
  ): Promise<Map<string, string>> {
    const rows: { uid: string; option_id: string }[] = await tx.query(
      `select o.uid, o.option_id from meeting_option o join meeting m using (agency_id, meeting_id)
       where o.agency_id = $1 and m.client_id = any($2::uuid[]) and o.uid = any($3::text[])`,
      [agencyId, sight.clientIds, uids],
    );
    return new Map(rows.map((row) => [row.uid, row.option_id]));
  }

  /** It belongs to this meeting, says a person; what it says is still to be looked at. */
  async attach(
    tx: Tx,
    agencyId: string,
    messageId: string,
    subject: { readonly meetingId: string; readonly attendeeId: string | null },
  ): Promise<void> {
    await tx.query(
      `update message set state = case when state = 'unmatched' then 'review' else state end, meeting_id = $3,
         attendee_id = $4,
         client_id = (select client_id from meeting where agency_id = $1 and meeting_id = $3)
       where agency_id = $1 and message_id = $2`,
      [agencyId, messageId, subject.meetingId, subject.attendeeId],
    );
  }

  /** A person has dealt with it, or says whose it is. */
  async settle(tx: Tx, agencyId: string, messageId: string, subject: SettledSubject | null): Promise<void> {
    await tx.query(
      `update message set state = 'settled', meeting_id = coalesce($3, meeting_id),
         attendee_id = coalesce($4, attendee_id),
         client_id = coalesce((select client_id from meeting where agency_id = $1 and meeting_id = $3), client_id)
       where agency_id = $1 and message_id = $2`,
      [agencyId, messageId, subject?.meetingId ?? null, subject?.attendeeId ?? null],
    );
  }
}

export interface SettledSubject {
  readonly meetingId: string;
  readonly attendeeId: string;
}

export interface FoundMessage {
  readonly summary: MessageSummary;
  readonly raw: Buffer | null;
  readonly origin: MessageDetails['origin'];
  readonly verdict: MessageDetails['verdict'];
}

interface FoundRow extends MessageRow {
  raw: Buffer | null;
  via: 'smtp' | 'lmtp' | 'imap' | null;
  relay: boolean;
  client_ip: string | null;
  helo: string | null;
  verdict: MessageDetails['verdict'];
}
