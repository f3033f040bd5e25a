import { isAgreed, isDeclinedByAll, isRuledOut } from '../consensus.js';
import { decided, line, refused } from '../decision.js';
import type { Meeting, MeetingOption, Verb } from '../meeting.js';
import { changeOption, offeredOptions } from '../options.js';
import { weighAnswer, withReply } from '../replies.js';
import { confirm } from './confirm.js';
import { withdrawOffers } from './withdraw.js';

/**
 * An answer to one of the times of a proposal. The first time that enough of those who must be there accept is the
 * meeting (consensus.ts). When each open time is declined by all of them, the proposal is over; when none can be agreed on
 * any more, though some are wanted by some, the secretary is asked.
 */
export const answerOffer: Verb<'answer'> = (meeting, event, now) => {
  const weighed = weighAnswer(meeting, event);
  if (!weighed.ok) return weighed;
  const { attendee, option, reply } = weighed;
  if (option.state !== 'offered') return refused('option-withdrawn');
  if (reply.partstat === 'ACCEPTED' && option.start <= now) return refused('time-past');

  const heard = withReply(meeting, reply);
  const said = line('answered', {
    attendeeId: attendee.attendeeId,
    optionId: option.optionId,
    partstat: reply.partstat,
    via: reply.via,
    comment: reply.comment,
  });
  switch (reply.partstat) {
    case 'ACCEPTED': {
      if (attendee.role !== 'required' || !isAgreed(heard, option)) return decided(heard, [], said);
      // The time is held for them; whether it is free only a person can find out now.
      if (event.unchecked === true) {
        return decided({ ...heard, question: 'calendar-unchecked' }, [], said);
      }
      const agreed = confirm(heard, option, now);
      return decided(agreed.meeting, agreed.effects, { ...said, kind: 'confirmed' });
    }
    case 'DECLINED': {
      const left = attendee.role === 'required' ? releaseHold(heard, option) : heard;
      const open = offeredOptions(left);
      if (!open.every((each) => isRuledOut(left, each))) return decided(left, [], said);
      // Some want one time and others another: two people who want to meet are not told that it is over.
      if (!open.every((each) => isDeclinedByAll(left, each))) {
        return decided({ ...left, question: 'no-common-time' }, [], said);
      }
      const over = withdrawOffers(left, { state: 'declined', question: 'all-declined' }, now);
      return decided(over.meeting, over.effects, { ...said, kind: 'declined' });
    }
    case 'DELEGATED':
      return decided({ ...heard, question: 'attendee-delegated' }, [], said);
    default:
      return decided(heard, [], said);
  }
};

/** A declined time stays offered, in case of a change of mind, but keeps nothing else out of the client's day. */
const releaseHold = (meeting: Meeting, option: MeetingOption): Meeting =>
  changeOption(meeting, option.optionId, (open) => ({ ...open, exclusive: false, priority: null }));
