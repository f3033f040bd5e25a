import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { House } from './house.js';
import { readPlay } from './play-file.js';

/** Performs every .play of this folder; README.md says how they are written. */
const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.play'))
  .sort();
const plays = names.map((name) => ({
  name,
  ...readPlay(readFileSync(join(import.meta.dirname, name), 'utf8')),
}));

it('README.md says of every play which rule it holds, and names none that is not there', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const [, table = ''] = readme.split('## Which rule is held where');
  const named = [...table.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => `${name}.play`);
  expect([...new Set(named)].sort()).toEqual(names);
  const specs = [...table.matchAll(/`((?:unit|integration|e2e|peers)\/[^`]+\.spec\.ts)`/g)].map(
    ([, spec]) => spec ?? '',
  );
  expect(specs.filter((spec) => !existsSync(join(import.meta.dirname, '..', spec)))).toEqual([]);
});

describe('plays', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it.each(plays)('$name: $title', async ({ acts }) => {
    expect(acts.some(({ kind }) => kind === 'expect')).toBe(true);
    const stage = house.stage();
    for (const act of acts) {
      if (act.kind === 'expect') {
        expect(await stage.look(act.seen)).toEqual(act.seen);
      } else await stage.perform(act);
    }
  });
});
