import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import type { HandoverView } from './cover.schema.js';
import type { CoverRow, NamedShare } from './cover.store.js';

type ClientHandover = HandoverView['clients'][number];
type Handed = Pick<ClientHandover, 'proposals' | 'meetings' | 'instructions' | 'requests' | 'messages'>;

/** More than anybody reads through; what there is beyond is handed over all the same. */
const MOST = 200;

const ISO = (value: string): string =>
  `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** $1 agency, $2 client, $3 and $4 the time of the cover. */
const HANDED = `
  select
    (select coalesce(jsonb_agg(p), '[]') from (
       select m.meeting_id as "meetingId", m.title, ${ISO('m.expires_at')} as "expiresAt",
         m.question is not null as asks,
         (select coalesce(jsonb_agg(t.name order by t.attendee_id), '[]') from attendee t
          where t.agency_id = m.agency_id and t.meeting_id = m.meeting_id) as people
       from meeting m where m.agency_id = k.agency_id and m.client_id = k.client_id and m.state = 'proposed'
       order by m.meeting_id limit ${MOST}) p) as proposals,
    (select coalesce(jsonb_agg(c), '[]') from (
       select m.meeting_id as "meetingId", m.title, ${ISO('lower(o.during)')} as start, ${ISO('upper(o.during)')} as "end"
       from meeting m join meeting_option o on o.agency_id = m.agency_id and o.option_id = m.confirmed_option_id
       where m.agency_id = k.agency_id and m.client_id = k.client_id and m.state = 'confirmed'
         and o.during && tstzrange($3, $4)
       order by lower(o.during) limit ${MOST}) c) as meetings,
    (select coalesce(jsonb_agg(s), '[]') from (
       select i.instruction_id as "instructionId", i.kind, to_char(i.on_date, 'YYYY-MM-DD') as date,
         i.from_clock as "from", i.until_clock as "until", i.words
       from instruction i
       where i.agency_id = k.agency_id and i.client_id = k.client_id and i.withdrawn_at is null
         and i.on_date between ($3::timestamptz at time zone k.zone)::date
           and (($4::timestamptz - interval '1 microsecond') at time zone k.zone)::date
       order by i.on_date, i.instruction_id limit ${MOST}) s) as instructions,
    (select count(*)::integer from meeting_request r
     where r.agency_id = k.agency_id and r.client_id = k.client_id and r.state = 'open') as requests,
    (select count(*)::integer from message n
     where n.agency_id = k.agency_id and n.client_id = k.client_id and n.state in ('review', 'unmatched')) as messages
  from client k where k.agency_id = $1 and k.client_id = $2`;

/** What goes over with a client, and the journal's lines about it. */
@Injectable()
export class HandoverStore {
  async of(tx: Tx, agencyId: string, shares: readonly NamedShare[]): Promise<HandoverView> {
    const clients: ClientHandover[] = [];
    for (const { clientId, name, start, end } of shares) {
      const [handed]: Handed[] = await tx.query(HANDED, [agencyId, clientId, new Date(start), new Date(end)]);
      if (handed === undefined) throw new Error(`Client ${clientId} went away in its own transaction.`);
      clients.push({ clientId, name, from: iso(start), until: iso(end), ...handed });
    }
    return { clients };
  }

  /** One line a client, with what goes over by its ids. @param madeBy the owner; null when time itself did it. */
  async note(
    tx: Tx,
    agencyId: string,
    cover: CoverRow,
    kind: 'cover-planned' | 'cover-began' | 'cover-changed' | 'cover-ended' | 'cover-dropped',
    madeBy: string | null,
    now: number,
  ): Promise<void> {
    const { clients } = await this.of(tx, agencyId, cover.shares);
    for (const client of clients) {
      const detail = {
        coverId: cover.coverId,
        absent: { userId: cover.absentId, name: cover.absentName },
        covering: { userId: cover.userId, name: cover.userName },
        from: client.from,
        until: client.until,
        proposals: client.proposals.map(({ meetingId }) => meetingId),
        meetings: client.meetings.map(({ meetingId }) => meetingId),
        instructions: client.instructions.map(({ instructionId }) => instructionId),
        requests: client.requests,
        messages: client.messages,
      };
      await tx.query(
        `insert into journal (agency_id, entry_id, at, actor, user_id, client_id, kind, detail)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          agencyId,
          uuidv7(),
          new Date(now),
          madeBy === null ? 'service' : 'secretary',
          madeBy,
          client.clientId,
          kind,
          JSON.stringify(detail),
        ],
      );
    }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
