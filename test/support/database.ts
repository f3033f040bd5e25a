import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createServiceDataSource } from '../../src/db/data-source.js';
import { migrate } from '../../src/db/migrate.js';
import { TenantDatabase } from '../../src/db/tenant.js';
import { keyRingOf } from '../../src/secrets/key-ring.js';

/** The secret key of the specs. */
export const TEST_KEY_RING = keyRingOf(Buffer.alloc(32, 42));

export interface TestDatabase {
  /** The owner's address, as DATABASE_URL would give it. */
  readonly url: string;
  /** The pool of the service's own role. */
  readonly source: DataSource;
  readonly db: TenantDatabase;
  /** Runs SQL as the superuser, past every policy: for arranging and for looking. */
  asOwner<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const TEMPLATE_LOCK = 7_100_001;

/** A fresh, migrated database of this spec's own, copied from a template that the first caller of a run makes. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = serverUrl();
  const name = `spec_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const template = `template_${process.env.TEST_RUN_ID ?? 'run'}`;
    const found = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) await makeTemplate(admin, template);
    await admin.query(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }

  const url = withDatabase(server, name);
  const source = createServiceDataSource(url, 20);
  await source.initialize();
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  // close() drops the database by force: a connection that is just ending may still hear of it (57P01).
  owner.on('error', () => undefined);
  return {
    url,
    source,
    db: new TenantDatabase(source),
    asOwner: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await owner.query(sql, [...values])).rows as Row[],
    close: async () => {
      await source.destroy();
      await owner.end();
      const last = new pg.Client({ connectionString: server });
      await last.connect();
      await last.query(`drop database ${name} with (force)`);
      await last.end();
    },
  };
};

/** An empty database, for specs that start the whole program on it; dropped by the returned function. */
export const createEmptyDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const server = serverUrl();
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}`);
  return { url: withDatabase(server, name), drop: () => run(`drop database ${name} with (force)`) };
};

const serverUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL;
  if (url === undefined) throw new Error('TEST_POSTGRES_URL is not set: run this spec through npm run jest');
  return url;
};

const makeTemplate = async (admin: pg.Client, template: string): Promise<void> => {
  const building = `building_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${building}`);
  const migrated = await migrate(withDatabase(serverUrl(), building), TEST_KEY_RING.kid);
  if (!migrated.ok) throw new Error(`${migrated.problem}: ${migrated.remedy}`);
  await admin.query(`alter database ${building} rename to ${template}`);
};

const withDatabase = (url: string, name: string): string => url.replace(/\/[^/]*$/, `/${name}`);
