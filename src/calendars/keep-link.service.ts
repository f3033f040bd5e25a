import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccountStore } from './account.store.js';
import type { LinkedAccount, ProviderName, RemoteCalendar } from './calendar.port.js';
import { CalendarStore } from './calendar.store.js';
import { ParkedWrites } from './parked-writes.store.js';

/**
 * The end of every linking, in the caller's transaction: the account with its calendars, their first sync, and the
 * writes that waited for it. Nothing is asked for any more, so nothing is half linked.
 */
@Injectable()
export class KeepLink {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(ParkedWrites) private readonly parked: ParkedWrites,
  ) {}

  /** @returns the account's id: the same login of a client keeps it. */
  async keep(
    tx: Tx,
    agencyId: string,
    client: { readonly clientId: string; readonly zone: string },
    provider: ProviderName,
    account: LinkedAccount,
    listed: readonly RemoteCalendar[],
  ): Promise<string> {
    const { clientId } = client;
    const now = this.clock.now();
    const accountId = await this.accounts.link(tx, agencyId, clientId, provider, account, now);
    const owner = { clientId, accountId, provider, clientZone: client.zone };
    for (const calendarId of await this.calendars.adopt(tx, agencyId, owner, listed)) {
      await this.queue.send(tx, 'sync-calendar', { agencyId, calendarId }, { singletonKey: calendarId });
    }
    await this.parked.wake(tx, agencyId, clientId, now);
    return accountId;
  }
}
