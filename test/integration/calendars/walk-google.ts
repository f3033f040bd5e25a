import { GoogleCalendar } from '../../../src/calendars/google/google-calendar.js';
import { occurrencesOf } from '../../../src/sandbox/google/instances.js';
import type { EventResource } from '../../../src/sandbox/google/resource.js';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src/sandbox/google/simulator.js';
import { instantOf } from '../../../src/sandbox/google/times.js';
import type { Clock } from '../../../src/time/clock.port.js';
import {
  askOnce,
  consentOf,
  merged,
  type Owner,
  type Span,
  type Standing,
  type WalkWorld,
} from './walk-world.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
export const ZONES = ['Europe/Riga', 'America/New_York'] as const;

/** Faults of the simulator, and how many requests each strikes at most. */
const FAULTS = {
  'drop-before': 3,
  'drop-after-commit': 2,
  '503-after-commit': 2,
  '500': 2,
  '503': 3,
  '429': 3,
  '403-rate': 2,
  '410': 1,
  'expire-tokens': 1,
  'lost-push': 3,
  'duplicate-push': 3,
  'late-push': 2,
} as const;

export const openGoogle = async (clock: Clock, seed: number): Promise<WalkWorld> => {
  const google = await startGoogleSimulator({ now: () => clock.now(), seed });
  const [first, second] = ZONES.map((zone, i) => {
    const account = `owner${i}@example.com`;
    google.calendars.addUser({ email: account, name: `Owner ${i}`, timeZone: zone });
    return new GoogleOwner(google, account, zone, clock);
  });
  if (first === undefined || second === undefined) throw new Error('two owners are needed');
  // Pushes are never promised: half of them stay out, always.
  const usual = () => google.faults.add({ kind: 'lost-push', probability: 0.5 });
  usual();
  return {
    provider: 'google',
    owners: [first, second],
    settings: {
      GOOGLE_CLIENT_ID: google.client.clientId,
      GOOGLE_CLIENT_SECRET: google.client.clientSecret,
      GOOGLE_API_URL: google.rootUrl,
      GOOGLE_AUTH_URL: google.endpoints.oauth2AuthBaseUrl,
      GOOGLE_TOKEN_URL: google.endpoints.oauth2TokenUrl,
    },
    make: (config) => {
      if (config.google === null) throw new Error('Google is not configured');
      return new GoogleCalendar(config.google, clock, { pageSize: 20, timeoutMs: 5_000 });
    },
    letGo: (provider) => {
      if (provider instanceof GoogleCalendar) provider.close();
    },
    entry: { kind: 'consent', follow: consentOf },
    faults: [...Object.keys(FAULTS), 'expire-sync-tokens', 'expire-access-tokens'],
    fault: (name, random) => {
      if (name === 'expire-sync-tokens')
        return google.calendars.expireSyncTokens(random < 0.5 ? first.account : second.account);
      if (name === 'expire-access-tokens') return google.expireTokens();
      const kind = name as keyof typeof FAULTS;
      google.faults.add({
        kind,
        times: 1 + Math.floor(random * FAULTS[kind]),
        ...(kind === 'late-push' ? { ms: 20 } : {}),
        ...(kind === '410' ? { path: '/events$', method: 'GET' } : { path: '/calendars/|/watch' }),
        ...(kind.endsWith('-push') ? { path: undefined } : {}),
      });
    },
    calm: () => {
      google.faults.clear();
      usual();
    },
    pushesSettled: () => google.pushesSettled(),
    forgePush: async (publicUrl) => {
      await askOnce(`${publicUrl}/api/push/google`, {
        method: 'POST',
        headers: {
          'x-goog-channel-id': '6f9619ff-8b86-4011-b42d-00cf4fc964ff',
          'x-goog-channel-token': 'a'.repeat(52),
          'x-goog-resource-state': 'exists',
        },
      });
    },
    close: () => google.close(),
  };
};

export class GoogleOwner implements Owner {
  private made = 0;

  constructor(
    protected readonly google: GoogleSimulator,
    readonly account: string,
    readonly zone: string,
    private readonly clock: Clock,
  ) {}

  private standing(): EventResource[] {
    return this.google.calendars.events(this.account).filter(({ status }) => status !== 'cancelled');
  }

  ids() {
    const all = this.standing().filter((event) => event.recurringEventId === undefined);
    const ours = all.filter(isOurs);
    const theirs = all.filter((event) => !isOurs(event));
    return {
      single: theirs.filter(({ recurrence }) => recurrence === undefined).map(({ id }) => id),
      series: theirs.filter(({ recurrence }) => recurrence !== undefined).map(({ id }) => id),
      ours: ours.map(({ id }) => id),
    };
  }

