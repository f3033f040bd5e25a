import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import type { PageQuery } from '../http/fields.schema.js';
import type { OtherCover, Share } from './cover-plan.js';

export interface NamedShare extends Share {
  readonly name: string;
}

export interface CoverRow {
  readonly coverId: string;
  readonly absentId: string;
  readonly absentName: string;
  readonly userId: string;
  readonly userName: string;
  /** Epoch ms, half-open. */
  readonly from: number;
  readonly until: number;
  readonly begun: boolean;
  readonly shares: readonly NamedShare[];
}

interface CoverMade {
  readonly absentId: string;
  readonly userId: string;
  readonly from: number;
  readonly until: number;
  readonly madeBy: string;
}

const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::double precision`;

const COVER = `
  select c.cover_id as "coverId", c.absent_id as "absentId", absent.name as "absentName", c.user_id as "userId",
    covering.name as "userName", ${MS('c.valid_from')} as "from", ${MS('c.valid_until')} as "until",
    c.began_noted_at is not null as begun,
    (select coalesce(jsonb_agg(jsonb_build_object('clientId', a.client_id, 'name', k.name,
       'start', ${MS('a.valid_from')}, 'end', ${MS('a.valid_until')}) order by folded(k.name), a.valid_from), '[]')
     from assignment a join client k using (agency_id, client_id)
     where a.agency_id = c.agency_id and a.cover_id = c.cover_id) as shares
  from cover c
  join app_user absent on absent.agency_id = c.agency_id and absent.user_id = c.absent_id
  join app_user covering on covering.agency_id = c.agency_id and covering.user_id = c.user_id
  where c.agency_id = $1`;

/** Who covers whom. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class CoverStore {
  /** One page, the newest first, and one row more if there is one. @param ofUser only covers that are about this user. */
  async page(tx: Tx, agencyId: string, ofUser: string | null, query: PageQuery): Promise<CoverRow[]> {
    return tx.query(
      `${COVER} and ($2::uuid is null or c.absent_id = $2 or c.user_id = $2)
         and ($3::uuid is null or c.cover_id < $3)
       order by c.cover_id desc limit $4`,
      [agencyId, ofUser, query.after ?? null, query.limit + 1],
    );
  }

  async find(tx: Tx, agencyId: string, coverId: string): Promise<CoverRow | null> {
    const [row]: CoverRow[] = await tx.query(`${COVER} and c.cover_id = $2`, [agencyId, coverId]);
    return row ?? null;
  }

  /** When which client is this user's in their own right; all of them at all times for an owner. */
  async workOf(tx: Tx, agencyId: string, userId: string): Promise<Share[]> {
    return tx.query(
      `select k.client_id as "clientId",
         case when u.role = 'owner' then 0 else ${MS('a.valid_from')} end as start,
         case when u.role = 'owner' or a.valid_until is null then 1e15::double precision
           else ${MS('a.valid_until')} end as "end"
       from app_user u join client k using (agency_id)
       left join assignment a on a.agency_id = k.agency_id and a.client_id = k.client_id
         and a.user_id = u.user_id and a.cover_id is null
       where u.agency_id = $1 and u.user_id = $2 and k.archived_at is null
         and (u.role = 'owner' or a.assignment_id is not null)
       order by folded(k.name), k.client_id`,
      [agencyId, userId],
    );
  }

  /** Other covers that are not over at `from`. */
  async others(tx: Tx, agencyId: string, from: number, otherThan: string | null): Promise<OtherCover[]> {
    return tx.query(`${COVER} and c.valid_until > $2 and c.cover_id is distinct from $3`, [
      agencyId,
      new Date(from),
      otherThan,
    ]);
  }

  async insert(
    tx: Tx,
    agencyId: string,
    made: CoverMade,
    shares: readonly Share[],
    now: number,
  ): Promise<string> {
    const coverId = uuidv7();
    await tx.query(
      `insert into cover (agency_id, cover_id, absent_id, user_id, valid_from, valid_until, made_by, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        agencyId,
        coverId,
        made.absentId,
        made.userId,
        new Date(made.from),
        new Date(made.until),
        made.madeBy,
        new Date(now),
      ],
    );
    await this.open(tx, agencyId, { coverId, userId: made.userId }, shares);
    return coverId;
  }

  /** Another end, with what is open until then. */
  async replace(
    tx: Tx,
    agencyId: string,
    cover: Pick<CoverRow, 'coverId' | 'userId'>,
    until: number,
    shares: readonly Share[],
  ): Promise<void> {
    await tx.query(
      'update cover set valid_until = $3, ended_noted_at = null where agency_id = $1 and cover_id = $2',
      [agencyId, cover.coverId, new Date(until)],
    );
    await tx.query('delete from assignment where agency_id = $1 and cover_id = $2', [
      agencyId,
      cover.coverId,
    ]);
    await this.open(tx, agencyId, cover, shares);
  }

  /** From now on nothing of it is open; one that has not begun never will. */
  async end(tx: Tx, agencyId: string, coverId: string, now: number): Promise<void> {
    for (const table of ['cover', 'assignment']) {
      await tx.query(
        `update ${table} set valid_until = greatest(valid_from, least(valid_until, $3))
         where agency_id = $1 and cover_id = $2`,
        [agencyId, coverId, new Date(now)],
      );
    }
  }

  /** Those of which the journal has not been told yet that they began or are over. */
  async toNote(tx: Tx, agencyId: string, now: number): Promise<CoverRow[]> {
    return tx.query(
      `${COVER} and c.ended_noted_at is null and c.valid_from <= $2
         and (c.began_noted_at is null or c.valid_until <= $2)
       order by c.cover_id for update of c skip locked`,
      [agencyId, new Date(now)],
    );
  }

  async noted(
    tx: Tx,
    agencyId: string,
    coverId: string,
    what: 'began' | 'ended',
    now: number,
  ): Promise<void> {
    const column = what === 'began' ? 'began_noted_at' : 'ended_noted_at';
    await tx.query(`update cover set ${column} = $3 where agency_id = $1 and cover_id = $2`, [
      agencyId,
      coverId,
      new Date(now),
    ]);
  }

  private async open(
    tx: Tx,
    agencyId: string,
    { coverId, userId }: Pick<CoverRow, 'coverId' | 'userId'>,
    shares: readonly Share[],
  ): Promise<void> {
    for (const { clientId, start, end } of shares) {
      await tx.query(
        `insert into assignment (agency_id, assignment_id, user_id, client_id, valid_from, valid_until, cover_id)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [agencyId, uuidv7(), userId, clientId, new Date(start), new Date(end), coverId],
      );
    }
  }
}
