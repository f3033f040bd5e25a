import type { FieldFault } from '../errors.js';
import { BY_ALL, type Consensus } from './consensus.js';
import { decided, line } from './decision.js';
import { holdEvents } from './hold-events.js';
import {
  type Attendee,
  type Decided,
  type JournalLine,
  type Meeting,
  type MeetingOption,
  MOST_TIMES,
  type OfferedTime,
  type ProposalKind,
} from './meeting.js';
import { offerAll, requestAll } from './notices.js';
import { offered, overlap } from './options.js';
import { DEFAULT_RULES, type ProposalRules } from './proposal-rules.js';
import { withReply } from './replies.js';
import { put } from './verbs/confirm.js';

/** A proposal as the secretary wants it, with the ids made for it. Instants are epoch ms UTC, ranges half-open. */
export interface ProposalInput {
  readonly meetingId: string;
  readonly clientId: string;
  readonly kind?: ProposalKind;
  /** Of a fixed time: those who must be there have agreed to it on the phone. */
  readonly agreed?: boolean;
  readonly title: string;
  readonly options: readonly OfferedTime[];
  readonly attendees: readonly Attendee[];
  readonly consensus?: Consensus;
  /** Null: open until its last time begins. */
  readonly expiresAt: number | null;
  readonly onClientDelete: Meeting['onClientDelete'];
  readonly rules?: ProposalRules;
}

const MINUTE = 60_000;
const LONGEST = 24 * 60 * MINUTE;
const MAX_ATTENDEES = 20;

/**
 * Makes a meeting in the state proposed and the mails that its kind wants, or names every field that is wrong (pointers
 * as in the request body). What was agreed on the phone is born confirmed.
 */
export const propose = (
  input: ProposalInput,
  now: number,
): Decided | { readonly ok: false; readonly faults: readonly FieldFault[] } => {
  const faults = [
    ...titleFaults(input.title),
    ...optionFaults(input.options, kindOf(input), now),
    ...agreedFaults(input),
    ...attendeeFaults(input.attendees),
    ...consensusFaults(input),
    ...expiryFaults(input, now),
  ];
  if (faults.length > 0) return { ok: false, faults };

  const options = [...input.options].sort((a, b) => a.start - b.start);
  const lastStart = Math.max(...options.map(({ start }) => start));
  const meeting: Meeting = {
    meetingId: input.meetingId,
    clientId: input.clientId,
    kind: kindOf(input),
    state: 'proposed',
    question: null,
    title: input.title.trim(),
    options: options.map((time, i) => offered(time, i + 1, kindOf(input))),
    attendees: input.attendees.map((attendee) => ({ ...attendee, email: attendee.email.toLowerCase() })),
    consensus: input.consensus ?? BY_ALL,
    replies: [],
    confirmedOptionId: null,
    expiresAt: input.expiresAt ?? lastStart,
    offeredAt: now,
    confirmedAt: null,
    holdsAskedAt: null,
    onClientDelete: input.onClientDelete,
    rules: input.rules ?? DEFAULT_RULES,
  };
  const detail = { kind: meeting.kind, times: options.length, attendees: input.attendees.length };
  if (input.agreed === true) return agreedOn(meeting, line('agreed', detail), now);
  const { effects } = holdEvents(null, meeting);
  const mails = offerAll(meeting, meeting.options, now);
  return decided(meeting, [...mails, ...effects], line('proposed', detail));
};

/** What nobody has chosen is what the number of times allows. */
const kindOf = ({ kind, options }: Pick<ProposalInput, 'kind' | 'options'>): ProposalKind =>
  kind ?? (options.length <= MOST_TIMES.invitations ? 'invitations' : 'choose');

