import { AuditCalendar } from '../../../src/calendars/audit-calendar.service.js';
import type { CalendarProvider } from '../../../src/calendars/calendar.port.js';
import { SyncCalendarJob } from '../../../src/calendars/sync-calendar.job.js';
import { openCalendarRoom } from '../../support/calendar-fixtures.js';
import { ANNA, type CalendarHouse } from '../../support/calendar-house.js';
import { openOutlookRoom } from '../../support/outlook-fixtures.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface World {
  readonly room: CalendarHouse<CalendarProvider>;
  /** `weekly`: a series of ten weeks. Epoch ms. */
  add(title: string, start: number, weekly?: boolean): string;
  retitle(id: string, title: string): void;
  /** Takes the occurrence at `start` off its series. */
  skip(id: string, start: number): void;
}

const google = async (): Promise<World> => {
  const room = await openCalendarRoom({ pageSize: 3 });
  const hand = room.google.calendars;
  const when = (at: number) => ({ dateTime: new Date(at).toISOString(), timeZone: 'Europe/Riga' });
  return {
    room,
    add: (summary, start, weekly = false) =>
      hand.addEvent(ANNA, {
        ...{ summary, start: when(start), end: when(start + HOUR) },
        ...(weekly ? { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=10'] } : {}),
      }).id,
    retitle: (id, summary) => hand.editEvent(ANNA, id, { summary }),
    skip: (id, start) =>
      hand.deleteEvent(ANNA, `${id}_${new Date(start).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`),
  };
};

const outlook = async (): Promise<World> => {
  const room = await openOutlookRoom({ pageSize: 3 });
  const hand = room.outlook.calendars;
  const when = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' });
  return {
    room,
    add: (subject, start, weekly = false) => {
      const day = (['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const)[
        new Date(start).getUTCDay()
      ];
      return hand.addEvent(ANNA, {
        ...{ subject, start: when(start), end: when(start + HOUR), showAs: 'busy' },
        ...(weekly && day !== undefined
          ? {
              recurrence: {
                pattern: { type: 'weekly', interval: 1, daysOfWeek: [day] },
                range: {
                  type: 'numbered',
                  startDate: when(start).dateTime.slice(0, 10),
                  numberOfOccurrences: 10,
                },
              },
            }
          : {}),
      }).id;
    },
    retitle: (id, subject) => {
      hand.editEvent(ANNA, id, { subject });
    },
    skip: (id, start) => hand.deleteEvent(ANNA, hand.occurrenceId(id, when(start).dateTime.slice(0, 10))),
  };
};

describe.each([
  ['Google', google],
  ['Outlook', outlook],
])('the nightly comparison with %s', (_, open) => {
  let world: World;
  let room: World['room'];
  let calendarId: string;
  let noon: number;
  beforeEach(async () => {
    world = await open();
    room = world.room;
    noon = Math.ceil(room.now() / DAY) * DAY + 12 * HOUR;
    for (let n = 0; n < 5; n++) world.add(`Event ${n}`, noon + n * DAY);
    calendarId = await room.link();
    await room.sync(calendarId);
  });
  afterEach(() => room.close());

  const audit = () => room.get(AuditCalendar).audit(room.agencyId, calendarId);
  const rows = () => room.t.asOwner('select external_id from event where calendar_id = $1', [calendarId]);

  it('finds nothing after syncs of all kinds', async () => {
    const series = world.add('Weekly', noon + 2 * HOUR, true);
    await room.sync(calendarId);
    world.skip(series, noon + 14 * DAY + 2 * HOUR);
    world.retitle(world.add('New', noon + 9 * DAY), 'Newer');
    await room.sync(calendarId);
    world.retitle(series, 'Weekly, renamed');
    await room.sync(calendarId);
    const found = await audit();
    expect(found).toMatchObject({ absent: 0, outdated: 0, extra: 0 });
    expect(found?.compared).toBeGreaterThanOrEqual(7);
    expect(room.notes).toEqual([]);
  });

  it('tells what is absent, outdated or too much, and mends it', async () => {
    const ids = (await rows()).map((row) => row.external_id);
    const before = await room.busy(calendarId);
    await room.t.asOwner('delete from event where external_id = $1', [ids[0]]);
    await room.t.asOwner('delete from busy where external_id = $1', [ids[0]]);
    await room.t.asOwner(`update event set etag = 'old' where external_id = any($1)`, [[ids[1], ids[2]]]);
    await room.t.asOwner(
      `insert into event (agency_id, calendar_id, external_id, etag, status, blocking, starts_at, ends_at)
       values ($1, $2, 'ghost', 'x', 'confirmed', 'busy', $3, $4)`,
      [room.agencyId, calendarId, new Date(noon), new Date(noon + HOUR)],
    );
    expect(await audit()).toMatchObject({ compared: 5, absent: 1, outdated: 2, extra: 1 });
    expect(room.notes).toMatchObject([
      { kind: 'calendar-drift', userId: null, detail: { compared: 5, absent: 1, outdated: 2, extra: 1 } },
    ]);
    expect(await room.busy(calendarId)).toEqual(before);
    expect(await rows()).toHaveLength(5);
    expect(await audit()).toMatchObject({ absent: 0, outdated: 0, extra: 0 });
    expect(room.notes).toHaveLength(1);
  });

  it('does not take for drift what changes while it compares', async () => {
    const original = room.provider.listChanges.bind(room.provider);
    let lists = 0;
    room.provider.listChanges = async (...args) => {
      if (args[2].kind === 'start' && ++lists === 1) world.add('Meanwhile', noon + 20 * DAY);
      return original(...args);
    };
    expect(await audit()).toMatchObject({ compared: 6, absent: 0, outdated: 0, extra: 0 });
    expect(room.notes).toEqual([]);
  });

  it('comes with the polls of the night, once', async () => {
    const run = () => room.get(SyncCalendarJob).run({ agencyId: room.agencyId, calendarId });
    const night = Temporal.Instant.fromEpochMilliseconds(room.now())
      .toZonedDateTimeISO('Europe/Riga')
      .add({ days: 1 })
      .with({ hour: 4, minute: 55, second: 0 }).epochMilliseconds;
    room.pass(night - 10 * HOUR - room.now());
    await run();
    expect((await room.calendar(calendarId)).audited_at).toBeNull();
    room.pass(10 * HOUR);
    await run();
    const { audited_at: first } = await room.calendar(calendarId);
    expect((first as Date).getTime()).toBeGreaterThanOrEqual(night);
    await run();
    expect((await room.calendar(calendarId)).audited_at).toEqual(first);
  });

  it('says nothing when the provider does not answer', async () => {
    room.provider.listChanges = async () => ({ ok: false, fault: { kind: 'unknown', detail: 'no answer' } });
    expect(await audit()).toBeNull();
    expect(room.notes).toEqual([]);
  });
});
