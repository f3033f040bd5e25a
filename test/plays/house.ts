import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { SANDBOX_AUTHSERV_ID } from '../../src/boot/sandbox.js';
import { ApiSession } from '../../src/sandbox/seed/api-session.js';
import { linkCalendar } from '../../src/sandbox/seed/seed-agency.js';
import { formatToken } from '../../src/secrets/token.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Act, Seen } from './play-file.js';
import { type Facts, rawMail } from './raw-mail.js';

const CLIENT = { email: 'andris@plays.example', name: 'Andris Bērziņš', timeZone: 'Europe/Riga' };
const PARTNER = { name: 'Dace Vītola', email: 'dace@arhitekti.example', locale: 'lv' };
const TITLE = 'Rasējumi un tāme';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WAIT_MS = 20_000;

interface Meeting {
  readonly meetingId: string;
  readonly state: string;
  readonly question: string | null;
  readonly options: readonly {
    readonly optionId: string;
    readonly ordinal: number;
    readonly uid: string;
    readonly sequence: number;
    readonly start: string;
    readonly end: string;
  }[];
  readonly replies: readonly {
    readonly optionId: string;
    readonly partstat: string;
    readonly outdated: boolean;
  }[];
}

/** The whole service, with one client whose linked calendar is empty, for all plays. */
export class House {
  private day = 20;

  private constructor(
    readonly app: TestApp,
    readonly secretary: ApiSession,
    readonly agencyId: string,
    readonly clientId: string,
    readonly database: pg.Client,
  ) {}

  static async open(): Promise<House> {
    const app = await startTestApp();
    const secretary = new ApiSession(app.url);
    await secretary.call('POST', '/setup', {
      token: (app.firstOwnerLink ?? '').replace(/^.*#/, ''),
      agencyName: 'Vizīte',
      zone: CLIENT.timeZone,
      locale: 'en',
      name: 'Anna Liepa',
      email: 'anna@vizite.example',
      password: randomUUID(),
    });
    const { agencyId } = await secretary.call<{ agencyId: string }>('GET', '/me');
    await secretary.call('PUT', '/agency/proposal-rules', { undoSeconds: 0 });
    const { clientId } = await secretary.call<{ clientId: string }>('POST', '/clients', {
      name: 'Alfa Būve SIA',
      person: CLIENT.name,
      zone: CLIENT.timeZone,
    });
    app.sandbox?.google?.calendars.addUser(CLIENT);
    await linkCalendar(secretary, clientId, CLIENT.email);
    await until('the calendar is read', async () => {
      const all = await secretary.call<{ state: string }[]>('GET', `/clients/${clientId}/calendars`);
      return all.some(({ state }) => state === 'ok');
    });
    const database = new pg.Client({ connectionString: app.database.url });
    await database.connect();
    return new House(app, secretary, agencyId, clientId, database);
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.app.close();
  }

  /** A stage for one play, on a day of its own. */
  stage(): PlayStage {
    this.day += 1;
    return new PlayStage(this, Math.floor(Date.now() / DAY) * DAY + this.day * DAY + 8 * HOUR);
  }
}

/** One play's meeting, and what was seen of it so far. */
export class PlayStage {
  private meetingId = '';
  private readonly seenMails = new Set<string>();
  private readonly ids = new Map<string, string>();
  private received: { state: string; reason: string | null } | null = null;

  constructor(
    private readonly house: House,
    private readonly morning: number,
  ) {}

  async perform(act: Exclude<Act, { kind: 'expect' }>): Promise<void> {
    if (act.kind === 'put') await this.put(act.options);
    else if (act.kind === 'receive') await this.receive(act);
    else await this.secretary(act.verb);
    await this.atRest();
    // The invitations of the proposal are what a play starts from.
    if (act.kind === 'put') await this.sent();
  }

  async look(): Promise<Seen> {
    const meeting = await this.meeting();
    const ordinal = (optionId: string): number =>
      meeting.options.find((option) => option.optionId === optionId)?.ordinal ?? 0;
    return {
      mail: this.received === null ? '-' : withReason(this.received.state, this.received.reason),
      partstat: meeting.replies
        .map(
          ({ partstat, optionId, outdated }) =>
            `${partstat} on ${ordinal(optionId)}${outdated ? ' (outdated)' : ''}`,
        )
        .sort(),
      meeting: withReason(meeting.state, meeting.question),
      sent: await this.sent(),
      calendar: this.calendar(meeting),
    };
  }

  private async put(options: number): Promise<void> {
    const times = Array.from({ length: options }, (_, i) => ({
      start: new Date(this.morning + i * 2 * HOUR).toISOString(),
      end: new Date(this.morning + (i * 2 + 1) * HOUR).toISOString(),
    }));
    const { meetingId } = await this.house.secretary.call<Meeting>(
      'POST',
      `/clients/${this.house.clientId}/meetings`,
      { title: TITLE, options: times, attendees: [PARTNER], override: true },
    );
    this.meetingId = meetingId;
  }

