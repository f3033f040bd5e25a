import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AttemptStore } from './attempt.store.js';
import { AuthController } from './auth.controller.js';
import { CredentialStore } from './credential.store.js';
import { FirstOwnerService } from './first-owner.service.js';
import { InvitationService } from './invitation.service.js';
import { OneTimeLinkStore } from './one-time-link.store.js';
import { PasswordService } from './password.service.js';
import { SessionGuard } from './session.guard.js';
import { SessionService } from './session.service.js';
import { SessionStore } from './session.store.js';
import { SignInService } from './sign-in.service.js';

/** Who may come in. Closes every route of the app that is not @Public(). */
@Module({
  controllers: [AuthController],
  providers: [
    AttemptStore,
    CredentialStore,
    FirstOwnerService,
    InvitationService,
    OneTimeLinkStore,
    PasswordService,
    SessionService,
    SessionStore,
    SignInService,
    { provide: APP_GUARD, useClass: SessionGuard },
  ],
  exports: [
    AttemptStore,
    FirstOwnerService,
    InvitationService,
    OneTimeLinkStore,
    PasswordService,
    SessionService,
    SessionStore,
  ],
})
export class AuthModule {}
