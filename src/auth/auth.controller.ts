import { Body, Controller, Delete, Get, HttpCode, Inject, Ip, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TenantDatabase } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import {
  type AcceptInvitationBody,
  acceptInvitationBody,
  type Me,
  type MePatch,
  mePatch,
  meView,
  type SetupBody,
  type SignInBody,
  setupBody,
  signInBody,
} from './auth.schema.js';
import { CredentialStore } from './credential.store.js';
import { FirstOwnerService } from './first-owner.service.js';
import { InvitationService } from './invitation.service.js';
import { SessionService } from './session.service.js';
import { type NewSession, SignInService } from './sign-in.service.js';
import { Public, Signed } from './signed.decorator.js';

/** Coming in and going out. */
@ApiTags('sign-in')
@Controller('api')
export class AuthController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(SignInService) private readonly signIns: SignInService,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(FirstOwnerService) private readonly firstOwner: FirstOwnerService,
    @Inject(InvitationService) private readonly invitations: InvitationService,
  ) {}

  @Public()
  @Post('session')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Signed in; the cookie is set', standardSchema: meView })
  @ApiProblem(401, 'The e-mail address or the password is wrong')
  @ApiProblem(409, 'The password is right in several agencies; `agencies` lists them')
  @ApiProblem(429, 'Too many attempts; see Retry-After')
  async signIn(
    @Body({ schema: signInBody }) body: SignInBody,
    @Ip() address: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    return this.welcome(request, reply, await this.signIns.signIn(body, address));
  }

  @Get('session')
  @ApiResponse({ status: 200, description: 'Who is signed in', standardSchema: meView })
  async session(@Signed() who: Signed): Promise<Me> {
    return this.me(who.agencyId, who.userId);
  }

  @Get('me')
  @ApiResponse({ status: 200, description: 'Who is signed in', standardSchema: meView })
  async whoAmI(@Signed() who: Signed): Promise<Me> {
    return this.me(who.agencyId, who.userId);
  }

  @Patch('me')
  @ApiResponse({
    status: 200,
    description: 'As it is now; what is said next is in this language',
    standardSchema: meView,
  })
  async changeMe(@Signed() who: Signed, @Body({ schema: mePatch }) body: MePatch): Promise<Me> {
    await this.db.inAgency(who.agencyId, (tx) =>
      this.credentials.changeMe(tx, who.agencyId, who.userId, body),
    );
    return this.me(who.agencyId, who.userId);
  }

  /** Public: leaving works with a session that is over, too. */
  @Public()
  @Delete('session')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Signed out' })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.signOut(request, reply);
  }

  @Public()
  @Post('setup')
  @ApiResponse({ status: 201, description: 'Agency and owner made; signed in', standardSchema: meView })
  @ApiProblem(410, 'The link was used or is too old')
  async setUp(
    @Body({ schema: setupBody }) body: SetupBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    return this.welcome(request, reply, await this.firstOwner.setUp(body));
  }

  @Public()
  @Post('invitations/accept')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Password set; signed in', standardSchema: meView })
  @ApiProblem(410, 'The invitation was used, withdrawn or is too old')
  async acceptInvitation(
    @Body({ schema: acceptInvitationBody }) body: AcceptInvitationBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    return this.welcome(request, reply, await this.invitations.accept(body));
  }

  private async welcome(request: FastifyRequest, reply: FastifyReply, session: NewSession): Promise<Me> {
    await this.sessions.give(request, reply, session.token);
    return this.me(session.agencyId, session.userId);
  }

  private async me(agencyId: string, userId: string): Promise<Me> {
    const me = await this.db.inAgency(agencyId, (tx) => this.credentials.me(tx, agencyId, userId));
    if (me === null) throw notFound('user');
    return me;
  }
}
