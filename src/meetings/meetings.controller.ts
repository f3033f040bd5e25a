import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { DecideByHand } from './decide-by-hand.service.js';
import type { MeetingEvent } from './meeting.js';
import { MeetingDetailsService } from './meeting-details.service.js';
import { MeetingListStore } from './meeting-list.store.js';
import { type MeetingDetails, type MeetingSummary, meetingDetails } from './meeting-view.schema.js';
import {
  type CancelBody,
  type ConfirmBody,
  cancelBody,
  confirmBody,
  type MeetingsQuery,
  meetingPage,
  meetingsQuery,
  type OfferBody,
  offerBody,
  type ProposalBody,
  proposalBody,
  type RescheduleBody,
  rescheduleBody,
  type UndoneProposal,
  undoneProposal,
} from './meetings.schema.js';
import { OfferService } from './offer.service.js';
import { type ProposalPreview, proposalPreview } from './preview.schema.js';
import { PreviewProposal } from './preview.service.js';
import { ProposeService } from './propose.service.js';
import { UndoProposal } from './undo.service.js';

const TAKEN = 'The time is taken (`clashes` says by what), or the meeting is not in a state for this';

/** A secretary's verbs on meetings. Each answers with the meeting as it is afterwards. */
@ApiTags('meetings')
@Controller('api')
export class MeetingsController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(MeetingListStore) private readonly meetings: MeetingListStore,
    @Inject(MeetingDetailsService) private readonly details: MeetingDetailsService,
    @Inject(ProposeService) private readonly proposing: ProposeService,
    @Inject(OfferService) private readonly offering: OfferService,
    @Inject(PreviewProposal) private readonly previews: PreviewProposal,
    @Inject(UndoProposal) private readonly undoing: UndoProposal,
    @Inject(DecideByHand) private readonly byHand: DecideByHand,
  ) {}

  @Get('meetings')
  @ApiResponse({ status: 200, description: 'Newest first', standardSchema: meetingPage })
  async list(
    @Signed() who: Signed,
    @Query({ schema: meetingsQuery }) query: MeetingsQuery,
  ): Promise<Page<MeetingSummary>> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const { clientId, state, after, limit } = query;
      const clientIds =
        clientId === undefined
          ? await this.access.visibleClientIds(tx, who)
          : [(await this.access.require(tx, who, clientId)).clientId];
      const filter = { clientIds, state, after, limit: limit + 1 };
      const rows = await this.meetings.list(tx, who.agencyId, filter, who.locale);
      return pageOfRows(rows, limit, ({ meetingId }) => meetingId);
    });
  }

  @Post('clients/:clientId/meetings')
  @ApiResponse({
    status: 201,
    description: 'Proposed, invitations under way',
    standardSchema: meetingDetails,
  })
  @ApiProblem(409, TAKEN)
  async propose(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: proposalBody }) body: ProposalBody,
  ): Promise<MeetingDetails> {
    const { meetingId } = await this.proposing.propose(who, clientId, body);
    return this.details.get(who, meetingId);
  }

  /** The mails as they would be sent; nothing is kept. Whether the times are free is not asked. */
  @Post('clients/:clientId/meetings/preview')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Each mail of the proposal', standardSchema: proposalPreview })
  async preview(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: proposalBody }) body: ProposalBody,
  ): Promise<ProposalPreview> {
    return this.previews.preview(who, clientId, body);
  }

  @Get('meetings/:meetingId')
  @ApiResponse({ status: 200, description: 'All that is known of it', standardSchema: meetingDetails })
  async get(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
  ): Promise<MeetingDetails> {
    return this.details.get(who, meetingId);
  }

  /** Nothing of the proposal has left the house yet: it is as if it had never been. */
  @Post('meetings/:meetingId/undo')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The proposal as it was wanted', standardSchema: undoneProposal })
  @ApiProblem(409, 'Something has been sent, or somebody has answered')
  async undo(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
  ): Promise<UndoneProposal> {
    return this.undoing.undo(who, meetingId);
  }

  @Post('meetings/:meetingId/offer')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'With further times', standardSchema: meetingDetails })
  @ApiProblem(409, TAKEN)
  async offer(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: offerBody }) body: OfferBody,
  ): Promise<MeetingDetails> {
    await this.offering.offer(who, meetingId, body);
    return this.details.get(who, meetingId);
  }

  @Post('meetings/:meetingId/confirm')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Confirmed by hand', standardSchema: meetingDetails })
  @ApiProblem(409, TAKEN)
  async confirm(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: confirmBody }) { optionId, attendeeId, override }: ConfirmBody,
  ): Promise<MeetingDetails> {
    return this.decide(who, meetingId, { kind: 'confirm-by-hand', optionId, attendeeId }, override);
  }

  @Post('meetings/:meetingId/reschedule')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'At the new time', standardSchema: meetingDetails })
  @ApiProblem(409, TAKEN)
  async reschedule(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: rescheduleBody }) { start, end, override }: RescheduleBody,
  ): Promise<MeetingDetails> {
    const to = { start: Date.parse(start), end: Date.parse(end) };
    return this.decide(who, meetingId, { kind: 'reschedule', ...to }, override);
  }

  @Post('meetings/:meetingId/cancel')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Called off', standardSchema: meetingDetails })
  @ApiProblem(409, 'The meeting is over already')
  async cancel(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: cancelBody }) { reason }: CancelBody,
  ): Promise<MeetingDetails> {
    return this.decide(who, meetingId, { kind: 'cancel', reason });
  }

  /** The meeting stands although the client deleted it: it is written anew. */
  @Post('meetings/:meetingId/restore')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Standing again', standardSchema: meetingDetails })
  @ApiProblem(409, 'The client has not deleted it')
  async restore(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
  ): Promise<MeetingDetails> {
    return this.decide(who, meetingId, { kind: 'restore' });
  }

  /** The question about the meeting has been seen to. */
  @Post('meetings/:meetingId/settle')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Without its question', standardSchema: meetingDetails })
  @ApiProblem(409, 'There is no question, or it wants an answer')
  async settle(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
  ): Promise<MeetingDetails> {
    return this.decide(who, meetingId, { kind: 'settle' });
  }

  private async decide(
    who: Signed,
    meetingId: string,
    event: MeetingEvent,
    override = false,
  ): Promise<MeetingDetails> {
    await this.byHand.decide(who, meetingId, event, { despiteEvents: override });
    return this.details.get(who, meetingId);
  }
}
