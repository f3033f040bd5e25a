import 'reflect-metadata';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BootFault } from '../../boot/boot-fault.js';
import { Cleanup } from '../../boot/cleanup.js';
import { readKeyRing, usableDataDir } from '../../boot/data-dir.js';
import { type Config, loadConfig } from '../../config.js';
import { createServiceDataSource } from '../../db/data-source.js';
import { EmbeddedPostgresFault, startEmbeddedPostgres } from '../../db/embedded-postgres.js';
import { migrate } from '../../db/migrate.js';
import { TenantDatabase } from '../../db/tenant.js';
import { Refusal } from '../../errors.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { systemClock } from '../../time/clock.port.js';
import { BoundedWorkers } from '../../worker/bounded-worker.service.js';
import { ApplyChanges } from '../apply-changes.service.js';
import type { ImportView } from '../calendar.schema.js';
import { MirrorStore } from '../mirror.store.js';
import { MirrorLosses } from '../mirror-loss.store.js';
import { OwnEvents } from '../own-events.service.js';
import { Providers } from '../providers.service.js';
import { SeriesExpander } from '../series-expander.service.js';
import { SyncStates } from '../sync-state.store.js';
import { IMPORT_LIMITS } from './import-ics.js';
import { ImportIcs } from './import-ics.service.js';

const USAGE = `Usage: npm run import-ics -- FILE --client NAME [--name CALENDAR]

Loads an exported calendar (.ics) as busy time of a client. NAME is the client's name or id. Importing again under the
same CALENDAR name (default: the file's) replaces what was imported before.

Exit codes: 0 all events were taken, 1 some were left out (see the list), 2 nothing was imported.`;

/** Says what is wrong in one line, with the remedy. */
class CommandFault extends Error {}

const main = async (): Promise<number> => {
  const { file, client: wanted, name } = readArguments();
  const bytes = await readIcs(file);
  const loaded = loadConfig(process.env);
  if (!loaded.ok) {
    const [fault] = loaded.faults;
    throw new CommandFault(`${fault?.setting}: ${fault?.problem}; ${fault?.remedy}.`);
  }
  const cleanup = new Cleanup();
  try {
    const { db, importer } = await open(loaded.config, cleanup);
    const { agencyId, client } = await findClient(db, wanted);
    const report = await importer.import(agencyId, client, name, bytes);
    for (const line of describe(report, client.name)) console.log(line);
    return report.skippedInAll > 0 ? 1 : 0;
  } finally {
    await cleanup.run();
  }
};

const readArguments = (): { file: string; client: string; name: string } => {
  let parsed: { values: { client?: string; name?: string; help?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: { client: { type: 'string' }, name: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new CommandFault(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
  const [file, ...more] = parsed.positionals;
  const { client, name, help } = parsed.values;
  if (help === true) {
    console.log(USAGE);
    process.exit(0);
  }
  if (file === undefined || more.length > 0 || client === undefined) throw new CommandFault(USAGE);
  const base = file.replace(/^.*[\\/]/, '').replace(/\.ics$/i, '');
  return { file, client, name: (name ?? base).trim().slice(0, 120) || 'Imported calendar' };
};

const readIcs = async (file: string): Promise<Uint8Array> => {
  try {
    const { size } = await stat(file);
    if (size > IMPORT_LIMITS.octets)
      throw new CommandFault(`${file} is larger than 10 MB; export fewer years.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw new CommandFault(
      `${file} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
};

/** The service's own database, whether it runs or not; one that was found running is left running. */
const open = async (
  wanted: Config,
  cleanup: Cleanup,
): Promise<{ db: TenantDatabase; importer: ImportIcs }> => {
  const config = await usableDataDir(wanted, (process.env.DATA_DIR ?? '') !== '');
  const ring = await readKeyRing(config);
  let url = config.databaseUrl;
  if (url === null) {
    const server = await startEmbeddedPostgres(config.dataDir);
    if (!server.adopted) cleanup.add(() => server.stop());
    url = server.url;
  }
  const migrated = await migrate(url, ring.kid);
  if (!migrated.ok) throw new CommandFault(`${migrated.problem}; ${migrated.remedy}.`);
  const source = await createServiceDataSource(url).initialize();
  cleanup.add(() => source.destroy());

  const db = new TenantDatabase(source);
  const workers = new BoundedWorkers();
  cleanup.add(() => workers.close());
  // A file has no provider behind it and none of our own events in it: there is nobody to tell.
  const nobody = {
    onOwnEvent: async () => undefined,
    onOutsideEvents: async () => undefined,
    onTimesFreed: async () => undefined,
    onWriteTarget: async () => undefined,
    note: async () => undefined,
  };
  const changes = new ApplyChanges(
    new MirrorStore(new SecretsService(ring)),
    new MirrorLosses(),
    new OwnEvents(nobody),
    new Providers(new Map()),
    new SeriesExpander(workers),
  );
  return { db, importer: new ImportIcs(db, systemClock, workers, changes, new SyncStates()) };
};

interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly zone: string;
}

const findClient = async (
  db: TenantDatabase,
  wanted: string,
): Promise<{ agencyId: string; client: Client }> => {
  const found: { agencyId: string; client: Client }[] = [];
  const names: string[] = [];
  for (const agencyId of await db.agencyIds()) {
    const clients: Client[] = await db.inAgency(agencyId, (tx) =>
      tx.query(
        `select client_id as "clientId", name, zone from client
         where agency_id = $1 and archived_at is null order by name`,
        [agencyId],
      ),
    );
    names.push(...clients.map((client) => client.name));
    for (const client of clients) {
      if (client.clientId === wanted || client.name.toLowerCase() === wanted.toLowerCase()) {
        found.push({ agencyId, client });
      }
    }
  }
  const [only, ...others] = found;
  if (only === undefined) {
    const known = names.slice(0, 20).join(', ');
    throw new CommandFault(
      `There is no client "${wanted}". ${known ? `There are: ${known}.` : 'There are none.'}`,
    );
  }
  if (others.length > 0) {
    const ids = found.map(({ client }) => client.clientId).join(', ');
    throw new CommandFault(`Several clients are called "${wanted}"; give one of their ids: ${ids}.`);
  }
  return only;
};

const describe = (report: ImportView, client: string): string[] => [
  ...report.skipped.map(({ line, what, reason }) => `line ${line}: ${what}: ${reason}`),
  ...(report.skippedInAll > report.skipped.length
    ? [`... and ${report.skippedInAll - report.skipped.length} more`]
    : []),
  `${report.replaced ? 'Replaced' : 'Loaded'} "${report.name}" of ${client}: ${report.events} events ` +
    `(${report.series} of them series), ${report.occurrences} busy times, ${report.skippedInAll} remarks.`,
];

try {
  process.exitCode = await main();
} catch (error) {
  const expected =
    error instanceof CommandFault ||
    error instanceof Refusal ||
    error instanceof BootFault ||
    error instanceof EmbeddedPostgresFault;
  if (!expected) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
