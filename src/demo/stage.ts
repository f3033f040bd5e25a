import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot, type Running } from '../boot/boot.js';
import { Cleanup } from '../boot/cleanup.js';
import { loadConfig } from '../config.js';
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from '../db/embedded-postgres.js';
import { OWNERS } from '../sandbox/google/seed-people.js';
import type { GoogleSimulator } from '../sandbox/google/simulator.js';
import type { Mailbox } from '../sandbox/mailbox/mailbox.js';
import { ApiSession } from '../sandbox/seed/api-session.js';

/** A client of the demo, and whose simulated calendar is theirs. */
export interface DemoClient {
  readonly clientId: string;
  readonly firm: string;
  /** Also the id of the calendar. */
  readonly email: string;
  readonly zone: string;
  readonly placeId: string;
}

/** Everything that a scene may touch: the service from outside, and the other sides of the table. */
export interface Stage {
  readonly running: Running;
  readonly google: GoogleSimulator;
  readonly mailbox: Mailbox;
  readonly database: EmbeddedPostgres;
  readonly secretary: ApiSession;
  /** Sees also the mails that belong to no client. */
  readonly owner: ApiSession;
  /** Wants to be asked when a meeting vanishes from the own calendar. */
  readonly alfa: DemoClient;
  /** Means "call it off" by deleting a meeting. */
  readonly zeta: DemoClient;
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

  const loaded = loadConfig({
    PORT: String(await freePort()),
    DATA_DIR: join(folder, 'service'),
    DATABASE_URL: database.url,
    SEED: 'off',
    LOG_LEVEL: 'silent',
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const running = await boot(loaded.config, { dataDirNamed: true, anyPorts: true });
  cleanup.add(() => running.close());
  const { google, mailbox } = running.sandbox ?? { google: null, mailbox: null };
  if (google === null || mailbox === null) throw new Error('The sandbox did not start');

  const { owner, secretary, clients } = await moveIn(running);
  const [alfa, zeta] = clients;
  if (alfa === undefined || zeta === undefined) throw new Error('The demo has two clients');
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= cleanup.run();
    return closing;
  };
  return { running, google, mailbox, database, owner, secretary, alfa, zeta, close };
};

/** Two of the simulated owners: one in Riga, one in Stockholm. */
const FIRMS = [
  { owner: OWNERS[0], onClientDelete: 'ask' },
  { owner: OWNERS[5], onClientDelete: 'cancel' },
] as const;

const moveIn = async ({ url, firstOwnerLink }: Running) => {
  const password = randomBytes(12).toString('base64url');
  const owner = new ApiSession(url);
  await owner.call('POST', '/setup', {
    token: afterHash(firstOwnerLink ?? ''),
    agencyName: 'Vizīte',
    zone: 'Europe/Riga',
    locale: 'en',
    name: 'Vita Priede',
    email: 'vita@vizite.example',
    password,
  });
  // A person has ten seconds for second thoughts; a program that plays has none.
  await owner.call('PUT', '/agency/proposal-rules', { undoSeconds: 0 });
  const { userId } = await owner.call<{ userId: string }>('POST', '/users', {
    name: 'Anna Liepa',
    email: 'anna@vizite.example',
    role: 'secretary',
    locale: 'en',
    phone: '+371 20000002',
  });
  const invited = await owner.call<{ url: string }>('POST', `/users/${userId}/invitation`);
  const secretary = new ApiSession(url);
  await secretary.call('POST', '/invitations/accept', { token: afterHash(invited.url), password });

  const clients: DemoClient[] = [];
  for (const { owner: firm, onClientDelete } of FIRMS) {
    if (firm === undefined) throw new Error('The simulated Google lacks an owner');
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
