import { loadConfig } from '../../../src/config.js';
import { AddresseeStore } from '../../../src/mail/addressee.store.js';
import { IMAP_PACE, ImapReception } from '../../../src/mail/imap/imap-reception.js';
import { MailboxStore } from '../../../src/mail/imap/mailbox.store.js';
import { TakeIn } from '../../../src/mail/imap/take-in.service.js';
import { IncomingStore } from '../../../src/mail/incoming.store.js';
import { IntakeService } from '../../../src/mail/intake.service.js';
import { ROOM } from '../../../src/mail/mail-room.js';
import { ImapServer } from '../../support/imap-server.js';
import { DOMAIN, type MailRoom, NOW, openMailRoom, organizerAddress } from '../../support/mail-fixtures.js';

let room: MailRoom;
let server: ImapServer;
let agencyId: string;
let store: MailboxStore;
let mailbox: string;
const running: ImapReception[] = [];
const PACE = { ...IMAP_PACE, batch: 10, renewMs: 500, waitMs: 50, retryMs: 20 };

beforeEach(async () => {
  room = await openMailRoom();
  server = await ImapServer.start();
  agencyId = await room.makeAgency();
  store = new MailboxStore(room.db);
  mailbox = `meet at 127.0.0.1, INBOX`;
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((reception) => reception.close()));
  await server.close();
  await room.close();
});

const makeReception = (): ImapReception => {
  const loaded = loadConfig({ MAIL_DOMAIN: DOMAIN });
  if (!loaded.ok) throw new Error('The settings of the spec are wrong.');
  const addressees = new AddresseeStore(room.db, loaded.config);
  const incoming = new IncomingStore();
  const intake = new IntakeService(room.db, room.queue, addressees, incoming);
  const takeIn = new TakeIn(room.db, addressees, incoming, intake, store, loaded.config);
  const reception = new ImapReception(store, takeIn, { now: () => NOW });
  running.push(reception);
  return reception;
};

const start = (url = server.url): ImapReception => {
  const reception = makeReception();
  reception.start(url, PACE);
  return reception;
};

const mail = (to: string, subject: string, more = ''): string =>
  `Return-Path: <andris@partner.example>\n${more}From: andris@partner.example\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${subject}@partner.example>\n\nhello\n`;

const subjects = async (): Promise<string[]> =>
  (await room.stored()).map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw.toString('latin1'))?.[1] ?? '').sort();

