import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { type ListedMeeting, toSummary } from './meeting-view.js';
import type { MeetingSummary } from './meeting-view.schema.js';

export interface MeetingFilter {
  readonly clientIds: readonly string[];
  readonly state?: string | undefined;
  readonly meetingId?: string;
  /** Only those with an open question. */
  readonly questioned?: boolean;
  /** Only those made before this one. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Meetings as lists show them, newest first, each with its times, people and answers in one statement. */
@Injectable()
export class MeetingListStore {
  async list(tx: Tx, agencyId: string, filter: MeetingFilter, locale: string): Promise<MeetingSummary[]> {
    const rows: ListedMeeting[] = await tx.query(
      `select m.meeting_id, m.client_id, m.kind, m.title, m.state, m.question, m.expires_at, m.consensus, m.confirmed_option_id,
         m.created_at, m.updated_at,
         (select coalesce(jsonb_agg(jsonb_build_object('optionId', o.option_id, 'ordinal', o.ordinal, 'uid', o.uid,
             'sequence', o.sequence, 'timeSequence', o.time_sequence, 'start', lower(o.during),
             'end', upper(o.during), 'state', o.state, 'exclusive', o.exclusive,
             'priority', o.priority,
             'onCalendar', o.calendar_etag is not null) order by o.ordinal), '[]')
          from meeting_option o where o.agency_id = m.agency_id and o.meeting_id = m.meeting_id) as options,
         (select coalesce(jsonb_agg(jsonb_build_object('attendeeId', a.attendee_id, 'contactId', a.contact_id,
             'name', a.name, 'email', a.email, 'locale', a.locale, 'zone', a.zone, 'role', a.role,
             'undeliverable', a.undeliverable) order by a.attendee_id), '[]')
          from attendee a where a.agency_id = m.agency_id and a.meeting_id = m.meeting_id) as attendees,
         (select coalesce(jsonb_agg(jsonb_build_object('attendeeId', r.attendee_id, 'optionId', r.option_id,
             'partstat', r.partstat, 'sequence', r.sequence, 'comment', r.comment, 'via', r.via,
             'answeredAt', r.answered_at) order by r.answered_at, r.option_id), '[]')
          from attendee_reply r join attendee a using (agency_id, attendee_id)
          where r.agency_id = m.agency_id and a.meeting_id = m.meeting_id) as replies
       from meeting m
       where m.agency_id = $1 and m.client_id = any($2::uuid[]) and ($3::text is null or m.state = $3)
         and ($4::uuid is null or m.meeting_id = $4) and (not $5 or m.question is not null)
         and ($6::uuid is null or m.meeting_id < $6)
       order by m.meeting_id desc limit $7`,
      [
        agencyId,
        filter.clientIds,
        filter.state ?? null,
        filter.meetingId ?? null,
        filter.questioned ?? false,
        filter.after ?? null,
        filter.limit,
      ],
    );
    return rows.map((row) => toSummary(row, locale));
  }
}
