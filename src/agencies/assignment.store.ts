import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { AssignmentPatch, AssignmentsQuery, NewAssignment } from './assignment.schema.js';

export interface AssignmentRow {
  readonly assignmentId: string;
  readonly userId: string;
  readonly clientId: string;
  readonly from: Date;
  readonly until: Date | null;
  readonly coverId: string | null;
}

const COLUMNS = `
  assignment_id as "assignmentId", user_id as "userId", client_id as "clientId", valid_from as "from",
  valid_until as "until", cover_id as "coverId"`;

/** Who works for whom, and when. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class AssignmentStore {
  /** One page, oldest first, and one row more if there is one. */
  async page(tx: Tx, agencyId: string, query: AssignmentsQuery): Promise<AssignmentRow[]> {
    return tx.query(
      `select ${COLUMNS} from assignment
       where agency_id = $1 and ($2::uuid is null or user_id = $2) and ($3::uuid is null or client_id = $3)
         and ($4::uuid is null or assignment_id > $4)
       order by assignment_id limit $5`,
      [agencyId, query.userId ?? null, query.clientId ?? null, query.after ?? null, query.limit + 1],
    );
  }

  async find(tx: Tx, agencyId: string, assignmentId: string): Promise<AssignmentRow | null> {
    const [row]: AssignmentRow[] = await tx.query(
      `select ${COLUMNS} from assignment where agency_id = $1 and assignment_id = $2`,
      [agencyId, assignmentId],
    );
    return row ?? null;
  }

  /** Null when the agency has no such user or client. */
  async insert(tx: Tx, agencyId: string, input: NewAssignment, now: number): Promise<AssignmentRow | null> {
    const [row]: AssignmentRow[] = await tx.query(
      `insert into assignment (agency_id, assignment_id, user_id, client_id, valid_from, valid_until)
       select u.agency_id, $2, u.user_id, c.client_id, $5, $6
       from app_user u join client c using (agency_id)
       where u.agency_id = $1 and u.user_id = $3 and c.client_id = $4
       returning ${COLUMNS}`,
      [agencyId, uuidv7(), input.userId, input.clientId, input.from ?? new Date(now), input.until],
    );
    return row ?? null;
  }

  /** A cover of hers keeps a client no longer open than it is hers. */
  async shortenCovers(tx: Tx, agencyId: string, ended: AssignmentRow): Promise<void> {
    if (ended.until === null) return;
    await tx.query(
      `update assignment a set valid_until = greatest(a.valid_from, $4)
       from cover c
       where a.agency_id = $1 and c.agency_id = a.agency_id and c.cover_id = a.cover_id and c.absent_id = $2
         and a.client_id = $3 and a.valid_until > $4
         and not exists (
           select 1 from assignment own where own.agency_id = $1 and own.user_id = $2 and own.client_id = $3
             and own.cover_id is null and (own.valid_until is null or own.valid_until > $4))`,
      [agencyId, ended.userId, ended.clientId, ended.until],
    );
  }

  async update(tx: Tx, agencyId: string, assignmentId: string, patch: AssignmentPatch): Promise<void> {
    const set = setClause({ from: 'valid_from', until: 'valid_until' }, patch, 3);
    await tx.query(`update assignment set ${set.sql} where agency_id = $1 and assignment_id = $2`, [
      agencyId,
      assignmentId,
      ...set.values,
    ]);
  }
}
