import { CaldavCalendar } from '../../../src/calendars/caldav/caldav-calendar.js';
import { parseAllowedHosts } from '../../../src/outbound/allowed-hosts.js';
import { GuardedFetch } from '../../../src/outbound/guarded-fetch.js';
import type { EventResource, EventTime } from '../../../src/sandbox/google/resource.js';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src/sandbox/google/simulator.js';
import type { Clock } from '../../../src/time/clock.port.js';
import { BoundedWorkers } from '../../../src/worker/bounded-worker.service.js';
import { type CaldavFault, CaldavServer } from '../../support/caldav-server.js';
import { GoogleOwner, ZONES } from './walk-google.js';
import { merged, type Span, type Standing, type WalkWorld } from './walk-world.js';

const MINUTE = 60_000;
const KINDS: readonly CaldavFault['kind'][] = ['drop-before', 'drop-after', '503-after', '503', '429'];
const VERBS: readonly CaldavFault['verb'][] = ['create', 'update', 'delete', 'look', 'list', 'calendars'];

/** Each client on a server of its own, which knows one person. */
export const openCaldav = async (clock: Clock, seed: number): Promise<WalkWorld> => {
  const book = await startGoogleSimulator({ now: () => clock.now(), seed });
  const workers = new BoundedWorkers();
  const owners: CaldavOwner[] = [];
  for (const [i, timeZone] of ZONES.entries()) {
    const account = `owner${i}@example.com`;
    book.calendars.addUser({ email: account, name: `Owner ${i}`, timeZone });
    const server = await CaldavServer.start();
    owners.push(new CaldavOwner(server, server.addCalendar('main'), book, account, timeZone, clock));
  }
  const [first, second] = owners;
  if (first === undefined || second === undefined) throw new Error('two owners are needed');
  const ports = owners.map(({ server }) => `127.0.0.1:${server.port}`).join(',');
  const guard = new GuardedFetch(parseAllowedHosts(ports) ?? []);
  return {
    provider: 'caldav',
    owners: [first, second],
    settings: {},
    make: () =>
      new CaldavCalendar(guard, workers, clock, {
        limits: { timeoutMs: 5_000, maxBytes: 1024 * 1024 },
        serviceOf: async () => null,
      }),
    letGo: () => undefined,
    entry: {
      kind: 'password',
      of: (account) => {
        const { server } = account === first.account ? first : second;
        const address = `${server.url}/dav/principals/anna/`;
        return { address, username: 'anna', password: server.password };
      },
    },
    faults: [...VERBS.flatMap((verb) => KINDS.map((kind) => `${kind} ${verb}`)), 'forget-tokens'],
    fault: (name, random) => {
      const { server } = random < 0.5 ? first : second;
      if (name === 'forget-tokens') return server.forgetTokens();
      const [kind, verb] = name.split(' ') as [CaldavFault['kind'], CaldavFault['verb']];
      server.fail({ kind, verb, times: 1 + Math.floor(((random * 2) % 1) * 3) });
    },
    calm: () => {
      for (const { server } of owners) server.mend();
    },
    pushesSettled: async () => undefined,
    forgePush: async () => undefined,
    close: async () => {
      guard.close();
      await workers.close();
      for (const { server } of owners) await server.close();
      await book.close();
    },
  };
};

/**
 * Keeps the own events in a book that knows nothing of CalDAV, and puts a page of it on the server whenever it changes:
 * what the book expands is what has to be in the mirror. Events of ours stand on the server alone.
 */
class CaldavOwner extends GoogleOwner {
  private readonly written = new Map<
    string,
    { readonly of: readonly EventResource[]; readonly text: string }
  >();

  constructor(
    readonly server: CaldavServer,
    private readonly collection: string,
    book: GoogleSimulator,
    account: string,
    zone: string,
    clock: Clock,
  ) {
    super(book, account, zone, clock);
  }

  override ids() {
    return { ...super.ids(), ours: this.ours().map(({ eventId }) => eventId) };
  }

  override add(event: Span & { allDay: boolean; free: boolean }): void {
    super.add(event);
    this.publish();
  }

  override addSeries(event: Span & { allDay: boolean; rule: string }): void {
    super.addSeries(event);
    this.publish();
  }

  override move(eventId: string, byMinutes: number): void {
    if (this.isOurs(eventId)) {
      const text = this.server.text(eventId);
      const moved = (name: string) => stamp(msOf(lineOf(text, name)) + byMinutes * MINUTE);
      const started = withLine(text, 'DTSTART', moved('DTSTART'));
      this.server.put(eventId, withLine(started, 'DTEND', moved('DTEND')));
    } else {
      super.move(eventId, byMinutes);
      this.publish();
    }
  }

