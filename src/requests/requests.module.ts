import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { RequestStore } from './request.store.js';
import { RequestPages } from './request-pages.service.js';
import { RequestsController } from './requests.controller.js';
import { Requests } from './requests.service.js';

/** What people ask for, before it is a proposal. */
@Module({
  imports: [AuthModule, ClientsModule],
  controllers: [RequestsController],
  providers: [RequestStore, RequestPages, Requests],
  exports: [RequestStore, RequestPages],
})
export class RequestsModule {}
