import type { Consensus } from './consensus.js';
import type { ProposalRules } from './proposal-rules.js';

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

/** offered: open. confirmed: the one. withdrawn: offered or confirmed once, not any more. */
export type OptionState = 'offered' | 'confirmed' | 'withdrawn';

export type PartStat = 'NEEDS-ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' | 'DELEGATED';

export type Via = 'mail' | 'page' | 'phone';

export const PROPOSAL_KINDS = ['invitations', 'choose', 'fixed'] as const;

/**
 * How a proposal reaches its attendees. invitations: each time is an invitation of its own, the first accepted one is
 * the meeting. choose: one mail with all times, to choose on the page or by a prepared answer mail; an invitation follows
 * when the choice is made. fixed: one time, one invitation, agreed on the phone already or asked for.
 */
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export interface MeetingOption {
  readonly optionId: string;
  readonly ordinal: number;
  readonly uid: string;
  readonly sequence: number;
  /**
   * The SEQUENCE at which the present time was first sent. A reply to an older one is about another time and never
   * counts; one between the two answered this very time (the confirmation raises SEQUENCE without moving anything).
   */
  readonly timeSequence: number;
  readonly start: number;
  readonly end: number;
  readonly state: OptionState;
  /**
   * Holds the client's time while it is offered. False when the time is offered to somebody else too, on purpose, or
   * when somebody who must be there has declined it: it can still be had, if nobody else took it.
   */
  readonly exclusive: boolean;
  /** A REQUEST with this UID has been decided on: whoever got it has to get a CANCEL when the time is taken back. */
  readonly invited: boolean;
  /** Of a time that is offered to several on purpose: in which order those who lose it get other times, 1 before 2. */
  readonly priority: number | null;
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
  /** When we last asked again, and when we last reminded, without being asked to. */
  readonly chasedAt?: number | null;
  readonly remindedAt?: number | null;
  /** Why mail does not reach them: nothing more is sent that nobody asked for. */
  readonly undeliverable?: string | null;
  /** Whom they have sent in their place, and by whom they were sent: attendees of the same meeting. */
  readonly delegatedTo?: string | null;
  readonly delegatedFrom?: string | null;
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
  /** What a person has to look at, if anything. It stands until somebody settles it or it settles itself. */
  readonly question: MeetingQuestion | null;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly options: readonly MeetingOption[];
  readonly attendees: readonly Attendee[];
  readonly consensus: Consensus;
  readonly replies: readonly AttendeeReply[];
  /** The option that stands, or stood when the meeting was cancelled. */
  readonly confirmedOptionId: string | null;
  readonly expiresAt: number | null;
  /** When times were last offered, and when the present time was agreed. */
  readonly offeredAt: number;
  readonly confirmedAt: number | null;
  /** When the secretary was last asked whether held times are still to be held. */
  readonly holdsAskedAt: number | null;
  readonly onClientDelete: 'ask' | 'cancel';
  readonly rules: ProposalRules;
}

/**
 * Each has a sentence in refusal-texts.ts. client-deleted: state questioned, does the meeting stand? client-cancelled:
 * it was called off because the client deleted it. moved-onto-another: the client dragged it onto another meeting of
 * ours. no-times-left: every offered time was taken by others. event-landed: something of the client's own lies on the
 * confirmed time. calendar-unchecked: everybody agreed, but the client's calendar could not be asked. holds-aged: nobody
 * has said anything for long, are the times still to be held? hold-touched: the client moved or deleted a held time on
 * the own calendar. offered-time-taken: something of the client's own lies on an offered time. answered-too-late:
 * somebody said yes to a time that is gone. no-common-time: each open time is declined by too many of those who must be
 * there, though not by all of them.
 */
export type MeetingQuestion =
  | 'client-deleted'
  | 'client-cancelled'
  | 'moved-onto-another'
  | 'attendee-changed-mind'
  | 'attendee-delegated'
  | 'answered-older-version'
  | 'no-times-left'
  | 'all-declined'
  | 'nobody-answered'
  | 'event-landed'
  | 'calendar-unchecked'
  | 'holds-aged'
  | 'hold-touched'
  | 'offered-time-taken'
  | 'answered-too-late'
  | 'no-common-time';

/** A time to be offered, with the ids that the caller made for it. */
export interface OfferedTime {
  readonly optionId: string;
  readonly uid: string;
  readonly start: number;
  readonly end: number;
  readonly exclusive: boolean;
  /** Of a time that is offered to several on purpose. */
  readonly priority?: number | null;
}

