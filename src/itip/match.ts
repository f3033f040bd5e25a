import { matchMessage } from './match-message.js';
import { matchPrepared } from './match-prepared.js';
import type { ItipMessage, ItipRead } from './message.js';
import type { KnownInvitation, MatchInput, ReplyOutcome, ReviewReason } from './reply-outcome.js';

/**
 * What a received mail means for the meeting its token names: at least one outcome, in the order in which they are to
 * be carried out. Nothing is dropped: what is not applied is logged, refused by name, or put before a person.
 *
 * Pure: the same mail against the same state gives the same outcomes, so a job that is run twice does no harm.
 */
export function matchReply(input: MatchInput): ReplyOutcome[] {
  const { mail, recipient } = input;
  if (input.seenBefore) return [{ kind: 'no-change', reason: 'same-message', uid: null, answer: null }];
  if (mail.dsn !== null) return [deliveryOutcome(mail.dsn, input.returned)];
  if (mail.readReceipt) return [{ kind: 'no-change', reason: 'read-receipt', uid: null, answer: null }];
  if (recipient === null) return [{ kind: 'unmatched', reason: 'unknown-token', detail: null }];
  if (input.calendars.length === 0) return matchPrepared(input) ?? [withoutCalendar(input)];

  const outcomes: ReplyOutcome[] = [];
  const seen = new Set<string>();
  const invitations = new Map(recipient.invitations);
  for (const [i, calendar] of input.calendars.entries()) {
    if (!calendar.ok) {
      outcomes.push(review('calendar-unreadable', `${calendar.reason}: ${calendar.detail}`));
      continue;
    }
    const forwarded = mail.calendars[i]?.where === 'forwarded';
    for (const message of calendar.messages) {
      const key = messageKey(message);
      const outcome: ReplyOutcome = seen.has(key)
        ? { kind: 'no-change', reason: 'twice-in-mail', uid: message.uid, answer: null }
        : forwarded
          ? { ...review('forwarded', null), uid: message.uid }
          : matchMessage(message, { ...recipient, invitations }, input);
      seen.add(key);
      outcomes.push(outcome);
      remember(invitations, outcome);
    }
  }
  return outcomes;
}

/** A second answer in the same mail is measured against the first. */
function remember(invitations: Map<string, KnownInvitation>, outcome: ReplyOutcome): void {
  const known = outcome.kind === 'apply' ? invitations.get(outcome.uid) : undefined;
  if (outcome.kind !== 'apply' || known === undefined) return;
  const last = { lastReplySequence: outcome.sequence, lastReplyDtstamp: outcome.dtstamp };
  invitations.set(outcome.uid, { ...known, ...last });
}

/** Programs that send a reply twice do not always send the same bytes. */
function messageKey(message: ItipMessage): string {
  const { method, uid, sequence, dtstamp, attendees, start, end } = message;
  return JSON.stringify([method, uid, sequence, dtstamp, attendees, start, end]);
}

function withoutCalendar({ mail }: MatchInput): ReplyOutcome {
  if (mail.outOfOffice) return { kind: 'note', reason: 'out-of-office' };
  if (mail.tnef) return review('tnef', null);
  return mail.automatic ? { kind: 'note', reason: 'automatic' } : review('plain-answer', null);
}

function review(reason: ReviewReason, detail: string | null): ReplyOutcome & { kind: 'review' } {
  return { kind: 'review', reason, uid: null, answer: null, address: null, detail };
}

/** RFC 3464: one failed recipient makes it a bounce; a delay only says that it may become one. */
function deliveryOutcome(
  dsn: NonNullable<MatchInput['mail']['dsn']>,
  returned: readonly ItipRead[],
): ReplyOutcome {
  const messages = returned.flatMap((calendar) => (calendar.ok ? calendar.messages : []));
  const failed = dsn.recipients.filter((recipient) => recipient.action === 'failed');
  if (failed.length > 0) {
    const organizers = messages.flatMap((message) => message.organizer?.address ?? []);
    return {
      kind: 'bounce',
      recipients: failed.map(({ address, status, diagnostic }) => ({ address, status, diagnostic })),
      messageId: dsn.returned?.messageId ?? null,
      organizerAddresses: [...new Set([...organizers, ...(dsn.returned?.from ?? [])])],
      uids: [...new Set(messages.map((message) => message.uid))],
    };
  }
  const quiet = (reason: 'delivery-delayed' | 'delivered'): ReplyOutcome => {
    return { kind: 'no-change', reason, uid: messages[0]?.uid ?? null, answer: null };
  };
  if (dsn.recipients.some((recipient) => recipient.action === 'delayed')) return quiet('delivery-delayed');
  const good = dsn.recipients.every((recipient) =>
    ['delivered', 'relayed', 'expanded'].includes(recipient.action),
  );
  return good && dsn.recipients.length > 0 ? quiet('delivered') : review('report-unclear', null);
}
