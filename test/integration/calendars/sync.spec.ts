import { BusyStore } from '../../../src/calendars/busy.store.js';
import { DueCalendars } from '../../../src/calendars/due-calendars.service.js';
import { challengeOf } from '../../../src/calendars/pkce.js';
import { ANNA, type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

const DAY = 86_400_000;
/** A Monday in the near future, noon UTC: inside the horizon whenever the spec runs. */
const monday = (): Temporal.PlainDate => {
  const today = Temporal.Now.plainDateISO('UTC').add({ days: 14 });
  return today.subtract({ days: today.dayOfWeek - 1 });
};
const at = (date: Temporal.PlainDate, time: string, zone = 'Europe/Riga') => ({
  dateTime: date.toPlainDateTime(time).toZonedDateTime(zone).toString({ timeZoneName: 'never' }),
  timeZone: zone,
});
const days = (from: Temporal.PlainDate, to: Temporal.PlainDate) => ({
  start: { date: from.toString() },
  end: { date: to.toString() },
});

describe('mirroring a calendar', () => {
  let room: CalendarRoom;
  beforeEach(async () => {
    room = await openCalendarRoom({ pageSize: 3 });
  });
  afterEach(() => room.close());

  const add = (summary: string, date: Temporal.PlainDate, from = '10:00', to = '11:00', more: object = {}) =>
    room.google.calendars.addEvent(ANNA, { summary, start: at(date, from), end: at(date, to), ...more });

  /** Everything that a real calendar has. */
  const furnish = () => {
    const first = monday();
    add('Single', first);
    add('Lunch', first, '12:00', '13:00', { transparency: 'transparent' });
    add('Maybe', first, '14:00', '15:00', { status: 'tentative' });
    const weekly = add('Weekly', first, '09:00', '09:30', { recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO,TH'] });
    add('Board', first, '17:00', '18:30', { recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=-1FR'] });
    room.google.calendars.addEvent(ANNA, {
      summary: 'New York call',
      start: at(first, '09:00', 'America/New_York'),
      end: at(first, '09:45', 'America/New_York'),
      recurrence: ['RRULE:FREQ=DAILY;COUNT=300'],
    });
    room.google.calendars.addEvent(ANNA, {
      summary: 'Holiday',
      ...days(first.add({ days: 9 }), first.add({ days: 12 })),
    });
    room.google.calendars.addEvent(ANNA, {
      summary: 'Name day',
      ...days(first.add({ days: 3 }), first.add({ days: 4 })),
      recurrence: ['RRULE:FREQ=YEARLY'],
    });
    const second = first.add({ days: 7 }).toPlainDateTime('09:00').toZonedDateTime('Europe/Riga');
    const stamp = (zoned: Temporal.ZonedDateTime) =>
      zoned.toInstant().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
    const moved = `${weekly.id}_${stamp(second)}`;
    room.google.calendars.moveEvent(ANNA, moved, { hours: 2 });
    room.google.calendars.deleteEvent(ANNA, `${weekly.id}_${stamp(second.add({ days: 7 }))}`);
    return { first, weekly, moved };
  };

  /** What the provider itself makes of it: the occurrences of a window, expanded there, by other code. */
  const oracle = async (): Promise<string[]> => {
    const authorizeUrl = room.provider.authorizeUrl({
      redirectUri: 'http://localhost/x',
      state: 's',
      codeChallenge: challengeOf(VERIFIER),
    });
    const code = (await room.consent(authorizeUrl)).searchParams.get('code') ?? '';
    const account = await room.provider.redeemCode(code, VERIFIER, 'http://localhost/x');
    if (!account.ok) throw new Error(account.fault.detail);
    const [row] = await room.t.asOwner<{ expanded_until: Date }>(
      'select expanded_until from calendar where write_target',
    );
    const found: string[] = [];
    let page: string | undefined;
    do {
      const url = new URL(`${room.google.url}/calendar/v3/calendars/${encodeURIComponent(ANNA)}/events`);
      url.searchParams.set('singleEvents', 'true');
      url.searchParams.set('maxResults', '2500');
      url.searchParams.set('timeMin', new Date(room.now() - 90 * DAY).toISOString());
      url.searchParams.set('timeMax', row?.expanded_until.toISOString() ?? '');
      if (page !== undefined) url.searchParams.set('pageToken', page);
      const answer = await fetch(url, {
        headers: { Authorization: `Bearer ${account.value.tokens.accessToken}` },
      });
      const body = (await answer.json()) as { items: OracleItem[]; nextPageToken?: string };
      for (const item of body.items) {
        if (item.transparency === 'transparent') continue;
        found.push(
          `${instant(item.start)}/${instant(item.end)} ${item.status === 'tentative' ? 'tentative' : 'busy'}`,
        );
      }
      page = body.nextPageToken;
    } while (page !== undefined);
    return found.sort();
  };

  test('the first sync brings everything, page by page, and equals what the provider says', async () => {
    furnish();
    const calendarId = await room.link();
    expect(await room.jobs('sync-calendar')).toEqual([{ agencyId: room.agencyId, calendarId }]);
    expect(await room.sync(calendarId)).toBe('done');
    const busy = await room.busy(calendarId);
    expect(busy.length).toBeGreaterThan(400);
    expect([...busy].sort()).toEqual(await oracle());
    expect(await room.calendar(calendarId)).toMatchObject({
      state: 'ok',
      failures: 0,
      sync_lease: null,
      synced_dirty: '1',
      progress_pages: 4,
      progress_events: 10,
    });
  });

  test('afterwards only changes are asked for, and the mirror follows them', async () => {
    const { first, weekly, moved } = furnish();
    const calendarId = await room.link();
    await room.sync(calendarId);
    room.google.log.length = 0;

    room.google.calendars.editEvent(ANNA, weekly.id, { recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] });
    room.google.calendars.deleteEvent(ANNA, moved);
    add('New', first, '20:00', '21:00');
    expect(await room.sync(calendarId)).toBe('done');
    expect([...(await room.busy(calendarId))].sort()).toEqual(await oracle());
    const lists = room.google.log.filter(
      (entry) => entry.path.endsWith('/events') && !entry.query.includes('timeMin'),
    );
    expect(lists.length).toBeGreaterThan(0);
    expect(lists.every((entry) => entry.query.includes('syncToken='))).toBe(true);

    room.google.calendars.deleteEvent(ANNA, weekly.id);
    await room.sync(calendarId);
    expect([...(await room.busy(calendarId))].sort()).toEqual(await oracle());
    const left = await room.t.asOwner(
      'select 1 from event where recurring_event_id = $1 or external_id = $1',
      [weekly.id],
    );
    expect(left).toEqual([]);
  });

  test('a token that is dead (410) means a full list, and what went missing meanwhile goes', async () => {
    const { first } = furnish();
    const gone = add('Gone', first, '21:00', '22:00');
    const calendarId = await room.link();
    await room.sync(calendarId);
    room.google.calendars.deleteEvent(ANNA, gone.id);
    room.google.calendars.expireSyncTokens(ANNA);
    expect(await room.sync(calendarId)).toBe('done');
    expect([...(await room.busy(calendarId))].sort()).toEqual(await oracle());
    expect(await room.t.asOwner('select 1 from event where external_id = $1', [gone.id])).toEqual([]);
  });

  test('a 410 in the middle of pages starts again; the old mirror serves meanwhile', async () => {
    furnish();
    const calendarId = await room.link();
    await room.sync(calendarId);
    const before = await room.busy(calendarId);
    // Every list answers 410 for a while: more than one pass puts up with.
    room.google.faults.add({ kind: '410', path: '/events$', times: 10 });
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.busy(calendarId)).toEqual(before);
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'failing', failures: 1 });
    room.google.faults.clear();
    expect(await room.sync(calendarId)).toBe('done');
    expect([...(await room.busy(calendarId))].sort()).toEqual(await oracle());
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'ok', failures: 0 });
  });

  test('one that dies between pages loses nothing: the next starts from the old token, and a replay changes nothing', async () => {
    furnish();
    const calendarId = await room.link();
    // The first pages come, then the provider is gone.
    let pages = 0;
    const original = room.provider.listChanges.bind(room.provider);
    room.provider.listChanges = async (...args) => {
      if (++pages > 2) return { ok: false, fault: { kind: 'unknown', detail: 'the connection broke' } };
      return original(...args);
    };
    expect(await room.sync(calendarId)).toBe('failed');
    const half = await room.calendar(calendarId);
    expect(half).toMatchObject({
      state: 'never',
      sync_token: null,
      synced_at: null,
      progress_pages: 2,
      failures: 1,
    });
    expect(half.state_reason).toContain('did not answer');
    room.provider.listChanges = original;
    expect(await room.sync(calendarId)).toBe('done');
    const done = await room.busy(calendarId);
    expect([...done].sort()).toEqual(await oracle());

    // As if the commit of the token had been lost: the same changes come again.
    const { sync_token: token } = await room.calendar(calendarId);
    add('Once', monday(), '22:00', '23:00');
    await room.sync(calendarId);
    const after = await room.busy(calendarId);
    const versions = await rowVersions();
    await room.t.asOwner('update calendar set sync_token = $2 where calendar_id = $1', [calendarId, token]);
    await room.sync(calendarId);
    expect(await room.busy(calendarId)).toEqual(after);
    expect(await rowVersions()).toEqual(versions);
  });

  const rowVersions = async () =>
    room.t.asOwner('select external_id, xmin::text from event order by external_id');

  test('a push during a sync makes another pass', async () => {
    const { first } = furnish();
    const calendarId = await room.link();
    await room.sync(calendarId);
    const original = room.provider.listChanges.bind(room.provider);
    let calls = 0;
    room.provider.listChanges = async (...args) => {
      const answer = await original(...args);
      // It comes after the provider has answered, so this answer cannot hold it.
      if (++calls === 1) {
        add('Late', first, '19:00', '19:30');
        await room.t.asOwner('update calendar set dirty = dirty + 1 where calendar_id = $1', [calendarId]);
      }
      return answer;
    };
    expect(await room.sync(calendarId)).toBe('done');
    expect(calls).toBe(2);
    expect([...(await room.busy(calendarId))].sort()).toEqual(await oracle());
    expect(await room.calendar(calendarId)).toMatchObject({ dirty: '2', synced_dirty: '2' });
  });

  test('two at once: one syncs, the other hears that it is busy; a dead one is waited out and fenced off', async () => {
    furnish();
    const calendarId = await room.link();
    const [a, b] = await Promise.all([room.sync(calendarId), room.sync(calendarId)]);
    expect([a, b].sort()).toEqual(['busy', 'done']);

    await room.t.asOwner(
      `update calendar set sync_lease = gen_random_uuid(), sync_lease_until = now() + interval '1 minute'
       where calendar_id = $1`,
      [calendarId],
    );
    expect(await room.sync(calendarId)).toBe('busy');
    await room.t.asOwner(
      `update calendar set sync_lease_until = now() - interval '1 second' where calendar_id = $1`,
      [calendarId],
    );
    const original = room.provider.listChanges.bind(room.provider);
    room.provider.listChanges = async (...args) => {
      const answer = await original(...args);
      // Somebody else took over while this one waited for the provider.
      await room.t.asOwner('update calendar set sync_lease = gen_random_uuid() where calendar_id = $1', [
        calendarId,
      ]);
      return answer;
    };
    const before = await room.calendar(calendarId);
    expect(await room.sync(calendarId)).toBe('nothing');
    expect(await room.calendar(calendarId)).toMatchObject({
      sync_token: before.sync_token,
      synced_at: before.synced_at,
    });
  });

  test('an unreachable calendar is never an empty one: failing with the last good state, gone without access', async () => {
    furnish();
    const calendarId = await room.link();
    const fresh = () =>
      room.t.db.inAgency(room.agencyId, (tx) => room.get(BusyStore).freshness(tx, room.clientId, room.now()));
    expect(await fresh()).toMatchObject([{ calendarId, state: 'loading' }]);
    await room.sync(calendarId);
    const before = await room.busy(calendarId);
    expect(await fresh()).toMatchObject([{ state: 'readable', stale: false, unreadable: 0 }]);

    room.google.faults.add({ kind: '503' });
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.busy(calendarId)).toEqual(before);
    room.pass(61 * 60_000);
    expect(await fresh()).toMatchObject([{ state: 'readable', stale: true }]);
    room.google.faults.clear();

    const shared = room.google.calendars.addCalendar('bert@example.com', {
      summary: 'Shared',
      shareWith: { [ANNA]: 'reader' },
    });
    await room.t.asOwner('update calendar set external_id = $2, sync_token = null where calendar_id = $1', [
      calendarId,
      shared,
    ]);
    await room.t.asOwner('delete from event');
    expect(await room.sync(calendarId)).toBe('done');
    room.google.calendars.share(shared, ANNA, undefined);
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'gone' });
    expect(await fresh()).toMatchObject([{ state: 'unreadable' }]);
  });

  test('the access token dies in the middle of pages; a grant that is gone asks for a person', async () => {
    furnish();
    const calendarId = await room.link();
    room.google.faults.add({ kind: 'expire-tokens', path: '/events$', times: 1 });
    expect(await room.sync(calendarId)).toBe('done');
    expect([...(await room.busy(calendarId))].sort()).toEqual(await oracle());

    room.google.revokeGrants(ANNA);
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'failing', next_sync_at: null });
    const [account] = await room.t.asOwner('select state from account');
    expect(account).toEqual({ state: 'reconnect' });
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(0);
    await room.link();
    expect(await room.sync(calendarId)).toBe('done');
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'ok' });
  });

  test('rate limits: later, by itself, not before the provider says so', async () => {
    const calendarId = await room.link();
    room.google.faults.add({ kind: '429', retryAfter: 120, times: 1 });
    expect(await room.sync(calendarId)).toBe('failed');
    const { next_sync_at: next } = await room.calendar(calendarId);
    expect((next as Date).getTime() - room.now()).toBeGreaterThan(100_000);
    await room.t.asOwner('delete from pgboss.job');
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(0);
    room.pass(121_000);
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(1);
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(1);
    expect(await room.jobs('sync-calendar')).toHaveLength(1);
  });

  test('days pass: series reach the new days without any change at the provider', async () => {
    furnish();
    const calendarId = await room.link();
    await room.sync(calendarId);
    const last = (await room.busy(calendarId)).at(-1);
    room.pass(40 * DAY);
    expect(await room.sync(calendarId)).toBe('done');
    expect((await room.busy(calendarId)).at(-1)?.localeCompare(last ?? '')).toBe(1);
    const { expanded_until: until } = await room.calendar(calendarId);
    expect((until as Date).getTime()).toBeGreaterThan(room.now() + 400 * DAY);
  });

  test('a series that cannot be read is named, and blocks at least its first time', async () => {
    const first = monday();
    const series = add('Odd', first, '10:00', '11:00', { recurrence: ['RRULE:FREQ=WEEKLY'] });
    const calendarId = await room.link();
    await room.sync(calendarId);
    // The simulated service would not take such a rule; calendars elsewhere hold them.
    const original = room.provider.listChanges.bind(room.provider);
    room.provider.listChanges = async (...args) => {
      const answer = await original(...args);
      if (!answer.ok) return answer;
      const changes = answer.value.changes.map((change) =>
        change.kind === 'event'
          ? { ...change, event: { ...change.event, recurrence: ['RRULE:FREQ=HOURLY'] } }
          : change,
      );
      return { ok: true, value: { ...answer.value, changes } };
    };
    room.google.calendars.editEvent(ANNA, series.id, { summary: 'Odder' });
    await room.sync(calendarId);
    expect(await room.busy(calendarId)).toHaveLength(1);
    const [row] = await room.t.asOwner<{ unreadable: string }>('select unreadable from event');
    expect(row?.unreadable).toContain('more often than daily');
    const [fresh] = await room.t.db.inAgency(room.agencyId, (tx) =>
      room.get(BusyStore).freshness(tx, room.clientId, room.now()),
    );
    expect(fresh?.unreadable).toBe(1);
  });

  test('titles are sealed where they lie and readable in the week of the client alone', async () => {
    const first = monday();
    add('Canary: Dr. Kalniņš', first, '10:00', '11:00', { location: 'Secret street 5' });
    const calendarId = await room.link();
    await room.sync(calendarId);
    const dump = JSON.stringify(
      await room.t.asOwner("select *, encode(sealed_text, 'escape') as text from event"),
    );
    expect(dump).not.toContain('Canary');
    expect(dump).not.toContain('Secret street');
    const from = first.toZonedDateTime('UTC').epochMilliseconds;
    const week = await room.t.db.inAgency(room.agencyId, (tx) =>
      room.get(BusyStore).weekOf(tx, room.agencyId, room.clientId, from, from + 7 * DAY),
    );
    expect(week).toMatchObject([
      { calendarId, title: 'Canary: Dr. Kalniņš', location: 'Secret street 5', dates: null },
    ]);
  });

  test('a whole day keeps its dates, whatever the zone of who asks', async () => {
    const first = monday();
    room.google.calendars.addEvent(ANNA, { summary: 'Day', ...days(first, first.add({ days: 2 })) });
    const calendarId = await room.link();
    await room.sync(calendarId);
    const from = first.toZonedDateTime('UTC').epochMilliseconds;
    const rows = await room.t.db.inAgency(room.agencyId, (tx) =>
      room.get(BusyStore).busyOf(tx, room.clientId, from, from + 7 * DAY),
    );
    expect(rows).toMatchObject([
      { calendarId, dates: { from: first.toString(), until: first.add({ days: 2 }).toString() } },
    ]);
  });
});

interface OracleItem {
  readonly status: string;
  readonly transparency?: string;
  readonly start: { readonly date?: string; readonly dateTime?: string };
  readonly end: { readonly date?: string; readonly dateTime?: string };
}

const VERIFIER = 'oracle-verifier-0123456789-0123456789-0123456789';

const instant = (time: OracleItem['start']): string => {
  const ms =
    time.date === undefined
      ? Date.parse(time.dateTime ?? '')
      : Temporal.PlainDate.from(time.date).toZonedDateTime('Europe/Riga').epochMilliseconds;
  return new Date(ms).toISOString().slice(0, 16);
};
