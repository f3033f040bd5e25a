import { Body, Controller, Get, Header, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Presented, Signed, SignedWithRead } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { MS_A_DAY } from '../time/civil.js';
import { closedOf, isoOf, travelOf, wantedBy, warningsView } from './answer-view.js';
import {
  type Availability,
  type AvailabilityBody,
  availabilityBody,
  availabilityView,
  type ExplainQuery,
  explainQuery,
  explanationView,
  type SlotsQuery,
  type SlotsView,
  slotsQuery,
  slotsView,
  type WarningView,
} from './availability.schema.js';
import { AvailabilityService } from './availability.service.js';
import { whatItBreaks } from './explain.js';
import { type ReasonView, reasonView } from './reason-view.js';
import { SaveAvailabilityService } from './save-availability.service.js';
import { freeSlots } from './slots.js';
import { slotsAnswer } from './slots-text.js';
import type { TravelAnswer } from './travel-answer.js';

interface Explanation {
  readonly at: string;
  readonly zone: string;
  readonly free: boolean;
  readonly mayOverride: boolean;
  readonly reasons: readonly ReasonView[];
  readonly warnings: readonly WarningView[];
  readonly travel?: TravelAnswer;
}

/** When a client can be met. */
@ApiTags('availability')
@Controller('api/clients/:clientId')
export class AvailabilityController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(AvailabilityService) private readonly availability: AvailabilityService,
    @Inject(SaveAvailabilityService) private readonly saver: SaveAvailabilityService,
  ) {}

  @Get('availability')
  @ApiResponse({ status: 200, description: 'Settings and rules', standardSchema: availabilityView })
  async get(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<Availability> {
    return this.access.within(who, clientId, (tx, client) => this.availability.of(tx, client));
  }

  @Put('availability')
  @ApiResponse({
    status: 200,
    description: 'Settings and rules as they are now',
    standardSchema: availabilityView,
  })
  @ApiProblem(409, 'Somebody else has changed the rules meanwhile')
  async put(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: availabilityBody }) body: AvailabilityBody,
  ): Promise<Availability> {
    return this.access.within(who, clientId, async (tx, client) => {
      await this.saver.save(tx, who, clientId, body);
      return this.availability.of(tx, client);
    });
  }

  @Get('slots')
  @SignedWithRead()
  @ApiResponse({ status: 200, description: 'The times that may be offered', standardSchema: slotsView })
  @Header('content-type', 'application/json; charset=utf-8')
  async slots(
    @Presented() presented: Presented,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: slotsQuery }) query: SlotsQuery,
  ): Promise<Buffer> {
    const window = { start: Date.parse(query.from), end: Date.parse(query.to) };
    const { input, travel } = await this.availability.askAtOnce(
      presented,
      clientId,
      window,
      wantedBy(query),
      false,
    );
    const found = freeSlots(input);
    const head: Omit<SlotsView, 'slots'> = {
      zone: input.settings.zone,
      durationMinutes: found.durationMinutes,
      stepMinutes: input.settings.stepMinutes,
      closed: closedOf(found),
      warnings: warningsView(input),
      ...travelOf(travel),
    };
    return slotsAnswer(JSON.stringify(head), found.minutes, found.durationMinutes);
  }

  @Get('explain')
  @SignedWithRead()
  @ApiResponse({ status: 200, description: 'What stands against a time', standardSchema: explanationView })
  async explain(
    @Presented() presented: Presented,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: explainQuery }) query: ExplainQuery,
  ): Promise<Explanation> {
    const at = Date.parse(query.at);
    const window = { start: at, end: at + MS_A_DAY };
    const { input, travel } = await this.availability.askAtOnce(
      presented,
      clientId,
      window,
      wantedBy(query),
      true,
    );
    const { allowed, breaks } = whatItBreaks(input, at);
    return {
      at: isoOf(at),
      zone: input.settings.zone,
      free: breaks.length === 0,
      mayOverride: allowed,
      reasons: breaks.map(reasonView),
      warnings: warningsView(input),
      ...travelOf(travel),
    };
  }
}
