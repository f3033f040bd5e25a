import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { changeOption, standingOption } from '../options.js';
import { put } from './confirm.js';

/** Somebody who takes one key after the other is not met by a hundred more events. */
const MOST_GENERATIONS = 10;

/**
 * Another event stands under the key that ours was to be made with; it is left alone, and ours is made under the next
 * one. The failed write stays in front of the secretary.
 */
export const newKey: Verb<'key-taken'> = (meeting, { optionId, generation }) => {
  const option = standingOption(meeting);
  if (option.optionId !== optionId) return refused('option-withdrawn');
  if (option.generation !== generation || generation >= MOST_GENERATIONS) return refused('already-asked');
  const anew = { ...option, generation: generation + 1 };
  const after = changeOption(meeting, optionId, () => anew);
  return decided(after, [put(anew)], line('key-taken', { optionId, generation: anew.generation }));
};
