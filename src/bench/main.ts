import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { benchHttp } from './http-bench.js';
import { cleanUpWhenInterrupted } from './leave-nothing.js';
import { benchMail } from './mail-bench.js';
import { jsonLine, table } from './print.js';
import type { BenchResult } from './result.js';
import { benchSlotEngine } from './slots-bench.js';
import { benchStart } from './start-bench.js';
import { benchSync, TINY } from './sync-bench.js';

/** Told what takes a moment; people read it, programs read the last line of stdout. */
type Say = (line: string) => void;

const BENCHES: Readonly<Record<string, (say: Say, tiny: boolean) => Promise<BenchResult[]>>> = {
  slots: benchSlotEngine,
  http: benchHttp,
  mail: (say, tiny) => benchMail(say, tiny ? 5 : undefined),
  start: benchStart,
  sync: (say, tiny) => benchSync(say, tiny ? TINY : undefined),
};

const { values, positionals } = parseArgs({
  // tiny: shows that a bench works, not how fast anything is.
  options: { json: { type: 'boolean', default: false }, tiny: { type: 'boolean', default: false } },
  allowPositionals: true,
  strict: false,
});
const [name = ''] = positionals;
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined || positionals.length > 1) {
  console.error(
    `usage: npm run bench -- NAME [--json], where NAME is one of ${Object.keys(BENCHES).join(', ')}`,
  );
  process.exit(2);
}
cleanUpWhenInterrupted();
const results = await bench((line) => console.error(line), values.tiny === true);
const report = { name, node: process.versions.node, results };
if (values.json === true) console.log(jsonLine(report));
else for (const line of table(report)) console.log(line);
process.exit(0);
