import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot, type Running } from '../../src/boot/boot.js';
import { loadConfig } from '../../src/config.js';
import type { Clock } from '../../src/time/clock.port.js';
import { createEmptyDatabase } from './database.js';

export interface TestApp extends Running {
  /** Ends the service and removes its database and folder. */
  close(): Promise<void>;
}

/**
 * The whole service as `npm start` makes it, sandbox included, on a database of its own at free ports.
 * @param settings environment settings on top, such as { SANDBOX: 'off' }.
 */
export const startTestApp = async (
  settings: Record<string, string> = {},
  clock?: Clock,
): Promise<TestApp> => {
  const database = await createEmptyDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'meetbroker-app-'));
  await chmod(folder, 0o755);
  const clean = async (): Promise<void> => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const loaded = loadConfig({
      PORT: String(await freePort()),
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'silent',
      SEED: 'off',
      ...settings,
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const running = await boot(loaded.config, {
      dataDirNamed: true,
      anyPorts: true,
      ...(clock ? { clock } : {}),
    });
    return {
      ...running,
      close: async () => {
        await running.close();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
