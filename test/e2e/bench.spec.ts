import { execFile } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The built command, as `npm run bench --` starts it after the build. */
const bench = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['dist/bench/main.js', ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });

describe('the bench command', () => {
  it('prints one JSON object as its last line', async () => {
    const { code, stdout } = await bench('slots', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      results: Record<string, unknown>[];
    };
    expect(report).toMatchObject({ name: 'slots', node: process.versions.node });
    expect(report.results.length).toBeGreaterThan(5);
    for (const row of report.results) {
      expect(row).toMatchObject({
        case: expect.any(String),
        value: expect.any(Number),
        unit: expect.any(String),
      });
      expect('goal' in row).toBe('met' in row);
    }
  }, 600_000);

  it('synchronises with the simulated Google, in a tiny size', async () => {
    const { code, stdout, stderr } = await bench('sync', '--json', '--tiny');
    // With what it said, since a bench that fails says why on stderr.
    expect({ code, stderr }).toEqual({ code: 0, stderr });
    const { results } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      results: { case: string; value: number; ratio?: number }[];
    };
    expect(results.filter((row) => 'goal' in row)).toHaveLength(3);
    expect(results.find((row) => row.case.startsWith('3 calendars'))).toMatchObject({
      ratio: expect.any(Number),
    });
    // Nothing needs to have grown in so small a size.
    for (const { value } of results) expect(value).toBeGreaterThanOrEqual(0);
  }, 600_000);

  it('gives each of overlapping times to one partner, and keeps its word over a crash, in a tiny size', async () => {
    const { code, stdout, stderr } = await bench('accept', '--json', '--tiny');
    expect({ code, stderr }).toEqual({ code: 0, stderr });
    const { results } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      results: { case: string; value: number; met?: boolean }[];
    };
    const promised = results.filter((row) => 'goal' in row);
    expect(promised).toHaveLength(10);
    expect(promised.filter(({ met }) => met !== true)).toEqual([]);
    expect(results.map((row) => row.case)).toContainEqual(
      expect.stringContaining('PostgreSQL crashing: p99'),
    );
  }, 600_000);

  it('says which parts a bench has when it does not know one', async () => {
    for (const args of [
      ['sync', '--part', 'nothing'],
      ['slots', '--part', 'first'],
    ]) {
      const { code, stdout, stderr } = await bench(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(args[0] === 'sync' ? 'first, change, many, memory' : 'none');
    }
  });

  it('names what there is when it does not know a name', async () => {
    for (const args of [['nothing'], [], ['__proto__'], ['slots', 'http']]) {
      const { code, stdout, stderr } = await bench(...args);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr.trimEnd().split('\n')).toEqual([
        expect.stringContaining('slots, http, mail, start, sync, accept'),
      ]);
    }
  });
});
