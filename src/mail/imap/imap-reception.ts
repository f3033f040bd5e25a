import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '../../time/clock.port.js';
import { MAIL_LIMITS } from '../mime/mail.js';
import { recipientsOf, returnPathOf } from './header-recipients.js';
import { type ImapAddress, nameOf, readImapUrl } from './imap-address.js';
import { faultOf, retryAfter } from './imap-fault.js';
import { ImapMailbox, type Listed, type OpenedFolder } from './imap-mailbox.js';
import { type Cursor, type MailboxLease, MailboxStore } from './mailbox.store.js';
import { LeaseLost, TakeIn } from './take-in.service.js';

const SECOND = 1_000;

export interface ImapPace {
  /** Mails listed at once. */
  readonly batch: number;
  /** A look without news: a server that loses its notices, or has none to give. */
  readonly pollMs: number;
  readonly renewMs: number;
  /** While another process reads the mailbox. */
  readonly waitMs: number;
  /** After the first failure; then it doubles. */
  readonly retryMs: number;
  /** Tries at the whole of a mail over which the connection broke, before only its beginning is taken. */
  readonly wholeTries: number;
}

export const IMAP_PACE: ImapPace = {
  batch: 50,
  pollMs: 60 * SECOND,
  renewMs: 10 * SECOND,
  waitMs: 5 * SECOND,
  retryMs: SECOND,
  wholeTries: 3,
};

/**
 * Fetches mail from a mailbox, one process at a time, from where the last one stopped. It listens (IDLE) and comes back
 * by itself after whatever broke.
 */
@Injectable()
export class ImapReception implements BeforeApplicationShutdown {
  private readonly log = new Logger('Imap');
  private readonly closing = new AbortController();
  private readonly token = randomUUID();
  private readonly tries = new Map<number, number>();
  private running: Promise<void> | null = null;
  private mailbox: ImapMailbox | null = null;
  private pace = IMAP_PACE;

  constructor(
    @Inject(MailboxStore) private readonly store: MailboxStore,
    @Inject(TakeIn) private readonly takeIn: TakeIn,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param url IMAP_URL. Returns at once; what goes wrong is in the mailbox's status. */
  start(url: string, pace = IMAP_PACE): void {
    this.pace = pace;
    this.running = this.run(readImapUrl(url));
  }

  /** Lets the mail at hand be kept, and lets go of the mailbox. */
  async close(): Promise<void> {
    this.closing.abort();
    this.mailbox?.interrupt();
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private async run(address: ImapAddress): Promise<void> {
    let failures = 0;
    while (!this.closed) {
      const lease = await this.store.take(nameOf(address), this.token).catch((error: unknown) => {
        this.log.warn(`The mailbox cannot be taken in hand: ${String(error)}`);
        return null;
      });
      if (lease === null) {
        await this.pause(this.pace.waitMs);
        continue;
      }
      try {
        await this.hold(lease, address, () => {
          failures = 0;
        });
      } catch (error) {
        if (error instanceof LeaseLost) continue;
        failures++;
        await this.afterFault(lease, error, failures);
      }
    }
  }

  /** Until something breaks, or the service stops. */
  private async hold(lease: MailboxLease, address: ImapAddress, whenUp: () => void): Promise<void> {
    await this.store.note(lease, 'connecting', null, false);
    const { mailbox, folder } = await ImapMailbox.open(address);
    this.mailbox = mailbox;
    let held = true;
    const renewing = setInterval(() => {
      // A database that is away takes nothing from anybody: the lease is looked at again.
      this.store.renew(lease).then(
        (still) => {
          held = still;
          if (!still) mailbox.interrupt();
        },
        (error: unknown) => this.log.debug(String(error)),
      );
    }, this.pace.renewMs);
    try {
      while (!this.closed && held) {
        await this.store.note(lease, 'fetching', null, false);
        await this.catchUp(lease, mailbox, folder);
        whenUp();
        if (this.closed) break;
        await this.store.note(lease, 'watching', null, true);
        await mailbox.watch(this.pace.pollMs);
      }
      if (this.closed) await this.store.release(lease);
    } finally {
      clearInterval(renewing);
      this.mailbox = null;
      mailbox.close();
    }
  }

  private async afterFault(lease: MailboxLease, error: unknown, failures: number): Promise<void> {
    const fault = faultOf(error);
    // The server's own words may repeat an address or more: the name of the fault is enough.
    this.log.warn(`The mailbox ${lease.mailbox} cannot be read: ${fault}. It is tried again.`);
    await this.store
      .note(lease, 'failing', fault, false)
      .then(() => this.store.release(lease))
      .catch((problem: unknown) => this.log.debug(String(problem)));
    await this.pause(retryAfter(fault, failures, this.pace.retryMs, Math.random()));
  }

  /** Takes in all that is there, a batch at a time. */
  private async catchUp(lease: MailboxLease, mailbox: ImapMailbox, folder: OpenedFolder): Promise<void> {
    let cursor = await this.store.cursor(lease);
    if (cursor.uidValidity !== folder.uidValidity) {
      await this.store.startOver(
        lease,
        folder.uidValidity,
        cursor.uidValidity === null ? 0 : folder.uidNext - 1,
      );
      cursor = await this.store.cursor(lease);
    }
    const uids = await mailbox.uidsAfter(cursor.lastUid);
    for (let at = 0; at < uids.length && !this.closed; at += this.pace.batch) {
      await this.takeBatch(lease, cursor, mailbox, uids.slice(at, at + this.pace.batch));
    }
  }

  private async takeBatch(
    lease: MailboxLease,
    cursor: Cursor,
    mailbox: ImapMailbox,
    uids: readonly number[],
  ): Promise<void> {
    let kept = 0;
    let alone = 0;
    for (const listed of await mailbox.list(uids)) {
      if (this.closed) return;
      const ours = await this.take(lease, cursor, mailbox, listed);
      if (ours) kept = listed.uid;
      else alone++;
    }
    if (alone > 0) await this.store.leftAlone(lease, alone);
    const last = uids.at(-1) ?? 0;
    if (last > kept && !(await this.store.pass(lease, cursor.uidValidity ?? '', last))) throw new LeaseLost();
  }

  /** @returns false when it is none of ours, or gone. */
  private async take(
    lease: MailboxLease,
    cursor: Cursor,
    mailbox: ImapMailbox,
    { uid, octets, arrivedAt, head }: Listed,
  ): Promise<boolean> {
    const envelopeTo = recipientsOf(head, this.takeIn.domain);
    if (envelopeTo.length === 0) return false;
    const tries = this.tries.get(uid) ?? 0;
    const whole = octets <= MAIL_LIMITS.octets && tries < this.pace.wholeTries;
    this.tries.set(uid, tries + 1);
    const raw = await mailbox.take(uid, whole ? undefined : MAIL_LIMITS.headerOctets);
    this.tries.delete(uid);
    if (raw === null) return false;
    const now = this.clock.now();
    return this.takeIn.takeIn(lease, cursor, uid, {
      raw,
      envelopeFrom: returnPathOf(head),
      envelopeTo,
      receivedAt: Math.min(arrivedAt ?? now, now),
      origin: { via: 'imap', relay: true, clientIp: null, helo: null },
      ...(whole ? {} : { withheld: octets }),
    });
  }

  /** Cut short when the service stops. */
  private async pause(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.closing.signal }).catch((error: unknown) => {
      if (!this.closed) throw error;
    });
  }
}
