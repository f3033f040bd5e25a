import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DueCalendars } from '../calendars/due-calendars.service.js';
import { SyncCalendarJob } from '../calendars/sync-calendar.job.js';
import { NoteCovers } from '../covers/note-covers.service.js';
import { TenantDatabase } from '../db/tenant.js';
import type { PgBossQueue } from '../jobs/pg-boss.queue.js';
import { MakeRoom } from '../mail/make-room.service.js';
import { CarryOut } from '../meetings/carry-out.service.js';
import { ExpireProposals } from '../meetings/expire-proposals.service.js';
import { TakeSteps } from '../meetings/take-steps.service.js';

/** How often the tables are looked through for what no job woke. Milliseconds. */
const ROUND_MS = 5_000;

/**
 * The rounds of a process that works: overdue effects, calendars due for a poll, proposals that expire, mail to let go,
 * covers to tell the journal of. A round is a
 * job with one waiting at most, so that ten workers make no more rounds than one.
 * @returns ends the rounds.
 */
export const startRounds = async (app: NestFastifyApplication, queue: PgBossQueue): Promise<() => void> => {
  const log = new Logger('Rounds');
  const db = app.get(TenantDatabase);
  const steps = [
    (agencyId: string) => app.get(CarryOut).wakeDue(agencyId),
    (agencyId: string) => app.get(DueCalendars).enqueue(agencyId),
    (agencyId: string) => app.get(ExpireProposals).run(agencyId),
    (agencyId: string) => app.get(TakeSteps).run(agencyId),
    (agencyId: string) => app.get(MakeRoom).run(agencyId),
    (agencyId: string) => app.get(NoteCovers).run(agencyId),
  ];
  await app.get(SyncCalendarJob).start();
  await queue.work('round', async () => {
    for (const agencyId of await db.agencyIds()) {
      for (const step of steps) {
        // One agency's or step's trouble must not keep the others waiting.
        await step(agencyId).catch((error: unknown) =>
          log.error(`A step of the round failed: ${String(error)}`),
        );
      }
    }
  });
  const timer = setInterval(() => {
    queue
      .sendAlone('round', {}, { singletonKey: 'round' })
      .catch((error: unknown) => log.warn(`No round could be queued: ${String(error)}`));
  }, ROUND_MS);
  return () => clearInterval(timer);
};
