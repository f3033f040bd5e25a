import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Invitation, InvitationService } from '../auth/invitation.service.js';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField, type PageQuery } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { ChangeUserService, emailTaken } from './change-user.service.js';
import {
  invitationView,
  type NewUser,
  newUserBody,
  type UserPatch,
  type UserRow,
  userPage,
  userPatch,
  usersQuery,
  userView,
} from './user.schema.js';
import { UserStore } from './user.store.js';

@ApiTags('agency')
@OwnerOnly()
@Controller('api/users')
export class UsersController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(UserStore) private readonly users: UserStore,
    @Inject(ChangeUserService) private readonly changeUser: ChangeUserService,
    @Inject(InvitationService) private readonly invitations: InvitationService,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, in the order of names', standardSchema: userPage })
  async list(@Signed() who: Signed, @Query({ schema: usersQuery }) query: PageQuery): Promise<Page<UserRow>> {
    return this.db.inAgency(who.agencyId, async (tx) =>
      pageOfRows(await this.users.page(tx, who.agencyId, query), query.limit, (row) => row.userId),
    );
  }

  /** The new user cannot sign in before accepting an invitation. */
  @Post()
  @ApiResponse({ status: 201, description: 'The new user', standardSchema: userView })
  @ApiProblem(409, 'The agency has a user with this address')
  async create(@Signed() who: Signed, @Body({ schema: newUserBody }) body: NewUser): Promise<UserRow> {
    const user = await this.db.inAgency(who.agencyId, (tx) => this.users.insert(tx, who.agencyId, body));
    if (user === null) throw emailTaken();
    return user;
  }

  @Patch(':userId')
  @ApiResponse({ status: 200, description: 'The user as it is now', standardSchema: userView })
  @ApiProblem(409, 'The address is taken, or the agency would be left without an owner')
  async change(
    @Signed() who: Signed,
    @Param('userId', { schema: idField }) userId: string,
    @Body({ schema: userPatch }) body: UserPatch,
  ): Promise<UserRow> {
    return this.changeUser.change(who, userId, body);
  }

  @Post(':userId/invitation')
  @ApiResponse({ status: 201, description: 'A link to set a password with', standardSchema: invitationView })
  async invite(
    @Signed() who: Signed,
    @Param('userId', { schema: idField }) userId: string,
  ): Promise<Invitation> {
    return this.invitations.invite(who, userId);
  }
}
