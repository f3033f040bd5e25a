import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import type { Addressee } from './addressee.store.js';
import type { IncomingMail } from './mail.port.js';
import type { Usage } from './mail-room.js';

const USAGE = `select count(*)::integer as mails, coalesce(sum(octets), 0)::float8 as octets from message
  where direction = 'in' and raw_digest is not null`;
const UNCLAIMED = `${USAGE} and agency_id = $1 and attendee_id is null and state in ('received', 'unmatched')`;
const OF_ATTENDEE = `${USAGE} and agency_id = $1 and attendee_id = $2 and state in ('received', 'unmatched', 'review')`;

/** Received mail as it is kept before anybody has read it. */
@Injectable()
export class IncomingStore {
  /** Keeps the bytes, unless the agency has them already. @returns their SHA-256. */
  async keepRaw(tx: Tx, agencyId: string, raw: Buffer): Promise<Buffer> {
    const digest = createHash('sha256').update(raw).digest();
    await tx.query(
      'insert into mail_raw (agency_id, digest, raw) values ($1, $2, $3) on conflict (agency_id, digest) do nothing',
      [agencyId, digest, raw],
    );
    return digest;
  }

  /** @returns the id of the message. */
  async keep(
    tx: Tx,
    { agencyId, attendee }: Addressee,
    envelopeTo: string,
    mail: IncomingMail,
    digest: Buffer,
  ): Promise<string> {
    const messageId = uuidv7();
    const { origin } = mail;
    await tx.query(
      `insert into message (agency_id, message_id, direction, state, envelope_from, envelope_to, raw_digest, octets,
         client_id, meeting_id, attendee_id, via, relay, client_ip, helo, at)
       values ($1, $2, 'in', 'received', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        agencyId,
        messageId,
        storable(mail.envelopeFrom),
        storable(envelopeTo),
        digest,
        mail.raw.length,
        attendee?.clientId ?? null,
        attendee?.meetingId ?? null,
        attendee?.attendeeId ?? null,
        origin.via,
        origin.relay,
        origin.clientIp,
        origin.helo === null ? null : storable(origin.helo),
        new Date(mail.receivedAt),
      ],
    );
    return messageId;
  }

  /** What waits at an addressee: for somebody to read it, or to see to it. */
  async waiting(tx: Tx, { agencyId, attendee }: Addressee): Promise<Usage> {
    const [row]: Usage[] = await (attendee === null
      ? tx.query(UNCLAIMED, [agencyId])
      : tx.query(OF_ATTENDEE, [agencyId, attendee.attendeeId]));
    return row ?? { mails: 0, octets: 0 };
  }
}

/** PostgreSQL's text knows no NUL; an address with one is still worth keeping. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '');
