import { Global, Module } from '@nestjs/common';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { BUSY_SOURCE } from './busy.port.js';
import { MirroredBusy } from './mirrored-busy.service.js';

/** Binds BUSY_SOURCE to the calendars' room; global, so that availability does not know where busy times come from. */
@Global()
@Module({
  imports: [CalendarsModule],
  providers: [{ provide: BUSY_SOURCE, useClass: MirroredBusy }],
  exports: [BUSY_SOURCE],
})
export class MirroredBusyModule {}
