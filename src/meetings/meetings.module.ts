import { Module } from '@nestjs/common';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { MailModule } from '../mail/mail.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { AliasStore } from './alias.store.js';
import { AliasesController } from './aliases.controller.js';
import { AnswerService } from './answer.service.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { BackgroundStore } from './background.store.js';
import { CarryOutJob } from './carry-out.job.js';
import { CarryOut } from './carry-out.service.js';
import { CarryOutcome } from './carry-outcome.service.js';
import { CheckLetters } from './check-letters.service.js';
import { CounterStore } from './counter.store.js';
import { CountersController } from './counters.controller.js';
import { Counters } from './counters.service.js';
import { DecideByHand } from './decide-by-hand.service.js';
import { DeskController } from './desk.controller.js';
import { EffectListStore } from './effect-list.store.js';
import { ExpireProposals } from './expire-proposals.service.js';
import { HoldsController } from './holds.controller.js';
import { Invitees } from './invitees.service.js';
import { LateAnswers } from './late-answers.service.js';
import { LiveCheck } from './live-check.service.js';
import { MeetingAccess } from './meeting-access.service.js';
import { MeetingDetailsService } from './meeting-details.service.js';
import { MeetingListStore } from './meeting-list.store.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingsCoreModule } from './meetings-core.module.js';
import { MessageStore } from './message.store.js';
import { MessageDetailsService } from './message-details.service.js';
import { MessageListStore } from './message-list.store.js';
import { MessagesController } from './messages.controller.js';
import { OfferService } from './offer.service.js';
import { OfferedTimes } from './offered-times.service.js';
import { PageViewService } from './page-view.service.js';
import { PeopleStore } from './people.store.js';
import { PreviewProposal } from './preview.service.js';
import { ProposalKinds } from './proposal-kind.store.js';
import { ProposalRulesController } from './proposal-rules.controller.js';
import { ProposalRulesStore } from './proposal-rules.store.js';
import { ProposeService } from './propose.service.js';
import { ReadMessageJob } from './read-message.job.js';
import { ReceiveReply } from './receive-reply.service.js';
import { RecipientStore } from './recipient.store.js';
import { Roster } from './roster.service.js';
import { RosterStore } from './roster.store.js';
import { SendMail } from './send-mail.service.js';
import { SetConsensus } from './set-consensus.service.js';
import { SetRole } from './set-role.service.js';
import { SettleMessage } from './settle-message.service.js';
import { TakeSteps } from './take-steps.service.js';
import { UndoProposal } from './undo.service.js';
import { WriteCalendar } from './write-calendar.service.js';

@Module({
  imports: [
    MeetingsCoreModule,
    RequestsModule,
    AgenciesModule,
    ClientsModule,
    CalendarsModule,
    ContactsModule,
    AvailabilityModule,
    MailModule,
  ],
  controllers: [
    MeetingsController,
    MessagesController,
    DeskController,
    HoldsController,
    ProposalRulesController,
    AliasesController,
    CountersController,
  ],
  providers: [
    AliasStore,
    CounterStore,
    Counters,
    Roster,
    RosterStore,
    SetConsensus,
    SetRole,
    AnswerService,
    AttendeeAddressBook,
    BackgroundStore,
    CarryOut,
    CarryOutJob,
    CarryOutcome,
    CheckLetters,
    DecideByHand,
    EffectListStore,
    ExpireProposals,
    Invitees,
    LateAnswers,
    LiveCheck,
    MeetingAccess,
    MeetingDetailsService,
    MeetingListStore,
    MessageDetailsService,
    MessageListStore,
    MessageStore,
    OfferService,
    OfferedTimes,
    PageViewService,
    PeopleStore,
    ProposeService,
    ReadMessageJob,
    ReceiveReply,
    RecipientStore,
    SendMail,
    SettleMessage,
    PreviewProposal,
    ProposalKinds,
    ProposalRulesStore,
    TakeSteps,
    UndoProposal,
    WriteCalendar,
  ],
  exports: [AnswerService, AttendeeAddressBook, CarryOut, ExpireProposals, PageViewService, TakeSteps],
})
export class MeetingsModule {}
