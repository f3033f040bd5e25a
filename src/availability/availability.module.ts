import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { CONFIG, type Config } from '../config.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AvailabilityController } from './availability.controller.js';
import { AvailabilityService } from './availability.service.js';
import { AvailabilityStore } from './availability.store.js';
import { CommonController } from './common.controller.js';
import { CommonTimes } from './common.service.js';
import { AvailabilityFacts } from './facts.service.js';
import { HolidayCalendar } from './holiday-calendar.service.js';
import { HolidaysController } from './holidays.controller.js';
import { Holidays } from './holidays.service.js';
import { InstructionStore } from './instruction.store.js';
import { InstructionsController } from './instructions.controller.js';
import { Instructions } from './instructions.service.js';
import { KindStore } from './kind.store.js';
import { KindsController } from './kinds.controller.js';
import { Kinds } from './kinds.service.js';
import { NearestTimes } from './nearest-times.service.js';
import { OsrmTravel } from './osrm.service.js';
import { SaveAvailabilityService } from './save-availability.service.js';
import { SuggestionsController } from './suggestions.controller.js';
import { Suggestions } from './suggestions.service.js';
import { TravelController } from './travel.controller.js';
import { TRAVEL_SOURCES } from './travel.port.js';
import { TravelStore } from './travel.store.js';
import { agreedTravel, estimatedTravel } from './travel-sources.service.js';
import { TravelTables } from './travel-table.service.js';

/** Needs BUSY_SOURCE (busy.port.ts) from a global module: the calendars are bound to it in app.module.ts. */
@Module({
  imports: [AuthModule, ClientsModule, ContactsModule],
  controllers: [
    AvailabilityController,
    CommonController,
    HolidaysController,
    InstructionsController,
    KindsController,
    SuggestionsController,
    TravelController,
  ],
  providers: [
    AvailabilityFacts,
    AvailabilityService,
    AvailabilityStore,
    CommonTimes,
    HolidayCalendar,
    Holidays,
    InstructionStore,
    Instructions,
    KindStore,
    Kinds,
    NearestTimes,
    SaveAvailabilityService,
    Suggestions,
    TravelStore,
    TravelTables,
    {
      provide: TRAVEL_SOURCES,
      inject: [CONFIG, CLOCK],
      useFactory: ({ osrmUrl }: Config, clock: Clock) =>
        osrmUrl === null
          ? [agreedTravel, estimatedTravel]
          : [agreedTravel, new OsrmTravel(osrmUrl, clock), estimatedTravel],
    },
  ],
  exports: [AvailabilityService, KindStore, NearestTimes],
})
export class AvailabilityModule {}
