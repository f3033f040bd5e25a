import { isAgreed } from '../consensus.js';
import { decided, line, refused } from '../decision.js';
import type { Meeting, MeetingEvent, MeetingOption, Verb } from '../meeting.js';
import { requestAll } from '../notices.js';
import { changeOption, moved, offeredOptions, optionOf, overlap, standingOption } from '../options.js';
import { withReply } from '../replies.js';
import { confirm, put } from './confirm.js';

/**
 * The other time that an attendee proposes is taken: a REQUEST with a raised SEQUENCE (RFC 5546 3.2.7). Who proposed a time
 * has accepted it; with that it may be agreed on already, and then it is confirmed by the same REQUEST. Everybody else is
 * asked anew.
 */
export const takeCounterOffer: Verb<'take-counter'> = (meeting, event, now) => {
  const option = optionOf(meeting, event.optionId);
  if (option === undefined) return refused('no-such-option');
  if (option.state !== 'offered') return refused('option-withdrawn');
  const fault = timeFault(event, option, now);
  if (fault !== null) return refused(fault);
  const said = line('counter-taken', detailOf(event, option));

  // As it is before the confirmation raises SEQUENCE: one REQUEST says both, the new time and that it stands.
  const there: MeetingOption = {
    ...option,
    start: event.start,
    end: event.end,
    timeSequence: option.sequence + 1,
  };
  const heard = heardAt(
    changeOption(meeting, option.optionId, () => there),
    event,
    there.timeSequence,
  );
  if (isAgreed(heard, there)) {
    const agreed = confirm(heard, there, now);
    return decided(agreed.meeting, agreed.effects, said);
  }
  if (offeredOptions(meeting).some((other) => other !== option && overlap(other, event))) {
    return refused('times-overlap');
  }
  const open = { ...moved(option, event.start, event.end), invited: true };
  const after = {
    ...changeOption(heard, option.optionId, () => open),
    offeredAt: now,
    expiresAt: Math.max(meeting.expiresAt ?? 0, event.start),
  };
  return decided(after, requestAll(after, open, 'invitation', now), said);
};

/** The same of the confirmed meeting, which stands at the new time whatever the others say to it. */
export const takeCounterMove: Verb<'take-counter'> = (meeting, event, now) => {
  const option = standingOption(meeting);
  if (option.optionId !== event.optionId) return refused('option-withdrawn');
  const fault = timeFault(event, option, now);
  if (fault !== null) return refused(fault);
  const there = moved(option, event.start, event.end);
  const after = {
    ...heardAt(
      changeOption(meeting, option.optionId, () => there),
      event,
      there.sequence,
    ),
    question: null,
    confirmedAt: now,
  };
  return decided(
    after,
    [put(there), ...requestAll(after, there, 'update', now)],
    line('counter-taken', detailOf(event, option)),
  );
};

const timeFault = (
  { start, end }: MeetingEvent<'take-counter'>,
  option: MeetingOption,
  now: number,
): 'same-time' | 'time-past' | null => {
  if (option.start === start && option.end === end) return 'same-time';
  return start <= now ? 'time-past' : null;
};

/** Who proposes a time has said yes to it: stamped as the COUNTER was, so that any later answer is newer. */
const heardAt = (meeting: Meeting, event: MeetingEvent<'take-counter'>, sequence: number): Meeting =>
  withReply(meeting, {
    attendeeId: event.attendeeId,
    optionId: event.optionId,
    partstat: 'ACCEPTED',
    sequence,
    dtstamp: event.dtstamp,
    comment: event.comment,
    via: 'mail',
  });

const detailOf = ({ attendeeId, optionId, start }: MeetingEvent<'take-counter'>, option: MeetingOption) => ({
  attendeeId,
  optionId,
  from: option.start,
  to: start,
});
