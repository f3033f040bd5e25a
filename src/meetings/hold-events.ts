import { commitmentsOf } from './commitments.js';
import type { Effect, Meeting } from './meeting.js';
import { optionOf } from './options.js';

/**
 * Held times on the client's calendar as tentative events, if the client wants them there: they follow from the holds
 * before and after a decision, so that no verb can forget one. A hold that became the meeting is no longer tentative by
 * the put that confirms it.
 *
 * @param before null for a meeting that is new. @returns the meeting with the generations of the events that are gone
 * raised, because a provider never gives a deleted id back, and what is to be done on the calendar.
 */
export const holdEvents = (
  before: Meeting | null,
  after: Meeting,
): { readonly meeting: Meeting; readonly effects: readonly Effect[] } => {
  if (!after.rules.holdsOnCalendar) return { meeting: after, effects: [] };
  const was = before === null ? [] : holdsOf(before);
  const is = holdsOf(after);
  const gone = was.filter(
    (optionId) => !is.includes(optionId) && optionOf(after, optionId)?.state !== 'confirmed',
  );
  const fresh = is.filter((optionId) => !was.includes(optionId));
  const removed = gone.flatMap((optionId): Effect[] => {
    const option = before === null ? undefined : optionOf(before, optionId);
    if (option === undefined) return [];
    return [{ kind: 'calendar-delete', optionId, generation: option.generation }];
  });
  const added = fresh.flatMap((optionId): Effect[] => {
    const option = optionOf(after, optionId);
    if (option === undefined) return [];
    const { start, end, generation } = option;
    return [{ kind: 'calendar-put', optionId, start, end, generation, status: 'tentative' }];
  });
  const options = after.options.map((option) =>
    gone.includes(option.optionId) ? { ...option, generation: option.generation + 1 } : option,
  );
  return { meeting: { ...after, options }, effects: [...removed, ...added] };
};

const holdsOf = (meeting: Meeting): string[] =>
  commitmentsOf(meeting)
    .filter(({ kind }) => kind === 'hold')
    .map(({ optionId }) => optionId);
