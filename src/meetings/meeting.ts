/**
 * A meeting and everything that can happen to it, as plain data. Instants are epoch milliseconds UTC, ranges are
 * half-open. RFC 5545/5546 words are used where they exist.
 */
export const MEETING_STATES = [
  'proposed',
  'confirmed',
  'questioned',
  'declined',
  'expired',
  'cancelled',
] as const;

/**
 * proposed: options are open. confirmed: one option stands. questioned: the client deleted the confirmed meeting from
 * the calendar and a person has to say what that means. declined, expired, cancelled: over.
 */
export type MeetingState = (typeof MEETING_STATES)[number];

/** offered: open. confirmed: the one. withdrawn: offered once, not any more. */
export type OptionState = 'offered' | 'confirmed' | 'withdrawn';

export type PartStat = 'NEEDS-ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' | 'DELEGATED';

export type Via = 'mail' | 'page' | 'phone';

export interface MeetingOption {
  readonly optionId: string;
  readonly ordinal: number;
  readonly uid: string;
  readonly sequence: number;
  readonly start: number;
  readonly end: number;
  readonly state: OptionState;
  /** An exclusive option holds the client's time while it is offered; another one may be offered twice on purpose. */
  readonly exclusive: boolean;
  /** Raised when the event has to be made anew on the calendar after it was deleted there. */
  readonly generation: number;
}

export interface Attendee {
  readonly attendeeId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly zone: string;
  readonly role: 'required' | 'optional';
}

/** An attendee's newest word on one option. */
export interface AttendeeReply {
  readonly attendeeId: string;
  readonly optionId: string;
  readonly partstat: PartStat;
  /** SEQUENCE and DTSTAMP of the REPLY; the option's own and the time of the answer for page and phone. */
  readonly sequence: number;
  readonly dtstamp: number;
  readonly comment: string | null;
  readonly via: Via;
}

export interface Meeting {
  readonly meetingId: string;
  readonly clientId: string;
  readonly state: MeetingState;
  /** Set in the state questioned, and when a partner changed the answer after confirmation: what a person must say. */
  readonly question: MeetingQuestion | null;
  readonly title: string;
  readonly options: readonly MeetingOption[];
  readonly attendees: readonly Attendee[];
  readonly replies: readonly AttendeeReply[];
  readonly confirmedOptionId: string | null;
  readonly expiresAt: number | null;
  readonly onClientDelete: 'ask' | 'cancel';
}

export type MeetingQuestion = 'client-deleted' | 'attendee-changed-mind' | 'answered-older-version';

export const MEETING_EVENTS = [
  'answer',
  'confirm-by-hand',
  'time-taken',
  'reschedule',
  'cancel',
  'expire',
  'client-moved',
  'client-deleted',
  'restore',
  'settle',
] as const;

/** What happens to a meeting. `proposed` is the state it is born in (propose.ts). */
export type MeetingEvent =
  | {
      /** An attendee's answer to one option, by whatever way it came. */
      readonly kind: 'answer';
      readonly attendeeId: string;
      readonly optionId: string;
      readonly partstat: PartStat;
      readonly sequence: number;
      readonly dtstamp: number;
      readonly comment: string | null;
      readonly via: Via;
    }
  /** The secretary heard an answer (phone) or settles it herself. */
  | { readonly kind: 'confirm-by-hand'; readonly optionId: string; readonly attendeeId: string | null }
  /** The answer would have confirmed, but the client's time is taken by now: said by the store, under the lock. */
  | { readonly kind: 'time-taken'; readonly optionId: string; readonly attendeeId: string | null }
  | { readonly kind: 'reschedule'; readonly start: number; readonly end: number }
  | { readonly kind: 'cancel'; readonly reason: string | null }
  | { readonly kind: 'expire' }
  /** The client dragged the confirmed event to another time on the own calendar. */
  | { readonly kind: 'client-moved'; readonly optionId: string; readonly start: number; readonly end: number }
  | { readonly kind: 'client-deleted'; readonly optionId: string }
  /** The secretary, in state questioned: the meeting stands, write it again. */
  | { readonly kind: 'restore' }
  /** The secretary has seen the question; nothing changes. */
  | { readonly kind: 'settle' };

export type MeetingEventKind = MeetingEvent['kind'];

/** What has to be done outside, decided here, done by carry-out.job.ts. Everything that a mail states is frozen in it. */
export type Effect =
  | {
      readonly kind: 'mail';
      readonly template: MailTemplate;
      readonly attendeeId: string;
      readonly optionId: string | null;
      readonly invitation: InvitationFacts | null;
      readonly detail: string | null;
    }
  | {
      readonly kind: 'calendar-put';
      readonly optionId: string;
      readonly start: number;
      readonly end: number;
      readonly generation: number;
    }
  | { readonly kind: 'calendar-delete'; readonly optionId: string; readonly generation: number };

/**
 * invitation: one offered time. confirmation: it stands. withdrawal: another time was chosen, or the proposal is over.
 * cancellation: the confirmed meeting is off. update: the confirmed meeting moved. taken: the chosen time is gone,
 * others are offered. regret: nothing is left to choose from.
 */
export type MailTemplate =
  | 'invitation'
  | 'confirmation'
  | 'withdrawal'
  | 'cancellation'
  | 'update'
  | 'taken'
  | 'regret';

export interface InvitationFacts {
  readonly method: 'REQUEST' | 'CANCEL';
  readonly uid: string;
  readonly sequence: number;
  readonly dtstamp: number;
  readonly start: number;
  readonly end: number;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly partstat: PartStat;
}

/** Why an event changes nothing. Each has a sentence for a person in meetings/refusal-texts.ts. */
export type MeetingRefusal =
  | 'not-an-attendee'
  | 'no-such-option'
  | 'option-withdrawn'
  | 'already-answered'
  | 'already-confirmed'
  | 'older-version'
  | 'meeting-over'
  | 'not-confirmed'
  | 'nothing-to-settle'
  | 'not-yet-expired'
  | 'same-time';

export interface JournalLine {
  readonly kind: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

export type Decision =
  | {
      readonly ok: true;
      readonly meeting: Meeting;
      readonly effects: readonly Effect[];
      readonly journal: readonly JournalLine[];
    }
  | { readonly ok: false; readonly refusal: MeetingRefusal };
