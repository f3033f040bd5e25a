import type { CalendarPatch } from '../../../src/calendars/calendar.schema.js';
import { CalendarStore } from '../../../src/calendars/calendar.store.js';
import { CalendarViews } from '../../../src/calendars/calendar-view.service.js';
import { ChangeCalendar } from '../../../src/calendars/change-calendar.service.js';
import { ANNA, type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a secretary can say about a calendar, and what she is told. */
describe('a calendar in the secretary’s hands', () => {
  let room: CalendarRoom;
  let calendarId: string;
  let noon: number;
  beforeEach(async () => {
    room = await openCalendarRoom();
    noon = Math.ceil(room.now() / DAY) * DAY + 12 * HOUR;
  });
  afterEach(() => room.close());

  const add = (summary: string, days: number, more: object = {}) =>
    room.google.calendars.addEvent(ANNA, {
      summary,
      location: 'Secret street 5',
      start: { dateTime: new Date(noon + days * DAY).toISOString(), timeZone: 'Europe/Riga' },
      end: { dateTime: new Date(noon + days * DAY + HOUR).toISOString(), timeZone: 'Europe/Riga' },
      ...more,
    });
  const within = <T>(work: Parameters<typeof room.t.db.inAgency<T>>[1]) =>
    room.t.db.inAgency(room.agencyId, work);
  const change = (body: CalendarPatch) =>
    within(async (tx) => {
      const verbs = room.get(ChangeCalendar);
      await verbs.change(tx, room.who, await verbs.find(tx, room.who, room.clientId, calendarId), body);
    });
  const view = (locale = 'en') =>
    within((tx) => room.get(CalendarViews).one(tx, { ...room.who, locale }, calendarId));
  const texts = async () =>
    (
      await room.t.asOwner<{ n: number }>(
        'select count(*)::int as n from event where sealed_text is not null',
      )
    )[0]?.n;

  describe('busy only', () => {
    it('erases titles and places at once, stores none any more, and brings them back when it ends', async () => {
      for (const n of [1, 2, 3]) add(`Canary ${n}`, n);
      calendarId = await room.link();
      await room.sync(calendarId);
      expect(await texts()).toBe(3);
      const busy = await room.busy(calendarId);

      await change({ busyOnly: true });
      expect(await texts()).toBe(0);
      add('Canary 4', 4);
      await room.sync(calendarId);
      // A full list brings every event again, none of its words.
      room.google.calendars.expireSyncTokens(ANNA);
      await room.sync(calendarId);
      expect(await texts()).toBe(0);
      expect(await room.busy(calendarId)).toHaveLength(4);
      expect(await view()).toMatchObject({ busyOnly: true });

      await change({ busyOnly: false });
      expect(await room.jobs('sync-calendar')).toContainEqual({ agencyId: room.agencyId, calendarId });
      await room.sync(calendarId);
      expect(await texts()).toBe(4);
      expect((await room.busy(calendarId)).slice(0, 3)).toEqual(busy);
    });

    it('ends in a full list even when a sync is under way', async () => {
      for (const n of [1, 2, 3]) add(`Canary ${n}`, n);
      calendarId = await room.link();
      await change({ busyOnly: true });
      const original = room.provider.listChanges.bind(room.provider);
      room.provider.listChanges = async (...args) => {
        room.provider.listChanges = original;
        const answer = await original(...args);
        await change({ busyOnly: false });
        await change({ busyOnly: true });
        await change({ busyOnly: false });
        return answer;
      };
      await room.sync(calendarId);
      await room.sync(calendarId);
      expect(await texts()).toBe(3);
    });
  });

  describe('a large loss', () => {
    const lose = async () => {
      const ids = Array.from({ length: 8 }, (_, n) => add(`Event ${n}`, n + 1).id);
      calendarId = await room.link();
      await room.sync(calendarId);
      for (const id of ids) room.google.calendars.deleteEvent(ANNA, id);
      expect(await room.sync(calendarId)).toBe('doubted');
    };
    const accept = () =>
      within(async (tx) => {
        const verbs = room.get(ChangeCalendar);
        await verbs.acceptLoss(tx, room.who, await verbs.find(tx, room.who, room.clientId, calendarId));
      });

    it('is shown with what is missing, and believed at once when she says that it is right', async () => {
      await lose();
      const seen = await view();
      expect(seen).toMatchObject({
        state: 'failing',
        trouble: 'doubted',
        words: { tone: 'attention' },
        doubt: { lost: 8, of: 8, found: 'nothing-yet', accepted: false },
      });
      expect(seen.words.text).toContain('8 of 8');
      expect(seen.doubt?.missing.map(({ title }) => title).sort()).toEqual(
        Array.from({ length: 8 }, (_, n) => `Event ${n}`),
      );
      await accept();
      expect((await view()).doubt).toMatchObject({ accepted: true });
      expect(await room.busy(calendarId)).toHaveLength(8);
      expect(await room.sync(calendarId)).toBe('done');
      expect(await room.busy(calendarId)).toEqual([]);
      expect(await view()).toMatchObject({ state: 'ok', doubt: null });
      expect(room.notes.map(({ kind, userId }) => [kind, userId])).toEqual([
        ['calendar-loss-doubted', null],
        ['calendar-loss-accepted', room.who.userId],
        ['calendar-loss-believed', null],
      ]);
    });

    it('can only be accepted while it is in doubt', async () => {
      add('One', 1);
      calendarId = await room.link();
      await room.sync(calendarId);
      await expect(accept()).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  describe('what cannot be read', () => {
    const spoil = () => {
      const original = room.provider.listChanges.bind(room.provider);
      room.provider.listChanges = async (...args) => {
        const answer = await original(...args);
        if (!answer.ok) return answer;
        const changes = answer.value.changes.map((one) =>
          one.kind === 'event' && one.event.title?.startsWith('Odd') === true
            ? { ...one, event: { ...one.event, recurrence: ['RRULE:FREQ=HOURLY'] } }
            : one,
        );
        return { ok: true, value: { ...answer.value, changes } };
      };
    };
    const see = (eventId: string, dismissed: boolean) =>
      within(async (tx) => {
        const verbs = room.get(ChangeCalendar);
        const calendar = await verbs.find(tx, room.who, room.clientId, calendarId);
        await verbs.seeUnreadable(tx, room.who, calendar, { eventId, dismissed });
      });

    it('is listed with its title, beginning and reason; what she has dismissed stays so until it changes', async () => {
      const odd = add('Odd one', 2);
      add('Plain', 3);
      spoil();
      calendarId = await room.link();
      await room.sync(calendarId);
      const start = new Date(noon + 2 * DAY).toISOString();
      const seen = await view();
      expect(seen).toMatchObject({
        words: { tone: 'attention' },
        unreadableCount: 1,
        unreadable: [{ eventId: odd.id, title: 'Odd one', start, dismissed: false }],
      });
      expect(seen.unreadable[0]?.reason).toContain('more often than daily');

      await see(odd.id, true);
      expect(await view()).toMatchObject({ unreadable: [{ dismissed: true }], words: { tone: 'good' } });
      room.google.calendars.expireSyncTokens(ANNA);
      await room.sync(calendarId);
      expect(await view()).toMatchObject({ unreadable: [{ dismissed: true }] });
      room.google.calendars.editEvent(ANNA, odd.id, { summary: 'Odder' });
      await room.sync(calendarId);
      expect(await view()).toMatchObject({ unreadable: [{ title: 'Odder', dismissed: false }] });
      await expect(see('nothing-such', true)).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  describe('several calendars', () => {
    it('of several accounts: any of them blocks, one of them is written to', async () => {
      calendarId = await room.link();
      room.google.calendars.addCalendar(ANNA, { summary: 'Second' });
      await room.link();
      const calendars = () =>
        within((tx) => room.get(CalendarStore).ofClient(tx, room.agencyId, room.clientId));
      const second = (await calendars()).find(({ name }) => name === 'Second');
      expect((await calendars()).map(({ name, blocks, writeTarget }) => [name, blocks, writeTarget])).toEqual(
        [
          [ANNA, true, true],
          ['Second', false, false],
        ],
      );
      calendarId = second?.calendarId ?? '';
      await change({ blocks: true, writeTarget: true });
      const after = await calendars();
      expect(after.map(({ name, blocks, writeTarget }) => [name, blocks, writeTarget])).toEqual([
        ['Second', true, true],
        [ANNA, true, false],
      ]);
      expect(room.chosen).toEqual([{ agencyId: room.agencyId, clientId: room.clientId, calendarId }]);
    });
  });

  it('says how far the first sync is, when it was last read and when it will be next', async () => {
    for (const n of [1, 2, 3]) add(`Event ${n}`, n);
    calendarId = await room.link();
    expect(await view()).toMatchObject({ state: 'never', words: { tone: 'working' }, lagSeconds: null });
    await room.sync(calendarId);
    room.pass(5 * 60_000);
    const seen = await view();
    expect(seen).toMatchObject({
      state: 'ok',
      stale: false,
      progressEvents: 3,
      progressPages: 1,
      syncing: false,
    });
    expect(seen.lagSeconds).toBeGreaterThanOrEqual(300);
    expect(seen.words.text).toMatch(/last read 5 min ago/);
    expect((await view('lv')).words.text).toMatch(/pirms 5 min/);
    expect(Date.parse(seen.nextSyncAt ?? '')).toBeGreaterThan(Date.parse(seen.syncedAt ?? ''));
    room.pass(61 * 60_000);
    expect(await view()).toMatchObject({ stale: true, words: { tone: 'bad' } });
  });
});
