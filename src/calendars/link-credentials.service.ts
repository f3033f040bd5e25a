import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import type { Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { type AccountRow, AccountStore } from './account.store.js';
import type { Credentials, LinkedAccount, ProviderName, RemoteCalendar } from './calendar.port.js';
import { CREDENTIAL_REFUSALS, type CredentialRefusal, credentialRefusalOf } from './credential-refusal.js';
import { KeepLink } from './keep-link.service.js';
import { Providers } from './providers.service.js';

/**
 * Links calendars by what a person enters: a server with a name and a password, the address of a feed. Everything is
 * tried before the one transaction that writes, so that nothing is half linked.
 */
@Injectable()
export class LinkCredentials {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(KeepLink) private readonly keeping: KeepLink,
  ) {}

  /** Linking the same login again takes the new password. @throws Refusal with the remedy. */
  async caldav(who: Signed, clientId: string, entered: Credentials): Promise<AccountRow> {
    await this.access.within(who, clientId, async () => undefined);
    const { account, listed } = await this.tryOut('caldav', entered);
    return this.save(who, clientId, 'caldav', account, listed);
  }

  /** @param name how the calendar is to be called; null: as it calls itself. @throws Refusal with the remedy. */
  async feed(who: Signed, clientId: string, address: string, name: string | null): Promise<AccountRow> {
    await this.access.within(who, clientId, async () => undefined);
    const { account, listed } = await this.tryOut('feed', { address, username: '', password: '' });
    const named = name === null ? listed : listed.map((calendar) => ({ ...calendar, name }));
    return this.save(who, clientId, 'feed', account, named);
  }

  /** A new password for the same login at the same server. @throws Refusal with the remedy. */
  async reconnect(who: Signed, clientId: string, accountId: string, password: string): Promise<AccountRow> {
    const held = await this.access.within(who, clientId, async (tx) => {
      const found = await this.accounts.find(tx, who.agencyId, accountId);
      if (found?.clientId !== clientId || found.state === 'unlinked') throw notFound('account');
      if (this.providers.find(found.provider)?.linking.kind !== 'credentials') throw refused('no-password');
      return this.accounts.tokens(tx, who.agencyId, accountId, false);
    });
    if (held === null || !('address' in held.tokens)) throw refused('no-password');
    const { provider, externalId } = held.account;
    const { account, listed } = await this.tryOut(provider, { ...held.tokens, password });
    if (account.externalId !== externalId) throw refused('wrong-account');
    return this.save(who, clientId, provider, account, listed, true);
  }

  private async tryOut(
    name: ProviderName,
    entered: Credentials,
  ): Promise<{ account: LinkedAccount; listed: readonly RemoteCalendar[] }> {
    const provider = this.providers.find(name);
    if (provider === null || provider.linking.kind !== 'credentials') {
      throw new Refusal('unavailable', 'Calendars of this kind cannot be linked here.');
    }
    const account = await provider.linking.open(entered);
    if (!account.ok) throw refused(credentialRefusalOf(account.fault, name));
    const { tokens, externalId } = account.value;
    const listed = await provider.listCalendars({ credentials: tokens, accountId: externalId });
    if (!listed.ok) throw refused(credentialRefusalOf(listed.fault, name));
    if (listed.value.length === 0) throw refused('no-calendar');
    // A feed is meant to be read only; an account that is linked to be written to is not.
    if (name === 'caldav' && !listed.value.some(({ writable }) => writable)) {
      throw refused('no-writable-calendar');
    }
    return { account: account.value, listed: listed.value };
  }

  private save(
    who: Signed,
    clientId: string,
    provider: ProviderName,
    account: LinkedAccount,
    listed: readonly RemoteCalendar[],
    again = provider === 'caldav',
  ): Promise<AccountRow> {
    return this.access.within(who, clientId, async (tx, client) => {
      // Two that link at once would both find nothing there.
      await tx.query('select 1 from client where agency_id = $1 and client_id = $2 for update', [
        who.agencyId,
        clientId,
      ]);
      const linked = await this.accounts.linkedClients(tx, who.agencyId, provider, account.externalId);
      // Two clients on one calendar would be shown each other's meetings, and most often it is a slip.
      if (linked.some((other) => other !== clientId)) throw refused('linked-elsewhere');
      if (!again && (await this.isLinked(tx, who.agencyId, clientId, provider, account.externalId))) {
        throw refused('already-linked');
      }
      const accountId = await this.keeping.keep(tx, who.agencyId, client, provider, account, listed);
      const row = await this.accounts.find(tx, who.agencyId, accountId);
      if (row === null) throw new Error('An account was linked and did not come back');
      return row;
    });
  }

  /** One that waits to be reconnected is linked by linking it again. */
  private async isLinked(
    tx: Tx,
    agencyId: string,
    clientId: string,
    provider: ProviderName,
    externalId: string,
  ): Promise<boolean> {
    const accounts = await this.accounts.ofClient(tx, agencyId, clientId);
    return accounts.some(
      (one) => one.provider === provider && one.externalId === externalId && one.state === 'linked',
    );
  }
}

const CONFLICTS: ReadonlySet<CredentialRefusal> = new Set([
  'already-linked',
  'linked-elsewhere',
  'wrong-account',
  'no-password',
]);

/** `refusal` is the word for programs. */
const refused = (refusal: CredentialRefusal): Refusal => {
  const { field, detail } = CREDENTIAL_REFUSALS[refusal];
  const code =
    refusal === 'unreachable' ? 'unavailable' : CONFLICTS.has(refusal) ? 'conflict' : 'invalid-input';
  return new Refusal(code, detail, {
    ...(field === null ? {} : { fields: [{ pointer: `/${field}`, detail }] }),
    extra: { refusal },
  });
};
