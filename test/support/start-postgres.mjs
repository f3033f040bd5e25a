// Starts one PostgreSQL for all suites of a run. Its folder lies outside the clone: that may stand under a folder which
// the server's user cannot pass.
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';

export default async function start() {
  if (globalThis.__postgres) return;
  const folder = await mkdtemp(join(tmpdir(), 'meetbroker-test-'));
  await chmod(folder, 0o755);
  // Durability is what one spec tests on a server of its own; here it would only cost time.
  const server = await startEmbeddedPostgres(folder, [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
  ]);
  globalThis.__postgres = { server, folder };
  process.env.TEST_POSTGRES_URL = server.url;
}
