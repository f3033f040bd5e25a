import { decided, line, refused } from '../decision.js';
import { MOST_TIMES, type ProposalKind, type Verb } from '../meeting.js';
import { offerAll } from '../notices.js';
import { offered, offeredOptions, overlap } from '../options.js';

/** Further times for a proposal, e.g. because the ones that were offered are taken by now. */
export const offerMore: Verb<'offer'> = (meeting, event, now) => {
  const open = offeredOptions(meeting);
  if (event.times.some(({ start }) => start <= now)) return refused('time-past');
  const kind = event.asKind ?? kindFor(meeting.kind, open.length + event.times.length);
  if (open.length + event.times.length > MOST_TIMES[kind]) return refused('too-many-options');
  const all = [...open, ...event.times];
  if (all.some((one, i) => all.slice(i + 1).some((other) => overlap(one, other))))
    return refused('times-overlap');

  const added = event.times.map((time, i) => offered(time, meeting.options.length + i + 1, kind));
  const answered = meeting.question === 'no-times-left' || meeting.question === 'offered-time-taken';
  const question = answered ? null : meeting.question;
  const after = { ...meeting, kind, question, offeredAt: now, options: [...meeting.options, ...added] };
  return decided(after, offerAll(after, added, now), line('offered', { times: added.length }));
};

/** A fixed time that gets company is fixed no more; more invitations than anybody sorts out become a list. */
const kindFor = (kind: ProposalKind, times: number): ProposalKind => {
  if (times <= MOST_TIMES[kind]) return kind;
  return times <= MOST_TIMES.invitations ? 'invitations' : 'choose';
};
