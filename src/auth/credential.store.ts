import { Injectable } from '@nestjs/common';
import { setClause } from '../db/set-clause.js';
import type { Tx } from '../db/tenant.js';
import type { Me, MePatch } from './auth.schema.js';
import { type Candidate, MAX_TRIALS } from './credential.js';

/** The users as signing in sees them. Plain SQL, as in every store of this house: what the policies see is what is read. */
@Injectable()
export class CredentialStore {
  /** The users with this address, in any agency; inside `TenantDatabase.bySignInEmail` only. */
  async candidates(tx: Tx, email: string, agencyId: string | undefined): Promise<Candidate[]> {
    return tx.query(
      `select agency_id as "agencyId", user_id as "userId", password_hash as "passwordHash",
              disabled_at is not null as disabled
       from app_user where email = $1 and ($2::uuid is null or agency_id = $2)
       order by agency_id limit ${MAX_TRIALS}`,
      [email, agencyId ?? null],
    );
  }

  async setPassword(tx: Tx, agencyId: string, userId: string, hash: string): Promise<void> {
    await tx.query('update app_user set password_hash = $3 where agency_id = $1 and user_id = $2', [
      agencyId,
      userId,
      hash,
    ]);
  }

  async agencyName(tx: Tx, agencyId: string): Promise<string> {
    const [row]: { name: string }[] = await tx.query('select name from agency where agency_id = $1', [
      agencyId,
    ]);
    if (row === undefined) throw new Error(`Agency ${agencyId} has users but no row`);
    return row.name;
  }

  /** The next answer that the person gets is in the new language: `locale` is read at each request. */
  async changeMe(tx: Tx, agencyId: string, userId: string, patch: MePatch): Promise<void> {
    const set = setClause({ locale: 'locale' }, patch, 3);
    await tx.query(`update app_user set ${set.sql} where agency_id = $1 and user_id = $2`, [
      agencyId,
      userId,
      ...set.values,
    ]);
  }

  async me(tx: Tx, agencyId: string, userId: string): Promise<Me | null> {
    const [row]: Me[] = await tx.query(
      `select u.user_id as "userId", u.agency_id as "agencyId", a.name as "agencyName", a.zone, u.name, u.email,
              u.role, u.locale
       from app_user u join agency a using (agency_id)
       where u.agency_id = $1 and u.user_id = $2 and u.disabled_at is null`,
      [agencyId, userId],
    );
    return row ?? null;
  }
}
