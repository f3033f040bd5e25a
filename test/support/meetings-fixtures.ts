import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { AuthModule } from '../../src/auth/auth.module.js';
import type { Signed } from '../../src/auth/signed.js';
import { MirroredBusyModule } from '../../src/availability/mirrored-busy.module.js';
import { AccountStore } from '../../src/calendars/account.store.js';
import type { CalendarProvider, OwnEvent } from '../../src/calendars/calendar.port.js';
import { MemoryCalendar } from '../../src/calendars/memory/memory-calendar.js';
import type { StoredCalendar } from '../../src/calendars/memory/memory-store.js';
import { challengeOf } from '../../src/calendars/pkce.js';
import { loadConfig } from '../../src/config.js';
import { CoreModule } from '../../src/core.module.js';
import { HttpModule } from '../../src/http/http.module.js';
import { configureHttp, FASTIFY_OPTIONS } from '../../src/http/http-setup.service.js';
import type { JobData, JobName, Queue, SendOptions } from '../../src/jobs/queue.port.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { MAIL_INTAKE, type MailIntake, type MailOrigin } from '../../src/mail/mail.port.js';
import { MemorySender } from '../../src/mail/memory/memory-sender.js';
import { CarryOut } from '../../src/meetings/carry-out.service.js';
import type { Meeting } from '../../src/meetings/meeting.js';
import { MeetingsModule } from '../../src/meetings/meetings.module.js';
import type { ProposalBody } from '../../src/meetings/meetings.schema.js';
import { ProposeService } from '../../src/meetings/propose.service.js';
import { ReceiveReply } from '../../src/meetings/receive-reply.service.js';
import { SecretsService } from '../../src/secrets/secrets.service.js';
import { createTestDatabase, TEST_KEY_RING, type TestDatabase } from './database.js';
import { type DnsAnswerer, startDns } from './dns-answerer.js';

/** Monday, 31 August 2026, 08:00 UTC. */
export const START = Date.UTC(2026, 7, 31, 8);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const DOMAIN = 'meet.example';
export const AUTHSERV = 'mx.meet.example';

/** Keeps jobs until they are asked for: what a worker does when it likes, a spec does when it says so. */
class PatientQueue implements Queue {
  readonly waiting: { name: JobName; data: unknown; notBefore: number }[] = [];

  async send<K extends JobName>(_tx: unknown, name: K, data: JobData[K], options: SendOptions = {}) {
    this.waiting.push({ name, data, notBefore: options.notBefore ?? 0 });
  }

  async sendAlone<K extends JobName>(name: K, data: JobData[K], options: SendOptions = {}) {
    await this.send(null, name, data, options);
  }

  async work(): Promise<void> {}
}

/** What stands between the house and the calendar: a spec may break the line before or after a call. */
interface Line {
  before?: () => void;
  after?: () => void | Promise<void>;
}

class HandClock {
  at = START;
  now(): number {
    return this.at;
  }
}

