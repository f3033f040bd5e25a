import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { AccountStore } from './account.store.js';
import type { CalendarProvider } from './calendar.port.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { Providers } from './providers.service.js';
import type { WriteOutcome } from './write-outcome.js';
import { type Written, WrittenStore } from './written.store.js';

/** A calendar that can be written to, and what stands there by us. */
export interface WritePlace {
  readonly calendar: CalendarRow;
  readonly accountId: string;
  readonly provider: CalendarProvider;
  readonly written: Written;
}

/** Finds the calendar that a meeting is written to: where it stands already, or the client's target. */
@Injectable()
export class WritePlaces {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(WrittenStore) private readonly written: WrittenStore,
  ) {}

  /** @param wished a calendar id; without it, or when it is there no more, the rule above. */
  async find(
    agencyId: string,
    optionId: string,
    wished: string | null,
  ): Promise<WritePlace | Extract<WriteOutcome, { kind: 'parked' | 'failed' }>> {
    return this.db.inAgency(agencyId, async (tx) => {
      const written = await this.written.find(tx, agencyId, optionId);
      if (written === null) return { kind: 'failed', reason: 'there is no such option' };
      const id = wished ?? written.calendarId;
      const known = id === null ? null : await this.calendars.find(tx, agencyId, id);
      const calendar = known ?? (await this.calendars.writeTarget(tx, agencyId, written.clientId));
      if (calendar === null || calendar.accountId === null || calendar.clientId !== written.clientId) {
        return parked('no-calendar', 'the client has no calendar to write to');
      }
      const account = await this.accounts.find(tx, agencyId, calendar.accountId);
      const provider = this.providers.find(calendar.provider);
      if (account?.state !== 'linked') return parked('reconnect', 'the account has to be reconnected');
      if (provider === null) return parked('no-calendar', 'the provider is not configured here');
      return { calendar, accountId: calendar.accountId, provider, written };
    });
  }
}

const parked = (
  reason: Extract<WriteOutcome, { kind: 'parked' }>['reason'],
  detail: string,
): Extract<WriteOutcome, { kind: 'parked' }> => ({ kind: 'parked', reason, detail });
