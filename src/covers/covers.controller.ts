import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField, type PageQuery } from '../http/fields.schema.js';
import type { Page } from '../http/page.js';
import {
  type CoverPatch,
  type CoverView,
  coverPage,
  coverPatch,
  coversQuery,
  coverView,
  type HandoverView,
  handoverView,
  type NewCover,
  newCoverBody,
} from './cover.schema.js';
import { Covers } from './covers.service.js';

/** A secretary is away from-until, and another one has her clients meanwhile. */
@ApiTags('agency')
@Controller('api/covers')
export class CoversController {
  constructor(@Inject(Covers) private readonly covers: Covers) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, the newest first', standardSchema: coverPage })
  async list(
    @Signed() who: Signed,
    @Query({ schema: coversQuery }) query: PageQuery,
  ): Promise<Page<CoverView>> {
    return this.covers.list(who, query);
  }

  @OwnerOnly()
  @Post('preview')
  @HttpCode(200)
  @ApiResponse({
    status: 200,
    description: 'What would go over; nothing is kept',
    standardSchema: handoverView,
  })
  @ApiProblem(404, 'The agency has no such user')
  async preview(
    @Signed() who: Signed,
    @Body({ schema: newCoverBody }) body: NewCover,
  ): Promise<HandoverView> {
    return this.covers.preview(who, body);
  }

  @OwnerOnly()
  @Post()
  @ApiResponse({ status: 201, description: 'The new cover', standardSchema: coverView })
  @ApiProblem(404, 'The agency has no such user')
  async make(@Signed() who: Signed, @Body({ schema: newCoverBody }) body: NewCover): Promise<CoverView> {
    return this.covers.make(who, body);
  }

  @Get(':coverId/handover')
  @ApiResponse({ status: 200, description: 'What goes over, as it is now', standardSchema: handoverView })
  async handover(
    @Signed() who: Signed,
    @Param('coverId', { schema: idField }) coverId: string,
  ): Promise<HandoverView> {
    return this.covers.handover(who, coverId);
  }

  @OwnerOnly()
  @Patch(':coverId')
  @ApiResponse({ status: 200, description: 'The cover as it is now', standardSchema: coverView })
  async change(
    @Signed() who: Signed,
    @Param('coverId', { schema: idField }) coverId: string,
    @Body({ schema: coverPatch }) body: CoverPatch,
  ): Promise<CoverView> {
    return this.covers.change(who, coverId, body);
  }

  @OwnerOnly()
  @Delete(':coverId')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Ended at once, or dropped before it began' })
  async end(@Signed() who: Signed, @Param('coverId', { schema: idField }) coverId: string): Promise<void> {
    await this.covers.end(who, coverId);
  }
}
