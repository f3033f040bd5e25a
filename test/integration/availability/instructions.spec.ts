import { randomUUID } from 'node:crypto';
import { AvailabilityHouse } from './house.js';

const UNREACHABLE = {
  kind: 'unreachable',
  date: '2026-03-03',
  from: '10:00',
  to: '11:00',
  said: { by: 'Anna Kalniņa', how: 'phone', words: 'Not between ten and eleven tomorrow.' },
};

describe('instructions of the day over HTTP', () => {
  let house: AvailabilityHouse;
  beforeAll(async () => {
    house = await AvailabilityHouse.start();
  });
  afterAll(() => house.close());
  beforeEach(() => house.newClient());

  const give = (body: object) => house.post('instructions', body);

  it('close their time at once, and open it again when withdrawn', async () => {
    expect(await house.startsOn('2026-03-03')).toEqual(['09:00', '10:00', '11:00']);
    const given = await give(UNREACHABLE);
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject({
      ...UNREACHABLE,
      said: { ...UNREACHABLE.said, at: '2026-03-02T08:00:00.000Z' },
      state: 'ahead',
      enteredBy: 'owner',
      enteredAt: '2026-03-02T08:00:00.000Z',
      withdrawnAt: null,
    });
    expect(await house.startsOn('2026-03-03')).toEqual(['09:00', '11:00']);
    const why = (await house.get('explain?at=2026-03-03T08:00:00Z')).body;
    expect(why).toMatchObject({
      free: false,
      mayOverride: true,
      reasons: [
        {
          because: 'instruction',
          sourceId: given.body.instructionId,
          instruction: { kind: 'unreachable', said: { by: 'Anna Kalniņa', how: 'phone' } },
        },
      ],
    });

    const gone = await house.post(`instructions/${given.body.instructionId}/withdraw`);
    expect(gone.body).toMatchObject({ state: 'withdrawn', withdrawnAt: '2026-03-02T08:00:00.000Z' });
    expect(await house.startsOn('2026-03-03')).toEqual(['09:00', '10:00', '11:00']);
    const again = await house.post(`instructions/${given.body.instructionId}/withdraw`);
    expect([again.status, again.body]).toEqual([200, gone.body]);
  });

  it('of every kind mean what they say', async () => {
    const shop = await house.place('Shop');
    const office = await house.place('Office');
    const { said } = UNREACHABLE;
    const date = '2026-03-04';
    await give({ kind: 'nothing_before', date, time: '10:00', said });
    expect(await house.startsOn(date)).toEqual(['10:00', '11:00']);
    await give({ kind: 'nothing_after', date, time: '11:30', said });
    expect(await house.startsOn(date)).toEqual(['10:00']);
    await give({ kind: 'only_by_phone', date: '2026-03-05', to: '10:00', said });
    expect(await house.startsOn('2026-03-05')).toEqual(['10:00', '11:00']);
    expect(await house.startsOn('2026-03-05', '&mode=phone')).toEqual(['09:00', '10:00', '11:00']);
    await give({ kind: 'at_place', date: '2026-03-06', placeId: office, to: '11:00', said });
    expect(await house.startsOn('2026-03-06', `&placeId=${shop}`)).toEqual(['11:00']);
    expect(await house.startsOn('2026-03-06', `&placeId=${office}`)).toEqual(['09:00', '10:00', '11:00']);
  });

  it('age out on the client’s clocks, and stay among the past ones and in the journal', async () => {
    const { body } = await give({ ...UNREACHABLE, date: '2026-03-02', from: '09:00', to: '11:00' });
    const withdrawn = (await give({ ...UNREACHABLE, date: '2026-03-09' })).body;
    await house.post(`instructions/${withdrawn.instructionId}/withdraw`);
    const states = async (query = '') =>
      (await house.get(`instructions${query}`)).body.items.map((item) => item.state);
    // 10:00 in Riga.
    expect(body.state).toBe('in_force');
    expect(await states()).toEqual(['in_force']);
    await house.later(3600_000, async () => {
      expect(await states()).toEqual([]);
      expect(await states('?past=true')).toEqual(['withdrawn', 'aged_out']);
      const first = (await house.get('instructions?past=true&limit=1')).body;
      expect(first.items).toMatchObject([{ state: 'withdrawn' }]);
      expect((await house.get(`instructions?past=true&limit=1&after=${first.next}`)).body).toMatchObject({
        items: [{ state: 'aged_out' }],
        next: null,
      });
    });
    const lines = await house.people.database.asOwner(
      `select kind, actor, user_id is not null as known, meeting_id, detail from journal
       where client_id = $1 order by entry_id`,
      [house.clientId],
    );
    expect(lines).toMatchObject([
      {
        kind: 'instruction-given',
        actor: 'secretary',
        known: true,
        meeting_id: null,
        detail: {
          instructionId: body.instructionId,
          kind: 'unreachable',
          date: '2026-03-02',
          said: { by: 'Anna Kalniņa', how: 'phone', at: '2026-03-02T08:00:00.000Z' },
        },
      },
      { kind: 'instruction-given' },
      { kind: 'instruction-withdrawn', detail: { instructionId: withdrawn.instructionId } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('Not between ten');
  });

  it('hold on the day of 23 hours', async () => {
    // Riga skips 03:00 to 04:00 on 2026-03-29, a Sunday.
    await house.hours([{ days: ['SU'], from: '00:00', to: '06:00' }]);
    const asked = '2026-03-29T00:00:00%2B02:00&to=2026-03-30T00:00:00%2B03:00';
    const open = async () => (await house.get(`slots?from=${asked}`)).body.slots.map(({ start }) => start);
    expect(await open()).toEqual([
      '2026-03-28T22:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ]);
    await give({ ...UNREACHABLE, date: '2026-03-29', from: '02:30', to: '04:30' });
    expect(await open()).toEqual([
      '2026-03-28T22:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ]);
  });

  it('are refused by field when they mean nothing', async () => {
    const { said } = UNREACHABLE;
    for (const [body, pointer] of [
      [{ ...UNREACHABLE, date: '2026-02-30' }, '/date'],
      [{ ...UNREACHABLE, to: '25:61' }, '/to'],
      [{ ...UNREACHABLE, to: '09:00' }, '/to'],
      [{ kind: 'nothing_before', date: '2026-03-03', time: '00:00', said }, '/time'],
      [{ ...UNREACHABLE, said: { how: 'phone' } }, '/said/by'],
      [{ ...UNREACHABLE, said: { by: 'Anna', how: 'telepathy' } }, '/said/how'],
      [{ ...UNREACHABLE, said: { by: 'A', how: 'phone', at: '2026-03-02T09:00:00Z' } }, '/said/at'],
      [{ kind: 'at_place', date: '2026-03-03', placeId: randomUUID(), to: '15:00', said }, '/placeId'],
      [{ kind: 'asleep', date: '2026-03-03', said }, '/kind'],
      [{ ...UNREACHABLE, more: 1 }, '/more'],
    ] as const) {
      const answer = await give(body);
      expect([pointer, answer.status, answer.body.errors?.map((error) => error.pointer)]).toEqual([
        pointer,
        422,
        [pointer],
      ]);
    }
    expect((await house.get('instructions?past=true')).body.items).toEqual([]);
    expect((await house.get('instructions?past=perhaps')).body.errors).toMatchObject([{ pointer: '/past' }]);
  });

  it('of another client are not there', async () => {
    const { instructionId } = (await give(UNREACHABLE)).body;
    await house.newClient();
    expect((await house.post(`instructions/${instructionId}/withdraw`)).status).toBe(404);
    expect((await house.get('instructions?past=true')).body.items).toEqual([]);
    expect(await house.startsOn('2026-03-03')).toEqual(['09:00', '10:00', '11:00']);
  });
});
