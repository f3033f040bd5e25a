import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { boot, type Running } from '../boot/boot.js';
import type { Cleanup } from '../boot/cleanup.js';
import { loadConfig } from '../config.js';
import { serviceSession } from '../db/data-source.js';
import { freePort, startEmbeddedPostgres } from '../db/embedded-postgres.js';
import { CALENDARS, clientIdOf, EVENTS_A_CALENDAR, fillMirror } from './http-fill.js';
import { temporaryFolder } from './leave-nothing.js';
import { afterHash, post } from './service-api.js';

/** A service with a large mirror, at a port of its own, and a secretary who is signed in. */
export interface BenchHouse {
  readonly port: number;
  /** The secretary's session. */
  readonly cookie: string;
  /** Start of the window that is asked for, and its end 60 days later; ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Ids of clients, spread over the whole table. */
  readonly clientIds: readonly string[];
  /** What the bare handler answers. */
  answerWith(body: string): void;
}

/** Where the bare handler is mounted. */
export const BARE_ROUTE = '/bench/bare';
const DAY = 86_400_000;
/** As many connections as the service's own pool has. */
const POOL_SIZE = 20;

export const openBenchHouse = async (cleanup: Cleanup, say: (line: string) => void): Promise<BenchHouse> => {
  const folder = await temporaryFolder(cleanup);
  const database = await startEmbeddedPostgres(folder);
  cleanup.add(() => database.stop());
  const loaded = loadConfig({
    PORT: String(await freePort()),
    DATA_DIR: join(folder, 'service'),
    DATABASE_URL: database.url,
    ROLE: 'api',
    SEED: 'off',
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));

  const bare = new BareHandler();
  const running = await boot(loaded.config, {
    dataDirNamed: true,
    anyPorts: true,
    beforeListening: (app) => {
      app
        .getHttpAdapter()
        .getInstance()
        .get(BARE_ROUTE, async (request, reply) => {
          const { client, from, to } = request.query as Record<string, string>;
          return reply.type('application/json; charset=utf-8').send(await bare.answer([client, from, to]));
        });
    },
  });
  cleanup.add(() => running.close());
  const { agencyId, userId, cookie } = await moveIn(running);
  bare.open(database.url, agencyId, cleanup);

  const now = Date.now();
  say(`filling the mirror: ${CALENDARS} calendars with ${EVENTS_A_CALENDAR} events each`);
  await fillMirror(database.url, agencyId, userId, now);
  const from = Math.ceil(now / DAY) * DAY;
  return {
    port: running.config.port,
    cookie,
    from: new Date(from).toISOString(),
    to: new Date(from + 60 * DAY).toISOString(),
    // A prime step visits clients all over the table, and none twice.
    clientIds: Array.from({ length: 4_000 }, (_, i) => clientIdOf((i * 7_919) % CALENDARS)),
    answerWith: (body) => {
      bare.body = body;
    },
  };
};

/**
 * The floor: in the same server, one aggregated query for the rows that the slots come from, prepared, on a pool of the
 * same size and role and under the same row-level security, and an answer that lies ready.
 */
class BareHandler {
  body = '';
  private pool: pg.Pool | null = null;

  open(url: string, agencyId: string, cleanup: Cleanup): void {
    const pool = new pg.Pool({
      connectionString: url,
      max: POOL_SIZE,
      options: `${serviceSession} -c meetbroker.agency=${agencyId}`,
    });
    this.pool = pool;
    cleanup.add(() => pool.end());
  }

  async answer(values: readonly (string | undefined)[]): Promise<string> {
    await this.pool?.query({ name: 'bare', text: BARE_QUERY, values: [...values] });
    return this.body;
  }
}

/** With the days around the window that the service reads too, for limits, buffers and travel. */
const BARE_QUERY = `
  select string_agg(extract(epoch from starts_at)::bigint || '-' || extract(epoch from ends_at)::bigint, ' '
                    order by starts_at) as busy
  from busy
  where agency_id = current_agency() and client_id = $1
    and ends_at > $2::timestamptz - interval '9 days' and starts_at < $3::timestamptz + interval '9 days'`;

/** An agency with a secretary, over HTTP, as it moves in. */
const moveIn = async ({ url, firstOwnerLink }: Running) => {
  const password = randomBytes(12).toString('base64url');
  const owner = await post(url, '/setup', '', {
    token: afterHash(firstOwnerLink ?? ''),
    agencyName: 'Bench',
    zone: 'Europe/Riga',
    locale: 'en',
    name: 'Owner',
    email: 'owner@bench.example',
    password,
  });
  const user = await post(url, '/users', owner.cookie, {
    name: 'Secretary',
    email: 'secretary@bench.example',
    role: 'secretary',
    locale: 'en',
  });
  const userId = String(user.body.userId);
  const invited = await post(url, `/users/${userId}/invitation`, owner.cookie, {});
  const secretary = await post(url, '/invitations/accept', '', {
    token: afterHash(String(invited.body.url)),
    password,
  });
  const me = await fetch(`${url}/api/me`, { headers: { cookie: secretary.cookie } });
  const { agencyId } = (await me.json()) as { agencyId: string };
  return { agencyId, userId, cookie: secretary.cookie };
};
