import { isAgreed } from '../consensus.js';
import { decided, line, refused } from '../decision.js';
import type { Meeting, MeetingQuestion, Verb } from '../meeting.js';
import { requestOne } from '../notices.js';
import { weighAnswer, withReply } from '../replies.js';

/**
 * An answer after one time was chosen. It never moves or cancels the meeting: whoever changes their mind is put in
 * front of the secretary, who knows what the client would say to it.
 */
export const answerConfirmed: Verb<'answer'> = (meeting, event, now) => {
  const weighed = weighAnswer(meeting, event);
  if (!weighed.ok) return weighed;
  const { attendee, option, reply, before, outdated } = weighed;
  if (option.state !== 'confirmed') {
    return refused(reply.partstat === 'ACCEPTED' ? 'already-confirmed' : 'option-withdrawn');
  }

  const heard = withReply(meeting, reply);
  const said = line('answered', {
    attendeeId: attendee.attendeeId,
    optionId: option.optionId,
    partstat: reply.partstat,
    via: reply.via,
    comment: reply.comment,
  });
  if (outdated) {
    // They answered the former time, so their calendar may still show it: say the present one again.
    const again =
      meeting.state === 'confirmed' ? [requestOne(heard, option, attendee.attendeeId, 'update', now)] : [];
    return decided(
      ask(heard, 'answered-older-version'),
      again,
      { ...said, kind: 'answered-older-version' },
      'older-version',
    );
  }
  switch (reply.partstat) {
    case 'ACCEPTED':
      return decided(isAgreed(heard, option) ? calmed(heard) : heard, [], said);
    case 'DELEGATED':
      return decided(ask(heard, 'attendee-delegated'), [], said);
    default: {
      const matters = attendee.role === 'required' || before === 'ACCEPTED';
      return decided(matters ? ask(heard, 'attendee-changed-mind') : heard, [], said);
    }
  }
};

/** The question whether the meeting stands at all is not put aside for a smaller one. */
const ask = (meeting: Meeting, question: MeetingQuestion): Meeting =>
  meeting.state === 'questioned' ? meeting : { ...meeting, question };

/** Everybody who must come has accepted the present time: questions about their answers are settled by that. */
const calmed = (meeting: Meeting): Meeting =>
  meeting.question === 'attendee-changed-mind' || meeting.question === 'answered-older-version'
    ? { ...meeting, question: null }
    : meeting;