/** What happens to a meeting after it was proposed (propose.ts), by kind. */
interface EventFacts {
  /** An attendee's answer to one option, by whatever way it came. */
  readonly answer: {
    readonly attendeeId: string;
    readonly optionId: string;
    readonly partstat: PartStat;
    readonly sequence: number;
    readonly dtstamp: number;
    readonly comment: string | null;
    readonly via: Via;
    /** The client's calendar could not be asked, and its mirror is too old to speak for it: nothing is confirmed. */
    readonly unchecked?: boolean;
  };
  /** The secretary offers further times. */
  readonly offer: { readonly times: readonly OfferedTime[]; readonly asKind?: ProposalKind };
  /** The secretary offers a time to somebody else too: whoever accepts it first has it. */
  readonly share: { readonly optionId: string };
  /** The secretary heard an answer on the phone (whose), or settles it herself (null). */
  readonly 'confirm-by-hand': { readonly optionId: string; readonly attendeeId: string | null };
  /** The answer would have confirmed, but the client's time is taken by now: said by the store, under the lock. */
  readonly 'time-taken': {
    readonly optionId: string;
    readonly attendeeId: string | null;
    /** Other times to offer at once, when none is left. */
    readonly substitutes?: readonly OfferedTime[];
  };
  readonly reschedule: { readonly start: number; readonly end: number };
  readonly cancel: { readonly reason: string | null };
  readonly expire: Record<never, never>;
  /** A moment has come at which something may be due (steps.ts). */
  readonly 'time-passed': Record<never, never>;
  /** Held times are given back, one or all of them (null); they can still be had as long as nobody else takes them. */
  readonly release: { readonly optionId: string | null };
  /** An open time is held again. */
  readonly hold: { readonly optionId: string };
  /** Somebody said yes to a time that was taken back. */
  readonly 'late-answer': {
    readonly attendeeId: string;
    readonly optionId: string;
    readonly sequence: number;
    readonly dtstamp: number;
    readonly comment: string | null;
    readonly via: Via;
    /** The time is still the client's to give: it is restored. */
    readonly restore: boolean;
    /** Other times to offer, when it is not. */
    readonly substitutes: readonly OfferedTime[];
  };
  /** The client dragged the confirmed event on the own calendar; `onto` says what of ours is there already. */
  readonly 'client-moved': {
    readonly optionId: string;
    readonly start: number;
    readonly end: number;
    readonly onto: 'free-time' | 'another-meeting';
  };
  readonly 'client-deleted': { readonly optionId: string };
  /** An event of the client's own, at [start, end), lies on the confirmed or an offered time. */
  readonly 'event-landed': { readonly optionId: string; readonly start: number; readonly end: number };
  /** Nothing of what was told of by `event-landed` is there any more. */
  readonly 'event-left': Record<never, never>;
  /** The client has chosen another calendar for meetings; what stands on the old one moves. */
  readonly 'calendar-chosen': { readonly calendarId: string };
  /** What stands under the option's key on the calendar is not ours. */
  readonly 'key-taken': { readonly optionId: string; readonly generation: number };
  /** Somebody has been added to the attendees: their invitations. */
  readonly joined: { readonly attendeeId: string };
  /** Who must be there, or when it is agreed, has changed: what follows from the answers that are there. */
  readonly 'roster-changed': Record<never, never>;
  /** Somebody must be there who need not have been, or the other way round; the attendee has the new role already. */
  readonly 'role-changed': { readonly attendeeId: string; readonly role: Attendee['role'] };
  /** The secretary takes the other time [start, end) that an attendee proposes for an option (COUNTER). */
  readonly 'take-counter': {
    readonly attendeeId: string;
    readonly optionId: string;
    readonly start: number;
    readonly end: number;
    /** Of the COUNTER. */
    readonly dtstamp: number;
    readonly comment: string | null;
  };
  /** The secretary, in state questioned: the meeting stands, write it again. */
  readonly restore: Record<never, never>;
  /** The secretary has seen the question; nothing else changes. */
  readonly settle: Record<never, never>;
}

export const MEETING_EVENTS = [
  'answer',
  'offer',
  'share',
  'confirm-by-hand',
  'time-taken',
  'reschedule',
  'cancel',
  'expire',
  'time-passed',
  'release',
  'hold',
  'late-answer',
  'client-moved',
  'client-deleted',
  'event-landed',
  'event-left',
  'calendar-chosen',
  'key-taken',
  'joined',
  'roster-changed',
  'role-changed',
  'take-counter',
  'restore',
  'settle',
] as const satisfies readonly (keyof EventFacts)[];

