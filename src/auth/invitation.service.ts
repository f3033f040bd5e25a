import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { AcceptInvitationBody } from './auth.schema.js';
import { CredentialStore } from './credential.store.js';
import { OneTimeLinkStore } from './one-time-link.store.js';
import { PasswordService } from './password.service.js';
import { SessionStore } from './session.store.js';
import type { NewSession } from './sign-in.service.js';
import type { Signed } from './signed.js';

/** Over a weekend and a holiday. */
const INVITATION_MS = 7 * 24 * 3600_000;

export interface Invitation {
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** How users get a password: by a link that the owner hands on. The same link sets a forgotten one anew. */
@Injectable()
export class InvitationService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OneTimeLinkStore) private readonly links: OneTimeLinkStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(SessionStore) private readonly sessions: SessionStore,
  ) {}

  /** A new link for a user of the owner's agency; links that were made for the user before stop working. */
  async invite(who: Signed, userId: string): Promise<Invitation> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      if ((await this.credentials.me(tx, who.agencyId, userId)) === null) throw notFound('user');
      const now = this.clock.now();
      const expiresAt = now + INVITATION_MS;
      await this.links.withdrawInvitations(tx, who.agencyId, userId);
      const token = await this.links.make(tx, who.agencyId, 'invitation', { userId }, now, expiresAt);
      return {
        url: `${this.config.publicUrl}/invitation#${token}`,
        expiresAt: new Date(expiresAt).toISOString(),
      };
    });
  }

  /**
   * Sets the password of the invited user, ends the sessions under the old one, and opens a new one.
   * @throws Refusal stale-link.
   */
  async accept(input: AcceptInvitationBody): Promise<NewSession> {
    const token = parseToken(input.token);
    if (token === null) throw staleInvitation();
    const { agencyId } = token;
    return this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      const subject = await this.links.redeem(tx, agencyId, 'invitation', hashSecret(token.secret), now);
      const userId = subject?.userId;
      if (userId === undefined || (await this.credentials.me(tx, agencyId, userId)) === null) {
        throw staleInvitation();
      }
      // Hashed after the link was found good, although that holds the transaction: else anybody could have us hash.
      await this.credentials.setPassword(tx, agencyId, userId, await this.passwords.hash(input.password));
      await this.sessions.closeAll(tx, agencyId, userId);
      return { agencyId, userId, token: await this.sessions.open(tx, agencyId, userId, now) };
    });
  }
}

const staleInvitation = (): Refusal =>
  new Refusal(
    'stale-link',
    'This invitation was used, withdrawn or is too old. Ask the owner of the agency for a new one.',
  );
