import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { notFound } from '../errors.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import {
  type KindPatch,
  type KindRow,
  type KindsQuery,
  kindPage,
  kindPatch,
  kindsQuery,
  kindView,
  type NewKind,
  newKindBody,
} from './kind.schema.js';
import { KindStore } from './kind.store.js';
import { Kinds } from './kinds.service.js';

/** Kinds of meeting: how long, how far apart, how many, where. */
@ApiTags('availability')
@Controller('api/clients/:clientId/kinds')
export class KindsController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Kinds) private readonly kinds: Kinds,
    @Inject(KindStore) private readonly store: KindStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, in the order of names', standardSchema: kindPage })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: kindsQuery }) query: KindsQuery,
  ): Promise<Page<KindRow>> {
    return this.access.within(who, clientId, async (tx) => {
      const rows = await this.store.page(tx, who.agencyId, clientId, query);
      return pageOfRows(rows, query.limit, (row) => row.kindId);
    });
  }

  @Post()
  @ApiResponse({ status: 201, description: 'The new kind', standardSchema: kindView })
  async create(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: newKindBody }) body: NewKind,
  ): Promise<KindRow> {
    return this.access.within(who, clientId, (tx) => this.kinds.create(tx, who.agencyId, clientId, body));
  }

  @Get(':kindId')
  @ApiResponse({ status: 200, description: 'The kind', standardSchema: kindView })
  async get(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('kindId', { schema: idField }) kindId: string,
  ): Promise<KindRow> {
    return this.access.within(who, clientId, (tx) => this.kinds.get(tx, who.agencyId, clientId, kindId));
  }

  @Patch(':kindId')
  @ApiResponse({ status: 200, description: 'The kind as it is now', standardSchema: kindView })
  async change(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('kindId', { schema: idField }) kindId: string,
    @Body({ schema: kindPatch }) body: KindPatch,
  ): Promise<KindRow> {
    return this.access.within(who, clientId, (tx) =>
      this.kinds.change(tx, who.agencyId, clientId, kindId, body),
    );
  }

  @Delete(':kindId')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Archived: no longer listed, still the kind of old meetings' })
  async archive(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('kindId', { schema: idField }) kindId: string,
  ): Promise<void> {
    await this.access.within(who, clientId, async (tx) => {
      const done = await this.store.archive(tx, who.agencyId, clientId, kindId, this.clock.now());
      if (!done) throw notFound('kind of meeting');
    });
  }
}
