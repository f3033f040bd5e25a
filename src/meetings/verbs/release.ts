import { decided, line, refused } from '../decision.js';
import type { Meeting, Verb } from '../meeting.js';
import { changeOption, optionOf } from '../options.js';

/**
 * The client's time is given back without taking the offer back: a late yes still gets it if nobody else has it by then,
 * and nobody has to be told.
 */
export const release: Verb<'release'> = (meeting, { optionId }) => {
  const option = optionId === null ? null : optionOf(meeting, optionId);
  if (option === undefined) return refused('no-such-option');
  if (option !== null && option.state !== 'offered') return refused('option-withdrawn');
  const after = releaseHolds(meeting, optionId);
  if (!after.options.some((now, i) => now.exclusive !== meeting.options[i]?.exclusive)) {
    return refused('nothing-held');
  }
  return decided(settled(after), [], line('released', { optionId }));
};

/** An open time is held again; whether it is still free the store finds out. */
export const holdAgain: Verb<'hold'> = (meeting, { optionId }, now) => {
  const option = optionOf(meeting, optionId);
  if (option === undefined) return refused('no-such-option');
  if (option.state !== 'offered') return refused('option-withdrawn');
  if (option.start <= now) return refused('time-past');
  if (option.exclusive) return refused('already-held');
  const after = changeOption(meeting, optionId, (open) => ({ ...open, exclusive: true, priority: null }));
  return decided(after, [], line('held', { optionId }));
};

/** All of them, or one. */
export const releaseHolds = (meeting: Meeting, optionId: string | null): Meeting => ({
  ...meeting,
  options: meeting.options.map((option) =>
    option.state === 'offered' && (optionId === null || option.optionId === optionId)
      ? { ...option, exclusive: false, priority: null }
      : option,
  ),
});

/** With nothing held any more there is nothing to ask about it. */
const settled = (meeting: Meeting): Meeting =>
  meeting.question === 'holds-aged' && !meeting.options.some((o) => o.state === 'offered' && o.exclusive)
    ? { ...meeting, question: null }
    : meeting;
