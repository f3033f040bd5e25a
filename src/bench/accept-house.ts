import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Cleanup } from '../boot/cleanup.js';
import { freePort, startEmbeddedPostgres } from '../db/embedded-postgres.js';
import { AttendeeAddressBook } from '../meetings/attendee-addresses.service.js';
import { temporaryFolder } from './leave-nothing.js';
import { atOnce } from './mail-house.js';
import { isPortTaken, type Office, openOffice } from './office.js';
import { addClients, proposeHour } from './proposals.js';
import { type ServiceProcess, startService } from './service-process.js';

/** One partner's page, and the time that this partner will choose there. */
export interface Offer {
  /** Offers of one time overlap each other, and no others. */
  readonly time: number;
  readonly meetingId: string;
  readonly attendeeId: string;
  readonly optionId: string;
  /** The page's path, with its token. */
  readonly path: string;
}

/** A PostgreSQL that keeps its promises, several processes of the service on it, and offers that wait for an answer. */
export interface AcceptHouse {
  readonly offers: readonly Offer[];
  readonly ports: readonly number[];
  /** Asks the database as its owner, past every policy. */
  sql<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Everything that the database server has said. */
  serverLog(): Promise<string>;
  /** Stops the database as a crash does, without a word to anybody, and starts it again. */
  crashDatabase(): Promise<void>;
}

export interface AcceptSizes {
  readonly processes: number;
  readonly clients: number;
  /** Stretches of time, over all clients. */
  readonly times: number;
  /** Offers of each of them. */
  readonly rivals: number;
}

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const AT_ONCE = 8;
const MOST_PORTS = 5;

export const openAcceptHouse = async (
  cleanup: Cleanup,
  sizes: AcceptSizes,
  say: (line: string) => void,
): Promise<AcceptHouse> => {
  const folder = await temporaryFolder(cleanup);
  const database = await startEmbeddedPostgres(folder);
  cleanup.add(() => database.stop());
  const keyFile = join(folder, 'secret.key');
  await writeFile(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const settings = {
    DATABASE_URL: database.url,
    SECRET_KEY_FILE: keyFile,
    ROLE: 'api',
    SEED: 'off',
    SANDBOX: 'off',
    LOG_LEVEL: 'fatal',
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMTP_LISTEN: 'off',
    MAIL_DOMAIN: 'meet.example',
  };
  const office = await openOffice(cleanup, { ...settings, DATA_DIR: join(folder, 'office') });
  say(`offering ${sizes.times} times to ${sizes.rivals} partners each, for ${sizes.clients} clients`);
  const offers = await offer(office, sizes);
  say(`starting ${sizes.processes} processes of the service`);
  const ports = await Promise.all(
    Array.from({ length: sizes.processes }, (_, i) =>
      startAtFreePort(cleanup, { ...settings, DATA_DIR: join(folder, `service-${i}`) }),
    ),
  );
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // Idle connections end with the database; the next question opens another.
  pool.on('error', () => undefined);
  cleanup.add(() => pool.end());
  const cluster = join(folder, 'postgres');
  return {
    offers,
    ports,
    sql: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
    serverLog: () => readFile(join(cluster, 'server.log'), 'utf8'),
    crashDatabase: async () => {
      const [postmaster = ''] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
      // Immediate shutdown: what was committed has to come back out of the log at the next start.
      process.kill(Number(postmaster), 'SIGQUIT');
      while (isAlive(Number(postmaster))) await new Promise((resolve) => setTimeout(resolve, 10));
      await database.ensureRunning();
    },
  };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    // Node throws for a process that is not there.
    return false;
  }
};

const startAtFreePort = async (
  cleanup: Cleanup,
  settings: Readonly<Record<string, string>>,
): Promise<number> => {
  for (let left = MOST_PORTS; ; left--) {
    const port = await freePort();
    try {
      const service: ServiceProcess = await startService(port, settings);
      cleanup.add(() => service.stop());
      return port;
    } catch (error) {
      if (left === 0 || !isPortTaken(error)) throw error;
    }
  }
};

/** Each stretch begins with an hour of its own; the rivals' hours begin a quarter later each, so that all overlap. */
const offer = async (
  { running, agencyId, cookie }: Office,
  { clients, times, rivals }: AcceptSizes,
): Promise<Offer[]> => {
  const owner = { url: running.url, cookie };
  const addresses = running.app.get(AttendeeAddressBook, { strict: false });
  const clientIds = await addClients(owner, clients);
  const first = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR;
  const rows = await atOnce(AT_ONCE, Array.from({ length: times }), async (_, time) => {
    const made: Offer[] = [];
    for (let rival = 0; rival < rivals; rival++) {
      const start = first + time * 3 * HOUR + (rival % 4) * QUARTER;
      const { meetingId, attendeeId, option } = await proposeHour(owner, clientIds[time % clients] ?? '', {
        title: `Visit ${time}, ${rival}`,
        kind: 'invitations',
        start,
        email: `anna${time}.${rival}@partner.example`,
        alsoOffered: true,
      });
      const path = new URL(addresses.of(agencyId, meetingId, attendeeId).page).pathname;
      made.push({ time, meetingId, attendeeId, optionId: option.optionId, path });
    }
    return made;
  });
  return rows.flat();
};
