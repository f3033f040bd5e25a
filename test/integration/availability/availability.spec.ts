import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { AvailabilityModule } from '../../../src/availability/availability.module.js';
import type { BusyRow } from '../../../src/availability/busy.js';
import { BUSY_SOURCE, type BusySource, type MirroredTime } from '../../../src/availability/busy.port.js';
import type { CalendarState } from '../../../src/availability/input.js';
import type { Fact } from '../../../src/db/fact.js';
import { PeopleApp } from '../../support/people-fixtures.js';

/** Calendars as a client has them, put down by hand. */
class WrittenCalendars implements BusySource {
  rows: BusyRow[] = [];
  states: CalendarState[] = [];

  mirrored(_clientId: string, from: number, to: number): Fact<MirroredTime> {
    return {
      name: 'spec-no-mirror',
      text: 'select 1',
      values: [],
      result: () => ({
        busy: this.rows.filter((row) => row.start < to && from < row.end),
        calendars: this.states,
      }),
    };
  }
}

const calendars = new WrittenCalendars();

@Global()
@Module({ providers: [{ provide: BUSY_SOURCE, useValue: calendars }], exports: [BUSY_SOURCE] })
class CalendarsStandIn {}

const SETTINGS = {
  zone: 'Europe/Riga',
  durationMinutes: 60,
  stepMinutes: 60,
  alignment: 'clock',
  horizonDays: 30,
};
const WEEKDAYS_9_TO_12 = {
  kind: 'weekly',
  windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '12:00' }],
};

