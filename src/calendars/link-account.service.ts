import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccountStore } from './account.store.js';
import type { Fault, LinkedAccount, ProviderName, RemoteCalendar } from './calendar.port.js';
import { KeepLink } from './keep-link.service.js';
import type { LinkRefusal, LinkResult } from './link-refusal.js';
import { OAuthStateStore, type SpentState } from './oauth-state.store.js';
import { challengeOf } from './pkce.js';
import { Providers } from './providers.service.js';

/**
 * Links a client's calendar account: the person is sent to the provider and comes back with a code. Everything is
 * asked for before the one transaction that writes, so that nothing is half linked.
 */
@Injectable()
export class LinkAccount {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(OAuthStateStore) private readonly states: OAuthStateStore,
    @Inject(KeepLink) private readonly keeping: KeepLink,
  ) {}

  /** The provider's address to send the person to. With `accountId` only that account will be accepted. */
  async begin(
    who: Signed,
    clientId: string,
    provider: ProviderName,
    accountId: string | null,
  ): Promise<{ authorizeUrl: string }> {
    const { linking } = this.providers.oauth(provider);
    const verifier = randomBytes(32).toString('base64url');
    return this.access.within(who, clientId, async (tx, client) => {
      const account = accountId === null ? null : await this.accounts.find(tx, who.agencyId, accountId);
      if (accountId !== null && account?.clientId !== clientId) throw notFound('account');
      const state = await this.states.open(
        tx,
        who.agencyId,
        {
          provider,
          clientId,
          userId: who.userId,
          verifier,
          expectedExternalId: account?.externalId ?? null,
        },
        this.clock.now(),
      );
      const hint = account?.email ?? client.email;
      return {
        authorizeUrl: linking.authorizeUrl({
          redirectUri: this.redirectUri(provider),
          state,
          codeChallenge: challengeOf(verifier),
          ...(hint === null ? {} : { loginHint: hint }),
        }),
      };
    });
  }

  /** What the provider's redirect brought. Never throws for what the person or the provider did. */
  async complete(
    who: Signed,
    redirect: {
      provider: ProviderName;
      state: string;
      code: string | undefined;
      error: string | undefined;
      errorText?: string | undefined;
    },
  ): Promise<LinkResult> {
    const spent = await this.db.inAgency(who.agencyId, (tx) =>
      this.states.spend(tx, who.agencyId, who.userId, redirect.state, this.clock.now()),
    );
    if (!spent.ok) return spent;
    const { state } = spent;
    const refuse = (refusal: LinkRefusal): LinkResult => ({ ok: false, refusal, clientId: state.clientId });
    // An answer that comes to another provider's door belongs to no sign-in that was begun here (RFC 9700 4.4).
    if (state.provider !== redirect.provider) return refuse('unknown-state');
    if (redirect.error !== undefined || redirect.code === undefined)
      return refuse(refusalOfRedirect(redirect));

    const provider = this.providers.oauth(state.provider);
    const account = await provider.linking.redeemCode(
      redirect.code,
      state.verifier,
      this.redirectUri(state.provider),
    );
    if (!account.ok) return refuse(refusalOf(account.fault));
    if (state.expectedExternalId !== null && state.expectedExternalId !== account.value.externalId) {
      return refuse('wrong-account');
    }
    const { accessToken } = account.value.tokens;
    const listed = await provider.listCalendars({ accessToken, accountId: account.value.externalId });
    if (!listed.ok) return refuse(refusalOf(listed.fault));
    const outcome = await this.save(who, state, account.value, listed.value);
    return outcome.ok ? outcome : refuse(outcome.refusal);
  }

  private async save(
    who: Signed,
    state: SpentState,
    account: LinkedAccount,
    listed: readonly RemoteCalendar[],
  ): Promise<LinkResult | { ok: false; refusal: LinkRefusal }> {
    const { provider, clientId } = state;
    try {
      return await this.access.within(who, clientId, async (tx, client): Promise<LinkResult> => {
        // Two clients on one calendar would be shown each other's meetings, and most often it is a slip.
        const linked = await this.accounts.linkedClients(tx, who.agencyId, provider, account.externalId);
        if (linked.some((other) => other !== clientId)) {
          return { ok: false, refusal: 'linked-elsewhere', clientId };
        }
        const accountId = await this.keeping.keep(tx, who.agencyId, client, provider, account, listed);
        return { ok: true, clientId, accountId };
      });
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') {
        return { ok: false, refusal: 'not-your-client' };
      }
      throw error;
    }
  }

  private redirectUri(provider: ProviderName): string {
    return `${this.config.publicUrl}/api/oauth/${provider}/callback`;
  }
}

/**
 * Organisations may keep their members from granting anything themselves: then the person cannot mend it.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes (AADSTS90094 and its kin)
 */
const refusalOfRedirect = ({
  error,
  errorText,
}: {
  error: string | undefined;
  errorText?: string | undefined;
}): LinkRefusal =>
  error === 'consent_required' || /AADSTS(65001|9009\d)/.test(errorText ?? '') ? 'needs-admin' : 'denied';

const refusalOf = (fault: Fault): LinkRefusal => {
  if (fault.kind === 'scopes-missing') return 'scopes-missing';
  const passing = fault.kind === 'unknown' || fault.kind === 'slow-down' || fault.kind === 'quota';
  return passing ? 'provider-unreachable' : 'code-refused';
};
