import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Config } from '../config.js';
import { impassable } from '../db/embedded-postgres.js';
import { type KeyRing, keyRingOf, parseKeyFile } from '../secrets/key-ring.js';
import { BootFault, errorCode } from './boot-fault.js';

/**
 * Where the embedded database can live. As root it runs as another user, who may not pass, say, /root: the default
 * folder then gives way to one under /var/lib, named after the folder that was meant, so that two clones do not mix.
 * A folder named by DATA_DIR never gives way; the start says which folder is in the way.
 */
export const usableDataDir = async (config: Config, named: boolean): Promise<Config> => {
  if (named || config.databaseUrl !== null) return config;
  await makeFolder(config.dataDir);
  if ((await impassable(config.dataDir)) === null) return config;
  const dataDir = join(
    '/var/lib/meetbroker',
    config.dataDir.replaceAll(/[^A-Za-z0-9.]+/g, '-').replace(/^-/, ''),
  );
  await makeFolder(dataDir);
  return {
    ...config,
    dataDir,
    secretKeyFile: config.secretKeyNamed ? config.secretKeyFile : join(dataDir, 'secret.key'),
  };
};

/** @returns the topmost folder that had to be made, if any. */
const makeFolder = async (folder: string): Promise<string | undefined> => {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new BootFault(
      'DATA_DIR',
      `the folder ${folder} cannot be made (${errorCode(error)})`,
      'name one that this user may write',
    );
  }
};

/** Takes away what was made for a start that came to nothing. */
const removeEmpty = async (folder: string, made: string): Promise<void> => {
  for (let at = folder; at.startsWith(made); at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error))) return;
      throw error;
    }
  }
};

/**
 * Keeps a second service out of the same folder; a lock whose process is gone is taken over.
 * @returns gives it back, and removes the folder again if it was made here and stayed empty.
 */
export const lockDataDir = async (dataDir: string): Promise<() => Promise<void>> => {
  const made = await makeFolder(dataDir);
  const file = join(dataDir, 'service.pid');
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(`${process.pid}\n`);
      await handle.close();
      return async () => {
        await rm(file, { force: true });
        if (made !== undefined) await removeEmpty(dataDir, made);
      };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') {
        throw new BootFault(
          'DATA_DIR',
          `${file} cannot be written (${errorCode(error)})`,
          'name a folder that this user may write',
        );
      }
    }
    const holder = Number((await readFile(file, 'utf8')).trim());
    if (holder !== process.pid && isAlive(holder)) {
      throw new BootFault(
        'DATA_DIR',
        `${dataDir} is in use by process ${holder}`,
        'stop that one, or name another folder',
      );
    }
    await rm(file, { force: true });
  }
};

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
};

/** Reads the secret key; the default file is made at the first start, a named one must be there. */
export const readKeyRing = async (config: Config): Promise<KeyRing> =>
  (await findKeyRing(config)) ?? (await makeKeyRing(config));

/** Null when the default file has yet to be made. */
export const findKeyRing = async ({ secretKeyFile, secretKeyNamed }: Config): Promise<KeyRing | null> => {
  let text: string;
  try {
    text = await readFile(secretKeyFile, 'utf8');
  } catch (error) {
    if (!secretKeyNamed && errorCode(error) === 'ENOENT') return null;
    throw new BootFault(
      'SECRET_KEY_FILE',
      `${secretKeyFile} cannot be read (${errorCode(error)})`,
      'let this user read it, or make one with: openssl rand -base64 32 > FILE',
    );
  }
  const secret = parseKeyFile(text);
  if (secret === null) {
    throw new BootFault(
      'SECRET_KEY_FILE',
      `${secretKeyFile} does not hold 32 bytes in base64`,
      'restore the right file, or for a new installation make one with: openssl rand -base64 32 > FILE',
    );
  }
  return keyRingOf(secret);
};

/** On disk before anything is sealed with it. */
export const makeKeyRing = async ({ secretKeyFile }: Config): Promise<KeyRing> => {
  const secret = randomBytes(32);
  await mkdir(dirname(secretKeyFile), { recursive: true });
  await writeFile(secretKeyFile, `${secret.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return keyRingOf(secret);
};

/** Asks for a port before anything is made, so that a busy one leaves nothing behind. */
export const requireFreePort = (setting: string, port: number, host?: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const code = errorCode(error);
      const problem =
        code === 'EADDRINUSE' ? `port ${port} is in use` : `port ${port} cannot be opened (${code})`;
      reject(
        new BootFault(
          setting,
          problem,
          `set ${setting} to a free one, or stop the program that listens there`,
        ),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
