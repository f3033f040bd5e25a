import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const jest = join(root, 'node_modules/jest/bin/jest.js');

/** With those of oracle.spec.ts twenty thousand a run; set ORACLE_ZONE_CASES for more or fewer. */
const cases = process.env.ORACLE_ZONE_CASES ?? '5000';

/** The oracle's whole suite in a process whose own zone is another one; the seed stands in what it prints. */
describe(`the engine beside the oracle, ${cases} cases in each of three process zones`, () => {
  test.each(['UTC', 'America/New_York', 'Pacific/Apia'])(
    '%s',
    (zone) => {
      const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest];
      const wish = [
        '--selectProjects',
        'unit',
        '--testPathPatterns',
        'availability/oracle\\.spec',
        '--runInBand',
      ];
      const run = spawnSync(process.execPath, [...args, ...wish], {
        cwd: root,
        env: { ...process.env, TZ: zone, ORACLE_CASES: cases, NODE_OPTIONS: '' },
        encoding: 'utf8',
        timeout: 600_000,
      });
      const said = run.stdout + run.stderr;
      // What it says is shown when it fails: the seed and the smallest case are in there.
      expect({ code: run.status, said: run.status === 0 ? '' : said }).toEqual({ code: 0, said: '' });
      expect(said).toMatch(/Tests:\s+2 passed, 2 total/);
    },
    620_000,
  );
});
