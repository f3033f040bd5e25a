import type { Effect, Meeting } from '../meeting.js';
import { cancelAll } from '../notices.js';
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
  const effects = offeredOptions(meeting)
    .flatMap(({ optionId }) => optionOf(after, optionId) ?? [])
    .flatMap((option) => cancelAll(after, option, 'withdrawal', now, detail));
  return { meeting: after, effects };
};
