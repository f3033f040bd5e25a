import { TenantDatabase } from '../../src/db/tenant.js';
import { type MeetingJson, Office } from '../support/office.js';
import { Radicale, type RadicaleUser, withRadicale } from '../support/radicale.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The whole service and a real CalDAV server, each a process that can be stopped; the person has a program too. */
withRadicale('a client with a calendar on Radicale', () => {
  let radicale: Radicale;
  let office: Office;
  let anna: RadicaleUser;
  /** Noon, some days ahead; each test has a day of its own. */
  let noon: number;
  let calendarId = '';

  beforeAll(async () => {
    radicale = await Radicale.start();
    anna = await radicale.addUser('anna', 'sésame: öffne dich');
    office = await Office.open({ CALENDAR_ALLOWED_HOSTS: radicale.allowed });
    noon = Math.ceil(Date.now() / DAY) * DAY + 7 * DAY + DAY / 2;
    await anna.put('first.ics', event('first', noon, 'SUMMARY:Already there'));
  });
  afterAll(async () => {
    await office.close();
    await radicale.close();
  });

  const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const minute = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
  const event = (uid: string, start: number, ...lines: string[]): string[] => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(start + HOUR)}`,
    ...lines,
    'END:VEVENT',
  ];
  const busyDay = (day: number) => () => office.busy(noon + day * DAY - DAY / 2, noon + day * DAY + DAY / 2);
  const row = (start: number, title: string, blocking = 'busy', hours = 1): string =>
    `${minute(start)}/${minute(start + hours * HOUR)} ${blocking} ${title}`;
  const sync = () => office.send('POST', `/api/clients/{client}/calendars/${calendarId}/sync`);
  const link = (change: Record<string, string> = {}) =>
    office.call('POST', '/api/clients/{client}/accounts/caldav', { ...anna.credentials, ...change });

  test.each<[string, () => Promise<Record<string, string>>, number, string]>([
    ['a wrong password', async () => ({ password: 'sésame' }), 422, 'wrong-password'],
    ['a user that is not there', async () => ({ username: 'nobody' }), 422, 'wrong-password'],
    ['a private network', async () => ({ address: 'http://10.0.0.1/' }), 422, 'insecure'],
    ['a private network, with https', async () => ({ address: 'https://10.0.0.1/' }), 422, 'private-network'],
    ['the service’s own machine', async () => ({ address: 'https://localhost/' }), 422, 'private-network'],
    ['no address', async () => ({ address: 'my calendar' }), 422, 'address'],
    [
      'an account that can only be read',
      async () => {
        const { credentials } = await radicale.addUser('reader', 'r');
        await radicale.removeCalendar('reader', 'main');
        return { ...credentials };
      },
      422,
      'no-writable-calendar',
    ],
  ])('%s is refused in its own words, and nothing is half linked', async (_, change, status, refusal) => {
    const answer = await link(await change());
    expect([answer.status, await answer.json()]).toMatchObject([status, { refusal }]);
    expect(await office.get('/api/clients/{client}/accounts')).toEqual([]);
    expect(await office.calendars()).toEqual([]);
  });

  test('linking finds the calendars by the server’s address, and reads the main one', async () => {
    const answer = await link();
    const text = await answer.text();
    expect([answer.status, JSON.parse(text)]).toMatchObject([
      201,
      { provider: 'caldav', email: 'anna', state: 'linked' },
    ]);
    expect(text).not.toContain(anna.password);
    await office.eventually(
      async () => (await office.calendars()).map((one) => `${one.name} ${one.state}`).sort(),
      ['Main ok', 'Shared never'],
    );
    const [main] = (await office.calendars()).filter(({ name }) => name === 'Main');
    expect(main).toMatchObject({ blocks: true, writeTarget: true, writable: true, zone: 'Europe/Riga' });
    calendarId = main?.calendarId ?? '';
    expect(await busyDay(0)()).toEqual([row(noon, 'Already there')]);
  });

  test('what the person adds, moves and deletes arrives; nothing else is touched', async () => {
    const day = noon + DAY;
    await anna.put('a.ics', event('a', day, 'SUMMARY:A'));
    await anna.put('b.ics', event('b', day + 2 * HOUR, 'SUMMARY:B', 'STATUS:TENTATIVE'));
    await anna.put('c.ics', event('c', day + 4 * HOUR, 'SUMMARY:C', 'TRANSP:TRANSPARENT'));
    await sync();
    await office.eventually(busyDay(1), [row(day, 'A'), row(day + 2 * HOUR, 'B', 'tentative')]);
    await anna.put('a.ics', event('a', day - HOUR, 'SUMMARY:A earlier'));
    await anna.remove('b.ics');
    await sync();
    await office.eventually(busyDay(1), [row(day - HOUR, 'A earlier')]);
  });

  test('a series with exceptions in one object: moved, called off, brought back, and ended', async () => {
    const day = noon + 2 * DAY;
    const week = (n: number): number => day + n * 7 * DAY;
    const weeks = async () => (await Promise.all([0, 1, 2, 3].map((n) => busyDay(2 + 7 * n)()))).flat();
    const master = event('s', day, 'RRULE:FREQ=WEEKLY;COUNT=4', 'SUMMARY:Weekly');
    await anna.put('s.ics', master);
    await sync();
    await office.eventually(
      weeks,
      [0, 1, 2, 3].map((n) => row(week(n), 'Weekly')),
    );

    await anna.put('s.ics', [
      ...master,
      ...event('s', week(1) + 2 * HOUR, `RECURRENCE-ID:${stamp(week(1))}`, 'SUMMARY:Moved'),
      ...event('s', week(2), `RECURRENCE-ID:${stamp(week(2))}`, 'STATUS:CANCELLED'),
    ]);
    await sync();
    await office.eventually(weeks, [
      row(week(0), 'Weekly'),
      row(week(1) + 2 * HOUR, 'Moved'),
      row(week(3), 'Weekly'),
    ]);

    // The exceptions are gone from the object, and nothing names them.
    await anna.put('s.ics', master);
    await sync();
    await office.eventually(
      weeks,
      [0, 1, 2, 3].map((n) => row(week(n), 'Weekly')),
    );
    await anna.remove('s.ics');
    await sync();
    await office.eventually(weeks, []);
  });

  test('floating times and whole days live in the calendar’s zone', async () => {
    const day = noon + 3 * DAY;
    const date = minute(day).slice(0, 10).replaceAll('-', '');
    const riga = Temporal.PlainDateTime.from(`${minute(day).slice(0, 10)}T08:00:00`).toZonedDateTime(
      'Europe/Riga',
    );
    await anna.put('f.ics', [
      'BEGIN:VEVENT',
      'UID:f',
      'DTSTAMP:20260101T000000Z',
      `DTSTART:${date}T080000`,
      `DTEND:${date}T090000`,
      'SUMMARY:Floating',
      'END:VEVENT',
    ]);
    await sync();
    await office.eventually(busyDay(3), [row(riga.epochMilliseconds, 'Floating')]);
  });

  const own = async (): Promise<string[]> => {
    const names = await radicale.objects('anna', 'main');
    return names.filter((name) => /^[0-9a-f]{64}\.ics$/.test(name));
  };
  const put = (meeting: MeetingJson) => async () => {
    const { effects } = await office.meeting(meeting.meetingId);
    return effects
      .filter(({ kind }) => kind.startsWith('calendar'))
      .map(({ kind, state }) => `${kind} ${state}`);
  };
  const objectOf = async (title: string): Promise<string> => {
    for (const name of await own()) if ((await anna.get(name)).includes(`SUMMARY:${title}`)) return name;
    throw new Error(`${title} is not on the calendar`);
  };

  test('a confirmed meeting is on the calendar once, invites nobody there, and goes when it is called off', async () => {
    const meeting = await office.book('Visit one', noon + 4 * DAY);
    await office.eventually(put(meeting), ['calendar-put done']);
    expect(await own()).toHaveLength(1);
    const text = await anna.get(await objectOf('Visit one'));
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER/);
    expect(text).toContain(`DTSTART:${stamp(noon + 4 * DAY)}`);
    // Our own write comes back with the next sync and is known.
    await sync();
    await office.eventually(busyDay(4), [row(noon + 4 * DAY, 'Visit one')]);
    expect((await office.meeting(meeting.meetingId)).state).toBe('confirmed');

    await office.send('POST', `/api/meetings/${meeting.meetingId}/cancel`, {});
    await office.eventually(own, []);
  });

  test('both work on the same event: our new time comes in, the person’s alarm and notes stay', async () => {
    const day = noon + 5 * DAY;
    const meeting = await office.book('Visit two', day);
    await office.eventually(put(meeting), ['calendar-put done']);
    const name = await objectOf('Visit two');
    // Without a sync in between, so that our etag is out of date when we write.
    await anna.edit(name, (text) =>
      text.replace(
        'END:VEVENT',
        'X-PERSON:kept\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Get up\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT',
      ),
    );
    await office.send('POST', `/api/meetings/${meeting.meetingId}/reschedule`, {
      start: new Date(day + 3 * HOUR).toISOString(),
      end: new Date(day + 4 * HOUR).toISOString(),
    });
    await office.eventually(
      async () => (await anna.get(name)).includes(`DTSTART:${stamp(day + 3 * HOUR)}`),
      true,
    );
    const text = await anna.get(name);
    expect(text).toContain('X-PERSON:kept');
    expect(text).toContain('DESCRIPTION:Get up');
    expect(await own()).toEqual([name]);
    await office.send('POST', `/api/meetings/${meeting.meetingId}/cancel`, {});
    await office.eventually(own, []);
  });

  test('the person moves the meeting on the calendar, and the meeting follows', async () => {
    const day = noon + 6 * DAY;
    const meeting = await office.book('Visit three', day);
    await office.eventually(put(meeting), ['calendar-put done']);
    const name = await objectOf('Visit three');
    await anna.edit(name, (text) =>
      text.replace(stamp(day), stamp(day + 2 * HOUR)).replace(stamp(day + HOUR), stamp(day + 3 * HOUR)),
    );
    await sync();
    await office.eventually(async () => {
      const { options, confirmedOptionId } = await office.meeting(meeting.meetingId);
      return options.find(({ optionId }) => optionId === confirmedOptionId)?.start;
    }, new Date(day + 2 * HOUR).toISOString());
    expect(await own()).toEqual([name]);
    await office.send('POST', `/api/meetings/${meeting.meetingId}/cancel`, {});
    await office.eventually(own, []);
  });

  test('what the person deletes is not made again', async () => {
    const meeting = await office.book('Visit four', noon + 8 * DAY);
    await office.eventually(put(meeting), ['calendar-put done']);
    await anna.remove(await objectOf('Visit four'));
    await sync();
    await office.eventually(async () => (await office.meeting(meeting.meetingId)).question !== null, true);
    expect(await own()).toEqual([]);
  });

  test('the server is down while meetings are confirmed and called off: all is made up for, nothing twice', async () => {
    const day = noon + 10 * DAY;
    await radicale.stop();
    const kept = await office.book('While down', day);
    const dropped = await office.book('Dropped while down', day + 3 * HOUR);
    await office.eventually(
      async () =>
        (await office.meeting(kept.meetingId)).effects.find(({ kind }) => kind === 'calendar-put')?.state !==
        'pending',
      true,
    );
    expect((await office.meeting(kept.meetingId)).state).toBe('confirmed');
    await office.send('POST', `/api/meetings/${dropped.meetingId}/cancel`, {});
    await sync();
    await office.eventually(
      async () => (await office.calendars()).find((one) => one.calendarId === calendarId)?.state,
      'failing',
    );
    await radicale.run();
    await office.eventually(async () => (await own()).length, 1);
    await office.eventually(put(kept), ['calendar-put done']);
    await office.eventually(
      async () => (await put(dropped)()).every((effect) => effect.endsWith('done')),
      true,
    );
    expect(await own()).toEqual([await objectOf('While down')]);
    await sync();
    await office.eventually(
      async () => (await office.calendars()).find((one) => one.calendarId === calendarId)?.state,
      'ok',
    );
    await office.eventually(busyDay(10), [row(day, 'While down')]);
  });

  test('sync tokens that the server has lost: everything is read anew, and stays as it is', async () => {
    const before = await office.busy(noon - DAY, noon + 30 * DAY);
    await radicale.forgetSyncTokens('anna', 'main');
    await anna.put('after.ics', event('after', noon + 12 * DAY, 'SUMMARY:After the loss'));
    await sync();
    await office.eventually(busyDay(12), [row(noon + 12 * DAY, 'After the loss')]);
    expect(await office.busy(noon - DAY, noon + 30 * DAY)).toEqual(
      [...before, row(noon + 12 * DAY, 'After the loss')].sort(),
    );
  });

  test('a new password at the server: said in words, and mended by entering it', async () => {
    await radicale.setPassword('anna', 'another one');
    await sync();
    const accounts = () =>
      office.get<{ accountId: string; state: string }[]>('/api/clients/{client}/accounts');
    await office.eventually(async () => (await accounts()).map(({ state }) => state), ['reconnect']);
    const waiting = await office.book('While locked out', noon + 13 * DAY);
    await office.eventually(put(waiting), ['calendar-put parked']);
    const [account] = await accounts();
    const path = `/api/clients/{client}/accounts/${account?.accountId}/password`;
    const wrong = await office.call('POST', path, { password: 'guess' });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { refusal: 'wrong-password' }]);
    const mended = await office.send<{ accountId: string; state: string }>('POST', path, {
      password: 'another one',
    });
    expect(mended).toMatchObject({ accountId: account?.accountId, state: 'linked' });
    // What had to wait is written at once.
    await office.eventually(put(waiting), ['calendar-put done']);
    expect(await own()).toHaveLength(2);
  });

  test('passwords lie nowhere in the open', async () => {
    const db = office.app.app.get(TenantDatabase);
    const [agencyId = ''] = await db.agencyIds();
    const rows: unknown[] = await db.inAgency(agencyId, (tx) =>
      tx.query(`select *, encode(sealed_tokens, 'escape') as opened from account`),
    );
    expect(rows).not.toEqual([]);
    expect(JSON.stringify(rows)).not.toMatch(/another one|sésame/);
  });
});
