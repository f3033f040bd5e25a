import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { SANDBOX_AUTHSERV_ID } from '../../src/boot/sandbox.js';
import { ExpireProposals } from '../../src/meetings/expire-proposals.service.js';
import { TakeSteps } from '../../src/meetings/take-steps.service.js';
import { ApiProblem, ApiSession } from '../../src/sandbox/seed/api-session.js';
import { linkCalendar } from '../../src/sandbox/seed/seed-agency.js';
import { formatToken } from '../../src/secrets/token.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Act, Put, Seen } from './play-file.js';
import { type Facts, rawMail } from './raw-mail.js';

const CLIENT = { email: 'andris@plays.example', name: 'Andris Bērziņš', timeZone: 'Europe/Riga' };
const PARTNER = { name: 'Dace Vītola', email: 'dace@arhitekti.example', locale: 'lv' };
const TITLE = 'Rasējumi un tāme';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WAIT_MS = 20_000;

interface Details {
  readonly said: {
    readonly meaning: string;
    readonly options: readonly { readonly optionId: string; readonly says: string }[];
    readonly named: readonly { readonly minutes: number | null }[];
  } | null;
}

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
  readonly attendees: readonly { readonly attendeeId: string; readonly email: string }[];
  readonly replies: readonly {
    readonly attendeeId: string;
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
    private readonly clock: { ahead: number },
    private readonly signIn: { readonly email: string; readonly password: string },
  ) {}

  static async open(): Promise<House> {
    const clock = { ahead: 0 };
    const app = await startTestApp({}, { now: () => Date.now() + clock.ahead });
    const signIn = { email: 'anna@vizite.example', password: randomUUID() };
    const secretary = new ApiSession(app.url);
    await secretary.call('POST', '/setup', {
      token: (app.firstOwnerLink ?? '').replace(/^.*#/, ''),
      agencyName: 'Vizīte',
      zone: CLIENT.timeZone,
      locale: 'en',
      name: 'Anna Liepa',
      ...signIn,
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
    return new House(app, secretary, agencyId, clientId, database, clock, signIn);
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.app.close();
  }

  now(): number {
    return Date.now() + this.clock.ahead;
  }

  /** The clock goes on, and what is due by itself is done. */
  async goOnTo(at: number): Promise<void> {
    this.clock.ahead += Math.max(0, at - this.now());
    await this.app.app.get(ExpireProposals, { strict: false }).run(this.agencyId);
    await this.app.app.get(TakeSteps, { strict: false }).run(this.agencyId);
    // A session does not outlive the days that have passed.
    await this.secretary.call('POST', '/session', this.signIn);
  }

  /** A stage for one play, on a day of its own. */
  stage(): PlayStage {
    this.day += 1;
    return new PlayStage(this, Math.floor(this.now() / DAY) * DAY + this.day * DAY + 8 * HOUR);
  }
}

/** One play's meeting, and what was seen of it so far. */
export class PlayStage {
  private meetingId = '';
  private readonly seenMails = new Set<string>();
  private readonly seenEffects = new Set<string>();
  /** Ids of mails that were there before this play. */
  private readonly earlier = new Set<string>();
  private readonly ids = new Map<string, string>();
  private received: { state: string; reason: string | null } | null = null;

  constructor(
    private readonly house: House,
    private readonly morning: number,
  ) {}

  async perform(act: Exclude<Act, { kind: 'expect' }>): Promise<void> {
    if (act.kind === 'put') await this.put(act.proposal);
    else if (act.kind === 'receive') await this.receive(act);
    else if (act.kind === 'choose') await this.choose(act.choice);
    else if (act.kind === 'wait') await this.wait();
    else await this.secretary(act);
    // What can be undone has not left yet.
    if (act.kind === 'put' && act.proposal.undo > 0) return;
    await this.atRest();
    // The invitations of the proposal are what a play starts from.
    if (act.kind !== 'put') return;
    await this.sent();
    await this.told();
  }

  /** @param asked what the play asks for: the rest of what may be left out stays out. */
  async look(asked: Seen): Promise<Seen> {
    const all = await this.told();
    const extra = {
      told: asked.told === null ? null : all,
      means: asked.means === null ? null : await this.means(),
      due: asked.due === null ? null : (await this.dueAt()) === null ? 'nothing' : 'something',
    };
    const meeting = await this.find();
    if (meeting === null) {
      return { mail: '-', partstat: [], meeting: 'undone', sent: [], calendar: [], ...extra };
    }
    const ordinal = (optionId: string): number =>
      meeting.options.find((option) => option.optionId === optionId)?.ordinal ?? 0;
    return {
      mail: this.received === null ? '-' : withReason(this.received.state, this.received.reason),
      partstat: meeting.replies
        .map(
          ({ partstat, optionId, outdated, attendeeId }) =>
            `${partstat} on ${ordinal(optionId)}${outdated ? ' (outdated)' : ''}${by(meeting, attendeeId)}`,
        )
        .sort(),
      meeting: withReason(meeting.state, meeting.question),
      sent: await this.sent(),
      calendar: this.calendar(meeting),
      ...extra,
    };
  }

  private async put({ options, kind, agreed, quorum, first, expires, undo, others }: Put): Promise<void> {
    for (const email of [PARTNER.email, ...others.map((other) => other.email)]) {
      for (const { id } of await this.mailsTo(email)) this.earlier.add(id);
    }
    const times = Array.from({ length: options }, (_, i) => ({
      start: new Date(this.morning + i * 2 * HOUR).toISOString(),
      end: new Date(this.morning + (i * 2 + 1) * HOUR).toISOString(),
    }));
    await this.house.secretary.call('PUT', '/agency/proposal-rules', { undoSeconds: undo });
    const { meetingId } = await this.house.secretary.call<Meeting>(
      'POST',
      `/clients/${this.house.clientId}/meetings`,
      {
        title: TITLE,
        options: times,
        attendees: [
          PARTNER,
          ...others.map(({ email, role }) => ({ name: email, email, role, locale: 'lv' })),
        ],
        override: true,
        ...(kind === null ? {} : { kind }),
        ...(agreed ? { agreed } : {}),
        ...(expires === null ? {} : { expiresAt: new Date(this.house.now() + expires * HOUR).toISOString() }),
        ...(quorum === null ? {} : { consensus: { rule: 'quorum', least: quorum } }),
        ...(first ? { consensus: { rule: 'first' } } : {}),
      },
    );
    this.meetingId = meetingId;
  }

  /** The page that the mail to Dace leads to. */
  private async choose(choice: string): Promise<void> {
    const mail = (await this.mailsTo(PARTNER.email)).findLast(({ id }) => !this.earlier.has(id));
    const [page] = new RegExp(`${this.house.app.url}/p/[0-9a-z]+`).exec(mail?.text ?? '') ?? [];
    if (page === undefined) throw new Error('No mail to Dace leads to a page.');
    const { options } = await this.meeting();
    const option = options.find(({ ordinal }) => String(ordinal) === choice);
    const answered = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ choice: option?.optionId ?? choice, comment: '' }),
    });
    this.received = null;
    if (answered.status !== 303) throw new Error(`The page answered ${answered.status}.`);
  }

  /** Until something is due without anybody asking. */
  private async wait(): Promise<void> {
    const at = await this.dueAt();
    if (at === null) throw new Error('Nothing will ever be due for this meeting.');
    await this.house.goOnTo(at.getTime() + 1_000);
  }

  private async dueAt(): Promise<Date | null> {
    const { rows } = await this.house.database.query<{ at: Date | null }>(
      `select least(next_step_at, case when state = 'proposed' then expires_at end) as at
       from meeting where meeting_id = $1`,
      [this.meetingId],
    );
    return rows[0]?.at ?? null;
  }

  /** As the secretary is shown it beside the mail. */
  private async means(): Promise<string> {
    const message = await this.newestMessage();
    const { said } = await this.house.secretary.call<Details>('GET', `/messages/${message?.id}`);
    if (said === null) return 'nothing';
    const { options } = await this.meeting();
    const meant = said.options
      .map(
        ({ optionId, says }) =>
          `${says} to ${options.find((option) => option.optionId === optionId)?.ordinal}`,
      )
      .sort();
    const named = said.named.map(({ minutes }) => `${Math.floor((minutes ?? 0) / 60)} o'clock`);
    return [said.meaning, ...meant, ...named].join(', ');
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
          to: [envelopeTo(act.to, facts)],
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

  private async secretary({ verb, word, alias }: Extract<Act, { kind: 'secretary' }>): Promise<void> {
    const meeting = await this.meeting();
    const [option] = meeting.options;
    const post = (path: string, body: object) =>
      this.house.secretary.call('POST', `/meetings/${this.meetingId}/${path}`, body);
    switch (verb) {
      case 'cancel':
      case 'undo':
        await post(verb, {});
        return;
      case 'reschedule':
        await post(verb, {
          start: new Date(Date.parse(option?.start ?? '') + 3 * HOUR).toISOString(),
          end: new Date(Date.parse(option?.end ?? '') + 3 * HOUR).toISOString(),
          override: true,
        });
        return;
      case 'confirm': {
        const chosen = meeting.options.find(({ ordinal }) => String(ordinal) === word);
        await post(verb, { optionId: chosen?.optionId, override: true });
        return;
      }
      case 'take':
      case 'refuse': {
        const { items } = await this.house.secretary.call<{ items: { counterId: string }[] }>(
          'GET',
          `/meetings/${this.meetingId}/counters`,
        );
        await post(`counters/${items.at(-1)?.counterId}/${verb}`, verb === 'take' ? { override: true } : {});
        return;
      }
      case 'excuse': {
        const attendee = meeting.attendees.find(({ email }) => email === word);
        const path = `/meetings/${this.meetingId}/attendees/${attendee?.attendeeId}`;
        await this.house.secretary.call('PATCH', path, { role: 'optional' });
        return;
      }
      case 'ignore':
        await this.settle({ action: 'dismiss' });
        return;
      case 'invite':
        await this.settle({ action: 'invite', meetingId: this.meetingId, email: word ?? '' });
        return;
      case 'attach':
      case 'accept': {
        const dace = meeting.attendees.find(({ email }) => email === PARTNER.email)?.attendeeId;
        const whose = { meetingId: this.meetingId, attendeeId: dace };
        const chosen = meeting.options.find(({ ordinal }) => String(ordinal) === word);
        const answer = {
          optionId: chosen?.optionId,
          partstat: 'ACCEPTED',
          ...(alias === null ? {} : { alias }),
        };
        await this.settle(
          verb === 'attach' ? { action: 'attach', ...whose } : { action: 'answer', ...whose, ...answer },
        );
      }
    }
  }

  /** One press beside the mail that arrived last. */
  private async settle(body: object): Promise<void> {
    const message = await this.newestMessage();
    await this.house.secretary.call('POST', `/messages/${message?.id}/settle`, body);
    this.received = await this.newestMessage();
  }

  private mailsTo(address: string) {
    return this.house.app.sandbox?.mailbox?.mails(address) ?? Promise.resolve([]);
  }

  /** Mails of this meeting that left since this was asked last, whoever got them. */
  private async told(): Promise<string[]> {
    const { rows } = await this.house.database.query<{ id: string; template: string; email: string }>(
      `select e.effect_id as id, e.payload ->> 'template' as template, a.email
       from effect e join attendee a on a.attendee_id = (e.payload ->> 'attendeeId')::uuid
       where e.meeting_id = $1 and e.payload ->> 'kind' = 'mail' and e.state = 'done'`,
      [this.meetingId],
    );
    const fresh = rows.filter(({ id }) => !this.seenEffects.has(id));
    for (const { id } of fresh) this.seenEffects.add(id);
    return fresh.map(({ template, email }) => `${template} to ${email}`).sort();
  }

  /** Null once it was undone. */
  private async find(): Promise<Meeting | null> {
    try {
      return await this.meeting();
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    }
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
    const { options, attendees } = await this.meeting();
    const from = new Map<string, string>();
    for (const { email } of attendees) {
      const mail = (await this.mailsTo(email)).find(({ id }) => !this.earlier.has(id));
      if (mail !== undefined) from.set(email, mail.from.address);
    }
    return {
      options: options.map(({ uid, sequence, start, end }) => {
        return { uid, sequence, start: Date.parse(start), end: Date.parse(end) };
      }),
      organizerOf: (email = PARTNER.email) => {
        const address = from.get(email);
        if (address === undefined) throw new Error(`${email} has got no mail in this play.`);
        return address;
      },
      unknown: `m+${formatToken({ agencyId: this.house.agencyId, secret: new Uint8Array(16) })}@${this.house.app.config.mail.domain}`,
      office: `office@${this.house.app.config.mail.domain}`,
      server: SANDBOX_AUTHSERV_ID,
      now: this.house.now(),
      idOf: (name) => {
        const id = (name === '' ? undefined : this.ids.get(name)) ?? `${randomUUID()}@arhitekti.example`;
        this.ids.set(name, id);
        return id;
      },
    };
  }
}

const envelopeTo = (to: string | null, facts: Facts): string => {
  if (to === '{{unknown}}') return facts.unknown;
  if (to === '{{office}}') return facts.office;
  const [, whose] = /^\{\{organizer\|(.+)\}\}$/.exec(to ?? '') ?? [];
  return to === null || whose !== undefined ? facts.organizerOf(whose) : to;
};

/** Said of everybody but Dace. */
const by = ({ attendees }: Meeting, attendeeId: string): string => {
  const email = attendees.find((attendee) => attendee.attendeeId === attendeeId)?.email;
  return email === PARTNER.email ? '' : ` by ${email}`;
};

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
