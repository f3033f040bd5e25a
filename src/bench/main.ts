import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { ACCEPT_PARTS, benchAccept, TINY as TINY_ACCEPT } from './accept-bench.js';
import { benchHttp } from './http-bench.js';
import { cleanUpWhenInterrupted } from './leave-nothing.js';
import { benchMail } from './mail-bench.js';
import { jsonLine, table } from './print.js';
import type { BenchResult } from './result.js';
import { benchSlotEngine } from './slots-bench.js';
import { benchStart } from './start-bench.js';
import { benchSync, SYNC_PARTS, TINY } from './sync-bench.js';

/** Told what takes a moment; people read it, programs read the last line of stdout. */
type Say = (line: string) => void;

interface Wish {
  readonly tiny: boolean;
  /** Of the bench's parts; none for all of them. */
  readonly parts: readonly string[];
}

interface Bench {
  readonly parts?: readonly string[];
  run(say: Say, wish: Wish): Promise<BenchResult[]>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  slots: { run: benchSlotEngine },
  http: { run: benchHttp },
  mail: { run: (say, { tiny }) => benchMail(say, tiny ? 5 : undefined) },
  start: { run: benchStart },
  sync: {
    parts: SYNC_PARTS,
    run: (say, { tiny, parts }) => benchSync(say, tiny ? TINY : undefined, parts),
  },
  accept: {
    parts: ACCEPT_PARTS,
    run: (say, { tiny, parts }) => benchAccept(say, tiny ? TINY_ACCEPT : undefined, parts),
  },
};

const { values, positionals } = parseArgs({
  // tiny: shows that a bench works, not how fast anything is.
  options: {
    json: { type: 'boolean', default: false },
    tiny: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
  strict: false,
});
const [name = ''] = positionals;
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined || positionals.length > 1) {
  console.error(
    `usage: npm run bench -- NAME [--json] [--part PART], where NAME is one of ${Object.keys(BENCHES).join(', ')}`,
  );
  process.exit(2);
}
const parts = [values.part ?? []].flat().map(String);
const there = bench.parts ?? [];
if (!parts.every((part) => there.includes(part))) {
  console.error(`the parts of ${name} are: ${there.join(', ') || 'none'}`);
  process.exit(2);
}
cleanUpWhenInterrupted();
const results = await bench.run((line) => console.error(line), { tiny: values.tiny === true, parts });
const report = { name, node: process.versions.node, results };
if (values.json === true) console.log(jsonLine(report));
else for (const line of table(report)) console.log(line);
process.exit(0);
