import { PASSWORD, PeopleApp } from '../../support/people-fixtures.js';

describe('attempts to sign in', () => {
  let house: PeopleApp;
  beforeAll(async () => {
    house = await PeopleApp.start();
  });
  afterAll(() => house.close());

  const attempt = (email: string, password: string, ip: string) =>
    house.request('POST', '/api/session', { body: { email, password }, ip });

  it('are limited for an account, from whatever networks they come', async () => {
    const { ownerEmail } = await house.makeAgency('Guess');
    for (let i = 0; i < 10; i++) {
      expect((await attempt(ownerEmail, 'wrong guess', `203.0.113.${i}`)).status).toBe(401);
    }
    const refused = await attempt(ownerEmail, PASSWORD, '203.0.113.99');
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('900');
    expect(refused.body.type).toBe('urn:meetbroker:problem:too-many-attempts');
    house.clock.pass(15 * 60_000);
    expect((await attempt(ownerEmail, PASSWORD, '203.0.113.99')).status).toBe(200);
  });

  it('are counted for addresses that nobody has, too', async () => {
    for (let i = 0; i < 10; i++) await attempt('nobody@nowhere.example', 'guess', '198.51.100.7');
    expect((await attempt('nobody@nowhere.example', 'guess', '198.51.100.7')).status).toBe(429);
  });

  it('are counted afresh after a right password', async () => {
    const { ownerEmail } = await house.makeAgency('Afresh');
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await attempt(ownerEmail, 'mistyped', '192.0.2.1');
      expect((await attempt(ownerEmail, PASSWORD, '192.0.2.1')).status).toBe(200);
    }
  });

  /** As if so many attempts had been made just now: each real one costs a hash, on purpose. */
  const alreadyMade = (network: string, count: number) =>
    house.database.asOwner(`insert into sign_in_attempt values (sha256(convert_to($1, 'utf8')), $2, $3)`, [
      `network:${network}`,
      count,
      new Date(house.clock.now() + 60_000),
    ]);

  it('are limited for a network: an IPv6 /64 is one, and right passwords are not counted', async () => {
    const { ownerEmail } = await house.makeAgency('Network');
    await alreadyMade('2001:db8:1:2::/64', 98);
    expect((await attempt('a@guess.example', 'guess', '2001:db8:1:2::1')).status).toBe(401);
    expect((await attempt(ownerEmail, PASSWORD, '2001:db8:1:2::2')).status).toBe(200);
    expect((await attempt('b@guess.example', 'guess', '2001:db8:1:2:ffff::3')).status).toBe(401);
    const refused = await attempt(ownerEmail, PASSWORD, '2001:db8:1:2:3::4');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
    expect((await attempt(ownerEmail, PASSWORD, '2001:db8:1:3::1')).status).toBe(200);
  });

  it('count for the network behind a proxy near us, and for nobody else’s word about it', async () => {
    await alreadyMade('203.0.113.200', 100);
    await alreadyMade('198.51.100.200', 100);
    const from = async (ip: string, forwarded: string) => {
      const body = { email: `${forwarded}@guess.example`, password: 'guess' };
      const headers = { 'x-forwarded-for': forwarded };
      return (await house.request('POST', '/api/session', { body, headers, ip })).status;
    };
    expect(await from('127.0.0.1', '203.0.113.200')).toBe(429);
    expect(await from('127.0.0.1', '203.0.113.201')).toBe(401);
    expect(await from('10.1.2.3', '203.0.113.200')).toBe(429);
    expect(await from('198.51.100.200', '203.0.113.201')).toBe(429);
    expect(await from('198.51.100.201', '203.0.113.200')).toBe(401);
  });

  it('count together when they come at once', async () => {
    const { ownerEmail } = await house.makeAgency('AtOnce');
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, i) => attempt(ownerEmail, 'guess', `10.9.8.${i}`)),
    );
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(5).fill(429)]);
  });

  it('leave neither addresses nor networks in the table, and are cleared away when they are over', async () => {
    const before = await house.database.asOwner<{ text: string }>(
      `select encode(key_hash, 'escape') as text from sign_in_attempt`,
    );
    expect(before.length).toBeGreaterThan(10);
    expect(before.some((row) => /guess|203\.0\.113|2001:db8/.test(row.text))).toBe(false);
    house.clock.pass(3600_000);
    for (let i = 0; i < 5; i++) await attempt(`again${i}@guess.example`, 'guess', '192.0.2.77');
    const [after] = await house.database.asOwner<{ count: string }>('select count(*) from sign_in_attempt');
    expect(Number(after?.count)).toBeLessThan(before.length);
  });
});
