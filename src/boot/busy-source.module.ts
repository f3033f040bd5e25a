import { Global, Module } from '@nestjs/common';
import { BUSY_SOURCE } from '../availability/busy.port.js';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { MirrorBusySource } from './busy-source.js';

/** Binds what availability asks for to what the calendars have. */
@Global()
@Module({
  imports: [CalendarsModule],
  providers: [MirrorBusySource, { provide: BUSY_SOURCE, useExisting: MirrorBusySource }],
  exports: [BUSY_SOURCE],
})
export class BusySourceModule {}