/** The rooms of meetings, mail and calendars with a sender and a calendar in memory, on a database of their own. */
export class MeetingsHouse {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    private readonly clock: HandClock,
    readonly sender: MemorySender,
    readonly calendar: MemoryCalendar,
    readonly queue: PatientQueue,
    readonly line: Line,
    readonly dns: DnsAnswerer,
  ) {}

  /** @param rooms modules on top, such as the pages. */
  static async open(rooms: readonly Type[] = []): Promise<MeetingsHouse> {
    const database = await createTestDatabase();
    const clock = new HandClock();
    const sender = new MemorySender();
    const calendar = new MemoryCalendar(clock);
    const queue = new PatientQueue();
    const line: Line = {};
    const dns = await startDns();
    const loaded = loadConfig({
      LOG_LEVEL: 'silent',
      ROLE: 'api',
      MAIL_DOMAIN: DOMAIN,
      MAIL_DNS: dns.address,
      PUBLIC_URL: 'http://localhost:3000',
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const config = { ...loaded.config, mail: { ...loaded.config.mail, authservId: AUTHSERV } };
    const core = CoreModule.with({
      config,
      clock,
      source: database.source,
      secrets: new SecretsService(TEST_KEY_RING),
      queue,
      mailSender: sender,
      calendarProviders: new Map([['memory' as const, breakable(calendar, line)]]),
    });

    @Module({
      imports: [core, HttpModule, AuthModule, MailModule, MeetingsModule, MirroredBusyModule, ...rooms],
    })
    class House {}

    const app = await NestFactory.create<NestFastifyApplication>(House, new FastifyAdapter(FASTIFY_OPTIONS), {
      logger: false,
    });
    await configureHttp(app, config);
    await app.init();
    return new MeetingsHouse(app, database, clock, sender, calendar, queue, line, dns);
  }

  get now(): number {
    return this.clock.at;
  }

  set now(at: number) {
    this.clock.at = at;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.dns.close();
    await this.database.close();
  }

  /** An agency with one secretary and one client, assigned to her. */
  async agency(): Promise<{ who: Signed; clientId: string }> {
    const agencyId = uuidv7();
    const userId = uuidv7();
    const sql = this.database.asOwner;
    await sql(
      `insert into agency (agency_id, name, zone, locale, proposal_rules)
       values ($1, 'Agency', 'Europe/Riga', 'en', '{"undoSeconds": 0}')`,
      [agencyId],
    );
    await sql(
      `insert into app_user (agency_id, user_id, email, name, role, locale, phone)
       values ($1, $2, $3, 'Sigrid', 'secretary', 'en', '+371 2000 0000')`,
      [agencyId, userId, `${userId}@agency.example`],
    );
    const who: Signed = {
      agencyId,
      userId,
      role: 'secretary',
      name: 'Sigrid',
      email: `${userId}@agency.example`,
      locale: 'en',
      sessionId: uuidv7(),
    };
    return { who, clientId: await this.client(who) };
  }

  async client(who: Signed, onClientDelete: 'ask' | 'cancel' = 'ask'): Promise<string> {
    const clientId = uuidv7();
    await this.database.asOwner(
      `insert into client (agency_id, client_id, name, person, zone, locale, colour, on_client_delete)
       values ($1, $2, 'Kalni Ltd', 'Karl Kalns', 'Europe/Riga', 'lv', '#1f6f8b', $3)`,
      [who.agencyId, clientId, onClientDelete],
    );
    await this.database.asOwner(
      `insert into assignment (agency_id, assignment_id, user_id, client_id, valid_from)
       values ($1, $2, $3, $4, $5)`,
      [who.agencyId, uuidv7(), who.userId, clientId, new Date(START - DAY)],
    );
    return clientId;
  }

  /** Working days from nine to six. */
  async openHours(who: Signed, clientId: string): Promise<void> {
    const settings = { zone: 'Europe/Riga', durationMinutes: 60, stepMinutes: 30, alignment: 'clock' };
    await this.database.asOwner(
      `insert into availability (agency_id, client_id, settings) values ($1, $2, $3)`,
      [who.agencyId, clientId, JSON.stringify({ ...settings, horizonDays: 60 })],
    );
    const windows = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '18:00' }];
    await this.database.asOwner(
      `insert into availability_rule (agency_id, rule_id, client_id, kind, spec)
       values ($1, gen_random_uuid(), $2, 'weekly', $3)`,
      [who.agencyId, clientId, JSON.stringify({ kind: 'weekly', windows })],
    );
  }

  /** Links a calendar in memory as the client's own, to write to. */
  async link(who: Signed, clientId: string): Promise<StoredCalendar> {
    const person = this.calendar.store.addPerson(clientId, [
      { id: 'main', name: 'Main', zone: 'Europe/Riga', writable: true, primary: true },
    ]);
    const verifier = 'v'.repeat(43);
    const url = this.calendar.authorizeUrl({
      redirectUri: 'http://localhost:3000/cb',
      state: 's',
      codeChallenge: challengeOf(verifier),
    });
    const linked = await this.calendar.redeemCode(this.calendar.consent(clientId, url), verifier);
    if (!linked.ok) throw new Error(linked.fault.kind);
    const accounts = this.app.get(AccountStore, { strict: false });
    await this.database.db.inAgency(who.agencyId, async (tx) => {
      const accountId = await accounts.link(tx, who.agencyId, clientId, 'memory', linked.value, this.now);
      await tx.query(
        `insert into calendar (agency_id, calendar_id, client_id, account_id, provider, external_id, name, zone,
           writable, write_target, state)
         values ($1, $2, $3, $4, 'memory', 'main', 'Main', 'Europe/Riga', true, true, 'ok')`,
        [who.agencyId, uuidv7(), clientId, accountId],
      );
    });
    const stored = person.calendars.get('main');
    if (stored === undefined) throw new Error('no calendar');
    return stored;
  }

  /** Offers hours of the days after START, counted from 1: `[1, 10]` is 10:00 UTC tomorrow. */
  async propose(
    who: Signed,
    clientId: string,
    hours: readonly (readonly [day: number, hour: number])[],
    more: Partial<ProposalBody> = {},
  ): Promise<Meeting> {
    return this.app.get(ProposeService, { strict: false }).propose(who, clientId, {
      title: 'Site visit',
      attendees: [{ name: 'Anna Ozola', email: 'anna@partner.example', locale: 'en', role: 'required' }],
      options: hours.map(([day, hour]) => rangeAt(day, hour)),
      ...more,
    });
  }

  /** Lets the workers work until no job is due. */
  async work(): Promise<void> {
    for (;;) {
      const at = this.queue.waiting.findIndex(({ notBefore }) => notBefore <= this.now);
      const [job] = at < 0 ? [] : this.queue.waiting.splice(at, 1);
      if (job === undefined) return;
      await this.run(job.name, job.data);
    }
  }

  private async run(name: JobName, data: unknown): Promise<void> {
    if (name === 'carry-out' || name === 'carry-out-due') {
      const { agencyId, meetingId } = data as JobData['carry-out'];
      await this.app.get(CarryOut, { strict: false }).run(agencyId, meetingId);
    }
    if (name === 'read-message') {
      const { agencyId, messageId } = data as JobData['read-message'];
      await this.app.get(ReceiveReply, { strict: false }).receive(agencyId, messageId);
    }
  }

  /** A mail arrives, from the site's own mail server unless told otherwise. @returns the id of the stored message. */
  async arrives(
    to: string,
    raw: string | Buffer,
    origin: MailOrigin = { via: 'smtp', relay: true, clientIp: null, helo: null },
    envelopeFrom = 'anna@partner.example',
  ): Promise<string> {
    const [stored] = await this.app.get<MailIntake>(MAIL_INTAKE, { strict: false }).store({
      raw: typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : raw,
      envelopeFrom,
      envelopeTo: [to],
      receivedAt: this.now,
      origin,
    });
    if (stored !== 'stored') throw new Error(stored);
    const [row] = await this.database.asOwner<{ message_id: string }>(
      `select message_id from message where direction = 'in' order by message_id desc limit 1`,
    );
    return row?.message_id ?? '';
  }

  /** The job of a received mail comes again. */
  async read(messageId: string): Promise<void> {
    const [row] = await this.database.asOwner<{ agency_id: string }>(
      'select agency_id from message where message_id = $1',
      [messageId],
    );
    await this.app.get(ReceiveReply, { strict: false }).receive(row?.agency_id ?? '', messageId);
    await this.work();
  }

  async message(messageId: string): Promise<{ state: string; reason: string | null }> {
    const [row] = await this.database.asOwner<{ state: string; reason: string | null }>(
      'select state, reason from message where message_id = $1',
      [messageId],
    );
    return { state: row?.state ?? 'lost', reason: row?.reason ?? null };
  }

  /** Mails that left, as `template SEQUENCE METHOD of the subject's recipient`. */
  sentTo(address: string): { method: string; sequence: string; uid: string; messageId: string }[] {
    return this.sender.sent
      .filter(({ mail }) => mail.to.address === address)
      .map(({ mail }) => ({
        method: mail.calendar?.method ?? '',
        sequence: /^SEQUENCE:(\d+)/m.exec(mail.calendar?.text ?? '')?.[1] ?? '',
        uid: /^UID:(\S+)/m.exec(unfolded(mail.calendar?.text ?? ''))?.[1] ?? '',
        messageId: mail.messageId,
      }));
  }
}

