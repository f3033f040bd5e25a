import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CALENDAR_PROVIDERS, type CalendarProvider, type ProviderName } from './calendars/calendar.port.js';
import { CONFIG, type Config } from './config.js';
import { TenantDatabase } from './db/tenant.js';
import { QUEUE, type Queue } from './jobs/queue.port.js';
import { MAIL_SENDER, type MailSender } from './mail/mail.port.js';
import { SecretsService } from './secrets/secrets.service.js';
import { CLOCK, type Clock } from './time/clock.port.js';
import { BoundedWorkers } from './worker/bounded-worker.service.js';

/** What the composition root has made ready before Nest starts. */
export interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly source: DataSource;
  readonly secrets: SecretsService;
  readonly queue: Queue;
  readonly mailSender: MailSender;
  readonly calendarProviders: ReadonlyMap<ProviderName, CalendarProvider>;
  /** Shared with the adapters that read foreign texts themselves; without it the house makes its own. */
  readonly workers?: BoundedWorkers;
}

/** Ports bound to adapters, for every room. */
@Global()
@Module({})
export class CoreModule {
  static with(parts: Parts): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: parts.config },
      { provide: CLOCK, useValue: parts.clock },
      { provide: DataSource, useValue: parts.source },
      { provide: TenantDatabase, useValue: new TenantDatabase(parts.source) },
      { provide: SecretsService, useValue: parts.secrets },
      { provide: QUEUE, useValue: parts.queue },
      { provide: MAIL_SENDER, useValue: parts.mailSender },
      { provide: CALENDAR_PROVIDERS, useValue: parts.calendarProviders },
      parts.workers === undefined ? BoundedWorkers : { provide: BoundedWorkers, useValue: parts.workers },
    ];
    return { module: CoreModule, providers, exports: providers };
  }
}
