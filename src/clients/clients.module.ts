import { Module } from '@nestjs/common';
import { ClientStore } from './client.store.js';
import { ClientAccess } from './client-access.service.js';
import { ClientsController } from './clients.controller.js';

@Module({
  controllers: [ClientsController],
  providers: [ClientAccess, ClientStore],
  exports: [ClientAccess, ClientStore],
})
export class ClientsModule {}
