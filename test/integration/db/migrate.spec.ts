import pg from 'pg';
import { migrate } from '../../../src/db/migrate.js';
import { MIGRATIONS } from '../../../src/db/migrations/list.js';
import { createEmptyDatabase } from '../../support/database.js';

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

describe('migrate', () => {
  let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
  beforeEach(async () => {
    empty = await createEmptyDatabase();
  });
  afterEach(() => empty.drop());

  it('brings an empty database up once, also when two replicas start together, and changes nothing after', async () => {
    const both = await Promise.all([migrate(empty.url, 'k1'), migrate(empty.url, 'k1')]);
    const applied = both.map((result) => (result.ok ? result.applied.length : result.problem));
    expect(applied.sort()).toEqual([0, MIGRATIONS.length]);
    expect(await migrate(empty.url, 'k1')).toEqual({ ok: true, applied: [] });
  });

  it('refuses a database that a newer program has migrated', async () => {
    await migrate(empty.url, 'k1');
    await withClient(empty.url, (c) =>
      c.query(`insert into migration (timestamp, name) values (9999, 'Moon9999999999999')`),
    );
    const again = await migrate(empty.url, 'k1');
    expect(again).toMatchObject({ ok: false, problem: expect.stringContaining('Moon9999999999999') });
  });

  it('refuses a database that was sealed with another key', async () => {
    await migrate(empty.url, 'k1');
    const again = await migrate(empty.url, 'k2');
    expect(again).toMatchObject({ ok: false, problem: expect.stringMatching(/k1.*k2/) });
  });

  it('says what is wrong with an address that leads nowhere', async () => {
    const nowhere = await migrate('postgres://x:y@127.0.0.1:9/none', 'k1');
    expect(nowhere).toMatchObject({ ok: false, problem: expect.stringContaining('no answer') });
    const noDatabase = await migrate(empty.url.replace(/\/[^/]*$/, '/not_there'), 'k1');
    expect(noDatabase).toMatchObject({ ok: false, remedy: expect.stringContaining('createdb') });
    const wrongPassword = await migrate(empty.url.replace(/:[^:@/]+@/, ':wrong@'), 'k1');
    expect(wrongPassword).toMatchObject({ ok: false, problem: expect.stringContaining('refused the user') });
  });
});
