import { v7 as uuidv7 } from 'uuid';
import type { PutEvent } from '../../../src/calendars/own-written.js';
import { WriteBack } from '../../../src/calendars/write-back.service.js';
import type { WriteOutcome } from '../../../src/calendars/write-outcome.js';
import { ANNA, type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

const HOUR = 3_600_000;
const EVENTS = '/events';

/** The rows of write-back.md that concern Google, one by one. */
describe('writing a meeting to the calendar', () => {
  let room: CalendarRoom;
  let writeBack: WriteBack;
  let calendarId: string;
  let noon: number;
  let event: PutEvent;

  beforeEach(async () => {
    room = await openCalendarRoom();
    writeBack = room.get(WriteBack);
    calendarId = await room.link();
    await room.sync(calendarId);
    noon = Math.ceil(room.now() / (24 * HOUR)) * 24 * HOUR + 36 * HOUR;
    event = await makeMeeting(noon);
  });
  afterEach(() => room.close());

  const makeMeeting = async (start: number): Promise<PutEvent> => {
    const [meetingId, optionId] = [uuidv7(), uuidv7()];
    await room.t.asOwner(
      `insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
       values ($1, $2, $3, 'confirmed', 'Visit', 'Europe/Riga', $4)`,
      [room.agencyId, meetingId, room.clientId, room.who.userId],
    );
    await room.t.asOwner(
      `insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
       values ($1, $2, $3, 1, $4, tstzrange($5, $6), 'confirmed')`,
      [
        room.agencyId,
        optionId,
        meetingId,
        `${optionId}@meet.example`,
        new Date(start),
        new Date(start + HOUR),
      ],
    );
    return {
      meetingId,
      optionId,
      icalUid: `${optionId}@meet.example`,
      title: 'Visit',
      description: 'Words',
      location: 'Rīga',
      start,
      end: start + HOUR,
      zone: 'Europe/Riga',
      status: 'confirmed',
      generation: 1,
      probeFirst: false,
    };
  };
  const put = (change: Partial<PutEvent> = {}) => writeBack.put(room.agencyId, { ...event, ...change });
  const remove = () => writeBack.remove(room.agencyId, event);
  const idOf = (outcome: WriteOutcome): string => {
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.eventId;
  };
  const standing = () => room.google.calendars.events(ANNA).filter((one) => one.status !== 'cancelled');
  const option = async () =>
    (await room.t.asOwner('select * from meeting_option where option_id = $1', [event.optionId]))[0];
  const writes = (method: string) =>
    room.google.log.filter((entry) => entry.method === method && entry.path.includes(EVENTS)).length;

  test('it stands there once, with id and etag kept', async () => {
    const outcome = await put();
    expect(outcome).toMatchObject({ kind: 'done', calendarId, moved: null });
    expect(standing()).toHaveLength(1);
    expect(standing()[0]).toMatchObject({ id: idOf(outcome), summary: 'Visit', location: 'Rīga' });
    expect(await option()).toMatchObject({ calendar_id: calendarId, calendar_event_id: idOf(outcome) });
  });

  test('sent again after a crash before our commit: adopted, not made twice', async () => {
    await put();
    await room.t.asOwner(
      'update meeting_option set calendar_id = null, calendar_event_id = null, calendar_etag = null, calendar_base = null',
    );
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
    expect((await option())?.calendar_etag).not.toBeNull();
  });

  test.each([
    ['the answer is lost', 'drop-after-commit'],
    ['503 after the commit', '503-after-commit'],
  ] as const)('%s: unknown, then found by a look', async (_, kind) => {
    room.google.faults.add({ kind, method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'unknown' });
    expect(standing()).toHaveLength(1);
    const before = writes('POST');
    expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done' });
    expect(writes('POST')).toBe(before);
    expect(standing()).toHaveLength(1);
  });

  test.each(['drop-before', '500', '503'] as const)(
    '%s: unknown; the look finds nothing, the same key is sent again',
    async (kind) => {
      room.google.faults.add({ kind, method: 'POST', path: EVENTS, times: 1 });
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(standing()).toHaveLength(0);
      expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done' });
      expect(standing()).toHaveLength(1);
    },
  );

  test('a slow provider: unknown after the time limit, and one event in the end', async () => {
    room.google.faults.add({ kind: 'latency', ms: 2_500, method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'unknown' });
    expect(await put({ probeFirst: true })).toMatchObject({ kind: 'done' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(standing()).toHaveLength(1);
  });

  test('the client deleted it: said so, never brought back; a person’s word makes it anew', async () => {
    const first = idOf(await put());
    room.google.calendars.deleteEvent(ANNA, first);
    expect(await put({ start: noon + HOUR, end: noon + 2 * HOUR })).toEqual({
      kind: 'gone',
      reason: 'deleted-by-client',
    });
    expect(await put({ probeFirst: true })).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
    expect(standing()).toHaveLength(0);
    // Also when our commit was lost: 409, and what stands there is cancelled.
    await room.t.asOwner(
      'update meeting_option set calendar_event_id = null, calendar_etag = null, calendar_base = null',
    );
    expect(await put()).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
    expect(await put({ generation: 2 })).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
    expect(standing()[0]?.id).not.toBe(first);
  });

  test('409 and it is our older payload: brought up to date', async () => {
    const id = idOf(await put());
    await room.t.asOwner(
      'update meeting_option set calendar_event_id = null, calendar_etag = null, calendar_base = null',
    );
    expect(await put({ title: 'Visit, second floor' })).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
    expect(standing()[0]).toMatchObject({ id, summary: 'Visit, second floor' });
  });

  test('409 and it is somebody else’s: a conflict, left alone', async () => {
    const id = room.provider.ownKey(event.optionId, ANNA, 1);
    const when = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
    room.google.calendars.addEvent(ANNA, {
      id,
      summary: 'Not ours',
      start: when(noon),
      end: when(noon + HOUR),
    });
    expect(await put()).toMatchObject({ kind: 'conflict' });
    expect(standing()[0]).toMatchObject({ summary: 'Not ours' });
  });

  test('moving it is conditional; texts that the client changed stay', async () => {
    const id = idOf(await put());
    room.google.calendars.editEvent(ANNA, id, { summary: 'My visit', colorId: '5' });
    expect(await put({ start: noon + HOUR, end: noon + 2 * HOUR })).toMatchObject({
      kind: 'done',
      moved: null,
    });
    expect(standing()[0]).toMatchObject({ summary: 'My visit', colorId: '5' });
    expect(Date.parse(standing()[0]?.start.dateTime ?? '')).toBe(noon + HOUR);
    expect(room.told).toEqual([]);
  });

  test('the client moved it while we write: it stays there and the meetings are told, once', async () => {
    const id = idOf(await put());
    room.google.calendars.moveEvent(ANNA, id, { hours: 3 });
    const moved = { start: noon + 3 * HOUR, end: noon + 4 * HOUR };
    expect(await put({ location: 'Liepāja' })).toMatchObject({ kind: 'done', moved });
    expect(Date.parse(standing()[0]?.start.dateTime ?? '')).toBe(moved.start);
    expect(standing()[0]).toMatchObject({ location: 'Liepāja' });
    expect(room.told).toMatchObject([
      {
        meetingId: event.meetingId,
        optionId: event.optionId,
        externalId: id,
        change: { kind: 'moved', ...moved },
      },
    ]);
    // The meeting follows; the next write starts from there.
    expect(await put({ ...moved, location: 'Liepāja' })).toMatchObject({ kind: 'done', moved: null });
    expect(room.told).toHaveLength(1);
  });

  test('deleting is done once, twice, and for what was never there', async () => {
    expect(await remove()).toMatchObject({ kind: 'done' });
    await put();
    expect(await remove()).toMatchObject({ kind: 'done' });
    expect(await remove()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(0);
  });

  test('the answer to a deletion is lost: unknown, then done', async () => {
    await put();
    room.google.faults.add({ kind: 'drop-after-commit', method: 'DELETE', times: 1 });
    expect(await remove()).toMatchObject({ kind: 'unknown' });
    expect(await remove()).toMatchObject({ kind: 'done' });
  });

  test('the access token dies in the middle: one refresh, the same key', async () => {
    room.google.faults.add({ kind: 'expire-tokens', method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test('rate limits and quotas: later, with the provider’s own time', async () => {
    room.google.faults.add({ kind: '429', retryAfter: 7, method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'retry', afterMs: 7_000 });
    room.google.faults.add({ kind: '403-rate', method: 'POST', path: EVENTS, times: 1 });
    expect(await put()).toMatchObject({ kind: 'retry' });
    room.google.faults.add({ kind: '403-quota', method: 'POST', path: EVENTS, times: 1 });
    const quota = await put();
    expect(quota.kind === 'retry' && quota.afterMs).toBeGreaterThanOrEqual(1_800_000);
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(standing()).toHaveLength(1);
  });

  test('the grant is gone: parked; reconnected to the same account, it is woken and done', async () => {
    await room.t.asOwner(
      `insert into effect (agency_id, effect_id, meeting_id, client_id, kind, lane, payload, state, next_try_at)
       values ($1, gen_random_uuid(), $2, $3, 'calendar-put', 'x', $4, 'parked', now() + interval '1 day')`,
      [
        room.agencyId,
        event.meetingId,
        room.clientId,
        JSON.stringify({ kind: 'calendar-put', optionId: event.optionId }),
      ],
    );
    room.google.revokeGrants(ANNA);
    expect(await put()).toMatchObject({ kind: 'parked', reason: 'reconnect' });
    expect(await put()).toMatchObject({ kind: 'parked', reason: 'reconnect' });
    await room.t.asOwner('delete from pgboss.job');
    await room.link();
    expect(await room.jobs('carry-out')).toEqual([{ agencyId: room.agencyId, meetingId: event.meetingId }]);
    const [woken] = await room.t.asOwner<{ due: boolean }>(
      `select next_try_at <= now() + interval '1 minute' as due from effect`,
    );
    expect(woken?.due).toBe(true);
    expect(await put()).toMatchObject({ kind: 'done' });
  });

  test('no calendar to write to, and one that may only be read: parked, with the reason', async () => {
    await room.t.asOwner('update calendar set write_target = false');
    expect(await put()).toMatchObject({ kind: 'parked', reason: 'no-calendar' });
    expect(await remove()).toMatchObject({ kind: 'done' });
    const shared = room.google.calendars.addCalendar('bert@example.com', {
      summary: 'S',
      shareWith: { [ANNA]: 'reader' },
    });
    await room.t.asOwner('update calendar set write_target = true, external_id = $2 where calendar_id = $1', [
      calendarId,
      shared,
    ]);
    expect(await put()).toMatchObject({ kind: 'parked', reason: 'forbidden' });
  });

  test('one writer a calendar: ten at once make one event', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => put()));
    expect(outcomes.every((outcome) => outcome.kind === 'done')).toBe(true);
    expect(standing()).toHaveLength(1);
    const [row] = await room.t.asOwner('select write_lease from calendar where calendar_id = $1', [
      calendarId,
    ]);
    expect(row).toEqual({ write_lease: null });
  });

  describe('what a sync says of our own events', () => {
    test('our own write comes back: adopted, nobody is told', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
      const rows = await room.t.asOwner('select meeting_id, option_id from event where external_id = $1', [
        id,
      ]);
      expect(rows).toEqual([{ meeting_id: event.meetingId, option_id: event.optionId }]);
      const [busy] = await room.t.asOwner('select meeting_id from busy where external_id = $1', [id]);
      expect(busy).toEqual({ meeting_id: event.meetingId });
    });

    test('the client drags it: the meetings are told where to, once', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      room.google.calendars.moveEvent(ANNA, id, { hours: 2 });
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
      // The secretary moves it on: what the client did is known by now, so ours counts.
      expect(await put({ start: noon + 5 * HOUR, end: noon + 6 * HOUR })).toMatchObject({
        kind: 'done',
        moved: null,
      });
      expect(Date.parse(standing()[0]?.start.dateTime ?? '')).toBe(noon + 5 * HOUR);
    });

    test('the client deletes it: told once, also when only a full list shows it', async () => {
      const id = idOf(await put());
      await room.sync(calendarId);
      room.google.calendars.deleteEvent(ANNA, id);
      room.google.calendars.expireSyncTokens(ANNA);
      await room.sync(calendarId);
      await room.sync(calendarId);
      expect(room.told).toMatchObject([{ externalId: id, change: { kind: 'deleted' } }]);
    });

    test('while a write is still to be done, nothing is told: the calendar is behind our own decision', async () => {
      idOf(await put());
      await room.sync(calendarId);
      await room.t.asOwner('update meeting_option set during = tstzrange($1, $2)', [
        new Date(noon + 9 * HOUR),
        new Date(noon + 10 * HOUR),
      ]);
      await room.t.asOwner(
        `insert into effect (agency_id, effect_id, meeting_id, client_id, kind, lane, payload)
         values ($1, gen_random_uuid(), $2, $3, 'calendar-put', 'x', $4)`,
        [
          room.agencyId,
          event.meetingId,
          room.clientId,
          JSON.stringify({ kind: 'calendar-put', optionId: event.optionId }),
        ],
      );
      room.google.calendars.editEvent(ANNA, standing()[0]?.id ?? '', { colorId: '3' });
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

    test('a copy carries the mark and is still not ours', async () => {
      idOf(await put());
      const [original] = standing();
      room.google.calendars.addEvent(ANNA, {
        summary: 'Copy',
        start: { dateTime: new Date(noon + 30 * HOUR).toISOString() },
        end: { dateTime: new Date(noon + 31 * HOUR).toISOString() },
        extendedProperties: original?.extendedProperties ?? {},
      });
      await room.sync(calendarId);
      expect(room.told).toEqual([]);
      expect(await room.t.asOwner('select 1 from event where meeting_id is not null')).toHaveLength(1);
    });
  });
});
