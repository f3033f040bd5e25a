import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { AppModule } from '../../../src/app.module.js';
import type { Signed } from '../../../src/auth/signed.js';
import type { CalendarProvider } from '../../../src/calendars/calendar.port.js';
import { CalendarStore } from '../../../src/calendars/calendar.store.js';
import { ChangeCalendar } from '../../../src/calendars/change-calendar.service.js';
import { DueCalendars } from '../../../src/calendars/due-calendars.service.js';
import { LinkAccount } from '../../../src/calendars/link-account.service.js';
import { LinkCredentials } from '../../../src/calendars/link-credentials.service.js';
import { SyncCalendarJob } from '../../../src/calendars/sync-calendar.job.js';
import { type Config, loadConfig } from '../../../src/config.js';
import { Refusal } from '../../../src/errors.js';
import { configureHttp, FASTIFY_OPTIONS } from '../../../src/http/http-setup.service.js';
import type { JobData, JobName, Queue, SendOptions } from '../../../src/jobs/queue.port.js';
import { MemorySender } from '../../../src/mail/memory/memory-sender.js';
import { CarryOut } from '../../../src/meetings/carry-out.service.js';
import { ExpireProposals } from '../../../src/meetings/expire-proposals.service.js';
import { SecretsService } from '../../../src/secrets/secrets.service.js';
import { BoundedWorkers } from '../../../src/worker/bounded-worker.service.js';
import { createTestDatabase, TEST_KEY_RING, type TestDatabase } from '../../support/database.js';
import type { Owner, Span, WalkWorld } from './walk-world.js';

/** Monday, 31 August 2026, 08:00 UTC; the clocks change while a long walk is under way. */
const START = Date.UTC(2026, 7, 31, 8);
const MINUTE = 60_000;

/**
 * Below those that systems give to outgoing connections (from 32768 on Linux, from 49152 by RFC 6335): nobody takes it
 * while the service is started anew.
 */
const lastingPort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
};

interface WaitingJob {
  readonly name: JobName;
  readonly data: unknown;
  readonly key: string | null;
  readonly notBefore: number;
}

/** Keeps jobs over restarts as a database does, and hands them out in any order. */
class HandQueue implements Queue {
  waiting: WaitingJob[] = [];

  async send<K extends JobName>(_tx: unknown, name: K, data: JobData[K], options: SendOptions = {}) {
    const key = options.singletonKey === undefined ? null : `${name} ${options.singletonKey}`;
    if (key !== null && this.waiting.some((job) => job.key === key)) return;
    this.waiting.push({ name, data, key, notBefore: options.notBefore ?? 0 });
  }

  async sendAlone<K extends JobName>(name: K, data: JobData[K], options: SendOptions = {}) {
    await this.send(null, name, data, options);
  }

  async work(): Promise<void> {}
}

export interface WalkClient {
  readonly clientId: string;
  readonly accountId: string;
  readonly calendarId: string;
  readonly owner: Owner;
}

/** The worker that a spec kills: what it was about to ask, or had asked. */
export class Killed extends Error {}

/** The whole service on a database of its own, with the clock and the worker in the walk's hands. */
export class WalkHouse {
  now = START;
  readonly queue = new HandQueue();
  readonly sender = new MemorySender();
  readonly who: Signed = {
    agencyId: uuidv7(),
    userId: uuidv7(),
    role: 'owner',
    name: 'Vita',
    email: 'vita@agency.example',
    locale: 'en',
    sessionId: uuidv7(),
  };
  readonly clients: WalkClient[] = [];
  /** Errors that jobs ended with, apart from kills. */
  readonly troubles: string[] = [];
  reconnected = 0;
  restarted = 0;
  /** Kills the worker before or after its next call that writes. */
  kill: 'before' | 'after' | null = null;
  private app: NestFastifyApplication | null = null;
  private provider: CalendarProvider | null = null;

  private constructor(
    readonly database: TestDatabase,
    readonly world: WalkWorld,
    private readonly config: Config,
    private readonly workers: BoundedWorkers,
  ) {}

