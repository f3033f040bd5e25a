import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AgenciesModule } from './agencies/agencies.module.js';
import { AuthModule } from './auth/auth.module.js';
import { AvailabilityModule } from './availability/availability.module.js';
import { MirroredBusyModule } from './availability/mirrored-busy.module.js';
import { HealthController } from './boot/health.controller.js';
import { loggerOptions } from './boot/logger.js';
import { CalendarsModule } from './calendars/calendars.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { CoreModule, type Parts } from './core.module.js';
import { CoversModule } from './covers/covers.module.js';
import { HttpModule } from './http/http.module.js';
import { JournalModule } from './journal/journal.module.js';
import { LiveModule } from './live/live.module.js';
import { MailModule } from './mail/mail.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { MeetingsCoreModule } from './meetings/meetings-core.module.js';
import { PagesModule } from './pages/pages.module.js';
import { RequestsModule } from './requests/requests.module.js';

/** The whole house; the one place that binds ports to adapters is boot/boot.ts, which hands them in as parts. */
@Module({})
export class AppModule {
  static with(parts: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(loggerOptions(parts.config.logLevel)),
        CoreModule.with(parts),
        HttpModule,
        AuthModule,
        AgenciesModule,
        ClientsModule,
        ContactsModule,
        CoversModule,
        MailModule,
        CalendarsModule,
        AvailabilityModule,
        MeetingsCoreModule,
        MeetingsModule,
        MirroredBusyModule,
        PagesModule,
        RequestsModule,
        JournalModule,
        LiveModule,
      ],
      controllers: [HealthController],
    };
  }
}
