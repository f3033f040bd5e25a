import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { idField } from '../http/fields.schema.js';
import type { Page } from '../http/page.js';
import {
  type InstructionsQuery,
  type InstructionView,
  instructionPage,
  instructionsQuery,
  instructionView,
  type NewInstruction,
  newInstruction,
} from './instruction.schema.js';
import { Instructions } from './instructions.service.js';

/** What a client says about single days. */
@ApiTags('availability')
@Controller('api/clients/:clientId/instructions')
export class InstructionsController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(Instructions) private readonly instructions: Instructions,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, the newest first', standardSchema: instructionPage })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: instructionsQuery }) query: InstructionsQuery,
  ): Promise<Page<InstructionView>> {
    return this.access.within(who, clientId, (tx, client) =>
      this.instructions.list(tx, who.agencyId, client, query),
    );
  }

  @Post()
  @ApiResponse({ status: 201, description: 'In force from now on', standardSchema: instructionView })
  async give(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: newInstruction }) body: NewInstruction,
  ): Promise<InstructionView> {
    return this.access.within(who, clientId, (tx, client) => this.instructions.give(tx, who, client, body));
  }

  @Post(':instructionId/withdraw')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Without effect from now on', standardSchema: instructionView })
  async withdraw(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('instructionId', { schema: idField }) instructionId: string,
  ): Promise<InstructionView> {
    return this.access.within(who, clientId, (tx, client) =>
      this.instructions.withdraw(tx, who, client, instructionId),
    );
  }
}