const until = async (what: string, done: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!(await done())) {
    if (Date.now() > deadline)
      throw new Error(`In vain: ${what}. ${JSON.stringify(await store.status(mailbox))}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
};

const watching = () => until('it watches', async () => (await store.status(mailbox))?.state === 'watching');
const stored = (count: number) =>
  until(`${count} mails are kept`, async () => (await room.stored()).length === count);

describe('fetching', () => {
  test('takes what is ours, byte for byte, with its job, and leaves the rest untouched', async () => {
    const to = organizerAddress(agencyId);
    server.put(mail(to, 'one'));
    server.put(mail('boss@meet.example', 'private'));
    server.put(mail('somebody@elsewhere.example', 'other'));
    server.put(mail('boss@meet.example', 'delivered', `Delivered-To: ${to}\n`));
    start();
    await stored(2);
    await watching();
    expect(await subjects()).toEqual(['delivered', 'one']);
    const [first] = await room.stored();
    expect(first).toMatchObject({
      agency_id: agencyId,
      state: 'received',
      envelope_from: 'andris@partner.example',
      envelope_to: to.toLowerCase(),
      has_job: true,
    });
    expect(first?.raw.toString()).toBe(mail(to, 'one').replace(/\n/g, '\r\n'));
    expect(await store.status(mailbox)).toMatchObject({ leftAlone: 2, leftBehind: 0, reason: null });
    const changing = server.commands.filter((line) =>
      /STORE|EXPUNGE|SELECT|COPY|MOVE|APPEND|CLOSE|BODY\[/i.test(line),
    );
    expect(changing).toEqual([]);
  });

  test('hears of new mail at once (IDLE), and of mail without IDLE at the next look', async () => {
    start();
    await watching();
    server.put(mail(organizerAddress(agencyId), 'new'));
    await stored(1);
    expect(server.commands.some((line) => /^IDLE/i.test(line))).toBe(true);
  });

  test('keeps mail that arrives while a batch is fetched, in a mailbox of several batches', async () => {
    const to = organizerAddress(agencyId);
    for (let i = 0; i < PACE.batch * 2 + 5; i++) server.put(mail(to, `m${i}`));
    start();
    await until('it has begun', async () => (await room.stored()).length > 3);
    server.put(mail(to, 'late'));
    await stored(PACE.batch * 2 + 6);
    expect(new Set(await subjects()).size).toBe(PACE.batch * 2 + 6);
  });

  test('of what nobody has the token of: kept for the agency, since its sender would not hear of a refusal', async () => {
    server.put(mail(organizerAddress(agencyId, 9), 'stranger'));
    start();
    await stored(1);
    const [row] = await room.t.asOwner('select agency_id, attendee_id from message');
    expect(row).toEqual({ agency_id: agencyId, attendee_id: null });
  });

  test('of a mail to two agencies: both have it once, and its bytes each once', async () => {
    const other = await room.makeAgency();
    const to = `${organizerAddress(agencyId, 1)}, ${organizerAddress(agencyId, 2)}, ${organizerAddress(other, 1)}`;
    server.put(mail(to, 'both'));
    start();
    await stored(3);
    expect(await room.t.asOwner('select 1 from mail_raw')).toHaveLength(2);
  });

  test('of a mail that is too large: its beginning, for a person', async () => {
    const to = organizerAddress(agencyId);
    server.put(mail(to, 'large'), 6 * 1024 * 1024);
    server.put(mail(to, 'small'));
    start();
    await stored(2);
    const rows = await room.t.asOwner('select withheld from message order by message_id');
    expect(rows).toEqual([{ withheld: 6 * 1024 * 1024 }, { withheld: null }]);
    expect(server.commands.filter((line) => /BODY\.PEEK\[\]<0\.65536>/.test(line))).toHaveLength(1);
  });

  test('without room leaves the mail where it is, and counts it', async () => {
    await room.t.asOwner(
      `with raw as (insert into mail_raw values ($1, '\\x00', '\\x00'))
       insert into message (agency_id, message_id, direction, state, raw_digest, octets, attendee_id, at)
       select $1, gen_random_uuid(), 'in', 'review', '\\x00', 1, attendee_id, now()
       from attendee, generate_series(1, $2) where email = 'a1@partner.example'`,
      [agencyId, ROOM.attendee.mails],
    );
    server.put(mail(organizerAddress(agencyId, 1), 'one too many'));
    server.put(mail(organizerAddress(agencyId, 2), 'another'));
    start();
    await until('the other one is kept', async () => (await subjects()).includes('another'));
    expect(await subjects()).not.toContain('one too many');
    expect(await store.status(mailbox)).toMatchObject({ leftBehind: 1 });
  });
});

describe('going on', () => {
  test('where the last one stopped', async () => {
    const to = organizerAddress(agencyId);
    server.put(mail(to, 'one'));
    await stopAfter(start(), 1);
    server.put(mail(to, 'two'));
    server.commands.length = 0;
    start();
    await stored(2);
    await watching();
    expect(await subjects()).toEqual(['one', 'two']);
    const fetched = server.commands.filter((line) => /^UID FETCH/.test(line));
    expect(fetched.every((line) => /^UID FETCH 2 /.test(line))).toBe(true);
  });

  test('after the connection broke, in the middle of a mail too', async () => {
    const to = organizerAddress(agencyId);
    server.put(mail(to, 'one'));
    server.breakAt = server.put(mail(to, 'two'));
    server.put(mail(to, 'three'));
    start();
    await until('it broke', async () => (await store.status(mailbox))?.state === 'failing');
    expect(await subjects()).toEqual(['one']);
    server.breakAt = null;
    await stored(3);
    await watching();
    server.dropAll();
    server.put(mail(to, 'four'));
    await stored(4);
    expect(await subjects()).toEqual(['four', 'one', 'three', 'two']);
  });

  test('past a mail over which the connection always breaks: its beginning is taken', async () => {
    const to = organizerAddress(agencyId);
    server.breakAt = server.put(mail(to, 'cursed'));
    server.put(mail(to, 'after'));
    start();
    await stored(2);
    const rows = await room.t.asOwner('select withheld is null as whole from message order by message_id');
    expect(rows).toEqual([{ whole: false }, { whole: true }]);
  });

  test('after UIDs were given anew: everything is looked at again, and nothing kept twice', async () => {
    const to = organizerAddress(agencyId);
    server.put(mail('somebody@elsewhere.example', 'other'));
    server.put(mail(to, 'one'));
    server.put(mail(to, 'two'));
    await stopAfter(start(), 2);
    server.expunge(1);
    server.renumber();
    start();
    await until('it was read again', async () => {
      const [row] = await room.t.asOwner('select uid_validity, last_uid from mailbox');
      return row?.uid_validity === '2' && row.last_uid === '2';
    });
    server.put(mail(to, 'three'));
    await stored(3);
    // The same words again, said anew, are another mail.
    server.put(mail(to, 'one'));
    await stored(4);
  });

  test('after UIDs were given anew under an open connection, which breaks in the middle of the second look', async () => {
    const to = organizerAddress(agencyId);
    const sent = Array.from({ length: 25 }, (_, i) => `mail-${i}`);
    for (const subject of sent) server.put(mail(to, subject));
    makeReception().start(server.url, { ...PACE, wholeTries: 1_000 });
    await stored(25);
    server.renumber();
    server.breakAt = 13;
    server.put(mail(to, 'late'));
    const before = server.commands.length;
    server.dropAll();
    await until('the second look has come half way', () =>
      server.commands.slice(before).some((command) => /^UID FETCH 13 .*BODY\.PEEK\[\]/.test(command)),
    );
    const [half] = await room.t.asOwner('select uid_validity, last_uid from mailbox');
    expect(half).toEqual({ uid_validity: '2', last_uid: '12' });
    server.breakAt = null;
    await stored(26);
    await watching();
    expect(await subjects()).toEqual([...sent, 'late'].sort());
    // Half of them were not asked for a third time.
    const again = server.commands
      .slice(before)
      .filter((command) => /^UID FETCH \d+ .*BODY\.PEEK\[\]/.test(command));
    expect(again.filter((command) => /^UID FETCH (\d|1[0-2]) /.test(command))).toHaveLength(12);
  });

  test('after the database was away', async () => {
    const to = organizerAddress(agencyId);
    start();
    await watching();
    await room.door.shut();
    server.put(mail(to, 'meanwhile'));
    await new Promise((wake) => setTimeout(wake, 300));
    await room.door.open();
    await stored(1);
  });

  test('between two agencies: who had the mail does not get it again', async () => {
    const other = await room.makeAgency();
    server.put(mail(`${organizerAddress(agencyId)}, ${organizerAddress(other)}`, 'both'));
    await room.t.asOwner(`
      create function fail_on_insert() returns trigger language plpgsql as
        $$ begin raise exception 'gone' using errcode = '57P01'; end $$`);
    await room.t.asOwner(
      `create trigger broken before insert on message for each row when (new.agency_id = '${other}')
       execute function fail_on_insert()`,
    );
    start();
    await until('one has it', async () => (await room.stored()).length === 1);
    await until('it failed', async () => (await store.status(mailbox))?.state === 'failing');
    await room.t.asOwner('drop trigger broken on message');
    await stored(2);
    await watching();
    expect(new Set((await room.stored()).map(({ agency_id }) => agency_id)).size).toBe(2);
  });
});

describe('two processes', () => {
  test('one fetches, and the other goes on when it stops', async () => {
    const first = start();
    await watching();
    const second = start();
    await new Promise((wake) => setTimeout(wake, 200));
    expect(server.connections).toBe(1);
    await first.close();
    server.put(mail(organizerAddress(agencyId), 'handed over'));
    await stored(1);
    await second.close();
  });

  test('one that was taken for dead keeps nothing more', async () => {
    const to = organizerAddress(agencyId);
    start();
    await watching();
    await room.t.asOwner(
      `update mailbox set lease_token = gen_random_uuid(), lease_until = now() + interval '1 hour'`,
    );
    server.put(mail(to, 'late'));
    await until('it has let go', () => server.connections === 0);
    expect(await room.stored()).toEqual([]);
    await room.t.asOwner('update mailbox set lease_until = now()');
    await stored(1);
  });
});

describe('faults are named', () => {
  test.each([
    ['a wrong password', () => server.url.replace('secret', 'wrong'), 'sign-in-refused'],
    ['nobody there', () => 'imap://meet:secret@127.0.0.1:1/INBOX', 'unreachable'],
  ])('%s', async (_, url, reason) => {
    start(url());
    await until('it is said', async () => (await store.status(mailbox))?.reason === reason);
  });
});

const stopAfter = async (reception: ImapReception, count: number): Promise<void> => {
  await stored(count);
  await watching();
  await reception.close();
  running.splice(running.indexOf(reception), 1);
};
