import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { type Mailbox, startMailbox } from '../../src/sandbox/mailbox/mailbox.js';
import { ApiSession } from '../../src/sandbox/seed/api-session.js';
import { freePort } from '../support/app.js';
import { createEmptyDatabase } from '../support/database.js';
import { ImapServer } from '../support/imap-server.js';
import { AUTHSERV, DOMAIN, replyMail } from '../support/meetings-fixtures.js';
import { Program } from '../support/program.js';

/**
 * kill -9 of the whole service in the middle of a batch of answers that come in by SMTP, by LMTP and from a mailbox: what
 * was answered 250 is there, what was not comes again, and in the end every answer has counted once.
 */
const POINTS = [
  { point: 'imap-kept', by: 'imap' },
  { point: 'smtp-kept', by: 'smtp' },
  { point: 'imap-committed', by: 'imap' },
  { point: 'smtp-committed', by: 'lmtp' },
] as const;
const BATCH = 6;
/** Dies with the third of a batch. */
const DIE_AFTER = 3;
const WAIT_MS = 60_000;

interface Letter {
  readonly meetingId: string;
  readonly email: string;
  readonly to: string;
  readonly id: string;
  readonly raw: string;
}

let folder: string;
let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let sql: pg.Client;
let mailbox: Mailbox;
let imap: ImapServer;
let settings: Record<string, string>;
let mailPort: number;
const programs: Program[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meetbroker-kill-reception-'));
  await chmod(folder, 0o755);
  database = await createEmptyDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  mailbox = await startMailbox({ deliverTo: () => ({ host: '127.0.0.1', port: 9 }) });
  imap = await ImapServer.start();
  const [, dayOfMonth, month, year, time] = new Date().toUTCString().split(' ');
  imap.internalDate = `${dayOfMonth}-${month}-${year} ${time} +0000`;
  const port = await freePort();
  mailPort = await freePort();
  settings = {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: database.url,
    DATA_DIR: join(folder, 'data'),
    SANDBOX: 'off',
    SEED: 'off',
    LOG_LEVEL: 'fatal',
    SMTP_URL: mailbox.smtpUrl,
    IMAP_URL: imap.url,
    MAIL_DOMAIN: DOMAIN,
    MAIL_AUTHSERV_ID: AUTHSERV,
    MAIL_DNS: 'off',
  };
}, 60_000);

