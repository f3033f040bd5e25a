import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../src/demo/eventually.js';
import type { MeetingView, TimeRange } from '../../src/demo/views.js';
import { OWNERS } from '../../src/sandbox/google/seed-people.js';
import { type GoogleSimulator, startGoogleSimulator } from '../../src/sandbox/google/simulator.js';
import { type Mailbox, startMailbox } from '../../src/sandbox/mailbox/mailbox.js';
import { ApiSession } from '../../src/sandbox/seed/api-session.js';
import { linkCalendar } from '../../src/sandbox/seed/seed-agency.js';
import { freePort } from '../support/app.js';
import { createEmptyDatabase } from '../support/database.js';
import { Program } from '../support/program.js';

/**
 * kill -9 of the worker, as a process of its own, at every named point of every kind of effect. What stands outside
 * (calendars, mailbox, database, the process that answers people) lives on; a new worker is started, and has to bring
 * each effect to its one end.
 *
 * SMTP knows no repetition: a mail that was taken and not recorded goes out again under the same Message-ID, which mail
 * programs fold. So a mail is doubled when a second Message-ID exists; copies of one are counted in a column.
 */
const POINTS = ['before-call', 'after-call', 'before-commit', 'after-commit'] as const;
const KINDS = ['calendar-put', 'calendar-delete', 'mail'] as const;
const RESUMED_WITHIN_S = 30;

type Kind = (typeof KINDS)[number];

interface Client {
  readonly clientId: string;
  readonly email: string;
  readonly placeId: string;
}

interface Line {
  readonly kind: Kind;
  readonly point: string;
  readonly lost: number;
  readonly doubled: number;
  readonly copies: number;
  readonly seconds: number;
}

let folder: string;
let database: { url: string; drop: () => Promise<void> };
let google: GoogleSimulator;
let mailbox: Mailbox;
let settings: Record<string, string>;
let secretary: ApiSession;
let clients: readonly [Client, Client, Client];
/** For each point a proposal to be confirmed, and a meeting in the calendar to be called off. */
const prepared = new Map<string, { readonly put: MeetingView; readonly deleted: MeetingView }>();
let api: Program;
const programs: Program[] = [];
const lines: Line[] = [];

const start = async (role: 'api' | 'worker', more: Record<string, string> = {}): Promise<Program> => {
  const dataDir = await mkdtemp(join(folder, `${role}-`));
  const own = { ROLE: role, DATA_DIR: dataDir, ...(role === 'worker' && { PORT: String(await freePort()) }) };
  const program = Program.start({ ...settings, ...own, ...more });
  programs.push(program);
  await program.ready();
  return program;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meetbroker-kill-'));
  await chmod(folder, 0o755);
  database = await createEmptyDatabase();
  google = await startGoogleSimulator();
  for (const { email, name, timeZone } of OWNERS.slice(0, 3))
    google.calendars.addUser({ email, name, timeZone });
  mailbox = await startMailbox({ deliverTo: () => ({ host: '127.0.0.1', port: 9 }) });
  const port = await freePort();
  settings = {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: database.url,
    SECRET_KEY_FILE: '',
    SANDBOX: 'off',
    SEED: 'off',
    LOG_LEVEL: 'fatal',
    GOOGLE_CLIENT_ID: google.client.clientId,
    GOOGLE_CLIENT_SECRET: google.client.clientSecret,
    GOOGLE_API_URL: google.rootUrl,
    GOOGLE_AUTH_URL: google.endpoints.oauth2AuthBaseUrl,
    GOOGLE_TOKEN_URL: google.endpoints.oauth2TokenUrl,
    SMTP_URL: mailbox.smtpUrl,
    MAIL_DOMAIN: 'meet.example',
    SMTP_LISTEN: 'off',
    MAIL_DNS: 'off',
  };
  const home = await mkdtemp(join(folder, 'house-'));
  api = await start('api', { DATA_DIR: home });
  settings = { ...settings, SECRET_KEY_FILE: join(home, 'secret.key') };
  ({ secretary, clients } = await moveIn(`http://localhost:${port}`));
  const worker = await start('worker');
  await prepare();
  expect(await worker.stop()).toBe(0);
}, 180_000);

