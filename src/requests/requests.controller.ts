import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import {
  type NewRequest,
  newRequestBody,
  type RequestsQuery,
  type RequestView,
  requestAddress,
  requestPageOf,
  requestsQuery,
  requestView,
} from './request.schema.js';
import { RequestPages } from './request-pages.service.js';
import { Requests } from './requests.service.js';

/** What was asked for by phone, by mail or on the client's page. A proposal names the request that it answers. */
@ApiTags('requests')
@Controller('api')
export class RequestsController {
  constructor(
    @Inject(Requests) private readonly requests: Requests,
    @Inject(RequestPages) private readonly pages: RequestPages,
  ) {}

  @Get('requests')
  @ApiResponse({ status: 200, description: 'The newest first', standardSchema: requestPageOf })
  async list(
    @Signed() who: Signed,
    @Query({ schema: requestsQuery }) query: RequestsQuery,
  ): Promise<Page<RequestView>> {
    return pageOfRows(await this.requests.list(who, query), query.limit, ({ requestId }) => requestId);
  }

  @Post('clients/:clientId/requests')
  @ApiResponse({ status: 201, description: 'Written down', standardSchema: requestView })
  async enter(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: newRequestBody }) body: NewRequest,
  ): Promise<RequestView> {
    return this.requests.enter(who, clientId, body);
  }

  @Post('requests/:requestId/dismiss')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Put aside', standardSchema: requestView })
  @ApiProblem(409, 'It has been dealt with already')
  async dismiss(
    @Signed() who: Signed,
    @Param('requestId', { schema: idField }) requestId: string,
  ): Promise<RequestView> {
    return this.requests.dismiss(who, requestId);
  }

  /** A new address for the client's website; the one before ends. */
  @Post('clients/:clientId/request-page')
  @ApiResponse({ status: 201, description: 'The address', standardSchema: requestAddress })
  async makePage(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<{ url: string }> {
    return this.pages.make(who, clientId);
  }

  @Delete('clients/:clientId/request-page')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Nobody can ask there any more' })
  async endPage(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<void> {
    await this.pages.end(who, clientId);
  }
}
