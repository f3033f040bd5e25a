import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot, type Running } from '../boot/boot.js';
import { Cleanup } from '../boot/cleanup.js';
import { SANDBOX_AUTHSERV_ID } from '../boot/sandbox.js';
import { loadConfig } from '../config.js';
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from '../db/embedded-postgres.js';
import { OWNERS } from '../sandbox/google/seed-people.js';
import type { GoogleSimulator } from '../sandbox/google/simulator.js';
import type { Mailbox } from '../sandbox/mailbox/mailbox.js';
import { OUTLOOK_OWNERS } from '../sandbox/microsoft/seed-people.js';
import type { MicrosoftSimulator } from '../sandbox/microsoft/simulator.js';
import { ApiSession } from '../sandbox/seed/api-session.js';
import { DemoClock } from './demo-clock.js';
import { hasRadicale, type Radicale, startRadicale } from './radicale.js';

/** A client of the demo, and whose simulated calendar is theirs. */
export interface DemoClient {
  readonly clientId: string;
  readonly firm: string;
  /** Of a Google calendar also its id. */
  readonly email: string;
  readonly zone: string;
  readonly placeId: string;
}

/** Everything that a scene may touch: the service from outside, and the other sides of the table. */
export interface Stage {
  readonly running: Running;
  readonly clock: DemoClock;
  readonly google: GoogleSimulator;
  readonly outlook: MicrosoftSimulator;
  /** null: the program is not on this machine. */
  readonly radicale: Radicale | null;
  readonly mailbox: Mailbox;
  /** Under what name the site's mail server vouches for a sender (RFC 8601). */
  readonly authservId: string;
  readonly database: EmbeddedPostgres;
  readonly secretary: ApiSession;
  /** Sees also the mails that belong to no client. */
  readonly owner: ApiSession;
  /** Wants to be asked when a meeting vanishes from the own calendar. */
  readonly alfa: DemoClient;
  /** Means "call it off" by deleting a meeting. */
  readonly zeta: DemoClient;
  /** Has an Outlook calendar, and wants to be asked. */
  readonly kapa: DemoClient;
  /** Has a calendar on a CalDAV server, and means "call it off" by deleting. */
  readonly ziedi: DemoClient;
  /** After the clock went on for longer than a session lives. */
  signInAgain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the service whole, on a database of its own in a temporary folder, at free ports, with nothing of the caller's
 * settings; and lets an agency of an owner and a secretary move in, over HTTP. Calendars are not linked yet.
 */
export const openStage = async (): Promise<Stage> => {
  const cleanup = new Cleanup();
  try {
    return await open(cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
};

const open = async (cleanup: Cleanup): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'meetbroker-demo-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  // Started as root, the server runs as another user, who has to pass this folder on the way to its data.
  await chmod(folder, 0o755);
  // The demo's own, and not the service's, so that it can be stopped under a service that runs.
  const database = await startEmbeddedPostgres(folder);
  cleanup.add(() => database.stop());

  const radicale = hasRadicale() ? await openRadicale(cleanup, join(folder, 'radicale')) : null;
  const loaded = loadConfig({
    PORT: String(await freePort()),
    DATA_DIR: join(folder, 'service'),
    DATABASE_URL: database.url,
    SEED: 'off',
    LOG_LEVEL: 'silent',
    ...(radicale === null ? {} : { CALENDAR_ALLOWED_HOSTS: new URL(radicale.url).host }),
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const clock = new DemoClock();
  const running = await boot(loaded.config, { dataDirNamed: true, anyPorts: true, clock });
  cleanup.add(() => running.close());
  const { google, microsoft: outlook, mailbox } = running.sandbox ?? {};
  if (!google || !outlook || !mailbox) throw new Error('The sandbox did not start');

  const password = randomBytes(12).toString('base64url');
  const { owner, secretary, clients } = await moveIn(running, password);
  const [alfa, zeta, kapa, ziedi] = clients;
  if (!alfa || !zeta || !kapa || !ziedi) throw new Error('The demo has four clients');
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= cleanup.run();
    return closing;
  };
  const signInAgain = async (): Promise<void> => {
    await secretary.call('POST', '/session', { email: ANNA, password });
    await owner.call('POST', '/session', { email: VITA, password });
  };
  return {
    running,
    clock,
    google,
    outlook,
    radicale,
    mailbox,
    authservId: SANDBOX_AUTHSERV_ID,
    database,
    owner,
    secretary,
    alfa,
    zeta,
    kapa,
    ziedi,
    signInAgain,
    close,
  };
};

const openRadicale = async (cleanup: Cleanup, folder: string): Promise<Radicale> => {
  const person = { username: 'ieva', password: randomBytes(12).toString('base64url') };
  const radicale = await startRadicale(folder, await freePort(), person);
  cleanup.add(() => radicale.close());
  return radicale;
};

const VITA = 'vita@vizite.example';
const ANNA = 'anna@vizite.example';

/** Two with a simulated Google, one in Riga, one in Stockholm; one with Outlook; one with a CalDAV server. */
const FIRMS = [
  { owner: OWNERS[0], onClientDelete: 'ask' },
  { owner: OWNERS[5], onClientDelete: 'cancel' },
  { owner: OUTLOOK_OWNERS[0], onClientDelete: 'ask' },
  {
    owner: {
      email: 'ieva@ziedunams.example',
      name: 'Ieva Ziediņa',
      firm: 'Ziedu nams SIA',
      timeZone: 'Europe/Riga',
      country: 'LV',
      office: 'Tirgoņu iela 7, Rīga',
    },
    onClientDelete: 'cancel',
  },
] as const;

const moveIn = async ({ url, firstOwnerLink }: Running, password: string) => {
  const owner = new ApiSession(url);
  await owner.call('POST', '/setup', {
    token: afterHash(firstOwnerLink ?? ''),
    agencyName: 'Vizīte',
    zone: 'Europe/Riga',
    locale: 'en',
    name: 'Vita Priede',
    email: VITA,
    password,
  });
  // A person has ten seconds for second thoughts; a program that plays has none.
  await owner.call('PUT', '/agency/proposal-rules', { undoSeconds: 0 });
  const { userId } = await owner.call<{ userId: string }>('POST', '/users', {
    name: 'Anna Liepa',
    email: ANNA,
    role: 'secretary',
    locale: 'en',
    phone: '+371 20000002',
  });
  const invited = await owner.call<{ url: string }>('POST', `/users/${userId}/invitation`);
  const secretary = new ApiSession(url);
  await secretary.call('POST', '/invitations/accept', { token: afterHash(invited.url), password });

  const clients: DemoClient[] = [];
  for (const { owner: firm, onClientDelete } of FIRMS) {
    if (firm === undefined) throw new Error('A simulated calendar lacks its owner');
    const { clientId } = await owner.call<{ clientId: string }>('POST', '/clients', {
      name: firm.firm,
      person: firm.name,
      email: firm.email,
      zone: firm.timeZone,
      locale: firm.country === 'LV' ? 'lv' : 'en',
      onClientDelete,
    });
    await owner.call('POST', '/assignments', { userId, clientId });
    const place = { name: 'Office', address: firm.office };
    const { placeId } = await owner.call<{ placeId: string }>('POST', `/clients/${clientId}/places`, place);
    await owner.call('PUT', `/clients/${clientId}/availability`, {
      settings: {
        zone: firm.timeZone,
        durationMinutes: 60,
        stepMinutes: 30,
        alignment: 'clock',
        horizonDays: 60,
        minimumNoticeMinutes: 120,
      },
      rules: [
        { kind: 'weekly', windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '08:00', to: '18:00' }] },
      ],
    });
    clients.push({ clientId, firm: firm.firm, email: firm.email, zone: firm.timeZone, placeId });
  }
  return { owner, secretary, clients };
};

const afterHash = (link: string): string => link.slice(link.indexOf('#') + 1);
