import { Module } from '@nestjs/common';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { CoverStore } from './cover.store.js';
import { CoversController } from './covers.controller.js';
import { Covers } from './covers.service.js';
import { HandoverStore } from './handover.store.js';
import { NoteCovers } from './note-covers.service.js';

/** Who stands in for whom, and what goes over. */
@Module({
  imports: [AgenciesModule, ClientsModule],
  controllers: [CoversController],
  providers: [Covers, CoverStore, HandoverStore, NoteCovers],
  exports: [NoteCovers],
})
export class CoversModule {}
