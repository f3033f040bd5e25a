import type { Attendee, Meeting, MeetingOption } from './meeting.js';
import { partstatOf, replyOf } from './replies.js';

/**
 * When a time is agreed on, of those who must be there: by all of them, by the first one, or by at least so many.
 */
export type Consensus =
  | { readonly rule: 'all' }
  | { readonly rule: 'first' }
  | { readonly rule: 'quorum'; readonly least: number };

export const BY_ALL: Consensus = { rule: 'all' };

/** Enough of those who must be there have accepted the option. */
export const isAgreed = (meeting: Meeting, option: MeetingOption): boolean => {
  const deciders = decidersOf(meeting, option);
  const accepted = deciders.filter(
    ({ attendeeId }) => partstatOf(meeting, attendeeId, option) === 'ACCEPTED',
  );
  return deciders.length > 0 && accepted.length >= neededOf(meeting, deciders.length);
};

/** Too many of those who must be there have declined the option for it to be agreed on any more. */
export const isRuledOut = (meeting: Meeting, option: MeetingOption): boolean => {
  const deciders = decidersOf(meeting, option);
  const left = deciders.filter(({ attendeeId }) => partstatOf(meeting, attendeeId, option) !== 'DECLINED');
  return left.length < neededOf(meeting, deciders.length);
};

/** Nobody who must be there wants it any more. */
export const isDeclinedByAll = (meeting: Meeting, option: MeetingOption): boolean =>
  decidersOf(meeting, option).every(
    ({ attendeeId }) => partstatOf(meeting, attendeeId, option) === 'DECLINED',
  );

const neededOf = ({ consensus }: Meeting, deciders: number): number => {
  switch (consensus.rule) {
    case 'all':
      return deciders;
    case 'first':
      return 1;
    case 'quorum':
      return Math.min(consensus.least, deciders);
  }
};

/**
 * Whom an option is a matter of: a delegate only where the one who sent them has delegated (RFC 5546 3.2.2.3). Delegation
 * is about the person, not about the time, so it outlives a move.
 */
export const isConcerned = (meeting: Meeting, attendee: Attendee, option: MeetingOption): boolean => {
  const { delegatedFrom } = attendee;
  return delegatedFrom == null || hasDelegated(meeting, delegatedFrom, option);
};

/** Whose word decides: those who must be there, and for who has sent somebody in their place, that one. */
const decidersOf = (meeting: Meeting, option: MeetingOption): readonly Attendee[] => {
  const concerned = meeting.attendees.filter((attendee) => isConcerned(meeting, attendee, option));
  const delegates = new Set(
    meeting.attendees
      .filter(({ attendeeId }) => hasDelegated(meeting, attendeeId, option))
      .map(({ delegatedTo }) => delegatedTo),
  );
  return concerned.filter(({ attendeeId, role, delegatedTo }) => {
    const sentSomebody = delegatedTo != null && hasDelegated(meeting, attendeeId, option);
    return !sentSomebody && (role === 'required' || delegates.has(attendeeId));
  });
};

const hasDelegated = (meeting: Meeting, attendeeId: string, option: MeetingOption): boolean =>
  replyOf(meeting, attendeeId, option.optionId)?.partstat === 'DELEGATED';
