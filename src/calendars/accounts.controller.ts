import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Redirect,
  Req,
  Res,
} from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notSignedIn, SessionService } from '../auth/session.service.js';
import { Public, Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { CONFIG, type Config } from '../config.js';
import { idField } from '../http/fields.schema.js';
import { AccountStore } from './account.store.js';
import { accountViewOf } from './account-view.js';
import type { ProviderName } from './calendar.port.js';
import {
  type AccountView,
  accountList,
  authorizeView,
  type BeginLink,
  beginLinkBody,
  type CallbackQuery,
  callbackQuery,
  unlinkedView,
} from './calendar.schema.js';
import { LinkAccount } from './link-account.service.js';
import { LinkPages } from './link-pages.service.js';
import type { LinkResult } from './link-refusal.js';
import { UnlinkAccount } from './unlink-account.service.js';

const BACK = 'Back to the console, which says what came of it';

@ApiTags('calendars')
@Controller('api')
export class AccountsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(LinkAccount) private readonly linking: LinkAccount,
    @Inject(UnlinkAccount) private readonly unlinking: UnlinkAccount,
    @Inject(LinkPages) private readonly pages: LinkPages,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  @Get('clients/:clientId/accounts')
  @ApiResponse({ status: 200, description: 'The linked accounts', standardSchema: accountList })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<AccountView[]> {
    return this.access.within(who, clientId, async (tx) =>
      (await this.accounts.ofClient(tx, who.agencyId, clientId)).map(accountViewOf),
    );
  }

  @Post('clients/:clientId/accounts/google')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Where to send the person', standardSchema: authorizeView })
  async beginGoogle(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: beginLinkBody }) body: BeginLink,
  ): Promise<{ authorizeUrl: string }> {
    return this.linking.begin(who, clientId, 'google', body.accountId);
  }

  @Post('clients/:clientId/accounts/microsoft')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Where to send the person', standardSchema: authorizeView })
  async beginMicrosoft(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Body({ schema: beginLinkBody }) body: BeginLink,
  ): Promise<{ authorizeUrl: string }> {
    return this.linking.begin(who, clientId, 'microsoft', body.accountId);
  }

  /**
   * Where the provider sends the person back to. The one GET that changes something, since the protocol has it so:
   * what it changes needs a state that was given to this very person, once.
   */
  @Public()
  @Get('oauth/google/callback')
  @Redirect()
  @ApiResponse({ status: 302, description: BACK })
  async callbackGoogle(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query({ schema: callbackQuery }) query: CallbackQuery,
  ): Promise<{ url: string; statusCode: number }> {
    return this.complete('google', request, reply, query);
  }

  @Public()
  @Get('oauth/microsoft/callback')
  @Redirect()
  @ApiResponse({ status: 302, description: BACK })
  async callbackMicrosoft(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query({ schema: callbackQuery }) query: CallbackQuery,
  ): Promise<{ url: string; statusCode: number }> {
    return this.complete('microsoft', request, reply, query);
  }

  @Delete('clients/:clientId/accounts/:accountId')
  @ApiResponse({ status: 200, description: 'The account is unlinked', standardSchema: unlinkedView })
  async unlink(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('accountId', { schema: idField }) accountId: string,
  ): Promise<{ revoked: boolean }> {
    return this.unlinking.unlink(who, clientId, accountId);
  }

  /**
   * Two may come back here: a client, from the page that the secretary sent, and the secretary herself. Whose sign-in it
   * was, the state tells.
   */
  private async complete(
    provider: ProviderName,
    request: FastifyRequest,
    reply: FastifyReply,
    { state, code, error, error_description: errorText }: CallbackQuery,
  ): Promise<{ url: string; statusCode: number }> {
    const redirect = { provider, state, code, error, errorText };
    const visit = await this.pages.ofBrowser(request);
    if (visit !== null) {
      this.pages.forget(reply);
      const result = await this.linking.complete(visit.who, redirect);
      const ofPage = result.clientId === null || result.clientId === visit.client.clientId;
      if (result.ok || result.refusal !== 'other-person') {
        return backTo(ofPage ? this.pages.urlOf(visit.token) : this.screenOf(result), provider, result);
      }
    }
    const who = await this.sessions.signedIn(request);
    if (who === null) throw notSignedIn();
    const result = await this.linking.complete(who, redirect);
    return backTo(this.screenOf(result), provider, result);
  }

  private screenOf({ clientId }: LinkResult): string {
    const screen = clientId === null ? '/' : `/clients/${clientId}/settings/calendars`;
    return `${this.config.publicUrl}${screen}`;
  }
}

const backTo = (address: string, provider: ProviderName, result: LinkResult) => ({
  url: `${address}?${result.ok ? `linked=${provider}` : `refused=${result.refusal}`}`,
  statusCode: 302,
});
