import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { standingOption } from '../options.js';

/**
 * Something of the client's own lies on the confirmed time: it came between our look at the calendar and our entry, or
 * the client made it since. No provider lets one look and enter at once, so this cannot be prevented, only told. The
 * meeting stands; nobody outside hears of it. A question that is open already is not hidden by this one.
 */
export const eventLanded: Verb<'event-landed'> = (meeting, { optionId, start, end }, now) => {
  const option = standingOption(meeting);
  if (option.optionId !== optionId) return refused('option-withdrawn');
  if (option.end <= now) return refused('time-past');
  return decided(
    { ...meeting, question: meeting.question ?? 'event-landed' },
    [],
    line('event-landed', { optionId, start, end }),
  );
};
