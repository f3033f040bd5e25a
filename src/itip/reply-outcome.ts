import type { ItipRead, Partstat } from './message.js';

/**
 * What `matchReply` is given about one received mail and one recipient address, and what it may answer. Plain data;
 * the caller reads the mail (mail/mime), looks the token up, asks for the sender's alignment, and carries the outcomes
 * out. Addresses in any form: they are compared in their normal form.
 */
export interface MatchInput {
  /** The mail; mail/mime's ReadMail has all of it. */
  mail: MailFacts;
  /** What itip/read.ts made of mail.calendars, in their order. */
  calendars: readonly ItipRead[];
  /** What itip/read.ts made of mail.dsn.returned.calendars. */
  returned: readonly ItipRead[];
  /** Whom the token in the recipient address identifies; null for no token, or one that nobody has. */
  recipient: KnownRecipient | null;
  /**
   * Does the domain in From stand behind this mail? `pass`: DMARC passed, or our own authenticated submission, as
   * found by ourselves or by a server we trust; a header of the mail alone never makes it a pass.
   */
  aligned: 'pass' | 'fail' | 'unknown';
  /** A mail with this Message-ID was worked on before, for this recipient. */
  seenBefore: boolean;
  /** Nothing is sent because of this mail, besides what follows from an answer in it. */
  quiet: boolean;
  /** Milliseconds UTC. */
  receivedAt: number;
}

export interface MailFacts {
  messageId: string | null;
  /** What a prepared answer is read from. */
  subject?: string;
  text?: string;
  from: readonly { address: string }[];
  automatic: boolean;
  outOfOffice: boolean;
  readReceipt: boolean;
  tnef: boolean;
  calendars: readonly { where: 'body' | 'attachment' | 'forwarded' }[];
  dsn: {
    recipients: readonly {
      address: string;
      action: string;
      status: string | null;
      diagnostic: string | null;
    }[];
    returned: { messageId: string | null; from: readonly string[] } | null;
  } | null;
}

/** The token names a meeting and an attendee: an invitation, not a person (it travels with a forwarded mail). */
export interface KnownRecipient {
  /** `aliases`: addresses of which a person said that they are the same attendee's. */
  attendee: { address: string; aliases: readonly string[] };
  /** The ORGANIZER address that carries the token. */
  organizerAddress: string;
  /** By UID: every option ever sent to this attendee for this meeting, withdrawn ones too. */
  invitations: ReadonlyMap<string, KnownInvitation>;
}

export interface KnownInvitation {
  /** Of the latest REQUEST or CANCEL sent. */
  sequence: number;
  /** `withdrawn`: cancelled, or no longer on offer. */
  state: 'offered' | 'confirmed' | 'withdrawn';
  /** Of the attendee's newest answer to this option, by whatever way it came; null before the first. */
  lastReplySequence: number | null;
  lastReplyDtstamp: number | null;
}

/** An attendee's word on one option, as it would be stored. */
export interface Answer {
  uid: string;
  partstat: Partstat;
  sequence: number;
  /** Milliseconds UTC; the time of arrival where the reply had none. */
  dtstamp: number;
  comment: string | null;
  /** Filled with PARTSTAT=DELEGATED. */
  delegatedTo: string[];
}

export type ReplyOutcome =
  /** Store it, at once. `afterConfirmation`: the meeting was confirmed already, tell the secretary. */
  | ({ kind: 'apply'; afterConfirmation: boolean } & Answer)
  /** Log it. `answer` where there was one, e.g. to tell a partner who answered too late. */
  | {
      kind: 'no-change';
      reason: NoChangeReason;
      uid: string | null;
      answer: Answer | null;
      /** Of `withdrawn`: the sender is proven, so what follows from a late answer may follow. */
      trusted?: boolean;
    }
  /** Show it to a person; `answer` is what one press would apply, `address` whose word it is. */
  | {
      kind: 'review';
      reason: ReviewReason;
      uid: string | null;
      answer: Answer | null;
      address: string | null;
      detail: string | null;
    }
  /** Log it; a person may look, nothing follows from it. */
  | { kind: 'refused'; reason: RefusedReason; uid: string }
  /** The attendee proposes another time [start, end), UTC; null: no end given, keep the length. */
  | {
      kind: 'counter';
      uid: string;
      sequence: number;
      dtstamp: number;
      start: number;
      end: number | null;
      comment: string | null;
      /** Whether the sender is proven: a person decides on a counter-proposal anyway. */
      trusted: boolean;
    }
  /** Send the current REQUEST again, same SEQUENCE, to the invited attendee only. */
  | { kind: 'refresh'; reason: 'asked' | 'stale-counter'; uid: string }
  /** Keep it for a person. No automatic answer. */
  | { kind: 'unmatched'; reason: UnmatchedReason; detail: string | null }
  /** Show it beside the attendee. Never an answer. */
  | { kind: 'note'; reason: 'out-of-office' | 'automatic' }
  /** Mark as undeliverable whom `organizerAddresses`, `messageId` or `uids` lead to. */
  | {
      kind: 'bounce';
      recipients: { address: string; status: string | null; diagnostic: string | null }[];
      messageId: string | null;
      organizerAddresses: string[];
      uids: string[];
    };

export type NoChangeReason =
  | 'same-message'
  | 'twice-in-mail'
  | 'not-newer'
  | 'withdrawn'
  | 'needs-action'
  | 'delivery-delayed'
  | 'delivered'
  | 'read-receipt'
  | 'automatic-refresh';

export type ReviewReason =
  | 'plain-answer'
  | 'tnef'
  | 'calendar-unreadable'
  | 'forwarded'
  | 'older-version'
  | 'newer-version'
  | 'no-dtstamp'
  | 'dtstamp-in-future'
  | 'attendee-missing'
  | 'attendee-not-invited'
  | 'delegate-reply'
  | 'sent-by'
  | 'sender-is-alias'
  | 'sender-unclear'
  | 'sender-not-aligned'
  | 'sender-unproven'
  | 'organizer-of-another-invitation'
  | 'counter-without-time'
  | 'report-unclear';

export type RefusedReason =
  | 'organizer-method'
  | 'organizer-not-ours'
  | 'recurrence-id'
  | 'sender-is-not-attendee';

export type UnmatchedReason = 'unknown-token' | 'unknown-uid';
