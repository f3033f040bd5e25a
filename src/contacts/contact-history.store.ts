import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { ContactHistory } from './contact-history.schema.js';

/** More meetings than these are counted and not listed. */
const MOST = 100;
const ISO = (value: string): string =>
  `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** $1 agency, $2 client, $3 contact. One row a meeting, with the first answer and the best one. */
const MEETINGS = `
  select m.meeting_id as "meetingId", m.title, m.state, ${ISO('m.created_at')} as "proposedAt",
    ${ISO('lower(o.during)')} as start,
    (select case when count(*) = 0 then null
                 when bool_or(r.partstat = 'ACCEPTED') then 'accepted'
                 when bool_and(r.partstat = 'DECLINED') then 'declined' else 'other' end
     from attendee_reply r where r.agency_id = t.agency_id and r.attendee_id = t.attendee_id) as answer,
    (select (extract(epoch from min(r.answered_at) - m.created_at) / 60)::integer
     from attendee_reply r where r.agency_id = t.agency_id and r.attendee_id = t.attendee_id) as minutes,
    (select r.via from attendee_reply r where r.agency_id = t.agency_id and r.attendee_id = t.attendee_id
     order by r.answered_at desc, r.option_id limit 1) as via
  from attendee t
  join meeting m on m.agency_id = t.agency_id and m.meeting_id = t.meeting_id
  left join meeting_option o on o.agency_id = m.agency_id and o.option_id = m.confirmed_option_id
  where t.agency_id = $1 and m.client_id = $2 and t.contact_id = $3`;

const SUMMARY = `
  with met as (${MEETINGS})
  select count(*)::integer as proposed,
    (count(*) filter (where answer = 'accepted'))::integer as accepted,
    (count(*) filter (where answer = 'declined'))::integer as declined,
    (count(*) filter (where answer is null))::integer as unanswered,
    (percentile_cont(0.5) within group (order by minutes))::integer as "medianMinutes",
    mode() within group (order by via) as "answersBy"
  from met`;

/** What there was with a contact. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class ContactHistoryStore {
  async of(tx: Tx, agencyId: string, clientId: string, contactId: string): Promise<ContactHistory> {
    const about = [agencyId, clientId, contactId];
    const meetings: ContactHistory['meetings'] = await tx.query(
      `select "meetingId", title, state, "proposedAt", start, answer from (${MEETINGS}) met
       order by "proposedAt" desc, "meetingId" limit ${MOST}`,
      about,
    );
    const [summary]: Omit<ContactHistory, 'meetings'>[] = await tx.query(SUMMARY, about);
    if (summary === undefined) throw new Error('A count gave no row');
    return { ...summary, meetings };
  }
}
