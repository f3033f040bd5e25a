import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { GiveAnswer } from './give-answer.service.js';
import { MeetingFile } from './meeting-file.service.js';
import { ProposalController } from './proposal.controller.js';
import { StylesController } from './styles.controller.js';

/** Pages for people without an account. */
@Module({
  imports: [MeetingsModule],
  controllers: [StylesController, ProposalController],
  providers: [GiveAnswer, MeetingFile],
})
export class PagesModule {}
