import { v7 as uuidv7 } from 'uuid';
import { PgBossQueue } from '../../src/jobs/pg-boss.queue.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const until = async (done: () => boolean): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!done()) {
    if (Date.now() > deadline) throw new Error('nothing came in 20 seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('PgBossQueue', () => {
  let t: TestDatabase;
  let queue: PgBossQueue;
  const agencyId = uuidv7();
  const errors: Error[] = [];
  const failures: string[] = [];

  beforeAll(async () => {
    t = await createTestDatabase();
    queue = new PgBossQueue(
      t.url,
      (error) => errors.push(error),
      (name, problem) => failures.push(`${name}: ${problem}`),
    );
    await queue.start();
  });
  afterAll(async () => {
    await queue.stop(1_000);
    await t.close();
    expect(errors).toEqual([]);
  });

  it('wakes a worker for what was committed, and not for what was rolled back', async () => {
    const seen: string[] = [];
    await queue.work('carry-out', async ({ meetingId }) => {
      seen.push(meetingId);
    });
    const [lost, kept] = [uuidv7(), uuidv7()];
    const rolledBack = t.db.inAgency(agencyId, async (tx) => {
      await queue.send(tx, 'carry-out', { agencyId, meetingId: lost });
      throw new Error('undo');
    });
    await expect(rolledBack).rejects.toThrow('undo');
    await t.db.inAgency(agencyId, (tx) => queue.send(tx, 'carry-out', { agencyId, meetingId: kept }));
    await until(() => seen.length > 0);
    expect(seen).toEqual([kept]);
  });

  it('gives a failed job back to a worker, says so, and keeps nothing of the error but its words', async () => {
    let tries = 0;
    await queue.work('read-message', async () => {
      tries++;
      if (tries === 1) throw Object.assign(new Error('first try fails'), { parameters: ['canary'] });
    });
    await queue.sendAlone('read-message', { agencyId, messageId: uuidv7() });
    await until(() => tries === 1);
    await until(() => failures.length > 0);
    await untilKept('first try fails');
    expect(failures).toEqual(['read-message: first try fails']);
    expect(await outputs()).not.toContain('canary');
    await until(() => tries === 2);
  });

  const outputs = async (): Promise<string> =>
    JSON.stringify(await t.asOwner(`select output from pgboss.job where name = 'read-message'`));
  const untilKept = async (words: string): Promise<void> => {
    let kept = '';
    for (let i = 0; i < 200 && !kept.includes(words); i++) {
      kept = await outputs();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('keeps one wake of the round a meeting, beside those that come with new effects', async () => {
    const meetingId = uuidv7();
    const waiting = { singletonKey: meetingId, notBefore: Date.now() + 3_600_000 };
    for (let round = 0; round < 5; round++) {
      await t.db.inAgency(agencyId, (tx) =>
        queue.send(tx, 'carry-out-due', { agencyId, meetingId }, waiting),
      );
    }
    const rows = await t.asOwner<{ count: string }>(
      `select count(*) from pgboss.job where name = 'carry-out-due' and singleton_key = $1`,
      [meetingId],
    );
    expect(rows).toEqual([{ count: '1' }]);
  });

  it('works a heap of jobs off without waiting for the next poll after each', async () => {
    const heap = Array.from({ length: 60 }, () => uuidv7());
    for (const meetingId of heap) {
      await t.db.inAgency(agencyId, (tx) =>
        queue.send(tx, 'carry-out-due', { agencyId, meetingId }, { singletonKey: meetingId }),
      );
    }
    const seen = new Set<string>();
    await queue.work('carry-out-due', async ({ meetingId }) => {
      seen.add(meetingId);
    });
    // Two workers that slept two seconds after each job would need a minute; `until` gives up after 20 seconds.
    await until(() => seen.size === heap.length);
    expect([...seen].sort()).toEqual([...heap].sort());
  });

  it('keeps one waiting job a singleton key', async () => {
    const calendarId = uuidv7();
    const later = Date.now() + 3_600_000;
    for (let i = 0; i < 3; i++) {
      await queue.sendAlone(
        'sync-calendar',
        { agencyId, calendarId },
        { singletonKey: calendarId, notBefore: later },
      );
    }
    const rows = await t.asOwner<{ count: string }>(
      `select count(*) from pgboss.job where name = 'sync-calendar' and singleton_key = $1`,
      [calendarId],
    );
    expect(rows).toEqual([{ count: '1' }]);
  });
});
