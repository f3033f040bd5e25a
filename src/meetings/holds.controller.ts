import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { DecideByHand } from './decide-by-hand.service.js';
import { HoldStore } from './hold.store.js';
import {
  type HoldBody,
  type HoldsQuery,
  type HoldView,
  holdBody,
  holdList,
  holdsQuery,
  type ReleaseBody,
  releaseBody,
} from './holds.schema.js';
import { MeetingDetailsService } from './meeting-details.service.js';
import { type MeetingDetails, meetingDetails } from './meeting-view.schema.js';

/** The ledger of held times. */
@ApiTags('holds')
@Controller('api')
export class HoldsController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(HoldStore) private readonly holds: HoldStore,
    @Inject(DecideByHand) private readonly byHand: DecideByHand,
    @Inject(MeetingDetailsService) private readonly details: MeetingDetailsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('holds')
  @ApiResponse({ status: 200, description: 'The longest silent first', standardSchema: holdList })
  async list(
    @Signed() who: Signed,
    @Query({ schema: holdsQuery }) { clientId }: HoldsQuery,
  ): Promise<{ items: HoldView[] }> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const clientIds =
        clientId === undefined
          ? await this.access.visibleClientIds(tx, who)
          : [(await this.access.require(tx, who, clientId)).clientId];
      return { items: await this.holds.list(tx, who.agencyId, clientIds, this.clock.now()) };
    });
  }

  /** The time is the client's again; a late yes still gets it if nobody else has it by then. */
  @Post('meetings/:meetingId/release')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Without the hold', standardSchema: meetingDetails })
  @ApiProblem(409, 'Nothing is held')
  async release(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: releaseBody }) { optionId }: ReleaseBody,
  ): Promise<MeetingDetails> {
    await this.byHand.decide(who, meetingId, { kind: 'release', optionId });
    return this.details.get(who, meetingId);
  }

  @Post('meetings/:meetingId/hold')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Held again', standardSchema: meetingDetails })
  @ApiProblem(409, 'The time is taken (`clashes` says by what), or held already')
  async hold(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: holdBody }) { optionId }: HoldBody,
  ): Promise<MeetingDetails> {
    await this.byHand.decide(who, meetingId, { kind: 'hold', optionId });
    return this.details.get(who, meetingId);
  }
}
