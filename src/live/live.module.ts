import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { ChangeFeed } from './change-feed.service.js';
import { LiveController } from './live.controller.js';
import { LiveUpdates } from './live-updates.service.js';

@Module({
  imports: [AuthModule, ClientsModule],
  controllers: [LiveController],
  providers: [ChangeFeed, LiveUpdates],
})
export class LiveModule {}
