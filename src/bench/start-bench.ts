import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../db/embedded-postgres.js';
import { temporaryFolder, withCleanup } from './leave-nothing.js';
import { atMost, type BenchResult, median } from './result.js';
import { residentMegabytes, type ServiceProcess, startService } from './service-process.js';

/** Starts of each kind; first starts make a database cluster, so many would take minutes. */
const ROUNDS = 3;
/** After the start, what it needed only once is let go before memory is read. */
const SETTLE_MS = 3_000;

interface Memory {
  readonly service: number;
  readonly database: number;
}

/** How long from `node dist/main.js` to an answer of /readyz, and how much memory it then holds. */
export const benchStart = async (say: (line: string) => void): Promise<BenchResult[]> => {
  const times = {
    bare: [] as number[],
    seeded: [] as number[],
    empty: [] as number[],
    again: [] as number[],
  };
  const memories: Memory[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    say(`round ${round} of ${ROUNDS}: Node alone, first start with and without the seed, second start`);
    times.bare.push(await bareNode());
    await withCleanup(async (cleanup) => {
      times.seeded.push(await timeStart(await temporaryFolder(cleanup), { SEED: 'on' }));
    });
    await withCleanup(async (cleanup) => {
      const folder = await temporaryFolder(cleanup);
      times.empty.push(await timeStart(folder, { SEED: 'off' }));
      times.again.push(
        await timeStart(folder, { SEED: 'off' }, async (service) => {
          const memory = await memoryOf(service, folder);
          if (memory !== null) memories.push(memory);
        }),
      );
    });
  }
  const floor = median(times.bare);
  const unit = 'ms';
  return [
    { case: 'Node with an HTTP server and nothing else', value: floor, unit },
    atMost({ case: 'first start, with the seeded agency', value: median(times.seeded), unit }, floor),
    atMost({ case: 'first start, without it', value: median(times.empty), unit }, floor),
    atMost({ case: 'second start', value: median(times.again), unit }, floor),
    ...memoryResults(memories),
  ];
};

/** A start in this folder, ended again; the mail listener at any free port, as beside other services. */
const timeStart = async (
  folder: string,
  settings: Readonly<Record<string, string>>,
  look: (service: ServiceProcess) => Promise<void> = async () => undefined,
): Promise<number> =>
  withCleanup(async (cleanup) => {
    const service = await startService(await freePort(), {
      DATA_DIR: folder,
      SMTP_LISTEN: `127.0.0.1:${await freePort()}`,
      ...settings,
    });
    cleanup.add(() => service.stop());
    await look(service);
    return service.readyMs;
  });

const memoryOf = async ({ pid }: ServiceProcess, folder: string): Promise<Memory | null> => {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const [postmaster = ''] = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n');
  const service = await residentMegabytes(pid, false);
  const database = await residentMegabytes(Number(postmaster), true);
  return service === null || database === null ? null : { service, database };
};

const memoryResults = (memories: readonly Memory[]): BenchResult[] => {
  if (memories.length === 0) return [];
  const unit = 'MB';
  return [
    { case: 'memory of the service', value: median(memories.map(({ service }) => service)), unit },
    {
      case: 'memory of PostgreSQL, all processes',
      value: median(memories.map(({ database }) => database)),
      unit,
    },
  ];
};

const BARE = `
  import { createServer } from 'node:http';
  createServer((request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('up'));
`;

/** The floor: Node itself, from its start to the first answer. */
const bareNode = async (): Promise<number> => {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', BARE], {
    env: { PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    await (await fetch(`http://127.0.0.1:${port}/`)).text();
    return performance.now() - begin;
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
};
