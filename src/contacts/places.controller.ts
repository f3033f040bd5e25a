import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { notFound } from '../errors.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import {
  type NewPlace,
  newPlaceBody,
  type PlacePatch,
  type PlaceRow,
  type PlacesQuery,
  placePage,
  placePatch,
  placesQuery,
  placeView,
} from './place.schema.js';
import { PlaceStore } from './place.store.js';

@ApiTags('places')
@Controller('api/clients/:clientId/places')
export class PlacesController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PlaceStore) private readonly places: PlaceStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, in the order of names', standardSchema: placePage })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: placesQuery }) query: PlacesQuery,
  ): Promise<Page<PlaceRow>> {
    return this.access.within(who, clientId, async (tx) => {
      const rows = await this.places.page(tx, who.agencyId, clientId, query);
      return pageOfRows(rows, query.limit, (row) => row.placeId);
    });
  }

  @Post()
  @ApiResponse({ status: 201, description: 'The new place', standardSchema: placeView })
  async create(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: newPlaceBody }) body: NewPlace,
  ): Promise<PlaceRow> {
    return this.access.within(who, clientId, (tx) => this.places.insert(tx, who.agencyId, clientId, body));
  }

  @Get(':placeId')
  @ApiResponse({ status: 200, description: 'The place', standardSchema: placeView })
  async get(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('placeId', { schema: idField }) placeId: string,
  ): Promise<PlaceRow> {
    return this.access.within(who, clientId, async (tx) =>
      found(await this.places.find(tx, who.agencyId, clientId, placeId)),
    );
  }

  @Patch(':placeId')
  @ApiResponse({ status: 200, description: 'The place as it is now', standardSchema: placeView })
  async change(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('placeId', { schema: idField }) placeId: string,
    @Body({ schema: placePatch }) body: PlacePatch,
  ): Promise<PlaceRow> {
    return this.access.within(who, clientId, async (tx) =>
      found(await this.places.update(tx, who.agencyId, clientId, placeId, body)),
    );
  }

  @Delete(':placeId')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Archived: no longer listed, still named by old meetings' })
  async archive(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('placeId', { schema: idField }) placeId: string,
  ): Promise<void> {
    await this.access.within(who, clientId, async (tx) => {
      const done = await this.places.archive(tx, who.agencyId, clientId, placeId, this.clock.now());
      if (!done) throw notFound('place');
    });
  }
}

const found = (place: PlaceRow | null): PlaceRow => {
  if (place === null) throw notFound('place');
  return place;
};
