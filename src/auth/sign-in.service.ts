import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type AttemptLimit, AttemptStore } from './attempt.store.js';
import type { SignInBody } from './auth.schema.js';
import { type Candidate, trialsOf } from './credential.js';
import { CredentialStore } from './credential.store.js';
import { networkOf } from './network.js';
import { PasswordService } from './password.service.js';
import { SessionStore } from './session.store.js';

/** A person mistypes a few times; a guesser gets forty tries an hour at one account, whatever networks they come from. */
const PER_ACCOUNT: AttemptLimit = { max: 10, windowMs: 15 * 60_000 };
/** An office behind one address signs in together on Monday morning; right passwords are not counted. */
const PER_NETWORK: AttemptLimit = { max: 100, windowMs: 15 * 60_000 };

export interface NewSession {
  readonly agencyId: string;
  readonly userId: string;
  readonly token: string;
}

/** Sign-in with e-mail and password. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AttemptStore) private readonly attempts: AttemptStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(SessionStore) private readonly sessions: SessionStore,
  ) {}

  /**
   * @param address the caller's IP address.
   * @throws Refusal wrong-credentials (the same for whatever is wrong), too-many-attempts, or choose-agency with
   *   `agencies` when the password is right in several.
   */
  async signIn(input: SignInBody, address: string): Promise<NewSession> {
    const names = { account: `account:${input.email}`, network: `network:${networkOf(address)}` };
    const { until, candidates } = await this.db.bySignInEmail(input.email, async (tx) => {
      const now = this.clock.now();
      // Account before network, always, so that two attempts never wait for each other.
      const account = await this.attempts.take(tx, names.account, PER_ACCOUNT, now);
      const network = await this.attempts.take(tx, names.network, PER_NETWORK, now);
      const candidates = await this.credentials.candidates(tx, input.email, input.agencyId);
      return { until: Math.max(account ?? 0, network ?? 0), candidates };
    });
    if (until > 0) throw tooMany(until - this.clock.now());

    const matching = await this.match(input.password, candidates);
    const [first] = matching;
    if (first === undefined) {
      throw new Refusal(
        'wrong-credentials',
        'The e-mail address or the password is wrong. Try again, or ask the owner of the agency for a new invitation.',
      );
    }
    const session = matching.length > 1 ? null : await this.open(first, input.password);
    await this.db.bySignInEmail(input.email, async (tx) => {
      await this.attempts.clear(tx, names.account);
      await this.attempts.giveBack(tx, names.network);
    });
    if (session === null) throw await this.chooseAgency(matching);
    return session;
  }

  /** Holds the password against all of them, never stopping early: the time must not tell which one it was. */
  private async match(password: string, candidates: readonly Candidate[]): Promise<Candidate[]> {
    const matching: Candidate[] = [];
    for (const { candidate, hash } of trialsOf(candidates)) {
      const right = await this.passwords.verify(password, hash);
      if (right && candidate !== null) matching.push(candidate);
    }
    return matching;
  }

  private async open({ agencyId, userId, passwordHash }: Candidate, password: string): Promise<NewSession> {
    const outdated = passwordHash === null || this.passwords.isOutdated(passwordHash);
    const renewed = outdated ? await this.passwords.hash(password) : null;
    return this.db.inAgency(agencyId, async (tx) => {
      if (renewed !== null) await this.credentials.setPassword(tx, agencyId, userId, renewed);
      const token = await this.sessions.open(tx, agencyId, userId, this.clock.now());
      return { agencyId, userId, token };
    });
  }

  private async chooseAgency(matching: readonly Candidate[]): Promise<Refusal> {
    const agencies: { agencyId: string; name: string }[] = [];
    for (const { agencyId } of matching) {
      const name = await this.db.inAgency(agencyId, (tx) => this.credentials.agencyName(tx, agencyId));
      agencies.push({ agencyId, name });
    }
    return new Refusal(
      'choose-agency',
      'You work for several agencies: sign in again with the agencyId of the one you mean.',
      { extra: { agencies } },
    );
  }
}

const tooMany = (waitMs: number): Refusal => {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Refusal(
    'too-many-attempts',
    `Too many attempts to sign in. Wait ${Math.ceil(retryAfterSeconds / 60)} minutes and try again.`,
    { retryAfterSeconds },
  );
};
