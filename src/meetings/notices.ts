import { isConcerned } from './consensus.js';
import type {
  InvitationFacts,
  MailEffect,
  MailTemplate,
  Meeting,
  MeetingOption,
  OpenTime,
  TimeRange,
} from './meeting.js';
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
  meeting.attendees
    .filter((attendee) => isConcerned(meeting, attendee, option))
    .map(({ attendeeId }) => requestOne(meeting, option, attendeeId, template, now));

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
  meeting.attendees.flatMap((attendee) => {
    const { attendeeId } = attendee;
    if (!isConcerned(meeting, attendee, option)) return [];
    const partstat = partstatOf(meeting, attendeeId, option);
    if (partstat === 'DECLINED') return [];
    const what = { method: 'CANCEL', status: 'CANCELLED', partstat } as const;
    return [mail(meeting, option, attendeeId, template, what, now, detail)];
  });

/**
 * Times are taken back: a CANCEL for each that was invited to, and one plain mail about those that were only listed, since
 * no calendar holds them (RFC 6047 2.4 knows no CANCEL of what was never requested).
 */
export const takeBack = (
  meeting: Meeting,
  options: readonly MeetingOption[],
  template: MailTemplate,
  now: number,
  detail: string | null = null,
): MailEffect[] => {
  const listed = options.filter(({ invited }) => !invited);
  const [only] = listed;
  const about = listed.length === 1 && only !== undefined ? rangeOf(only) : null;
  return [
    ...options
      .filter(({ invited }) => invited)
      .flatMap((option) => cancelAll(meeting, option, template, now, detail)),
    ...(listed.length === 0 ? [] : meeting.attendees)
      .filter(({ attendeeId }) =>
        listed.some((option) => partstatOf(meeting, attendeeId, option) !== 'DECLINED'),
      )
      .map(({ attendeeId }) => plainMail(meeting, attendeeId, template, now, { about, detail })),
  ];
};

/** A mail without a calendar part: about the proposal as a whole, or about one of its times. */
export const plainMail = (
  meeting: Meeting,
  attendeeId: string,
  template: MailTemplate,
  now: number,
  more: { readonly about?: TimeRange | null; readonly detail?: string | null } = {},
): MailEffect => ({
  kind: 'mail',
  template,
  attendeeId,
  optionId: null,
  invitation: null,
  at: now,
  about: more.about ?? null,
  offered: openTimes(meeting),
  detail: more.detail ?? null,
});

/** The times of a proposal, as its kind brings them to everybody: an invitation each, or all in one mail. */
export const offerAll = (meeting: Meeting, fresh: readonly MeetingOption[], now: number): MailEffect[] => {
  const listed = fresh.some(({ invited }) => !invited);
  return [
    ...fresh
      .filter(({ invited }) => invited)
      .flatMap((option) => requestAll(meeting, option, 'invitation', now)),
    ...(listed ? meeting.attendees : []).map(({ attendeeId }) =>
      plainMail(meeting, attendeeId, 'choose', now),
    ),
  ];
};

/** RFC 5546 3.2.8, to whoever proposed another time: what stands is the present one. */
export const declineCounter = (
  meeting: Meeting,
  option: MeetingOption,
  attendeeId: string,
  now: number,
  detail: string | null,
): MailEffect => {
  const status = option.state === 'confirmed' ? 'CONFIRMED' : 'TENTATIVE';
  const partstat = partstatOf(meeting, attendeeId, option);
  const what = { method: 'DECLINECOUNTER', status, partstat } as const;
  return mail(meeting, option, attendeeId, 'counter-declined', what, now, detail);
};

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
  at: now,
  offered: openTimes(meeting),
  detail,
});

const openTimes = (meeting: Meeting): OpenTime[] =>
  offeredOptions(meeting).map(({ optionId, start, end }) => ({ optionId, start, end }));

const rangeOf = ({ start, end }: TimeRange): TimeRange => ({ start, end });
