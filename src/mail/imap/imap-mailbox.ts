import { ImapFlow } from 'imapflow';
import { MAIL_LIMITS } from '../mime/mail.js';
import { RECIPIENT_HEADERS } from './header-recipients.js';
import type { ImapAddress } from './imap-address.js';

const SECOND = 1_000;

/** What a mail is like before it is taken. */
export interface Listed {
  readonly uid: number;
  readonly octets: number;
  /** When the server took it, epoch ms; null when the server does not say. */
  readonly arrivedAt: number | null;
  /** Return-Path and the headers that say whom it is for. */
  readonly head: Buffer;
}

export interface OpenedFolder {
  readonly uidValidity: string;
  readonly uidNext: number;
}

/** Silences are cut: a connection that a router forgot must not look like a mailbox in which nothing happens. */
const TIMES = {
  connectionTimeout: 20 * SECOND,
  greetingTimeout: 16 * SECOND,
  socketTimeout: 120 * SECOND,
  maxIdleTime: 60 * SECOND,
  autoIdleDelay: 300,
} as const;

/**
 * A folder over IMAP (RFC 9051, 3501), opened by EXAMINE: nothing in it is marked, moved or deleted, since the mailbox
 * may be other people's too.
 *
 * No command is sent while another one's answers come in: `fetch` as a stream would wait for itself for ever.
 */
export class ImapMailbox {
  private readonly client: ImapFlow;
  private wake: () => void = () => undefined;
  private news = false;
  private interrupted = false;
  private lost: Error | null = null;

  /** @throws when it cannot connect, sign in or open the folder. */
  static async open(address: ImapAddress): Promise<{ mailbox: ImapMailbox; folder: OpenedFolder }> {
    const mailbox = new ImapMailbox(address);
    try {
      await mailbox.client.connect();
      const { uidValidity, uidNext } = await mailbox.client.mailboxOpen(address.folder, { readOnly: true });
      return { mailbox, folder: { uidValidity: String(uidValidity), uidNext } };
    } catch (error) {
      mailbox.close();
      throw error;
    }
  }

  private constructor({ host, port, user, password, security }: ImapAddress) {
    this.client = new ImapFlow({
      host,
      port,
      secure: security === 'from-the-start',
      ...(security === 'from-the-start' ? {} : { doSTARTTLS: security === 'upgrade' }),
      auth: { user, pass: password },
      clientInfo: { name: 'Meetbroker' },
      logger: false,
      qresync: true,
      missingIdleCommand: 'NOOP',
      maxLiteralSize: MAIL_LIMITS.octets + 1_024,
      ...TIMES,
    });
    this.client.on('exists', () => {
      this.news = true;
      this.wake();
    });
    this.client.on('error', (error: Error) => this.fail(error));
    this.client.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  /** UIDs above this one, lowest first. */
  async uidsAfter(uid: number): Promise<number[]> {
    this.news = false;
    // `*` is the highest UID, and a range is read from either end: `n:*` always finds one (RFC 9051 section 9).
    const found = await this.client.search({ uid: `${uid + 1}:*` }, { uid: true });
    if (!Array.isArray(found)) throw this.lost ?? new Error('the server did not answer a SEARCH');
    return found.filter((each) => each > uid).sort((a, b) => a - b);
  }

  /** Those that are still there, lowest UID first. */
  async list(uids: readonly number[]): Promise<Listed[]> {
    const headers = ['return-path', ...RECIPIENT_HEADERS];
    const found = await this.client.fetchAll(
      uids.join(','),
      { uid: true, size: true, internalDate: true, headers },
      { uid: true },
    );
    return found
      .map(({ uid, size, internalDate, headers: head }) => ({
        uid,
        octets: size ?? 0,
        arrivedAt: internalDate === undefined ? null : new Date(internalDate).getTime(),
        head: head ?? Buffer.alloc(0),
      }))
      .sort((a, b) => a.uid - b.uid);
  }

  /** The bytes, or the first `most` of them; null when it is gone meanwhile. */
  async take(uid: number, most?: number): Promise<Buffer | null> {
    const source = most === undefined ? true : { start: 0, maxLength: most };
    const found = await this.client.fetchOne(String(uid), { uid: true, source }, { uid: true });
    if (found === false) return null;
    return found.source ?? null;
  }

  /** Until there may be something new, for at most so long; IDLE is what the client does meanwhile. */
  async watch(mostMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, mostMs);
    this.wake = resolve;
    if (!this.news && !this.interrupted && this.lost === null) await promise;
    clearTimeout(timer);
    if (this.lost !== null) throw this.lost;
  }

  /** Ends every `watch` from now on. */
  interrupt(): void {
    this.interrupted = true;
    this.wake();
  }

  close(): void {
    this.client.close();
  }

  private fail(error: Error): void {
    this.lost ??= error;
    this.wake();
  }
}
