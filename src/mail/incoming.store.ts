import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Read, readTogether } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import type { Addressee } from './addressee.store.js';
import type { IncomingMail } from './mail.port.js';
import { KEPT_FOR, type Usage } from './mail-room.js';

const USAGE = `select count(*)::integer as mails, coalesce(sum(octets), 0)::float8 as octets from message
  where direction = 'in' and raw_digest is not null`;
const UNCLAIMED = `${USAGE} and agency_id = $1 and attendee_id is null and state in ('received', 'unmatched')`;
const OF_ATTENDEE = `${USAGE} and agency_id = $1 and attendee_id = $2 and state in ('received', 'unmatched', 'review')`;

/** Received mail as it is kept before anybody has read it. */
@Injectable()
export class IncomingStore {
  /**
   * Keeps the message for one addressee, and its bytes unless the agency has them already.
   * @param digest of the bytes. @param first false when they were kept for another addressee in this transaction.
   * @returns the id of the message.
   */
  async keep(
    tx: Tx,
    { agencyId, attendee }: Addressee,
    envelopeTo: string,
    mail: IncomingMail,
    digest: Buffer,
    first: boolean,
  ): Promise<string> {
    const messageId = uuidv7();
    const { origin } = mail;
    const bytes: Read<null> = {
      name: 'keep-raw',
      text: 'insert into mail_raw (agency_id, digest, raw) values ($1, $2, $3) on conflict (agency_id, digest) do nothing',
      values: [agencyId, digest, mail.raw],
      result: () => null,
    };
    const message: Read<null> = {
      name: 'keep-message',
      text: `insert into message (agency_id, message_id, direction, state, envelope_from, envelope_to, raw_digest,
          octets, client_id, meeting_id, attendee_id, via, relay, client_ip, helo, withheld, at)
        values ($1, $2, 'in', 'received', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      values: [
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
        mail.withheld ?? null,
        new Date(mail.receivedAt),
      ],
      result: () => null,
    };
    await readTogether<readonly null[]>(tx, first ? [bytes, message] : [message]);
    return messageId;
  }

  /** Whether these bytes were received for this address before. */
  async has(tx: Tx, agencyId: string, envelopeTo: string, raw: Buffer): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `select 1 from message where agency_id = $1 and raw_digest = $2 and envelope_to = $3 and direction = 'in' limit 1`,
      [agencyId, digestOf(raw), storable(envelopeTo)],
    );
    return rows.length > 0;
  }

  /** Unmatched mails that were let go in the last 30 days. */
  async discarded(tx: Tx, agencyId: string): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `select count(*)::integer as count from message
       where agency_id = $1 and state = 'discarded' and at > now() - interval '30 days' - make_interval(secs => $2)`,
      [agencyId, KEPT_FOR / 1_000],
    );
    return row?.count ?? 0;
  }

  /** The oldest ones of the unmatched; to make room only bulk mail that reached no attendee. @returns how many. */
  async discard(
    tx: Tx,
    agencyId: string,
    which: { readonly reason: 'too-old' | 'made-room'; readonly before: number; readonly most: number },
  ): Promise<number> {
    const [rows]: [{ digest: Buffer }[], number] = await tx.query(
      `with gone as (
         select message_id, raw_digest from message
         where agency_id = $1 and direction = 'in' and state = 'unmatched' and raw_digest is not null and at < $3
           and ($2 = 'too-old' or (bulk and attendee_id is null))
         order by at limit $4 for update)
       update message m set state = 'discarded', reason = $2, raw_digest = null from gone
       where m.agency_id = $1 and m.message_id = gone.message_id returning gone.raw_digest as digest`,
      [agencyId, which.reason, new Date(which.before), which.most],
    );
    await tx.query(
      `delete from mail_raw r where agency_id = $1 and digest = any($2)
         and not exists (select 1 from message m where m.agency_id = $1 and m.raw_digest = r.digest)`,
      [agencyId, rows.map(({ digest }) => digest)],
    );
    return rows.length;
  }

  /** What waits at an addressee: for somebody to read it, or to see to it. */
  async waiting(tx: Tx, { agencyId, attendee }: Addressee): Promise<Usage> {
    const [row]: Usage[] = await (attendee === null
      ? tx.query(UNCLAIMED, [agencyId])
      : tx.query(OF_ATTENDEE, [agencyId, attendee.attendeeId]));
    return row ?? { mails: 0, octets: 0 };
  }
}

/** SHA-256. */
export const digestOf = (raw: Buffer): Buffer => createHash('sha256').update(raw).digest();

/** PostgreSQL's text knows no NUL; an address with one is still worth keeping. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '');
