import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import {
  type ConsensusBody,
  type CounterView,
  consensusBody,
  counterList,
  type RefuseCounterBody,
  type RoleBody,
  refuseCounterBody,
  roleBody,
  type TakeCounterBody,
  takeCounterBody,
} from './counters.schema.js';
import { Counters } from './counters.service.js';
import { MeetingDetailsService } from './meeting-details.service.js';
import { type MeetingDetails, meetingDetails } from './meeting-view.schema.js';
import { SetConsensus } from './set-consensus.service.js';
import { SetRole } from './set-role.service.js';

/** What attendees propose instead, and when a time is agreed on. */
@ApiTags('meetings')
@Controller('api/meetings/:meetingId')
export class CountersController {
  constructor(
    @Inject(Counters) private readonly counters: Counters,
    @Inject(SetConsensus) private readonly consensus: SetConsensus,
    @Inject(SetRole) private readonly roles: SetRole,
    @Inject(MeetingDetailsService) private readonly details: MeetingDetailsService,
  ) {}

  @Get('counters')
  @ApiResponse({ status: 200, description: 'Beside the client’s day', standardSchema: counterList })
  async list(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
  ): Promise<{ items: CounterView[] }> {
    return { items: await this.counters.list(who, meetingId) };
  }

  @Post('counters/:counterId/take')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'At the proposed time', standardSchema: meetingDetails })
  @ApiProblem(409, 'The time is taken (`clashes` says by what), or it has been decided about')
  async take(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Param('counterId', { schema: idField }) counterId: string,
    @Body({ schema: takeCounterBody }) { override }: TakeCounterBody,
  ): Promise<MeetingDetails> {
    await this.counters.take(who, meetingId, counterId, override === true);
    return this.details.get(who, meetingId);
  }

  @Post('counters/:counterId/refuse')
  @HttpCode(200)
  @ApiResponse({
    status: 200,
    description: 'As it was; the attendee is told',
    standardSchema: meetingDetails,
  })
  @ApiProblem(409, 'It has been decided about')
  async refuse(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Param('counterId', { schema: idField }) counterId: string,
    @Body({ schema: refuseCounterBody }) { reason }: RefuseCounterBody,
  ): Promise<MeetingDetails> {
    await this.counters.refuse(who, meetingId, counterId, reason);
    return this.details.get(who, meetingId);
  }

  /** A time that is agreed on by the new rule already is confirmed. */
  @Put('consensus')
  @ApiResponse({ status: 200, description: 'With the new rule', standardSchema: meetingDetails })
  @ApiProblem(409, 'The meeting is confirmed or over')
  async agreeBy(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Body({ schema: consensusBody }) body: ConsensusBody,
  ): Promise<MeetingDetails> {
    await this.consensus.set(who, meetingId, body);
    return this.details.get(who, meetingId);
  }

  /** A time that is agreed on by those who must be there now is confirmed. */
  @Patch('attendees/:attendeeId')
  @ApiResponse({ status: 200, description: 'With the new role', standardSchema: meetingDetails })
  @ApiProblem(409, 'The meeting is over, or nobody would have to be there')
  async setRole(
    @Signed() who: Signed,
    @Param('meetingId', { schema: idField }) meetingId: string,
    @Param('attendeeId', { schema: idField }) attendeeId: string,
    @Body({ schema: roleBody }) { role }: RoleBody,
  ): Promise<MeetingDetails> {
    await this.roles.set(who, meetingId, attendeeId, role);
    return this.details.get(who, meetingId);
  }
}