export const rangeAt = (day: number, hour: number) => {
  const start = Date.UTC(2026, 7, 31) + day * DAY + hour * HOUR;
  return { start: new Date(start).toISOString(), end: new Date(start + HOUR).toISOString() };
};

export const unfolded = (text: string): string => text.replace(/\r\n[ \t]/g, '');

/** A REPLY as a plain mail program sends it, with the verdict of our own mail server. */
export const replyMail = (reply: {
  to: string;
  uid: string;
  partstat: string;
  sequence?: number;
  dtstamp: number;
  from?: string;
  attendee?: string;
  messageId?: string;
  verdict?: 'pass' | 'fail' | null;
  comment?: string;
}): string => {
  const from = reply.from ?? 'anna@partner.example';
  const domain = from.slice(from.indexOf('@') + 1);
  const verdict = reply.verdict === undefined ? 'pass' : reply.verdict;
  const stamp = new Date(reply.dtstamp).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return `${verdict === null ? '' : `Authentication-Results: ${AUTHSERV}; dmarc=${verdict} header.from=${domain}\n`}From: ${from}
To: ${reply.to}
Subject: Accepted: Site visit
Message-ID: <${reply.messageId ?? `${reply.uid}-${reply.dtstamp}-${reply.partstat}`}>
Date: ${new Date(reply.dtstamp).toUTCString()}
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=UTF-8

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
METHOD:REPLY
BEGIN:VEVENT
UID:${reply.uid}
SEQUENCE:${reply.sequence ?? 0}
DTSTAMP:${stamp}
ORGANIZER:mailto:${reply.to}
ATTENDEE;PARTSTAT=${reply.partstat}:mailto:${reply.attendee ?? from}
${reply.comment === undefined ? '' : `COMMENT:${reply.comment}\n`}END:VEVENT
END:VCALENDAR
`;
};

const breakable = (calendar: CalendarProvider, line: Line): CalendarProvider => {
  const cut = new Set<keyof CalendarProvider>(['createEvent', 'updateEvent', 'deleteEvent']);
  return new Proxy(calendar, {
    get(target, name: keyof CalendarProvider) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
      if (!cut.has(name)) return call;
      return async (...args: unknown[]) => {
        line.before?.();
        const answer = await call(...args);
        await line.after?.();
        return answer;
      };
    },
  });
};

/** The own events that stand on a calendar. */
export const standing = (calendar: StoredCalendar): Pick<OwnEvent, 'title' | 'icalUid'>[] =>
  [...calendar.events.values()]
    .filter(({ event }) => event.status !== 'cancelled')
    .map(({ event }) => ({ title: event.title ?? '', icalUid: event.icalUid ?? '' }));
