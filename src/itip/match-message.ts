import { normalAddress } from './address.js';
import { identify } from './identify.js';
import type { ItipAttendee, ItipMessage } from './message.js';
import type {
  Answer,
  KnownInvitation,
  KnownRecipient,
  MatchInput,
  ReplyOutcome,
  ReviewReason,
} from './reply-outcome.js';

const DAY = 86_400_000;

/**
 * One iTIP message against what is known of the invitation it speaks of. The order of the questions is the rule:
 * what it may say at all, whose word it is, which version it answers, whether it is news, whether it is proven.
 */
export function matchMessage(
  message: ItipMessage,
  recipient: KnownRecipient,
  input: MatchInput,
): ReplyOutcome {
  const { uid } = message;
  const invitation = recipient.invitations.get(uid);
  if (invitation === undefined) return { kind: 'unmatched', reason: 'unknown-uid', detail: uid };

  const ours = organizerIsOurs(message, recipient);
  if (ours === 'no') return { kind: 'refused', reason: 'organizer-not-ours', uid };
  if (message.method !== 'REPLY' && message.method !== 'COUNTER' && message.method !== 'REFRESH') {
    // Only the organizer may say those of our UID, and that is us.
    return { kind: 'refused', reason: 'organizer-method', uid };
  }
  if (message.recurrenceId !== null) return { kind: 'refused', reason: 'recurrence-id', uid };

  const identity = identify(
    message,
    input.mail.from.map((from) => from.address),
    recipient,
  );
  if (identity.kind === 'refused') return { kind: 'refused', reason: identity.reason, uid };
  const { attendee } = identity;
  const answer = attendee === null ? null : answerOf(message, attendee, input.receivedAt);
  const review = (reason: ReviewReason): ReplyOutcome => {
    return { kind: 'review', reason, uid, answer, address: attendee?.address ?? null, detail: null };
  };
  if (invitation.state === 'withdrawn') {
    const proven = identity.kind === 'attendee' && (identity.doubt ?? trustDoubt(input)) === null;
    const trusted = proven && ours === 'yes' && message.method === 'REPLY' && message.dtstamp !== null;
    return { kind: 'no-change', reason: 'withdrawn', uid, answer, trusted };
  }
  if (identity.kind === 'other') return review(identity.reason);
  if (ours === 'another') return review('organizer-of-another-invitation');
  const doubt = identity.doubt ?? trustDoubt(input);

  if (message.method === 'REFRESH') return refresh(uid, input, doubt, review);
  if (message.method === 'COUNTER') return counter(message, invitation, input, doubt, review);
  return reply(
    identity.attendee,
    answerOf(message, identity.attendee, input.receivedAt),
    message,
    invitation,
    {
      receivedAt: input.receivedAt,
      doubt,
      review,
    },
  );
}

type Review = (reason: ReviewReason) => ReplyOutcome;

function reply(
  attendee: ItipAttendee,
  answer: Answer,
  message: ItipMessage,
  invitation: KnownInvitation,
  { receivedAt, doubt, review }: { receivedAt: number; doubt: ReviewReason | null; review: Review },
): ReplyOutcome {
  const noChange = (reason: 'needs-action' | 'not-newer'): ReplyOutcome => {
    return { kind: 'no-change', reason, uid: answer.uid, answer };
  };
  if (attendee.partstat === 'NEEDS-ACTION') return noChange('needs-action');
  if (message.sequence < invitation.sequence) {
    if (!isNews(answer, invitation)) return noChange('not-newer');
    // The present version goes to the invited address alone: an unproven sender may cause that, a disproved one not.
    return review(doubt === null || doubt === 'sender-unproven' ? 'older-version' : doubt);
  }
  if (message.sequence > invitation.sequence) return review('newer-version');
  if (message.dtstamp === null) return review('no-dtstamp');
  if (!isNews(answer, invitation)) return noChange('not-newer');
  // Stored, a stamp from next year would make every later answer look old.
  if (message.dtstamp > receivedAt + DAY) return review('dtstamp-in-future');
  if (doubt !== null) return review(doubt);
  return { kind: 'apply', afterConfirmation: invitation.state === 'confirmed', ...answer };
}

/** Newer SEQUENCE, or the same and a newer DTSTAMP (RFC 5546 2.1.5). */
function isNews(answer: Answer, invitation: KnownInvitation): boolean {
  const { lastReplySequence, lastReplyDtstamp } = invitation;
  if (lastReplySequence === null || lastReplyDtstamp === null) return true;
  if (answer.sequence !== lastReplySequence) return answer.sequence > lastReplySequence;
  return answer.dtstamp > lastReplyDtstamp;
}

function counter(
  message: ItipMessage,
  invitation: KnownInvitation,
  input: MatchInput,
  doubt: ReviewReason | null,
  review: Review,
): ReplyOutcome {
  const { uid, sequence, start, end, comment } = message;
  if (sequence < invitation.sequence) {
    // Proposed against a time that is gone: the current one first.
    return mayBeAnswered(input) && input.aligned !== 'fail'
      ? { kind: 'refresh', reason: 'stale-counter', uid }
      : review('older-version');
  }
  if (sequence > invitation.sequence) return review('newer-version');
  if (start?.kind !== 'instant') return review('counter-without-time');
  const until = end?.kind === 'instant' && end.at > start.at ? end.at : null;
  const dtstamp = message.dtstamp ?? input.receivedAt;
  return {
    kind: 'counter',
    uid,
    sequence,
    dtstamp,
    start: start.at,
    end: until,
    comment,
    trusted: doubt === null,
  };
}

function refresh(uid: string, input: MatchInput, doubt: ReviewReason | null, review: Review): ReplyOutcome {
  if (!mayBeAnswered(input)) return { kind: 'no-change', reason: 'automatic-refresh', uid, answer: null };
  // What is sent goes to the invited address alone, so an unproven sender may ask; a disproved one may not.
  if (doubt !== null && doubt !== 'sender-unproven') return review(doubt);
  return { kind: 'refresh', reason: 'asked', uid };
}

/** Two programs that answer each other's automatic mail never stop. */
function mayBeAnswered(input: MatchInput): boolean {
  return !input.mail.automatic && !input.quiet;
}

function trustDoubt(input: MatchInput): ReviewReason | null {
  if (input.aligned === 'pass') return null;
  return input.aligned === 'fail' ? 'sender-not-aligned' : 'sender-unproven';
}

/** `another`: an address of ours, but of another invitation than the token that the mail came to. */
function organizerIsOurs(message: ItipMessage, recipient: KnownRecipient): 'yes' | 'no' | 'another' {
  if (message.organizer === null) return 'yes';
  const ours = normalAddress(recipient.organizerAddress);
  if (message.organizer.address === ours) return 'yes';
  return domainOf(message.organizer.address) === domainOf(ours) ? 'another' : 'no';
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function answerOf(message: ItipMessage, attendee: ItipAttendee, receivedAt: number): Answer {
  return {
    uid: message.uid,
    partstat: attendee.partstat,
    sequence: message.sequence,
    dtstamp: message.dtstamp ?? receivedAt,
    comment: message.comment,
    delegatedTo: attendee.partstat === 'DELEGATED' ? attendee.delegatedTo : [],
  };
}
