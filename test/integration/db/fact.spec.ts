import { v7 as uuidv7 } from 'uuid';
import { type Fact, factIn, factsAs, factsIn } from '../../../src/db/fact.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const shift = (at: Date, minutes: number): Fact<string | null> => ({
  name: 'spec-shift',
  text: `select ($1::timestamptz + make_interval(mins => $2::int)) at time zone 'UTC'`,
  values: [at, minutes],
  result: (text) => text,
});
const nobody: Fact<string | null> = {
  name: 'spec-nobody',
  text: 'select name from agency where agency_id = $1::uuid',
  values: [uuidv7()],
  result: (text) => text,
};

describe('facts', () => {
  let t: TestDatabase;
  const agencyId = uuidv7();
  beforeAll(async () => {
    t = await createTestDatabase();
    await t.asOwner(`insert into agency (agency_id, name, zone, locale) values ($1, 'A', 'UTC', 'lv')`, [
      agencyId,
    ]);
  });
  afterAll(() => t.close());

  it('are read together, each with values of its own or shared ones', async () => {
    const noon = new Date('2026-03-02T12:00:00Z');
    const again = new Date(noon);
    const found = await t.db.inAgency(agencyId, (tx) =>
      factsIn(tx, [shift(noon, 5), shift(again, 6), nobody, shift(new Date(0), 5)]),
    );
    expect(found).toEqual(['2026-03-02 12:05:00', '2026-03-02 12:06:00', null, '1970-01-01 00:05:00']);
  });

  it('are not mixed up when values that were alike are not any more', async () => {
    const at = (ms: number) => new Date(ms);
    const both = (a: number, b: number) =>
      t.db.inAgency(agencyId, (tx) => factsIn(tx, [shift(at(a), 1), shift(at(b), 1)]));
    expect(await both(0, 0)).toEqual(['1970-01-01 00:01:00', '1970-01-01 00:01:00']);
    expect(await both(0, 60_000)).toEqual(['1970-01-01 00:01:00', '1970-01-01 00:02:00']);
    expect(await both(60_000, 60_000)).toEqual(['1970-01-01 00:02:00', '1970-01-01 00:02:00']);
  });

  it('take no more parameters than there are different values', () => {
    const at = new Date(5);
    expect(factsAs([shift(at, 1), shift(new Date(5), 1)], [agencyId, new Date(5)]).values).toEqual([
      agencyId,
      at,
      1,
    ]);
  });

  it('give moments to the microsecond that a Date has, also before 2000', async () => {
    for (const text of ['1969-12-31T23:59:59.999Z', '1999-12-31T23:59:59.001Z', '2198-01-01T00:00:00.123Z']) {
      const found = await t.db.inAgency(agencyId, (tx) => factIn(tx, shift(new Date(text), 0)));
      expect(new Date(`${found?.replace(' ', 'T')}Z`).toISOString()).toBe(text);
    }
  });
});
