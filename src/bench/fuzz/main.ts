import 'reflect-metadata';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUpWhenInterrupted, withCleanup } from '../leave-nothing.js';
import { type Find, fuzz } from './fuzz.js';

const USAGE = 'usage: npm run fuzz -- [--cases N] [--seed S] [--from CASE] [--database URL]';
/** So many finds are kept; more of them say nothing new. */
const MOST_KEPT = 20;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    database: { type: 'string' },
  },
  strict: false,
});
const number = (text: unknown): number => (/^\d{1,10}$/.test(String(text)) ? Number(text) : Number.NaN);
const cases = number(values.cases);
const from = number(values.from);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : number(values.seed);
if (!(cases > 0) || Number.isNaN(from) || Number.isNaN(seed)) {
  console.error(USAGE);
  process.exit(2);
}

const keep = async (finds: readonly Find[]): Promise<void> => {
  if (finds.length === 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'meetbroker-fuzz-'));
  for (const { index, what, raw } of finds.slice(0, MOST_KEPT)) {
    const file = join(folder, `${seed}-${index}.eml`);
    await writeFile(file, raw);
    console.log(
      `case ${index}: ${what}\n  ${file}\n  again: npm run fuzz -- --seed ${seed} --from ${index} --cases 1`,
    );
  }
};

cleanUpWhenInterrupted();
console.log(`seed ${seed}, cases ${from} to ${from + cases - 1}`);
const begin = performance.now();
let told = begin;
const { finds, ends, octets } = await withCleanup((cleanup) =>
  fuzz(
    { seed, from, cases, database: values.database === undefined ? undefined : String(values.database) },
    cleanup,
    (done, found) => {
      if (performance.now() - told < 5_000) return;
      told = performance.now();
      console.error(`${done} of ${cases}, ${found} finds`);
    },
  ),
);
const seconds = (performance.now() - begin) / 1_000;
for (const [end, count] of [...ends].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(9)}  ${end}`);
console.log(
  `${Math.round(cases / seconds)} a second, ${(octets / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s`,
);
await keep(finds);
console.log(`${cases} mails, seed ${seed}: ${finds.length} finds`);
process.exit(finds.length === 0 ? 0 : 1);
