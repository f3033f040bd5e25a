import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { House } from './house.js';
import { readPlay } from './play-file.js';

/** Performs every .play of this folder; README.md says how they are written. */
const plays = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.play'))
  .sort()
  .map((name) => ({ name, ...readPlay(readFileSync(join(import.meta.dirname, name), 'utf8')) }));

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
        const { told, ...seen } = await stage.look();
        expect({ ...seen, told: act.seen.told === null ? null : told }).toEqual(act.seen);
      } else await stage.perform(act);
    }
  });
});
