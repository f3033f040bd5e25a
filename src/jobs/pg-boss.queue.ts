import { type Job, PgBoss } from 'pg-boss';
import type { Tx } from '../db/tenant.js';
import type { JobData, JobName, Queue, SendOptions } from './queue.port.js';

/** How many jobs of one kind a process works on at once; a handler holds at most one connection of the pool. */
const CONCURRENCY: Readonly<Record<JobName, number>> = {
  'carry-out': 4,
  'carry-out-due': 2,
  'sync-calendar': 4,
  'read-message': 4,
  round: 1,
};

/**
 * Seconds. A notification wakes a worker for a new job; a retry and a delayed job are found by polling only, which
 * pg-boss would slow down to half a minute while notifications work.
 */
const POLL = 2;

/**
 * Seconds between looks for jobs whose heartbeats have stopped (queues.ts). By default a minute, and the answer that a
 * worker was reading when its database went away would be applied a minute after it came back.
 */
const LOOK_FOR_LOST_JOBS = 10;

/** The Queue on pg-boss: PostgreSQL is the only thing that has to be up. */
export class PgBossQueue implements Queue {
  private readonly boss: PgBoss;

  /**
   * @param onError called for pg-boss's own troubles (a lost connection); it goes on by itself.
   * @param onFailure called for each try of a job that failed: pg-boss tells nobody.
   */
  constructor(
    databaseUrl: string,
    onError: (error: Error) => void,
    private readonly onFailure: (name: JobName, problem: string) => void = () => undefined,
  ) {
    this.boss = new PgBoss({
      connectionString: databaseUrl,
      application_name: 'meetbroker-jobs',
      max: 8,
      migrate: false,
      createSchema: false,
      schedule: false,
      useListenNotify: true,
      superviseIntervalSeconds: LOOK_FOR_LOST_JOBS,
      monitorIntervalSeconds: LOOK_FOR_LOST_JOBS,
    });
    this.boss.on('error', onError);
  }

  async start(): Promise<void> {
    await this.boss.start();
  }

  /** Waits for the running jobs, at most `timeoutMs`. */
  async stop(timeoutMs = 10_000): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: timeoutMs });
  }

  async send<K extends JobName>(tx: Tx, name: K, data: JobData[K], options: SendOptions = {}): Promise<void> {
    await this.boss.send(name, data, {
      ...bossOptions(options),
      db: { executeSql: async (text, values) => ({ rows: rowsOf(await tx.query(text, values)) }) },
    });
  }

  async sendAlone<K extends JobName>(name: K, data: JobData[K], options: SendOptions = {}): Promise<void> {
    await this.boss.send(name, data, bossOptions(options));
  }

  /**
   * A worker that has done a job looks for the next one at once: pg-boss would leave it idle until it polls again, so
   * that what came in a heap is worked on at a few jobs every two seconds.
   */
  async work<K extends JobName>(name: K, handler: (data: JobData[K]) => Promise<void>): Promise<void> {
    for (let i = 0; i < CONCURRENCY[name]; i++) {
      const id: string = await this.boss.work(
        name,
        { batchSize: 1, pollingIntervalSeconds: POLL, notifyPollingIntervalSeconds: POLL },
        async (jobs: Job<JobData[K]>[]) => {
          this.boss.notifyWorker(id);
          for (const job of jobs) await handler(job.data).catch((error: unknown) => this.fail(name, error));
        },
      );
    }
  }

  /**
   * pg-boss keeps what was thrown beside the job, where no tenant's policy guards it; a query's error carries the values
   * of the query.
   */
  private fail(name: JobName, error: unknown): never {
    const problem = error instanceof Error ? error.message : 'a thrown value';
    this.onFailure(name, problem);
    throw new Error(problem);
  }
}

const bossOptions = (options: SendOptions) => ({
  ...(options.notBefore === undefined ? {} : { startAfter: new Date(options.notBefore) }),
  ...(options.singletonKey === undefined ? {} : { singletonKey: options.singletonKey }),
});

/** TypeORM answers an insert with its rows, an update or delete with [rows, count]. */
const rowsOf = (answer: unknown): unknown[] => {
  if (!Array.isArray(answer)) return [];
  const [first, count] = answer;
  return Array.isArray(first) && typeof count === 'number' ? first : answer;
};
