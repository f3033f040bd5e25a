import { Inject, Injectable } from '@nestjs/common';
import { isUnreachable } from '../db/retryable.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { type Addressee, AddresseeStore } from './addressee.store.js';
import { digestOf, IncomingStore } from './incoming.store.js';
import type { IncomingMail, MailIntake, Stored } from './mail.port.js';
import { hasRoom, ROOM } from './mail-room.js';

interface Place {
  readonly at: number;
  readonly address: string;
  readonly addressee: Addressee;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const NOBODY: Addressee = { agencyId: NIL, attendee: { attendeeId: NIL, meetingId: NIL, clientId: NIL } };

/**
 * Keeps every mail to our domain raw, with its job, before anybody is told that it arrived. It looks at the envelope
 * only: what is malformed or unknown is a matter for whoever reads the mail, and no reason to lose it.
 */
@Injectable()
export class IntakeService implements MailIntake {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(AddresseeStore) private readonly addressees: AddresseeStore,
    @Inject(IncomingStore) private readonly incoming: IncomingStore,
  ) {}

  /**
   * The same questions are asked of the database whether there is such an agency, such a secret, or neither: the time of
   * the answer tells a guesser nothing.
   * @throws the driver's error when the database cannot be asked: neither yes nor no.
   */
  async accepts(recipient: string): Promise<'yes' | 'no-such-address' | 'full'> {
    const found = await this.addressees.find(recipient);
    const addressee = found ?? NOBODY;
    const free = await this.db.inAgency(addressee.agencyId, (tx) => this.hasRoom(tx, addressee, 0));
    if (found === null) return 'no-such-address';
    return free ? 'yes' : 'full';
  }

  /**
   * Commits before it answers: for each agency in one transaction, in which the bytes are kept once. The same mail
   * handed over twice is worked on twice; the second time changes nothing.
   */
  async store(mail: IncomingMail): Promise<readonly Stored[]> {
    const answers: Stored[] = mail.envelopeTo.map(() => 'try-later');
    try {
      const places: Place[] = [];
      for (const [at, address] of mail.envelopeTo.entries()) {
        const addressee = await this.addressees.find(address);
        if (addressee === null) answers[at] = 'no-such-address';
        else places.push({ at, address, addressee });
      }
      for (const agencyId of new Set(places.map(({ addressee }) => addressee.agencyId))) {
        const here = places.filter(({ addressee }) => addressee.agencyId === agencyId);
        const kept = await this.db.inAgency(agencyId, (tx) => this.keep(tx, agencyId, mail, here));
        for (const [i, { at }] of here.entries()) answers[at] = kept[i] ?? 'try-later';
      }
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
    return answers;
  }

  /** In the caller's transaction, for recipients of one agency. */
  async keep(
    tx: Tx,
    agencyId: string,
    mail: IncomingMail,
    places: readonly Pick<Place, 'address' | 'addressee'>[],
  ) {
    const answers: Stored[] = [];
    let digest: Buffer | null = null;
    for (const { address, addressee } of places) {
      if (!(await this.hasRoom(tx, addressee, mail.raw.length))) {
        answers.push('full');
        continue;
      }
      const first = digest === null;
      digest ??= digestOf(mail.raw);
      const messageId = await this.incoming.keep(tx, addressee, address, mail, digest, first);
      await this.queue.send(tx, 'read-message', { agencyId, messageId });
      answers.push('stored');
    }
    return answers;
  }

  private async hasRoom(tx: Tx, addressee: Addressee, octets: number): Promise<boolean> {
    const used = await this.incoming.waiting(tx, addressee);
    return hasRoom(used, addressee.attendee === null ? ROOM.unclaimed : ROOM.attendee, octets);
  }
}
