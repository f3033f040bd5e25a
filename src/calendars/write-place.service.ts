import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { AccessTokens } from './access-token.service.js';
import { AccountStore } from './account.store.js';
import type { Access, CalendarProvider, Outcome } from './calendar.port.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { Providers } from './providers.service.js';
import type { WriteOutcome } from './write-outcome.js';
import { type Written, WrittenStore } from './written.store.js';

/** A calendar that can be called, as whom. */
export interface CallPlace {
  readonly calendar: CalendarRow;
  readonly accountId: string;
  readonly provider: CalendarProvider;
}

/** The calendar that an option is written to, or stands on, and what stands by us. */
export interface WritePlace extends CallPlace {
  readonly written: Written;
}

export type NoPlace = Extract<WriteOutcome, { kind: 'parked' | 'failed' }>;

/** Finds the calendars that meetings are written to and taken off. */
@Injectable()
export class WritePlaces {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(WrittenStore) private readonly written: WrittenStore,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
  ) {}

  /** A question, which changes nothing: writers need not be kept out for it. */
  ask<T>(
    agencyId: string,
    { accountId }: CallPlace,
    work: (access: Access) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    return this.tokens.call(agencyId, accountId, work);
  }

  /** Where an option is to stand: the calendar that the client has chosen; where it stands, when there is none. */
  toPut(agencyId: string, optionId: string): Promise<WritePlace | NoPlace> {
    return this.find(agencyId, optionId, (target, stands) => target ?? stands);
  }

  /** Where an option stands; the chosen calendar, when a write may have been made that was not recorded. */
  toRemove(agencyId: string, optionId: string): Promise<WritePlace | NoPlace> {
    return this.find(agencyId, optionId, (target, stands) => stands ?? target);
  }

  /** Null: there is no such calendar any more. */
  async at(agencyId: string, calendarId: string): Promise<CallPlace | NoPlace | null> {
    return this.db.inAgency(agencyId, async (tx) => {
      const calendar = await this.calendars.find(tx, agencyId, calendarId);
      return calendar === null ? null : this.callable(tx, agencyId, calendar);
    });
  }

  private async find(
    agencyId: string,
    optionId: string,
    choose: (target: CalendarRow | null, stands: CalendarRow | null) => CalendarRow | null,
  ): Promise<WritePlace | NoPlace> {
    return this.db.inAgency(agencyId, async (tx) => {
      const written = await this.written.find(tx, agencyId, optionId);
      if (written === null) return { kind: 'failed', reason: 'there is no such option' };
      const stands =
        written.calendarId === null ? null : await this.calendars.find(tx, agencyId, written.calendarId);
      const calendar = choose(await this.calendars.writeTarget(tx, agencyId, written.clientId), stands);
      if (calendar === null || calendar.clientId !== written.clientId) {
        return parked('no-calendar', 'the client has no calendar to write to');
      }
      const place = await this.callable(tx, agencyId, calendar);
      return 'kind' in place ? place : { ...place, written };
    });
  }

  private async callable(tx: Tx, agencyId: string, calendar: CalendarRow): Promise<CallPlace | NoPlace> {
    if (calendar.accountId === null) return parked('no-calendar', 'the client has no calendar to write to');
    const account = await this.accounts.find(tx, agencyId, calendar.accountId);
    const provider = this.providers.find(calendar.provider);
    if (account?.state !== 'linked') return parked('reconnect', 'the account has to be reconnected');
    if (provider === null) return parked('no-calendar', 'the provider is not configured here');
    return { calendar, accountId: calendar.accountId, provider };
  }
}

const parked = (reason: Extract<WriteOutcome, { kind: 'parked' }>['reason'], detail: string): NoPlace => ({
  kind: 'parked',
  reason,
  detail,
});
