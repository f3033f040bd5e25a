import { normalAddress } from './address.js';
import { type AnswerMark, addedWords, markCode, readMark } from './prepared-answer.js';
import type {
  Answer,
  KnownInvitation,
  KnownRecipient,
  MatchInput,
  ReplyOutcome,
  ReviewReason,
} from './reply-outcome.js';

/**
 * A prepared answer (prepared-answer.ts) in a mail without a calendar: the same rules as for a REPLY, of the present
 * version and at the time of its arrival. Null when the mail is none, or its mark is not of this invitation: then a person
 * reads it.
 */
export function matchPrepared(input: MatchInput): ReplyOutcome[] | null {
  const { mail, recipient } = input;
  const mark = readMark(mail.subject ?? '');
  if (mark === null || recipient === null || mail.automatic || mail.outOfOffice) return null;
  const meant = invitationsMeant(mark, recipient);
  if (meant.length === 0) return null;
  const doubt = senderDoubt(input, recipient);
  const remark = addedWords(mail.text ?? '', mark);
  return meant.map(([uid, invitation], i): ReplyOutcome => {
    const answer: Answer = {
      uid,
      partstat: mark.says === 'yes' ? 'ACCEPTED' : 'DECLINED',
      sequence: invitation.sequence,
      dtstamp: input.receivedAt,
      // Said once, or the secretary would read it once for each time.
      comment: i === 0 ? remark : null,
      delegatedTo: [],
    };
    const address = mail.from[0]?.address ?? null;
    if (invitation.state === 'withdrawn') {
      return { kind: 'no-change', reason: 'withdrawn', uid, answer, trusted: doubt === null };
    }
    if (doubt !== null) return { kind: 'review', reason: doubt, uid, answer, address, detail: null };
    return { kind: 'apply', afterConfirmation: invitation.state === 'confirmed', ...answer };
  });
}

function invitationsMeant(mark: AnswerMark, recipient: KnownRecipient): [string, KnownInvitation][] {
  const known = [...recipient.invitations];
  if (mark.says === 'no' && mark.code === markCode(recipient.organizerAddress)) {
    return known.filter(([, { state }]) => state === 'offered');
  }
  return known.filter(([uid]) => markCode(uid) === mark.code);
}

/** The mark travels with a forwarded mail, so From has to be the attendee, and its domain to stand behind it. */
function senderDoubt({ mail, aligned }: MatchInput, { attendee }: KnownRecipient): ReviewReason | null {
  const [from, ...more] = mail.from.map(({ address }) => normalAddress(address));
  if (from === undefined || more.length > 0) return 'sender-unclear';
  if (from !== normalAddress(attendee.address)) {
    return attendee.aliases.map(normalAddress).includes(from) ? 'sender-is-alias' : 'attendee-not-invited';
  }
  if (aligned === 'pass') return null;
  return aligned === 'fail' ? 'sender-not-aligned' : 'sender-unproven';
}
