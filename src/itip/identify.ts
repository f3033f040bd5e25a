import { normalAddress } from './address.js';
import type { ItipAttendee, ItipMessage } from './message.js';
import type { KnownRecipient, RefusedReason, ReviewReason } from './reply-outcome.js';

export type Identity =
  /** `doubt`: the word is the attendee's, yet a person has to agree. */
  | { kind: 'attendee'; attendee: ItipAttendee; doubt: ReviewReason | null }
  | { kind: 'other'; attendee: ItipAttendee | null; reason: ReviewReason }
  | { kind: 'refused'; reason: RefusedReason };

/**
 * Whose word a message is: the invited attendee's, somebody else's, or a stranger's in the attendee's name.
 *
 * Of several ATTENDEEs only the token's counts. From has to be the ATTENDEE; a secretary (SENT-BY) or a known alias
 * in From is likely right and goes to a person, anybody else is refused: refusing a true answer costs a phone call,
 * taking a forged one costs a meeting.
 */
export function identify(message: ItipMessage, from: readonly string[], recipient: KnownRecipient): Identity {
  const own = new Set([recipient.attendee.address, ...recipient.attendee.aliases].map(normalAddress));
  const [sender, ...more] = from.map(normalAddress);
  const [first] = message.attendees;
  if (first === undefined) return { kind: 'other', attendee: null, reason: 'attendee-missing' };

  const delegate = message.attendees.find(
    (attendee) => attendee.address === sender && attendee.delegatedFrom.some((address) => own.has(address)),
  );
  if (delegate !== undefined) return { kind: 'other', attendee: delegate, reason: 'delegate-reply' };

  const invited =
    message.attendees.find((attendee) => attendee.address === normalAddress(recipient.attendee.address)) ??
    message.attendees.find((attendee) => own.has(attendee.address));
  if (invited === undefined) {
    const crasher = message.attendees.find((attendee) => attendee.address === sender) ?? first;
    return { kind: 'other', attendee: crasher, reason: 'attendee-not-invited' };
  }
  if (sender === undefined || more.length > 0) {
    return { kind: 'attendee', attendee: invited, doubt: 'sender-unclear' };
  }
  if (sender === invited.address) return { kind: 'attendee', attendee: invited, doubt: null };
  if (sender === invited.sentBy) return { kind: 'attendee', attendee: invited, doubt: 'sent-by' };
  if (own.has(sender)) return { kind: 'attendee', attendee: invited, doubt: 'sender-is-alias' };
  return { kind: 'refused', reason: 'sender-is-not-attendee' };
}
