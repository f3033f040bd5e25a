import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { v7 as uuidv7 } from 'uuid';
import type { Signed } from '../../src/auth/signed.js';
import type { CalendarProvider } from '../../src/calendars/calendar.port.js';
import { CalendarsModule } from '../../src/calendars/calendars.module.js';
import { LinkAccount } from '../../src/calendars/link-account.service.js';
import {
  type CalendarNote,
  type CalendarOfClient,
  type OutsideEvents,
  OWN_EVENT_LISTENER,
  type OwnEventChange,
  type OwnEventListener,
} from '../../src/calendars/own-event.port.js';
import { SyncCalendar } from '../../src/calendars/sync-calendar.service.js';
import { type Config, loadConfig } from '../../src/config.js';
import { CoreModule } from '../../src/core.module.js';
import { PgBossQueue } from '../../src/jobs/pg-boss.queue.js';
import { MemorySender } from '../../src/mail/memory/memory-sender.js';
import { SecretsService } from '../../src/secrets/secrets.service.js';
import type { Clock } from '../../src/time/clock.port.js';
import { createTestDatabase, TEST_KEY_RING, type TestDatabase } from './database.js';

export const ANNA = 'anna@example.com';

/** The calendars' room with a database, a provider behind real HTTP, and a clock that can be put forward. */
export interface CalendarHouse<P extends CalendarProvider> {
  readonly t: TestDatabase;
  readonly provider: P;
  readonly agencyId: string;
  readonly clientId: string;
  readonly who: Signed;
  /** What the meetings were told, in order. */
  readonly told: OwnEventChange[];
  readonly notes: CalendarNote[];
  readonly outside: OutsideEvents[];
  readonly chosen: CalendarOfClient[];
  get<T>(service: abstract new (...args: never[]) => T): T;
  /** The same room in another instance of the service, on the same database. */
  another(): Promise<Pick<CalendarHouse<P>, 'get' | 'sync' | 'close'>>;
  now(): number;
  pass(ms: number): void;
  /** Links Anna's account to the client (or to another one) as a person does; the id of the main calendar. */
  link(clientId?: string): Promise<string>;
  /** Follows the address to the provider and agrees there. */
  consent(authorizeUrl: string, user?: string, untick?: string): Promise<URL>;
  sync(calendarId: string): Promise<string>;
  calendar(calendarId: string): Promise<Record<string, unknown>>;
  /** Busy times of a calendar, `start/end blocking`, in UTC to the minute. */
  busy(calendarId: string): Promise<string[]>;
  makeClient(name: string): Promise<string>;
  makeUser(role: 'owner' | 'secretary'): Promise<Signed>;
  /** Jobs of that name that wait. */
  jobs(name: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A simulated service, and the adapter that talks to it. */
export interface ProviderWorld<P extends CalendarProvider> {
  /** Environment settings that lead to it. */
  readonly settings: Record<string, string>;
  make(config: Config, clock: Clock): P;
  close(): Promise<void>;
}

export const openCalendarHouse = async <P extends CalendarProvider, W extends ProviderWorld<P>>(
  open: (clock: Clock) => Promise<W & ProviderWorld<P>>,
): Promise<CalendarHouse<P> & { readonly world: W }> => {
  let skew = 0;
  const clock = { now: () => Date.now() + skew };
  const t = await createTestDatabase();
  const world = await open(clock);
  const loaded = loadConfig({ PUBLIC_URL: 'http://localhost:3999', ...world.settings });
  if (!loaded.ok) throw new Error('The settings of the spec are wrong.');
  const { config } = loaded;
  const provider = world.make(config, clock);
  let closing = false;
  const queue = new PgBossQueue(t.url, (error) => {
    // Its last connections are cut off with the database.
    if (!closing) throw error;
  });
  await queue.start();
  const told: OwnEventChange[] = [];
  const notes: CalendarNote[] = [];
  const outside: OutsideEvents[] = [];
  const chosen: CalendarOfClient[] = [];
  const listener: OwnEventListener = {
    onOwnEvent: async (_tx, event) => {
      told.push(event);
    },
    onOutsideEvents: async (_tx, events) => {
      outside.push(events);
    },
    onTimesFreed: async () => undefined,
    onWriteTarget: async (_tx, target) => {
      chosen.push(target);
    },
    note: async (_tx, note) => {
      notes.push(note);
    },
  };

  const core = CoreModule.with({
    config,
    clock,
    source: t.source,
    secrets: new SecretsService(TEST_KEY_RING),
    queue,
    mailSender: new MemorySender(),
    calendarProviders: new Map([[provider.provider, provider]]),
  });
  const bound = {
    ...core,
    providers: [...(core.providers ?? []), { provide: OWN_EVENT_LISTENER, useValue: listener }],
    exports: [...(core.exports ?? []), OWN_EVENT_LISTENER],
  };
  @Module({ imports: [bound, CalendarsModule] })
  class Room {}
  const start = () => NestFactory.createApplicationContext(Room, { logger: ['error', 'warn'] });
  const app = await start();
  const syncIn = async (of: typeof app, calendarId: string) =>
    (await of.get(SyncCalendar, { strict: false }).sync(agencyId, calendarId)).kind;

  const agencyId = uuidv7();
  await t.asOwner(
    `insert into agency (agency_id, name, zone, locale) values ($1, 'A', 'Europe/Riga', 'lv')`,
    [agencyId],
  );
  const makeClient = async (name: string): Promise<string> => {
    const clientId = uuidv7();
    await t.asOwner(
      `insert into client (agency_id, client_id, name, person, zone, locale, colour)
       values ($1, $2, $3, $3, 'Europe/Riga', 'lv', '#112233')`,
      [agencyId, clientId, name],
    );
    return clientId;
  };
  const makeUser = async (role: 'owner' | 'secretary'): Promise<Signed> => {
    const userId = uuidv7();
    const email = `${userId}@agency.example`;
    await t.asOwner(
      `insert into app_user (agency_id, user_id, email, name, role, locale) values ($1, $2, $3, 'U', $4, 'lv')`,
      [agencyId, userId, email, role],
    );
    return { agencyId, userId, role, name: 'U', email, locale: 'lv', sessionId: uuidv7() };
  };
  const clientId = await makeClient('Anna Ltd');
  const who = await makeUser('owner');

  const consent = async (authorizeUrl: string, user = ANNA, untick?: string): Promise<URL> => {
    const url = new URL(authorizeUrl);
    url.searchParams.set('sandbox_user', user);
    if (untick !== undefined) url.searchParams.set('sandbox_untick', untick);
    const answer = await fetch(url, { redirect: 'manual' });
    const back = answer.headers.get('location');
    if (back === null) throw new Error(`No redirect: ${answer.status} ${await answer.text()}`);
    return new URL(back);
  };

  return {
    world,
    t,
    provider,
    agencyId,
    clientId,
    who,
    told,
    notes,
    outside,
    chosen,
    get: (service) => app.get(service, { strict: false }),
    now: clock.now,
    pass: (ms) => {
      skew += ms;
    },
    link: async (of = clientId) => {
      const linking = app.get(LinkAccount, { strict: false });
      const { authorizeUrl } = await linking.begin(who, of, provider.provider, null);
      const back = (await consent(authorizeUrl)).searchParams;
      const result = await linking.complete(who, {
        provider: provider.provider,
        state: back.get('state') ?? '',
        code: back.get('code') ?? undefined,
        error: undefined,
      });
      if (!result.ok) throw new Error(result.refusal);
      const [row] = await t.asOwner<{ calendar_id: string }>(
        'select calendar_id from calendar where client_id = $1 and write_target',
        [of],
      );
      return row?.calendar_id ?? '';
    },
    consent,
    another: async () => {
      const other = await start();
      return {
        get: (service) => other.get(service, { strict: false }),
        sync: (calendarId) => syncIn(other, calendarId),
        close: () => other.close(),
      };
    },
    sync: (calendarId) => syncIn(app, calendarId),
    calendar: async (calendarId) => {
      const [row] = await t.asOwner('select * from calendar where calendar_id = $1', [calendarId]);
      if (row === undefined) throw new Error('there is no such calendar');
      return row;
    },
    busy: async (calendarId) => {
      const rows = await t.asOwner<{ starts_at: Date; ends_at: Date; blocking: string }>(
        'select * from busy where calendar_id = $1 order by starts_at, ends_at, external_id',
        [calendarId],
      );
      return rows.map((row) => `${minute(row.starts_at)}/${minute(row.ends_at)} ${row.blocking}`);
    },
    makeClient,
    makeUser,
    jobs: async (name) =>
      (
        await t.asOwner<{ data: Record<string, unknown> }>(
          `select data from pgboss.job where name = $1 and state in ('created', 'retry') order by created_on`,
          [name],
        )
      ).map((row) => row.data),
    close: async () => {
      closing = true;
      await app.close();
      await queue.stop(1000);
      await world.close();
      await t.close();
    },
  };
};

export const minute = (date: Date): string => date.toISOString().slice(0, 16);
