import type { Effect, Meeting } from '../meeting.js';
import { takeBack } from '../notices.js';
import { offeredOptions, optionOf, withdrawn } from '../options.js';

/** Takes every open time back: the end of a proposal. `detail` is told to the attendees in a person's own words. */
export const withdrawOffers = (
  meeting: Meeting,
  end: Pick<Meeting, 'state' | 'question'>,
  now: number,
  detail: string | null = null,
): { readonly meeting: Meeting; readonly effects: readonly Effect[] } => {
  const after: Meeting = {
    ...meeting,
    ...end,
    options: meeting.options.map((option) => (option.state === 'offered' ? withdrawn(option) : option)),
  };
  const dropped = offeredOptions(meeting).flatMap(({ optionId }) => optionOf(after, optionId) ?? []);
  return { meeting: after, effects: takeBack(after, dropped, 'withdrawal', now, detail) };
};
