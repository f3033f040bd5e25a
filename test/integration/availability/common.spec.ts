import { AvailabilityHouse, pointers } from './house.js';

const WEEK = { from: '2026-03-03T00:00:00+02:00', to: '2026-03-08T00:00:00+02:00' };
const TUESDAY = [{ days: ['TU'], from: '10:00', to: '12:00' }];

describe('POST /api/availability/common', () => {
  let house: AvailabilityHouse;
  let baker: string;
  let smith: string;
  let tailor: string;
  beforeAll(async () => {
    house = await AvailabilityHouse.start();
    baker = await house.newClient('Baker');
    smith = await house.newClient('Smith');
    await house.hours(TUESDAY);
    // Nine in New York is four in the afternoon in Riga.
    tailor = await house.newClient('Tailor');
    await house.hours([{ days: ['TU'], from: '03:00', to: '04:00' }], { zone: 'America/New_York' });
  });
  afterAll(() => house.close());

  const ask = (body: object) => house.request('POST', '/api/availability/common', body);
  const two = () => ({ clientIds: [baker, smith], ...WEEK, durationMinutes: 60 });

  it('finds when all can come, each by their own rules and zone', async () => {
    expect((await ask({ ...two(), stepMinutes: 60, optionalClientIds: [tailor] })).body).toEqual({
      zone: 'Europe/Riga',
      durationMinutes: 60,
      stepMinutes: 60,
      first: { start: '2026-03-03T08:00:00.000Z', end: '2026-03-03T09:00:00.000Z' },
      slots: [
        { start: '2026-03-03T08:00:00.000Z', end: '2026-03-03T09:00:00.000Z', optional: [tailor] },
        { start: '2026-03-03T09:00:00.000Z', end: '2026-03-03T10:00:00.000Z', optional: [] },
      ],
      more: false,
      closedBy: null,
      nearest: null,
      explanation: null,
    });
    const one = (await ask({ ...two(), limit: 1 })).body;
    expect([one.slots.length, one.more]).toEqual([1, true]);
  });

  it('explains a time for each of them', async () => {
    const at = '2026-03-03T07:00:00Z';
    expect((await ask({ ...two(), at })).body.explanation).toEqual({
      at: '2026-03-03T07:00:00.000Z',
      shared: [],
      clients: [
        { clientId: baker, required: true, reasons: [] },
        { clientId: smith, required: true, reasons: [{ because: 'hours', date: '2026-03-03' }] },
      ],
    });
  });

  it('says when most can and who cannot, when nothing is common', async () => {
    const clientIds = [baker, smith, tailor];
    const { body } = await ask({ ...two(), clientIds, from: '2026-03-03T11:00:00+02:00' });
    expect(body).toMatchObject({
      first: null,
      slots: [],
      nearest: { start: '2026-03-03T09:00:00.000Z', missing: [tailor] },
      explanation: { at: '2026-03-03T09:00:00.000Z', clients: [{ reasons: [] }, { reasons: [] }, {}] },
    });
  });

  it('answers for five people over twelve weeks', async () => {
    const more = [await house.newClient('Fourth'), await house.newClient('Fifth')];
    const { body } = await ask({
      clientIds: [baker, smith, ...more],
      from: '2026-03-02T08:00:00Z',
      to: '2026-05-25T08:00:00Z',
      durationMinutes: 120,
    });
    // Ten to twelve of each of the twelve Tuesdays in between.
    expect(body.slots).toHaveLength(12);
  });

  it('is 404 as soon as one of them is not theirs', async () => {
    const other = await house.people.makeAgency('Other');
    const foreign = await house.people.makeClient(other.agencyId, 'Foreign');
    const userId = await house.people.makeUser(house.agencyId, 'sec@hours.example');
    await house.people.assign(house.agencyId, userId, baker);
    const secretary = await house.people.signIn('sec@hours.example');
    const as = async (session: string, body: object) =>
      (await house.people.request('POST', '/api/availability/common', { session, body })).status;
    expect(await as(house.session, { ...two(), clientIds: [baker, foreign] })).toBe(404);
    expect(await as(house.session, { ...two(), optionalClientIds: [foreign] })).toBe(404);
    expect(await as(secretary, { ...two(), clientIds: [baker] })).toBe(200);
    expect(await as(secretary, { ...two(), clientIds: [baker, smith] })).toBe(404);
    expect(await as(secretary, { ...two(), clientIds: [baker], optionalClientIds: [smith] })).toBe(404);
  });

  it('is refused by field when it is not asked well', async () => {
    const refused = async (body: object) => {
      const answer = await ask({ ...two(), ...body });
      return [answer.status, ...pointers(answer.body)];
    };
    expect(await refused({ clientIds: [] })).toEqual([422, '/clientIds']);
    expect(await refused({ clientIds: Array(11).fill(baker) })).toEqual([422, '/clientIds']);
    expect(await refused({ optionalClientIds: [smith] })).toEqual([422, '/optionalClientIds/0']);
    expect(await refused({ durationMinutes: 1500 })).toEqual([422, '/durationMinutes']);
    expect(await refused({ stepMinutes: 0 })).toEqual([422, '/stepMinutes']);
    expect(await refused({ zone: 'Europe/Rigga' })).toEqual([422, '/zone']);
    expect(await refused({ to: WEEK.from })).toEqual([422, '/to']);
    expect(await refused({ to: '2027-09-08T00:00:00Z' })).toEqual([422, '/to']);
  });
});
