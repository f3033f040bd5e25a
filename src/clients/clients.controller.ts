import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import {
  type ClientPatch,
  type ClientRow,
  type ClientsQuery,
  clientPage,
  clientPatch,
  clientsQuery,
  clientView,
  type NewClient,
  newClientBody,
} from './client.schema.js';
import { ClientStore } from './client.store.js';
import { ClientAccess } from './client-access.service.js';
import { colourOf } from './colours.js';

@ApiTags('clients')
@Controller('api/clients')
export class ClientsController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(ClientStore) private readonly clients: ClientStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'The clients that are yours now', standardSchema: clientPage })
  async list(
    @Signed() who: Signed,
    @Query({ schema: clientsQuery }) query: ClientsQuery,
  ): Promise<Page<ClientRow>> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const ids = await this.access.visibleClientIds(tx, who);
      const rows = await this.clients.page(tx, who.agencyId, ids, query);
      return pageOfRows(rows, query.limit, (row) => row.clientId);
    });
  }

  @OwnerOnly()
  @Post()
  @ApiResponse({ status: 201, description: 'The new client', standardSchema: clientView })
  async create(@Signed() who: Signed, @Body({ schema: newClientBody }) body: NewClient): Promise<ClientRow> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const colour = body.colour ?? colourOf(await this.clients.count(tx, who.agencyId));
      return this.clients.insert(tx, who.agencyId, { ...body, colour });
    });
  }

  @Get(':clientId')
  @ApiResponse({ status: 200, description: 'The client', standardSchema: clientView })
  async get(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<ClientRow> {
    return this.access.within(who, clientId, async (_tx, client) => client);
  }

  /** To put a client away, or take one back, is the owner's. */
  @Patch(':clientId')
  @ApiResponse({ status: 200, description: 'The client as it is now', standardSchema: clientView })
  async change(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: clientPatch }) body: ClientPatch,
  ): Promise<ClientRow> {
    return this.access.within(who, clientId, async (tx) => {
      if (body.archived !== undefined && who.role !== 'owner') {
        throw new Refusal('forbidden', 'Only the owner of the agency may archive a client; ask the owner.', {
          fields: [{ pointer: '/archived', detail: 'Leave this out.' }],
        });
      }
      await this.clients.update(tx, who.agencyId, clientId, body, this.clock.now());
      return this.access.require(tx, who, clientId);
    });
  }
}
