import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { ReceiveReply } from './receive-reply.service.js';

@Injectable()
export class ReadMessageJob implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(ReceiveReply) private readonly receiveReply: ReceiveReply,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    await this.queue.work('read-message', ({ agencyId, messageId }) =>
      this.receiveReply.receive(agencyId, messageId),
    );
  }
}
