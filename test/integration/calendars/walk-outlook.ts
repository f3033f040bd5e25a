import { GraphCalendar } from '../../../src/calendars/graph/graph-calendar.js';
import { GraphFailure } from '../../../src/sandbox/microsoft/failure.js';
import type { HandEvent } from '../../../src/sandbox/microsoft/owner-hand.js';
import { type Pattern, WEEKDAYS } from '../../../src/sandbox/microsoft/resource.js';
import {
  type MicrosoftSimulator,
  startMicrosoftSimulator,
} from '../../../src/sandbox/microsoft/simulator.js';
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
const ZONES = ['Europe/Riga', 'America/New_York'] as const;

/** Faults of the simulator, how many requests each strikes at most, and which ones. */
const FAULTS = {
  'drop-before': [3, '/v1.0/'],
  'drop-after-commit': [2, '/v1.0/'],
  '503-after-commit': [2, '/v1.0/'],
  '500': [2, '/v1.0/'],
  '502': [1, '/v1.0/'],
  '503': [3, '/v1.0/'],
  '504': [2, '/v1.0/'],
  '429': [3, '/v1.0/'],
  '410': [1, '/delta'],
  'sync-state-not-found': [1, '/delta'],
  'resync-required': [1, '/delta'],
  'page-size': [3, '/delta'],
  shuffle: [3, '/delta'],
  repeat: [3, '/delta'],
  'without-masters': [3, '/delta'],
  replay: [2, '/delta'],
  'key-drift': [2, '/events'],
  'forget-transaction': [1, '/events'],
  'expire-tokens': [1, '/v1.0/'],
  'lost-push': [3, undefined],
  'duplicate-push': [3, undefined],
  'late-push': [2, undefined],
  'forged-push': [1, undefined],
} as const satisfies Record<string, readonly [number, string | undefined]>;

const RESETS = { 'reset-gone': 'gone', 'reset-state': 'sync-state-not-found' } as const;

export const openOutlook = async (clock: Clock, seed: number): Promise<WalkWorld> => {
  const outlook = await startMicrosoftSimulator({ now: () => clock.now(), seed });
  const [first, second] = ZONES.map((timeZone, i) => {
    const account = `owner${i}@example.com`;
    outlook.calendars.addUser({ address: account, name: `Owner ${i}`, timeZone });
    return new OutlookOwner(outlook, account, timeZone, clock);
  });
  if (first === undefined || second === undefined) throw new Error('two owners are needed');
  // Pushes are never promised: half of them stay out, always.
  const usual = () => outlook.faults.add({ kind: 'lost-push', probability: 0.5 });
  usual();
  return {
    provider: 'microsoft',
    owners: [first, second],
    settings: {
      MICROSOFT_CLIENT_ID: outlook.client.clientId,
      MICROSOFT_CLIENT_SECRET: outlook.client.clientSecret,
      MICROSOFT_GRAPH_URL: outlook.graphUrl,
      MICROSOFT_AUTH_URL: outlook.authorizeUrl,
      MICROSOFT_TOKEN_URL: outlook.tokenUrl,
    },
    make: (config) => {
      if (config.microsoft === null) throw new Error('Outlook is not configured');
      return new GraphCalendar(config.microsoft, clock, { pageSize: 20, timeoutMs: 5_000 });
    },
    letGo: () => undefined,
    entry: { kind: 'consent', follow: consentOf },
    faults: [...Object.keys(FAULTS), ...Object.keys(RESETS), 'expire-access-tokens'],
    fault: (name, random) => {
      if (name === 'expire-access-tokens') return outlook.expireTokens();
      if (name in RESETS) {
        const { account } = random < 0.5 ? first : second;
        return outlook.calendars.expireDeltaTokens(account, RESETS[name as keyof typeof RESETS]);
      }
      const kind = name as keyof typeof FAULTS;
      const [most, path] = FAULTS[kind];
      outlook.faults.add({
        kind,
        times: 1 + Math.floor(random * most),
        ...(kind === 'late-push' ? { ms: 20 } : {}),
        ...(kind === 'page-size' ? { size: Math.floor(random * 4) } : {}),
        ...(path === undefined ? {} : { path }),
      });
    },
    calm: () => {
      outlook.faults.clear();
      usual();
    },
    pushesSettled: () => outlook.pushesSettled(),
    forgePush: async (publicUrl) => {
      await askOnce(`${publicUrl}/api/push/microsoft`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          value: [
            {
              subscriptionId: '6f9619ff-8b86-4011-b42d-00cf4fc964ff',
              clientState: 'a'.repeat(52),
              changeType: 'updated',
              resource: 'Users/x/Events/y',
            },
          ],
        }),
      });
    },
    close: () => outlook.close(),
  };
};

