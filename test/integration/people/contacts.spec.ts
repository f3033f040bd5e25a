import { PeopleApp } from '../../support/people-fixtures.js';

describe('contacts and places', () => {
  let house: PeopleApp;
  let session: string;
  let agencyId: string;
  let clientId: string;
  beforeAll(async () => {
    house = await PeopleApp.start();
    const agency = await house.makeAgency('Contacts');
    agencyId = agency.agencyId;
    session = await house.signIn(agency.ownerEmail);
    clientId = await house.makeClient(agencyId, 'Bakery');
  });
  afterAll(() => house.close());

  const contacts = (path = '') => `/api/clients/${clientId}/contacts${path}`;
  const places = (path = '') => `/api/clients/${clientId}/places${path}`;
  const create = (url: string, body: object) => house.request('POST', url, { session, body });
  const found = async (q: string) => {
    const answer = await house.request('GET', contacts(`?q=${encodeURIComponent(q)}`), { session });
    return answer.body.items.map((item) => item.name);
  };

  it('are made, read, changed and archived', async () => {
    const made = await create(contacts(), {
      name: 'Ilze Ozola',
      email: 'Ilze@Ozola.example',
      note: 'Line one\r\nline two ',
    });
    expect(made.status).toBe(201);
    const { contactId } = made.body;
    expect(made.body).toEqual({
      contactId,
      clientId,
      name: 'Ilze Ozola',
      company: null,
      email: 'ilze@ozola.example',
      phone: null,
      locale: 'lv',
      proposalKind: null,
      zone: 'Europe/Riga',
      note: 'Line one\nline two',
      archived: false,
    });
    const url = contacts(`/${contactId}`);
    expect((await house.request('GET', url, { session })).body).toEqual(made.body);
    const changed = await house.request('PATCH', url, {
      session,
      body: { company: 'Ozols SIA', email: null },
    });
    expect(changed.body).toEqual({ ...made.body, company: 'Ozols SIA', email: null });
    for (let i = 0; i < 2; i++) {
      expect((await house.request('DELETE', url, { session })).status).toBe(204);
    }
    expect((await house.request('GET', url, { session })).body.archived).toBe(true);
    expect(await found('Ilze')).toEqual([]);
    const all = await house.request('GET', contacts('?archived=true&q=ilze'), { session });
    expect(all.body.items).toHaveLength(1);
  });

  it('are found whatever the case and the marks', async () => {
    for (const [name, company] of [
      ['Jānis Kalniņš', 'Būvnieks & Dēli'],
      ['Šarlote Ģēģere', '100% Zāle'],
      ['Юрий Йовович', 'ООО Ёлка'],
      ['Jörg Müller', null],
    ]) {
      expect((await create(contacts(), { name, company, phone: '+371 2912 3456' })).status).toBe(201);
    }
    expect(await found('kalnins')).toEqual(['Jānis Kalniņš']);
    expect(await found('KALNIŅŠ jan')).toEqual(['Jānis Kalniņš']);
    expect(await found('kalnin\u0326s\u030c')).toEqual(['Jānis Kalniņš']);
    expect(await found('sarlote gegere')).toEqual(['Šarlote Ģēģere']);
    expect(await found('юрий')).toEqual(['Юрий Йовович']);
    expect(await found('елка')).toEqual(['Юрий Йовович']);
    expect(await found('muller')).toEqual(['Jörg Müller']);
    expect(await found('buvnieks deli')).toEqual(['Jānis Kalniņš']);
    expect(await found('100%')).toEqual(['Šarlote Ģēģere']);
    expect(await found('%')).toEqual(['Šarlote Ģēģere']);
    expect(await found('_')).toEqual([]);
    expect(await found('\\')).toEqual([]);
    expect(await found("' or 1=1 --")).toEqual([]);
    expect(await found('   ')).toHaveLength(4);
    expect(await found('2912')).toHaveLength(4);
  });

  it('are one client’s: under another client they are not there', async () => {
    const other = await house.makeClient(agencyId, 'Other');
    const contact = (await create(contacts(), { name: 'Mine' })).body.contactId;
    const place = (await create(places(), { name: 'Office', address: 'Brīvības iela 1, Rīga' })).body.placeId;
    for (const path of [`contacts/${contact}`, `places/${place}`]) {
      const url = `/api/clients/${other}/${path}`;
      expect((await house.request('GET', url, { session })).status).toBe(404);
      const renamed = await house.request('PATCH', url, { session, body: { name: 'Stolen' } });
      expect(renamed.status).toBe(404);
      expect((await house.request('DELETE', url, { session })).status).toBe(404);
      const own = await house.request('GET', `/api/clients/${clientId}/${path}`, { session });
      expect(own.body).toMatchObject({ archived: false });
      expect(own.body.name).not.toBe('Stolen');
    }
  });

  it('places have an address and perhaps a point on the map', async () => {
    const made = await create(places(), { name: 'Birojs', address: 'Elizabetes iela 2', latitude: 56.95 });
    expect(made.body).toMatchObject({ name: 'Birojs', latitude: 56.95, longitude: null, archived: false });
    const moved = await house.request('PATCH', places(`/${made.body.placeId}`), {
      session,
      body: { longitude: 24.1 },
    });
    expect(moved.body).toMatchObject({ latitude: 56.95, longitude: 24.1 });
    const wrong = await create(places(), { name: 'X', address: 'Y', latitude: 91, longitude: 'east' });
    expect(wrong.body.errors.map((error) => error.pointer)).toEqual(['/latitude', '/longitude']);
    expect((await house.request('DELETE', places(`/${made.body.placeId}`), { session })).status).toBe(204);
    const list = await house.request('GET', places(), { session });
    expect(list.body.items.map((place) => place.name)).toEqual(['Office']);
  });
});
