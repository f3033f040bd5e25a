import { Inject, Injectable } from '@nestjs/common';
import { SessionStore } from '../auth/session.store.js';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AgencyStore } from './agency.store.js';
import type { UserPatch, UserRow } from './user.schema.js';
import { UserStore } from './user.store.js';

/** Changes a user of the owner's agency. */
@Injectable()
export class ChangeUserService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AgencyStore) private readonly agencies: AgencyStore,
    @Inject(UserStore) private readonly users: UserStore,
    @Inject(SessionStore) private readonly sessions: SessionStore,
  ) {}

  /**
   * A disabled user's sessions end at once.
   * @throws Refusal not-found; conflict when the address is another user's, or when nobody who can sign in would be
   *   left to administer the agency.
   */
  async change(who: Signed, userId: string, patch: UserPatch): Promise<UserRow> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      // Two owners who demote each other at the same moment must not both succeed.
      await this.agencies.lock(tx, who.agencyId);
      if ((await this.users.find(tx, who.agencyId, userId)) === null) throw notFound('user');
      if (patch.email !== undefined && (await this.users.emailTaken(tx, who.agencyId, patch.email, userId))) {
        throw emailTaken();
      }
      await this.users.update(tx, who.agencyId, userId, patch, this.clock.now());
      if ((await this.users.activeOwners(tx, who.agencyId)) === 0) {
        throw new Refusal(
          'conflict',
          'The agency would be left without an owner who can sign in; make somebody else an owner first.',
        );
      }
      if (patch.disabled === true) await this.sessions.closeAll(tx, who.agencyId, userId);
      const changed = await this.users.find(tx, who.agencyId, userId);
      if (changed === null) throw notFound('user');
      return changed;
    });
  }
}

export const emailTaken = (): Refusal =>
  new Refusal('conflict', 'The agency has a user with this e-mail address already.', {
    fields: [{ pointer: '/email', detail: 'Give another address, or change the user who has this one.' }],
  });
