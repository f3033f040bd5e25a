import type { CalendarPut, Effect, Meeting, MeetingOption } from '../meeting.js';
import { requestAll, takeBack } from '../notices.js';
import { confirmed, offeredOptions, optionOf, withdrawn } from '../options.js';

/**
 * One option becomes the meeting and the other open ones are withdrawn, in one step: choosing a time is an update of
 * its UID to STATUS:CONFIRMED and a CANCEL of the others (RFC 5546 section 3.2.2).
 */
export const confirm = (
  meeting: Meeting,
  chosen: MeetingOption,
  now: number,
): { readonly meeting: Meeting; readonly effects: readonly Effect[] } => {
  const after: Meeting = {
    ...meeting,
    state: 'confirmed',
    question: null,
    confirmedOptionId: chosen.optionId,
    confirmedAt: now,
    options: meeting.options.map((option) => {
      if (option.optionId === chosen.optionId) return confirmed(option);
      return option.state === 'offered' ? withdrawn(option) : option;
    }),
  };
  const option = confirmed(chosen);
  const dropped = offeredOptions(meeting)
    .filter(({ optionId }) => optionId !== chosen.optionId)
    .flatMap(({ optionId }) => optionOf(after, optionId) ?? [])
    // Those that were only listed are out of the question by the confirmation itself.
    .filter(({ invited }) => invited);
  return {
    meeting: after,
    effects: [
      put(option),
      ...requestAll(after, option, 'confirmation', now),
      ...takeBack(after, dropped, 'withdrawal', now),
    ],
  };
};

export const put = ({ optionId, start, end, generation }: MeetingOption): CalendarPut => ({
  kind: 'calendar-put',
  optionId,
  start,
  end,
  generation,
});