async function prepare(): Promise<void> {
  const [putting, deleting] = clients;
  for (const point of POINTS) {
    const put = await proposed(putting, `${point} put`);
    const deleted = await proposed(deleting, `${point} delete`);
    await confirm(deleted);
    prepared.set(point, { put, deleted });
  }
  for (const { put, deleted } of prepared.values()) {
    await carriedOut(put.meetingId, 'invitation of what is to be confirmed');
    await eventually('event to delete', () => standing(deleting, deleted.meetingId)[0], undefined, 60_000);
    await carriedOut(deleted.meetingId, 'meeting to be called off is in the calendar');
  }
}

afterAll(async () => {
  for (const program of programs) await program.stop();
  await mailbox?.close();
  await google?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
  console.log(table());
}, 60_000);

describe('kill -9 of the worker', () => {
  test.each(POINTS)(
    '%s: every effect comes to its one end, within half a minute',
    async (point) => {
      const [putting, deleting, mailing] = clients;
      const { put, deleted } = prepared.get(point) ?? {};
      if (put === undefined || deleted === undefined || mailing === undefined)
        throw new Error('nothing prepared');
      const dying = await start('worker', {
        NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/die-at.mjs')}`,
        DIE_AT: point,
        DIE_WITH: `calendar-put=${put.meetingId},calendar-delete=${deleted.meetingId},mail=*`,
      });
      await confirm(put);
      await secretary.call('POST', `/meetings/${deleted.meetingId}/cancel`, { reason: 'Ill' });
      const mail = await proposed(mailing, `${point} mail`);
      // Null is the exit code of a process that a signal ended.
      expect(await dying.ended).toBeNull();
      const diedAt = Date.now();
      expect(dying.stdout).toContain(`dies ${point}`);

      const worker = await start('worker');
      const ended: Partial<Record<Kind, number>> = {};
      await eventually(
        'end of all three effects',
        async () => {
          for (const [kind, { meetingId }] of [
            ['calendar-put', put],
            ['calendar-delete', deleted],
            ['mail', mail],
          ] as const) {
            if (ended[kind] === undefined && (await isOver(meetingId, kind)))
              ended[kind] = Date.now() - diedAt;
          }
          return KINDS.every((kind) => ended[kind] !== undefined) ? true : null;
        },
        undefined,
        360_000,
      );
      // And what follows them in their meetings; then there is time for what must not come.
      for (const { meetingId } of [put, deleted, mail])
        await carriedOut(meetingId, 'rest of the effects', 360_000);
      const seconds = (kind: Kind) => (ended[kind] ?? 0) / 1000;

      const puts = ever(putting, put.meetingId);
      const deletes = ever(deleting, deleted.meetingId);
      const mails = await mailsOf(mail);
      const messageIds = new Set(mails.map(({ messageId }) => messageId));
      const of = (kind: Kind, lost: number, doubled: number, copies: number) =>
        lines.push({ kind, point, lost, doubled, copies, seconds: seconds(kind) });
      of(
        'calendar-put',
        standing(putting, put.meetingId).length === 1 ? 0 : 1,
        Math.max(0, puts.length - 1),
        puts.length,
      );
      of(
        'calendar-delete',
        standing(deleting, deleted.meetingId).length,
        Math.max(0, deletes.length - 1),
        deletes.length,
      );
      of('mail', messageIds.size > 0 ? 0 : 1, Math.max(0, messageIds.size - 1), mails.length);

      for (const line of lines.slice(-3)) {
        expect(line).toMatchObject({ lost: 0, doubled: 0 });
        expect(
          `${line.kind} ${line.seconds <= RESUMED_WITHIN_S ? 'in time' : `after ${line.seconds} s`}`,
        ).toBe(`${line.kind} in time`);
      }
      expect(await worker.stop()).toBe(0);
    },
    600_000,
  );
});

