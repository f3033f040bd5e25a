import { decided, line } from '../decision.js';
import type { Verb } from '../meeting.js';
import { changeOption, standingOption } from '../options.js';
import { put } from './confirm.js';

/**
 * A person says that the meeting stands although the client deleted the event: only then is it made anew, under a
 * new generation, because a provider never gives a deleted id back. The attendees never heard otherwise, so no mail.
 */
export const restore: Verb<'restore'> = (meeting) => {
  const option = standingOption(meeting);
  const anew = { ...option, generation: option.generation + 1 };
  const after = changeOption(meeting, option.optionId, () => anew);
  return decided(
    { ...after, state: 'confirmed', question: null },
    [put(anew)],
    line('restored', { optionId: option.optionId, generation: anew.generation }),
  );
};
