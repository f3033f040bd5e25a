import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '../errors.js';
import {
  CALENDAR_PROVIDERS,
  type CalendarProvider,
  type OAuthLinking,
  type ProviderName,
} from './calendar.port.js';

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
  oauth(name: ProviderName): CalendarProvider & { readonly linking: OAuthLinking } {
    const provider = this.find(name);
    if (provider !== null && isOAuth(provider)) return provider;
    const prefix = name.toUpperCase();
    throw new Refusal(
      'unavailable',
      `Calendars of this kind cannot be linked here: the operator has to set ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET.`,
    );
  }
}

const isOAuth = (
  provider: CalendarProvider,
): provider is CalendarProvider & { readonly linking: OAuthLinking } => provider.linking.kind === 'oauth';
