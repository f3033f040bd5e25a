import { decided, line, refused } from '../decision.js';
import type { Meeting, Verb } from '../meeting.js';
import { requestAll } from '../notices.js';
import { changeOption, moved, standingOption } from '../options.js';

/**
 * The client dragged the meeting on the own calendar: the calendar is right already, the attendees are told.
 *
 * Onto another meeting of ours it cannot follow, because one of the two would have to be untrue; the secretary is
 * asked, and the attendees hear nothing yet. When the client had deleted the event and brought it back, the question
 * is answered by that.
 */
export const followMove: Verb<'client-moved'> = (meeting, event, now) => {
  const option = standingOption(meeting);
  if (option.optionId !== event.optionId) return refused('option-withdrawn');
  const { start, end } = event;
  const stands: Meeting = { ...meeting, state: 'confirmed', question: null };
  const detail = { optionId: option.optionId, from: option.start, to: start };
  if (option.start === start && option.end === end) {
    if (meeting.state === 'questioned') return decided(stands, [], line('client-restored', detail));
    if (meeting.question !== 'moved-onto-another') return refused('same-time');
    return decided(stands, [], line('client-moved-back', detail));
  }
  if (event.onto === 'another-meeting') {
    if (meeting.question === 'moved-onto-another') return refused('already-asked');
    return decided({ ...stands, question: 'moved-onto-another' }, [], line('client-moved-onto', detail));
  }
  const there = moved(option, start, end);
  const after = { ...changeOption(stands, option.optionId, () => there), confirmedAt: now };
  return decided(after, requestAll(after, there, 'update', now), line('client-moved', detail));
};
