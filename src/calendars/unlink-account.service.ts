import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { notFound } from '../errors.js';
import { AccountStore } from './account.store.js';
import type { CalendarProvider, Tokens } from './calendar.port.js';
import { CalendarStore } from './calendar.store.js';
import { OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';
import { Providers } from './providers.service.js';
import type { WatchState } from './watch-plan.js';

/**
 * Ends a link: what was mirrored is deleted, the tokens are forgotten and given back to the provider. Meetings that
 * stand on the calendar stay there; they are the client's. What its events had on the time of a meeting is asked about no
 * more.
 */
@Injectable()
export class UnlinkAccount {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener,
  ) {}

  /** @returns whether the provider confirmed that the grant is gone; ours is gone in any case. */
  async unlink(who: Signed, clientId: string, accountId: string): Promise<{ revoked: boolean }> {
    const { account, tokens, channels } = await this.access.within(who, clientId, async (tx) => {
      const found = await this.accounts.tokens(tx, who.agencyId, accountId, true);
      if (found === null || found.account.clientId !== clientId) throw notFound('account');
      const left = await this.calendars.removeOfAccount(tx, who.agencyId, accountId);
      await this.accounts.setState(tx, who.agencyId, found.account, 'unlinked', null);
      await this.listener.onTimesFreed(tx, { agencyId: who.agencyId, clientId });
      return { ...found, channels: left };
    });
    const provider = this.providers.find(account.provider);
    // A password was never given to us by the provider: forgetting it is all there is to do.
    if (provider === null || 'address' in tokens || tokens.refreshToken === '') return { revoked: false };
    await this.stop(provider, tokens, accountId, channels);
    if (provider.linking.kind !== 'oauth' || !provider.linking.revokes) return { revoked: false };
    return { revoked: (await provider.linking.revoke(tokens)).ok };
  }

  /** Best effort: what goes on pushing finds nobody here, and ends by itself within days. */
  private async stop(
    { watching, linking }: CalendarProvider,
    tokens: Tokens,
    accountId: string,
    channels: readonly WatchState[],
  ): Promise<void> {
    let { accessToken } = tokens;
    for (const channel of channels) {
      if (channel.kind !== 'open' || watching === null || linking.kind !== 'oauth') continue;
      const stopped = await watching.unwatch({ accessToken, accountId }, channel);
      if (stopped.ok || stopped.fault.kind !== 'expired') continue;
      const fresh = await linking.refresh(tokens);
      if (!fresh.ok) return;
      accessToken = fresh.value.accessToken;
      await watching.unwatch({ accessToken, accountId }, channel);
    }
  }
}
