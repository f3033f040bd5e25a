import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { HoldView } from './holds.schema.js';
import { iso } from './meeting-row.js';

interface Row {
  option_id: string;
  meeting_id: string;
  client_id: string;
  title: string;
  kind: HoldView['kind'];
  starts_at: Date;
  ends_at: Date;
  priority: number | null;
  held_since: Date | null;
  offered_at: Date;
  last_word_at: Date | null;
  expires_at: Date | null;
  on_calendar: boolean;
  question: string | null;
  attendees: string[];
}

/** Times that proposals keep open, as the ledger shows them. */
@Injectable()
export class HoldStore {
  /** The longest silent first; times that begin before `now` hold nothing back any more. */
  async list(tx: Tx, agencyId: string, clientIds: readonly string[], now: number): Promise<HoldView[]> {
    const rows: Row[] = await tx.query(
      `select o.option_id, m.meeting_id, m.client_id, m.title, m.kind, lower(o.during) as starts_at,
         upper(o.during) as ends_at, o.priority, k.created_at as held_since,
         coalesce(m.offered_at, m.created_at) as offered_at,
         (select max(r.answered_at) from attendee_reply r join attendee a using (agency_id, attendee_id)
          where r.agency_id = m.agency_id and a.meeting_id = m.meeting_id) as last_word_at,
         m.expires_at, o.calendar_etag is not null as on_calendar, m.question,
         array(select a.name from attendee a where a.agency_id = m.agency_id and a.meeting_id = m.meeting_id
           order by a.attendee_id) as attendees
       from meeting m join meeting_option o using (agency_id, meeting_id)
         left join commitment k on k.agency_id = o.agency_id and k.option_id = o.option_id
       where m.agency_id = $1 and m.client_id = any($2::uuid[]) and m.state = 'proposed' and o.state = 'offered'
         and (k.option_id is not null or o.priority is not null) and lower(o.during) > $3
       order by coalesce(m.offered_at, m.created_at), o.priority nulls first, lower(o.during), o.option_id`,
      [agencyId, clientIds, iso(now)],
    );
    return rows.map((row) => ({
      optionId: row.option_id,
      meetingId: row.meeting_id,
      clientId: row.client_id,
      title: row.title,
      kind: row.kind,
      start: row.starts_at.toISOString(),
      end: row.ends_at.toISOString(),
      held: row.held_since !== null,
      priority: row.priority,
      heldSince: row.held_since?.toISOString() ?? null,
      offeredAt: row.offered_at.toISOString(),
      lastWordAt: row.last_word_at?.toISOString() ?? null,
      expiresAt: row.expires_at?.toISOString() ?? null,
      onCalendar: row.on_calendar,
      question: row.question,
      attendees: row.attendees,
    }));
  }
}
