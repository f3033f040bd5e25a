import type { Consensus } from './consensus.js';
import type { Attendee, AttendeeReply, Effect, Meeting, MeetingOption } from './meeting.js';
import { type GivenRules, rulesOf } from './proposal-rules.js';

/** Rows as the driver gives them: timestamptz as Date, ranges by their bounds. */
export interface MeetingRow {
  meeting_id: string;
  client_id: string;
  state: Meeting['state'];
  question: Meeting['question'];
  kind: Meeting['kind'];
  title: string;
  created_at: Date;
  offered_at: Date | null;
  confirmed_at: Date | null;
  holds_asked_at: Date | null;
  agency_rules: GivenRules;
  client_rules: GivenRules;
  expires_at: Date | null;
  confirmed_option_id: string | null;
  on_client_delete: Meeting['onClientDelete'];
  consensus: Consensus;
  version: number;
}

export interface OptionRow {
  option_id: string;
  ordinal: number;
  uid: string;
  sequence: number;
  time_sequence: number;
  starts_at: Date;
  ends_at: Date;
  state: MeetingOption['state'];
  exclusive: boolean;
  invited: boolean;
  priority: number | null;
  calendar_generation: number;
}

export interface AttendeeRow {
  attendee_id: string;
  email: string;
  name: string;
  locale: string;
  zone: string;
  role: Attendee['role'];
  chased_at: Date | null;
  reminded_at: Date | null;
  undeliverable: string | null;
  delegated_to: string | null;
  delegated_from: string | null;
}

export interface ReplyRow {
  attendee_id: string;
  option_id: string;
  partstat: AttendeeReply['partstat'];
  sequence: number;
  dtstamp: Date;
  comment: string | null;
  via: AttendeeReply['via'];
}

export const toMeeting = (
  row: MeetingRow,
  options: readonly OptionRow[],
  attendees: readonly AttendeeRow[],
  replies: readonly ReplyRow[],
): Meeting => ({
  meetingId: row.meeting_id,
  clientId: row.client_id,
  state: row.state,
  question: row.question,
  kind: row.kind,
  title: row.title,
  options: options.map(toOption),
  attendees: attendees.map((attendee) => ({
    attendeeId: attendee.attendee_id,
    name: attendee.name,
    email: attendee.email,
    locale: attendee.locale,
    zone: attendee.zone,
    role: attendee.role,
    chasedAt: attendee.chased_at?.getTime() ?? null,
    remindedAt: attendee.reminded_at?.getTime() ?? null,
    undeliverable: attendee.undeliverable,
    delegatedTo: attendee.delegated_to,
    delegatedFrom: attendee.delegated_from,
  })),
  consensus: row.consensus,
  replies: replies.map((reply) => ({
    attendeeId: reply.attendee_id,
    optionId: reply.option_id,
    partstat: reply.partstat,
    sequence: reply.sequence,
    dtstamp: reply.dtstamp.getTime(),
    comment: reply.comment,
    via: reply.via,
  })),
  confirmedOptionId: row.confirmed_option_id,
  expiresAt: row.expires_at?.getTime() ?? null,
  offeredAt: (row.offered_at ?? row.created_at).getTime(),
  confirmedAt: row.confirmed_at?.getTime() ?? null,
  holdsAskedAt: row.holds_asked_at?.getTime() ?? null,
  onClientDelete: row.on_client_delete,
  rules: rulesOf(row.agency_rules, row.client_rules),
});

const toOption = (row: OptionRow): MeetingOption => ({
  optionId: row.option_id,
  ordinal: row.ordinal,
  uid: row.uid,
  sequence: row.sequence,
  timeSequence: row.time_sequence,
  start: row.starts_at.getTime(),
  end: row.ends_at.getTime(),
  state: row.state,
  exclusive: row.exclusive,
  invited: row.invited,
  priority: row.priority,
  generation: row.calendar_generation,
});

/** As jsonb_to_recordset reads it. */
export const fromOption = (option: MeetingOption) => ({
  option_id: option.optionId,
  ordinal: option.ordinal,
  uid: option.uid,
  sequence: option.sequence,
  time_sequence: option.timeSequence,
  starts_at: iso(option.start),
  ends_at: iso(option.end),
  state: option.state,
  exclusive: option.exclusive,
  invited: option.invited,
  priority: option.priority,
  calendar_generation: option.generation,
});

export const fromReply = (reply: AttendeeReply) => ({
  attendee_id: reply.attendeeId,
  option_id: reply.optionId,
  partstat: reply.partstat,
  sequence: reply.sequence,
  dtstamp: iso(reply.dtstamp),
  comment: reply.comment,
  via: reply.via,
});

/** Effects of one lane are carried out in the order in which they were decided. */
export const laneOf = (effect: Effect): string =>
  effect.kind === 'mail' ? `attendee:${effect.attendeeId}` : `option:${effect.optionId}`;

export const iso = (at: number): string => new Date(at).toISOString();

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
