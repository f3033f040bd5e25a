import type { ItipMessage, ItipRead } from '../itip/message.js';
import type { Answer, KnownInvitation, ReplyOutcome } from '../itip/reply-outcome.js';
import type { Denial, Meeting, MeetingOption, MeetingRefusal, PartStat } from './meeting.js';

/**
 * Between iTIP's words and ours: what a meeting has sent to an attendee, and what an answer means for it.
 *
 * iTIP compares SEQUENCEs; we ask whether the time is the same. The confirmation raises SEQUENCE without moving
 * anything, so an answer to the invitation before it is an answer to what stands, and is shown to the matcher under
 * the present number.
 */
export const knownInvitations = (meeting: Meeting, attendeeId: string): Map<string, KnownInvitation> =>
  new Map(
    meeting.options.map((option) => {
      const last = meeting.replies.find(
        (reply) => reply.attendeeId === attendeeId && reply.optionId === option.optionId,
      );
      const present = (sequence: number): number =>
        sequence >= option.timeSequence ? option.sequence : sequence;
      const known: KnownInvitation = {
        sequence: option.sequence,
        state: option.state,
        lastReplySequence: last === undefined ? null : present(last.sequence),
        lastReplyDtstamp: last?.dtstamp ?? null,
      };
      return [option.uid, known];
    }),
  );

/** The calendars of a mail with each answer to a present time under the present SEQUENCE. */
export const underPresentSequence = (calendars: readonly ItipRead[], meeting: Meeting): ItipRead[] => {
  const lift = (message: ItipMessage): ItipMessage => {
    const option = meeting.options.find(({ uid }) => uid === message.uid);
    if (option === undefined) return message;
    const present = message.sequence >= option.timeSequence && message.sequence < option.sequence;
    return present ? { ...message, sequence: option.sequence } : message;
  };
  return calendars.map((calendar) =>
    calendar.ok ? { ...calendar, messages: calendar.messages.map(lift) } : calendar,
  );
};

/** The option an answer speaks of, in our words; null when the UID is none of the meeting's. */
export const answeredOption = (
  meeting: Meeting,
  answer: Pick<Answer, 'uid' | 'partstat'>,
): { readonly optionId: string; readonly partstat: PartStat } | null => {
  const option = meeting.options.find(({ uid }) => uid === answer.uid);
  return option === undefined ? null : { optionId: option.optionId, partstat: answer.partstat };
};

/** What came of a mail, or of one calendar in it. */
export interface Disposition {
  readonly state: 'applied' | 'no-change' | 'refused' | 'review' | 'unmatched';
  readonly reason: string | null;
}

const dispose = (state: Disposition['state'], reason: string | null): Disposition => ({ state, reason });

/** After the decision. A partner who said yes and did not get it is never only a line in a log. */
export const ofAnswer = (
  partstat: PartStat,
  refusal: MeetingRefusal | Denial | null,
  meeting: Meeting,
): Disposition => {
  if (refusal === null)
    return partstat === 'DELEGATED' ? dispose('review', 'delegated') : dispose('applied', null);
  switch (refusal) {
    case 'already-answered':
    case 'says-nothing':
      return dispose('no-change', refusal);
    case 'time-taken':
      return dispose('applied', refusal);
    case 'older-version':
    case 'newer-version':
      return dispose('review', refusal);
    default:
      return partstat === 'ACCEPTED' && isOpenToLate(meeting)
        ? dispose('review', 'late-acceptance')
        : dispose('refused', refusal);
  }
};

/** Of outcomes that no decision follows. */
export const ofOutcome = (
  outcome: Exclude<ReplyOutcome, { kind: 'apply' | 'refresh' | 'bounce' }>,
  meeting: Meeting | null,
): Disposition => {
  switch (outcome.kind) {
    case 'no-change': {
      const late = outcome.reason === 'withdrawn' && outcome.answer?.partstat === 'ACCEPTED';
      return late && meeting !== null && isOpenToLate(meeting)
        ? dispose('review', 'late-acceptance')
        : dispose('no-change', outcome.reason);
    }
    case 'review':
      return dispose('review', outcome.reason);
    case 'refused':
      return dispose('refused', outcome.reason);
    case 'counter':
      return dispose('review', 'counter');
    case 'unmatched':
      return dispose('unmatched', outcome.reason);
    case 'note':
      return dispose('no-change', outcome.reason);
  }
};

/** Late, but somebody wants to meet: the proposal ran out, was declined, or has no time left. */
export const isOpenToLate = ({ state }: Meeting): boolean =>
  state === 'expired' || state === 'declined' || state === 'proposed';

const BY_URGENCY = ['review', 'unmatched', 'applied', 'refused', 'no-change'] as const;

/** Of a mail with several outcomes: the one that a person has to see, else the one that changed something. */
export const foremost = (dispositions: readonly Disposition[]): Disposition => {
  const [first] = [...dispositions].sort((a, b) => BY_URGENCY.indexOf(a.state) - BY_URGENCY.indexOf(b.state));
  return first ?? dispose('unmatched', 'nothing-in-it');
};

/** The option that a REFRESH asks about, while there is something current to say. */
export const refreshable = (meeting: Meeting, uid: string): MeetingOption | null => {
  const option = meeting.options.find((candidate) => candidate.uid === uid);
  return option === undefined || option.state === 'withdrawn' ? null : option;
};
