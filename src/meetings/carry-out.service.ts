import { Inject, Injectable, Logger } from '@nestjs/common';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { BEAT } from './backoff.js';
import { type ClaimedEffect, EffectStore, type Finish } from './effect.store.js';
import { planLane } from './lane.js';
import { SendMail } from './send-mail.service.js';
import { type Performed, WriteCalendar } from './write-calendar.service.js';

/**
 * Carries out what meetings want done outside. The table is the truth; jobs only wake this, and may come late, twice
 * or never (the round finds what is due).
 *
 * Each effect is taken in one transaction (`unknown` from then on, under a lease), tried without one, and ended in
 * another together with what the try found out. A worker that dies in between leaves an `unknown` effect, which the
 * next one sends again under the same key: calendars adopt what is there, mail programs fold equal Message-IDs.
 */
@Injectable()
export class CarryOut {
  private readonly log = new Logger(CarryOut.name);

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(EffectStore) private readonly effects: EffectStore,
    @Inject(SendMail) private readonly sendMail: SendMail,
    @Inject(WriteCalendar) private readonly writeCalendar: WriteCalendar,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Works until nothing of this meeting can be done now. */
  async run(agencyId: string, meetingId: string): Promise<void> {
    for (;;) {
      const claimed = await this.db.inAgency(agencyId, (tx) => this.take(tx, agencyId, meetingId));
      if (claimed === null) return;
      const performed = await this.alive(agencyId, claimed, () => this.perform(agencyId, meetingId, claimed));
      await this.db.inAgency(agencyId, (tx) => this.end(tx, agencyId, meetingId, claimed, performed));
    }
  }

  /** Wakes the meetings whose effects are due; for the worker's round. @returns how many. */
  async wakeDue(agencyId: string): Promise<number> {
    return this.db.inAgency(agencyId, async (tx) => {
      const due = await this.effects.meetingsDue(tx, agencyId, this.clock.now());
      for (const meetingId of due) {
        await this.queue.send(tx, 'carry-out-due', { agencyId, meetingId }, { singletonKey: meetingId });
      }
      return due.length;
    });
  }

  /** The first effect of the first lane that has something to do now. */
  private async take(tx: Tx, agencyId: string, meetingId: string): Promise<ClaimedEffect | null> {
    const now = this.clock.now();
    const open = await this.effects.open(tx, agencyId, meetingId);
    for (const lane of new Set(open.map((effect) => effect.lane))) {
      const facts = await this.effects.laneFacts(tx, agencyId, lane);
      const plan = planLane(
        open.filter((effect) => effect.lane === lane),
        facts,
        now,
      );
      for (const { effectId, reason } of plan.drop) {
        await this.effects.drop(tx, agencyId, effectId, reason, now);
      }
      if (plan.next.kind === 'run') return this.effects.claim(tx, agencyId, plan.next.effect, now);
      if (plan.next.kind === 'wait' && plan.next.leased) {
        // Whoever holds the lease may be dead: look again when it has run out.
        await this.wake(tx, agencyId, meetingId, plan.next.until);
      }
    }
    return null;
  }

  /** Keeps the effect's lease while `work` goes on. */
  private async alive<T>(agencyId: string, claimed: ClaimedEffect, work: () => Promise<T>): Promise<T> {
    const beat = setInterval(() => {
      this.db
        .inAgency(agencyId, (tx) => this.effects.renew(tx, agencyId, claimed, this.clock.now()))
        .catch((error: unknown) => this.log.warn(`A lease could not be renewed: ${String(error)}`));
    }, BEAT);
    try {
      return await work();
    } finally {
      clearInterval(beat);
    }
  }

  private async perform(agencyId: string, meetingId: string, claimed: ClaimedEffect): Promise<Performed> {
    const { payload } = claimed;
    return payload.kind === 'mail'
      ? this.sendMail.perform(agencyId, meetingId, claimed, payload)
      : this.writeCalendar.perform(agencyId, meetingId, claimed, payload);
  }

  private async end(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    claimed: ClaimedEffect,
    { finish, record }: Performed,
  ): Promise<void> {
    const now = this.clock.now();
    const ended = await this.effects.finish(tx, agencyId, claimed, finish, now);
    if (ended === 'lost') return;
    await record(tx);
    const again = ended === 'look-again' ? now : nextTryOf(finish);
    if (again !== null) await this.wake(tx, agencyId, meetingId, again);
  }

  private async wake(tx: Tx, agencyId: string, meetingId: string, notBefore: number): Promise<void> {
    await this.queue.send(tx, 'carry-out', { agencyId, meetingId }, { notBefore });
  }
}

const nextTryOf = (finish: Finish): number | null => ('nextTryAt' in finish ? finish.nextTryAt : null);
