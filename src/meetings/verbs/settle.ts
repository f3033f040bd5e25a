import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';

/** A person has seen what the meeting wanted to be looked at for. */
export const settle: Verb<'settle'> = (meeting) => {
  if (meeting.question === null) return refused('nothing-to-settle');
  return decided({ ...meeting, question: null }, [], line('settled', { question: meeting.question }));
};
