import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ApiSession } from '../../src/sandbox/seed/api-session.js';
import { freePort } from '../support/app.js';
import { type Account, installedCopy, listing, Program } from '../support/program.js';

/** The built program, started as its user starts it. `npm test` builds it first. */
const NOBODY = 65_534;

let folder: string;
let programs: Program[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meetbroker-start-'));
  await chmod(folder, 0o755);
  programs = [];
});
afterEach(async () => {
  for (const program of programs) await program.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (settings: Record<string, string>, account?: Account, home?: string): Program => {
  const program = Program.start(settings, account, home);
  programs.push(program);
  return program;
};

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** The process id of the embedded server; PostgreSQL keeps it in the first line. */
const serverPid = (dataDir: string): string =>
  readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';

describe('the program with nothing but PORT and DATA_DIR', () => {
  it('starts whole, survives kill -9 with everything in it, and ends politely', async () => {
    const port = String(await freePort());
    const dataDir = join(folder, 'data');
    const settings = { PORT: port, DATA_DIR: dataDir };
    const url = `http://localhost:${port}`;

    const first = start(settings);
    await first.ready();
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    expect(first.stderr).toBe('');
    expect(first.stdout).toContain('SANDBOX: simulated Google at http://');
    expect(first.stdout).toContain('SANDBOX: local mailbox at http://');
    const [, password = ''] = /password (\S+)/.exec(first.stdout) ?? [];
    const email = 'anna@vizite.example';
    expect(first.stdout).toContain(email);
    const before = new ApiSession(url);
    await before.call('POST', '/session', { email, password });
    const seen = await before.call<{ items: { name: string }[] }>('GET', '/clients');
    expect(seen.items).toHaveLength(3);
    const { items } = await before.call<{ items: { meetingId: string }[] }>('GET', '/meetings');
    expect(items.length).toBeGreaterThan(0);
    const server = serverPid(dataDir);

    first.signal('SIGKILL');
    await first.ended;
    expect(serverPid(dataDir)).toBe(server);

    const second = start(settings);
    await second.ready();
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    // The server that the killed one left behind, and not another one on the same files.
    expect(serverPid(dataDir)).toBe(server);
    expect(second.stdout).toContain(password);
    const after = new ApiSession(url);
    await after.call('POST', '/session', { email, password });
    expect(await after.call('GET', '/clients')).toEqual(seen);
    const again = await after.call<{ items: { meetingId: string }[] }>('GET', '/meetings');
    expect(again.items.map(({ meetingId }) => meetingId)).toEqual(items.map(({ meetingId }) => meetingId));

    second.signal('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'service.pid'))).toBe(false);
  }, 180_000);

  it('is refused a folder that another one works in', async () => {
    const dataDir = join(folder, 'data');
    const first = start({ PORT: String(await freePort()), DATA_DIR: dataDir, SEED: 'off' });
    await first.ready();
    const second = start({ PORT: String(await freePort()), DATA_DIR: dataDir, SEED: 'off' });
    expect(await second.ended).toBe(1);
    expect(second.stderr).toMatch(/^DATA_DIR: .* is in use by process \d+; .+\.\n$/);
    // The first one has lost nothing by it.
    expect(existsSync(join(dataDir, 'service.pid'))).toBe(true);
  }, 120_000);
});

/** The folders on the way to the clone that another user may not pass. */
const closedFolders = (): string[] => {
  const closed: string[] = [];
  for (let at = resolve(import.meta.dirname, '../..'); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) closed.push(at);
    if (dirname(at) === at) return closed;
  }
};

describe('the program as an ordinary user', () => {
  const root = process.getuid?.() === 0;
  const account = root ? { uid: NOBODY, gid: NOBODY } : {};
  const closed = root ? closedFolders() : [];
  let home: string | undefined;
  beforeAll(async () => {
    if (closed.length === 0) return;
    const copy = await mkdtemp(join(tmpdir(), 'meetbroker-program-'));
    await chmod(copy, 0o755);
    home = installedCopy(copy);
  }, 300_000);
  afterAll(async () => {
    if (home !== undefined) await rm(home, { recursive: true, force: true });
  }, 60_000);
  const startAs = (settings: Record<string, string>): Program => start(settings, account, home);

  it('runs, and makes nothing that is not its own', async () => {
    const dataDir = join(folder, 'data');
    await mkdir(dataDir, { mode: 0o700 });
    if (account.uid !== undefined) await chown(dataDir, account.uid, account.gid);
    const port = String(await freePort());
    const program = startAs({ PORT: port, DATA_DIR: dataDir, SEED: 'off' });
    await program.ready();
    expect(await statusOf(`http://localhost:${port}/readyz`)).toBe(200);
    const owner = account.uid ?? process.getuid?.();
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(owner);
    expect((await stat(join(dataDir, 'secret.key'))).uid).toBe(owner);
    expect((await stat(join(dataDir, 'secret.key'))).mode & 0o077).toBe(0);
    expect(await program.stop()).toBe(0);
  }, 120_000);

  it('says which folder it may not write, and what to do', async () => {
    const dataDir = join(folder, 'closed', 'data');
    await mkdir(dirname(dataDir), { mode: account.uid === undefined ? 0o500 : 0o755 });
    const program = startAs({ PORT: String(await freePort()), DATA_DIR: dataDir, SEED: 'off' });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toMatch(/^DATA_DIR: the folder .*closed\/data cannot be made \(EACCES\); .+\.\n$/);
    expect(listing(folder)).toEqual(['closed']);
  });

  it('says that it may not read the secret key', async () => {
    const file = join(folder, 'secret.key');
    await writeFile(file, `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o000 });
    const dataDir = join(folder, 'data');
    await mkdir(dataDir, { mode: 0o700 });
    if (account.uid !== undefined) await chown(dataDir, account.uid, account.gid);
    const settings = { PORT: String(await freePort()), DATA_DIR: dataDir, SECRET_KEY_FILE: file };
    const program = startAs(settings);
    expect(await program.ended).toBe(1);
    expect(program.stderr).toMatch(/^SECRET_KEY_FILE: .*secret\.key cannot be read \(EACCES\); let .+\.\n$/);
    expect(listing(dataDir)).toEqual([]);
  });
});

describe('the program that cannot start', () => {
  interface Case {
    readonly what: string;
    readonly setting: string;
    readonly says: RegExp;
    /** Makes what stands in the way. @returns the settings; a function undoes it. */
    readonly arrange: (folder: string) => Promise<Record<string, string>>;
  }

  const cases: Case[] = [
    {
      what: 'PORT is in use',
      setting: 'PORT',
      says: /port \d+ is in use; set PORT to a free one/,
      arrange: async () => ({ PORT: String(await occupied()) }),
    },
    {
      what: 'Google is half set',
      setting: 'GOOGLE_CLIENT_SECRET',
      says: /GOOGLE_CLIENT_ID is set, but GOOGLE_CLIENT_SECRET is not; set GOOGLE_CLIENT_SECRET too/,
      arrange: async () => ({ GOOGLE_CLIENT_ID: 'some-client' }),
    },
    {
      what: 'nothing listens at DATABASE_URL',
      setting: 'DATABASE_URL',
      says: /; .+/,
      arrange: async () => ({ DATABASE_URL: `postgres://meet:secret@127.0.0.1:${await freePort()}/meet` }),
    },
    {
      what: 'the password in DATABASE_URL is wrong',
      setting: 'DATABASE_URL',
      says: /; .+/,
      arrange: async () => ({ DATABASE_URL: withPassword('wrong') }),
    },
    {
      what: 'DATABASE_URL names no database of the server',
      setting: 'DATABASE_URL',
      says: /; .+/,
      arrange: async () => ({ DATABASE_URL: testServer().replace(/\/[^/]*$/, '/there_is_no_such') }),
    },
    {
      what: 'DATABASE_URL is no address of PostgreSQL',
      setting: 'DATABASE_URL',
      says: /"mysql:\/\/localhost\/meet" does not fit; give an address such as postgres:/,
      arrange: async () => ({ DATABASE_URL: 'mysql://localhost/meet' }),
    },
    {
      what: 'DATA_DIR holds data of another PostgreSQL',
      setting: 'DATA_DIR',
      says: /holds data of PostgreSQL 15, and this program brings 18; start the version/,
      arrange: async (at) => {
        await mkdir(join(at, 'data', 'postgres'), { recursive: true });
        await writeFile(join(at, 'data', 'postgres', 'PG_VERSION'), '15\n');
        return {};
      },
    },
    {
      what: 'DATA_DIR is a file',
      setting: 'DATA_DIR',
      says: /cannot be made \(E[A-Z]+\); name one/,
      arrange: async (at) => {
        await writeFile(join(at, 'data'), '');
        return {};
      },
    },
    {
      what: 'SECRET_KEY_FILE is not there',
      setting: 'SECRET_KEY_FILE',
      says: /there is no file .*; make one with: openssl rand/,
      arrange: async (at) => ({ SECRET_KEY_FILE: join(at, 'lost.key') }),
    },
    {
      what: 'SECRET_KEY_FILE cannot be read',
      setting: 'SECRET_KEY_FILE',
      says: /cannot be read \(EISDIR\); let this user read it/,
      arrange: async (at) => ({ SECRET_KEY_FILE: at }),
    },
    {
      what: 'SECRET_KEY_FILE holds something else',
      setting: 'SECRET_KEY_FILE',
      says: /does not hold 32 bytes in base64; restore the right file/,
      arrange: async (at) => {
        await writeFile(join(at, 'short.key'), 'short\n');
        return { SECRET_KEY_FILE: join(at, 'short.key') };
      },
    },
    {
      what: 'NODE_ENV is production and nothing says where mail goes',
      setting: 'SMTP_URL',
      says: /the sandbox is off, .*; give an address such as smtp:.*, or set SANDBOX=on/,
      arrange: async () => ({ NODE_ENV: 'production' }),
    },
    {
      what: 'SMTP_LISTEN is in use',
      setting: 'SMTP_LISTEN',
      says: /port \d+ is in use; set SMTP_LISTEN to a free one/,
      arrange: async () => ({ SMTP_LISTEN: `127.0.0.1:${await occupied()}` }),
    },
  ];

  const servers: Server[] = [];
  const occupied = async (): Promise<number> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, () => done()));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it.each(cases)(
    'says in one line that $what, and leaves nothing behind',
    async ({ setting, says, arrange }) => {
      const settings = await arrange(folder);
      const before = listing(folder);
      const port = String(await freePort());
      const program = start({ PORT: port, DATA_DIR: join(folder, 'data'), SEED: 'off', ...settings });
      expect(await program.ended).toBe(1);
      expect(program.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(program.stderr.startsWith(`${setting}: `)).toBe(true);
      expect(program.stderr).toMatch(says);
      expect(program.stdout).toBe('');
      expect(listing(folder)).toEqual(before);
    },
  );
});

const testServer = (): string => process.env.TEST_POSTGRES_URL ?? '';

const withPassword = (password: string): string => {
  const url = new URL(testServer());
  url.password = password;
  return url.href;
};
