import { AvailabilityHouse, pointers, SETTINGS } from './house.js';

const WORKDAYS = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '12:00' }];
const MORNING = ['09:00', '10:00', '11:00'];
/** Latvia's day of independence, a Wednesday in 2026. */
const PROCLAMATION = '2026-11-18';
const KEY = '11-18 and if saturday,sunday then next monday';

describe('holidays over HTTP', () => {
  let house: AvailabilityHouse;
  beforeAll(async () => {
    house = await AvailabilityHouse.start();
  });
  afterAll(() => house.close());
  beforeEach(() => house.newClient());

  it('close the days of the country, and say so', async () => {
    // Good Friday, Easter Monday, and a Tuesday between two other days.
    expect(await house.startsOn('2026-04-03')).toEqual([]);
    expect(await house.startsOn('2026-04-06')).toEqual([]);
    expect(await house.startsOn('2026-04-07')).toEqual(MORNING);
    expect((await house.get('explain?at=2026-11-18T08:00:00Z')).body.reasons).toEqual([
      {
        because: 'holiday',
        sourceId: `holiday LV ${PROCLAMATION}`,
        title: 'Latvijas Republikas proklamēšanas diena',
      },
    ]);
    const { body } = await house.get('holidays?year=2026');
    expect(body).toMatchObject({ region: 'LV', year: 2026 });
    expect(body.holidays).toHaveLength(13);
    expect(body.holidays).toContainEqual({
      key: KEY,
      date: PROCLAMATION,
      days: 1,
      name: 'Latvijas Republikas proklamēšanas diena',
      kept: true,
    });
    // Mothers' day is observed, and everybody works.
    expect(body.holidays.map(({ date }) => date)).not.toContain('2026-05-10');
  });

  it('are worked on by a client who says so, one or all', async () => {
    await house.hours(WORKDAYS, { holidays: { except: [KEY] } });
    expect(await house.startsOn(PROCLAMATION)).toEqual(MORNING);
    expect(await house.startsOn('2026-04-03')).toEqual([]);
    const { body } = await house.get('holidays?year=2026');
    expect(body.holidays.filter(({ kept }) => kept === false).map(({ date }) => date)).toEqual([
      PROCLAMATION,
    ]);

    await house.hours(WORKDAYS, { holidays: { on: false } });
    expect(await house.startsOn(PROCLAMATION)).toEqual(MORNING);
    expect(await house.startsOn('2026-04-03')).toEqual(MORNING);
    expect((await house.get('holidays')).body).toEqual({ region: null, year: 2026, holidays: [] });
  });

  it('give way to an open rule of the day', async () => {
    const open = { kind: 'open', date: PROCLAMATION, windows: [{ from: '10:00', to: '11:00' }] };
    await house.hours(WORKDAYS, {}, [open]);
    expect(await house.startsOn(PROCLAMATION)).toEqual(['10:00']);
  });

  it('are those of another country or region when the client says so', async () => {
    await house.hours(WORKDAYS, { holidays: { region: 'DE-BY' } });
    // Epiphany and Corpus Christi are kept in Bavaria; Latvia's day is not.
    expect(await house.startsOn('2026-06-04')).toEqual([]);
    expect(await house.startsOn(PROCLAMATION)).toEqual(MORNING);
    await house.hours(WORKDAYS, { holidays: { region: 'DE' } });
    expect(await house.startsOn('2026-06-04')).toEqual(MORNING);
  });

  it('do not count as working days for the notice', async () => {
    // On Thursday, 2 April: the next working day is the Tuesday after Easter.
    await house.hours(WORKDAYS, { noticeWorkingDays: 1 });
    await house.later(31 * 86_400_000, async () => {
      house.session = await house.people.signIn('owner@hours.example');
      const { body } = await house.get('slots?from=2026-04-02T00:00:00Z&to=2026-04-10T00:00:00Z');
      expect(body.slots[0]?.start).toBe('2026-04-07T06:00:00.000Z');
    });
  });

  it('are refused by field when there are none such', async () => {
    for (const [holidays, pointer] of [
      [{ region: 'XX' }, '/settings/holidays/region'],
      [{ region: 'DE-ZZ' }, '/settings/holidays/region'],
      [{ region: 'Latvia' }, '/settings/holidays/region'],
      [{ except: ['my birthday'] }, '/settings/holidays/except/0'],
      [{ on: 'yes' }, '/settings/holidays/on'],
    ] as const) {
      const answer = await house.put('availability', { settings: { ...SETTINGS, holidays }, rules: [] });
      expect([answer.status, pointers(answer.body)]).toEqual([422, [pointer]]);
    }
    expect(pointers((await house.get('holidays?year=1066')).body)).toEqual(['/year']);
  });
});
