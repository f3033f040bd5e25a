import { v7 as uuidv7 } from 'uuid';
import { type Read, readIn } from '../../../src/db/read.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const names: Read<string[]> = {
  name: 'spec-names',
  text: 'select name from agency order by name',
  values: [],
  result: (rows) => (rows as { name: string }[]).map((row) => row.name),
};

const echo = (values: readonly unknown[]): Read<unknown> => ({
  name: 'spec-echo',
  text: `select $1::text as text, $2::timestamptz as at, $3::bytea as bytes, $4::float8 as number, $5::text as nothing`,
  values,
  result: ([row]) => row,
});

const broken: Read<unknown> = {
  name: 'spec-broken',
  text: 'select 1 / $1::int as x',
  values: [0],
  result: (rows) => rows,
};

describe('reading in one trip', () => {
  let t: TestDatabase;
  const [alfa, beta] = [uuidv7(), uuidv7()];

  beforeAll(async () => {
    t = await createTestDatabase();
    for (const [id, name] of [
      [alfa, 'Alfa'],
      [beta, 'Beta'],
    ]) {
      await t.asOwner(
        `insert into agency (agency_id, name, zone, locale) values ($1, $2, 'Europe/Riga', 'lv')`,
        [id, name],
      );
    }
  });
  afterAll(() => t.close());

  it('shows one agency its own rows, and the next one its own on the same connections', async () => {
    for (let round = 0; round < 3; round++) {
      expect(await t.db.read(alfa, [names])).toEqual([['Alfa']]);
      expect(await t.db.read(beta, [names, names])).toEqual([['Beta'], ['Beta']]);
    }
  });

  it('keeps agencies apart when many read at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, i) => t.db.read(i % 2 === 0 ? alfa : beta, [names])),
    );
    all.forEach(([found], i) => {
      expect(found).toEqual([i % 2 === 0 ? 'Alfa' : 'Beta']);
    });
  });

  it('forgets the agency with the end of the trip', async () => {
    await t.db.read(alfa, [names]);
    const seen: { agency: string }[] = await t.source.query(
      `select coalesce(current_setting('meetbroker.agency', true), '') as agency`,
    );
    expect(seen).toEqual([{ agency: '' }]);
    expect(await t.source.query('select name from agency')).toEqual([]);
  });

  it('brings values there and back', async () => {
    const at = new Date('2026-03-29T01:00:00.123Z');
    const bytes = Buffer.from([0, 255, 10]);
    const [row] = await t.db.read(alfa, [echo(['ņ"\\', at, bytes, 1.5, null])]);
    expect(row).toEqual({ text: 'ņ"\\', at, bytes, number: 1.5, nothing: null });
  });

  it('fails with the first failure, and the pool goes on', async () => {
    for (let round = 0; round < 30; round++) {
      await expect(t.db.read(alfa, [names, broken, names])).rejects.toThrow(/division by zero/);
    }
    expect(await t.db.read(beta, [names])).toEqual([['Beta']]);
  });

  it('lets a reader throw without holding the connection', async () => {
    const refusing: Read<never> = {
      ...names,
      result: () => {
        throw new Error('not theirs');
      },
    };
    for (let round = 0; round < 30; round++) {
      await expect(t.db.read(alfa, [refusing])).rejects.toThrow('not theirs');
    }
    expect(await t.db.read(alfa, [names])).toEqual([['Alfa']]);
  });

  it('reads the same within a transaction', async () => {
    expect(await t.db.inAgency(beta, (tx) => readIn(tx, names))).toEqual(['Beta']);
  });
});
