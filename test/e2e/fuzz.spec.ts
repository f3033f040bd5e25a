import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** Set FUZZ_CASES for more of them, SEED to repeat a run; `npm run fuzz -- --cases 1000000` is the soak. */
const CASES = Number(process.env.FUZZ_CASES ?? 10_000);
const SEED = process.env.SEED;

test(`${CASES} spoiled mails are kept, end with a name, and change nothing but what they prove`, async () => {
  const args = ['dist/bench/fuzz/main.js', '--cases', String(CASES), ...(SEED ? ['--seed', SEED] : [])];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [code] = await once(child, 'close');
  const seed = /seed (\d+)/.exec(said)?.[1];
  console.log(`${CASES} mails, seed ${seed}`);
  // With what broke and where it is kept, if something did.
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringContaining(`${CASES} mails, seed ${seed}: 0 finds`),
  });
  // A run in which nothing was ever applied, refused or put before a person would show nothing.
  for (const end of ['applied', 'refused', 'review', 'unmatched', 'no-change'])
    expect(said).toContain(` ${end} `);
}, 3_600_000);
