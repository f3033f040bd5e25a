import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/list.js';

/** The role that the service works as: no login, owns nothing, so that row-level security binds it. */
export const SERVICE_ROLE = 'meetbroker_service';

/**
 * A statement that waits longer than this is lost, not slow: the limits end what would otherwise hold a client's row
 * lock (and with it every booking of that client) for ever.
 */
const LIMITS = ['statement_timeout=30s', 'lock_timeout=15s', 'idle_in_transaction_session_timeout=60s'];

/** Options for pg that make every session of a pool work as the service's role. */
export const serviceSession = [`role=${SERVICE_ROLE}`, 'timezone=UTC', ...LIMITS]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** The pool that the service works with. */
export const createServiceDataSource = (url: string, poolSize = 20): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    applicationName: 'meetbroker',
    poolSize,
    connectTimeoutMS: 5_000,
    logging: false,
    // A lost idle connection is replaced at the next query; TypeORM would otherwise log it at every restart of the server.
    poolErrorHandler: () => undefined,
    extra: { options: serviceSession, keepAlive: true, idleTimeoutMillis: 30_000 },
  });

/** The driver's own pool, for who needs no more than a connection: a query runner costs as much as a short query. */
export const poolOf = ({ driver }: DataSource): Pool =>
  (driver as unknown as { readonly master: Pool }).master;

/** The owner's connection: for migrations only. */
export const createOwnerDataSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    applicationName: 'meetbroker-migrate',
    poolSize: 1,
    connectTimeoutMS: 5_000,
    logging: false,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
  });
