import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { takeBack } from '../notices.js';
import { changeOption, offeredOptions, optionOf, withdrawn } from '../options.js';
import { withSubstitutes } from './late-answer.js';

/**
 * Somebody else got the time first. Its UID is cancelled, so that the calendar of the one who came too late tells the
 * truth, in the mail that names the times which are still open, or the ones that are offered instead.
 *
 * With none left the meeting stays proposed and the secretary is asked: partner and client still want to meet, so
 * ending it here would throw away the conversation that further times (`offer`) belong to.
 */
export const withdrawTaken: Verb<'time-taken'> = (meeting, event, now) => {
  const option = optionOf(meeting, event.optionId);
  if (option === undefined) return refused('no-such-option');
  if (option.state !== 'offered') return refused('option-withdrawn');
  const without = changeOption(meeting, option.optionId, withdrawn);
  const after =
    offeredOptions(without).length > 0 ? without : withSubstitutes(without, event.substitutes ?? [], now);
  const anyLeft = offeredOptions(after).length > 0;
  return decided(
    anyLeft ? after : { ...after, question: 'no-times-left' },
    takeBack(after, [withdrawn(option)], anyLeft ? 'taken' : 'regret', now),
    line('time-taken', { optionId: option.optionId, attendeeId: event.attendeeId }),
    'time-taken',
  );
};
