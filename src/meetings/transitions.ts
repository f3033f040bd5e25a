import {
  MEETING_EVENTS,
  MEETING_STATES,
  type MeetingEventKind,
  type MeetingRefusal,
  type MeetingState,
  type Verb,
} from './meeting.js';
import { answerConfirmed } from './verbs/answer-confirmed.js';
import { answerOffer } from './verbs/answer-offer.js';
import { cancelMeeting, cancelProposal } from './verbs/cancel.js';
import { chooseCalendar } from './verbs/choose-calendar.js';
import { confirmByHand } from './verbs/confirm-by-hand.js';
import { eventLanded } from './verbs/event-landed.js';
import { eventLeft } from './verbs/event-left.js';
import { expire } from './verbs/expire.js';
import { followDeletion } from './verbs/follow-deletion.js';
import { followMove } from './verbs/follow-move.js';
import { holdDeleted, holdMoved, offerClouded } from './verbs/hold-touched.js';
import { joinedMeeting, joinedProposal } from './verbs/joined.js';
import { lateAnswer } from './verbs/late-answer.js';
import { newKey } from './verbs/new-key.js';
import { offerMore } from './verbs/offer-more.js';
import { holdAgain, release } from './verbs/release.js';
import { reschedule } from './verbs/reschedule.js';
import { restore } from './verbs/restore.js';
import { roleChanged, roleChangedConfirmed } from './verbs/role-changed.js';
import { rosterChanged } from './verbs/roster-changed.js';
import { settle } from './verbs/settle.js';
import { share } from './verbs/share.js';
import { takeCounterMove, takeCounterOffer } from './verbs/take-counter.js';
import { timePassed } from './verbs/time-passed.js';
import { withdrawTaken } from './verbs/withdraw-taken.js';

/** Where a verb may lead; anything else it says is a bug, which decide.ts reports. */
interface Way<K extends MeetingEventKind> {
  readonly verb: Verb<K>;
  readonly leadsTo: readonly MeetingState[];
}

export type Rule<K extends MeetingEventKind> = Way<K> | { readonly refusal: MeetingRefusal };

type Row = { readonly [K in MeetingEventKind]: Rule<K> };

const to = <K extends MeetingEventKind>(verb: Verb<K>, ...leadsTo: MeetingState[]): Way<K> => ({
  verb,
  leadsTo,
});
const no = (refusal: MeetingRefusal) => ({ refusal });

/**
 * Nothing leads out of these, but for a yes that comes too late to a proposal that found no time; what asked to be looked
 * at can still be settled.
 */
const over = (state: MeetingState): Row => ({
  answer: no('meeting-over'),
  offer: no('meeting-over'),
  share: no('meeting-over'),
  'confirm-by-hand': no('meeting-over'),
  'time-taken': no('meeting-over'),
  reschedule: no('meeting-over'),
  cancel: no('meeting-over'),
  expire: no('meeting-over'),
  'time-passed': no('meeting-over'),
  release: no('meeting-over'),
  hold: no('meeting-over'),
  'late-answer': state === 'cancelled' ? no('meeting-over') : to(lateAnswer, 'proposed', 'confirmed', state),
  'client-moved': no('meeting-over'),
  'client-deleted': no('meeting-over'),
  'event-landed': no('meeting-over'),
  'event-left': no('meeting-over'),
  'calendar-chosen': no('meeting-over'),
  'key-taken': no('meeting-over'),
  joined: no('meeting-over'),
  'roster-changed': no('meeting-over'),
  'role-changed': no('meeting-over'),
  'take-counter': no('meeting-over'),
  restore: no('meeting-over'),
  settle: to(settle, state),
});