class OutlookOwner implements Owner {
  private made = 0;

  constructor(
    private readonly outlook: MicrosoftSimulator,
    readonly account: string,
    readonly zone: string,
    private readonly clock: Clock,
  ) {}

  private get hand() {
    return this.outlook.calendars;
  }

  ids() {
    const all = this.hand.events(this.account);
    const theirs = all.filter((event) => meetingOf(event) === null);
    return {
      single: theirs.filter(({ recurrence }) => recurrence === null).map(({ id }) => id),
      series: theirs.filter(({ recurrence }) => recurrence !== null).map(({ id }) => id),
      ours: all.filter((event) => meetingOf(event) !== null).map(({ id }) => id),
    };
  }

  add({ start, end, allDay, free }: Span & { allDay: boolean; free: boolean }): void {
    this.hand.addEvent(this.account, {
      subject: `Event ${++this.made}`,
      ...this.times(start, end, allDay),
      showAs: free ? 'free' : 'busy',
    });
  }

  addSeries({ start, end, allDay, rule }: Span & { allDay: boolean; rule: string }): void {
    this.hand.addEvent(this.account, {
      subject: `Series ${++this.made}`,
      ...this.times(start, end, allDay),
      recurrence: recurrenceOf(rule, at(start, this.zone).toPlainDate()),
      showAs: 'busy',
    });
  }

  move(eventId: string, byMinutes: number): void {
    const { isAllDay } = this.hand.getEvent(this.account, eventId);
    const by = isAllDay === true ? { days: 1 + (Math.abs(byMinutes) % 4) } : { minutes: byMinutes };
    allowed(() => this.hand.moveEvent(this.account, eventId, by));
  }

  rename(eventId: string, title: string): void {
    this.hand.editEvent(this.account, eventId, { subject: title });
  }

  remove(eventId: string): void {
    this.hand.deleteEvent(this.account, eventId);
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
    const first = this.dayOf(this.hand.getEvent(this.account, seriesId));
    allowed(() => this.hand.editEvent(this.account, seriesId, { recurrence: recurrenceOf(rule, first) }));
  }

  /** Outlook ends the series on the day before, and makes a new one. */
  split(seriesId: string, nth: number, byMinutes: number): void {
    const id = this.instance(seriesId, nth + 1);
    if (id !== undefined) allowed(() => this.splitAt(seriesId, id, byMinutes));
  }

  private splitAt(seriesId: string, id: string, byMinutes: number): void {
    const master = this.hand.getEvent(this.account, seriesId);
    const day = this.hand.getEvent(this.account, id);
    const allDay = day.isAllDay === true;
    const { pattern } = master.recurrence as { pattern: Pattern };
    const [first, from] = [this.dayOf(master), this.dayOf(day)];
    const range = {
      type: 'endDate' as const,
      startDate: first.toString(),
      endDate: from.subtract({ days: 1 }).toString(),
    };
    this.hand.editEvent(this.account, seriesId, { recurrence: { pattern, range } });
    const { id: following } = this.hand.addEvent(this.account, {
      subject: `Series ${++this.made}`,
      ...(allDay
        ? this.days(from, Math.round((instantOf(day.end) - instantOf(day.start)) / DAY))
        : this.times(instantOf(day.start), instantOf(day.end), false)),
      recurrence: { pattern, range: { type: 'noEnd', startDate: from.toString() } },
      showAs: 'busy',
    });
    if (!allDay) this.move(following, byMinutes);
  }

  busy(window: Span): Span[] {
    const spans = this.hand
      .view(this.account, window.start, window.end)
      .filter(({ free }) => !free)
      .map(({ startMs, endMs }) => ({ start: startMs, end: endMs }));
    return merged(spans, window);
  }

