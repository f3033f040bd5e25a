import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';

/** What the client had put on an agreed or offered time is gone: what was asked because of it has settled itself. */
export const eventLeft: Verb<'event-left'> = (meeting) => {
  const { question } = meeting;
  if (question !== 'event-landed' && question !== 'offered-time-taken') return refused('nothing-to-settle');
  return decided({ ...meeting, question: null }, [], line('event-left', { question }));
};
