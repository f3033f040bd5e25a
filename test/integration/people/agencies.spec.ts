import { PeopleApp } from '../../support/people-fixtures.js';

describe('the administration of an agency', () => {
  let house: PeopleApp;
  beforeAll(async () => {
    house = await PeopleApp.start();
  });
  afterAll(() => house.close());

  it('is the owner’s; a secretary sees the agency and is told whom to ask', async () => {
    const { agencyId, ownerEmail } = await house.makeAgency('Admin');
    await house.makeUser(agencyId, 'sec@admin.example');
    const owner = await house.signIn(ownerEmail);
    const secretary = await house.signIn('sec@admin.example');
    const changed = await house.request('PATCH', '/api/agency', {
      session: owner,
      body: { name: ' Admin\u0101 ', zone: 'Europe/Berlin' },
    });
    const expected = { agencyId, name: 'Admin\u0101', zone: 'Europe/Berlin', locale: 'lv' };
    expect(changed.body).toEqual(expected);
    expect((await house.request('GET', '/api/agency', { session: secretary })).body).toEqual(expected);
    const refused = await house.request('PATCH', '/api/agency', {
      session: secretary,
      body: { name: 'Mine' },
    });
    expect(refused.status).toBe(403);
    expect(refused.body.type).toBe('urn:meetbroker:problem:forbidden');
  });

  it('is never left without an owner who can sign in', async () => {
    const { agencyId, ownerId, ownerEmail } = await house.makeAgency('Last');
    const session = await house.signIn(ownerEmail);
    const patch = (userId: string, body: object, as = session) =>
      house.request('PATCH', `/api/users/${userId}`, { session: as, body });
    expect((await patch(ownerId, { role: 'secretary' })).status).toBe(409);
    expect((await patch(ownerId, { disabled: true })).status).toBe(409);
    await house.makeUser(agencyId, 'invited@last.example', 'owner', null);
    expect((await patch(ownerId, { disabled: true })).status).toBe(409);

    const other = await house.makeUser(agencyId, 'other@last.example', 'owner');
    const theirs = await house.signIn('other@last.example');
    const both = await Promise.all([
      patch(other, { role: 'secretary' }),
      patch(ownerId, { role: 'secretary' }, theirs),
    ]);
    const statuses = both.map((answer) => answer.status).sort();
    // The one that comes second is no owner any more (403), or the last one (409).
    expect(statuses[0]).toBe(200);
    expect([403, 409]).toContain(statuses[1]);
  });

  it('changes users, and refuses an address that another one has', async () => {
    const { agencyId, ownerEmail } = await house.makeAgency('Users');
    const userId = await house.makeUser(agencyId, 'ieva@users.example');
    await house.makeUser(agencyId, 'other@users.example');
    const session = await house.signIn(ownerEmail);
    const patch = (body: object) => house.request('PATCH', `/api/users/${userId}`, { session, body });
    expect(
      (await patch({ name: 'Ieva', phone: '+371 2000 0000', email: 'Ieva.B@users.example' })).body,
    ).toEqual({
      userId,
      name: 'Ieva',
      email: 'ieva.b@users.example',
      phone: '+371 2000 0000',
      role: 'secretary',
      locale: 'lv',
      disabled: false,
      hasPassword: true,
    });
    expect((await patch({ email: 'other@users.example' })).status).toBe(409);
    expect((await patch({})).body.errors).toEqual([
      { pointer: '', detail: 'Norādiet vismaz vienu maināmo lauku.' },
    ]);
    const list = await house.request('GET', '/api/users?limit=2', { session });
    expect(list.body.items.map((user) => user.name)).toEqual(['Ieva', 'other']);
    const rest = await house.request('GET', `/api/users?limit=2&after=${list.body.next}`, { session });
    expect(rest.body).toMatchObject({ items: [{ name: 'owner' }], next: null });
    expect(list.text).not.toMatch(/argon2|password_hash/);
  });

  describe('assignments', () => {
    let session: string;
    let secretary: string;
    let secretaryId: string;
    let clientId: string;
    beforeAll(async () => {
      const { agencyId, ownerEmail } = await house.makeAgency('Assign');
      secretaryId = await house.makeUser(agencyId, 'sec@assign.example');
      session = await house.signIn(ownerEmail);
      secretary = await house.signIn('sec@assign.example');
      clientId = await house.makeClient(agencyId, 'Client');
    });
    const sees = async () =>
      (await house.request('GET', `/api/clients/${clientId}`, { session: secretary })).status;
    const assign = (body: object) =>
      house.request('POST', '/api/assignments', {
        session,
        body: { userId: secretaryId, clientId, ...body },
      });
    const at = (ms: number) => new Date(house.clock.now() + ms).toISOString();

    it('give a client from one moment until just before another, read at each request', async () => {
      expect(await sees()).toBe(404);
      const made = await assign({ from: at(1000), until: at(3000) });
      expect(made.status).toBe(201);
      expect(await sees()).toBe(404);
      house.clock.pass(1000);
      expect(await sees()).toBe(200);
      house.clock.pass(1999);
      expect(await sees()).toBe(200);
      house.clock.pass(1);
      expect(await sees()).toBe(404);
    });

    it('end with the next request when they are withdrawn', async () => {
      const made = await assign({});
      expect(made.body).toMatchObject({ from: at(0), until: null });
      expect(await sees()).toBe(200);
      const withdrawn = await house.request('PATCH', `/api/assignments/${made.body.assignmentId}`, {
        session,
        body: { until: at(0) },
      });
      expect(withdrawn.body).toEqual({ ...made.body, until: at(0) });
      expect(await sees()).toBe(404);
      const list = await house.request('GET', '/api/clients', { session: secretary });
      expect(list.body).toEqual({ items: [], next: null });
    });

    it('cannot end before they begin, nor name what is not there', async () => {
      const wrong = await assign({ from: at(1000), until: at(0) });
      expect(wrong.status).toBe(422);
      expect(wrong.body.errors[0]?.pointer).toBe('/until');
      const other = await house.makeAgency('Elsewhere');
      expect((await assign({ userId: other.ownerId })).status).toBe(404);
      expect((await assign({ clientId: await house.makeClient(other.agencyId, 'C') })).status).toBe(404);
    });

    it('are listed by user and client', async () => {
      const all = await house.request('GET', `/api/assignments?userId=${secretaryId}&limit=1`, { session });
      expect(all.body.items).toHaveLength(1);
      expect(all.body.next).toBe(all.body.items[0]?.assignmentId);
      const none = await house.request('GET', `/api/assignments?clientId=${secretaryId}`, { session });
      expect(none.body).toEqual({ items: [], next: null });
    });
  });
});