/** The whole life of a meeting. It is born proposed (propose.ts). */
export const TRANSITIONS: { readonly [S in MeetingState]: Row } = {
  proposed: {
    answer: to(answerOffer, 'proposed', 'confirmed', 'declined'),
    offer: to(offerMore, 'proposed'),
    share: to(share, 'proposed'),
    'confirm-by-hand': to(confirmByHand, 'confirmed'),
    'time-taken': to(withdrawTaken, 'proposed'),
    reschedule: no('not-confirmed'),
    cancel: to(cancelProposal, 'cancelled'),
    expire: to(expire, 'expired'),
    'time-passed': to(timePassed, 'proposed'),
    release: to(release, 'proposed'),
    hold: to(holdAgain, 'proposed'),
    'late-answer': to(lateAnswer, 'proposed', 'confirmed'),
    'client-moved': to(holdMoved, 'proposed'),
    'client-deleted': to(holdDeleted, 'proposed'),
    'event-landed': to(offerClouded, 'proposed'),
    'event-left': to(eventLeft, 'proposed'),
    'calendar-chosen': no('not-confirmed'),
    'key-taken': no('not-confirmed'),
    joined: to(joinedProposal, 'proposed'),
    'roster-changed': to(rosterChanged, 'proposed', 'confirmed'),
    'role-changed': to(roleChanged, 'proposed', 'confirmed'),
    'take-counter': to(takeCounterOffer, 'proposed', 'confirmed'),
    restore: no('nothing-to-restore'),
    settle: to(settle, 'proposed'),
  },
  confirmed: {
    answer: to(answerConfirmed, 'confirmed'),
    offer: no('already-confirmed'),
    share: no('already-confirmed'),
    'confirm-by-hand': no('already-confirmed'),
    'time-taken': no('already-confirmed'),
    reschedule: to(reschedule, 'confirmed'),
    cancel: to(cancelMeeting, 'cancelled'),
    expire: no('already-confirmed'),
    'time-passed': to(timePassed, 'confirmed'),
    release: no('already-confirmed'),
    hold: no('already-confirmed'),
    'late-answer': no('already-confirmed'),
    'client-moved': to(followMove, 'confirmed'),
    'client-deleted': to(followDeletion, 'questioned', 'cancelled'),
    'event-landed': to(eventLanded, 'confirmed'),
    'event-left': to(eventLeft, 'confirmed'),
    'calendar-chosen': to(chooseCalendar, 'confirmed'),
    'key-taken': to(newKey, 'confirmed'),
    joined: to(joinedMeeting, 'confirmed'),
    'roster-changed': no('already-confirmed'),
    'role-changed': to(roleChangedConfirmed, 'confirmed'),
    'take-counter': to(takeCounterMove, 'confirmed'),
    restore: no('nothing-to-restore'),
    settle: to(settle, 'confirmed'),
  },
  questioned: {
    answer: to(answerConfirmed, 'questioned'),
    offer: no('question-open'),
    share: no('already-confirmed'),
    'confirm-by-hand': no('question-open'),
    'time-taken': no('question-open'),
    reschedule: no('question-open'),
    cancel: to(cancelMeeting, 'cancelled'),
    expire: no('already-confirmed'),
    'time-passed': no('nothing-due'),
    release: no('already-confirmed'),
    hold: no('already-confirmed'),
    'late-answer': no('question-open'),
    'client-moved': to(followMove, 'confirmed'),
    'client-deleted': no('already-asked'),
    'event-landed': no('question-open'),
    'event-left': no('question-open'),
    'calendar-chosen': no('question-open'),
    'key-taken': no('question-open'),
    joined: to(joinedMeeting, 'questioned'),
    'roster-changed': no('already-confirmed'),
    'role-changed': to(roleChangedConfirmed, 'questioned'),
    'take-counter': no('question-open'),
    restore: to(restore, 'confirmed'),
    settle: no('question-open'),
  },
  declined: over('declined'),
  expired: over('expired'),
  cancelled: over('cancelled'),
};

/** Faults of the table itself: a state that nothing leads to, or a way out of a state that is over. */
export const tableFaults = (table: typeof TRANSITIONS): string[] => {
  const next = (state: MeetingState, but?: MeetingEventKind): MeetingState[] =>
    MEETING_EVENTS.filter((event) => event !== but).flatMap((event) => {
      const rule = table[state][event];
      return 'verb' in rule ? rule.leadsTo : [];
    });
  const reached = new Set<MeetingState>(['proposed']);
  for (const state of reached) for (const after of next(state)) reached.add(after);
  const unreached = MEETING_STATES.filter((state) => !reached.has(state));
  const leaky = OVER_STATES.filter((state) => next(state, 'late-answer').some((after) => after !== state));
  return [
    ...unreached.map((state) => `nothing leads to ${state}`),
    ...leaky.map((state) => `something leads out of ${state}`),
  ];
};

export const OVER_STATES = ['declined', 'expired', 'cancelled'] as const satisfies readonly MeetingState[];

const faults = tableFaults(TRANSITIONS);
if (faults.length > 0) throw new Error(`transitions.ts: ${faults.join('; ')}.`);
