import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { createTransport, type Transporter } from 'nodemailer';
import pg from 'pg';
import { SmtpListener } from '../../src/mail/smtp/smtp-listener.js';
import { ApiSession } from '../../src/sandbox/seed/api-session.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type DnsAnswerer, startDns } from '../support/dns-answerer.js';
import { MAIL_SERVER_VERSIONS, MailServers, missingMailServers, PASSWORD } from '../support/mail-servers.js';
import { replyMail, unfolded } from '../support/meetings-fixtures.js';

const MEET = 'meet.example';
const PARTNER = 'partner.example';
const ANNA = `anna@${PARTNER}`;
const DAY = 24 * 3_600_000;
const BATCH = 60;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY_RECORD = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

const missing = missingMailServers();
if (missing.length > 0) {
  test(`mail through real servers needs the Debian packages ${missing.join(', ')}`, () => {
    console.warn(`Not tried: missing are ${missing.join(', ')}.`);
    expect(process.env.PEERS).not.toBe('required');
  });
} else {
  describe('mail through postfix and dovecot', throughRealServers);
}

interface Proposed {
  readonly meetingId: string;
  readonly state: string;
  readonly options: readonly { readonly uid: string }[];
}

function throughRealServers(): void {
  let servers: MailServers;
  let dns: DnsAnswerer;
  let app: TestApp;
  let secretary: ApiSession;
  let clientId: string;
  let database: pg.Client;
  let anna: Transporter;
  let day = 3;

  beforeAll(async () => {
    servers = await MailServers.start([MEET, PARTNER]);
    console.info(`with ${MAIL_SERVER_VERSIONS()}`);
    dns = await startDns();
    dns.put(`k1._domainkey.${PARTNER}`, { TXT: [KEY_RECORD] });
    dns.put(`_dmarc.${PARTNER}`, { TXT: ['v=DMARC1; p=reject'] });
    app = await startTestApp({
      SMTP_URL: `smtp://127.0.0.1:${servers.smtpPort}`,
      MAIL_DOMAIN: MEET,
      IMAP_URL: servers.imapUrl('m'),
      SMTP_LISTEN: 'lmtp:127.0.0.1:0',
      MAIL_DNS: dns.address,
    });
    secretary = new ApiSession(app.url);
    await secretary.call('POST', '/setup', {
      token: (app.firstOwnerLink ?? '').replace(/^.*#/, ''),
      agencyName: 'Vizīte',
      zone: 'Europe/Riga',
      locale: 'en',
      name: 'Sigrid',
      email: 'sigrid@agency.example',
      password: randomUUID(),
    });
    await secretary.call('PUT', '/agency/proposal-rules', { undoSeconds: 0 });
    ({ clientId } = await secretary.call<{ clientId: string }>('POST', '/clients', {
      name: 'Alfa Būve SIA',
      person: 'Andris',
      zone: 'Europe/Riga',
    }));
    database = new pg.Client({ connectionString: app.database.url });
    await database.connect();
    anna = createTransport({
      host: '127.0.0.1',
      port: servers.smtpPort,
      secure: false,
      ignoreTLS: true,
      pool: true,
      dkim: { domainName: PARTNER, keySelector: 'k1', privateKey: PEM },
    });
  }, 120_000);

  afterAll(async () => {
    anna.close();
    await database.end();
    await app.close();
    await dns.close();
    await servers.close();
  });

  const propose = async (): Promise<Proposed & { to: string; uid: string }> => {
    const start = Math.floor(Date.now() / DAY) * DAY + ++day * DAY + 9 * 3_600_000;
    const proposed = await secretary.call<Proposed>('POST', `/clients/${clientId}/meetings`, {
      title: 'Jumta apskate',
      options: [{ start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString() }],
      attendees: [{ name: 'Anna Ozola', email: ANNA, locale: 'lv' }],
      override: true,
    });
    const uid = proposed.options[0]?.uid ?? '';
    const invitation = await mailTo('anna', 'REQUEST', uid);
    const to = /^From: .*?<?(m\+[^>\s]+)>?\r$/m.exec(unfolded(invitation))?.[1] ?? '';
    return { ...proposed, uid, to };
  };

  /** The calendar mail of a UID in a mailbox of dovecot, once it is there. */
  const mailTo = async (user: string, method: string, uid: string): Promise<string> => {
    let found: string | undefined;
    await until(`${user} has a ${method}`, async () => {
      const all = await inbox(user);
      found = all.find((raw) => raw.includes(`method=${method}`) && unfolded(decoded(raw)).includes(uid));
      return found !== undefined;
    });
    return found ?? '';
  };

  const inbox = async (user: string): Promise<string[]> => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: servers.imapPort,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: PASSWORD },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.mailboxOpen('INBOX', { readOnly: true });
      const all = await client.fetchAll('1:*', { source: true });
      return all.map(({ source }) => source?.toString('utf8') ?? '');
    } finally {
      client.close();
    }
  };

  const answer = (to: string, uid: string, partstat = 'ACCEPTED'): Promise<unknown> =>
    anna.sendMail({
      envelope: { from: ANNA, to: [to] },
      raw: replyMail({
        to,
        uid,
        partstat,
        from: ANNA,
        dtstamp: Date.now(),
        verdict: null,
        messageId: `${randomUUID()}@${PARTNER}`,
      }),
    });

  const words = (to: string, n: number): Promise<unknown> =>
    anna.sendMail({
      envelope: { from: ANNA, to: [to] },
      raw: `From: ${ANNA}\r\nTo: ${to}\r\nSubject: batch ${n}\r\nMessage-ID: <batch-${n}@${PARTNER}>\r\n\r\nword ${n}\r\n`,
    });

  const state = async (meetingId: string): Promise<string> =>
    (await secretary.call<Proposed>('GET', `/meetings/${meetingId}`)).state;

  /** Message-IDs of received words, each as often as it was kept. */
  const kept = async (from: number): Promise<Map<string, number>> => {
    const { rows } = await database.query<{ id: string; count: number }>(
      `select rfc_message_id as id, count(*)::integer as count from message
       where direction = 'in' and rfc_message_id like 'batch-%' and state <> 'received' group by 1`,
    );
    const numbered = rows.filter(({ id }) => Number(/\d+/.exec(id)?.[0]) >= from);
    return new Map(numbered.map(({ id, count }) => [id, count]));
  };

  test('a proposal goes out, the answer comes back by IMAP at once, and the confirmation follows', async () => {
    const { meetingId, to, uid } = await propose();
    await answer(to, uid);
    await until('it is confirmed', async () => (await state(meetingId)) === 'confirmed');
    const { rows } = await database.query(
      `select via, relay, verdict ->> 'by' as by, state from message where direction = 'in' and meeting_id = $1`,
      [meetingId],
    );
    expect(rows).toEqual([{ via: 'imap', relay: true, by: 'dmarc', state: 'applied' }]);
    await until('the confirmation is there', async () =>
      (await inbox('anna')).some((raw) => {
        const text = unfolded(decoded(raw));
        return text.includes(uid) && text.includes('STATUS:CONFIRMED');
      }),
    );
    // Nothing was marked: both mailboxes are read as they are.
    expect((await inbox('m')).length).toBe(1);
  });

  test('dovecot is killed in the middle of a batch, and again while nothing happens: nothing lost, nothing twice', async () => {
    const { to } = await propose();
    for (let n = 0; n < BATCH; n++) await words(to, n);
    await until('some are kept', async () => (await kept(0)).size >= 3);
    await servers.killDovecot();
    await servers.startDovecot();
    await until('all are kept', async () => (await kept(0)).size === BATCH);
    await servers.killDovecot();
    await words(to, BATCH);
    await servers.startDovecot();
    servers.flush();
    await until('the last one is kept', async () => (await kept(0)).size === BATCH + 1);
    expect([...(await kept(0)).values()].every((count) => count === 1)).toBe(true);
  });

  test('the same by LMTP: our listener and postfix stop in the middle of a batch', async () => {
    const { to, meetingId, uid } = await propose();
    const listener = app.mailListener;
    if (listener === null) throw new Error('The service takes no mail.');
    await servers.deliverBy(MEET, listener.port);
    await answer(to, uid);
    await until('it is confirmed', async () => (await state(meetingId)) === 'confirmed');
    const { rows } = await database.query(
      `select via, relay, client_ip, verdict ->> 'by' as by from message where direction = 'in' and meeting_id = $1`,
      [meetingId],
    );
    expect(rows).toEqual([{ via: 'lmtp', relay: true, client_ip: '127.0.0.1', by: 'dmarc' }]);

    const first = 1_000;
    for (let n = first; n < first + BATCH / 2; n++) await words(to, n);
    const smtp = app.app.get(SmtpListener);
    await smtp.close();
    for (let n = first + BATCH / 2; n < first + BATCH; n++) await words(to, n);
    servers.stopPostfix();
    await servers.startPostfix();
    await smtp.start({ host: '127.0.0.1', port: listener.port, fallbackToFreePort: false, lmtp: true });
    servers.flush();
    await until('all are kept', async () => (await kept(first)).size === BATCH);
    await until('postfix has nothing left', async () => servers.queued() === 0);
    expect([...(await kept(first)).values()].every((count) => count === 1)).toBe(true);
  });

  test('an address that nobody has comes back to its sender from the own server', async () => {
    const nobody = `m+${'0'.repeat(52)}@${MEET}`;
    await words(nobody, 9_999);
    await until('the report is there', async () =>
      (await inbox('anna')).some((raw) => /There is no such address here/.test(raw.replace(/\r\n\s+/g, ' '))),
    );
  });
}

/** Calendar parts are base64 or quoted-printable: read them anyhow. */
const decoded = (raw: string): string => {
  const parts = raw.match(/(?:^[A-Za-z0-9+/=]{40,}\r$\n?)+(?:^[A-Za-z0-9+/=]+\r$\n?)?/gm) ?? [];
  const plain = raw
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return [plain, ...parts.map((part) => Buffer.from(part, 'base64').toString('utf8'))].join('\n');
};

const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 45_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`In vain: ${what}.`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
};
