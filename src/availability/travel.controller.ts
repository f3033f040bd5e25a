import { Body, Controller, Get, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { Refusal } from '../errors.js';
import { idField } from '../http/fields.schema.js';
import { timeView, travelOf } from './answer-view.js';
import { AvailabilityService } from './availability.service.js';
import { AvailabilityStore } from './availability.store.js';
import { standingTravel } from './standing-travel.js';
import {
  type TravelBlocksQuery,
  type TravelBlocksView,
  type TravelTimesBody,
  type TravelTimesView,
  travelBlocksQuery,
  travelBlocksView,
  travelTimesBody,
  travelTimesView,
} from './travel.schema.js';
import { TravelStore } from './travel.store.js';

/** The ways between a client's places. */
@ApiTags('availability')
@Controller('api/clients/:clientId')
export class TravelController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(AvailabilityService) private readonly availability: AvailabilityService,
    @Inject(AvailabilityStore) private readonly rules: AvailabilityStore,
    @Inject(TravelStore) private readonly store: TravelStore,
  ) {}

  @Get('travel-times')
  @ApiResponse({
    status: 200,
    description: 'The minutes that were agreed on',
    standardSchema: travelTimesView,
  })
  async times(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<TravelTimesView> {
    return this.access.within(who, clientId, async (tx) => ({
      items: await this.store.agreed(tx, who.agencyId, clientId),
    }));
  }

  @Put('travel-times')
  @ApiResponse({ status: 200, description: 'These alone hold now', standardSchema: travelTimesView })
  async agree(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: travelTimesBody }) body: TravelTimesBody,
  ): Promise<TravelTimesView> {
    return this.access.within(who, clientId, async (tx) => {
      const places = await this.rules.placeIds(tx, who.agencyId, clientId);
      const fields = body.items.flatMap((item, i) =>
        (['fromPlaceId', 'toPlaceId'] as const).flatMap((field) =>
          places.includes(item[field])
            ? []
            : [
                {
                  pointer: `/items/${i}/${field}`,
                  detail: 'The client has no such place; choose one of the client’s places.',
                },
              ],
        ),
      );
      if (fields.length > 0) {
        throw new Refusal('invalid-input', 'Some of these places are none of the client’s.', { fields });
      }
      await this.rules.lock(tx, who.agencyId, clientId);
      await this.store.replace(tx, who.agencyId, clientId, body.items);
      return { items: await this.store.agreed(tx, who.agencyId, clientId) };
    });
  }

  @Get('travel-blocks')
  @ApiResponse({
    status: 200,
    description: 'The ways to and from the meetings and holds that stand in these days',
    standardSchema: travelBlocksView,
  })
  async blocks(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: travelBlocksQuery }) query: TravelBlocksQuery,
  ): Promise<TravelBlocksView> {
    const window = { start: Date.parse(query.from), end: Date.parse(query.to) };
    const { input, travel } = await this.availability.askTravel(who, clientId, window);
    const blocks = standingTravel(input);
    const sources = [...new Set(blocks.map(({ leg }) => leg.source))].sort();
    return {
      zone: input.settings.zone,
      blocks: blocks.map(({ meetingId, side, fromPlaceId, toPlaceId, leg, ...time }) => ({
        ...timeView(time),
        meetingId,
        side,
        fromPlaceId,
        toPlaceId,
        ...leg,
      })),
      ...travelOf(travel === null ? null : { ...travel, sources }),
    };
  }
}
