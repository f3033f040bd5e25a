import type { InvitationFacts, MailEffect, MailTemplate, Meeting, MeetingOption } from './meeting.js';
import { offeredOptions } from './options.js';
import { partstatOf } from './replies.js';

/**
 * The mails that tell attendees of a change. `meeting` and `option` are the state after it; one mail an attendee, in
 * the attendees' order, so that mails pushed one after the other keep their order within each attendee's lane.
 */
export const requestAll = (
  meeting: Meeting,
  option: MeetingOption,
  template: MailTemplate,
  now: number,
): MailEffect[] =>
  meeting.attendees.map(({ attendeeId }) => requestOne(meeting, option, attendeeId, template, now));

/** REQUEST with the attendee's own PARTSTAT kept, as RFC 5546 3.2.2 has it for those who answered. */
export const requestOne = (
  meeting: Meeting,
  option: MeetingOption,
  attendeeId: string,
  template: MailTemplate,
  now: number,
): MailEffect => {
  const status = option.state === 'confirmed' ? 'CONFIRMED' : 'TENTATIVE';
  const partstat = partstatOf(meeting, attendeeId, option);
  return mail(meeting, option, attendeeId, template, { method: 'REQUEST', status, partstat }, now, null);
};

/**
 * CANCEL to everybody who has not declined the option: whoever declined it has put it out of mind, and "your time is
 * withdrawn" would read as if their own answer had not been heard.
 */
export const cancelAll = (
  meeting: Meeting,
  option: MeetingOption,
  template: MailTemplate,
  now: number,
  detail: string | null = null,
): MailEffect[] =>
  meeting.attendees.flatMap(({ attendeeId }) => {
    const partstat = partstatOf(meeting, attendeeId, option);
    if (partstat === 'DECLINED') return [];
    const what = { method: 'CANCEL', status: 'CANCELLED', partstat } as const;
    return [mail(meeting, option, attendeeId, template, what, now, detail)];
  });

const mail = (
  meeting: Meeting,
  option: MeetingOption,
  attendeeId: string,
  template: MailTemplate,
  what: Pick<InvitationFacts, 'method' | 'status' | 'partstat'>,
  now: number,
  detail: string | null,
): MailEffect => ({
  kind: 'mail',
  template,
  attendeeId,
  optionId: option.optionId,
  invitation: {
    ...what,
    uid: option.uid,
    sequence: option.sequence,
    dtstamp: now,
    start: option.start,
    end: option.end,
  },
  offered: offeredOptions(meeting).map(({ start, end }) => ({ start, end })),
  detail,
});
