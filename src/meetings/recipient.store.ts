import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { type Read, readIn } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import { readRecipient } from '../mail/recipient.js';
import { hashSecret, type Token } from '../secrets/token.js';

/** Whose invitation a token of ours stands for. */
export interface Recipient {
  readonly meetingId: string;
  readonly attendeeId: string;
}

interface Row {
  meeting_id: string;
  attendee_id: string;
}

@Injectable()
export class RecipientStore {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** By an organizer address; null for no token, or one that nobody in the agency has. */
  byAddress(tx: Tx, agencyId: string, address: string): Promise<Recipient | null> {
    return readIn(tx, this.byAddressReading(agencyId, address));
  }

  byAddressReading(agencyId: string, address: string): Read<Recipient | null> {
    const token = readRecipient(address, this.config.mail.domain)?.token ?? null;
    const ours = token !== null && token.agencyId === agencyId;
    return {
      name: 'recipient-by-address',
      text: 'select meeting_id, attendee_id from attendee where agency_id = $1 and address_hash = $2',
      values: [agencyId, ours ? hashSecret(token.secret) : null],
      result: ([row]) => toRecipient(row as Row | undefined),
    };
  }

  /** By the token in the address of a page. */
  async byPage(tx: Tx, { agencyId, secret }: Token): Promise<Recipient | null> {
    return this.one(
      tx,
      'select meeting_id, attendee_id from attendee where agency_id = $1 and page_hash = $2',
      [agencyId, hashSecret(secret)],
    );
  }

  /** By the Message-ID of a mail that we sent. */
  async bySentMessage(tx: Tx, agencyId: string, rfcMessageId: string): Promise<Recipient | null> {
    return this.one(
      tx,
      `select meeting_id, attendee_id from message
       where agency_id = $1 and direction = 'out' and rfc_message_id = $2 and attendee_id is not null limit 1`,
      [agencyId, rfcMessageId],
    );
  }

  private async one(tx: Tx, sql: string, values: unknown[]): Promise<Recipient | null> {
    const [row]: Row[] = await tx.query(sql, values);
    return toRecipient(row);
  }
}

const toRecipient = (row: Row | undefined): Recipient | null =>
  row === undefined ? null : { meetingId: row.meeting_id, attendeeId: row.attendee_id };
