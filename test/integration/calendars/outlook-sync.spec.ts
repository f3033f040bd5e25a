import { BusyStore } from '../../../src/calendars/busy.store.js';
import type { ChangePage } from '../../../src/calendars/calendar.port.js';
import { DueCalendars } from '../../../src/calendars/due-calendars.service.js';
import { challengeOf } from '../../../src/calendars/pkce.js';
import { ANNA, minute } from '../../support/calendar-house.js';
import { type OutlookRoom, openOutlookRoom } from '../../support/outlook-fixtures.js';

const DAY = 86_400_000;
const RIGA = 'FLE Standard Time';
/** A Monday in the near future: inside the window whenever the spec runs. */
const monday = (): Temporal.PlainDate => {
  const today = Temporal.Now.plainDateISO('UTC').add({ days: 14 });
  return today.subtract({ days: today.dayOfWeek - 1 });
};
const at = (date: Temporal.PlainDate, time: string, timeZone = RIGA) => ({
  dateTime: `${date}T${time}:00`,
  timeZone,
});
const forEver = (date: Temporal.PlainDate) => ({ type: 'noEnd' as const, startDate: date.toString() });

describe('mirroring an Outlook calendar', () => {
  let room: OutlookRoom;
  beforeEach(async () => {
    room = await openOutlookRoom({ pageSize: 5 });
  });
  afterEach(() => room.close());

  const hand = () => room.outlook.calendars;
  const add = (subject: string, date: Temporal.PlainDate, from = '10:00', to = '11:00', more: object = {}) =>
    hand().addEvent(ANNA, { subject, start: at(date, from), end: at(date, to), ...more });
  const days = (subject: string, from: Temporal.PlainDate, to: Temporal.PlainDate, more: object = {}) =>
    hand().addEvent(ANNA, {
      subject,
      isAllDay: true,
      showAs: 'oof',
      start: { dateTime: `${from}T00:00:00`, timeZone: RIGA },
      end: { dateTime: `${to}T00:00:00`, timeZone: RIGA },
      ...more,
    });

  /** Everything that a real calendar has. */
  const furnish = () => {
    const first = monday();
    add('Single', first);
    add('Lunch', first, '12:00', '13:00', { showAs: 'free' });
    add('Maybe', first, '14:00', '15:00', { showAs: 'tentative' });
    add('Asked', first, '15:00', '15:30', { showAs: 'tentative', responseStatus: 'notResponded' });
    add('Declined', first, '15:30', '16:00', { responseStatus: 'declined' });
    add('Called off', first, '16:00', '16:30', { isCancelled: true });
    add('At home', first, '16:30', '17:00', { showAs: 'workingElsewhere' });
    const weekly = add('Weekly', first, '09:00', '09:30', {
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday', 'thursday'] },
        range: forEver(first),
      },
    });
    add('Board', first, '17:00', '18:30', {
      recurrence: {
        pattern: { type: 'relativeMonthly', interval: 1, daysOfWeek: ['friday'], index: 'last' },
        range: forEver(first),
      },
    });
    hand().addEvent(ANNA, {
      subject: 'New York call',
      start: at(first, '09:00', 'Eastern Standard Time'),
      end: at(first, '09:45', 'Eastern Standard Time'),
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: first.toString(), numberOfOccurrences: 300 },
      },
    });
    days('Holiday', first.add({ days: 9 }), first.add({ days: 12 }));
    days('Name day', first.add({ days: 3 }), first.add({ days: 4 }), {
      recurrence: {
        pattern: {
          type: 'absoluteYearly',
          interval: 1,
          month: first.add({ days: 3 }).month,
          dayOfMonth: first.add({ days: 3 }).day,
        },
        range: forEver(first.add({ days: 3 })),
      },
    });
    const second = first.add({ days: 7 });
    const moved = hand().occurrenceId(weekly.id, second.toString());
    hand().moveEvent(ANNA, moved, { hours: 2 });
    hand().deleteEvent(ANNA, hand().occurrenceId(weekly.id, first.add({ days: 14 }).toString()));
    return { first, weekly, moved };
  };

  /** What the service itself shows in the window, whole events, asked for in another way. */
  const oracle = async (): Promise<string[]> => {
    const authorizeUrl = room.provider.linking.authorizeUrl({
      redirectUri: 'http://localhost/x',
      state: 's',
      codeChallenge: challengeOf(VERIFIER),
    });
    const code = (await room.consent(authorizeUrl)).searchParams.get('code') ?? '';
    const account = await room.provider.linking.redeemCode(code, VERIFIER, 'http://localhost/x');
    if (!account.ok) throw new Error(account.fault.detail);
    const [row] = await room.t.asOwner<{ sync_token: string }>(
      'select sync_token from calendar where write_target',
    );
    const window = JSON.parse(row?.sync_token ?? '{}') as { from: number; to: number };
    const found: string[] = [];
    const url = new URL(`${room.outlook.graphUrl}/v1.0/me/calendarView`);
    url.searchParams.set('startDateTime', new Date(window.from).toISOString());
    url.searchParams.set('endDateTime', new Date(window.to).toISOString());
    url.searchParams.set('$top', '999');
    for (let next: string | undefined = url.href; next !== undefined; ) {
      const answer = await fetch(next, {
        headers: { Authorization: `Bearer ${account.value.tokens.accessToken}` },
      });
      const body = (await answer.json()) as { value: OracleItem[]; '@odata.nextLink'?: string };
      found.push(...body.value.flatMap(lineOf));
      next = body['@odata.nextLink'];
    }
    return found.sort();
  };
  const mirrored = async (calendarId: string) => [...(await room.busy(calendarId))].sort();
  const sync = async (calendarId: string) => expect(await room.sync(calendarId)).toBe('done');
  const asked = (pattern: RegExp) =>
    room.outlook.log.filter(({ path, query }) => pattern.test(decodeURIComponent(`${path}?${query}`)));

  test('the first sync brings everything, page by page, and equals what Outlook shows', async () => {
    furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    const busy = await mirrored(calendarId);
    expect(busy.length).toBeGreaterThan(400);
    expect(busy).toEqual(await oracle());
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'ok', failures: 0, sync_lease: null });
    // Stubs are filled from masters; nothing is asked for one by one.
    expect(asked(/instances/)).toEqual([]);
    const rows = await room.t.asOwner(
      `select blocking, count(*)::int as count from event where recurring_event_id is null group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { blocking: 'busy', count: 2 },
      { blocking: 'elsewhere', count: 1 },
      { blocking: 'free', count: 3 },
      { blocking: 'tentative', count: 1 },
      { blocking: 'unanswered', count: 1 },
    ]);
  });

  test('pages that tear series apart, in any order, with items that come twice: the same', async () => {
    furnish();
    room.outlook.faults.add({ kind: 'page-size', size: 7 });
    room.outlook.faults.add({ kind: 'shuffle' });
    room.outlook.faults.add({ kind: 'repeat' });
    const calendarId = await room.link();
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    const before = await mirrored(calendarId);
    add('One more', monday(), '20:00', '21:00');
    await sync(calendarId);
    expect((await mirrored(calendarId)).length).toBe(before.length + 1);
  });

  test('masters that the delta leaves out are asked for', async () => {
    furnish();
    room.outlook.faults.add({ kind: 'without-masters' });
    const calendarId = await room.link();
    await sync(calendarId);
    room.outlook.faults.clear();
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('afterwards only changes are asked for, and the mirror follows them', async () => {
    const { first, weekly, moved } = furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    room.outlook.log.length = 0;
    hand().editEvent(ANNA, moved, { subject: 'Moved again', showAs: 'free' });
    add('New', first, '20:00', '21:00');
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    expect(asked(/calendarView\/delta/).every(({ query }) => /deltatoken|skiptoken/.test(query))).toBe(true);
    // One series was touched: it alone is listed anew.
    expect(new Set(asked(/instances/).map(({ path }) => path)).size).toBe(1);
    hand().deleteSeries(ANNA, weekly.id);
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    expect(
      await room.t.asOwner('select 1 from event where recurring_event_id = $1 or external_id = $1', [
        weekly.id,
      ]),
    ).toEqual([]);
  });

  test('a deleted occurrence leaves no trace in the delta, and is gone from the mirror', async () => {
    const { first, weekly } = furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    const gone = hand().occurrenceId(weekly.id, first.add({ days: 3 }).toString());
    const rows = () => room.t.asOwner('select 1 from event where external_id = $1', [gone]);
    expect(await rows()).toHaveLength(1);
    hand().deleteEvent(ANNA, gone);
    await sync(calendarId);
    expect(await rows()).toEqual([]);
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('a series that changes its days, one that ends, and events that become series and single again', async () => {
    const { first, weekly } = furnish();
    const single = add('Will repeat', first, '19:00', '19:30');
    const calendarId = await room.link();
    await sync(calendarId);
    hand().editEvent(ANNA, weekly.id, {
      recurrence: {
        pattern: { type: 'weekly', interval: 2, daysOfWeek: ['tuesday'] },
        range: { type: 'endDate', startDate: first.toString(), endDate: first.add({ days: 60 }).toString() },
      },
    });
    hand().editEvent(ANNA, single.id, {
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: forEver(first) },
    });
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    hand().editEvent(ANNA, single.id, { recurrence: null });
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    expect(await room.t.asOwner('select 1 from event where recurring_event_id = $1', [single.id])).toEqual(
      [],
    );
  });

  test.each(['gone', 'sync-state-not-found', 'resync-required'] as const)(
    'a token that is dead (%s) means a full list, and what went missing meanwhile goes',
    async (how) => {
      const { first } = furnish();
      const gone = add('Gone', first, '21:00', '22:00');
      const calendarId = await room.link();
      await sync(calendarId);
      hand().deleteEvent(ANNA, gone.id);
      hand().expireDeltaTokens(ANNA, how);
      await sync(calendarId);
      expect(await mirrored(calendarId)).toEqual(await oracle());
      expect(await room.t.asOwner('select 1 from event where external_id = $1', [gone.id])).toEqual([]);
    },
  );

  test('a reset in the middle of pages starts again; the old mirror serves meanwhile', async () => {
    furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    const before = await room.busy(calendarId);
    room.outlook.faults.add({ kind: '410', path: 'delta$', times: 50 });
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.busy(calendarId)).toEqual(before);
    room.outlook.faults.clear();
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('one that dies between the pages of touched series loses nothing, and a replay changes nothing', async () => {
    const { first } = furnish();
    const many = Array.from({ length: 25 }, (_, i) =>
      add(`Series ${i}`, first, '05:00', '05:10', {
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: { type: 'numbered', startDate: first.toString(), numberOfOccurrences: 3 },
        },
      }),
    );
    const calendarId = await room.link();
    await sync(calendarId);
    for (const { id } of many) hand().moveEvent(ANNA, id, { hours: 1 });
    const original = room.provider.listChanges.bind(room.provider);
    let pages = 0;
    room.provider.listChanges = async (...args) => {
      if (++pages > 2) return { ok: false, fault: { kind: 'unknown', detail: 'the connection broke' } };
      return original(...args);
    };
    const { sync_token: token } = await room.calendar(calendarId);
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.calendar(calendarId)).toMatchObject({ sync_token: token });
    room.provider.listChanges = original;
    room.pass(60_000);
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    // As if the commit of the token had been lost: the same changes come again.
    const versions = () => room.t.asOwner('select external_id, xmin::text from event order by 1');
    const before = await versions();
    await room.t.asOwner('update calendar set sync_token = $2 where calendar_id = $1', [calendarId, token]);
    await sync(calendarId);
    expect(await versions()).toEqual(before);
  });

  test('days pass: the window rolls on once a week, with a first round of its own', async () => {
    furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    const until = async () => ((await room.calendar(calendarId)).expanded_until as Date).getTime();
    const firstUntil = await until();
    let lists = 0;
    for (let day = 0; day < 15; day++) {
      room.pass(DAY);
      room.outlook.log.length = 0;
      await sync(calendarId);
      if (asked(/delta\?startDateTime/).length > 0) lists++;
      // Whatever the day, a year and more ahead is known.
      expect((await until()) - room.now()).toBeGreaterThan(400 * DAY);
    }
    expect([1, 2]).toContain(lists);
    expect(await until()).toBeGreaterThan(firstUntil);
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('an event that leaves the window is gone from the mirror, and comes back with it', async () => {
    const { first } = furnish();
    const far = add('Travels', first, '21:00', '22:00');
    const calendarId = await room.link();
    await sync(calendarId);
    hand().moveEvent(ANNA, far.id, { days: 700 });
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    hand().moveEvent(ANNA, far.id, { days: -690 });
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    expect(room.told).toEqual([]);
  });

  test('an event in another calendar is not this one’s; moved over, it comes and goes', async () => {
    const { first } = furnish();
    const second = hand().addCalendar(ANNA, { name: 'Second' });
    const event = add('Moves', first, '22:00', '22:30');
    const calendarId = await room.link();
    await sync(calendarId);
    hand().moveToCalendar(ANNA, event.id, second);
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
    hand().moveToCalendar(second, event.id, ANNA);
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('throttled: later, by itself, not before Outlook says so; an endless series that times out is no loss', async () => {
    furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    const before = await room.busy(calendarId);
    room.outlook.faults.add({ kind: '429', retryAfter: 120, path: 'delta$', times: 1 });
    expect(await room.sync(calendarId)).toBe('failed');
    const { next_sync_at: next } = await room.calendar(calendarId);
    expect((next as Date).getTime() - room.now()).toBeGreaterThan(100_000);
    await room.t.asOwner('delete from pgboss.job');
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(0);
    room.pass(121_000);
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(1);

    room.outlook.faults.add({ kind: '503', retryAfter: 60, path: 'delta$', times: 1 });
    expect(await room.sync(calendarId)).toBe('failed');
    room.outlook.faults.add({ kind: '504-endless', times: 1 });
    room.pass(61_000);
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.busy(calendarId)).toEqual(before);
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'failing' });
    room.pass(3_600_000);
    await sync(calendarId);
  });

  test('the access token dies in the middle of pages: renewed, and nothing is left out', async () => {
    furnish();
    const calendarId = await room.link();
    room.outlook.faults.add({ kind: 'expire-tokens', path: 'delta$', times: 1 });
    await sync(calendarId);
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('a calendar whose share has ended is unreadable, never empty', async () => {
    const shared = hand().addCalendar('bert@example.com', { name: 'Shared', shareWith: { [ANNA]: 'read' } });
    await room.link();
    const [row] = await room.t.asOwner<{ calendar_id: string }>(
      'update calendar set blocks = true where external_id = $1 returning calendar_id',
      [shared],
    );
    const calendarId = row?.calendar_id ?? '';
    await sync(calendarId);
    hand().share(shared, ANNA, undefined);
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'gone', trouble: 'no-access' });
    const fresh = await room.t.db.inAgency(room.agencyId, (tx) =>
      room.get(BusyStore).freshness(tx, room.clientId, room.now()),
    );
    expect(fresh.find((one) => one.calendarId === calendarId)).toMatchObject({ state: 'unreadable' });
  });

  test('whole days keep their dates, and titles are sealed', async () => {
    const first = monday();
    days('Canary: holiday', first, first.add({ days: 2 }));
    const calendarId = await room.link();
    await sync(calendarId);
    const from = first.toZonedDateTime('UTC').epochMilliseconds;
    const week = await room.t.db.inAgency(room.agencyId, (tx) =>
      room.get(BusyStore).weekOf(tx, room.agencyId, room.clientId, from, from + 7 * DAY),
    );
    expect(week).toMatchObject([
      {
        calendarId,
        title: 'Canary: holiday',
        dates: { from: first.toString(), until: first.add({ days: 2 }).toString() },
      },
    ]);
    expect(
      JSON.stringify(await room.t.asOwner(`select *, encode(sealed_text, 'escape') from event`)),
    ).not.toContain('Canary');
  });

  test('a long sync asks four at a time at most: nothing is ever throttled for it', async () => {
    furnish();
    const calendarId = await room.link();
    await sync(calendarId);
    const first = monday();
    for (let i = 0; i < 12; i++) {
      add(`S${i}`, first, '05:00', '05:10', {
        recurrence: {
          pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
          range: forEver(first),
        },
      });
    }
    room.outlook.log.length = 0;
    // Slow enough for all that is sent at once to be under way at once.
    room.outlook.faults.add({ kind: 'latency', ms: 30 });
    await sync(calendarId);
    room.outlook.faults.clear();
    expect(asked(/instances/).length).toBeGreaterThan(11);
    expect(room.outlook.log.filter(({ status }) => status === 429)).toEqual([]);
    expect(await mirrored(calendarId)).toEqual(await oracle());
  });

  test('a page is in memory at a time, however large the calendar', async () => {
    furnish();
    const calendarId = await room.link();
    const sizes: number[] = [];
    const original = room.provider.listChanges.bind(room.provider);
    room.provider.listChanges = async (...args) => {
      const answer = await original(...args);
      if (answer.ok) sizes.push(sizeOf(answer.value));
      return answer;
    };
    room.outlook.faults.add({ kind: 'page-size', size: 20 });
    await sync(calendarId);
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
  });
});

const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';

const sizeOf = (page: ChangePage): number =>
  page.changes.reduce((sum, change) => sum + (change.kind === 'series' ? change.events.length : 1), 0);

interface OracleItem {
  readonly start: { readonly dateTime: string };
  readonly end: { readonly dateTime: string };
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  readonly showAs: string;
  readonly responseStatus: { readonly response: string };
}

/** The line that the mirror has for it: written down from Outlook's words, by other code. */
const lineOf = (item: OracleItem): string[] => {
  const { response } = item.responseStatus;
  if (item.showAs === 'free' || item.isCancelled || response === 'declined') return [];
  const when = ({ dateTime }: { readonly dateTime: string }): Date => {
    if (!item.isAllDay) return new Date(`${dateTime.slice(0, 19)}Z`);
    const day = Temporal.PlainDate.from(dateTime.slice(0, 10)).toZonedDateTime('Europe/Riga');
    return new Date(day.epochMilliseconds);
  };
  const words: Record<string, string> = { workingElsewhere: 'elsewhere', tentative: 'tentative' };
  const word =
    item.showAs === 'workingElsewhere'
      ? 'elsewhere'
      : response === 'notResponded'
        ? 'unanswered'
        : (words[item.showAs] ?? 'busy');
  return [`${minute(when(item.start))}/${minute(when(item.end))} ${word}`];
};
