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

/** What a receiving adapter (SMTP/LMTP listener, IMAP) hands over, one call a recipient. */
export interface IncomingMail {
  readonly raw: Buffer;
  readonly envelopeFrom: string;
  readonly envelopeTo: string;
  readonly receivedAt: number;
}

/**
 * Stores first, works later. `stored` is answered only after the commit (SMTP 250); `no-such-address` becomes 550,
 * `try-later` 451.
 */
export interface MailIntake {
  accepts(recipient: string): Promise<boolean>;
  store(mail: IncomingMail): Promise<'stored' | 'no-such-address' | 'try-later'>;
}

/** DI token of the MailIntake. */
export const MAIL_INTAKE = Symbol('MAIL_INTAKE');
