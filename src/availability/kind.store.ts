import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Fact } from '../db/fact.js';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { MeetingKind } from './kind.js';
import type { KindPatch, KindRow, KindsQuery, NewKind } from './kind.schema.js';

/** Of the table meeting_kind under the name k. */
const COLUMNS = `
  k.kind_id as "kindId", k.client_id as "clientId", k.name, k.mode, k.duration_minutes as "durationMinutes",
  k.buffer_before_minutes as "bufferBeforeMinutes", k.buffer_after_minutes as "bufferAfterMinutes",
  k.most_a_day as "mostADay", k.most_a_week as "mostAWeek", k.place_id as "placeId",
  k.archived_at is not null as archived`;

const PATCHED = {
  name: 'name',
  mode: 'mode',
  durationMinutes: 'duration_minutes',
  bufferBeforeMinutes: 'buffer_before_minutes',
  bufferAfterMinutes: 'buffer_after_minutes',
  mostADay: 'most_a_day',
  mostAWeek: 'most_a_week',
  placeId: 'place_id',
};

/** Kinds of meeting. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class KindStore {
  /** One page in the order of names, and one row more if there is one. */
  async page(tx: Tx, agencyId: string, clientId: string, query: KindsQuery): Promise<KindRow[]> {
    return tx.query(
      `select ${COLUMNS} from meeting_kind k
       where k.agency_id = $1 and k.client_id = $2 and ($3 or k.archived_at is null)
         and ($4::uuid is null or (folded(k.name), k.kind_id) >
           (select folded(l.name), l.kind_id from meeting_kind l
            where l.agency_id = $1 and l.client_id = $2 and l.kind_id = $4))
       order by folded(k.name), k.kind_id limit $5`,
      [agencyId, clientId, query.archived, query.after ?? null, query.limit + 1],
    );
  }

  async find(tx: Tx, agencyId: string, clientId: string, kindId: string): Promise<KindRow | null> {
    const [row]: KindRow[] = await tx.query(
      `select ${COLUMNS} from meeting_kind k where k.agency_id = $1 and k.client_id = $2 and k.kind_id = $3`,
      [agencyId, clientId, kindId],
    );
    return row ?? null;
  }

  /** The kind with this id, else the kind of this meeting, among the client's own; archived ones, too. */
  wanted(clientId: string, kindId: string | null, meetingId: string | null): Fact<MeetingKind | null> {
    return {
      name: 'wanted-kind',
      text: WANTED,
      values: [clientId, kindId, meetingId],
      result: (text) => (text === null ? null : (JSON.parse(text) as MeetingKind)),
    };
  }

  /** Whether another kind of this name is in use. */
  async isNamed(
    tx: Tx,
    agencyId: string,
    clientId: string,
    name: string,
    but: string | null,
  ): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `select 1 from meeting_kind
       where agency_id = $1 and client_id = $2 and folded(name) = folded($3) and archived_at is null
         and ($4::uuid is null or kind_id <> $4)`,
      [agencyId, clientId, name, but],
    );
    return rows.length > 0;
  }

  async insert(tx: Tx, agencyId: string, clientId: string, input: NewKind): Promise<KindRow> {
    const [row]: KindRow[] = await tx.query(
      `insert into meeting_kind as k (agency_id, kind_id, client_id, name, mode, duration_minutes,
         buffer_before_minutes, buffer_after_minutes, most_a_day, most_a_week, place_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
      [
        agencyId,
        uuidv7(),
        clientId,
        input.name,
        input.mode,
        input.durationMinutes,
        input.bufferBeforeMinutes,
        input.bufferAfterMinutes,
        input.mostADay,
        input.mostAWeek,
        input.placeId,
      ],
    );
    if (row === undefined) throw new Error('A kind of meeting was inserted and not returned');
    return row;
  }

  async update(tx: Tx, agencyId: string, clientId: string, kindId: string, patch: KindPatch): Promise<void> {
    const set = setClause(PATCHED, patch, 4);
    await tx.query(
      `update meeting_kind set ${set.sql} where agency_id = $1 and client_id = $2 and kind_id = $3`,
      [agencyId, clientId, kindId, ...set.values],
    );
  }

  /** @returns false when this client has no such kind. Archiving twice keeps the first time. */
  async archive(tx: Tx, agencyId: string, clientId: string, kindId: string, now: number): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update meeting_kind set archived_at = coalesce(archived_at, $4)
       where agency_id = $1 and client_id = $2 and kind_id = $3`,
      [agencyId, clientId, kindId, new Date(now)],
    );
    return count > 0;
  }
}

const WANTED = `
  select json_build_object('kindId', k.kind_id, 'mode', k.mode, 'durationMinutes', k.duration_minutes,
    'bufferBeforeMinutes', k.buffer_before_minutes, 'bufferAfterMinutes', k.buffer_after_minutes,
    'mostADay', k.most_a_day, 'mostAWeek', k.most_a_week, 'placeId', k.place_id)
  from meeting_kind k
  where k.agency_id = current_agency() and k.client_id = $1 and k.kind_id = coalesce($2::uuid, (
    select m.kind_id from meeting m
    where m.agency_id = current_agency() and m.client_id = $1 and m.meeting_id = $3::uuid))`;
