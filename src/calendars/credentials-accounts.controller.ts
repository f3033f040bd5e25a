import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { accountViewOf } from './account-view.js';
import { type AccountView, accountView } from './calendar.schema.js';
import {
  type LinkCaldav,
  type LinkFeed,
  linkCaldavBody,
  linkFeedBody,
  type Reconnect,
  reconnectBody,
} from './credentials.schema.js';
import { LinkCredentials } from './link-credentials.service.js';

const LINKED = 'The account is linked; its calendars are being read';

/** Calendars that are linked by what a person enters, not by a consent at the provider. */
@ApiTags('calendars')
@Controller('api/clients/:clientId/accounts')
export class CredentialsAccountsController {
  constructor(@Inject(LinkCredentials) private readonly linking: LinkCredentials) {}

  @Post('caldav')
  @ApiResponse({ status: 201, description: LINKED, standardSchema: accountView })
  @ApiProblem(409, 'The account is linked to another client')
  @ApiProblem(503, 'The server did not answer')
  async caldav(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: linkCaldavBody }) body: LinkCaldav,
  ): Promise<AccountView> {
    return accountViewOf(await this.linking.caldav(who, clientId, body));
  }

  @Post('feed')
  @ApiResponse({ status: 201, description: LINKED, standardSchema: accountView })
  @ApiProblem(409, 'The feed is linked already, to this client or to another one')
  @ApiProblem(503, 'The server did not answer')
  async feed(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: linkFeedBody }) body: LinkFeed,
  ): Promise<AccountView> {
    return accountViewOf(await this.linking.feed(who, clientId, body.address, body.name));
  }

  @Post(':accountId/password')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The account is connected again', standardSchema: accountView })
  @ApiProblem(409, 'The password opens another account, or the account has none')
  @ApiProblem(503, 'The server did not answer')
  async reconnect(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('accountId', { schema: idField }) accountId: string,
    @Body({ schema: reconnectBody }) body: Reconnect,
  ): Promise<AccountView> {
    return accountViewOf(await this.linking.reconnect(who, clientId, accountId, body.password));
  }
}
