import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { cancelAll } from '../notices.js';
import { changeOption, standingOption, withdrawn } from '../options.js';

/**
 * The client deleted the confirmed event from the own calendar. Some clients mean "call it off" by that, some slip;
 * the client's setting says which, and `ask` tells nobody outside until a person has spoken. An event that is over is
 * only being tidied away.
 */
export const followDeletion: Verb<'client-deleted'> = (meeting, event, now) => {
  const option = standingOption(meeting);
  if (option.optionId !== event.optionId) return refused('option-withdrawn');
  if (option.end <= now) return refused('time-past');
  const what = line('client-deleted', { optionId: option.optionId });
  if (meeting.onClientDelete === 'ask') {
    return decided({ ...meeting, state: 'questioned', question: 'client-deleted' }, [], what);
  }
  const after = changeOption(meeting, option.optionId, withdrawn);
  return decided(
    { ...after, state: 'cancelled', question: 'client-cancelled' },
    cancelAll(after, withdrawn(option), 'cancellation', now),
    what,
  );
};
