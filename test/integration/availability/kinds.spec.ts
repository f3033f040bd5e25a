import { AvailabilityHouse, pointers } from './house.js';

const NOBODYS = '0198f000-0000-7000-8000-00000000dead';

describe('kinds of meeting', () => {
  let house: AvailabilityHouse;
  beforeAll(async () => {
    house = await AvailabilityHouse.start();
  });
  afterAll(() => house.close());
  beforeEach(() => house.newClient());

  const make = async (kind: object): Promise<string> => {
    const answer = await house.post('kinds', { name: 'Visit', ...kind });
    expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
    return String(answer.body.kindId);
  };
  const change = (kindId: string, body: object) => house.request('PATCH', pathOf(kindId), body);
  const pathOf = (kindId: string) => `/api/clients/${house.clientId}/kinds/${kindId}`;
  const names = async (query = '') => {
    const { body } = await house.get(`kinds${query}`);
    return (body.items as unknown as { name: string }[]).map(({ name }) => name);
  };
  const ofKind = (meetingId: string, kindId: string) =>
    house.people.database.asOwner('update meeting set kind_id = $2 where meeting_id = $1', [
      meetingId,
      kindId,
    ]);
  const TUESDAY = '2026-03-03';

  it('are made, listed by name, changed and put away', async () => {
    const created = await house.post('kinds', { name: 'Visit', durationMinutes: 45, mostADay: 2 });
    expect(created.status).toBe(201);
    const kindId = String(created.body.kindId);
    expect(created.body).toEqual({
      kindId,
      clientId: house.clientId,
      name: 'Visit',
      mode: 'in_person',
      durationMinutes: 45,
      bufferBeforeMinutes: null,
      bufferAfterMinutes: null,
      mostADay: 2,
      mostAWeek: null,
      placeId: null,
      archived: false,
    });
    await make({ name: 'Ātra saruna', mode: 'phone' });
    expect(await names()).toEqual(['Ātra saruna', 'Visit']);
    const changed = await change(kindId, {
      name: 'Long visit',
      durationMinutes: null,
      bufferAfterMinutes: 15,
    });
    const now = { ...created.body, name: 'Long visit', durationMinutes: null, bufferAfterMinutes: 15 };
    expect([changed.status, changed.body]).toEqual([200, now]);
    expect((await house.get(`kinds/${kindId}`)).body).toEqual(now);
    expect((await house.request('DELETE', pathOf(kindId))).status).toBe(204);
    expect(await names()).toEqual(['Ātra saruna']);
    expect(await names('?archived=true')).toEqual(['Ātra saruna', 'Long visit']);
    expect((await house.get(`kinds/${kindId}`)).body).toEqual({ ...now, archived: true });
  });

  it('have names of their own, however they are written, until one is put away', async () => {
    const kindId = await make({ name: 'Vizīte' });
    const other = await make({ name: 'Call' });
    expect(pointers((await house.post('kinds', { name: 'VIZITE' })).body)).toEqual(['/name']);
    expect(pointers((await change(other, { name: 'vizite' })).body)).toEqual(['/name']);
    expect((await change(kindId, { name: 'VIZĪTE' })).status).toBe(200);
    await house.request('DELETE', pathOf(kindId));
    expect((await house.post('kinds', { name: 'Vizite' })).status).toBe(201);
  });

  it('are refused field by field', async () => {
    const wrong = {
      name: '',
      mode: 'fax',
      durationMinutes: 0,
      bufferAfterMinutes: 1441,
      mostADay: 1.5,
      placeId: 'x',
    };
    expect(pointers((await house.post('kinds', wrong)).body)).toEqual([
      '/bufferAfterMinutes',
      '/durationMinutes',
      '/mode',
      '/mostADay',
      '/name',
      '/placeId',
    ]);
    expect(pointers((await house.post('kinds', { name: 'Visit', placeId: NOBODYS })).body)).toEqual([
      '/placeId',
    ]);
    expect((await change(NOBODYS, { name: 'Visit' })).status).toBe(404);
    expect((await house.request('DELETE', pathOf(NOBODYS))).status).toBe(404);
    expect(
      pointers(
        (await house.get(`slots?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z&kindId=${NOBODYS}`)).body,
      ),
    ).toEqual(['/kindId']);
  });

  it('say how long a meeting is, unless the question does', async () => {
    const kindId = await make({ durationMinutes: 120 });
    expect(await house.startsOn(TUESDAY)).toEqual(['09:00', '10:00', '11:00']);
    expect(await house.startsOn(TUESDAY, `&kindId=${kindId}`)).toEqual(['09:00', '10:00']);
    expect(await house.startsOn(TUESDAY, `&kindId=${kindId}&durationMinutes=180`)).toEqual(['09:00']);
  });

  it('keep a distance of their own, those that stand and the one that is wanted', async () => {
    const kindId = await make({ bufferBeforeMinutes: 60 });
    const { meetingId } = await house.commit('meeting', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z');
    expect(await house.startsOn(TUESDAY)).toEqual(['09:00', '10:00']);
    await ofKind(meetingId, kindId);
    expect(await house.startsOn(TUESDAY)).toEqual(['09:00']);
    await house.newClient();
    const wanted = await make({ bufferAfterMinutes: 60 });
    await house.commit('meeting', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z');
    expect(await house.startsOn(TUESDAY, `&kindId=${wanted}`)).toEqual(['09:00']);
  });

  it('have limits of their own, which explain names by the kind', async () => {
    const kindId = await make({ mostADay: 1, mostAWeek: 2 });
    const { meetingId } = await house.commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T08:00:00Z');
    expect(await house.startsOn(TUESDAY, `&kindId=${kindId}`)).toEqual(['10:00', '11:00']);
    await ofKind(meetingId, kindId);
    expect(await house.startsOn(TUESDAY, `&kindId=${kindId}`)).toEqual([]);
    expect(await house.startsOn(TUESDAY)).toEqual(['10:00', '11:00']);
    const explained = await house.get(`explain?at=2026-03-03T09:00:00Z&kindId=${kindId}`);
    expect(explained.body.reasons).toEqual([
      { because: 'limit', sourceId: kindId, per: 'day', most: 1, already: 1 },
    ]);
    const thursday = await house.commit('hold', '2026-03-05T07:00:00Z', '2026-03-05T08:00:00Z');
    await ofKind(thursday.meetingId, kindId);
    expect(await house.startsOn('2026-03-06', `&kindId=${kindId}`)).toEqual([]);
    expect(await house.startsOn('2026-03-09', `&kindId=${kindId}`)).toHaveLength(3);
    const suggested = await house.get(
      `suggestions?from=2026-03-03T00:00:00Z&to=2026-03-08T00:00:00Z&kindId=${kindId}`,
    );
    expect(suggested.body.suggestions).toEqual([]);
  });

  it('stay with a meeting that is being moved, which does not count against itself', async () => {
    const kindId = await make({ mostADay: 1, durationMinutes: 180 });
    const { meetingId } = await house.commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T10:00:00Z');
    await ofKind(meetingId, kindId);
    expect(await house.startsOn(TUESDAY, `&excludeMeetingId=${meetingId}`)).toEqual(['09:00']);
    const other = await house.commit('meeting', '2026-03-04T07:00:00Z', '2026-03-04T08:00:00Z');
    await ofKind(other.meetingId, kindId);
    expect(await house.startsOn('2026-03-04', `&excludeMeetingId=${meetingId}`)).toEqual([]);
    // Put away, it is still the meeting's kind.
    await house.request('DELETE', pathOf(kindId));
    expect(await house.startsOn('2026-03-04', `&excludeMeetingId=${meetingId}`)).toEqual([]);
  });

  it('say how people meet: what the client says about phones holds for them', async () => {
    const call = await make({ name: 'Call', mode: 'phone' });
    const said = { by: 'Anna', how: 'phone' };
    await house.post('instructions', { kind: 'only_by_phone', date: TUESDAY, said });
    expect(await house.startsOn(TUESDAY)).toEqual([]);
    expect(await house.startsOn(TUESDAY, `&kindId=${call}`)).toEqual(['09:00', '10:00', '11:00']);
    expect(await house.startsOn(TUESDAY, `&kindId=${call}&mode=in_person`)).toEqual([]);
  });

  it('say where, if they are in person: hours at another place are not for them', async () => {
    const [office, shop] = [await house.place('Office'), await house.place('Shop')];
    await house.hours([{ days: ['TU'], from: '09:00', to: '12:00' }], {}, []);
    const body = { settings: (await house.get('availability')).body.settings };
    await house.put('availability', {
      ...body,
      rules: [{ kind: 'weekly', windows: [{ days: ['TU'], from: '09:00', to: '12:00' }], placeId: shop }],
    });
    const fitting = await make({ name: 'Fitting', placeId: office });
    const call = await make({ name: 'Call', mode: 'video', placeId: office });
    expect(await house.startsOn(TUESDAY)).toHaveLength(3);
    expect(await house.startsOn(TUESDAY, `&kindId=${fitting}`)).toEqual([]);
    expect(await house.startsOn(TUESDAY, `&kindId=${fitting}&placeId=${shop}`)).toHaveLength(3);
    expect(await house.startsOn(TUESDAY, `&kindId=${call}`)).toHaveLength(3);
  });

  it('are no client’s but their own', async () => {
    const mine = await make({});
    await house.newClient('Other');
    expect((await house.get(`kinds/${mine}`)).status).toBe(404);
    expect((await change(mine, { name: 'Theirs' })).status).toBe(404);
    const slots = `slots?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z&kindId=${mine}`;
    expect(pointers((await house.get(slots)).body)).toEqual(['/kindId']);
    const { meetingId } = await house.commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T08:00:00Z');
    await expect(ofKind(meetingId, mine)).rejects.toThrow(/foreign key/);
  });
});
