import type { ItipRead } from '../../itip/message.js';

/**
 * A received mail as plain data (it crosses from a worker thread): bounded, decoded, without control characters.
 * Nothing in here is proof of anything; who may say what is decided in itip/match.ts.
 */
export interface ReadMail {
  /** Message-IDs stand without angle brackets. */
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  /** The From header; the envelope's sender is the business of who received the mail. */
  from: MailAddress[];
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  /** The Date header in milliseconds UTC; null when missing or no date. */
  date: number | null;
  /** The plain text, or the HTML's text; at most MAIL_LIMITS.text characters. */
  text: string;
  textCut: boolean;

  /** Values of the Authentication-Results headers, the topmost first; itip/alignment.ts says which of them count. */
  authenticationResults: string[];

  /** Where the keys of its DKIM signatures are to be found; each once, at most MAIL_LIMITS.signatures. */
  signatures: DkimSignature[];

  /** Lower case, without comments: `auto-replied`, `auto-generated`, `no`. */
  autoSubmitted: string | null;
  /** `Return-Path: <>`: a report or another mail that must not be answered. */
  returnPathEmpty: boolean;
  precedence: string | null;
  /** Came through a mailing list. */
  list: boolean;
  /** Any of the above: never answered automatically. A valid REPLY in it still counts. */
  automatic: boolean;
  /** `X-Auto-Response-Suppress`: its program asks for no automatic answer, whoever wrote it. */
  suppressed: boolean;
  /** The sender's program says that the person is away. */
  outOfOffice: boolean;
  /** A message disposition notification (RFC 8098): somebody opened our mail. */
  readReceipt: boolean;
  /** A delivery status notification (RFC 3464), or what else reports that our mail did not arrive. */
  dsn: DeliveryReport | null;

  /** Calendars of the mail, each once. */
  calendars: MailCalendar[];
  /** winmail.dat: what is inside is not read, a person has to look. */
  tnef: boolean;
  attachments: { name: string | null; type: string; size: number }[];
}

export interface DkimSignature {
  domain: string;
  selector: string;
}

/** What the name servers said of the keys, by `<selector>._domainkey.<domain>` in lower case. */
export type DkimKeys = Readonly<Record<string, DkimKey>>;
export type DkimKey =
  | { readonly records: readonly (readonly string[])[] }
  /** The resolver's error code, such as ENOTFOUND. */
  | { readonly code: string };

/** What became of one DKIM signature (RFC 6376). */
export interface DkimFinding {
  domain: string;
  result: 'pass' | 'fail' | 'temporary' | 'other';
  /** Its domain is the one of From, or belongs to the same organization. */
  aligned: boolean;
  /** It covers the mail to its end: what stands behind an `l=` was perhaps added by somebody else. */
  whole: boolean;
}

export interface MailAddress {
  name: string;
  /** Normal form, see itip/address.ts. */
  address: string;
}

export interface MailCalendar {
  /** `forwarded`: inside an attached message; whoever sent this mail did not write it. */
  where: 'body' | 'attachment' | 'forwarded';
  /** The method parameter of the MIME part. */
  method: string | null;
  text: string;
}

export interface DeliveryReport {
  recipients: {
    address: string;
    action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'unknown';
    /** RFC 3463, e.g. 5.1.1. */
    status: string | null;
    diagnostic: string | null;
  }[];
  /** What came back of our mail. The token of a failed invitation may be only in here. */
  returned: { messageId: string | null; from: string[]; to: string[]; calendars: MailCalendar[] } | null;
}

export const MAIL_REFUSALS = [
  'empty',
  'too-large',
  'header-too-large',
  'too-many-parts',
  'from-repeated',
  'not-a-mail',
  'unparsable',
] as const;
export type MailRefusal = (typeof MAIL_REFUSALS)[number];

export type MailRead = { ok: true; mail: ReadMail } | { ok: false; reason: MailRefusal; detail: string };

/** The mail together with what its calendars say: what the worker thread hands back. */
export type MailAndCalendars =
  | {
      ok: true;
      mail: ReadMail;
      /** One for each of mail.calendars, in their order. */
      calendars: ItipRead[];
      /** One for each of mail.dsn.returned.calendars. */
      returned: ItipRead[];
    }
  | { ok: false; reason: MailRefusal; detail: string };

export const MAIL_LIMITS = {
  octets: 5 * 1024 * 1024,
  headerOctets: 64 * 1024,
  parts: 50,
  /** Characters of text kept. */
  text: 20_000,
  /** Characters of HTML that are turned into text; longer HTML is left out. */
  html: 500_000,
  /** Attached messages that are looked into, and how deep. */
  attachedMessages: 3,
  depth: 2,
  references: 50,
  authenticationResults: 20,
  signatures: 5,
  addresses: 100,
} as const;
