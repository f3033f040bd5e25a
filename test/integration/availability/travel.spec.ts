import { randomUUID } from 'node:crypto';
import { AvailabilityHouse, pointers, SETTINGS } from './house.js';
import { OsrmStandIn } from './osrm-stand-in.js';

const WORKDAYS = [{ days: ['TU'], from: '09:00', to: '15:00' }];
const TUESDAY = '2026-03-03';
/** Some 11 km apart, north to south: 11.1 minutes at 60 km/h, and half an hour by the estimate. */
const NORTH = [57.05, 24.1] as const;
const SOUTH = [56.95, 24.1] as const;

describe('travel over HTTP', () => {
  let house: AvailabilityHouse;
  let office: string;
  let shop: string;
  beforeAll(async () => {
    house = await AvailabilityHouse.start();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.newClient();
    await house.hours(WORKDAYS, { stepMinutes: 30 });
    office = await house.place('Office', ...NORTH);
    shop = await house.place('Shop', ...SOUTH);
  });

  it('leaves time for the way between two meetings, as long as the estimate says', async () => {
    // 11 to 12 in Riga.
    await house.commit('meeting', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z', office);
    expect(await house.startsOn(TUESDAY, `&placeId=${office}`)).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '12:00',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
    ]);
    expect(await house.startsOn(TUESDAY, `&placeId=${shop}`)).toEqual(['09:00', '13:00', '13:30', '14:00']);
    expect(await house.startsOn(TUESDAY, `&placeId=${shop}&mode=phone`)).toContain('12:00');
    const { body } = await house.get(`explain?at=2026-03-03T10:00:00Z&placeId=${shop}`);
    expect(body).toMatchObject({
      free: false,
      travel: { sources: ['estimate'], router: 'off' },
      reasons: [
        {
          because: 'travel',
          fromPlaceId: office,
          toPlaceId: shop,
          side: 'before',
          leg: { minutes: 31, source: 'estimate' },
        },
      ],
    });
  });

  it('believes agreed minutes before anything else', async () => {
    await house.commit('meeting', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z', office);
    const items = [{ fromPlaceId: office, toPlaceId: shop, minutes: 90 }];
    expect((await house.put('travel-times', { items })).body).toEqual({ items });
    expect((await house.get('travel-times')).body).toEqual({ items });
    expect(await house.startsOn(TUESDAY, `&placeId=${shop}`)).toEqual(['13:30', '14:00']);
    const back = { fromPlaceId: shop, toPlaceId: office, minutes: 0 };
    await house.put('travel-times', { items: [...items, back] });
    expect(await house.startsOn(TUESDAY, `&placeId=${shop}`)).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '13:30',
      '14:00',
    ]);
    await house.put('travel-times', { items: [] });
    expect((await house.get('travel-times')).body).toEqual({ items: [] });
  });

  it('ranks times near other visits of the day first', async () => {
    await house.commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T08:00:00Z', office);
    const from = '2026-03-03T00:00:00Z&to=2026-03-11T00:00:00Z';
    const best = async (place: string) =>
      (await house.get(`suggestions?from=${from}&n=1&placeId=${place}`)).body.suggestions[0];
    expect((await best(office))?.start).toMatch(/^2026-03-03/);
    expect((await best(office))?.reasons[0]).toMatchObject({ judged: 'near', value: 1, minutes: 0 });
    expect((await best(shop))?.reasons[0]).toMatchObject({ judged: 'near' });
  });

  it('shows the ways as blocks of their own, each once, from and to the ends of the day', async () => {
    const home = await house.place('Home', 56.95, 24.2);
    await house.hours(WORKDAYS, { travel: { dayStartPlaceId: home, dayEndPlaceId: home } });
    const first = await house.commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T08:00:00Z', office);
    const second = await house.commit('hold', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z', shop);
    const { body } = await house.get('travel-blocks?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z');
    expect(body.blocks).toMatchObject([
      { fromPlaceId: home, toPlaceId: office, meetingId: first.meetingId, end: '2026-03-03T07:00:00.000Z' },
      {
        fromPlaceId: office,
        toPlaceId: shop,
        meetingId: second.meetingId,
        side: 'before',
        start: '2026-03-03T08:29:00.000Z',
        end: '2026-03-03T09:00:00.000Z',
        minutes: 31,
        source: 'estimate',
      },
      {
        fromPlaceId: shop,
        toPlaceId: home,
        meetingId: second.meetingId,
        side: 'after',
        start: '2026-03-03T10:00:00.000Z',
      },
    ]);
  });

  it('is refused by field when it is not asked well', async () => {
    const other = await house.newClient();
    expect(other).not.toBe('');
    const mine = await house.place('Mine');
    const theirs = office;
    for (const [items, pointer] of [
      [[{ fromPlaceId: mine, toPlaceId: theirs, minutes: 5 }], '/items/0/toPlaceId'],
      [[{ fromPlaceId: randomUUID(), toPlaceId: mine, minutes: 5 }], '/items/0/fromPlaceId'],
      [[{ fromPlaceId: mine, toPlaceId: mine, minutes: 5 }], '/items/0/toPlaceId'],
      [[{ fromPlaceId: mine, toPlaceId: theirs, minutes: -1 }], '/items/0/minutes'],
      [[{ fromPlaceId: mine, toPlaceId: theirs, minutes: 1e9 }], '/items/0/minutes'],
    ] as const) {
      const answer = await house.put('travel-times', { items });
      expect([answer.status, pointers(answer.body)]).toEqual([422, [pointer]]);
    }
    const twice = Array(2).fill({ fromPlaceId: mine, toPlaceId: theirs, minutes: 5 });
    expect(pointers((await house.put('travel-times', { items: twice })).body)).toEqual([
      '/items/1/toPlaceId',
    ]);
    const day = 'from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z';
    expect(pointers((await house.get(`slots?${day}&placeId=${theirs}`)).body)).toEqual(['/placeId']);
    const at = 'at=2026-03-03T00:00:00Z';
    expect(pointers((await house.get(`explain?${at}&placeId=${theirs}&mode=phone`)).body)).toEqual([
      '/placeId',
    ]);
    const long = 'from=2026-03-03T00:00:00Z&to=2026-05-04T00:00:00Z';
    expect(pointers((await house.get(`travel-blocks?${long}`)).body)).toEqual(['/to']);
    const settings = { ...SETTINGS, travel: { mode: 'broom' } };
    expect(pointers((await house.put('availability', { settings, rules: [] })).body)).toEqual([
      '/settings/travel/mode',
    ]);
  });
});

