import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Cleanup } from '../boot/cleanup.js';
import { startEmbeddedPostgres } from '../db/embedded-postgres.js';
import { type Child, startChild } from './child.js';
import { temporaryFolder } from './leave-nothing.js';
import type { ServiceAnswer, ServiceQuestion } from './sync-service.worker.js';
import type { SimulatorAnswer, SimulatorQuestion } from './sync-simulator.worker.js';

export type Service = Child<ServiceQuestion, ServiceAnswer>;

/** A database, a simulated Google in a process of its own, and services in theirs. */
export interface SyncHouse {
  readonly database: pg.Client;
  readonly agencyId: string;
  readonly apiUrl: string;
  readonly simulator: Child<SimulatorQuestion, SimulatorAnswer>;
  /** Another process of the service. @param watched its memory can be looked at. */
  service(role: 'api' | 'worker', watched?: boolean): Promise<Service>;
  /** A client with an account that this calendar is linked by; the calendar's id here. */
  link(service: Service, calendar: string): Promise<string>;
}

const OWNER = 'owner@example.com';

export const openSyncHouse = async (cleanup: Cleanup): Promise<SyncHouse> => {
  const folder = await temporaryFolder(cleanup);
  const { url, stop } = await startEmbeddedPostgres(folder);
  cleanup.add(stop);
  const keyFile = join(folder, 'secret.key');
  await writeFile(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const simulator = startChild<SimulatorQuestion, SimulatorAnswer>(cleanup, 'sync-simulator.worker.js');
  const { settings } = await simulator.ask({ kind: 'start', user: OWNER });

  let services = 0;
  const service: SyncHouse['service'] = async (role, watched = false) => {
    const child = startChild<ServiceQuestion, ServiceAnswer>(
      cleanup,
      'sync-service.worker.js',
      watched ? ['--expose-gc'] : [],
    );
    await child.ask({
      kind: 'start',
      settings: {
        ...settings,
        // Any: nobody asks it over HTTP, and a port that was free a moment ago may be another program's by then.
        PORT: '0',
        DATA_DIR: join(folder, `service-${++services}`),
        DATABASE_URL: url,
        SECRET_KEY_FILE: keyFile,
        ROLE: role,
        SANDBOX: 'off',
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_DOMAIN: 'bench.example',
        LOG_LEVEL: 'fatal',
      },
    });
    await child.ask({ kind: 'consent', user: OWNER });
    return child;
  };
  const first = await service('api');
  await first.stop();

  const database = new pg.Client({ connectionString: url });
  await database.connect();
  cleanup.add(() => database.end());
  const agencyId = uuidv7();
  await database.query(
    `insert into agency (agency_id, name, zone, locale) values ($1, 'Bench', 'Europe/Riga', 'lv')`,
    [agencyId],
  );
  return {
    database,
    agencyId,
    apiUrl: settings.GOOGLE_API_URL ?? '',
    simulator,
    service,
    link: async (by, calendar) => {
      const clientId = uuidv7();
      await database.query(
        `insert into client (agency_id, client_id, name, person, zone, locale, colour)
         values ($1, $2, $3, 'Person', 'Europe/Riga', 'lv', '#336699')`,
        [agencyId, clientId, `Firm ${clientId}`],
      );
      return (await by.ask({ kind: 'link', agencyId, clientId, calendar })).calendarId;
    },
  };
};
