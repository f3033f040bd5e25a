import { isConcerned } from '../consensus.js';
import { decided, line, refused } from '../decision.js';
import type { Meeting, MeetingOption, Verb } from '../meeting.js';
import { plainMail, requestOne } from '../notices.js';
import { offeredOptions, standingOption } from '../options.js';

/**
 * Somebody is invited who was not at first: a delegate, or whom the invitation was forwarded to. They get what the others
 * have, and nobody else hears of it.
 */
export const joinedProposal: Verb<'joined'> = (meeting, { attendeeId }, now) => {
  const open = offeredOptions(meeting).filter((option) => concerns(meeting, attendeeId, option));
  if (!meeting.attendees.some((attendee) => attendee.attendeeId === attendeeId))
    return refused('not-an-attendee');
  const listed = open.some(({ invited }) => !invited);
  return decided(
    meeting,
    [
      ...open
        .filter(({ invited }) => invited)
        .map((option) => requestOne(meeting, option, attendeeId, 'invitation', now)),
      ...(listed ? [plainMail(meeting, attendeeId, 'choose', now)] : []),
    ],
    line('joined', { attendeeId }),
  );
};

export const joinedMeeting: Verb<'joined'> = (meeting, { attendeeId }, now) => {
  if (!meeting.attendees.some((attendee) => attendee.attendeeId === attendeeId))
    return refused('not-an-attendee');
  const option = standingOption(meeting);
  const told = concerns(meeting, attendeeId, option)
    ? [requestOne(meeting, option, attendeeId, 'confirmation', now)]
    : [];
  return decided(meeting, told, line('joined', { attendeeId }));
};

const concerns = (meeting: Meeting, attendeeId: string, option: MeetingOption): boolean =>
  meeting.attendees.some(
    (attendee) => attendee.attendeeId === attendeeId && isConcerned(meeting, attendee, option),
  );