  add({ start, end, allDay, free }: Span & { allDay: boolean; free: boolean }): void {
    this.google.calendars.addEvent(this.account, {
      summary: `Event ${++this.made}`,
      ...this.times(start, end, allDay),
      ...(free ? { transparency: 'transparent' as const } : {}),
    });
  }

  addSeries({ start, end, allDay, rule }: Span & { allDay: boolean; rule: string }): void {
    this.google.calendars.addEvent(this.account, {
      summary: `Series ${++this.made}`,
      ...this.times(start, end, allDay),
      recurrence: [`RRULE:${rule}`],
    });
  }

  move(eventId: string, byMinutes: number): void {
    const { start, recurrence } = this.google.calendars.getEvent(this.account, eventId);
    const allDay = start.date !== undefined;
    // A series whose rule ends before it begins has no occurrence for the one and its first one for the other: RFC 5545
    // 3.8.5.3 counts DTSTART always, and what Google does with it is not documented.
    const until = /UNTIL=(\d{8})/.exec(recurrence?.join(' ') ?? '')?.[1];
    const latest = new Date(instantOf(start, this.zone) + 6 * DAY).toISOString().slice(0, 10);
    if (until !== undefined && latest.replaceAll('-', '') > until) return;
    this.google.calendars.moveEvent(
      this.account,
      eventId,
      allDay ? { days: 1 + (Math.abs(byMinutes) % 4) } : { minutes: byMinutes },
    );
  }

  rename(eventId: string, title: string): void {
    this.google.calendars.editEvent(this.account, eventId, { summary: title });
  }

  remove(eventId: string): void {
    this.google.calendars.deleteEvent(this.account, eventId);
  }

  moveInstance(seriesId: string, nth: number, byMinutes: number): void {
    const id = this.instance(seriesId, nth);
    if (id !== undefined) this.move(id, byMinutes);
  }

  cancelInstance(seriesId: string, nth: number): void {
    const id = this.instance(seriesId, nth);
    if (id !== undefined) this.remove(id);
  }

  changeRule(seriesId: string, rule: string): void {
    this.google.calendars.editEvent(this.account, seriesId, { recurrence: [`RRULE:${rule}`] });
  }

  split(seriesId: string, nth: number, byMinutes: number): void {
    const id = this.instance(seriesId, nth + 1);
    if (id === undefined) return;
    const { id: following, start } = this.google.calendars.splitSeries(this.account, seriesId, id);
    if (start.date === undefined) this.move(following, byMinutes);
  }

  /** Of the instances that stand, and are no exceptions yet. */
  private instance(seriesId: string, nth: number): string | undefined {
    const master = this.google.calendars.getEvent(this.account, seriesId);
    const now = this.clock.now();
    const taken = new Set(this.google.calendars.events(this.account).map(({ id }) => id));
    return occurrencesOf(master, this.zone, now, now + 90 * DAY).filter(({ id }) => !taken.has(id))[nth]?.id;
  }

  /** Past the API, by the simulator's own expansion. */
  busy(window: Span): Span[] {
    const all = this.google.calendars.events(this.account);
    const ids = new Set(all.map(({ id }) => id));
    const spans = all.filter(blocks).flatMap((event) =>
      event.recurrence === undefined
        ? [{ start: instantOf(event.start, this.zone), end: instantOf(event.end, this.zone) }]
        : occurrencesOf(event, this.zone, window.start, window.end)
            .filter(({ id }) => !ids.has(id))
            .map(({ startMs, endMs }) => ({ start: startMs, end: endMs })),
    );
    return merged(spans, window);
  }

  ours(): Standing[] {
    return this.standing()
      .filter(isOurs)
      .map((event) => ({
        eventId: event.id,
        meetingId: event.extendedProperties?.private?.meetbrokerMeeting ?? '',
        confirmed: event.status === 'confirmed',
        start: instantOf(event.start, this.zone),
        end: instantOf(event.end, this.zone),
      }));
  }

  revoke(): void {
    this.google.revokeGrants(this.account);
  }

  private times(start: number, end: number, allDay: boolean) {
    const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(this.zone);
    if (!allDay) {
      const time = (ms: number) => ({
        dateTime: at(ms).toString({ timeZoneName: 'never', smallestUnit: 'second' }),
        timeZone: this.zone,
      });
      return { start: time(start), end: time(Math.max(end, start + 15 * MINUTE)) };
    }
    const first = at(start).toPlainDate();
    const days = 1 + Math.floor((end - start) / (3 * 60 * MINUTE));
    return { start: { date: first.toString() }, end: { date: first.add({ days }).toString() } };
  }
}

const isOurs = (event: EventResource): boolean =>
  event.extendedProperties?.private?.meetbrokerMeeting !== undefined;

const blocks = (event: EventResource): boolean =>
  event.status !== 'cancelled' && event.transparency !== 'transparent';
