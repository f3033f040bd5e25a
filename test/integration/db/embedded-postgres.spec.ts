import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  EmbeddedPostgresFault,
  impassable,
  startEmbeddedPostgres,
} from '../../../src/db/embedded-postgres.js';

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const answer = await client.query(sql);
  await client.end();
  return answer.rows;
};

const faultOf = async (start: Promise<unknown>): Promise<EmbeddedPostgresFault> => {
  const fault = await start.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(fault instanceof EmbeddedPostgresFault)) throw new Error(`no fault, but ${String(fault)}`);
  return fault;
};

describe('embedded PostgreSQL', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meetbroker-embedded-'));
    await chmod(folder, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps what was committed through a kill of everything, and adopts a server left running', async () => {
    const first = await startEmbeddedPostgres(folder);
    expect(first.adopted).toBe(false);
    await ask(first.url, 'create table kept as select 42 as answer');

    // The service was killed, its server was not.
    const second = await startEmbeddedPostgres(folder);
    expect(second.adopted).toBe(true);
    expect(second.url).toBe(first.url);

    // The server is killed as well: recovery, under the same address.
    const pid = Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    await second.ensureRunning();
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.ensureRunning();

    await second.stop();
    await second.stop();
    await expect(ask(second.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('says so when the folder holds data of another version', async () => {
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres/PG_VERSION'), '15\n');
    const fault = await faultOf(startEmbeddedPostgres(folder));
    expect(fault.problem).toMatch(/PostgreSQL 15.*brings 18/);
    expect(fault.remedy).toMatch(/DATA_DIR/);
  });

  it('names the folder that the server may not pass', async () => {
    const inner = join(folder, 'closed/data');
    await mkdir(inner, { recursive: true });
    await chmod(join(folder, 'closed'), 0o700);
    const stranger = { uid: 65_533, gid: 65_533 };
    expect(await impassable(inner, stranger)).toBe(join(folder, 'closed'));
    await chmod(join(folder, 'closed'), 0o701);
    expect(await impassable(join(folder, 'closed'), stranger)).toBeNull();
    expect(await impassable(inner, {})).toBeNull();
  });

  it('starts over after a first start that was interrupted', async () => {
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres/half'), 'x');
    const server = await startEmbeddedPostgres(folder);
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

const gone = async (pid: number): Promise<void> => {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return; // ESRCH: what is waited for.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
