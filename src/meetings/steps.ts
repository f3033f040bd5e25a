import { MS_A_DAY, MS_A_MINUTE } from '../time/civil.js';
import { instantToWall, windowOf } from '../time/wall-clock.js';
import { isAutomaticAddress } from './automatic-address.js';
import { isRuledOut } from './consensus.js';
import type { Attendee, Meeting, MeetingOption } from './meeting.js';
import { offeredOptions } from './options.js';
import { partstatOf } from './replies.js';
import { workingDaysLater, workingTime } from './working-time.js';

/**
 * What comes due without anybody asking. All of it follows from the meeting, so there is nothing to be cancelled when a
 * meeting changes, and a restart loses none: the next moment is kept in the meeting's row (meeting.store.ts).
 */
export type Step =
  /** An attendee who has said nothing is asked again. */
  | { readonly kind: 'chase'; readonly at: number; readonly attendeeId: string }
  /** An attendee who has not declined is reminded of the meeting. */
  | { readonly kind: 'reminder'; readonly at: number; readonly attendeeId: string }
  /** Nobody has said anything for so long that held times are given back, or the secretary asked about them. */
  | { readonly kind: 'holds-aged'; readonly at: number };

/** The most that a reminder is worth to somebody who agreed on the time a moment ago. */
const JUST_AGREED = 6 * 60 * MS_A_MINUTE;
/** Nobody is woken by a reminder: outside of these minutes of the day it comes the evening before. */
const EARLIEST = 8 * 60;
const EVENING = 18 * 60;
const LATEST = 20 * 60;

/** All steps that have not been taken; those that are overdue are due now, or as soon as they may be taken. */
export const stepsOf = (meeting: Meeting, now: number): Step[] => {
  switch (meeting.state) {
    case 'proposed':
      return [...chases(meeting, now), ...agedHolds(meeting)];
    case 'confirmed':
      return reminders(meeting);
    default:
      return [];
  }
};

export const nextStepAt = (meeting: Meeting, now: number): number | null => {
  const all = stepsOf(meeting, now).map(({ at }) => at);
  return all.length === 0 ? null : Math.min(...all);
};

const chases = (meeting: Meeting, now: number): Step[] => {
  const last = Math.max(...offeredOptions(meeting).map(({ start }) => start), 0);
  const end = Math.min(last, meeting.expiresAt ?? last);
  return meeting.attendees.flatMap((attendee) => {
    if (attendee.role !== 'required' || !mayBeWritten(attendee) || !isSilent(meeting, attendee)) return [];
    const hours = { from: meeting.rules.workFrom, until: meeting.rules.workUntil };
    const since = Math.max(meeting.offeredAt, attendee.chasedAt ?? 0);
    const due = meeting.rules.chaseDays
      .map((days) => workingDaysLater(meeting.offeredAt, days, attendee.zone, hours))
      .filter((at) => at > since && at < end)
      .toSorted((a, b) => a - b);
    const [first] = due;
    if (first === undefined) return [];
    // Overdue, because nobody was at work here: not at night for that.
    const at = first > now ? first : workingTime(now, attendee.zone, hours);
    return at < end ? [{ kind: 'chase', at, attendeeId: attendee.attendeeId }] : [];
  });
};

/** Has said nothing about any time that is open. Whoever has declined some is thinking about it. */
const isSilent = (meeting: Meeting, { attendeeId }: Attendee): boolean =>
  offeredOptions(meeting).every((option) => partstatOf(meeting, attendeeId, option) === 'NEEDS-ACTION');

const agedHolds = (meeting: Meeting): Step[] => {
  const { holdDays } = meeting.rules;
  if (holdDays === null || meeting.question === 'holds-aged') return [];
  const held = offeredOptions(meeting).filter((option) => isHeld(meeting, option));
  if (held.length === 0) return [];
  const heard = Math.max(
    meeting.offeredAt,
    meeting.holdsAskedAt ?? 0,
    ...meeting.replies.map(({ dtstamp }) => dtstamp),
  );
  return [{ kind: 'holds-aged', at: heard + holdDays * MS_A_DAY }];
};

/** A hold of ours that an answer could still make a meeting of. */
export const isHeld = (meeting: Meeting, option: MeetingOption): boolean =>
  option.state === 'offered' && option.exclusive && !isRuledOut(meeting, option);

const reminders = (meeting: Meeting): Step[] => {
  const { reminderMinutes } = meeting.rules;
  const option = meeting.options.find(({ state }) => state === 'confirmed');
  if (reminderMinutes === null || option === undefined) return [];
  const known = meeting.confirmedAt ?? meeting.offeredAt;
  return meeting.attendees.flatMap((attendee) => {
    const at = reminderAt(option.start, reminderMinutes, attendee.zone);
    const said = partstatOf(meeting, attendee.attendeeId, option);
    const wanted = mayBeWritten(attendee) && said !== 'DECLINED' && said !== 'DELEGATED';
    const told = Math.max(known + JUST_AGREED, attendee.remindedAt ?? 0);
    return wanted && at > told ? [{ kind: 'reminder', at, attendeeId: attendee.attendeeId }] : [];
  });
};

/** So long before the meeting, in daylight: what would come at night comes the evening before. */
export const reminderAt = (start: number, minutes: number, zone: string): number => {
  const at = start - minutes * MS_A_MINUTE;
  const wall = instantToWall(zone, at);
  if ('refused' in wall) return zone === 'UTC' ? at : reminderAt(start, minutes, 'UTC');
  const minute = wall.hour * 60 + wall.minute;
  if (minute >= EARLIEST && minute < LATEST) return at;
  const evening = windowOf(zone, minute < EARLIEST ? wall.dayNumber - 1 : wall.dayNumber, EVENING, LATEST);
  return 'refused' in evening ? at : evening.start;
};

const mayBeWritten = ({ email, undeliverable }: Attendee): boolean =>
  (undeliverable ?? null) === null && !isAutomaticAddress(email);