afterAll(async () => {
  for (const program of programs) await program.stop();
  await imap?.close();
  await mailbox?.close();
  await sql?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const start = async (by: 'smtp' | 'lmtp' | 'imap', point: string | null): Promise<Program> => {
  // The lease of a reader that was killed runs out within half a minute; the test does not wait for that.
  if (programs.length > 0) await sql.query('update mailbox set lease_until = now()');
  const program = Program.start({
    ...settings,
    SMTP_LISTEN: `${by === 'lmtp' ? 'lmtp:' : ''}127.0.0.1:${mailPort}`,
    ...(point === null
      ? {}
      : {
          NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/die-in-mail.mjs')}`,
          DIE_AT: point,
          DIE_AFTER: String(DIE_AFTER),
        }),
  });
  programs.push(program);
  await program.ready();
  return program;
};

test('nothing lost, nothing twice, wherever the service dies', async () => {
  let program = await start(POINTS[0].by, POINTS[0].point);
  const letters = await invited(program, POINTS.length * BATCH);
  const batches = POINTS.map((_, i) => letters.slice(i * BATCH, (i + 1) * BATCH));
  /** Answered 250, before or after a death. */
  const acknowledged = new Set<string>();

  for (const [i, { by, point }] of POINTS.entries()) {
    if (i > 0) program = await start(by, point);
    const batch = batches[i] ?? [];
    const left = batches.slice(0, i).filter((_, earlier) => POINTS[earlier]?.by === 'imap');
    await until('what was left in the mailbox is kept', async () => {
      const there = await kept();
      return left.flat().every(({ id }) => there.has(id));
    });
    if (by === 'imap') for (const { raw } of batch) imap.put(raw);
    else for (const letter of batch) if (await handIn(letter, by === 'lmtp')) acknowledged.add(letter.id);
    // Null is the exit code of a process that a signal ended.
    expect({ point, code: await program.ended, died: program.stdout.includes(`dies ${point}`) }).toEqual({
      point,
      code: null,
      died: true,
    });
    const there = await kept();
    expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
    const done = batch.filter(({ id }) => there.has(id)).length;
    expect({ point, done }).toEqual({ point, done: point.endsWith('kept') ? DIE_AFTER - 1 : DIE_AFTER });
  }

  program = await start('lmtp', null);
  // As every mail server does: what was not answered comes again, whatever became of it.
  for (const [i, { by }] of POINTS.entries()) {
    if (by === 'imap') continue;
    for (const letter of batches[i] ?? []) {
      if (!acknowledged.has(letter.id)) expect(await handIn(letter, true)).toBe(true);
    }
  }
  await until('every meeting is confirmed', async () => {
    const { rows } = await sql.query(`select 1 from meeting where state = 'confirmed'`);
    return rows.length === letters.length;
  });
  // The client has no calendar: what is to be written there waits for one.
  await until('every mail has left', async () => {
    const { rows } = await sql.query(`select 1 from effect where kind = 'mail' and state <> 'done'`);
    return rows.length === 0;
  });

  const counted = await sql.query<{ id: string; applied: number; others: string[] }>(
    `select rfc_message_id as id, count(*) filter (where state = 'applied')::int as applied,
       coalesce(array_agg(state || ' ' || coalesce(reason, '')) filter (where state <> 'applied'), '{}') as others
     from message where direction = 'in' group by 1 order by 1`,
  );
  // Committed, not answered, handed in again: stored twice, and the second one changes nothing.
  const again = batches[3]?.[DIE_AFTER - 1]?.id;
  expect(counted.rows).toEqual(
    letters
      .map(({ id }) => ({ id, applied: 1, others: id === again ? ['no-change same-message'] : [] }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  for (const { email } of letters) {
    const mails = await mailbox.mails(email);
    // The invitation, and one confirmation.
    expect([email, mails.map(({ invitation }) => invitation?.status)]).toEqual([
      email,
      expect.arrayContaining(['TENTATIVE', 'CONFIRMED']),
    ]);
    expect(new Set(await Promise.all(mails.map(({ id }) => messageId(id)))).size).toBe(2);
  }

  // It went on where it had stopped: only the mail that was not committed was fetched again, and nothing was marked.
  const fetched = imap.commands.flatMap((command) => {
    return /^UID FETCH (\d+) .*BODY\.PEEK\[\]/.exec(command)?.[1] ?? [];
  });
  expect(fetched).toHaveLength(2 * BATCH + 1);
  expect(fetched.filter((uid) => uid === String(DIE_AFTER))).toHaveLength(2);
  expect(imap.commands.filter((command) => /\b(STORE|EXPUNGE|COPY|MOVE|SELECT)\b/i.test(command))).toEqual(
    [],
  );
  expect(await program.stop()).toBe(0);
}, 240_000);

/** Invites so many people, each to a meeting of their own. @returns the mails in which they accept. */
async function invited(program: Program, count: number): Promise<Letter[]> {
  const secretary = new ApiSession(settings.PUBLIC_URL ?? '');
  await secretary.call('POST', '/setup', {
    token: /\/\S*#(\S+)/.exec(program.stdout)?.[1],
    agencyName: 'Vizīte',
    zone: 'Europe/Riga',
    locale: 'en',
    name: 'Vita Priede',
    email: 'vita@vizite.example',
    password: randomBytes(12).toString('base64url'),
  });
  await secretary.call('PUT', '/agency/proposal-rules', { undoSeconds: 0 });
  const { clientId } = await secretary.call<{ clientId: string }>('POST', '/clients', {
    name: 'Alfa Būve SIA',
    person: 'Andris',
    zone: 'Europe/Riga',
  });
  const tomorrow = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
  const proposed: { meetingId: string; email: string; uid: string }[] = [];
  for (let i = 0; i < count; i++) {
    const start = tomorrow + (i + 1) * 86_400_000 + 9 * 3_600_000;
    const email = `guest-${i}@partner.example`;
    const { meetingId, options } = await secretary.call<{ meetingId: string; options: { uid: string }[] }>(
      'POST',
      `/clients/${clientId}/meetings`,
      {
        title: 'Jumta apskate',
        options: [{ start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString() }],
        attendees: [{ name: 'Guest', email, locale: 'en' }],
        override: true,
      },
    );
    proposed.push({ meetingId, email, uid: options[0]?.uid ?? '' });
  }
  const letters: Letter[] = [];
  for (const [i, { meetingId, email, uid }] of proposed.entries()) {
    let to = '';
    await until(`the invitation to ${email}`, async () => {
      to = (await mailbox.mails(email))[0]?.from.address ?? '';
      return to !== '';
    });
    const id = `answer-${String(i).padStart(2, '0')}@partner.example`;
    const raw = replyMail({ to, uid, partstat: 'ACCEPTED', dtstamp: Date.now(), from: email, messageId: id });
    letters.push({ meetingId, email, to, id, raw: raw.replace(/\r?\n/g, '\r\n') });
  }
  return letters;
}

/** As a mail server hands a mail in. @returns whether it was answered 250. */
async function handIn({ email, to, raw }: Letter, lmtp: boolean): Promise<boolean> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: mailPort,
    lmtp,
    secure: false,
    ignoreTLS: true,
  });
  try {
    await transport.sendMail({ envelope: { from: email, to: [to] }, raw });
    return true;
  } catch {
    return false;
  } finally {
    transport.close();
  }
}

/** Message-IDs of what the database has, read or not. */
async function kept(): Promise<Set<string>> {
  const { rows } = await sql.query<{ raw: Buffer }>(
    `select r.raw from message m join mail_raw r on r.digest = m.raw_digest where m.direction = 'in'`,
  );
  return new Set(rows.map(({ raw }) => /^Message-ID: <([^>]*)>/m.exec(raw.toString('latin1'))?.[1] ?? ''));
}

async function messageId(id: string): Promise<string> {
  return /^Message-ID:\s*(\S+)/im.exec((await mailbox.mail(id))?.raw ?? '')?.[1] ?? '';
}

/** What became of the mails, and of the jobs that read them. */
async function standing(): Promise<string> {
  const mails = await sql.query('select state, reason, count(*)::int from message group by 1, 2');
  const jobs = await sql.query('select name, state, count(*)::int from pgboss.job group by 1, 2');
  return JSON.stringify([mails.rows, jobs.rows]);
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`In vain: ${what}. ${await standing()}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