describe('availability over HTTP', () => {
  let house: PeopleApp;
  let session: string;
  let agencyId: string;
  let clientId: string;

  beforeAll(async () => {
    house = await PeopleApp.start({ modules: [CalendarsStandIn, AvailabilityModule] });
    const agency = await house.makeAgency('Hours');
    agencyId = agency.agencyId;
    session = await house.signIn(agency.ownerEmail);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    calendars.rows = [];
    calendars.states = [];
    clientId = await house.makeClient(agencyId, 'Bakery');
  });

  const get = (path: string) => house.request('GET', `/api/clients/${clientId}/${path}`, { session });
  const put = (body: unknown) =>
    house.request('PUT', `/api/clients/${clientId}/availability`, { session, body });
  const slots = async (more = '') =>
    (await get(`slots?from=2026-03-03T00:00:00%2B02:00&to=2026-03-04T00:00:00%2B02:00${more}`)).body;

  const commit = async (kind: 'hold' | 'meeting', start: string, end: string): Promise<string> => {
    const meetingId = randomUUID();
    const optionId = randomUUID();
    await house.database.asOwner(
      `insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
       values ($1, $2, $3, 'proposed', 'Visit', 'Europe/Riga', gen_random_uuid())`,
      [agencyId, meetingId, clientId],
    );
    await house.database.asOwner(
      `insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
       values ($1, $2, $3, 1, $6, tstzrange($4, $5), 'offered')`,
      [agencyId, optionId, meetingId, start, end, optionId],
    );
    await house.database.asOwner(
      `insert into commitment (agency_id, client_id, option_id, meeting_id, kind, during)
       values ($1, $2, $3, $4, $5, tstzrange($6, $7))`,
      [agencyId, clientId, optionId, meetingId, kind, start, end],
    );
    return meetingId;
  };

  it('offers nothing while nobody has said anything, with settings to begin from', async () => {
    expect((await get('availability')).body).toMatchObject({
      version: 0,
      rules: [],
      settings: { zone: 'Europe/Riga', durationMinutes: 60 },
    });
    expect(await slots()).toMatchObject({ slots: [], closed: null, zone: 'Europe/Riga' });
  });

  it('stores rules and offers what they open', async () => {
    const saved = await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] });
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ version: 1, settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] });
    expect((await get('availability')).body).toEqual(saved.body);
    expect(await slots()).toEqual({
      zone: 'Europe/Riga',
      durationMinutes: 60,
      stepMinutes: 60,
      slots: [
        { start: '2026-03-03T07:00:00.000Z', end: '2026-03-03T08:00:00.000Z' },
        { start: '2026-03-03T08:00:00.000Z', end: '2026-03-03T09:00:00.000Z' },
        { start: '2026-03-03T09:00:00.000Z', end: '2026-03-03T10:00:00.000Z' },
      ],
      closed: null,
      warnings: [],
    });
    expect((await slots('&durationMinutes=120')).slots).toHaveLength(2);
  });

  it('subtracts mirrored events, meetings and holds, but not the meeting that is being moved', async () => {
    await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] });
    calendars.rows = [
      {
        kind: 'event',
        sourceId: 'e1',
        start: Date.parse('2026-03-03T07:30:00Z'),
        end: Date.parse('2026-03-03T08:00:00Z'),
      },
    ];
    const meetingId = await commit('hold', '2026-03-03T09:30:00Z', '2026-03-03T10:30:00Z');
    expect(starts(await slots())).toEqual(['2026-03-03T08:00:00.000Z']);
    expect(starts(await slots(`&excludeMeetingId=${meetingId}`))).toEqual([
      '2026-03-03T08:00:00.000Z',
      '2026-03-03T09:00:00.000Z',
    ]);
  });

  it('offers nothing, and says why, while a calendar cannot be vouched for', async () => {
    await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] });
    const syncedAt = house.clock.now() - 3600_000;
    calendars.states = [
      {
        calendarId: 'c1',
        state: 'readable',
        syncedAt,
        staleAfterMinutes: 30,
        mirrored: { start: 0, end: Date.parse('2027-01-01T00:00:00Z') },
      },
    ];
    expect(await slots()).toMatchObject({
      slots: [],
      closed: {
        because: 'calendar',
        sourceId: 'c1',
        trouble: 'stale',
        syncedAt: new Date(syncedAt).toISOString(),
      },
    });
    const why = (await get('explain?at=2026-03-03T07:00:00Z')).body;
    expect(why).toMatchObject({ free: false, mayOverride: true, reasons: [{ because: 'calendar' }] });
  });

  it('says beside the times what is wrong with them all the same', async () => {
    await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] });
    const syncedAt = house.clock.now() - 600_000;
    const calendarId = randomUUID();
    calendars.states = [
      {
        calendarId,
        state: 'readable',
        syncedAt,
        staleAfterMinutes: 30,
        mirrored: { start: 0, end: Date.parse('2027-01-01T00:00:00Z') },
        name: 'Family',
        failing: true,
        unreadable: 2,
      },
    ];
    const of = { calendarId, calendarName: 'Family' };
    const warnings = [
      { because: 'calendar-failing', ...of, syncedAt: new Date(syncedAt).toISOString() },
      { because: 'series-unreadable', ...of, count: 2 },
    ];
    const answer = await slots();
    expect(answer).toMatchObject({ closed: null, warnings });
    expect(answer.slots).toHaveLength(3);
    const body = { name: 'Office', address: 'Brīvības iela 1', latitude: null, longitude: null };
    const place = await house.request('POST', `/api/clients/${clientId}/places`, { session, body });
    // With a place the question goes another way to the database.
    expect(await slots(`&placeId=${place.body.placeId}`)).toMatchObject({ warnings });
    expect((await get('explain?at=2026-03-03T07:00:00Z')).body).toMatchObject({
      free: true,
      reasons: [],
      warnings,
    });
    const window = 'from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z';
    expect((await get(`suggestions?${window}`)).body).toMatchObject({ closed: null, warnings });
    const lost = 'start=2026-03-03T07:00:00Z&end=2026-03-03T08:00:00Z';
    expect((await get(`substitutes?${lost}`)).body).toMatchObject({ warnings });
  });

  it('explains a time', async () => {
    await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] });
    expect((await get('explain?at=2026-03-03T07:00:00Z')).body).toEqual({
      at: '2026-03-03T07:00:00.000Z',
      zone: 'Europe/Riga',
      free: true,
      mayOverride: true,
      reasons: [],
      warnings: [],
    });
    const meetingId = await commit('meeting', '2026-03-03T07:00:00Z', '2026-03-03T08:00:00Z');
    const taken = (await get('explain?at=2026-03-03T07:00:00Z')).body;
    expect(taken).toMatchObject({
      free: false,
      mayOverride: false,
      reasons: [{ because: 'meeting', meetingId }],
    });
    const past = (await get('explain?at=2026-03-02T07:00:00Z')).body;
    expect(past.reasons).toMatchObject([
      { because: 'notice', by: 'past', earliest: '2026-03-02T08:00:00.000Z' },
    ]);
  });

  it('names each fault of rules and settings by pointer, and changes nothing', async () => {
    const shape = await put({ settings: { ...SETTINGS, stepMinutes: 'x' }, rules: [{ kind: 'monthly' }] });
    expect(shape.status).toBe(422);
    expect(pointers(shape.body)).toEqual(['/rules/0/kind', '/settings/stepMinutes']);
    const meaning = await put({
      settings: { ...SETTINGS, zone: 'Europe/Rigga', stepMinutes: 0 },
      rules: [
        WEEKDAYS_9_TO_12,
        { kind: 'weekly', windows: [{ days: ['MO'], from: '12:00', to: '09:00' }] },
        { kind: 'closed', from: '2026-02-30', until: '2026-03-01' },
      ],
    });
    expect(meaning.status).toBe(422);
    expect(pointers(meaning.body)).toEqual([
      '/rules/1/windows/0/to',
      '/rules/2/from',
      '/settings/stepMinutes',
      '/settings/zone',
    ]);
    expect(meaning.body.errors[0]?.detail).toMatch(/[A-Z].*\.$/);
    expect((await get('availability')).body).toMatchObject({ version: 0 });
  });

  it('keeps ids of rules, refuses those of another client and places of another client', async () => {
    const first = (await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12] })).body;
    const [rule] = first.rules;
    const again = (await put({ settings: SETTINGS, rules: [...first.rules, WEEKDAYS_9_TO_12] })).body;
    expect(again.version).toBe(2);
    expect(again.rules[0]).toEqual(rule);
    expect(again.rules[1]?.id).not.toBe(rule?.id);

    clientId = await house.makeClient(agencyId, 'Other');
    const stolen = await put({
      settings: { ...SETTINGS, travel: { dayStartPlaceId: randomUUID() } },
      rules: [rule, { ...WEEKDAYS_9_TO_12, placeId: randomUUID() }],
    });
    expect(stolen.status).toBe(422);
    expect(pointers(stolen.body)).toEqual([
      '/rules/0/id',
      '/rules/1/placeId',
      '/settings/travel/dayStartPlaceId',
    ]);
  });

  it('refuses to overwrite what somebody else saved meanwhile', async () => {
    await put({ settings: SETTINGS, rules: [] });
    const late = await put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12], version: 0 });
    expect(late.status).toBe(409);
    const both = await Promise.all(
      [1, 1].map((version) => put({ settings: SETTINGS, rules: [WEEKDAYS_9_TO_12], version })),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('answers for a whole year at once', async () => {
    await put({ settings: { ...SETTINGS, horizonDays: 370 }, rules: [WEEKDAYS_9_TO_12] });
    const answer = await get('slots?from=2026-03-03T00:00:00Z&to=2027-03-03T00:00:00Z');
    expect(answer.status).toBe(200);
    const months = new Set(starts(answer.body).map((start) => start.slice(0, 7)));
    expect([...months].at(-1)).toBe('2027-03');
    expect(months.size).toBe(13);
  });

  it('refuses windows that are not asked well', async () => {
    for (const [query, pointer] of [
      ['from=2026-03-03T00:00:00Z', '/to'],
      ['from=2026-03-03T00:00:00Z&to=2026-03-03T00:00:00Z', '/to'],
      ['from=2026-03-03T00:00:00Z&to=2027-03-07T00:00:00Z', '/to'],
      ['from=yesterday&to=2026-03-03T00:00:00Z', '/from'],
      ['from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z&durationMinutes=0', '/durationMinutes'],
    ]) {
      const answer = await get(`slots?${query}`);
      expect([query, answer.status, pointers(answer.body)]).toEqual([query, 422, [pointer]]);
    }
  });
});

const starts = (body: { slots: readonly { start: string }[] }) => body.slots.map((slot) => slot.start);
const pointers = (body: { errors: readonly { pointer: string }[] }) =>
  body.errors.map((error) => error.pointer).sort();