export type MeetingEventKind = keyof EventFacts;

export type MeetingEvent<K extends MeetingEventKind = MeetingEventKind> = {
  [P in K]: { readonly kind: P } & EventFacts[P];
}[K];

export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What has to be done outside, decided here, done by carry-out.job.ts. Everything that a mail states is frozen in it:
 * an invitation sent late or twice says what was true when it was decided, and the lane's next mail says what came
 * after.
 */
export type Effect = MailEffect | CalendarPut | CalendarDelete;

export interface MailEffect {
  readonly kind: 'mail';
  readonly template: MailTemplate;
  readonly attendeeId: string;
  /** Null for a mail about the proposal as a whole. */
  readonly optionId: string | null;
  /** Null for a mail without a calendar part. */
  readonly invitation: InvitationFacts | null;
  /** When it was decided; older rows have it as the invitation's DTSTAMP only. */
  readonly at?: number;
  /** The time it is about, where it is about one and carries no invitation. */
  readonly about?: TimeRange | null;
  /** The times that were open when this was decided. */
  readonly offered: readonly OpenTime[];
  /** A person's own words, e.g. why the meeting is off. */
  readonly detail: string | null;
}

/** An open time with its option; older rows have the range only. */
export interface OpenTime extends TimeRange {
  readonly optionId?: string;
}

export interface CalendarPut {
  readonly kind: 'calendar-put';
  readonly optionId: string;
  /** A held time that nobody has accepted yet; left out for the meeting itself. */
  readonly status?: 'tentative';
  readonly start: number;
  readonly end: number;
  readonly generation: number;
}

export interface CalendarDelete {
  readonly kind: 'calendar-delete';
  readonly optionId: string;
  readonly generation: number;
}

/**
 * invitation: one offered time. choose: several, in one mail. agreed: the time was agreed on before. confirmation: it
 * stands. withdrawal: another time was chosen, or the proposal is over.
 * cancellation: the confirmed meeting is off. update: the confirmed meeting moved. taken: the chosen time is gone,
 * others are offered. regret: nothing is left to choose from. chase: nobody has answered yet. reminder: it is soon.
 * too-late: the answer came when the time was gone or the proposal over. counter-declined: the other time that they
 * proposed is not possible.
 */
export const MAIL_TEMPLATES = [
  'invitation',
  'choose',
  'agreed',
  'confirmation',
  'withdrawal',
  'cancellation',
  'update',
  'taken',
  'regret',
  'chase',
  'reminder',
  'too-late',
  'counter-declined',
] as const;

export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

export interface InvitationFacts {
  readonly method: 'REQUEST' | 'CANCEL' | 'DECLINECOUNTER';
  readonly uid: string;
  readonly sequence: number;
  readonly dtstamp: number;
  readonly start: number;
  readonly end: number;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly partstat: PartStat;
}

/** Why an event changes nothing. Each has a sentence for a person in refusal-texts.ts. */
export const MEETING_REFUSALS = [
  'not-an-attendee',
  'no-such-option',
  'option-withdrawn',
  'says-nothing',
  'already-answered',
  'already-confirmed',
  'newer-version',
  'meeting-over',
  'not-confirmed',
  'nothing-to-restore',
  'nothing-to-settle',
  'question-open',
  'already-asked',
  'not-yet-expired',
  'same-time',
  'time-past',
  'too-many-options',
  'times-overlap',
  'nothing-due',
  'nothing-held',
  'already-held',
  'already-sent',
  'nobody-required',
] as const;

export type MeetingRefusal = (typeof MEETING_REFUSALS)[number];

/** What was recorded, yet did not get the answerer what was asked for. */
export type Denial = 'time-taken' | 'older-version';

export interface JournalLine {
  readonly kind: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

export interface Decided {
  readonly ok: true;
  readonly meeting: Meeting;
  readonly effects: readonly Effect[];
  readonly journal: readonly JournalLine[];
  readonly denied: Denial | null;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: MeetingRefusal;
}

export type Decision = Decided | Refused;

/** One way in which an event is answered: pure, `now` in epoch ms. */
export type Verb<K extends MeetingEventKind> = (
  meeting: Meeting,
  event: MeetingEvent<K>,
  now: number,
) => Decision;

/** The most times that can be open at once. */
export const MOST_TIMES: Readonly<Record<ProposalKind, number>> = { invitations: 3, choose: 10, fixed: 1 };
