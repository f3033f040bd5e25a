import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AgencyController } from './agency.controller.js';
import { AgencyStore } from './agency.store.js';
import { AssignmentStore } from './assignment.store.js';
import { AssignmentsController } from './assignments.controller.js';
import { ChangeUserService } from './change-user.service.js';
import { MailDesignController } from './mail-design.controller.js';
import { MailDesignStore } from './mail-design.store.js';
import { UserStore } from './user.store.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [AgencyController, AssignmentsController, MailDesignController, UsersController],
  providers: [AgencyStore, AssignmentStore, ChangeUserService, MailDesignStore, UserStore],
  exports: [AgencyStore, AssignmentStore, MailDesignStore, UserStore],
})
export class AgenciesModule {}
