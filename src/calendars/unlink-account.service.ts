import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { notFound } from '../errors.js';
import { AccountStore } from './account.store.js';
import type { Grant } from './calendar.port.js';
import { CalendarStore } from './calendar.store.js';
import { Providers } from './providers.service.js';

/**
 * Ends a link: what was mirrored is deleted, the tokens are forgotten and given back to the provider. Meetings that
 * stand on the calendar stay there; they are the client's.
 */
@Injectable()
export class UnlinkAccount {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
  ) {}

  /** @returns whether the provider confirmed that the grant is gone; ours is gone in any case. */
  async unlink(who: Signed, clientId: string, accountId: string): Promise<{ revoked: boolean }> {
    const held = await this.access.within(who, clientId, async (tx) => {
      const found = await this.accounts.tokens(tx, who.agencyId, accountId, true);
      if (found === null || found.account.clientId !== clientId) throw notFound('account');
      await this.calendars.removeOfAccount(tx, who.agencyId, accountId);
      await this.accounts.setState(tx, who.agencyId, found.account, 'unlinked', null);
      return found;
    });
    return { revoked: await this.giveBack(held.account.provider, held.tokens) };
  }

  private async giveBack(name: Parameters<Providers['find']>[0], tokens: Grant): Promise<boolean> {
    const provider = this.providers.find(name);
    // A password was never given to us by the provider: forgetting it is all there is to do.
    if (provider === null || provider.linking.kind !== 'oauth' || 'address' in tokens) return false;
    if (tokens.refreshToken === '' || !provider.linking.revokes) return false;
    return (await provider.linking.revoke(tokens)).ok;
  }
}
