import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { changeOption, optionOf } from '../options.js';

/** One time for two proposals, on purpose: neither holds it, the first acceptance wins (`time-taken` tells the other). */
export const share: Verb<'share'> = (meeting, { optionId }) => {
  const option = optionOf(meeting, optionId);
  if (option === undefined) return refused('no-such-option');
  if (option.state !== 'offered') return refused('option-withdrawn');
  const after = changeOption(meeting, optionId, (open) => ({
    ...open,
    exclusive: false,
    priority: open.priority ?? 1,
  }));
  return decided(after, [], line('shared', { optionId }));
};
