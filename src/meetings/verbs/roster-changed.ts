import { isAgreed, isRuledOut } from '../consensus.js';
import { decided, line } from '../decision.js';
import type { Verb } from '../meeting.js';
import { offeredOptions } from '../options.js';
import { confirm } from './confirm.js';

/**
 * Fewer have to agree, or others: the earliest open time that is agreed on by that is the meeting, and the question
 * whether there is a common one is asked anew.
 */
export const rosterChanged: Verb<'roster-changed'> = (meeting, _event, now) => {
  const open = offeredOptions(meeting);
  const agreed = open.filter((option) => option.start > now && isAgreed(meeting, option));
  const [first] = [...agreed].sort((a, b) => a.start - b.start);
  if (first !== undefined) {
    const { meeting: after, effects } = confirm(meeting, first, now);
    return decided(after, effects, line('confirmed', { optionId: first.optionId, by: 'roster-changed' }));
  }
  const none = open.length > 0 && open.every((option) => isRuledOut(meeting, option));
  const said = line('roster-changed', { rule: meeting.consensus.rule });
  if (none) return decided({ ...meeting, question: 'no-common-time' }, [], said);
  const question = meeting.question === 'no-common-time' ? null : meeting.question;
  return decided({ ...meeting, question }, [], said);
};
