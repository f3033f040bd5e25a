import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config.js';
import { isLasting } from '../../db/retryable.js';
import { TenantDatabase, type Tx } from '../../db/tenant.js';
import { type Addressee, AddresseeStore } from '../addressee.store.js';
import { IncomingStore } from '../incoming.store.js';
import { IntakeService } from '../intake.service.js';
import type { IncomingMail } from '../mail.port.js';
import { type Cursor, type MailboxLease, MailboxStore } from './mailbox.store.js';

/** The lease is another process's by now. */
export class LeaseLost extends Error {
  constructor() {
    super('another process reads the mailbox now');
  }
}

interface Place {
  readonly address: string;
  readonly addressee: Addressee;
}

/** Keeps one fetched mail, and moves the mailbox on beyond it, in one transaction: neither without the other. */
@Injectable()
export class TakeIn {
  private readonly log = new Logger('Imap');

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(AddresseeStore) private readonly addressees: AddresseeStore,
    @Inject(IncomingStore) private readonly incoming: IncomingStore,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(MailboxStore) private readonly mailboxes: MailboxStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get domain(): string {
    return this.config.mail.domain;
  }

  /**
   * A mail to several agencies is given to one after the other, and the mailbox moves on with the last: a process that
   * stops in between leaves a mark at those that have had it.
   * @returns false when it is nobody's of ours. @throws LeaseLost, and the driver's error when the database is away.
   */
  async takeIn(lease: MailboxLease, cursor: Cursor, uid: number, mail: IncomingMail): Promise<boolean> {
    const places = await this.places(mail);
    const agencyIds = [...new Set(places.map(({ addressee }) => addressee.agencyId))];
    for (const [i, agencyId] of agencyIds.entries()) {
      const here = places.filter(({ addressee }) => addressee.agencyId === agencyId);
      const several = agencyIds.length > 1;
      const last = i === agencyIds.length - 1;
      await this.give(lease, cursor, uid, { agencyId, mail, here, several, last });
    }
    return agencyIds.length > 0;
  }

  private async give(
    lease: MailboxLease,
    cursor: Cursor,
    uid: number,
    what: {
      readonly agencyId: string;
      readonly mail: IncomingMail;
      readonly here: readonly Place[];
      readonly several: boolean;
      readonly last: boolean;
    },
  ): Promise<void> {
    const { agencyId, mail, here, several, last } = what;
    const uidValidity = cursor.uidValidity ?? '';
    try {
      await this.db.inAgency(agencyId, async (tx) => {
        // First, since it locks the mailbox's row: whoever took the lease meanwhile waits, or has won.
        if (last && !(await this.mailboxes.advance(tx, lease, uidValidity, uid))) throw new LeaseLost();
        if (several && !(await this.mailboxes.claim(tx, agencyId, lease.mailbox, uidValidity, uid))) return;
        const fresh = uid > cursor.rereadUntil ? here : await this.unseen(tx, agencyId, mail, here);
        const kept = await this.intake.keep(tx, agencyId, mail, fresh);
        if (kept.includes('full')) await this.mailboxes.leftBehind(tx, lease);
      });
    } catch (error) {
      if (error instanceof LeaseLost || !isLasting(error)) throw error;
      // What can never be kept must not stand in the way of everything behind it. It is still in the mailbox.
      this.log.error(`The mail ${uid} of ${lease.mailbox} could not be kept and was left there.`);
      await this.db.inAgency(agencyId, async (tx) => {
        await this.mailboxes.leftBehind(tx, lease);
        if (last && !(await this.mailboxes.advance(tx, lease, uidValidity, uid))) throw new LeaseLost();
      });
    }
  }

  private async places(mail: IncomingMail): Promise<Place[]> {
    const places: Place[] = [];
    for (const address of mail.envelopeTo) {
      const addressee = await this.addressees.findOrUnclaimed(address);
      if (addressee !== null) places.push({ address, addressee });
    }
    return places;
  }

  private async unseen(
    tx: Tx,
    agencyId: string,
    mail: IncomingMail,
    places: readonly Place[],
  ): Promise<readonly Place[]> {
    const unseen: Place[] = [];
    for (const place of places) {
      if (!(await this.incoming.has(tx, agencyId, place.address, mail.raw))) unseen.push(place);
    }
    return unseen;
  }
}
