import { refused } from './decision.js';
import { holdEvents } from './hold-events.js';
import type { Decision, Meeting, MeetingEvent, MeetingEventKind } from './meeting.js';
import { type Rule, TRANSITIONS } from './transitions.js';

/**
 * What an event does to a meeting: the meeting afterwards and what is to be done outside, or a named refusal and
 * nothing. Pure; `now` in epoch ms.
 *
 * Whether the client's time is free is not known here: whoever saves the decision finds that out under the client's
 * lock, and answers with the event `time-taken` when it is not (apply-event.service.ts).
 */
export const decide = <K extends MeetingEventKind>(
  meeting: Meeting,
  event: MeetingEvent<K>,
  now: number,
): Decision => {
  const rule: Rule<K> = TRANSITIONS[meeting.state][event.kind];
  if ('refusal' in rule) return refused(rule.refusal);
  const decision = withHoldEvents(meeting, rule.verb(meeting, event, now));
  if (decision.ok && !rule.leadsTo.includes(decision.meeting.state)) {
    throw new Error(`${event.kind} led from ${meeting.state} to ${decision.meeting.state}.`);
  }
  return decision;
};

const withHoldEvents = (before: Meeting, decision: Decision): Decision => {
  if (!decision.ok) return decision;
  const { meeting, effects } = holdEvents(before, decision.meeting);
  return { ...decision, meeting, effects: [...decision.effects, ...effects] };
};
