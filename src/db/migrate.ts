import { PgBoss } from 'pg-boss';
import type { DataSource } from 'typeorm';
import { QUEUES } from '../jobs/queues.js';
import { createOwnerDataSource, SERVICE_ROLE } from './data-source.js';
import { MIGRATIONS } from './migrations/list.js';
import { sqlState } from './retryable.js';

/** Why the database cannot be used, with the remedy; main.ts prints it as one line. */
export type MigrateResult = { readonly ok: true; readonly applied: readonly string[] } | MigrateFault;
interface MigrateFault {
  readonly ok: false;
  readonly problem: string;
  readonly remedy: string;
}

/** One number for everybody who might migrate this database at once (the replicas of a rolling start). */
const MIGRATION_LOCK = 0x6d656574;

/** Why the database cannot be had at all, or null; changes nothing. */
export const databaseFault = async (url: string): Promise<MigrateFault | null> => {
  const source = createOwnerDataSource(url);
  try {
    await source.initialize();
  } catch (error) {
    return connectFault(error);
  }
  await source.destroy();
  return null;
};

/**
 * Brings the database to this program's schema: the service's role, the migrations, the job queue's tables, grants.
 * Refuses a database that a newer program has migrated, since an older one would write what the newer cannot read, and
 * one that was sealed with another secret key.
 * @param secretKid names the key of SECRET_KEY_FILE (KeyRing.kid).
 */
export const migrate = async (url: string, secretKid: string): Promise<MigrateResult> => {
  const source = createOwnerDataSource(url);
  try {
    await source.initialize();
  } catch (error) {
    return connectFault(error);
  }
  try {
    await source.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const newer = await unknownMigrations(source);
    if (newer.length > 0) {
      return {
        ok: false,
        problem: `the database was migrated by a newer version (${newer.join(', ')})`,
        remedy: 'start that version, or restore a backup made before it',
      };
    }
    await ensureRole(source);
    const applied = await source.runMigrations();
    const foreign = await foreignKey(source, secretKid);
    if (foreign !== null) return foreign;
    await prepareQueue(url);
    await grant(source);
    return { ok: true, applied: applied.map((migration) => migration.name) };
  } catch (error) {
    return migrationFault(error);
  } finally {
    await source.destroy();
  }
};

const unknownMigrations = async (source: DataSource): Promise<string[]> => {
  const [{ known }] = await source.query(`select to_regclass('public.migration') is not null as known`);
  if (!known) return [];
  const rows: { name: string }[] = await source.query('select name from migration order by id');
  const ours = new Set<string>(MIGRATIONS.map((Migration) => new Migration().name));
  return rows.map((row) => row.name).filter((name) => !ours.has(name));
};

const foreignKey = async (source: DataSource, secretKid: string): Promise<MigrateFault | null> => {
  await source.query('insert into installation (secret_kid) values ($1) on conflict do nothing', [secretKid]);
  const [{ secret_kid: used }] = await source.query('select secret_kid from installation');
  if (used === secretKid) return null;
  return {
    ok: false,
    problem: `the database was sealed with the secret key ${used}, and the key in use is ${secretKid}`,
    remedy: 'point SECRET_KEY_FILE to the file that was used before',
  };
};

const ensureRole = async (source: DataSource): Promise<void> => {
  const [found] = await source.query('select 1 from pg_roles where rolname = $1', [SERVICE_ROLE]);
  if (!found) {
    // Databases of one server share their roles, so another database's start may make it at the same moment.
    await source.query(`
      do $$ begin create role ${SERVICE_ROLE} nologin nosuperuser nobypassrls;
      exception when duplicate_object or unique_violation then null; end $$`);
  }
  const [{ member }] = await source.query(`select pg_has_role(current_user, $1, 'set') as member`, [
    SERVICE_ROLE,
  ]);
  if (!member) await source.query(`grant ${SERVICE_ROLE} to current_user`);
};

/** pg-boss keeps its own schema up to date; its tables hold ids only, so they have no tenant policy. */
const prepareQueue = async (url: string): Promise<void> => {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const [name, options] of Object.entries(QUEUES)) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options);
      else await boss.updateQueue(name, withoutPolicy(options));
    }
  } finally {
    await boss.stop({ graceful: false });
  }
};

const withoutPolicy = ({ policy: _, ...options }: (typeof QUEUES)[keyof typeof QUEUES]) => options;

/** The journal can be added to and read, never rewritten, by the service's own role. */
const grant = async (source: DataSource): Promise<void> => {
  await source.query(`
    grant usage on schema public, pgboss to ${SERVICE_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${SERVICE_ROLE};
    grant usage on all sequences in schema public to ${SERVICE_ROLE};
    revoke update, delete on journal from ${SERVICE_ROLE};
    revoke insert, update, delete on installation from ${SERVICE_ROLE};
    revoke all on migration from ${SERVICE_ROLE};
    grant select, insert, update, delete on all tables in schema pgboss to ${SERVICE_ROLE};
    grant usage on all sequences in schema pgboss to ${SERVICE_ROLE};
    grant execute on all functions in schema pgboss to ${SERVICE_ROLE};
  `);
};

const connectFault = (error: unknown): MigrateFault => {
  const state = sqlState(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (state === '28P01' || state === '28000') {
    return {
      ok: false,
      problem: `the server refused the user or password (${detail})`,
      remedy: 'correct them',
    };
  }
  if (state === '3D000') return { ok: false, problem: detail, remedy: 'create it with: createdb NAME' };
  return {
    ok: false,
    problem: `no answer (${detail || state})`,
    remedy: 'check host and port, and that the server runs',
  };
};

const migrationFault = (error: unknown): MigrateFault => {
  const detail = error instanceof Error ? error.message : String(error);
  if (sqlState(error) === '42501') {
    return {
      ok: false,
      problem: `the user may not prepare the database (${detail})`,
      remedy: `let it own the database and create roles, or create the role ${SERVICE_ROLE} and grant it to the user; the extension btree_gist must exist or be creatable`,
    };
  }
  return {
    ok: false,
    problem: `the schema could not be prepared (${detail})`,
    remedy: 'see the message; nothing was half-applied',
  };
};
