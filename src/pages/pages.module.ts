import { Module } from '@nestjs/common';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { GiveAnswer } from './give-answer.service.js';
import { LinkPagePublicController } from './link-page.controller.js';
import { MeetingFile } from './meeting-file.service.js';
import { ProposalController } from './proposal.controller.js';
import { RequestPageController } from './request-page.controller.js';
import { StylesController } from './styles.controller.js';

/** Pages for people without an account. */
@Module({
  imports: [CalendarsModule, MeetingsModule, RequestsModule],
  controllers: [LinkPagePublicController, RequestPageController, StylesController, ProposalController],
  providers: [GiveAnswer, MeetingFile],
})
export class PagesModule {}
