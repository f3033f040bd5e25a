import { isAutomaticAddress } from '../automatic-address.js';
import { isAgreed } from '../consensus.js';
import { decided, line, refused } from '../decision.js';
import type {
  Attendee,
  Effect,
  Meeting,
  MeetingEvent,
  MeetingOption,
  OfferedTime,
  Verb,
} from '../meeting.js';
import { plainMail, requestAll } from '../notices.js';
import { changeOption, offered, offeredOptions } from '../options.js';
import { weighAnswer, withReply } from '../replies.js';
import { confirm } from './confirm.js';

/**
 * A yes to a time that was taken back: the proposal ran out, everybody had declined, or somebody else had taken it. Two
 * people want to meet, so it is never only a line in a log: the time is restored if it is still to be had, else other
 * times are offered, else the secretary is asked; and the answerer hears which.
 */
export const lateAnswer: Verb<'late-answer'> = (meeting, event, now) => {
  const weighed = weighAnswer(meeting, { ...event, kind: 'answer', partstat: 'ACCEPTED' });
  if (!weighed.ok) return weighed;
  const { attendee, option, reply } = weighed;
  if (option.state !== 'withdrawn') return refused('already-answered');
  const heard = withReply(meeting, reply);
  return event.restore && option.start > now
    ? restored(heard, option, attendee, now)
    : tooLate(heard, option, attendee, event, now);
};

/** SEQUENCE goes on rising with the confirmation: the CANCEL of the same UID was an older version (RFC 5546 2.1.4). */
const restored = (heard: Meeting, option: MeetingOption, attendee: Attendee, now: number) => {
  const open: MeetingOption = { ...option, state: 'offered', exclusive: true };
  const again: Meeting = {
    ...changeOption(heard, option.optionId, () => open),
    state: 'proposed',
    question: null,
    offeredAt: now,
    expiresAt: Math.max(heard.expiresAt ?? 0, option.start),
  };
  const said = line('restored-late', { attendeeId: attendee.attendeeId, optionId: option.optionId });
  if (!isAgreed(again, open)) {
    // Open again for the others: their calendars have the CANCEL, and only a newer version brings the time back.
    const newer: MeetingOption = { ...open, sequence: open.sequence + 1 };
    const reopened = changeOption(again, option.optionId, () => newer);
    return decided(reopened, newer.invited ? requestAll(reopened, newer, 'update', now) : [], said);
  }
  const agreed = confirm(again, open, now);
  return decided(agreed.meeting, agreed.effects, said);
};

const tooLate = (
  heard: Meeting,
  option: MeetingOption,
  attendee: Attendee,
  { substitutes }: Pick<MeetingEvent<'late-answer'>, 'substitutes'>,
  now: number,
) => {
  const after = offeredOptions(heard).length === 0 ? withSubstitutes(heard, substitutes, now) : heard;
  const anyOpen = offeredOptions(after).length > 0;
  const about = { start: option.start, end: option.end };
  const answerer = isAutomaticAddress(attendee.email)
    ? []
    : [plainMail(after, attendee.attendeeId, 'too-late', now, { about })];
  const others: Effect[] = after === heard ? [] : tellOthers(after, attendee.attendeeId, now);
  return decided(
    anyOpen ? after : { ...after, question: 'answered-too-late' },
    [...answerer, ...others],
    line('answered-too-late', { attendeeId: attendee.attendeeId, optionId: option.optionId }),
    'time-taken',
  );
};

/** The same mail would tell the others that they had answered. */
const tellOthers = (meeting: Meeting, answererId: string, now: number): Effect[] =>
  meeting.attendees
    .filter(({ attendeeId }) => attendeeId !== answererId)
    .map(({ attendeeId }) => plainMail(meeting, attendeeId, 'choose', now));

/** Listed in the mail that is sent anyway: three further invitations would be three further mails. */
export const withSubstitutes = (
  meeting: Meeting,
  substitutes: readonly OfferedTime[],
  now: number,
): Meeting => {
  if (substitutes.length === 0) return meeting;
  const added = substitutes.map((time, i) => offered(time, meeting.options.length + i + 1, 'choose'));
  return {
    ...meeting,
    kind: 'choose',
    state: 'proposed',
    question: null,
    offeredAt: now,
    expiresAt: Math.max(...added.map(({ start }) => start)),
    options: [...meeting.options, ...added],
  };
};
