import { randomUUID } from 'node:crypto';
import type { MirroredTime } from '../../../src/availability/busy.port.js';
import { MirroredBusy } from '../../../src/availability/mirrored-busy.service.js';
import { warningsOf } from '../../../src/availability/warnings.js';
import { BusyStore } from '../../../src/calendars/busy.store.js';
import { factIn } from '../../../src/db/fact.js';
import { SecretsService } from '../../../src/secrets/secrets.service.js';
import { createTestDatabase, TEST_KEY_RING, type TestDatabase } from '../../support/database.js';
import { TestClock } from '../../support/people-fixtures.js';

describe('the mirror as availability sees it', () => {
  let database: TestDatabase;
  const clock = new TestClock();
  const mirror = new MirroredBusy(new BusyStore(new SecretsService(TEST_KEY_RING)), clock);
  const agencyId = randomUUID();
  const clientId = randomUUID();

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.asOwner(`insert into agency values ($1, 'A', 'Europe/Riga', 'lv')`, [agencyId]);
    await database.asOwner(
      `insert into client (agency_id, client_id, name, person, zone, locale, colour)
       values ($1, $2, 'C', 'C', 'Europe/Riga', 'lv', '#000000')`,
      [agencyId, clientId],
    );
  });
  afterAll(() => database.close());

  const calendar = async (more: {
    blocks?: boolean;
    state?: string;
    provider?: string;
    synced?: Date | null;
  }) => {
    const id = randomUUID();
    await database.asOwner(
      `insert into calendar (agency_id, calendar_id, client_id, provider, external_id, name, zone, blocks, state,
                             synced_at, expanded_until)
       values ($1, $2, $3, $4, $8, 'K', 'Europe/Riga', $5, $6, $7, '2027-03-01T00:00:00Z')`,
      [
        agencyId,
        id,
        clientId,
        more.provider ?? 'google',
        more.blocks ?? true,
        more.state ?? 'ok',
        more.synced,
        id,
      ],
    );
    return id;
  };
  const row = (calendarId: string, id: string, from: string, to: string, blocking = 'busy', allDay = false) =>
    database.asOwner(
      `insert into busy (agency_id, calendar_id, client_id, external_id, starts_at, ends_at, blocking, all_day)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [agencyId, calendarId, clientId, id, from, to, blocking, allDay],
    );

  const mirrored = (from: string, to: string, ids = true): Promise<MirroredTime> =>
    database.db.inAgency(agencyId, (tx) =>
      factIn(tx, mirror.mirrored(clientId, Date.parse(from), Date.parse(to), ids)),
    );

  it('has the rows of the calendars that block, in the words of availability', async () => {
    const blocking = await calendar({ synced: new Date(clock.now()) });
    const other = await calendar({ blocks: false, synced: new Date(clock.now()) });
    await row(blocking, 'plain', '2026-03-03T08:00:00Z', '2026-03-03T09:00:00Z');
    await row(blocking, 'maybe', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z', 'tentative');
    await row(blocking, 'asked', '2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z', 'unanswered');
    await row(blocking, 'home', '2026-03-03T11:00:00Z', '2026-03-03T12:00:00Z', 'elsewhere');
    await row(blocking, 'day', '2026-03-03T22:00:00Z', '2026-03-04T22:00:00Z', 'busy', true);
    await row(blocking, 'later', '2026-03-09T08:00:00Z', '2026-03-09T09:00:00Z');
    await row(other, 'free', '2026-03-03T08:00:00Z', '2026-03-03T09:00:00Z');
    const { busy: rows } = await mirrored('2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z');
    const at = (hour: number) => Date.parse(`2026-03-03T${String(hour).padStart(2, '0')}:00:00Z`);
    expect(rows).toEqual([
      { kind: 'event', sourceId: 'plain', start: at(8), end: at(9) },
      { kind: 'event', sourceId: 'maybe', start: at(9), end: at(10), showAs: 'tentative' },
      { kind: 'event', sourceId: 'asked', start: at(10), end: at(11), answer: 'needs_action' },
      { kind: 'event', sourceId: 'home', start: at(11), end: at(12), showAs: 'elsewhere' },
      {
        kind: 'event',
        sourceId: 'day',
        start: at(22),
        end: at(22) + 86_400_000,
        dates: { from: '2026-03-04', until: '2026-03-05' },
      },
    ]);
  });

  it('leaves out which events they are where nobody asks for them', async () => {
    const [from, to] = ['2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z'] as const;
    const { busy } = await mirrored(from, to);
    expect(busy).not.toHaveLength(0);
    expect((await mirrored(from, to, false)).busy).toEqual(busy.map((row) => ({ ...row, sourceId: '' })));
  });

  it('brings ids of events back as they are, and the meeting that an event stands for', async () => {
    const meetingId = randomUUID();
    const id = 'a"\\\n,[ņ 🌾';
    const blocking = await calendar({ synced: new Date(clock.now()) });
    await row(blocking, id, '2026-03-12T08:00:00Z', '2026-03-12T08:30:00.25Z');
    await row(blocking, 'ours', '2026-03-12T09:00:00Z', '2026-03-12T10:00:00Z');
    await database.asOwner(`update busy set meeting_id = $1 where external_id = 'ours'`, [meetingId]);
    const { busy } = await mirrored('2026-03-12T00:00:00Z', '2026-03-13T00:00:00Z');
    expect(busy.map(({ sourceId, end, meetingId: of }) => [sourceId, end, of])).toEqual([
      [id, Date.parse('2026-03-12T08:30:00.250Z'), undefined],
      ['ours', Date.parse('2026-03-12T10:00:00Z'), meetingId],
    ]);
  });

  it('says of each calendar that blocks how far it can be believed', async () => {
    await database.asOwner('delete from calendar');
    const loading = await calendar({ state: 'never', synced: null });
    const fresh = await calendar({ synced: new Date(clock.now()) });
    const gone = await calendar({ state: 'gone', synced: new Date(clock.now()) });
    const file = await calendar({ provider: 'file', synced: new Date(0) });
    await calendar({ blocks: false, state: 'gone', synced: null });
    const { calendars: states } = await mirrored('1970-01-01T00:00:00Z', '1970-01-02T00:00:00Z');
    const byId = new Map(states.map((state) => [state.calendarId, state]));
    expect(byId.size).toBe(4);
    expect(byId.get(loading)).toMatchObject({ state: 'loading' });
    expect(byId.get(loading)).not.toHaveProperty('syncedAt');
    expect(byId.get(fresh)).toMatchObject({
      state: 'readable',
      syncedAt: clock.now(),
      staleAfterMinutes: expect.any(Number),
      mirrored: { end: Date.parse('2027-03-01T00:00:00Z') },
    });
    expect(byId.get(gone)).toMatchObject({ state: 'unreadable' });
    expect(byId.get(file)).toMatchObject({ state: 'readable' });
    expect(byId.get(file)).not.toHaveProperty('staleAfterMinutes');
  });

  describe('what nobody could read', () => {
    const WINDOW = ['2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z'] as const;
    const event = (calendarId: string, id: string, more: { starts?: string; free?: boolean } = {}) =>
      database.asOwner(
        `insert into event (agency_id, calendar_id, external_id, status, blocking, starts_at, unreadable)
         values ($1, $2, $3, 'confirmed', $4, $5, 'no date fits it')`,
        [agencyId, calendarId, id, more.free ? 'free' : 'busy', more.starts ?? null],
      );
    const told = async (ids = true) => {
      const { calendars } = await mirrored(...WINDOW, ids);
      return warningsOf(calendars);
    };

    it('is told with its calendar as long as it may have times there and nobody has looked', async () => {
      await database.asOwner('delete from calendar');
      const fresh = { synced: new Date(clock.now()) };
      const read = await calendar(fresh);
      const hard = await calendar(fresh);
      const ignored = await calendar({ ...fresh, blocks: false });
      await database.asOwner(`update calendar set name = 'Dr. "Ņ"' where calendar_id = $1`, [hard]);
      await event(ignored, 'not asked');
      expect(await told()).toEqual([]);
      await event(hard, 'no beginning');
      await event(hard, 'begun', { starts: '2019-01-01T00:00:00Z' });
      await event(hard, 'begins in the window', { starts: '2026-03-04T23:59:59Z' });
      await event(hard, 'begins later', { starts: '2026-03-05T00:00:00Z' });
      await event(hard, 'occupies nothing', { free: true });
      const warning = { because: 'series-unreadable', calendarId: hard, calendarName: 'Dr. "Ņ"', count: 3 };
      expect(await told()).toEqual([warning]);
      expect(await told(false)).toEqual([warning]);
      await database.asOwner(`update event set dismissed = true where external_id = 'begun'`);
      expect(await told()).toEqual([{ ...warning, count: 2 }]);
      // Of a calendar that closes all times there is more to say than this.
      await database.asOwner(`update calendar set state = 'gone' where calendar_id = $1`, [hard]);
      expect(await told()).toEqual([]);
      expect(
        await mirrored(...WINDOW).then(({ calendars }) => calendars.map(({ calendarId }) => calendarId)),
      ).toEqual(expect.arrayContaining([read, hard]));
    });

    it('is told beside the age of a calendar that fails and still serves', async () => {
      await database.asOwner('delete from calendar');
      const synced = new Date(clock.now() - 10 * 60_000);
      const calendarId = await calendar({ state: 'failing', synced });
      expect(await told()).toEqual([
        { because: 'calendar-failing', calendarId, calendarName: 'K', syncedAt: synced.getTime() },
      ]);
    });
  });
});
