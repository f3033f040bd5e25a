import { decided, line, refused } from '../decision.js';
import type { MeetingQuestion, Verb } from '../meeting.js';
import { optionOf } from '../options.js';

/**
 * The client moved or deleted a held time on the own calendar. A hold is only offered, so nothing follows by itself: what
 * the client meant by it the secretary finds out, and a partner who accepts meanwhile gets the time that was offered.
 */
export const holdMoved: Verb<'client-moved'> = (meeting, { optionId, start, end }) => {
  const option = optionOf(meeting, optionId);
  if (option?.state !== 'offered') return refused('not-confirmed');
  if (option.start === start && option.end === end) return refused('same-time');
  if (meeting.question === 'hold-touched') return refused('already-asked');
  const question: MeetingQuestion = meeting.question ?? 'hold-touched';
  return decided(
    { ...meeting, question },
    [],
    line('hold-moved', { optionId, from: option.start, to: start }),
  );
};

export const holdDeleted: Verb<'client-deleted'> = (meeting, { optionId }) => {
  const option = optionOf(meeting, optionId);
  if (option?.state !== 'offered') return refused('not-confirmed');
  if (meeting.question === 'hold-touched') return refused('already-asked');
  const question: MeetingQuestion = meeting.question ?? 'hold-touched';
  return decided({ ...meeting, question }, [], line('hold-deleted', { optionId }));
};

/** Something of the client's own lies on an offered time now: choosing it would be answered with `time-taken`. */
export const offerClouded: Verb<'event-landed'> = (meeting, { optionId, start, end }, now) => {
  const option = optionOf(meeting, optionId);
  if (option?.state !== 'offered') return refused('option-withdrawn');
  if (option.end <= now) return refused('time-past');
  const question: MeetingQuestion = meeting.question ?? 'offered-time-taken';
  return decided({ ...meeting, question }, [], line('offered-time-taken', { optionId, start, end }));
};
