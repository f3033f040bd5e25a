import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { JournalEntryRow } from './journal-row.js';

export interface JournalWish {
  /** Epoch ms, half-open. */
  readonly from: number;
  readonly until: number;
  readonly userId: string | null;
  readonly clientId: string | null;
}

/** Lines at a time: some hundred kilobytes, whatever the journal's length. */
const AT_ONCE = 1_000;

/**
 * The lines that agree on a time: what a secretary sends an invoice for. The time is the one of that line, where it says
 * which, because the meeting may have been moved since.
 */
const AGREEING = `('confirmed', 'confirmed-by-hand', 'agreed')`;

@Injectable()
export class JournalExportStore {
  /** The next lines, oldest first; an empty list after the last. @param after the last line that is known. */
  async next(
    tx: Tx,
    agencyId: string,
    wish: JournalWish,
    after: Pick<JournalEntryRow, 'exactAt' | 'entryId'> | null,
  ): Promise<JournalEntryRow[]> {
    return tx.query(
      `select j.entry_id as "entryId", j.at, j.at::text as "exactAt", j.actor, j.kind, coalesce(c.zone, g.zone) as zone,
         c.name as client, u.name as secretary, m.title as meeting,
         (select coalesce(jsonb_agg(t.name order by folded(t.name), t.attendee_id), '[]') from attendee t
          where t.agency_id = j.agency_id and t.meeting_id = j.meeting_id) as partners,
         case when j.kind in ${AGREEING} then (
           select (extract(epoch from upper(o.during) - lower(o.during)) / 60)::integer from meeting_option o
           where o.agency_id = j.agency_id and o.meeting_id = j.meeting_id
             and o.option_id::text = coalesce(j.detail->>'optionId', m.confirmed_option_id::text)) end as minutes
       from journal j
       join agency g on g.agency_id = j.agency_id
       left join client c on c.agency_id = j.agency_id and c.client_id = j.client_id
       left join meeting m on m.agency_id = j.agency_id and m.meeting_id = j.meeting_id
       left join app_user u on u.agency_id = j.agency_id and u.user_id = coalesce(j.user_id, m.created_by)
       where j.agency_id = $1 and j.at >= $2 and j.at < $3
         and ($4::uuid is null or coalesce(j.user_id, m.created_by) = $4)
         and ($5::uuid is null or j.client_id = $5)
         and ($6::timestamptz is null or (j.at, j.entry_id) > ($6, $7::uuid))
       order by j.at, j.entry_id limit ${AT_ONCE}`,
      [
        agencyId,
        new Date(wish.from),
        new Date(wish.until),
        wish.userId,
        wish.clientId,
        after?.exactAt ?? null,
        after?.entryId ?? null,
      ],
    );
  }
}
