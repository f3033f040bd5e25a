import { PeopleApp } from '../../support/people-fixtures.js';

describe('clients', () => {
  let house: PeopleApp;
  let owner: string;
  let secretary: string;
  let agencyId: string;
  let secretaryId: string;
  beforeAll(async () => {
    house = await PeopleApp.start();
    const agency = await house.makeAgency('Clients');
    agencyId = agency.agencyId;
    secretaryId = await house.makeUser(agencyId, 'sec@clients.example');
    owner = await house.signIn(agency.ownerEmail);
    secretary = await house.signIn('sec@clients.example');
  });
  afterAll(() => house.close());

  const create = (body: object) => house.request('POST', '/api/clients', { session: owner, body });

  it('are made by the owner, with the agency’s zone and language and a colour of their own', async () => {
    const first = await create({ name: 'Maiznīca Rupucis', person: 'Jānis Kalniņš' });
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      clientId: first.body.clientId,
      name: 'Maiznīca Rupucis',
      person: 'Jānis Kalniņš',
      email: null,
      phone: null,
      zone: 'Europe/Riga',
      locale: 'lv',
      colour: '#1f6f8b',
      onClientDelete: 'ask',
      archived: false,
    });
    const second = await create({
      name: 'Zweite',
      person: 'Eva',
      email: 'Eva@Zweite.example',
      zone: 'europe/kiev',
      locale: 'de',
      onClientDelete: 'cancel',
    });
    expect(second.body).toMatchObject({
      email: 'eva@zweite.example',
      zone: 'Europe/Kiev',
      locale: 'de',
      onClientDelete: 'cancel',
    });
    expect(second.body.colour).not.toBe(first.body.colour);
    const refused = await house.request('POST', '/api/clients', {
      session: secretary,
      body: { name: 'X', person: 'X' },
    });
    expect(refused.status).toBe(403);
  });

  it('keep one spelling of a name, and refuse texts that would break a header', async () => {
    const composed = await create({ name: 'Kalnin\u0327s\u030c', person: '  Ja\u0304nis ' });
    expect(composed.body).toMatchObject({ name: 'Kalniņš', person: 'Jānis' });
    for (const name of ['a\nb', 'a\u0000b', 'a\u202eb', '\u2066x', 'x\u007f']) {
      const answer = await create({ name, person: 'X' });
      expect([name, answer.status]).toEqual([name, 422]);
      expect(answer.body.errors[0]?.pointer).toBe('/name');
    }
  });

  it('are changed by whom they are assigned to, but archived by the owner only', async () => {
    const { clientId } = (await create({ name: 'Changing', person: 'P' })).body;
    await house.assign(agencyId, secretaryId, clientId);
    const patch = (session: string, body: object) =>
      house.request('PATCH', `/api/clients/${clientId}`, { session, body });
    const changed = await patch(secretary, { phone: '+371 6700 0000', colour: '#ABCDEF' });
    expect(changed.body).toMatchObject({ phone: '+371 6700 0000', colour: '#abcdef', name: 'Changing' });
    expect((await patch(secretary, { phone: null })).body.phone).toBeNull();
    expect((await patch(secretary, { archived: true })).status).toBe(403);
    expect((await patch(owner, { archived: true })).body.archived).toBe(true);
    const ids = async (query: string) => {
      const answer = await house.request('GET', `/api/clients${query}`, { session: secretary });
      return answer.body.items.map((item) => item.clientId);
    };
    expect(await ids('')).not.toContain(clientId);
    expect(await ids('?archived=true')).toContain(clientId);
    expect((await patch(owner, { archived: false })).body.archived).toBe(false);
    expect(await ids('')).toContain(clientId);
  });

  it('are listed page by page in the order of their names, each to its own secretary', async () => {
    const fresh = await house.makeAgency('Paging');
    const reader = await house.makeUser(fresh.agencyId, 'reader@paging.example');
    const session = await house.signIn('reader@paging.example');
    const names = ['Žagars', 'abols', 'Ābele', 'Bērzs', 'Čaks', 'Zars', 'Cīrulis'];
    for (const name of names) {
      const id = await house.makeClient(fresh.agencyId, name);
      if (name !== 'Zars') await house.assign(fresh.agencyId, reader, id);
    }
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await house.request('GET', `/api/clients?limit=2${after}`, { session });
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((item) => String(item.name)));
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(seen).toEqual(['Ābele', 'abols', 'Bērzs', 'Čaks', 'Cīrulis', 'Žagars']);
    for (const limit of ['0', '201', 'x', '1.5']) {
      const answer = await house.request('GET', `/api/clients?limit=${limit}`, { session });
      expect([limit, answer.status]).toEqual([limit, 422]);
      expect(answer.body.errors[0]?.pointer).toBe('/limit');
    }
  });
});
