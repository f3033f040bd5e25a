import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { requestAll } from '../notices.js';
import { changeOption, moved, standingOption } from '../options.js';
import { put } from './confirm.js';

/** The secretary moves the meeting. Everybody is asked again: PARTSTAT returns to NEEDS-ACTION (RFC 5546 3.2.2.1). */
export const reschedule: Verb<'reschedule'> = (meeting, { start, end }, now) => {
  const option = standingOption(meeting);
  if (option.start === start && option.end === end) return refused('same-time');
  if (start <= now) return refused('time-past');
  const there = moved(option, start, end);
  const after = {
    ...changeOption(meeting, option.optionId, () => there),
    question: null,
    confirmedAt: now,
  };
  return decided(
    after,
    [put(there), ...requestAll(after, there, 'update', now)],
    line('rescheduled', { optionId: option.optionId, from: option.start, to: start }),
  );
};
