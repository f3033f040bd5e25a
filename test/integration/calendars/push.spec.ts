import { UnlinkAccount } from '../../../src/calendars/unlink-account.service.js';
import { WatchCalendar } from '../../../src/calendars/watch-calendar.service.js';
import type { WatchState } from '../../../src/calendars/watch-plan.js';
import { type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

const DAY = 86_400_000;

describe('push channels', () => {
  let room: CalendarRoom;
  let watches: WatchCalendar;
  let calendarId: string;
  beforeEach(async () => {
    room = await openCalendarRoom();
    watches = room.get(WatchCalendar);
    calendarId = await room.link();
    await room.sync(calendarId);
    await room.t.asOwner('delete from pgboss.job');
  });
  afterEach(() => room.close());

  const calls = (path: string) => room.google.log.filter((entry) => entry.path.endsWith(path)).length;
  const open = async (): Promise<Extract<WatchState, { kind: 'open' }>> => {
    const { watch } = (await room.calendar(calendarId)) as { watch: WatchState };
    if (watch.kind !== 'open') throw new Error(watch.reason);
    return watch;
  };
  /** Makes a channel and catches its token, which is kept nowhere. */
  const ensure = async (): Promise<string> => {
    const watching = room.provider.watching;
    const original = watching.watch;
    let token = '';
    watching.watch = (access, id, wish) => {
      token = wish.token;
      return original(access, id, wish);
    };
    await watches.ensure(room.agencyId, calendarId);
    watching.watch = original;
    return token;
  };

  test('one is made, kept while it lives, and renewed before it ends; the old one is stopped', async () => {
    await watches.ensure(room.agencyId, calendarId);
    await watches.ensure(room.agencyId, calendarId);
    expect(calls('/events/watch')).toBe(1);
    const first = await open();
    expect(first.expiresAt).toBeGreaterThan(room.now());
    room.pass(6 * DAY);
    await watches.ensure(room.agencyId, calendarId);
    expect(calls('/events/watch')).toBe(2);
    expect(calls('/channels/stop')).toBe(1);
    expect((await open()).channelId).not.toBe(first.channelId);
  });

  test('a push raises dirty and wakes one sync, however often it comes', async () => {
    const token = await ensure();
    const { channelId } = await open();
    const { dirty } = (await room.calendar(calendarId)) as { dirty: string };
    for (let i = 0; i < 30; i++) expect(await watches.notified('google', channelId, token)).toBe(true);
    expect(await room.calendar(calendarId)).toMatchObject({ dirty: String(Number(dirty) + 30) });
    expect(await room.jobs('sync-calendar')).toEqual([{ agencyId: room.agencyId, calendarId }]);
    await room.sync(calendarId);
    expect(await room.calendar(calendarId)).toMatchObject({ synced_dirty: String(Number(dirty) + 30) });
  });

  test('forged ones do nothing', async () => {
    const token = await ensure();
    const { channelId } = await open();
    const before = await room.calendar(calendarId);
    const last = token.endsWith('0') ? '1' : '0';
    expect(await watches.notified('google', channelId, `${token.slice(0, -1)}${last}`)).toBe(false);
    expect(await watches.notified('google', channelId, '')).toBe(false);
    expect(await watches.notified('google', 'another-channel', token)).toBe(false);
    expect(await watches.notified('google', channelId, `0${'1'.repeat(51)}`)).toBe(false);
    expect(await room.calendar(calendarId)).toEqual(before);
    expect(await room.jobs('sync-calendar')).toEqual([]);
  });

  test('without a channel polling goes on, and it is tried again in an hour, not sooner', async () => {
    room.google.faults.add({ kind: '500', path: '/watch$' });
    await watches.ensure(room.agencyId, calendarId);
    await watches.ensure(room.agencyId, calendarId);
    expect(calls('/events/watch')).toBe(1);
    expect(await room.sync(calendarId)).toBe('done');
    room.google.faults.clear();
    room.pass(3_700_000);
    await watches.ensure(room.agencyId, calendarId);
    await open();
  });

  test('a renewal that fails does not cost the channel that works', async () => {
    await watches.ensure(room.agencyId, calendarId);
    const first = await open();
    room.pass(6 * DAY);
    room.google.faults.add({ kind: '500', path: '/watch$' });
    await watches.ensure(room.agencyId, calendarId);
    expect(await open()).toEqual(first);
  });

  test('unlinking stops it', async () => {
    await watches.ensure(room.agencyId, calendarId);
    const [account] = await room.t.asOwner<{ account_id: string }>('select account_id from account');
    await room.get(UnlinkAccount).unlink(room.who, room.clientId, account?.account_id ?? '');
    expect(calls('/channels/stop')).toBe(1);
  });
});