  ours(): Standing[] {
    return this.hand.events(this.account).flatMap((event) => {
      const meetingId = meetingOf(event);
      return meetingId === null
        ? []
        : [
            {
              eventId: event.id,
              meetingId,
              confirmed: event.showAs !== 'tentative',
              start: instantOf(event.start),
              end: instantOf(event.end),
            },
          ];
    });
  }

  revoke(): void {
    this.outlook.revokeGrants(this.account);
  }

  /** Of the days that stand, and are no exceptions yet. */
  private instance(seriesId: string, nth: number): string | undefined {
    const now = this.clock.now();
    return this.hand
      .view(this.account, now, now + 90 * DAY)
      .filter((one) => one.kind === 'occurrence' && one.seriesId === seriesId)[nth]?.id;
  }

  /** On which day of its zone it begins. */
  private dayOf({ start, isAllDay }: HandEvent): Temporal.PlainDate {
    const { dateTime } = start as GraphTime;
    return isAllDay === true
      ? Temporal.PlainDate.from(dateTime.slice(0, 10))
      : at(instantOf(start), this.zone).toPlainDate();
  }

  private times(start: number, end: number, allDay: boolean) {
    if (allDay)
      return this.days(at(start, this.zone).toPlainDate(), 1 + Math.floor((end - start) / (3 * 60 * MINUTE)));
    const time = (ms: number) => this.wall(at(ms, this.zone).toPlainDateTime());
    return { isAllDay: false, start: time(start), end: time(Math.max(end, start + 15 * MINUTE)) };
  }

  private days(first: Temporal.PlainDate, days: number) {
    const midnight = first.toPlainDateTime();
    return { isAllDay: true, start: this.wall(midnight), end: this.wall(midnight.add({ days })) };
  }

  private wall(time: Temporal.PlainDateTime) {
    return { dateTime: time.toString({ smallestUnit: 'second' }), timeZone: this.zone };
  }
}

interface GraphTime {
  readonly dateTime: string;
}

const at = (ms: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

/** The hand is shown everything in UTC. */
const instantOf = (time: unknown): number => Date.parse(`${(time as GraphTime).dateTime.slice(0, 19)}Z`);

const meetingOf = ({ singleValueExtendedProperties }: HandEvent): string | null => {
  const properties = singleValueExtendedProperties as readonly { id: string; value: string }[] | undefined;
  return properties?.find(({ id }) => id.endsWith('MeetbrokerMark'))?.value.split('.')[1] ?? null;
};

/** Outlook keeps a day of a series between its neighbours, and a series from having no day at all. */
const allowed = (deed: () => void): void => {
  try {
    deed();
  } catch (error) {
    if (!(error instanceof GraphFailure && error.status === 400)) throw error;
  }
};

const INDEXES = ['first', 'second', 'third', 'fourth'] as const;
const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A rule of the walk in Outlook's words, from its first day on. */
const recurrenceOf = (rule: string, first: Temporal.PlainDate) => {
  const part = (name: string) => new RegExp(`${name}=([^;]*)`).exec(rule)?.[1];
  const interval = Number(part('INTERVAL') ?? 1);
  const count = part('COUNT');
  const named = part('BYDAY')?.split(',');
  const weekday = (code: string) => WEEKDAYS[CODES.indexOf(code.slice(-2))] ?? 'sunday';
  const daysOfWeek = named?.map(weekday) ?? [WEEKDAYS[first.dayOfWeek % 7] ?? 'sunday'];
  const patterns = {
    DAILY: { type: 'daily' as const, interval },
    WEEKLY: { type: 'weekly' as const, interval, daysOfWeek, firstDayOfWeek: 'monday' as const },
    MONTHLY:
      named === undefined
        ? { type: 'absoluteMonthly' as const, interval, dayOfMonth: 31 }
        : {
            type: 'relativeMonthly' as const,
            interval,
            daysOfWeek,
            index: INDEXES[Number(named[0]?.slice(0, -2)) - 1] ?? 'first',
          },
    YEARLY: { type: 'absoluteYearly' as const, interval, month: first.month, dayOfMonth: first.day },
  };
  const startDate = first.toString();
  return {
    pattern: patterns[part('FREQ') as keyof typeof patterns],
    range:
      count === undefined
        ? { type: 'noEnd' as const, startDate }
        : { type: 'numbered' as const, startDate, numberOfOccurrences: Number(count) },
  };
};
