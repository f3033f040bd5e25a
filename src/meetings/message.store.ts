import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Read } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import type { MailOrigin } from '../mail/mail.port.js';
import type { SenderVerdict } from '../mail/trust/verdict.js';
import { iso } from './meeting-row.js';

/**
 * received: stored, not read yet. applied, no-change, refused: worked on, `reason` says what came of it. review: a
 * person has to decide. unmatched: it belongs to no meeting that we know of. settled: a person has dealt with it.
 * discarded: nobody has, and its bytes had to make room. sent: an outgoing one.
 */
export type MessageState =
  | 'received'
  | 'applied'
  | 'no-change'
  | 'refused'
  | 'review'
  | 'unmatched'
  | 'settled'
  | 'discarded'
  | 'sent';

export interface SentMessage {
  readonly effectId: string;
  readonly meetingId: string;
  readonly attendeeId: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly raw: Buffer;
  readonly at: number;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly state: MessageState;
  readonly raw: Buffer;
  readonly envelopeFrom: string;
  readonly envelopeTo: string;
  readonly at: number;
  readonly origin: MailOrigin;
  /** It came to the address of somebody who is invited. */
  readonly invited: boolean;
  /** To a meeting of this client, then. */
  readonly clientId: string | null;
  /** The size of a mail of which only the beginning was taken. */
  readonly withheld: number | null;
}

/** What working on a received mail found out about it. */
export interface WorkedMessage {
  readonly state: MessageState;
  readonly reason: string | null;
  readonly subject: string | null;
  readonly rfcMessageId: string | null;
  readonly meetingId: string | null;
  readonly attendeeId: string | null;
  /** Null when the mail could not be read. */
  readonly verdict: SenderVerdict | null;
  readonly bulk: boolean;
}

interface ReceivedRow {
  message_id: string;
  state: MessageState;
  raw: Buffer;
  envelope_from: string | null;
  envelope_to: string | null;
  at: Date;
  via: MailOrigin['via'] | null;
  relay: boolean;
  client_ip: string | null;
  helo: string | null;
  client_id: string | null;
  invited: boolean;
  withheld: number | null;
}

const RECEIVED = `m.message_id, m.state, m.envelope_from, m.envelope_to, m.at, m.via, m.relay, m.client_ip, m.helo,
  m.withheld, m.client_id, m.attendee_id is not null as invited`;

const toReceived = (row: ReceivedRow | undefined): ReceivedMessage | null =>
  row === undefined
    ? null
    : {
        messageId: row.message_id,
        state: row.state,
        raw: row.raw,
        envelopeFrom: row.envelope_from ?? '',
        envelopeTo: row.envelope_to ?? '',
        at: row.at.getTime(),
        origin: {
          via: row.via ?? 'smtp',
          relay: row.relay,
          clientIp: row.client_ip,
          helo: row.helo,
        },
        clientId: row.invited ? row.client_id : null,
        invited: row.invited,
        withheld: row.withheld,
      };

@Injectable()
export class MessageStore {
  async keepSent(tx: Tx, agencyId: string, sent: SentMessage): Promise<void> {
    await tx.query(
      `insert into message (agency_id, message_id, direction, state, rfc_message_id, envelope_from, envelope_to,
         subject, raw, client_id, meeting_id, attendee_id, effect_id, at)
       select $1, $2, 'out', 'sent', $3, $4, $5, $6, $7, m.client_id, m.meeting_id, $9, $10, $11
       from meeting m where m.agency_id = $1 and m.meeting_id = $8`,
      [
        agencyId,
        uuidv7(),
        sent.messageId,
        sent.from,
        sent.to,
        sent.subject,
        sent.raw,
        sent.meetingId,
        sent.attendeeId,
        sent.effectId,
        iso(sent.at),
      ],
    );
  }

  /** With its bytes, for reading it. */
  received(agencyId: string, messageId: string): Read<ReceivedMessage | null> {
    return {
      name: 'received-message',
      text: `select ${RECEIVED}, coalesce(m.raw, r.raw) as raw
        from message m left join mail_raw r on r.agency_id = m.agency_id and r.digest = m.raw_digest
        where m.agency_id = $1 and m.message_id = $2 and m.direction = 'in'`,
      values: [agencyId, messageId],
      result: ([row]) => toReceived(row as ReceivedRow | undefined),
    };
  }

  /** Locked, so that the same mail is not worked on twice at once; without its bytes, which do not change. */
  lockReceived(agencyId: string, messageId: string): Read<Omit<ReceivedMessage, 'raw'> | null> {
    return {
      name: 'lock-received-message',
      text: `select ${RECEIVED}, ''::bytea as raw from message m
        where m.agency_id = $1 and m.message_id = $2 and m.direction = 'in' for update`,
      values: [agencyId, messageId],
      result: ([row]) => toReceived(row as ReceivedRow | undefined),
    };
  }

  async finish(tx: Tx, agencyId: string, messageId: string, worked: WorkedMessage): Promise<void> {
    await tx.query(
      `update message set state = $3, reason = $4, subject = $5, rfc_message_id = $6, meeting_id = $7,
         attendee_id = $8, verdict = $9, bulk = $10,
         client_id = (select client_id from meeting where agency_id = $1 and meeting_id = $7)
       where agency_id = $1 and message_id = $2`,
      [
        agencyId,
        messageId,
        worked.state,
        worked.reason,
        worked.subject,
        worked.rfcMessageId,
        worked.meetingId,
        worked.attendeeId,
        worked.verdict === null ? null : JSON.stringify(worked.verdict),
        worked.bulk,
      ],
    );
  }

  /** Another mail with this Message-ID to the same attendee was worked on before. */
  seenBefore(
    agencyId: string,
    attendeeId: string,
    rfcMessageId: string | null,
    messageId: string,
  ): Read<boolean> {
    return {
      name: 'message-seen-before',
      text: `select 1 from message where agency_id = $1 and attendee_id = $2 and rfc_message_id = $3
          and message_id <> $4 and direction = 'in' and state <> 'received' limit 1`,
      values: [agencyId, attendeeId, rfcMessageId, messageId],
      result: (rows) => rows.length > 0,
    };
  }

  /** A mail of this attendee waits for a person, for this reason. */
  async waits(tx: Tx, agencyId: string, attendeeId: string, reason: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `select 1 from message where agency_id = $1 and attendee_id = $2 and direction = 'in' and state = 'review'
         and reason = $3 limit 1`,
      [agencyId, attendeeId, reason],
    );
    return rows.length > 0;
  }

  async markUndeliverable(tx: Tx, agencyId: string, attendeeId: string, why: string): Promise<void> {
    await tx.query('update attendee set undeliverable = $3 where agency_id = $1 and attendee_id = $2', [
      agencyId,
      attendeeId,
      why.slice(0, 500),
    ]);
  }
}