describe('travel by a road router', () => {
  let osrm: OsrmStandIn;
  let house: AvailabilityHouse;
  let office: string;
  let shop: string;
  beforeEach(async () => {
    osrm = await OsrmStandIn.start();
    house = await AvailabilityHouse.start({ OSRM_URL: `${osrm.url}/` });
    await house.newClient();
    await house.hours(WORKDAYS, { stepMinutes: 30 });
    office = await house.place('Office', ...NORTH);
    shop = await house.place('Shop', ...SOUTH);
    await house.commit('meeting', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z', office);
  });
  afterEach(async () => {
    await house.close();
    await osrm.close();
  });

  const slots = async () =>
    (await house.get(`slots?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z&placeId=${shop}`)).body;
  const starts = async () => (await slots()).slots.map(({ start }) => start.slice(11, 16));
  /** At least 12 minutes to go, or at least 31. */
  const BY_ROAD = ['07:00', '07:30', '10:30', '11:00', '11:30', '12:00'];
  const BY_ESTIMATE = ['07:00', '11:00', '11:30', '12:00'];

  it('asks for what it does not know, longitude first, and keeps the answer for a day', async () => {
    expect(await slots()).toMatchObject({ travel: { sources: ['router'], router: 'ok' } });
    expect(osrm.asked).toEqual([
      '/table/v1/driving/24.100000,56.950000;24.100000,57.050000?annotations=duration',
    ]);
    expect(await starts()).toEqual(BY_ROAD);
    const why = await house.get(`explain?at=2026-03-03T10:00:00Z&placeId=${shop}`);
    expect(why.body.reasons).toMatchObject([{ because: 'travel', leg: { minutes: 12, source: 'router' } }]);
    expect(osrm.asked).toHaveLength(1);
    await house.later(86_400_000 + 1000, async () => {
      house.session = await house.people.signIn('owner@hours.example');
      await house.get(`explain?at=2026-03-03T10:00:00Z&placeId=${shop}`);
      expect(osrm.asked).toHaveLength(2);
    });
  });

  it.each(['silent', 'html', 'too-big', 'endless', 'half', 'wrong-size', 'nonsense', 'redirect'] as const)(
    'lets the estimate serve, and says so, when the router is %s',
    async (fault) => {
      osrm.fault = fault;
      expect(await slots()).toMatchObject({ travel: { sources: ['estimate'], router: 'down' } });
      expect(await starts()).toEqual(BY_ESTIMATE);
      // Nobody waits for it again so soon; after a while it is asked anew.
      expect(osrm.asked).toHaveLength(1);
      osrm.fault = undefined;
      expect(await slots()).toMatchObject({ travel: { router: 'down' } });
      await house.later(31_000, async () => {
        expect(await slots()).toMatchObject({ travel: { sources: ['router'], router: 'ok' } });
      });
    },
  );

  it('lets the estimate serve when nothing listens there', async () => {
    await osrm.close();
    expect(await slots()).toMatchObject({ travel: { sources: ['estimate'], router: 'down' } });
    expect(await starts()).toEqual(BY_ESTIMATE);
    osrm = await OsrmStandIn.start();
  });

  it('lets the last answer serve when the router is down later', async () => {
    expect(await starts()).toEqual(BY_ROAD);
    osrm.fault = 'html';
    await house.later(2 * 86_400_000, async () => {
      house.session = await house.people.signIn('owner@hours.example');
      const why = await house.get(`explain?at=2026-03-03T10:00:00Z&placeId=${shop}`);
      expect(why.body.travel).toEqual({ sources: ['router'], router: 'down' });
    });
  });

  it('does not believe times of places that are far from any road of its map', async () => {
    osrm.offRoad.set('24.1,57.05', 310_000);
    expect(await slots()).toMatchObject({ travel: { sources: ['estimate'], router: 'ok' } });
    expect(await starts()).toEqual(BY_ESTIMATE);
  });

  it('is not asked for those who do not go by car', async () => {
    await house.hours(WORKDAYS, { stepMinutes: 30, travel: { mode: 'foot' } });
    expect(await slots()).toMatchObject({ travel: { sources: ['estimate'] } });
    expect(osrm.asked).toEqual([]);
  });
});
