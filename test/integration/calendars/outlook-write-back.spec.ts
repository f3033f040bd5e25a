import type { PutEvent } from '../../../src/calendars/own-written.js';
import { WriteBack } from '../../../src/calendars/write-back.service.js';
import type { WriteOutcome } from '../../../src/calendars/write-outcome.js';
import { ANNA } from '../../support/calendar-house.js';
import { meetingToWrite } from '../../support/confirmed-meeting.js';
import { type OutlookRoom, openOutlookRoom } from '../../support/outlook-fixtures.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVENTS = '/events';

/** Every way in which a write to Outlook can fail, one by one. */
describe('writing a meeting to Outlook', () => {
  let room: OutlookRoom;
  let writeBack: WriteBack;
  let calendarId: string;
  let noon: number;
  let event: PutEvent;

  beforeEach(async () => {
    room = await openOutlookRoom();
    writeBack = room.get(WriteBack);
    calendarId = await room.link();
    await room.sync(calendarId);
    noon = Math.ceil(room.now() / DAY) * DAY + 36 * HOUR;
    event = await meetingToWrite(room, noon);
  });
  afterEach(() => room.close());

  const hand = () => room.outlook.calendars;
  const put = (change: Partial<PutEvent> = {}) => writeBack.put(room.agencyId, { ...event, ...change });
  const remove = () => writeBack.remove(room.agencyId, event);
  const idOf = (outcome: WriteOutcome): string => {
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.eventId;
  };
  interface Standing {
    readonly id: string;
    readonly subject: string;
    readonly showAs: string;
    readonly transactionId: string;
    readonly location: { readonly displayName: string };
    readonly body: { readonly content: string };
    readonly categories: readonly string[];
    readonly attendees: readonly unknown[];
    readonly start: { readonly dateTime: string };
    readonly singleValueExtendedProperties: { id: string; value: string }[];
  }
  const standing = () => hand().events(ANNA) as unknown as Standing[];
  const startOf = (one: Standing | undefined) => Date.parse(`${one?.start.dateTime.slice(0, 19)}Z`);
  const option = async () =>
    (await room.t.asOwner('select * from meeting_option where option_id = $1', [event.optionId]))[0];
  const calls = (method: string) =>
    room.outlook.log.filter((entry) => entry.method === method && entry.path.includes(EVENTS)).length;
  const forgetId = () =>
    room.t.asOwner(
      `update meeting_option set calendar_id = null, calendar_event_id = null, calendar_etag = null,
         calendar_base = null, calendar_key = null, calendar_left = '[]'`,
    );
  const openWrite = () =>
    room.t.asOwner(
      `insert into effect (agency_id, effect_id, meeting_id, client_id, kind, lane, payload)
       values ($1, gen_random_uuid(), $2, $3, 'calendar-put', 'x', $4)`,
      [
        room.agencyId,
        event.meetingId,
        room.clientId,
        JSON.stringify({ kind: 'calendar-put', optionId: event.optionId }),
      ],
    );

  test('it stands there once, busy, without guests whom Outlook would write to', async () => {
    const outcome = await put();
    expect(outcome).toMatchObject({ kind: 'done', calendarId, moved: null });
    expect(standing()).toMatchObject([
      {
        id: idOf(outcome),
        subject: 'Visit',
        showAs: 'busy',
        location: { displayName: 'Rīga' },
        attendees: [],
        transactionId: room.provider.ownKey(event.optionId, hand().calendarId(ANNA), 1),
      },
    ]);
    expect(startOf(standing()[0])).toBe(noon);
    expect(await option()).toMatchObject({ calendar_id: calendarId, calendar_event_id: idOf(outcome) });
  });

  test('a hold is tentative, and busy once it is agreed', async () => {
    await put({ status: 'tentative' });
    expect(standing()).toMatchObject([{ showAs: 'tentative' }]);
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toMatchObject([{ showAs: 'busy' }]);
  });

  test('sent again after a crash before our commit: adopted, not made twice', async () => {
    await put();
    await forgetId();
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
    expect((await option())?.calendar_etag).not.toBeNull();
  });

  test('the same, and the client has moved it meanwhile: what stands there is looked at, not taken for ours', async () => {
    const id = idOf(await put());
    await forgetId();
    hand().editEvent(ANNA, id, { location: { displayName: 'Liepāja' }, subject: 'Mine' });
    expect(await put()).toMatchObject({ kind: 'done', eventId: id });
    expect(standing()).toMatchObject([{ subject: 'Visit', location: { displayName: 'Rīga' } }]);
  });

  test.each([
    ['the answer is lost', 'drop-after-commit'],
    ['503 after the commit', '503-after-commit'],
  ] as const)('%s: unknown, then found by its mark; one event', async (_, kind) => {
    room.outlook.faults.add({ kind, method: 'POST', path: EVENTS, times: 1, retryAfter: 20 });
    expect(await put()).toMatchObject({ kind: 'unknown' });
    expect(standing()).toHaveLength(1);
    const before = calls('POST');
    expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done', eventId: standing()[0]?.id });
    expect(calls('POST')).toBe(before);
    expect(standing()).toHaveLength(1);
  });

  test('the same, where Outlook has forgotten the transaction: still one event, for it is looked for first', async () => {
    room.outlook.faults.add({ kind: 'forget-transaction', method: 'POST', path: EVENTS });
    room.outlook.faults.add({ kind: 'drop-after-commit', method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'unknown' });
    expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test.each(['drop-before', '500', '503'] as const)(
    '%s: unknown; the look finds nothing, the same key is sent again',
    async (kind) => {
      room.outlook.faults.add({ kind, method: 'POST', path: EVENTS, times: 1 });
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(standing()).toHaveLength(0);
      expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done' });
      expect(standing()).toHaveLength(1);
    },
  );

  test('the look comes too early for a request that is still on its way: waited for, never sent twice', async () => {
    room.outlook.faults.add({ kind: 'latency', ms: 2_600, method: 'POST', path: EVENTS, times: 1 });
    const sentAt = room.now();
    expect(await put()).toMatchObject({ kind: 'unknown' });
    const early = await put({ probeFirst: true, sentAt });
    expect(early).toMatchObject({ kind: 'unknown' });
    while (standing().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    room.pass(30_000);
    expect(await put({ probeFirst: true, sentAt })).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test('the client deleted it: said so, never brought back; a person’s word makes it anew', async () => {
    const first = idOf(await put());
    hand().deleteEvent(ANNA, first);
    const gone = { kind: 'gone', reason: 'deleted-by-client' };
    expect(await put({ start: noon + HOUR, end: noon + 2 * HOUR })).toEqual(gone);
    expect(await put({ probeFirst: true })).toEqual(gone);
    expect(standing()).toHaveLength(0);
    expect(await put({ generation: 2 })).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
    expect(standing()[0]?.id).not.toBe(first);
  });

  test('moving it is conditional; what is the client’s stays: texts, colour, out of office', async () => {
    const id = idOf(await put());
    hand().editEvent(ANNA, id, { subject: 'My visit', categories: ['Red'], showAs: 'oof' });
    expect(await put({ start: noon + HOUR, end: noon + 2 * HOUR })).toMatchObject({
      kind: 'done',
      moved: null,
    });
    expect(standing()).toMatchObject([{ subject: 'My visit', categories: ['Red'], showAs: 'oof' }]);
    expect(startOf(standing()[0])).toBe(noon + HOUR);
    expect(room.told).toEqual([]);
  });

  test('the text of a meeting that the client made an online one is left alone', async () => {
    const id = idOf(await put());
    hand().editEvent(ANNA, id, {
      isOnlineMeeting: true,
      body: { contentType: 'text', content: 'Words\nJoin: https://teams.example/x' },
    });
    expect(await put({ description: 'Other words', location: 'Liepāja' })).toMatchObject({ kind: 'done' });
    expect(standing()[0]?.body.content).toContain('https://teams.example/x');
    expect(standing()[0]?.location.displayName).toBe('Liepāja');
  });

  test('an event that gets another change key by itself is updated all the same', async () => {
    room.outlook.faults.add({ kind: 'key-drift', method: 'POST', path: EVENTS, times: 1 });
    await put();
    expect(await put({ title: 'Visit, second floor' })).toMatchObject({ kind: 'done' });
    expect(standing()).toMatchObject([{ subject: 'Visit, second floor' }]);
  });

  test('the client moved it while we write: it stays there and the meetings are told, once', async () => {
    const id = idOf(await put());
    hand().moveEvent(ANNA, id, { hours: 3 });
    const moved = { start: noon + 3 * HOUR, end: noon + 4 * HOUR };
    expect(await put({ location: 'Liepāja' })).toMatchObject({ kind: 'done', moved });
    expect(startOf(standing()[0])).toBe(moved.start);
    expect(standing()).toMatchObject([{ location: { displayName: 'Liepāja' } }]);
    expect(room.told).toMatchObject([
      {
        meetingId: event.meetingId,
        optionId: event.optionId,
        externalId: id,
        change: { kind: 'moved', ...moved },
      },
    ]);
    expect(await put({ ...moved, location: 'Liepāja' })).toMatchObject({ kind: 'done', moved: null });
    expect(room.told).toHaveLength(1);
  });

  test('the client edits between our look and our update: 412, looked at again, merged', async () => {
    const id = idOf(await put());
    let edits = 0;
    // The last moment before the update goes out, after everything that looks first.
    const fetched = globalThis.fetch;
    globalThis.fetch = async (...args) => {
      if ((args[1]?.method ?? '') === 'PATCH' && edits++ === 0) {
        hand().editEvent(ANNA, id, { subject: 'Edited in between' });
      }
      return fetched(...args);
    };
    try {
      expect(await put({ location: 'Liepāja' })).toMatchObject({ kind: 'done' });
    } finally {
      globalThis.fetch = fetched;
    }
    expect(room.outlook.log.filter(({ status }) => status === 412)).toHaveLength(1);
    expect(standing()).toMatchObject([
      { subject: 'Edited in between', location: { displayName: 'Liepāja' } },
    ]);
  });

  test('made into whole days by the client: the next write puts our time back', async () => {
    const id = idOf(await put());
    const day = new Date(noon).toISOString().slice(0, 10);
    const next = new Date(noon + DAY).toISOString().slice(0, 10);
    hand().editEvent(ANNA, id, {
      isAllDay: true,
      start: { dateTime: `${day}T00:00:00`, timeZone: 'UTC' },
      end: { dateTime: `${next}T00:00:00`, timeZone: 'UTC' },
    });
    expect(await put({ title: 'Visit again' })).toMatchObject({ kind: 'done' });
    expect(standing()).toMatchObject([{ isAllDay: false, subject: 'Visit again' }]);
    expect(startOf(standing()[0])).toBe(noon);
  });

  test('deleting is done once, twice, and for what was never there', async () => {
    expect(await remove()).toMatchObject({ kind: 'done' });
    await put();
    expect(await remove()).toMatchObject({ kind: 'done' });
    expect(await remove()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(0);
  });

  test.each(['drop-after-commit', '503-after-commit', 'drop-before'] as const)(
    'a deletion whose end nobody knows (%s): unknown, then done',
    async (kind) => {
      await put();
      room.outlook.faults.add({ kind, method: 'DELETE', times: 1 });
      expect(await remove()).toMatchObject({ kind: 'unknown' });
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(standing()).toHaveLength(0);
    },
  );

  test('a cancellation that races a create of which nobody knows the end takes off what was made', async () => {
    room.outlook.faults.add({ kind: 'drop-after-commit', method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'unknown' });
    expect(standing()).toHaveLength(1);
    expect(await remove()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(0);
  });

  test('the access token dies in the middle: one refresh, the same key', async () => {
    room.outlook.faults.add({ kind: 'expire-tokens', method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test('throttled: later, with Outlook’s own time; nothing was made', async () => {
    room.outlook.faults.add({ kind: '429', retryAfter: 7, method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'retry', afterMs: 7_000 });
    expect(standing()).toHaveLength(0);
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test('the grant is gone: parked; linked anew to the same account, it is woken and done', async () => {
    await openWrite();
    await room.t.asOwner(`update effect set state = 'parked', next_try_at = now() + interval '1 day'`);
    room.outlook.revokeGrants(ANNA);
    expect(await put()).toMatchObject({ kind: 'parked', reason: 'reconnect' });
    await room.t.asOwner('delete from pgboss.job');
    await room.link();
    expect(await room.jobs('carry-out')).toEqual([{ agencyId: room.agencyId, meetingId: event.meetingId }]);
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test('a calendar that may only be read: parked, with the reason', async () => {
    const shared = hand().addCalendar('bert@example.com', { name: 'S', shareWith: { [ANNA]: 'read' } });
    await room.t.asOwner('update calendar set external_id = $2 where calendar_id = $1', [calendarId, shared]);
    expect(await put()).toMatchObject({ kind: 'parked', reason: 'forbidden' });
  });

  test('one writer a calendar: ten at once make one event', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => put()));
    expect(outcomes.every((outcome) => outcome.kind === 'done')).toBe(true);
    expect(standing()).toHaveLength(1);
  });

  describe('what a sync says of our own events', () => {
    const ownRows = () =>
      room.t.asOwner(
        `select e.meeting_id, e.option_id, b.meeting_id as busy from event e
         left join busy b using (agency_id, calendar_id, external_id) where e.option_id is not null`,
      );

    test('our own write comes back: adopted, nobody is told', async () => {
      await put();
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
      expect(await ownRows()).toEqual([
        { meeting_id: event.meetingId, option_id: event.optionId, busy: event.meetingId },
      ]);
    });

    test('a sync that lists it before we have recorded its id, which Outlook chose: adopted afterwards', async () => {
      const original = room.provider.createEvent.bind(room.provider);
      room.provider.createEvent = async (...args) => {
        const made = await original(...args);
        await room.sync(calendarId);
        return made;
      };
      await put();
      expect(await ownRows()).toEqual([
        { meeting_id: event.meetingId, option_id: event.optionId, busy: event.meetingId },
      ]);
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
    });

    test('the client drags it: the meetings are told where to, once', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      hand().moveEvent(ANNA, id, { hours: 2 });
      await room.sync(calendarId);
      await room.sync(calendarId);
      expect(room.told).toMatchObject([
        {
          clientId: room.clientId,
          calendarId,
          externalId: id,
          change: { kind: 'moved', start: noon + 2 * HOUR, end: noon + 3 * HOUR },
        },
      ]);
      expect(await put({ start: noon + 5 * HOUR, end: noon + 6 * HOUR })).toMatchObject({ moved: null });
      expect(startOf(standing()[0])).toBe(noon + 5 * HOUR);
    });

    test('the client deletes it: told once, also when only a full list shows it', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      hand().deleteEvent(ANNA, id);
      hand().expireDeltaTokens(ANNA);
      for (let i = 0; i < 3; i++) {
        await room.sync(calendarId);
        room.pass(5 * 60_000);
      }
      expect(room.told).toMatchObject([{ externalId: id, change: { kind: 'deleted' } }]);
      expect(await room.busy(calendarId)).toEqual([]);
    });

    test('dragged out of the window it is “removed” and still there: moved, not deleted', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      hand().moveEvent(ANNA, id, { days: 700 });
      for (let i = 0; i < 3; i++) {
        await room.sync(calendarId);
        room.pass(5 * 60_000);
      }
      expect(room.told.map(({ change }) => change.kind)).toEqual(['moved']);
    });

    test('put into another of the client’s calendars it is off this one', async () => {
      const second = hand().addCalendar(ANNA, { name: 'Second' });
      const id = idOf(await put());
      await room.sync(calendarId);
      hand().moveToCalendar(ANNA, id, second);
      for (let i = 0; i < 3; i++) {
        await room.sync(calendarId);
        room.pass(5 * 60_000);
      }
      expect(room.told).toMatchObject([{ externalId: id, change: { kind: 'deleted' } }]);
    });

    test('while a write is still to be done, nothing is told: the calendar is behind our own decision', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      await room.t.asOwner('update meeting_option set during = tstzrange($1, $2)', [
        new Date(noon + 9 * HOUR),
        new Date(noon + 10 * HOUR),
      ]);
      await openWrite();
      hand().editEvent(ANNA, id, { categories: ['Red'] });
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
    });

    test('our own deletion is no news', async () => {
      await put();
      await room.sync(calendarId);
      await room.t.asOwner(`update meeting_option set state = 'withdrawn'`);
      await remove();
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
    });

    test('a copy that the client made carries the mark and is still not ours', async () => {
      const id = idOf(await put());
      const [original] = standing();
      hand().addEvent(ANNA, {
        subject: 'Copy',
        start: { dateTime: new Date(noon + 30 * HOUR).toISOString().slice(0, 19), timeZone: 'UTC' },
        end: { dateTime: new Date(noon + 31 * HOUR).toISOString().slice(0, 19), timeZone: 'UTC' },
        singleValueExtendedProperties: original?.singleValueExtendedProperties ?? [],
      });
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
      expect(await ownRows()).toHaveLength(1);
      // Nor is it taken for ours when our record is lost.
      await forgetId();
      expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done', eventId: id });
    });
  });
});
