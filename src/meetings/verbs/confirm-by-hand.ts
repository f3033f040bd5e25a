import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { optionOf } from '../options.js';
import { withReply } from '../replies.js';
import { confirm } from './confirm.js';

/**
 * The secretary's word confirms at once, whatever others still have to say: she heard the answer on the phone, which
 * is recorded as the attendee's, or she settles it herself, and then the attendees are asked by the confirmation.
 */
export const confirmByHand: Verb<'confirm-by-hand'> = (meeting, event, now) => {
  const option = optionOf(meeting, event.optionId);
  if (option === undefined) return refused('no-such-option');
  if (option.state !== 'offered') return refused('option-withdrawn');
  if (option.start <= now) return refused('time-past');
  const { attendeeId } = event;
  if (attendeeId !== null && !meeting.attendees.some((attendee) => attendee.attendeeId === attendeeId)) {
    return refused('not-an-attendee');
  }
  const heard =
    attendeeId === null
      ? meeting
      : withReply(meeting, {
          attendeeId,
          optionId: option.optionId,
          partstat: 'ACCEPTED',
          sequence: option.sequence,
          dtstamp: now,
          comment: null,
          via: 'phone',
        });
  const { meeting: after, effects } = confirm(heard, option, now);
  return decided(after, effects, line('confirmed-by-hand', { optionId: option.optionId, attendeeId }));
};
