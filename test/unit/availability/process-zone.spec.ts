import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/**
 * Runs the engine in a process of its own, with its own TZ and locale, and returns what it says
 * about the days on which clocks change. The types are stripped by Node itself.
 */
function answersUnder(TZ: string, LC_ALL: string): string {
  const hooks = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        const ours = name.startsWith('.') && name.endsWith('.js');
        return next(ours ? name.slice(0, -3) + '.ts' : name, context);
      },
    });
    const { answers } = await import(${JSON.stringify(join(root, 'test/unit/availability/answers.ts'))});
    console.log(JSON.stringify({ zone: new Date(2026, 6, 1).getTimezoneOffset(), answers: answers() }));
  `;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', hooks];
  return execFileSync(process.execPath, args, {
    env: { ...process.env, TZ, LC_ALL, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
}

describe('the process’s own zone and locale', () => {
  it('change nothing', () => {
    const [riga, apia, newYork] = [
      answersUnder('Europe/Riga', 'lv_LV.UTF-8'),
      answersUnder('Pacific/Apia', 'C'),
      answersUnder('America/New_York', 'ar_EG.UTF-8'),
    ].map((text) => JSON.parse(text) as { zone: number; answers: readonly string[] });
    // The processes do differ, or the test would show nothing.
    expect(new Set([riga?.zone, apia?.zone, newYork?.zone]).size).toBe(3);
    expect(riga?.answers.length).toBeGreaterThan(100);
    expect(apia?.answers).toEqual(riga?.answers);
    expect(newYork?.answers).toEqual(riga?.answers);
  });
});