  static async open(makeWorld: (clock: { now(): number }) => Promise<WalkWorld>): Promise<WalkHouse> {
    const database = await createTestDatabase();
    let house: WalkHouse | undefined;
    const world = await makeWorld({ now: () => house?.now ?? START });
    const port = await lastingPort();
    const loaded = loadConfig({
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ROLE: 'api',
      SANDBOX: 'off',
      SEED: 'off',
      LOG_LEVEL: 'silent',
      SMTP_URL: 'smtp://127.0.0.1:9',
      SMTP_LISTEN: 'off',
      MAIL_DOMAIN: 'meet.example',
      MAIL_DNS: 'off',
      ...world.settings,
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    house = new WalkHouse(database, world, loaded.config, new BoundedWorkers());
    // A house that does not come up must not leave a database and servers behind.
    try {
      await house.boot();
      await house.moveIn();
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  get<T>(service: abstract new (...args: never[]) => T): T {
    if (this.app === null) throw new Error('the house is closed');
    return this.app.get(service, { strict: false });
  }

  /** The process ends and another one comes up: what stood in memory only is gone. */
  async restart(): Promise<void> {
    await this.shut();
    await this.boot();
    this.restarted++;
  }

  async close(): Promise<void> {
    await this.shut();
    await this.workers.close();
    await this.world.close();
    await this.database.close();
  }

  get publicUrl(): string {
    return this.config.publicUrl;
  }

  pass(ms: number): void {
    this.now += ms;
  }

  /** Lets the worker do up to `most` jobs that are due. @param pick which one, in [0, 1). */
  async work(most = Number.POSITIVE_INFINITY, pick: () => number = () => 0): Promise<number> {
    await this.takeMails();
    for (let done = 0; ; done++) {
      const due = this.queue.waiting.filter(({ notBefore }) => notBefore <= this.now);
      const job = done >= most ? undefined : due[Math.floor(pick() * due.length)];
      if (job === undefined) return done;
      this.queue.waiting.splice(this.queue.waiting.indexOf(job), 1);
      try {
        await this.run(job);
      } catch (error) {
        if (!(error instanceof Error && error.message === 'Killed'))
          this.troubles.push(`${job.name}: ${String(error)}`);
        // The queue's own retry.
        this.queue.waiting.push({ ...job, notBefore: this.now + 5_000 });
        await this.freeLeases();
      }
    }
  }

  async round(): Promise<void> {
    const { agencyId } = this.who;
    await this.get(CarryOut).wakeDue(agencyId);
    await this.get(DueCalendars).enqueue(agencyId);
    await this.get(ExpireProposals).run(agencyId);
  }

  sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.database.asOwner<Row>(text, values);
  }

  /** A client whose permission has ended gives it again; a refusal comes from a fault that is in force. */
  async reconnect(): Promise<void> {
    const lost = await this.sql<{ account_id: string }>(
      `select account_id from account where state = 'reconnect'`,
    );
    for (const client of this.clients) {
      if (!lost.some(({ account_id }) => account_id === client.accountId)) continue;
      await this.link(client.clientId, client.owner, client.accountId);
      this.reconnected++;
    }
  }

  /** The secretary says of every calendar in doubt that what went missing is gone. */
  async acceptLosses(): Promise<void> {
    const { agencyId } = this.who;
    for (const { calendarId } of this.clients) {
      await this.database.db.inAgency(agencyId, async (tx) => {
        const calendar = await this.get(CalendarStore).find(tx, agencyId, calendarId);
        if (calendar?.quarantine != null) await this.get(ChangeCalendar).acceptLoss(tx, this.who, calendar);
      });
    }
  }

  /** Lets everything come to rest: no more faults, and time for what waits. @throws when it does not. */
  async rest(): Promise<void> {
    this.world.calm();
    this.kill = null;
    const since = this.now;
    for (let i = 0; i < 60; i++) {
      await this.world.pushesSettled();
      await this.reconnect();
      await this.work();
      this.pass((i < 5 ? 6 : 20) * MINUTE);
      await this.round();
      await this.work();
      await this.world.pushesSettled();
      if (
        (await this.restless(since)).length === 0 &&
        this.queue.waiting.every(({ notBefore }) => notBefore > this.now)
      )
        return;
    }
    throw new Error(`no rest: ${(await this.restless(since)).join('; ')}`);
  }

  private async restless(since: number): Promise<string[]> {
    const effects = await this.sql<{ kind: string; state: string; reason: string | null }>(
      `select kind, state, reason from effect where state in ('pending', 'unknown', 'parked')`,
    );
    const calendars = await this.sql<{ name: string; state: string; reason: string | null }>(
      `select name, state, state_reason as reason from calendar
       where (blocks or write_target) and (state <> 'ok' or synced_at < $1 or dirty > synced_dirty)`,
      [new Date(since)],
    );
    return [...effects, ...calendars].map((row) => JSON.stringify(row));
  }

  /** What the mirror says is taken. */
  async mirrored({ calendarId }: WalkClient, window: Span): Promise<Span[]> {
    const rows = await this.sql<{ start: Date; end: Date }>(
      `select starts_at as start, ends_at as end from busy where calendar_id = $1 and ends_at > $2 and starts_at < $3`,
      [calendarId, new Date(window.start), new Date(window.end)],
    );
    return rows.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
  }

  private async run({ name, data }: WaitingJob): Promise<void> {
    const job = data as JobData['carry-out'] & JobData['sync-calendar'];
    if (name === 'carry-out' || name === 'carry-out-due')
      await this.get(CarryOut).run(job.agencyId, job.meetingId);
    if (name === 'sync-calendar') await this.get(SyncCalendarJob).run(job);
  }

  /**
   * Whatever is to be mailed counts as mailed: a third of all work would be that, and no mail ever touches a calendar.
   */
  private async takeMails(): Promise<void> {
    await this.sql(
      `update effect set state = 'done', reason = 'not this walk''s', outcome = '{}', done_at = $1
       where kind = 'mail' and state = 'pending'`,
      [new Date(this.now)],
    );
  }

  /** Leases are by the database's clock, which the walk cannot put forward. */
  private async freeLeases(): Promise<void> {
    await this.sql(
      `update calendar set sync_lease_until = now() - interval '1 second', write_lease_until = now() - interval '1 second'`,
    );
  }

  private async boot(): Promise<void> {
    const provider = this.world.make(this.config, { now: () => this.now });
    this.provider = provider;
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with({
        config: this.config,
        clock: { now: () => this.now },
        source: this.database.source,
        secrets: new SecretsService(TEST_KEY_RING),
        queue: this.queue,
        mailSender: this.sender,
        calendarProviders: new Map([[this.world.provider, this.mortal(provider)]]),
        workers: this.workers,
      }),
      new FastifyAdapter(FASTIFY_OPTIONS),
      { logger: false, abortOnError: false, forceCloseConnections: true },
    );
    await configureHttp(app, this.config);
    await app.listen(this.config.port, '127.0.0.1');
    this.app = app;
  }

  private async shut(): Promise<void> {
    if (this.provider !== null) this.world.letGo(this.provider);
    const app = this.app;
    this.app = null;
    // The threads and the database outlive the process that is played.
    const { close } = this.workers;
    this.workers.close = async () => undefined;
    const { destroy } = this.database.source;
    this.database.source.destroy = async () => undefined;
    await app?.close();
    this.workers.close = close;
    this.database.source.destroy = destroy;
  }

  /** The worker may die just before or just after it has written. */
  private mortal(provider: CalendarProvider): CalendarProvider {
    const writes = new Set<PropertyKey>(['createEvent', 'updateEvent', 'deleteEvent']);
    return new Proxy(provider, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
        if (!writes.has(name)) return call;
        return async (...args: unknown[]) => {
          const when = this.kill;
          this.kill = null;
          if (when === 'before') throw new Killed('Killed');
          const answer = await call(...args);
          if (when === 'after') throw new Killed('Killed');
          return answer;
        };
      },
    });
  }

