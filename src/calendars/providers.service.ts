import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '../errors.js';
import { CALENDAR_PROVIDERS, type CalendarProvider, type ProviderName } from './calendar.port.js';

/** The providers that this installation can talk to. */
@Injectable()
export class Providers {
  constructor(
    @Inject(CALENDAR_PROVIDERS) private readonly providers: ReadonlyMap<ProviderName, CalendarProvider>,
  ) {}

  /** Null for a provider that is not configured (any more), and for files, which nobody can be asked about. */
  find(name: ProviderName): CalendarProvider | null {
    return this.providers.get(name) ?? null;
  }

  /** For a person who wants to link: refuses with the remedy. */
  require(name: ProviderName): CalendarProvider {
    const provider = this.find(name);
    if (provider !== null) return provider;
    throw new Refusal(
      'unavailable',
      'Calendars of this kind cannot be linked here: the operator has to set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.',
    );
  }
}
