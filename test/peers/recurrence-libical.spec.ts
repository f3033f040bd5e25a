import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inOrder } from '../unit/calendars/recurrence-oracle-defects.js';
import { datesOf, EXAMPLES } from '../unit/calendars/recurrence-oracle-examples.js';
import { runRecurrenceOracle, Unasked } from '../unit/calendars/recurrence-oracle-run.js';
import { compact, wallMs } from '../unit/calendars/recurrence-oracle-set.js';

/** Set SEED to repeat a run, RECURRENCE_CASES for a longer one. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const cases = Number(process.env.RECURRENCE_CASES ?? 2500);

/** Debian's own Python: another one in front of it on the PATH does not have Debian's libraries. */
const PYTHON = '/usr/bin/python3';
const PROGRAM = `${import.meta.dirname}/recurrence-libical.py`;

function missing(): string | null {
  try {
    execFileSync(PYTHON, ['-c', 'import gi; gi.require_version("ICalGLib", "3.0")'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

if (missing() === null) {
  describe(`recurrence beside libical (seed ${seed}, ${cases} cases)`, besideLibical);
} else {
  test('recurrence beside libical needs the Debian packages python3-gi and gir1.2-ical-3.0', () => {
    console.warn('Not tried: of the Debian packages python3-gi and gir1.2-ical-3.0 one is missing.');
    expect(process.env.PEERS).not.toBe('required');
  });
}

function besideLibical(): void {
  const child = spawn(PYTHON, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  afterAll(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  });

  const byLibical = async (rule: string, start: number, to: number): Promise<readonly number[]> => {
    const question = { rule: inOrder(rule), start: compact(start), to: compact(to) };
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`libical's program is gone; it was asked ${JSON.stringify(question)}`);
    const answer = JSON.parse(value) as { refused: true } | { starts: readonly string[] };
    if ('refused' in answer) throw new Unasked('says that it does not do this rule');
    return answer.starts.map(wallOf);
  };

  test('the examples of RFC 5545 3.8.5.3 come out of it, or it would be no oracle', async () => {
    for (const { start, rules, dates, endless } of EXAMPLES) {
      const expected = datesOf(dates);
      // What stands in the zone of UNTIL is settled outside the library, and DTSTART that fits no rule is too.
      for (const rule of rules.filter((text) => !text.includes('UNTIL'))) {
        const from = wallMs(`${start}T09:00:00`);
        const found = (await byLibical(rule, from, from + 20 * 366 * 86_400_000)).map((wall) =>
          new Date(wall).toISOString().slice(0, 10),
        );
        expect({ rule, found: endless === true ? found.slice(0, expected.length) : found }).toEqual({
          rule,
          found: expected,
        });
      }
    }
  });

  test('generated rules have the same occurrences', async () => {
    const run = await runRecurrenceOracle([{ library: 'libical', generate: byLibical }], { seed, cases });
    expect(run.failure).toBeNull();
    expect(run.cases).toBeGreaterThan(0.5 * cases);
    expect(run.occurrences).toBeGreaterThan(5 * cases);
    expect(run.zones).toHaveLength(4);
  }, 600_000);
}

/** `19970902T090000`, or a bare date. */
function wallOf(text: string): number {
  const [date = '', time = '000000'] = text.split('T');
  const dashed = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
  return Date.parse(`${dashed}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}Z`);
}
