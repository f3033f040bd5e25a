import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccountStore } from './account.store.js';
import { AccountCircuits } from './account-circuit.store.js';
import type { Access, Outcome, Tokens } from './calendar.port.js';
import { Providers } from './providers.service.js';
import { SILENT } from './silence.js';

/** A token that dies within this is renewed first: it has to last for one call (20 s) and a skewed clock. */
const MARGIN_MS = 60_000;

/**
 * Live access tokens. One refresh at a time for an account, over all replicas: the account's row stays locked while the
 * provider is asked, and whoever waited uses what the first one got. A grant that is gone marks the account
 * `reconnect`; it takes a person to mend that.
 */
@Injectable()
export class AccessTokens {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountCircuits) private readonly circuits: AccountCircuits,
  ) {}

  /** @param refused an access token that the provider did not take, whatever its age. */
  async get(agencyId: string, accountId: string, refused?: string): Promise<Outcome<Access>> {
    const held = await this.db.inAgency(agencyId, (tx) =>
      this.accounts.tokens(tx, agencyId, accountId, false),
    );
    return this.live(agencyId, accountId, held, refused);
  }

  private async live(
    agencyId: string,
    accountId: string,
    held: Held,
    refused?: string,
  ): Promise<Outcome<Access>> {
    if (held === null || held.account.state !== 'linked') return RECONNECT;
    const { tokens } = held;
    if ('address' in tokens) return { ok: true, value: { credentials: tokens, accountId } };
    if (this.isGood(tokens, refused)) return bearer(tokens, accountId);
    return this.refresh(agencyId, accountId, refused);
  }

  /**
   * Calls with a live token; once more with a new one when the provider takes it for expired. That no token could be
   * had is never `unknown`: nothing was sent, so there is nothing to probe for. Nor is anything sent to a provider that
   * has not answered for some calls (account-circuit.store.ts).
   */
  async call<T>(
    agencyId: string,
    accountId: string,
    work: (access: Access) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const now = this.clock.now();
    const { circuit, held } = await this.db.inAgency(agencyId, async (tx) => ({
      circuit: await this.circuits.find(tx, agencyId, accountId, now),
      held: await this.accounts.tokens(tx, agencyId, accountId, false),
    }));
    if (circuit.until !== null) {
      return { ok: false, fault: { kind: 'slow-down', retryAfterMs: circuit.until - now, detail: SILENT } };
    }
    const outcome = await this.send(agencyId, accountId, held, work);
    const silent = !outcome.ok && outcome.fault.kind === 'unknown';
    if (silent || circuit.calls > 0) {
      await this.db.inAgency(agencyId, (tx) =>
        silent
          ? this.circuits.silent(tx, agencyId, accountId, this.clock.now(), Math.random())
          : this.circuits.answered(tx, agencyId, accountId),
      );
    }
    return outcome;
  }

  private async send<T>(
    agencyId: string,
    accountId: string,
    held: Held,
    work: (access: Access) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const access = await this.live(agencyId, accountId, held);
    if (!access.ok) return unsent(access);
    const outcome = await work(access.value);
    if (outcome.ok) return outcome;
    if ('credentials' in access.value) {
      // There is nothing to renew: a password that is not taken any more needs a person.
      if (outcome.fault.kind === 'reconnect') await this.lost(agencyId, accountId, outcome.fault.detail);
      return outcome;
    }
    if (outcome.fault.kind !== 'expired') return outcome;
    const fresh = await this.get(agencyId, accountId, access.value.accessToken);
    return fresh.ok ? work(fresh.value) : unsent(fresh);
  }

  private refresh(agencyId: string, accountId: string, refused?: string): Promise<Outcome<Access>> {
    // Where refresh tokens rotate, the old one may be worthless by the time the transaction is run again.
    let renewed: { readonly from: string; readonly tokens: Tokens } | null = null;
    return this.db.inAgency(agencyId, async (tx): Promise<Outcome<Access>> => {
      const held = await this.accounts.tokens(tx, agencyId, accountId, true);
      const provider = held === null ? null : this.providers.find(held.account.provider);
      if (held === null || held.account.state !== 'linked') return RECONNECT;
      if ('address' in held.tokens) return { ok: true, value: { credentials: held.tokens, accountId } };
      if (this.isGood(held.tokens, refused)) return bearer(held.tokens, accountId);
      if (provider === null || provider.linking.kind !== 'oauth') return NOT_CONFIGURED;
      const from = held.tokens.refreshToken;
      const fresh: Outcome<Tokens> =
        renewed?.from === from
          ? { ok: true, value: renewed.tokens }
          : await provider.linking.refresh(held.tokens);
      if (fresh.ok) {
        renewed = { from, tokens: fresh.value };
        await this.accounts.saveTokens(tx, agencyId, held.account, fresh.value);
        return bearer(fresh.value, accountId);
      }
      if (fresh.fault.kind === 'reconnect') {
        await this.accounts.setState(tx, agencyId, held.account, 'reconnect', fresh.fault.detail);
      }
      return fresh;
    });
  }

  private lost(agencyId: string, accountId: string, detail: string): Promise<void> {
    return this.db.inAgency(agencyId, async (tx) => {
      const account = await this.accounts.find(tx, agencyId, accountId);
      if (account?.state === 'linked')
        await this.accounts.setState(tx, agencyId, account, 'reconnect', detail);
    });
  }

  private isGood(tokens: { accessToken: string; expiresAt: number }, refused: string | undefined): boolean {
    return tokens.accessToken !== refused && tokens.expiresAt - MARGIN_MS > this.clock.now();
  }
}

type Held = Awaited<ReturnType<AccountStore['tokens']>>;

const bearer = (tokens: Tokens, accountId: string): Outcome<Access> => ({
  ok: true,
  value: { accessToken: tokens.accessToken, accountId },
});

const unsent = (outcome: Extract<Outcome<Access>, { ok: false }>): Outcome<never> => {
  const { fault } = outcome;
  return fault.kind === 'unknown'
    ? {
        ok: false,
        fault: { kind: 'slow-down', retryAfterMs: null, detail: `no access token: ${fault.detail}` },
      }
    : outcome;
};

const RECONNECT: Outcome<never> = {
  ok: false,
  fault: { kind: 'reconnect', detail: 'the account is not linked any more' },
};
const NOT_CONFIGURED: Outcome<never> = {
  ok: false,
  fault: { kind: 'refused', detail: 'this installation is not configured for the provider' },
};
