import { v7 as uuidv7 } from 'uuid';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('TenantDatabase', () => {
  let t: TestDatabase;
  const [alfa, beta] = [uuidv7(), uuidv7()];

  beforeAll(async () => {
    t = await createTestDatabase();
    for (const [id, name] of [
      [alfa, 'Alfa'],
      [beta, 'Beta'],
    ] as const) {
      await t.db.inAgency(id, (tx) =>
        tx.query(`insert into agency (agency_id, name, zone, locale) values ($1, $2, 'Europe/Riga', 'lv')`, [
          id,
          name,
        ]),
      );
    }
  });
  afterAll(() => t.close());

  it('shows one agency its own rows only, without any where', async () => {
    const rows = await t.db.inAgency(alfa, (tx) => tx.query('select name from agency'));
    expect(rows).toEqual([{ name: 'Alfa' }]);
  });

  it('shows nothing outside it', async () => {
    expect(await t.source.query('select name from agency')).toEqual([]);
  });

  it('refuses to write a row of another agency', async () => {
    const foreign = t.db.inAgency(alfa, (tx) =>
      tx.query(
        `insert into app_user (agency_id, user_id, email, name, role, locale) values ($1, $2, 'a@b.lv', 'A', 'owner', 'lv')`,
        [beta, uuidv7()],
      ),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
  });

  it('lists agency ids for the rounds, and only there', async () => {
    expect(await t.db.agencyIds()).toEqual([alfa, beta].sort());
  });

  it('forgets the agency with the end of the transaction', async () => {
    await t.db.inAgency(alfa, (tx) => tx.query('select 1'));
    expect(await t.source.query(`select current_setting('meetbroker.agency', true) as agency`)).toEqual([
      { agency: '' },
    ]);
  });

  it('runs the work again after a serialization failure', async () => {
    let runs = 0;
    const answer = await t.db.inAgency(alfa, async (tx) => {
      runs++;
      if (runs < 3) await tx.query(`do $$ begin raise exception using errcode = '40001'; end $$`);
      return 'done';
    });
    expect([answer, runs]).toEqual(['done', 3]);
  });

  it('does not let the service rewrite the journal', async () => {
    await t.db.inAgency(alfa, (tx) =>
      tx.query(
        `insert into journal (agency_id, entry_id, at, actor, kind) values ($1, $2, now(), 'spec', 'spec')`,
        [alfa, uuidv7()],
      ),
    );
    const rewrite = t.db.inAgency(alfa, (tx) => tx.query(`update journal set kind = 'other'`));
    await expect(rewrite).rejects.toThrow(/permission denied/);
  });
});
