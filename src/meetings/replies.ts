import { refused } from './decision.js';
import type {
  Attendee,
  AttendeeReply,
  Meeting,
  MeetingEvent,
  MeetingOption,
  PartStat,
  Refused,
} from './meeting.js';
import { optionOf } from './options.js';

export interface WeighedAnswer {
  readonly ok: true;
  readonly attendee: Attendee;
  readonly option: MeetingOption;
  readonly reply: AttendeeReply;
  /** What the same attendee said about the same time before. */
  readonly before: PartStat;
  /** The answer is about a time that the meeting has left since. */
  readonly outdated: boolean;
}

/**
 * Holds an answer against what is known: who says it, about what, about which version of it, and whether it is news
 * (RFC 5546 2.1.5: SEQUENCE first, then DTSTAMP).
 *
 * DTSTAMP orders mails only. An answer on the page or on the phone is heard as it is given, so it is the newest word
 * even when the clock of the attendee's mail program runs ahead.
 */
export const weighAnswer = (meeting: Meeting, event: MeetingEvent<'answer'>): WeighedAnswer | Refused => {
  const attendee = meeting.attendees.find(({ attendeeId }) => attendeeId === event.attendeeId);
  if (attendee === undefined) return refused('not-an-attendee');
  const option = optionOf(meeting, event.optionId);
  if (option === undefined) return refused('no-such-option');
  if (event.partstat === 'NEEDS-ACTION') return refused('says-nothing');
  if (event.sequence > option.sequence) return refused('newer-version');

  const { kind: _, ...said } = event;
  const outdated = event.sequence < option.timeSequence;
  const last = replyOf(meeting, attendee.attendeeId, option.optionId);
  if (last === undefined) {
    return { ok: true, attendee, option, reply: said, before: 'NEEDS-ACTION', outdated };
  }
  const lastCounts = counts(last, option);
  if (outdated && lastCounts) return refused('already-answered');
  const sameTime = outdated !== lastCounts;
  if (sameTime && event.via === 'mail' && event.dtstamp <= last.dtstamp) return refused('already-answered');
  const nothingNew =
    event.partstat === last.partstat && (event.comment === null || event.comment === last.comment);
  if (lastCounts && nothingNew) return refused('already-answered');
  return {
    ok: true,
    attendee,
    option,
    reply: { ...said, dtstamp: Math.max(event.dtstamp, last.dtstamp) },
    before: lastCounts ? last.partstat : 'NEEDS-ACTION',
    outdated,
  };
};

export const replyOf = (meeting: Meeting, attendeeId: string, optionId: string): AttendeeReply | undefined =>
  meeting.replies.find((reply) => reply.attendeeId === attendeeId && reply.optionId === optionId);

/** An answer counts for the time that it was given to. */
const counts = (reply: AttendeeReply, option: MeetingOption): boolean =>
  reply.sequence >= option.timeSequence;

/** PARTSTAT of an attendee for the option's present time. */
export const partstatOf = (meeting: Meeting, attendeeId: string, option: MeetingOption): PartStat => {
  const reply = replyOf(meeting, attendeeId, option.optionId);
  return reply !== undefined && counts(reply, option) ? reply.partstat : 'NEEDS-ACTION';
};

export const withReply = (meeting: Meeting, reply: AttendeeReply): Meeting => ({
  ...meeting,
  replies: [
    ...meeting.replies.filter(
      (other) => other.attendeeId !== reply.attendeeId || other.optionId !== reply.optionId,
    ),
    reply,
  ],
});