/** The one invitation is the confirmation, at SEQUENCE 0: nothing was sent before it. */
const agreedOn = (proposed: Meeting, journal: JournalLine, now: number): Decided => {
  const [first] = proposed.options;
  if (first === undefined) throw new Error('A proposal without a time was let through.');
  const option: MeetingOption = { ...first, state: 'confirmed' };
  const said = { optionId: option.optionId, partstat: 'ACCEPTED', sequence: 0, dtstamp: now } as const;
  const meeting = proposed.attendees
    .filter(({ role }) => role === 'required')
    .reduce<Meeting>(
      (heard, { attendeeId }) => withReply(heard, { ...said, attendeeId, comment: null, via: 'phone' }),
      {
        ...proposed,
        state: 'confirmed',
        confirmedOptionId: option.optionId,
        confirmedAt: now,
        options: [option],
      },
    );
  return decided(meeting, [put(option), ...requestAll(meeting, option, 'agreed', now)], journal);
};

const fault = (pointer: string, detail: string): FieldFault => ({ pointer, detail });

const titleFaults = (title: string): FieldFault[] =>
  title.trim() === '' ? [fault('/title', 'Give the meeting a title.')] : [];

const agreedFaults = ({ agreed, kind }: ProposalInput): FieldFault[] =>
  agreed === true && kind !== 'fixed'
    ? [fault('/agreed', 'Only a fixed time can be agreed on already: choose the kind "fixed".')]
    : [];

const optionFaults = (options: readonly OfferedTime[], kind: ProposalKind, now: number): FieldFault[] => {
  if (options.length === 0) return [fault('/options', 'Offer at least one time.')];
  if (options.length > MOST_TIMES[kind]) return [fault('/options', TOO_MANY[kind])];
  return options.flatMap(({ start, end }, i) => {
    const at = (field: string, detail: string) => [fault(`/options/${i}/${field}`, detail)];
    if (start <= now) return at('start', 'This time has begun already.');
    if (end <= start) return at('end', 'Let the meeting end after it begins.');
    if (end - start > LONGEST) return at('end', 'Let the meeting last a day at the most.');
    if (start % MINUTE !== 0) return at('start', 'Let the meeting begin on a whole minute.');
    if (end % MINUTE !== 0) return at('end', 'Let the meeting end on a whole minute.');
    const earlier = options.slice(0, i).findIndex((other) => overlap(other, { start, end }));
    return earlier < 0 ? [] : at('start', `This time overlaps time ${earlier + 1}.`);
  });
};

const TOO_MANY: Readonly<Record<ProposalKind, string>> = {
  invitations: `Invite to at most ${MOST_TIMES.invitations} times, or let the partner choose from a list.`,
  choose: `Offer at most ${MOST_TIMES.choose} times.`,
  fixed: 'Give one time, or choose another kind of proposal.',
};

const attendeeFaults = (attendees: readonly Attendee[]): FieldFault[] => {
  if (attendees.length === 0) return [fault('/attendees', 'Invite at least one person.')];
  if (attendees.length > MAX_ATTENDEES) {
    return [fault('/attendees', `Invite at most ${MAX_ATTENDEES} people.`)];
  }
  if (!attendees.some(({ role }) => role === 'required')) {
    return [fault('/attendees', 'Somebody has to be required, or nobody could accept.')];
  }
  return attendees.flatMap(({ email, name }, i) => {
    const at = (field: string, detail: string) => [fault(`/attendees/${i}/${field}`, detail)];
    if (email === '') return at('email', `${name || 'This person'} has no e-mail address to be invited at.`);
    const same = attendees.slice(0, i).some((other) => other.email.toLowerCase() === email.toLowerCase());
    return same ? at('email', `${email} is invited twice.`) : [];
  });
};

const consensusFaults = ({ consensus, attendees }: ProposalInput): FieldFault[] => {
  const required = attendees.filter(({ role }) => role === 'required').length;
  return consensus?.rule === 'quorum' && consensus.least > required
    ? [fault('/consensus/least', `Only ${required} of those who are invited are required.`)]
    : [];
};

const expiryFaults = ({ expiresAt, options }: ProposalInput, now: number): FieldFault[] => {
  if (expiresAt === null) return [];
  if (expiresAt <= now) return [fault('/expiresAt', 'This is over already.')];
  const last = Math.max(...options.map(({ start }) => start));
  return options.length > 0 && expiresAt > last
    ? [fault('/expiresAt', 'Let the proposal end before its last time begins.')]
    : [];
};
