import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CONFIG, type Config } from '../config.js';
import { isUnreachable } from '../db/retryable.js';
import { TenantDatabase } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import type { IncomingMail, MailIntake } from './mail.port.js';
import { readRecipient } from './recipient.js';

/**
 * Keeps every mail to our domain raw, with its job, before anybody is told that it arrived. It looks at the envelope
 * only: what is malformed or unknown is a matter for whoever reads the mail, and no reason to lose it.
 */
@Injectable()
export class IntakeService implements MailIntake {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws the driver's error when the database cannot be asked: neither yes nor no. */
  async accepts(recipient: string): Promise<boolean> {
    return (await this.agencyFor(recipient)) !== null;
  }

  /** Commits before it answers. The same mail handed over twice is kept twice; reading it the second time changes nothing. */
  async store(mail: IncomingMail): Promise<'stored' | 'no-such-address' | 'try-later'> {
    try {
      const agencyId = await this.agencyFor(mail.envelopeTo);
      if (agencyId === null) return 'no-such-address';
      await this.keep(agencyId, mail);
      return 'stored';
    } catch (error) {
      if (isUnreachable(error)) return 'try-later';
      throw error;
    }
  }

  /**
   * The agency that the token names. For an address without a token, or with one that names no agency of ours, the only
   * agency there is, if it is one: somebody there will know what to do with the mail.
   */
  private async agencyFor(address: string): Promise<string | null> {
    const recipient = readRecipient(address, this.config.mail.domain);
    if (recipient === null) return null;
    const agencyIds = await this.db.agencyIds();
    const named = recipient.token?.agencyId;
    if (named !== undefined && agencyIds.includes(named)) return named;
    return agencyIds.length === 1 ? (agencyIds[0] ?? null) : null;
  }

  private async keep(agencyId: string, mail: IncomingMail): Promise<void> {
    const messageId = uuidv7();
    await this.db.inAgency(agencyId, async (tx) => {
      await tx.query(
        `insert into message (agency_id, message_id, direction, state, envelope_from, envelope_to, raw, at)
         values ($1, $2, 'in', 'received', $3, $4, $5, $6)`,
        [
          agencyId,
          messageId,
          storable(mail.envelopeFrom),
          storable(mail.envelopeTo),
          mail.raw,
          new Date(mail.receivedAt),
        ],
      );
      await this.queue.send(tx, 'read-message', { agencyId, messageId });
    });
  }
}

/** PostgreSQL's text knows no NUL; an address with one is still worth keeping. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '');
