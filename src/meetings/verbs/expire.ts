import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { withdrawOffers } from './withdraw.js';

/** Nobody settled the proposal in time: the client's time is free again, and the secretary hears of it. */
export const expire: Verb<'expire'> = (meeting, _event, now) => {
  if (meeting.expiresAt === null || meeting.expiresAt > now) return refused('not-yet-expired');
  const end = { state: 'expired', question: 'nobody-answered' } as const;
  const { meeting: after, effects } = withdrawOffers(meeting, end, now);
  return decided(after, effects, line('expired'));
};
