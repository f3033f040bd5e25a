import { SyncCalendarJob } from '../../../src/calendars/sync-calendar.job.js';
import { WatchCalendar } from '../../../src/calendars/watch-calendar.service.js';
import { type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

describe('a sync that finds another one at work', () => {
  let room: CalendarRoom;
  beforeAll(async () => {
    room = await openCalendarRoom();
  });
  afterAll(() => room.close());

  it('comes again when that one would be dead, and does not keep out what is new until then', async () => {
    const calendarId = await room.link();
    await room.t.asOwner('delete from pgboss.job');
    await room.t.asOwner(
      `update calendar set sync_lease = gen_random_uuid(), sync_lease_until = now() + interval '1 minute'
       where calendar_id = $1`,
      [calendarId],
    );
    const { agencyId } = room;
    await room.get(SyncCalendarJob).run({ agencyId, calendarId });
    const waiting = () =>
      room.t.asOwner<{ due: boolean }>(
        `select start_after <= now() as due from pgboss.job
         where name = 'sync-calendar' and state = 'created' order by start_after`,
      );
    expect(await waiting()).toEqual([{ due: false }]);

    await room.t.db.inAgency(agencyId, (tx) => room.get(WatchCalendar).wish(tx, agencyId, calendarId));
    expect(await waiting()).toEqual([{ due: true }, { due: false }]);

    // The same once more is the same job.
    await room.get(SyncCalendarJob).run({ agencyId, calendarId });
    expect(await waiting()).toEqual([{ due: true }, { due: false }]);
  });
});
