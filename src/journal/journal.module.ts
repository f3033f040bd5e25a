import { Module } from '@nestjs/common';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { JournalController } from './journal.controller.js';
import { JournalExport } from './journal-export.service.js';
import { JournalExportStore } from './journal-export.store.js';

/** What was done, for invoices. */
@Module({
  imports: [AgenciesModule],
  controllers: [JournalController],
  providers: [JournalExport, JournalExportStore],
})
export class JournalModule {}
