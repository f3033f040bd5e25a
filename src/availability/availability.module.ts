import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { AvailabilityController } from './availability.controller.js';
import { AvailabilityService } from './availability.service.js';
import { AvailabilityStore } from './availability.store.js';
import { InstructionStore } from './instruction.store.js';
import { InstructionsController } from './instructions.controller.js';
import { Instructions } from './instructions.service.js';
import { SaveAvailabilityService } from './save-availability.service.js';

/** Needs BUSY_SOURCE (busy.port.ts) from a global module: the calendars are bound to it in app.module.ts. */
@Module({
  imports: [ClientsModule],
  controllers: [AvailabilityController, InstructionsController],
  providers: [
    AvailabilityService,
    AvailabilityStore,
    Instructions,
    InstructionStore,
    SaveAvailabilityService,
  ],
  exports: [AvailabilityService],
})
export class AvailabilityModule {}
