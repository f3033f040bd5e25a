import { decided, line, refused } from '../decision.js';
import { MAX_OPTIONS, type Verb } from '../meeting.js';
import { requestAll } from '../notices.js';
import { offered, offeredOptions, overlap } from '../options.js';

/** Further times for a proposal, e.g. because the ones that were offered are taken by now. */
export const offerMore: Verb<'offer'> = (meeting, event, now) => {
  const open = offeredOptions(meeting);
  if (event.times.some(({ start }) => start <= now)) return refused('time-past');
  if (open.length + event.times.length > MAX_OPTIONS) return refused('too-many-options');
  const all = [...open, ...event.times];
  if (all.some((one, i) => all.slice(i + 1).some((other) => overlap(one, other))))
    return refused('times-overlap');

  const added = event.times.map((time, i) => offered(time, meeting.options.length + i + 1));
  const question = meeting.question === 'no-times-left' ? null : meeting.question;
  const after = { ...meeting, question, options: [...meeting.options, ...added] };
  return decided(
    after,
    added.flatMap((option) => requestAll(after, option, 'invitation', now)),
    line('offered', { times: added.length }),
  );
};
