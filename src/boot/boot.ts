import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from '../app.module.js';
import { FirstOwnerService } from '../auth/first-owner.service.js';
import { CaldavCalendar } from '../calendars/caldav/caldav-calendar.js';
import type { CalendarProvider, ProviderName } from '../calendars/calendar.port.js';
import { FeedCalendar } from '../calendars/feed/feed-calendar.js';
import { GoogleCalendar } from '../calendars/google/google-calendar.js';
import { GraphCalendar } from '../calendars/graph/graph-calendar.js';
import type { Config } from '../config.js';
import { createServiceDataSource } from '../db/data-source.js';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresFault,
  startEmbeddedPostgres,
} from '../db/embedded-postgres.js';
import { databaseFault, migrate } from '../db/migrate.js';
import { configureHttp, FASTIFY_OPTIONS } from '../http/http-setup.service.js';
import { PgBossQueue } from '../jobs/pg-boss.queue.js';
import { ImapReception } from '../mail/imap/imap-reception.js';
import { SmtpListener } from '../mail/smtp/smtp-listener.js';
import { SmtpSender } from '../mail/smtp/smtp-sender.js';
import { GuardedFetch } from '../outbound/guarded-fetch.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { type Clock, systemClock } from '../time/clock.port.js';
import { BoundedWorkers } from '../worker/bounded-worker.service.js';
import { BootFault, errorCode } from './boot-fault.js';
import { Cleanup } from './cleanup.js';
import { serveConsole } from './console.js';
import { findKeyRing, lockDataDir, makeKeyRing, requireFreePort, usableDataDir } from './data-dir.js';
import {
  SANDBOX_AUTHSERV_ID,
  type Sandbox,
  simulatedGoogle,
  simulatedOutlook,
  startSandbox,
} from './sandbox.js';
import { type SeedSignIn, seedIfWanted } from './seed.js';
import { startRounds } from './worker.js';

export interface BootOptions {
  /** True when DATA_DIR was set: then the folder never gives way to another. */
  readonly dataDirNamed: boolean;
  readonly clock?: Clock;
  /** Sandbox and mail listener at any free port: for tests and the demo, which run beside other services. */
  readonly anyPorts?: boolean;
  /** Adds routes of the caller's own, for measuring; a server that listens takes none any more. */
  readonly beforeListening?: (app: NestFastifyApplication) => void;
  /** Told what takes a moment at a first start. */
  readonly say?: (line: string) => void;
}

const quiet = (): void => undefined;

/** A service that runs. */
export interface Running {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  /** Where it listens, http://localhost:PORT. */
  readonly url: string;
  readonly sandbox: Sandbox | null;
  readonly mailListener: { readonly host: string; readonly port: number } | null;
  readonly database: { readonly url: string; readonly embedded: boolean; readonly adopted: boolean };
  readonly consoleBuilt: boolean;
  /** Where the first owner sets the house up; null when there is an agency. */
  readonly firstOwnerLink: string | null;
  /** How to sign in to the seeded agency; null when there is none. */
  readonly signIn: SeedSignIn | null;
  close(): Promise<void>;
}

/**
 * Starts everything, in the order in which one part needs another.
 * @throws BootFault for what the operator can mend; nothing that was started before is left running then.
 */
export const boot = async (wanted: Config, options: BootOptions): Promise<Running> => {
  const cleanup = new Cleanup();
  try {
    return await start(wanted, options, cleanup);
  } catch (error) {
    await cleanup.run();
    if (error instanceof EmbeddedPostgresFault) throw new BootFault('DATA_DIR', error.problem, error.remedy);
    throw error;
  }
};