/** An owner who does the secretary's work herself, and three clients with linked calendars. */
async function moveIn(
  url: string,
): Promise<{ secretary: ApiSession; clients: readonly [Client, Client, Client] }> {
  const [, token = ''] = /\/\S*#(\S+)/.exec(api.stdout) ?? [];
  const session = new ApiSession(url);
  await session.call('POST', '/setup', {
    token,
    agencyName: 'Vizīte',
    zone: 'Europe/Riga',
    locale: 'en',
    name: 'Vita Priede',
    email: 'vita@vizite.example',
    password: randomBytes(12).toString('base64url'),
  });
  const made: Client[] = [];
  for (const firm of OWNERS.slice(0, 3)) {
    const { clientId } = await session.call<{ clientId: string }>('POST', '/clients', {
      name: firm.firm,
      person: firm.name,
      email: firm.email,
      zone: firm.timeZone,
      locale: 'en',
    });
    const place = { name: 'Office', address: firm.office };
    const { placeId } = await session.call<{ placeId: string }>('POST', `/clients/${clientId}/places`, place);
    await session.call('PUT', `/clients/${clientId}/availability`, {
      settings: {
        zone: firm.timeZone,
        durationMinutes: 60,
        stepMinutes: 30,
        alignment: 'clock',
        horizonDays: 60,
      },
      rules: [
        {
          kind: 'weekly',
          windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], from: '06:00', to: '22:00' }],
        },
      ],
    });
    await linkCalendar(session, clientId, firm.email);
    made.push({ clientId, email: firm.email, placeId });
  }
  const [first, second, third] = made;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('three clients are needed');
  return { secretary: session, clients: [first, second, third] };
}

let day = 0;

/** One time on a day that no other meeting of the spec has. */
async function proposed(client: Client, title: string): Promise<MeetingView> {
  day++;
  const from = new Date(Date.now() + day * 86_400_000).toISOString();
  const to = new Date(Date.now() + (day + 2) * 86_400_000).toISOString();
  const slot = await eventually(
    'free time',
    async () => {
      const path = `/clients/${client.clientId}/slots?from=${from}&to=${to}`;
      return (await secretary.call<{ slots: TimeRange[] }>('GET', path)).slots[0];
    },
    undefined,
    60_000,
  );
  return secretary.call<MeetingView>('POST', `/clients/${client.clientId}/meetings`, {
    title,
    placeId: client.placeId,
    options: [{ start: slot.start, end: slot.end }],
    attendees: [
      {
        name: 'Pauls Ozols',
        email: `${title.replaceAll(' ', '.')}@partner.example`,
        locale: 'en',
        role: 'required',
      },
    ],
  });
}

const confirm = (meeting: MeetingView) =>
  secretary.call('POST', `/meetings/${meeting.meetingId}/confirm`, {
    optionId: meeting.options[0]?.optionId,
  });

const effectsOf = async (meetingId: string) =>
  (await secretary.call<MeetingView>('GET', `/meetings/${meetingId}`)).effects;

const isOver = async (meetingId: string, kind: Kind): Promise<boolean> =>
  (await effectsOf(meetingId)).some((effect) => effect.kind === kind && effect.state === 'done');

async function carriedOut(meetingId: string, what: string, waitMs = 60_000): Promise<void> {
  await eventually(
    what,
    async () => ((await effectsOf(meetingId)).every(({ state }) => state === 'done') ? true : null),
    undefined,
    waitMs,
  );
}

/** Every event of a meeting that ever was on the calendar, cancelled ones too. */
const ever = ({ email }: Client, meetingId: string) =>
  google.calendars
    .events(email)
    .filter(({ extendedProperties }) => extendedProperties?.private?.meetbrokerMeeting === meetingId);

const standing = (client: Client, meetingId: string) =>
  ever(client, meetingId).filter(({ status }) => status !== 'cancelled');

async function mailsOf(meeting: MeetingView): Promise<{ messageId: string }[]> {
  const mails = await mailbox.mails(meeting.attendees[0]?.email ?? '');
  const raws = await Promise.all(mails.map(async ({ id }) => (await mailbox.mail(id))?.raw ?? ''));
  return raws.map((raw) => ({ messageId: /^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? '' }));
}

function table(): string {
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, i) => String(cell).padEnd([16, 14, 6, 9, 8, 10][i] ?? 8)).join('');
  return [
    row(['effect', 'killed', 'lost', 'doubled', 'copies', 'seconds']),
    ...lines.map(({ kind, point, lost, doubled, copies, seconds }) =>
      row([kind, point, lost, doubled, copies, seconds.toFixed(1)]),
    ),
  ].join('\n');
}
