import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { AccessTokens } from './access-token.service.js';
import type { Access, Fault, Outcome } from './calendar.port.js';
import { RENEW_EVERY_MS, WriteLeases } from './write-lease.store.js';
import type { WriteOutcome } from './write-outcome.js';
import type { CallPlace } from './write-place.service.js';

/** Calls the provider, as long as the right to write is held. */
export type Call = <T>(work: (access: Access) => Promise<Outcome<T>>) => Promise<Outcome<T>>;

/** How long a writer waits for another one before it comes again later. */
const WAIT_MS = 5_000;
const WAIT_STEP_MS = 100;

/** Lets one writer at a time at a calendar. */
@Injectable()
export class WriteAlone {
  private readonly log = new Logger(WriteAlone.name);

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(WriteLeases) private readonly leases: WriteLeases,
  ) {}

  async run(
    agencyId: string,
    { calendar: { calendarId }, accountId }: CallPlace,
    work: (call: Call) => Promise<WriteOutcome>,
  ): Promise<WriteOutcome> {
    const take = () => this.db.inAgency(agencyId, (tx) => this.leases.take(tx, agencyId, calendarId));
    let token = await take();
    for (let waited = 0; token === null && waited < WAIT_MS; waited += WAIT_STEP_MS) {
      await sleep(WAIT_STEP_MS);
      token = await take();
    }
    if (token === null) {
      return { kind: 'retry', afterMs: 2 * WAIT_MS, detail: 'another write to the calendar is under way' };
    }
    const held = token;
    const beat = setInterval(() => {
      this.db
        .inAgency(agencyId, (tx) => this.leases.hold(tx, agencyId, calendarId, held))
        .catch((error: unknown) => this.log.warn(`A lease could not be renewed: ${String(error)}`));
    }, RENEW_EVERY_MS);
    const call: Call = async (ask) => {
      const still = await this.db.inAgency(agencyId, (tx) =>
        this.leases.hold(tx, agencyId, calendarId, held),
      );
      return still ? this.tokens.call(agencyId, accountId, ask) : { ok: false, fault: OVERTAKEN };
    };
    try {
      return await work(call);
    } finally {
      clearInterval(beat);
      await this.db.inAgency(agencyId, (tx) => this.leases.release(tx, agencyId, calendarId, held));
    }
  }
}

/** Nothing was sent: whoever took over finds what this one has done so far. */
const OVERTAKEN: Fault = {
  kind: 'slow-down',
  retryAfterMs: WAIT_MS,
  detail: 'this write took so long that another one has taken over',
};
