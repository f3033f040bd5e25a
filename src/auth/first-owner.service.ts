import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { SetupBody } from './auth.schema.js';
import { OneTimeLinkStore } from './one-time-link.store.js';
import { PasswordService } from './password.service.js';
import { SessionStore } from './session.store.js';
import type { NewSession } from './sign-in.service.js';

/** Long enough to be read from a terminal on the next morning. */
const SETUP_LINK_MS = 24 * 3600_000;
const SETUP_LOCK = 7_100_101;

/** The way into an empty house: nobody can sign up, so the first owner comes by a link from the terminal. */
@Injectable()
export class FirstOwnerService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OneTimeLinkStore) private readonly links: OneTimeLinkStore,
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(SessionStore) private readonly sessions: SessionStore,
  ) {}

  /**
   * The address at which the first owner sets the house up, or null when there is an agency already. The token is
   * behind the #, so it is in no log of a server on the way. Each call makes a new link.
   */
  async linkIfNeeded(): Promise<string | null> {
    if ((await this.db.agencyIds()).length > 0) return null;
    const agencyId = uuidv7();
    const token = await this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      return this.links.make(tx, agencyId, 'first-owner', {}, now, now + SETUP_LINK_MS);
    });
    return `${this.config.publicUrl}/setup#${token}`;
  }

  /**
   * Makes the agency that the link was printed for, and its owner.
   * @throws Refusal stale-link when the link was used, is too old, or somebody else set the house up meanwhile.
   */
  async setUp(input: SetupBody): Promise<NewSession> {
    const token = parseToken(input.token);
    if (token === null) throw staleSetupLink();
    const { agencyId } = token;
    return this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      if ((await this.links.redeem(tx, agencyId, 'first-owner', hashSecret(token.secret), now)) === null) {
        throw staleSetupLink();
      }
      if (await agencyExists(tx)) throw staleSetupLink();
      // Hashed after the link was found good, although that holds the transaction: else anybody could have us hash.
      const passwordHash = await this.passwords.hash(input.password);
      const userId = uuidv7();
      await tx.query('insert into agency (agency_id, name, zone, locale) values ($1, $2, $3, $4)', [
        agencyId,
        input.agencyName,
        input.zone,
        input.locale,
      ]);
      await tx.query(
        `insert into app_user (agency_id, user_id, email, name, role, locale, password_hash)
         values ($1, $2, $3, $4, 'owner', $5, $6)`,
        [agencyId, userId, input.email, input.name, input.locale, passwordHash],
      );
      return { agencyId, userId, token: await this.sessions.open(tx, agencyId, userId, now) };
    });
  }
}

/**
 * Two starts may have printed two links, each for an agency of its own: one lock for all of them, and a look through
 * the directory's door, so that the first one used is the last.
 */
const agencyExists = async (tx: Tx): Promise<boolean> => {
  await tx.query('select pg_advisory_xact_lock($1)', [SETUP_LOCK]);
  await tx.query(`select set_config('meetbroker.directory', 'on', true)`);
  const rows: unknown[] = await tx.query('select 1 from agency limit 1');
  return rows.length > 0;
};

const staleSetupLink = (): Refusal =>
  new Refusal(
    'stale-link',
    'This link was used or is too old. Sign in, or start the service anew while it has no agency: it prints a new link.',
  );