  override rename(eventId: string, title: string): void {
    if (this.isOurs(eventId)) this.server.put(eventId, withLine(this.server.text(eventId), 'SUMMARY', title));
    else {
      super.rename(eventId, title);
      this.publish();
    }
  }

  override remove(eventId: string): void {
    if (this.isOurs(eventId)) this.server.put(eventId, null);
    else {
      super.remove(eventId);
      this.publish();
    }
  }

  override changeRule(seriesId: string, rule: string): void {
    super.changeRule(seriesId, rule);
    this.publish();
  }

  override split(seriesId: string, nth: number, byMinutes: number): void {
    super.split(seriesId, nth, byMinutes);
    this.publish();
  }

  override busy(window: Span): Span[] {
    return merged([...super.busy(window), ...this.ours()], window);
  }

  override ours(): Standing[] {
    return [...this.server.objects(this.collection)].flatMap(([eventId, text]) => {
      const meetingId = lineOf(text, 'X-MEETBROKER-MEETING');
      if (meetingId === '') return [];
      const [start, end] = [msOf(lineOf(text, 'DTSTART')), msOf(lineOf(text, 'DTEND'))];
      return [{ eventId, meetingId, confirmed: lineOf(text, 'STATUS') === 'CONFIRMED', start, end }];
    });
  }

  override revoke(): void {
    this.server.password = `${this.server.password}+`;
  }

  private isOurs(eventId: string): boolean {
    return eventId.startsWith(this.collection);
  }

  private publish(): void {
    const all = this.google.calendars.events(this.account);
    const exceptions = Map.groupBy(all, ({ recurringEventId }) => recurringEventId);
    const gone = new Set(this.written.keys());
    for (const event of all) {
      if (event.recurringEventId !== undefined || event.status === 'cancelled') continue;
      const path = `${this.collection}their-${event.id}.ics`;
      const of = [event, ...(exceptions.get(event.id) ?? [])];
      const before = this.written.get(path);
      gone.delete(path);
      // A changed event is another object in the book.
      if (before?.of.length === of.length && of.every((one, i) => one === before.of[i])) continue;
      const text = objectOf(event, of.slice(1));
      this.written.set(path, { of, text });
      if (text !== before?.text) this.server.put(path, text);
    }
    for (const path of gone) {
      this.server.put(path, null);
      this.written.delete(path);
    }
  }
}

const objectOf = (event: EventResource, changed: readonly EventResource[]): string => {
  const uid = event.iCalUID;
  const cancelled = changed.filter(({ status }) => status === 'cancelled');
  const moved = changed.filter(({ status }) => status !== 'cancelled');
  const body = (one: EventResource, more: readonly string[]) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:${one.summary ?? ''}`,
    `DTSTART${timeOf(one.start)}`,
    `DTEND${timeOf(one.end)}`,
    `TRANSP:${one.transparency === 'transparent' ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...more,
    'END:VEVENT',
  ];
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...body(event, [
      ...(event.recurrence ?? []),
      ...cancelled.map(({ originalStartTime, start }) => `EXDATE${timeOf(originalStartTime ?? start)}`),
    ]),
    ...moved.flatMap((one) => body(one, [`RECURRENCE-ID${timeOf(one.originalStartTime ?? one.start)}`])),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
};

/** With its zone, as calendar programs write it. */
const timeOf = ({ date, dateTime, timeZone = 'UTC' }: EventTime): string => {
  if (date !== undefined) return `;VALUE=DATE:${date.replaceAll('-', '')}`;
  const there = Temporal.Instant.from(dateTime ?? '').toZonedDateTimeISO(timeZone);
  const wall = there.toPlainDateTime().toString({ smallestUnit: 'second' });
  return `;TZID=${timeZone}:${wall.replaceAll(/[-:]/g, '')}`;
};

const unfolded = (text: string): string => text.replaceAll(/\r?\n[ \t]/g, '');

const lineOf = (text: string, name: string): string =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(unfolded(text))?.[1] ?? '';

const withLine = (text: string, name: string, value: string): string =>
  unfolded(text).replace(new RegExp(`^${name}:.*$`, 'm'), `${name}:${value}\r`);

/** YYYYMMDDTHHMMSSZ, as our own events are written. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const msOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
