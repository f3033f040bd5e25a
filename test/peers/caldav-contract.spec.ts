import { CaldavCalendar } from '../../src/calendars/caldav/caldav-calendar.js';
import type { EventTime } from '../../src/calendars/calendar.port.js';
import { parseAllowedHosts } from '../../src/outbound/allowed-hosts.js';
import { GuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { systemClock } from '../../src/time/clock.port.js';
import { BoundedWorkers } from '../../src/worker/bounded-worker.service.js';
import { describeCalendarProvider, type Harness } from '../contract/calendar-provider.js';
import { Radicale, withRadicale } from '../support/radicale.js';

withRadicale('CalDAV under the contract of providers, against Radicale', () => {
  let radicale: Radicale;
  let workers: BoundedWorkers;
  let users = 0;
  beforeAll(async () => {
    radicale = await Radicale.start();
    workers = new BoundedWorkers();
  });
  afterAll(async () => {
    await workers.close();
    await radicale.close();
  });

  const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const line = (name: string, time: EventTime): string => {
    if (time.kind === 'date') return `${name};VALUE=DATE:${time.date.replaceAll('-', '')}`;
    const wall = Temporal.Instant.fromEpochMilliseconds(time.at).toZonedDateTimeISO(time.zone ?? 'UTC');
    const local = wall.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds;
    return `${name};TZID=${time.zone ?? 'UTC'}:${stamp(local)}`;
  };

  describeCalendarProvider('caldav', async (): Promise<Harness> => {
    const anna = await radicale.addUser(`anna${++users}`, 'sésame: öffne dich');
    const guard = new GuardedFetch(parseAllowedHosts(radicale.allowed) ?? []);
    const provider = new CaldavCalendar(guard, workers, systemClock, { batch: 3 });
    return {
      provider,
      main: anna.calendar(),
      readOnly: anna.calendar('shared'),
      missing: anna.calendar('no-such-calendar'),
      remembersDeleted: false,
      listsMarks: true,
      strangerFault: 'reconnect',
      stranger: { credentials: { ...anna.credentials, password: 'wrong' }, accountId: 'account' },
      signIn: async () => {
        const opened = await provider.open(anna.credentials);
        if (!opened.ok) throw new Error(opened.fault.detail);
        return { credentials: opened.value.tokens, accountId: 'account' };
      },
      put: async ({ id, title, start, end, recurrence = [] }) => {
        await anna.put(`${id}.ics`, [
          'BEGIN:VEVENT',
          `UID:${id}`,
          'DTSTAMP:20260101T000000Z',
          line('DTSTART', start),
          line('DTEND', end),
          ...recurrence,
          `SUMMARY:${title}`,
          'END:VEVENT',
        ]);
        return anna.path(`${id}.ics`);
      },
      remove: (id) => anna.remove(`${id}.ics`),
      forgetSyncTokens: async () => {
        await radicale.forgetSyncTokens(anna.name, 'main');
        // A token of the present state is never stale: it is the state's own hash.
        await anna.put('later.ics', [
          'BEGIN:VEVENT',
          'UID:later',
          'DTSTAMP:20260101T000000Z',
          'DTSTART:20270401T100000Z',
          'END:VEVENT',
        ]);
      },
      close: async () => guard.close(),
    };
  });
});