const start = async (wanted: Config, options: BootOptions, cleanup: Cleanup): Promise<Running> => {
  const clock = options.clock ?? systemClock;
  await requireFreePort('PORT', wanted.port);
  const { listen, listenNamed } = wanted.mail;
  if (listen !== null && listenNamed && !options.anyPorts)
    await requireFreePort('SMTP_LISTEN', listen.port, listen.host);
  const located = await usableDataDir(wanted, options.dataDirNamed);
  cleanup.add(await lockDataDir(located.dataDir));
  const found = await findKeyRing(located);

  const database = await openDatabase(located, cleanup);
  const unreachable = await databaseFault(database.url);
  if (unreachable !== null) throw new BootFault(database.setting, unreachable.problem, unreachable.remedy);
  // A key for a database that cannot be had would be in the way of the right one.
  const ring = found ?? (await makeKeyRing(located));
  const migrated = await migrate(database.url, ring.kid);
  if (!migrated.ok) throw new BootFault(database.setting, migrated.problem, migrated.remedy);
  const source = await createServiceDataSource(database.url).initialize();
  cleanup.add(() => source.destroy());

  let listener: Running['mailListener'] = null;
  const sandbox = located.sandbox
    ? await startSandbox(
        located,
        () => clock.now(),
        () => mailTarget(listener),
        options.anyPorts ?? false,
      )
    : null;
  if (sandbox !== null) cleanup.add(() => sandbox.close());
  const config = withSandbox(located, sandbox);

  if (config.mail.smtpUrl === null)
    throw new BootFault('SMTP_URL', 'it is not set', 'set it, or set SANDBOX=on');
  const mailSender = new SmtpSender(config.mail.smtpUrl);
  const log = new NestLogger('Queue');
  const queue = new PgBossQueue(
    database.url,
    (error) => log.warn(error.message),
    (name, problem) => log.warn(`A job ${name} failed and will be tried again: ${problem}`),
  );
  const workers = new BoundedWorkers();
  cleanup.add(() => workers.close());
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({
      config,
      clock,
      source,
      secrets: new SecretsService(ring),
      queue,
      mailSender,
      calendarProviders: providersOf(config, clock, workers),
      workers,
    }),
    new FastifyAdapter(FASTIFY_OPTIONS),
    // Nest would end the process on a fault of its own, with the database left running.
    { bufferLogs: true, forceCloseConnections: true, abortOnError: false },
  );
  cleanup.add(() => app.close());
  app.useLogger(app.get(Logger));
  await configureHttp(app, config);
  const consoleBuilt = await serveConsole(app);

  await queue.start();
  cleanup.add(() => queue.stop());
  if (config.role !== 'api') {
    const stop = await startRounds(app, queue);
    cleanup.add(async () => stop());
    if (config.mail.imapUrl !== null) app.get(ImapReception).start(config.mail.imapUrl);
  }
  listener = await listenForMail(app, config, options.anyPorts ?? false);
  options.beforeListening?.(app);
  await app.listen(config.port, '0.0.0.0');
  const url = `http://localhost:${config.port}`;
  const firstOwnerLink = await app.get(FirstOwnerService).linkIfNeeded();
  const signIn = config.seed
    ? await seedIfWanted(url, config.dataDir, firstOwnerLink, clock.now(), options.say ?? quiet)
    : null;
  return {
    app,
    config,
    url,
    sandbox,
    mailListener: listener,
    database: {
      url: database.url,
      embedded: database.server !== null,
      adopted: database.server?.adopted ?? false,
    },
    consoleBuilt,
    firstOwnerLink: signIn === null ? firstOwnerLink : null,
    signIn,
    close: () => cleanup.run(),
  };
};

const openDatabase = async (
  config: Config,
  cleanup: Cleanup,
): Promise<{ url: string; server: EmbeddedPostgres | null; setting: string }> => {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, server: null, setting: 'DATABASE_URL' };
  const server = await startEmbeddedPostgres(config.dataDir);
  cleanup.add(() => server.stop());
  return { url: server.url, server, setting: 'DATA_DIR' };
};

const listenForMail = async (
  app: NestFastifyApplication,
  config: Config,
  anyPort: boolean,
): Promise<Running['mailListener']> => {
  const { listen, listenNamed } = config.mail;
  if (listen === null) return null;
  try {
    const { port } = await app.get(SmtpListener).start({
      host: listen.host,
      port: anyPort ? 0 : listen.port,
      fallbackToFreePort: !listenNamed,
      lmtp: listen.lmtp,
    });
    return { host: listen.host, port };
  } catch (error) {
    throw new BootFault(
      'SMTP_LISTEN',
      `${listen.host}:${listen.port} cannot be listened at (${errorCode(error)})`,
      'name a free port, or stop the program that listens there',
    );
  }
};

const withSandbox = (config: Config, sandbox: Sandbox | null): Config => ({
  ...config,
  google: sandbox?.google ? simulatedGoogle(sandbox.google) : config.google,
  microsoft: sandbox?.microsoft ? simulatedOutlook(sandbox.microsoft) : config.microsoft,
  mail: {
    ...config.mail,
    smtpUrl: sandbox?.mailbox?.smtpUrl ?? config.mail.smtpUrl,
    authservId: sandbox?.mailbox ? SANDBOX_AUTHSERV_ID : config.mail.authservId,
    // The mailbox's senders are made up: nobody's name server knows them.
    dns: sandbox?.mailbox && config.mail.dns === 'system' ? 'off' : config.mail.dns,
  },
});

const providersOf = (
  config: Config,
  clock: Clock,
  workers: BoundedWorkers,
): ReadonlyMap<ProviderName, CalendarProvider> => {
  const guard = new GuardedFetch(config.calendarAllowedHosts);
  const providers = new Map<ProviderName, CalendarProvider>([
    ['caldav', new CaldavCalendar(guard, workers, clock)],
    ['feed', new FeedCalendar(guard, workers, clock)],
  ]);
  if (config.google !== null) providers.set('google', new GoogleCalendar(config.google, clock));
  if (config.microsoft !== null) providers.set('microsoft', new GraphCalendar(config.microsoft, clock));
  return providers;
};

const mailTarget = (listener: Running['mailListener']): { host: string; port: number } => {
  if (listener === null) throw new Error('The mail listener is not running yet');
  return listener;
};
