/** Sends one mail. Adapters: smtp/ (nodemailer) and memory/, under one contract suite. They do not retry. */
export interface MailSender {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}

/** DI token of the MailSender. */
export const MAIL_SENDER = Symbol('MAIL_SENDER');

export interface OutgoingMail {
  /** Without angle brackets; one per effect, so that a mail sent twice is one mail to the recipient's program. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Message-IDs of the conversation, oldest first. */
  readonly references: readonly string[];
  readonly date: number;
  /** Pictures that the HTML names by their Content-ID. */
  readonly inline?: readonly { readonly cid: string; readonly type: string; readonly content: Buffer }[];
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL' | 'DECLINECOUNTER'; readonly text: string };
}

/**
 * `unknown` is a connection lost after DATA: the server may have taken the mail. It is sent again under the same
 * Message-ID, because a lost invitation is worse than a second copy that mail programs fold into one.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly answer: string; readonly raw: Buffer }
  | { readonly kind: 'later'; readonly answer: string }
  | { readonly kind: 'refused'; readonly answer: string }
  | { readonly kind: 'unknown'; readonly answer: string };

/** How a mail reached us: what the sender's domain can be asked about it, and whose word on it counts. */
export interface MailOrigin {
  readonly via: 'smtp' | 'lmtp' | 'imap';
  /**
   * The site's own mail server handed it over (MAIL_TRUSTED_RELAYS, or the mailbox of IMAP_URL): only then is a verdict
   * in its header that server's own (RFC 8601 section 5).
   */
  readonly relay: boolean;
  /** The host that the mail came to the site from, and how it greeted; null when the relay does not say (XFORWARD). */
  readonly clientIp: string | null;
  readonly helo: string | null;
}

/** What a receiving adapter (SMTP/LMTP listener, IMAP) hands over, once a mail. */
export interface IncomingMail {
  readonly raw: Buffer;
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  readonly receivedAt: number;
  readonly origin: MailOrigin;
  /** The size of a mail that was too large to be taken: `raw` is only its beginning then. */
  readonly withheld?: number;
}

/** SMTP's 250, 550, 452 and 451. */
export type Stored = 'stored' | 'no-such-address' | 'full' | 'try-later';

/** Stores first, works later: `stored` is answered only after the commit. */
export interface MailIntake {
  /** Whether a mail to this address would be kept; asked before the mail itself is taken. */
  accepts(recipient: string): Promise<'yes' | 'no-such-address' | 'full'>;
  /** One answer a recipient, in the order of envelopeTo. */
  store(mail: IncomingMail): Promise<readonly Stored[]>;
}

/** DI token of the MailIntake. */
export const MAIL_INTAKE = Symbol('MAIL_INTAKE');
