import type { FieldFault } from '../errors.js';
import { decided, line } from './decision.js';
import { type Attendee, type Decided, MAX_OPTIONS, type Meeting, type OfferedTime } from './meeting.js';
import { requestAll } from './notices.js';
import { offered, overlap } from './options.js';

/** A proposal as the secretary wants it, with the ids made for it. Instants are epoch ms UTC, ranges half-open. */
export interface ProposalInput {
  readonly meetingId: string;
  readonly clientId: string;
  readonly title: string;
  readonly options: readonly OfferedTime[];
  readonly attendees: readonly Attendee[];
  /** Null: open until its last time begins. */
  readonly expiresAt: number | null;
  readonly onClientDelete: Meeting['onClientDelete'];
}

const MINUTE = 60_000;
const LONGEST = 24 * 60 * MINUTE;
const MAX_ATTENDEES = 20;

/**
 * Makes a meeting in the state proposed and one invitation for each time and attendee, or names every field that is
 * wrong (pointers as in the request body).
 */
export const propose = (
  input: ProposalInput,
  now: number,
): Decided | { readonly ok: false; readonly faults: readonly FieldFault[] } => {
  const faults = [
    ...titleFaults(input.title),
    ...optionFaults(input.options, now),
    ...attendeeFaults(input.attendees),
    ...expiryFaults(input, now),
  ];
  if (faults.length > 0) return { ok: false, faults };

  const options = [...input.options].sort((a, b) => a.start - b.start);
  const lastStart = Math.max(...options.map(({ start }) => start));
  const meeting: Meeting = {
    meetingId: input.meetingId,
    clientId: input.clientId,
    state: 'proposed',
    question: null,
    title: input.title.trim(),
    options: options.map((time, i) => offered(time, i + 1)),
    attendees: input.attendees.map((attendee) => ({ ...attendee, email: attendee.email.toLowerCase() })),
    replies: [],
    confirmedOptionId: null,
    expiresAt: input.expiresAt ?? lastStart,
    onClientDelete: input.onClientDelete,
  };
  return decided(
    meeting,
    meeting.options.flatMap((option) => requestAll(meeting, option, 'invitation', now)),
    line('proposed', { times: options.length, attendees: input.attendees.length }),
  );
};

const fault = (pointer: string, detail: string): FieldFault => ({ pointer, detail });

const titleFaults = (title: string): FieldFault[] =>
  title.trim() === '' ? [fault('/title', 'Give the meeting a title.')] : [];

const optionFaults = (options: readonly OfferedTime[], now: number): FieldFault[] => {
  if (options.length === 0) return [fault('/options', 'Offer at least one time.')];
  if (options.length > MAX_OPTIONS) return [fault('/options', `Offer at most ${MAX_OPTIONS} times.`)];
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

const expiryFaults = ({ expiresAt, options }: ProposalInput, now: number): FieldFault[] => {
  if (expiresAt === null) return [];
  if (expiresAt <= now) return [fault('/expiresAt', 'This is over already.')];
  const last = Math.max(...options.map(({ start }) => start));
  return options.length > 0 && expiresAt > last
    ? [fault('/expiresAt', 'Let the proposal end before its last time begins.')]
    : [];
};
