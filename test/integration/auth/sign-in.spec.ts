import { PASSWORD, PeopleApp } from '../../support/people-fixtures.js';

describe('signing in', () => {
  let house: PeopleApp;
  beforeAll(async () => {
    house = await PeopleApp.start();
  });
  afterAll(() => house.close());

  it('gives a session in a cookie that scripts cannot read, and says who it is', async () => {
    const { agencyId, ownerId, ownerEmail } = await house.makeAgency('Alfa');
    const answer = await house.request('POST', '/api/session', {
      body: { email: ` ${ownerEmail.toUpperCase()} `, password: PASSWORD },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      userId: ownerId,
      agencyId,
      agencyName: 'Alfa',
      zone: 'Europe/Riga',
      name: 'owner',
      email: ownerEmail,
      role: 'owner',
      locale: 'lv',
    });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^session=[0-9a-z]{52}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const session = house.sessionOf(answer);
    expect((await house.request('GET', '/api/me', { session })).body).toEqual(answer.body);
    expect((await house.request('GET', '/api/session', { session })).body).toEqual(answer.body);
  });

  it('keeps only a hash of the token', async () => {
    const { ownerEmail, agencyId } = await house.makeAgency('Hash');
    const session = await house.signIn(ownerEmail);
    const rows = await house.database.asOwner<{ token_hash: Buffer }>(
      'select token_hash from session where agency_id = $1',
      [agencyId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.token_hash).toHaveLength(32);
    const dump = await house.database.asOwner<{ text: string }>('select s::text as text from session s');
    expect(dump.some((row) => row.text.includes(session.slice(26)))).toBe(false);
  });

  it('answers the same for a wrong password, an unknown address, a disabled and an invited user', async () => {
    const { agencyId } = await house.makeAgency('Same');
    await house.makeUser(agencyId, 'known@same.example');
    await house.makeUser(agencyId, 'invited@same.example', 'secretary', null);
    const disabled = await house.makeUser(agencyId, 'disabled@same.example');
    await house.database.asOwner('update app_user set disabled_at = now() where user_id = $1', [disabled]);
    const tries = [
      { email: 'known@same.example', password: 'wrong, wrong, wrong' },
      { email: 'nobody@same.example', password: PASSWORD },
      { email: 'invited@same.example', password: PASSWORD },
      { email: 'disabled@same.example', password: PASSWORD },
    ];
    const answers = [];
    for (const body of tries) answers.push(await house.request('POST', '/api/session', { body }));
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual(answers[0]?.body);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(answers[0]?.body.type).toBe('urn:meetbroker:problem:wrong-credentials');
  });

  it('asks which agency is meant when the password is right in several', async () => {
    const one = await house.makeAgency('One');
    const two = await house.makeAgency('Two');
    await house.makeUser(one.agencyId, 'both@example.org');
    await house.makeUser(two.agencyId, 'both@example.org');
    const body = { email: 'both@example.org', password: PASSWORD };
    const asked = await house.request('POST', '/api/session', { body });
    expect(asked.status).toBe(409);
    expect(asked.body.type).toBe('urn:meetbroker:problem:choose-agency');
    expect(asked.headers['set-cookie']).toBeUndefined();
    expect([...asked.body.agencies].map((agency) => agency.name).sort()).toEqual(['One', 'Two']);
    const chosen = await house.request('POST', '/api/session', { body: { ...body, agencyId: two.agencyId } });
    expect(chosen.body.agencyName).toBe('Two');
    const foreign = await house.makeAgency('Foreign');
    const wrong = await house.request('POST', '/api/session', {
      body: { ...body, agencyId: foreign.agencyId },
    });
    expect(wrong.status).toBe(401);
  });

  it('gives a new token at each sign-in and ends the one that was brought along (fixation)', async () => {
    const { ownerEmail } = await house.makeAgency('Fixed');
    const planted = await house.signIn(ownerEmail);
    const answer = await house.request('POST', '/api/session', {
      session: planted,
      body: { email: ownerEmail, password: PASSWORD },
    });
    const session = house.sessionOf(answer);
    expect(session).not.toBe(planted);
    expect((await house.request('GET', '/api/me', { session: planted })).status).toBe(401);
    expect((await house.request('GET', '/api/me', { session })).status).toBe(200);
  });

  it('ends a session by sign-out, by twelve hours of rest, and after two weeks whatever happens', async () => {
    const { ownerEmail } = await house.makeAgency('Times');
    const out = await house.signIn(ownerEmail);
    const left = await house.request('DELETE', '/api/session', { session: out });
    expect(left.status).toBe(204);
    expect(String(left.headers['set-cookie'])).toMatch(/^session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await house.request('GET', '/api/me', { session: out })).status).toBe(401);

    const idle = await house.signIn(ownerEmail);
    house.clock.pass(12 * 3600_000 - 1);
    expect((await house.request('GET', '/api/me', { session: idle })).status).toBe(200);
    house.clock.pass(12 * 3600_000);
    expect((await house.request('GET', '/api/me', { session: idle })).status).toBe(401);

    const busy = await house.signIn(ownerEmail);
    for (let hours = 0; hours < 14 * 24; hours += 8) {
      expect((await house.request('GET', '/api/me', { session: busy })).status).toBe(200);
      house.clock.pass(8 * 3600_000);
    }
    expect((await house.request('GET', '/api/me', { session: busy })).status).toBe(401);
  });

  it('ends the sessions of a user who is disabled, and reads the role at each request', async () => {
    const { agencyId } = await house.makeAgency('Roles');
    const userId = await house.makeUser(agencyId, 'liga@roles.example', 'owner');
    const session = await house.signIn('liga@roles.example');
    expect((await house.request('GET', '/api/users', { session })).status).toBe(200);
    await house.database.asOwner(`update app_user set role = 'secretary' where user_id = $1`, [userId]);
    const refused = await house.request('GET', '/api/users', { session });
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toBe('Only the owner of the agency may do this; ask the owner.');
    await house.database.asOwner('update app_user set disabled_at = now() where user_id = $1', [userId]);
    expect((await house.request('GET', '/api/me', { session })).status).toBe(401);
  });

  it('does not take a token of one agency for another', async () => {
    const one = await house.makeAgency('Mine');
    const two = await house.makeAgency('Theirs');
    const session = await house.signIn(one.ownerEmail);
    const other = await house.signIn(two.ownerEmail);
    const mixed = other.slice(0, 26) + session.slice(26);
    expect((await house.request('GET', '/api/me', { session: mixed })).status).toBe(401);
    for (const odd of ['x', session.slice(1), `${session}0`, session.replace(/./g, 'u')]) {
      expect((await house.request('GET', '/api/me', { session: odd })).status).toBe(401);
    }
  });

  it('makes the cookie a __Host- one when the service is reached over https', async () => {
    const secure = await PeopleApp.start({ env: { PUBLIC_URL: 'https://meet.example.org' } });
    try {
      const { ownerEmail } = await secure.makeAgency('Secure');
      const answer = await secure.request('POST', '/api/session', {
        body: { email: ownerEmail, password: PASSWORD },
      });
      expect(String(answer.headers['set-cookie'])).toMatch(
        /^__Host-session=[0-9a-z]{52}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
      const session = secure.sessionOf(answer);
      expect((await secure.request('GET', '/api/me', { session })).status).toBe(200);
      const plain = { headers: { cookie: `session=${session}` } };
      expect((await secure.request('GET', '/api/me', plain)).status).toBe(401);
    } finally {
      await secure.close();
    }
  });
});
