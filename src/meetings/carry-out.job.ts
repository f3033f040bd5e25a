import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { CarryOut } from './carry-out.service.js';

@Injectable()
export class CarryOutJob implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(CarryOut) private readonly carryOut: CarryOut,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    for (const name of ['carry-out', 'carry-out-due'] as const) {
      await this.queue.work(name, ({ agencyId, meetingId }) => this.carryOut.run(agencyId, meetingId));
    }
  }
}
