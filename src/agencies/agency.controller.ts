import { Body, Controller, Get, Inject, Patch } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { type AgencyPatch, type AgencyRow, agencyPatch, agencyView } from './agency.schema.js';
import { AgencyStore } from './agency.store.js';

@ApiTags('agency')
@Controller('api/agency')
export class AgencyController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(AgencyStore) private readonly agencies: AgencyStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'Your agency', standardSchema: agencyView })
  async get(@Signed() who: Signed): Promise<AgencyRow> {
    return this.db.inAgency(who.agencyId, (tx) => this.agencies.get(tx, who.agencyId));
  }

  @OwnerOnly()
  @Patch()
  @ApiResponse({ status: 200, description: 'The agency as it is now', standardSchema: agencyView })
  async change(@Signed() who: Signed, @Body({ schema: agencyPatch }) body: AgencyPatch): Promise<AgencyRow> {
    return this.db.inAgency(who.agencyId, (tx) => this.agencies.update(tx, who.agencyId, body));
  }
}
