import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ClientStore } from './client.store.js';
import { ClientAccess } from './client-access.service.js';
import { ClientLook } from './client-look.service.js';
import { ClientsController } from './clients.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [ClientsController],
  providers: [ClientAccess, ClientLook, ClientStore],
  exports: [ClientAccess, ClientLook, ClientStore],
})
export class ClientsModule {}
