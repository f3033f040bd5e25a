import { randomUUID } from 'node:crypto';
import { AvailabilityHouse, clockIn, pointers } from './house.js';

const WEEK = 'from=2026-03-03T00:00:00%2B02:00&to=2026-03-08T00:00:00%2B02:00';

describe('suggestions and substitutes over HTTP', () => {
  let house: AvailabilityHouse;
  beforeAll(async () => {
    house = await AvailabilityHouse.start();
  });
  afterAll(() => house.close());
  beforeEach(() => house.newClient());

  const contact = async (zone: string) => (await house.post('contacts', { name: 'Partner', zone })).body;

  it('are free times on different days, each with what was judged', async () => {
    await house.commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T08:00:00Z');
    const { body } = await house.get(`suggestions?${WEEK}&n=3`);
    expect(body).toMatchObject({ zone: 'Europe/Riga', partnerZone: null, durationMinutes: 60, closed: null });
    const days = body.suggestions.map(({ start }) => start.slice(0, 10));
    expect(new Set(days).size).toBe(3);
    for (const { start, score, reasons } of body.suggestions) {
      expect([start, (await house.get(`explain?at=${start}`)).body.free]).toEqual([start, true]);
      expect(reasons.map(({ judged }) => judged)).toEqual(['whole_time', 'quiet_day', 'soon']);
      expect(Number(score)).toBeGreaterThan(0);
    }
    // Of the four mornings, one is no longer whole.
    const long = await house.get(`suggestions?${WEEK}&n=10&durationMinutes=180`);
    expect(long.body.suggestions).toHaveLength(3);
  });

  it('keep to the working hours of the partner’s own zone', async () => {
    // Nine in London is eleven in Riga.
    const { contactId } = await contact('Europe/London');
    const { body } = await house.get(`suggestions?${WEEK}&contactId=${contactId}`);
    expect(body.partnerZone).toBe('Europe/London');
    expect(body.suggestions.map(({ start }) => clockIn('Europe/Riga', start))).toEqual([
      '11:00',
      '11:00',
      '11:00',
    ]);
    expect(body.suggestions[0]?.reasons).toContainEqual({
      judged: 'their_hours',
      value: 1,
      hours: 'working',
    });
  });

  it('replace a lost time by the nearest that can be had', async () => {
    await house.commit('meeting', '2026-03-04T07:00:00Z', '2026-03-04T08:00:00Z');
    const { body } = await house.get('substitutes?start=2026-03-04T07:00:00Z&end=2026-03-04T08:00:00Z&n=4');
    expect(body.suggestions.map(({ start }) => start)).toEqual([
      '2026-03-04T08:00:00.000Z',
      '2026-03-04T09:00:00.000Z',
      '2026-03-03T07:00:00.000Z',
      '2026-03-05T07:00:00.000Z',
    ]);
  });

  it('say why there are none while a calendar cannot be vouched for', async () => {
    house.calendars.states = [{ calendarId: 'c1', state: 'loading', mirrored: { start: 0, end: 0 } }];
    const { body } = await house.get(`suggestions?${WEEK}`);
    expect(body).toMatchObject({ suggestions: [], closed: { because: 'calendar', trouble: 'loading' } });
  });

  it('are refused by field when they are not asked well', async () => {
    const { contactId } = await contact('Europe/Riga');
    await house.newClient();
    for (const [path, pointer] of [
      [`suggestions?${WEEK}&n=0`, '/n'],
      [`suggestions?${WEEK}&n=1000`, '/n'],
      [`suggestions?${WEEK}&durationMinutes=1500`, '/durationMinutes'],
      [`suggestions?${WEEK}&contactId=${contactId}`, '/contactId'],
      [`suggestions?${WEEK}&placeId=${randomUUID()}`, '/placeId'],
      ['suggestions?from=2026-03-03T00:00:00Z&to=2026-03-02T00:00:00Z', '/to'],
      ['suggestions?from=2026-03-03T00:00:00Z&to=2027-03-07T00:00:00Z', '/to'],
      ['substitutes?start=2026-03-03T00:00:00Z&end=2026-03-03T00:00:00Z', '/end'],
      ['substitutes?start=2026-03-03T00:00:00Z&end=2026-03-05T00:00:00Z', '/end'],
      ['substitutes?start=2026-03-03T00:00:00Z&end=2026-03-03T00:00:30Z', '/end'],
      ['substitutes?start=2025-03-03T00:00:00Z&end=2025-03-03T01:00:00Z', '/start'],
    ] as const) {
      const answer = await house.get(path);
      expect([path, answer.status, pointers(answer.body)]).toEqual([path, 422, [pointer]]);
    }
  });
});
