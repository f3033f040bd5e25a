import type { Effect, MeetingQuestion } from './meeting.js';
import type { EffectView, MeetingSummary, MessageSummary } from './meeting-view.schema.js';
import { questionText } from './refusal-texts.js';

type ListedOption = MeetingSummary['options'][number] & { readonly timeSequence: number };
type ListedReply = Omit<MeetingSummary['replies'][number], 'outdated'> & { readonly sequence: number };

/** A row of meeting-list.store.ts; instants inside the aggregates are ISO 8601 with the session's offset. */
export interface ListedMeeting {
  meeting_id: string;
  client_id: string;
  kind: MeetingSummary['kind'];
  title: string;
  state: MeetingSummary['state'];
  question: MeetingQuestion | null;
  expires_at: Date | null;
  consensus: MeetingSummary['consensus'];
  confirmed_option_id: string | null;
  created_at: Date;
  updated_at: Date;
  options: ListedOption[];
  attendees: MeetingSummary['attendees'];
  replies: ListedReply[];
}

export const toSummary = (row: ListedMeeting, locale: string): MeetingSummary => ({
  meetingId: row.meeting_id,
  clientId: row.client_id,
  kind: row.kind,
  title: row.title,
  state: row.state,
  question: row.question,
  questionText: row.question === null ? null : questionText(row.question, locale),
  expiresAt: row.expires_at?.toISOString() ?? null,
  consensus: row.consensus,
  confirmedOptionId: row.confirmed_option_id,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  options: row.options.map(({ timeSequence: _, start, end, ...option }) => ({
    ...option,
    start: utc(start),
    end: utc(end),
  })),
  attendees: row.attendees,
  replies: row.replies.map(({ sequence, answeredAt, ...reply }) => {
    const option = row.options.find(({ optionId }) => optionId === reply.optionId);
    return { ...reply, answeredAt: utc(answeredAt), outdated: sequence < (option?.timeSequence ?? 0) };
  }),
});

const utc = (text: string): string => new Date(text).toISOString();

export interface EffectRow {
  effect_id: string;
  meeting_id: string;
  payload: Effect;
  state: EffectView['state'];
  attempts: number;
  next_try_at: Date;
  reason: string | null;
  outcome: Record<string, unknown> | null;
  created_at: Date;
  done_at: Date | null;
}

export const toEffectView = (row: EffectRow): EffectView => {
  const { payload } = row;
  return {
    effectId: row.effect_id,
    meetingId: row.meeting_id,
    kind: payload.kind,
    template: payload.kind === 'mail' ? payload.template : null,
    attendeeId: payload.kind === 'mail' ? payload.attendeeId : null,
    optionId: payload.optionId,
    sequence: payload.kind === 'mail' ? (payload.invitation?.sequence ?? null) : null,
    state: row.state,
    attempts: row.attempts,
    nextTryAt: row.done_at === null ? row.next_try_at.toISOString() : null,
    reason: row.reason,
    outcome: row.outcome,
    createdAt: row.created_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
  };
};

export interface MessageRow {
  message_id: string;
  direction: 'in' | 'out';
  state: string;
  reason: string | null;
  subject: string | null;
  envelope_from: string | null;
  envelope_to: string | null;
  client_id: string | null;
  meeting_id: string | null;
  attendee_id: string | null;
  at: Date;
}

export const toMessageSummary = (row: MessageRow): MessageSummary => ({
  messageId: row.message_id,
  direction: row.direction,
  state: row.state,
  reason: row.reason,
  subject: row.subject,
  from: row.envelope_from,
  to: row.envelope_to,
  clientId: row.client_id,
  meetingId: row.meeting_id,
  attendeeId: row.attendee_id,
  at: row.at.toISOString(),
});