  private async moveIn(): Promise<void> {
    const { agencyId, userId, email } = this.who;
    await this.sql(
      `insert into agency (agency_id, name, zone, locale) values ($1, 'Agency', 'Europe/Riga', 'en')`,
      [agencyId],
    );
    await this.sql(
      `insert into app_user (agency_id, user_id, email, name, role, locale) values ($1, $2, $3, 'Vita', 'owner', 'en')`,
      [agencyId, userId, email],
    );
    for (const [i, owner] of this.world.owners.entries()) {
      const clientId = uuidv7();
      await this.sql(
        `insert into client (agency_id, client_id, name, person, zone, locale, colour, on_client_delete)
         values ($1, $2, $3, $3, $4, 'en', '#112233', $5)`,
        [agencyId, clientId, `Client ${i}`, owner.zone, i === 0 ? 'ask' : 'cancel'],
      );
      const accountId = await this.link(clientId, owner, null);
      const [row] = await this.sql<{ calendar_id: string }>(
        'select calendar_id from calendar where client_id = $1 and write_target',
        [clientId],
      );
      if (row === undefined) throw new Error('no calendar to write to');
      this.clients.push({ clientId, accountId, calendarId: row.calendar_id, owner });
    }
    await this.rest();
  }

  /** As a person does it. @param again the account that is reconnected. */
  private async link(clientId: string, { account }: Owner, again: string | null): Promise<string> {
    const { provider, entry } = this.world;
    if (entry.kind === 'password') {
      const { password, ...at } = entry.of(account);
      const credentials = this.get(LinkCredentials);
      const made =
        again === null
          ? credentials.caldav(this.who, clientId, { ...at, password })
          : credentials.reconnect(this.who, clientId, again, password);
      return (await made).accountId;
    }
    const linking = this.get(LinkAccount);
    const { authorizeUrl } = await linking.begin(this.who, clientId, provider, again);
    const back = (await entry.follow(authorizeUrl, account)).searchParams;
    const linked = await linking.complete(this.who, {
      provider,
      state: back.get('state') ?? '',
      code: back.get('code') ?? undefined,
      error: undefined,
    });
    if (!linked.ok) throw new Refusal('unavailable', linked.refusal);
    return linked.accountId;
  }
}
