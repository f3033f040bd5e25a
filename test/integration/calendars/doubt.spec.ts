import { BusyStore } from '../../../src/calendars/busy.store.js';
import type { ChangePage, Outcome, RemoteEvent } from '../../../src/calendars/calendar.port.js';
import { ANNA, type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';
import { makeConfirmed } from '../../support/confirmed-meeting.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** The breaker: a provider that shows less than there is must not give the client's time away. */
describe('a calendar that loses a large part at once', () => {
  let room: CalendarRoom;
  let calendarId: string;
  let noon: number;
  beforeEach(async () => {
    room = await openCalendarRoom({ pageSize: 4 });
    noon = Math.ceil(room.now() / DAY) * DAY + 12 * HOUR;
  });
  afterEach(() => room.close());

  const when = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: 'Europe/Riga' });
  const add = (n: number) =>
    room.google.calendars.addEvent(ANNA, {
      summary: `Event ${n}`,
      start: when(noon + n * DAY),
      end: when(noon + n * DAY + HOUR),
    });
  const furnish = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, (_, n) => add(n + 1).id);
    calendarId = await room.link();
    expect(await room.sync(calendarId)).toBe('done');
    return ids;
  };
  const row = async (): Promise<Row> => {
    const [found] = await room.t.asOwner<Row>('select * from calendar where calendar_id = $1', [calendarId]);
    if (found === undefined) throw new Error('there is no such calendar');
    return found;
  };
  interface Row {
    readonly quarantine: Quarantine | null;
    readonly state: string;
    readonly trouble: string | null;
    readonly synced_at: Date;
    readonly sync_token: string | null;
    readonly next_sync_at: Date;
  }
  interface Quarantine {
    readonly lost: number;
    readonly of: number;
    readonly looks: number;
    readonly found: string;
  }
  /** The provider forgets: its lists come back without these, whatever is asked. */
  const forget = (hidden: (event: RemoteEvent) => boolean) => {
    const original = room.provider.listChanges.bind(room.provider);
    room.provider.listChanges = async (...args): Promise<Outcome<ChangePage>> => {
      const answer = await original(...args);
      if (!answer.ok) return answer;
      const changes = answer.value.changes.filter((one) => one.kind !== 'event' || !hidden(one.event));
      return { ok: true, value: { ...answer.value, changes } };
    };
    return () => {
      room.provider.listChanges = original;
    };
  };

  it.each([2, 12])(
    'of %i events, to a full list that comes back empty: the old state serves, aging, until the list is whole again',
    async (count) => {
      await furnish(count);
      const before = await room.busy(calendarId);
      expect(before).toHaveLength(count);
      const { synced_at: syncedAt } = await row();
      room.google.calendars.expireSyncTokens(ANNA);
      const remember = forget(() => true);
      room.pass(MINUTE);
      expect(await room.sync(calendarId)).toBe('doubted');
      expect(await room.busy(calendarId)).toEqual(before);
      expect(await row()).toMatchObject({
        state: 'failing',
        trouble: 'doubted',
        synced_at: syncedAt,
        sync_token: null,
        quarantine: { lost: count, of: count, looks: 0, found: 'nothing-yet' },
      });
      expect(room.notes).toMatchObject([
        { kind: 'calendar-loss-doubted', detail: { lost: count, of: count } },
      ]);

      // Asked again too early, the same trouble says the same: nothing is decided.
      expect(await room.sync(calendarId)).toBe('doubted');
      expect((await row()).quarantine).toMatchObject({ looks: 0 });
      // Later, the list still says so, but each event is there when it is asked for.
      room.pass(3 * MINUTE);
      expect(await room.sync(calendarId)).toBe('doubted');
      expect((await row()).quarantine).toMatchObject({ looks: 1, found: 'still-there' });
      expect(await room.busy(calendarId)).toEqual(before);
      // An hour of that, and the mirror vouches for nothing any more: unavailable is not free.
      room.pass(61 * MINUTE);
      const [fresh] = await room.t.db.inAgency(room.agencyId, (tx) =>
        room.get(BusyStore).freshness(tx, room.clientId, room.now()),
      );
      expect(fresh).toMatchObject({ state: 'readable', stale: true });

      remember();
      expect(await room.sync(calendarId)).toBe('done');
      expect(await row()).toMatchObject({ state: 'ok', trouble: null, quarantine: null });
      expect(await room.busy(calendarId)).toEqual(before);
    },
  );

  it('deleted by the client indeed: believed after a second list and a question for some of the events', async () => {
    const ids = await furnish(30);
    for (const id of ids.slice(0, 25)) room.google.calendars.deleteEvent(ANNA, id);
    expect(await room.sync(calendarId)).toBe('doubted');
    expect(await room.busy(calendarId)).toHaveLength(30);
    expect((await row()).quarantine).toMatchObject({ lost: 25, of: 30 });
    room.pass(3 * MINUTE);
    room.google.log.length = 0;
    expect(await room.sync(calendarId)).toBe('done');
    expect(await room.busy(calendarId)).toHaveLength(5);
    const asked = room.google.log.filter((entry) => /\/events\/./.test(entry.path));
    expect(asked).toHaveLength(10);
    expect(await row()).toMatchObject({ state: 'ok', quarantine: null });
    expect((await row()).sync_token).not.toBeNull();
    expect(room.notes.map(({ kind }) => kind)).toEqual(['calendar-loss-doubted', 'calendar-loss-believed']);
  });

  it('is not doubted for some, nor for what is over', async () => {
    const ids = await furnish(30);
    for (const id of ids.slice(0, 4)) room.google.calendars.deleteEvent(ANNA, id);
    expect(await room.sync(calendarId)).toBe('done');
    expect(await room.busy(calendarId)).toHaveLength(26);
    room.pass(20 * DAY);
    await room.sync(calendarId);
    for (const id of ids.slice(4, 16)) room.google.calendars.deleteEvent(ANNA, id);
    expect(await room.sync(calendarId)).toBe('done');
    expect(await room.busy(calendarId)).toHaveLength(14);
  });

  it('goes on taking what is new while it doubts', async () => {
    const ids = await furnish(10);
    for (const id of ids) room.google.calendars.deleteEvent(ANNA, id);
    expect(await room.sync(calendarId)).toBe('doubted');
    add(40);
    expect(await room.sync(calendarId)).toBe('doubted');
    expect(await room.busy(calendarId)).toHaveLength(11);
  });

  it('keeps its doubt over a provider that does not answer', async () => {
    const ids = await furnish(10);
    for (const id of ids) room.google.calendars.deleteEvent(ANNA, id);
    await room.sync(calendarId);
    room.pass(3 * MINUTE);
    room.google.faults.add({ kind: '503', path: '/events/.' });
    expect(await room.sync(calendarId)).toBe('doubted');
    expect((await row()).quarantine).toMatchObject({ looks: 1, found: 'no-answer' });
    expect(await room.busy(calendarId)).toHaveLength(10);
  });

  it('is closed, not emptied, when the calendar itself is not listed any more', async () => {
    await furnish(10);
    const remember = forget(() => true);
    room.google.calendars.expireSyncTokens(ANNA);
    await room.sync(calendarId);
    room.pass(3 * MINUTE);
    room.provider.listCalendars = async () => ({ ok: true, value: [] });
    room.google.faults.add({ kind: '410', path: '/events/.' });
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await row()).toMatchObject({ state: 'gone', trouble: 'no-access' });
    expect(await room.busy(calendarId)).toHaveLength(10);
    remember();
  });

  describe('with a meeting of ours on it', () => {
    it('never tells that it was deleted while the calendar shows nothing and the event is there', async () => {
      const meeting = await furnishWithMeeting();
      room.google.calendars.expireSyncTokens(ANNA);
      forget(() => true);
      expect(await room.sync(calendarId)).toBe('doubted');
      room.pass(3 * MINUTE);
      expect(await room.sync(calendarId)).toBe('doubted');
      expect(room.told).toEqual([]);
      expect(await ownRows()).toEqual([{ external_id: meeting.eventId }]);
    });

    it('keeps an own event that a list does not show, and tells nobody: it is asked for by its id', async () => {
      const meeting = await furnishWithMeeting();
      const before = await room.busy(calendarId);
      room.google.calendars.expireSyncTokens(ANNA);
      forget((event) => event.id === meeting.eventId);
      expect(await room.sync(calendarId)).toBe('done');
      expect(room.told).toEqual([]);
      expect(await room.busy(calendarId)).toEqual(before);
      expect(await ownRows()).toEqual([{ external_id: meeting.eventId }]);
    });

    it('waits with an own event while it cannot be asked for, and tells of it once it can', async () => {
      const meeting = await furnishWithMeeting();
      room.google.calendars.deleteEvent(ANNA, meeting.eventId);
      room.google.faults.add({ kind: '503', path: '/events/.' });
      expect(await room.sync(calendarId)).toBe('done');
      expect(room.told).toEqual([]);
      expect(await ownRows()).toHaveLength(1);
      room.google.faults.clear();
      expect(await room.sync(calendarId)).toBe('done');
      expect(room.told).toMatchObject([{ optionId: meeting.optionId, change: { kind: 'deleted' } }]);
      expect(await ownRows()).toEqual([]);
      await room.sync(calendarId);
      expect(room.told).toHaveLength(1);
    });

    it('does not take a calendar that was taken away from us for a deleted meeting', async () => {
      const meeting = await furnishWithMeeting();
      forget((event) => event.id === meeting.eventId);
      room.google.calendars.expireSyncTokens(ANNA);
      room.provider.getEvent = async () => ({ ok: false, fault: { kind: 'not-found', detail: 'gone' } });
      room.provider.listCalendars = async () => ({ ok: true, value: [] });
      expect(await room.sync(calendarId)).toBe('failed');
      expect(room.told).toEqual([]);
      expect(await row()).toMatchObject({ state: 'gone' });
    });

    it('follows an own event that the client has put where the list does not reach', async () => {
      const meeting = await furnishWithMeeting();
      room.google.calendars.moveEvent(ANNA, meeting.eventId, { days: 3 });
      // As a view of some days has it: "removed" says that it is not in the view any more.
      const original = room.provider.listChanges.bind(room.provider);
      room.provider.listChanges = async (...args) => {
        const answer = await original(...args);
        if (!answer.ok) return answer;
        const changes = answer.value.changes.map((one) =>
          one.kind === 'event' && one.event.id === meeting.eventId
            ? { kind: 'removed' as const, id: meeting.eventId }
            : one,
        );
        return { ok: true, value: { ...answer.value, changes } };
      };
      expect(await room.sync(calendarId)).toBe('done');
      const start = meeting.start + 3 * DAY;
      expect(room.told).toMatchObject([{ change: { kind: 'moved', start, end: start + HOUR } }]);
    });

    it('tells of one that was deleted before any sync had seen it', async () => {
      await furnish(3);
      const meeting = await makeConfirmed(room, noon + 50 * DAY);
      room.google.calendars.deleteEvent(ANNA, meeting.eventId);
      expect(await room.sync(calendarId)).toBe('done');
      expect(room.told).toMatchObject([{ optionId: meeting.optionId, change: { kind: 'deleted' } }]);
    });

    const furnishWithMeeting = async () => {
      await furnish(10);
      const meeting = await makeConfirmed(room, noon + 50 * DAY);
      expect(await room.sync(calendarId)).toBe('done');
      expect(await ownRows()).toHaveLength(1);
      return meeting;
    };
    const ownRows = () =>
      room.t.asOwner<{ external_id: string }>('select external_id from event where option_id is not null');
  });
});
