import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { PageQuery } from '../http/fields.schema.js';
import type { NewUser, UserPatch, UserRow } from './user.schema.js';

const COLUMNS = `
  u.user_id as "userId", u.email, u.name, u.role, u.locale, u.phone, u.disabled_at is not null as disabled,
  u.password_hash is not null as "hasPassword"`;

const PATCHED = {
  email: 'email',
  name: 'name',
  role: 'role',
  locale: 'locale',
  phone: 'phone',
  disabledAt: 'disabled_at',
};

/** The users of an agency. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class UserStore {
  /** One page in the order of names, and one row more if there is one. */
  async page(tx: Tx, agencyId: string, query: PageQuery): Promise<UserRow[]> {
    return tx.query(
      `select ${COLUMNS} from app_user u
       where u.agency_id = $1
         and ($2::uuid is null or (folded(u.name), u.user_id) >
           (select folded(l.name), l.user_id from app_user l where l.agency_id = $1 and l.user_id = $2))
       order by folded(u.name), u.user_id limit $3`,
      [agencyId, query.after ?? null, query.limit + 1],
    );
  }

  async find(tx: Tx, agencyId: string, userId: string): Promise<UserRow | null> {
    const [row]: UserRow[] = await tx.query(
      `select ${COLUMNS} from app_user u where u.agency_id = $1 and u.user_id = $2`,
      [agencyId, userId],
    );
    return row ?? null;
  }

  /** Null when the agency has a user with this address: an invitation never overwrites anybody. */
  async insert(tx: Tx, agencyId: string, input: NewUser): Promise<UserRow | null> {
    const [row]: UserRow[] = await tx.query(
      `insert into app_user as u (agency_id, user_id, email, name, role, locale, phone)
       select a.agency_id, $2, $3, $4, $5, coalesce($6, a.locale), $7 from agency a where a.agency_id = $1
       on conflict (agency_id, email) do nothing
       returning ${COLUMNS}`,
      [agencyId, uuidv7(), input.email, input.name, input.role, input.locale ?? null, input.phone],
    );
    return row ?? null;
  }

  async emailTaken(tx: Tx, agencyId: string, email: string, otherThan: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'select 1 from app_user where agency_id = $1 and email = $2 and user_id <> $3',
      [agencyId, email, otherThan],
    );
    return rows.length > 0;
  }

  async update(tx: Tx, agencyId: string, userId: string, patch: UserPatch, now: number): Promise<void> {
    const { disabled, ...rest } = patch;
    const disabledAt = disabled === undefined ? undefined : disabled ? new Date(now) : null;
    const set = setClause(PATCHED, { ...rest, disabledAt }, 3);
    await tx.query(`update app_user set ${set.sql} where agency_id = $1 and user_id = $2`, [
      agencyId,
      userId,
      ...set.values,
    ]);
  }

  async activeOwners(tx: Tx, agencyId: string): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `select count(*)::integer as count from app_user
       where agency_id = $1 and role = 'owner' and disabled_at is null and password_hash is not null`,
      [agencyId],
    );
    return row?.count ?? 0;
  }
}
