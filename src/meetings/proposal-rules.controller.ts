import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { idField } from '../http/fields.schema.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type GivenRules, rulesOf } from './proposal-rules.js';
import {
  type AgencyRulesBody,
  agencyRulesBody,
  type ClientRulesBody,
  clientRulesBody,
  givenRules,
  type RulesView,
  rulesView,
  shownGiven,
  shownRules,
} from './proposal-rules.schema.js';
import { ProposalRulesStore } from './proposal-rules.store.js';

/** Chases, reminders, holds, late answers, undo and pace: the agency's rules, and a client's over them. */
@ApiTags('proposal rules')
@Controller('api')
export class ProposalRulesController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(ProposalRulesStore) private readonly rules: ProposalRulesStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('agency/proposal-rules')
  @ApiResponse({ status: 200, description: 'The agency’s rules', standardSchema: rulesView })
  async ofAgency(@Signed() who: Signed): Promise<RulesView> {
    return this.db.inAgency(who.agencyId, async (tx) =>
      shown({}, await this.rules.ofAgency(tx, who.agencyId), 'agency'),
    );
  }

  @OwnerOnly()
  @Put('agency/proposal-rules')
  @ApiResponse({ status: 200, description: 'As they are now', standardSchema: rulesView })
  async saveOfAgency(
    @Signed() who: Signed,
    @Body({ schema: agencyRulesBody }) body: AgencyRulesBody,
  ): Promise<RulesView> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const given = givenRules(body);
      await this.rules.saveOfAgency(tx, who.agencyId, given, this.clock.now());
      return shown({}, given, 'agency');
    });
  }

  @Get('clients/:clientId/proposal-rules')
  @ApiResponse({ status: 200, description: 'The client’s rules', standardSchema: rulesView })
  async ofClient(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<RulesView> {
    return this.access.within(who, clientId, (tx) => this.client(tx, who.agencyId, clientId));
  }

  @Put('clients/:clientId/proposal-rules')
  @ApiResponse({ status: 200, description: 'As they are now', standardSchema: rulesView })
  async saveOfClient(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: clientRulesBody }) body: ClientRulesBody,
  ): Promise<RulesView> {
    return this.access.within(who, clientId, async (tx) => {
      await this.rules.saveOfClient(tx, who.agencyId, clientId, givenRules(body), this.clock.now());
      return this.client(tx, who.agencyId, clientId);
    });
  }

  private async client(tx: Tx, agencyId: string, clientId: string): Promise<RulesView> {
    const agency = await this.rules.ofAgency(tx, agencyId);
    return shown(await this.rules.ofClient(tx, agencyId, clientId), agency, 'client');
  }
}

const shown = (client: GivenRules, agency: GivenRules, here: 'agency' | 'client'): RulesView => ({
  given: shownGiven(here === 'agency' ? agency : client),
  inForce: shownRules(rulesOf(agency, client)),
});
