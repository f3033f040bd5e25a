import type { Meeting, MeetingOption, OfferedTime, ProposalKind, TimeRange } from './meeting.js';

export const optionOf = (meeting: Meeting, optionId: string): MeetingOption | undefined =>
  meeting.options.find((option) => option.optionId === optionId);

export const offeredOptions = (meeting: Meeting): readonly MeetingOption[] =>
  meeting.options.filter((option) => option.state === 'offered');

/** The option that stands. Only for the states confirmed and questioned, where there is exactly one. */
export const standingOption = (meeting: Meeting): MeetingOption => {
  const option = meeting.options.find(({ state }) => state === 'confirmed');
  if (option === undefined) throw new Error(`Meeting ${meeting.meetingId} is confirmed without an option.`);
  return option;
};

export const changeOption = (
  meeting: Meeting,
  optionId: string,
  change: (option: MeetingOption) => MeetingOption,
): Meeting => ({
  ...meeting,
  options: meeting.options.map((option) => (option.optionId === optionId ? change(option) : option)),
});

/** RFC 5546 2.1.4: a change of STATUS is told with a raised SEQUENCE. */
export const withdrawn = (option: MeetingOption): MeetingOption => ({
  ...option,
  state: 'withdrawn',
  sequence: option.sequence + 1,
});

/** Confirmed at the time it was offered for: SEQUENCE rises, the answers given to that time keep counting. */
export const confirmed = (option: MeetingOption): MeetingOption => ({
  ...option,
  state: 'confirmed',
  sequence: option.sequence + 1,
  invited: true,
});

/** RFC 5546 2.1.4: another time, a raised SEQUENCE, and every answer to the former time stops counting. */
export const moved = (option: MeetingOption, start: number, end: number): MeetingOption => ({
  ...option,
  start,
  end,
  sequence: option.sequence + 1,
  timeSequence: option.sequence + 1,
});

/** A time as it is first sent: SEQUENCE 0 (RFC 5545 3.8.7.4). */
export const offered = (time: OfferedTime, ordinal: number, kind: ProposalKind): MeetingOption => ({
  optionId: time.optionId,
  uid: time.uid,
  start: time.start,
  end: time.end,
  exclusive: time.exclusive,
  priority: time.priority ?? null,
  invited: kind !== 'choose',
  ordinal,
  sequence: 0,
  timeSequence: 0,
  state: 'offered',
  generation: 1,
});

/** Half-open: ranges that only touch do not overlap. */
export const overlap = (a: TimeRange, b: TimeRange): boolean => a.start < b.end && b.start < a.end;
