import { BusyStore } from '../../../src/calendars/busy.store.js';
import { DueCalendars } from '../../../src/calendars/due-calendars.service.js';
import { ImportIcs } from '../../../src/calendars/feed/import-ics.service.js';
import { type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

const DAY = 86_400_000;
const stamp = (ms: number): string => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');

describe('importing an exported calendar', () => {
  let room: CalendarRoom;
  let noon: number;
  beforeEach(async () => {
    room = await openCalendarRoom();
    noon = Math.floor(room.now() / DAY) * DAY + 5 * DAY + DAY / 2;
  });
  afterEach(() => room.close());

  const event = (uid: string, start: number, ...more: string[]) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART:${stamp(start)}`,
    'DURATION:PT1H',
    ...more,
    'END:VEVENT',
  ];
  const load = (lines: string[], name = 'Old calendar') =>
    room
      .get(ImportIcs)
      .import(
        room.agencyId,
        { clientId: room.clientId, zone: 'Europe/Riga' },
        name,
        Buffer.from(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n')),
      );

  test('it becomes busy time that does not age, and the series roll on with the days', async () => {
    const report = await load([
      ...event('a', noon, 'SUMMARY:Single'),
      ...event('b', noon + 2 * DAY, 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1'),
      ...event('c', noon + 3 * DAY, 'TRANSP:TRANSPARENT'),
    ]);
    expect(report).toMatchObject({ events: 3, series: 1, replaced: false, skippedInAll: 0 });
    expect(report.occurrences).toBeGreaterThan(12);
    const { calendarId } = report;
    const fresh = () =>
      room.t.db.inAgency(room.agencyId, (tx) => room.get(BusyStore).freshness(tx, room.clientId, room.now()));
    expect(await fresh()).toMatchObject([
      { calendarId, state: 'readable', staleAfterMinutes: null, stale: false },
    ]);
    const last = (await room.busy(calendarId)).at(-1) ?? '';
    room.pass(90 * DAY);
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(1);
    expect(await room.sync(calendarId)).toBe('done');
    expect((await room.busy(calendarId)).at(-1)?.localeCompare(last)).toBe(1);
    expect(await fresh()).toMatchObject([{ stale: false }]);
  });

  test('importing again under the name replaces, and touches nothing that stayed the same', async () => {
    const first = await load([...event('a', noon), ...event('b', noon + DAY)]);
    const versions = () => room.t.asOwner(`select external_id, starts_at from event where external_id = 'a'`);
    const before = await versions();
    const second = await load([...event('a', noon), ...event('c', noon + 2 * DAY)]);
    expect(second).toMatchObject({ calendarId: first.calendarId, replaced: true, events: 2 });
    expect(await versions()).toEqual(before);
    const ids = await room.t.asOwner<{ external_id: string }>(
      'select external_id from event order by external_id',
    );
    expect(ids.map((row) => row.external_id)).toEqual(['a', 'c']);
    expect(await room.busy(first.calendarId)).toHaveLength(2);
    await load([...event('a', noon)], 'Another');
    expect(await room.t.asOwner('select 1 from calendar')).toHaveLength(2);
  });

  test('a file that is none, or hostile, changes nothing', async () => {
    const { calendarId } = await load([...event('a', noon)]);
    const before = await room.busy(calendarId);
    await expect(
      room
        .get(ImportIcs)
        .import(
          room.agencyId,
          { clientId: room.clientId, zone: 'UTC' },
          'Old calendar',
          Buffer.from('<html>'),
        ),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(
      room
        .get(ImportIcs)
        .import(
          room.agencyId,
          { clientId: room.clientId, zone: 'UTC' },
          'Old calendar',
          Buffer.alloc(11 * 1024 * 1024, 65),
        ),
    ).rejects.toMatchObject({ code: 'too-large' });
    expect(await room.busy(calendarId)).toEqual(before);
  });

  test('unreadable rules are named, and the others stand', async () => {
    const report = await load([
      ...event('a', noon, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
      ...event('b', noon + DAY, 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
      ...event('c', noon + 2 * DAY),
      ...['BEGIN:VEVENT', 'UID:d', 'SUMMARY:Canary', 'DTSTART:some day', 'END:VEVENT'],
    ]);
    expect(report).toMatchObject({ events: 3, skippedInAll: 3 });
    expect(await room.busy(report.calendarId)).toHaveLength(3);
    const rows = await room.t.asOwner<{ id: string; unreadable: string }>(
      'select external_id as id, unreadable from event where unreadable is not null order by external_id',
    );
    // Also the one that has no time at all: somebody has to look at it. Why says nothing of what it is.
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
    expect(JSON.stringify(rows)).not.toContain('Canary');
  });
});
