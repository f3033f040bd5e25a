import { isAgreed } from '../consensus.js';
import { decided, line, refused } from '../decision.js';
import type { Meeting, Verb } from '../meeting.js';
import { standingOption } from '../options.js';
import { partstatOf } from '../replies.js';
import { rosterChanged } from './roster-changed.js';

/** Others decide from now on: what follows from the answers that are there follows at once. */
export const roleChanged: Verb<'role-changed'> = (meeting, { attendeeId, role }, now) => {
  if (!somebodyIsRequired(meeting)) return refused('nobody-required');
  const decision = rosterChanged(meeting, { kind: 'roster-changed' }, now);
  return decision.ok
    ? {
        ...decision,
        journal: [line('role-changed', { attendeeId, role }), ...decision.journal.filter(isNews)],
      }
    : decision;
};

/**
 * The meeting stands whoever must be there. A change of mind is no longer asked about when only somebody who need not come
 * is left out, and is asked about when somebody has declined who must come now.
 */
export const roleChangedConfirmed: Verb<'role-changed'> = (meeting, { attendeeId, role }) => {
  if (!somebodyIsRequired(meeting)) return refused('nobody-required');
  const option = standingOption(meeting);
  const said = line('role-changed', { attendeeId, role });
  const missing = role === 'required' && partstatOf(meeting, attendeeId, option) === 'DECLINED';
  if (missing && meeting.question === null) {
    return decided({ ...meeting, question: 'attendee-changed-mind' }, [], said);
  }
  const calm = meeting.question === 'attendee-changed-mind' && isAgreed(meeting, option);
  return decided(calm ? { ...meeting, question: null } : meeting, [], said);
};

const somebodyIsRequired = ({ attendees }: Meeting): boolean =>
  attendees.some(({ role }) => role === 'required');

/** That the rule is what it was is none. */
const isNews = ({ kind }: { readonly kind: string }): boolean => kind !== 'roster-changed';