  private async receive(act: Extract<Act, { kind: 'receive' }>): Promise<void> {
    const facts = await this.facts();
    const listener = this.house.app.mailListener;
    if (listener === null) throw new Error('The service takes no mail.');
    const before = await this.newestMessage();
    const transport = createTransport({ ...listener, secure: false, ignoreTLS: true });
    const refused = await transport
      .sendMail({
        envelope: {
          from: act.from ?? PARTNER.email,
          to: [act.to === '{{unknown}}' ? facts.unknown : (act.to ?? facts.organizer)],
        },
        raw: rawMail(act.mail, facts),
      })
      .then(() => null, smtpAnswer);
    transport.close();
    if (refused !== null) {
      this.received = { state: 'not taken', reason: refused };
      return;
    }
    await until('the mail is worked on', async () => {
      const newest = await this.newestMessage();
      if (newest === null || newest.id === before?.id || newest.state === 'received') return false;
      this.received = newest;
      return true;
    });
  }

  private async secretary(verb: 'reschedule' | 'cancel'): Promise<void> {
    const meeting = await this.meeting();
    const [option] = meeting.options;
    const body =
      verb === 'cancel' || option === undefined
        ? {}
        : {
            start: new Date(Date.parse(option.start) + 3 * HOUR).toISOString(),
            end: new Date(Date.parse(option.end) + 3 * HOUR).toISOString(),
            override: true,
          };
    await this.house.secretary.call('POST', `/meetings/${this.meetingId}/${verb}`, body);
  }

  private meeting(): Promise<Meeting> {
    return this.house.secretary.call<Meeting>('GET', `/meetings/${this.meetingId}`);
  }

  private async newestMessage() {
    const { rows } = await this.house.database.query<{ id: string; state: string; reason: string | null }>(
      `select message_id as id, state, reason from message where direction = 'in' order by message_id desc limit 1`,
    );
    return rows[0] ?? null;
  }

  /** Nothing is left to be done outside. */
  private async atRest(): Promise<void> {
    await until('everything is carried out', async () => {
      const { rows } = await this.house.database.query(
        `select 1 from effect where state in ('pending', 'unknown') limit 1`,
      );
      return rows.length === 0;
    });
  }

  private async invitations() {
    const mails = (await this.house.app.sandbox?.mailbox?.mails(PARTNER.email)) ?? [];
    const { options } = await this.meeting();
    return mails.flatMap(({ id, invitation }) => {
      const option = options.find(({ uid }) => uid === invitation?.uid);
      return invitation === undefined || option === undefined ? [] : [{ id, invitation, option }];
    });
  }

  /** What was sent since this was asked last. */
  private async sent(): Promise<string[]> {
    const fresh = (await this.invitations()).filter(({ id }) => !this.seenMails.has(id));
    for (const { id } of fresh) this.seenMails.add(id);
    return fresh
      .map(({ invitation, option }) => {
        return `${invitation.method} ${option.ordinal} SEQUENCE ${invitation.sequence} ${invitation.status}`;
      })
      .sort();
  }

  private calendar({ meetingId, options }: Meeting): string[] {
    const events = this.house.app.sandbox?.google?.calendars.events(CLIENT.email) ?? [];
    return events
      .filter(({ status, extendedProperties }) => {
        return status !== 'cancelled' && extendedProperties?.private?.meetbrokerMeeting === meetingId;
      })
      .map(({ start, extendedProperties }) => {
        const option = options.find(
          ({ optionId }) => optionId === extendedProperties?.private?.meetbrokerOption,
        );
        const atItsTime = Date.parse(start.dateTime ?? '') === Date.parse(option?.start ?? '');
        return `${option?.ordinal}${atItsTime ? '' : ' at another time'}`;
      })
      .sort();
  }

  private async facts(): Promise<Facts> {
    const { options } = await this.meeting();
    const [invited] = await this.invitations();
    if (invited === undefined) throw new Error('A play begins with == put.');
    return {
      options: options.map(({ uid, sequence, start, end }) => {
        return { uid, sequence, start: Date.parse(start), end: Date.parse(end) };
      }),
      organizer: invited.invitation.organizer,
      unknown: `m+${formatToken({ agencyId: this.house.agencyId, secret: new Uint8Array(16) })}@${this.house.app.config.mail.domain}`,
      server: SANDBOX_AUTHSERV_ID,
      now: Date.now(),
      idOf: (name) => {
        const id = (name === '' ? undefined : this.ids.get(name)) ?? `${randomUUID()}@arhitekti.example`;
        this.ids.set(name, id);
        return id;
      },
    };
  }
}

/** The number with which a mail was refused. @throws anything else that went wrong. */
const smtpAnswer = (error: unknown): string => {
  if (typeof error === 'object' && error !== null && 'responseCode' in error)
    return String(error.responseCode);
  throw error;
};

const withReason = (state: string, reason: string | null): string =>
  reason === null ? state : `${state} (${reason})`;

const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + WAIT_MS;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`${WAIT_MS / 1_000} s passed before ${what}.`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
};
