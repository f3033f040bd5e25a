import { randomBytes } from 'node:crypto';
import { boot, type Running } from '../boot/boot.js';
import type { Cleanup } from '../boot/cleanup.js';
import { loadConfig } from '../config.js';
import { freePort } from '../db/embedded-postgres.js';
import { afterHash, post } from './service-api.js';

/** A service in this process, and an agency whose owner is signed in. */
export interface Office {
  readonly running: Running;
  readonly agencyId: string;
  /** The owner's session. */
  readonly cookie: string;
}

/** Ports that were free a moment ago and were another program's by the time of the start. */
const MOST_PORTS = 5;

export const openOffice = async (
  cleanup: Cleanup,
  settings: Readonly<Record<string, string>>,
): Promise<Office> => {
  const running = await atFreePort(settings);
  cleanup.add(() => running.close());
  const { url, firstOwnerLink } = running;
  const { cookie } = await post(url, '/setup', '', {
    token: afterHash(firstOwnerLink ?? ''),
    agencyName: 'Bench',
    zone: 'Europe/Riga',
    locale: 'en',
    name: 'Owner',
    email: 'owner@bench.example',
    password: randomBytes(12).toString('base64url'),
  });
  const me = await fetch(`${url}/api/me`, { headers: { cookie } });
  const { agencyId } = (await me.json()) as { agencyId: string };
  return { running, agencyId, cookie };
};

const atFreePort = async (settings: Readonly<Record<string, string>>): Promise<Running> => {
  for (let left = MOST_PORTS; ; left--) {
    const loaded = loadConfig({ ...settings, PORT: String(await freePort()) });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    try {
      return await boot(loaded.config, { dataDirNamed: true, anyPorts: true });
    } catch (error) {
      if (left === 0 || !isPortTaken(error)) throw error;
    }
  }
};

/** Of the look before anything is started, or of the listening itself. */
export const isPortTaken = (error: unknown): boolean =>
  error instanceof Error &&
  (/\bPORT: port \d+ is in use/.test(error.message) || /EADDRINUSE/.test(error.message));
