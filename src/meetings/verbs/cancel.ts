import { decided, line } from '../decision.js';
import type { Effect, Verb } from '../meeting.js';
import { cancelAll } from '../notices.js';
import { changeOption, standingOption, withdrawn } from '../options.js';
import { withdrawOffers } from './withdraw.js';

const END = { state: 'cancelled', question: null } as const;

/** The secretary ends a proposal: every open time is withdrawn. */
export const cancelProposal: Verb<'cancel'> = (meeting, { reason }, now) => {
  const { meeting: after, effects } = withdrawOffers(meeting, END, now, reason);
  return decided(after, effects, line('cancelled', { reason }));
};

/**
 * The secretary calls the confirmed meeting off. The event is deleted even when the client is believed to have deleted
 * it already: it may have come back since, and deleting what is gone is success.
 */
export const cancelMeeting: Verb<'cancel'> = (meeting, { reason }, now) => {
  const option = standingOption(meeting);
  const after = { ...changeOption(meeting, option.optionId, withdrawn), ...END };
  const remove: Effect = {
    kind: 'calendar-delete',
    optionId: option.optionId,
    generation: option.generation,
  };
  return decided(
    after,
    [remove, ...cancelAll(after, withdrawn(option), 'cancellation', now, reason)],
    line('cancelled', { optionId: option.optionId, reason }),
  );
};
