import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import { ROOM } from '../../../src/mail/mail-room.js';
import { LISTENER_LIMITS } from '../../../src/mail/smtp/smtp-listener.js';
import { DOMAIN, type MailRoom, NOW, openMailRoom, organizerAddress } from '../../support/mail-fixtures.js';
import { type SmtpTalk, talkSmtp } from '../../support/smtp-talk.js';

let room: MailRoom;
let agencyId: string;
let port: number;

const start = async (lmtp = false): Promise<void> => {
  const options = { host: '127.0.0.1', port: 0, fallbackToFreePort: false, lmtp };
  ({ port } = await room.listener.start(options));
};

beforeEach(async () => {
  room = await openMailRoom();
  agencyId = await room.makeAgency();
});

afterEach(async () => {
  await room.close();
});

/** Up to and including RCPT; the replies of the recipients. */
const envelope = async (talk: SmtpTalk, to: readonly string[], hello = 'EHLO mx.partner.example') => {
  await talk.say(hello);
  await talk.say('MAIL FROM:<andris@partner.example>');
  const replies: string[] = [];
  for (const address of to) replies.push(await talk.say(`RCPT TO:<${address}>`));
  return replies;
};

const deliver = async (to: readonly string[], raw: Buffer | string): Promise<string> => {
  const talk = await talkSmtp(port);
  await envelope(talk, to);
  const go = await talk.say('DATA');
  if (!go.startsWith('354')) return go;
  talk.write(raw);
  const reply = await talk.say('\r\n.');
  talk.drop();
  return reply;
};

describe('what is stored', () => {
  test('a mail from a real client, byte for byte, with its job, before the 250', async () => {
    await start();
    const to = organizerAddress(agencyId);
    const raw = 'Subject: =?utf-8?Q?Pie=C5=86emts?=\r\n\r\n.\r\n..punkti\r\nSveiki\r\n';
    const transport = createTransport({ host: '127.0.0.1', port });
    const info = await transport.sendMail({
      envelope: { from: 'andris@partner.example', to: [to] },
      raw,
    });
    expect(info.response).toBe('250 2.6.0 The mail is kept');
    const [mail, ...more] = await room.stored();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      agency_id: agencyId,
      direction: 'in',
      state: 'received',
      envelope_from: 'andris@partner.example',
      envelope_to: to,
      at: new Date(NOW),
      has_job: true,
    });
    expect(mail?.raw.toString('utf8')).toBe(raw);
  });

  test('what is no mail at all, raw', async () => {
    await start();
    const garbage = Buffer.from([0x00, 0xff, 0xfe, 0x0d, 0x0a, 0x3a, 0x3a, 0x0d, 0x0a, 0x80, 0x00]);
    expect(await deliver([organizerAddress(agencyId)], garbage)).toMatch(/^250 /);
    const [mail] = await room.stored();
    expect(mail?.raw).toEqual(Buffer.concat([garbage, Buffer.from('\r\n')]));
    expect(mail?.has_job).toBe(true);
  });

  test('a report of failure, which has no sender', async () => {
    await start();
    const talk = await talkSmtp(port);
    await talk.say('EHLO mx.partner.example');
    expect(await talk.say('MAIL FROM:<>')).toMatch(/^250 /);
    expect(await talk.say(`RCPT TO:<${organizerAddress(agencyId)}>`)).toMatch(/^250 /);
    await talk.say('DATA');
    expect(await talk.say('Subject: Undelivered\r\n\r\nsorry\r\n.')).toMatch(/^250 /);
    talk.drop();
    expect((await room.stored()).map((mail) => mail.envelope_from)).toEqual(['']);
  });

  test('one copy for each recipient, each in its agency', async () => {
    await start();
    const other = await room.makeAgency();
    const to = [organizerAddress(agencyId, 1), organizerAddress(other, 2)];
    expect(await deliver(to, 'Subject: x\r\n\r\nhello')).toMatch(/^250 /);
    const stored = await room.stored();
    expect(new Set(stored.map((mail) => `${mail.agency_id} ${mail.envelope_to}`))).toEqual(
      new Set([`${agencyId} ${to[0]}`, `${other} ${to[1]}`]),
    );
  });

  test('nothing, when the connection ends before the mail does', async () => {
    await start();
    const talk = await talkSmtp(port);
    await envelope(talk, [organizerAddress(agencyId)]);
    await talk.say('DATA');
    talk.write('Subject: half\r\n\r\nhel');
    talk.drop();
    await talk.closed;
    await room.listener.close();
    expect(await room.stored()).toEqual([]);
  });
});

describe('recipients', () => {
  test('an address of another domain is refused: this is no relay', async () => {
    await start();
    const talk = await talkSmtp(port);
    const [reply] = await envelope(talk, ['somebody@elsewhere.example']);
    expect(reply).toBe('550 5.1.1 There is no such address here');
    talk.drop();
  });

  test('any address of ours reaches the only agency there is', async () => {
    await start();
    expect(await deliver([`office@${DOMAIN.toUpperCase()}`], 'hello')).toMatch(/^250 /);
    expect((await room.stored()).map((mail) => mail.agency_id)).toEqual([agencyId]);
  });

  test('a token that nobody has is refused, the same whether its agency exists or not', async () => {
    await start();
    const talk = await talkSmtp(port);
    const replies = await envelope(talk, [
      organizerAddress(agencyId, 9),
      organizerAddress('01900000-0000-7000-8000-000000000000', 1),
      organizerAddress(agencyId, 1),
    ]);
    talk.drop();
    expect(replies[0]).toBe('550 5.1.1 There is no such address here');
    expect(replies[1]).toBe(replies[0]);
    expect(replies[2]).toMatch(/^250 /);
  });

  test('with two agencies an address has to name one', async () => {
    await start();
    const other = await room.makeAgency();
    const stranger = organizerAddress('01900000-0000-7000-8000-000000000000');
    const talk = await talkSmtp(port);
    const replies = await envelope(talk, [
      `office@${DOMAIN}`,
      stranger,
      organizerAddress(other).toUpperCase(),
    ]);
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['550', '550', '250']);
    talk.drop();
  });

  test('the detail alone, as some servers hand it on, is the address too', async () => {
    await start();
    await room.makeAgency();
    const alone = organizerAddress(agencyId).replace('m+', '');
    expect(await deliver([alone], 'hello')).toMatch(/^250 /);
    expect((await room.stored()).map((mail) => mail.agency_id)).toEqual([agencyId]);
  });
});

describe('limits', () => {
  test('the size is announced, and refused when declared larger', async () => {
    await start();
    const talk = await talkSmtp(port);
    expect(await talk.say('EHLO mx.partner.example')).toContain(`SIZE ${LISTENER_LIMITS.mailBytes}`);
    const declared = `MAIL FROM:<a@partner.example> SIZE=${LISTENER_LIMITS.mailBytes + 1}`;
    expect(await talk.say(declared)).toMatch(/^552 5\.3\.4 /);
    talk.drop();
  });

  test('a mail that only turns out too large is refused and not kept', async () => {
    await start();
    const line = `${'x'.repeat(998)}\r\n`;
    const large = line.repeat(Math.ceil((LISTENER_LIMITS.mailBytes + 1) / line.length));
    expect(await deliver([organizerAddress(agencyId)], large)).toMatch(/^552 5\.3\.4 /);
    expect(await room.stored()).toEqual([]);
  });

  test('a mail just under the limit is kept', async () => {
    await start();
    const line = `${'x'.repeat(998)}\r\n`;
    const large = line.repeat(Math.floor(LISTENER_LIMITS.mailBytes / line.length) - 1);
    expect(await deliver([organizerAddress(agencyId)], large)).toMatch(/^250 /);
  });

  test('a command line without an end is cut off', async () => {
    await start();
    const talk = await talkSmtp(port);
    talk.write('E'.repeat(LISTENER_LIMITS.commandBytes + 10));
    expect(await talk.reply()).toMatch(/^(4|5)\d\d |^closed/);
    talk.drop();
  });
});

describe('the database is away', () => {
  test('neither yes nor no to a recipient: 451', async () => {
    await start();
    await room.door.shut();
    const talk = await talkSmtp(port);
    const [reply] = await envelope(talk, [organizerAddress(agencyId)]);
    expect(reply).toMatch(/^451 4\.3\.0 /);
    talk.drop();
    await room.door.open();
  });

  test('gone between RCPT and the end of the mail: 451, and 250 when the other side comes again', async () => {
    await start();
    const to = organizerAddress(agencyId);
    const talk = await talkSmtp(port);
    await envelope(talk, [to]);
    await talk.say('DATA');
    await room.door.shut();
    expect(await talk.say('Subject: x\r\n\r\nhello\r\n.')).toMatch(/^451 4\.3\.0 /);
    talk.drop();
    expect(await room.stored()).toEqual([]);

    await room.door.open();
    expect(await deliver([to], 'Subject: x\r\n\r\nhello')).toMatch(/^250 /);
    expect(await room.stored()).toHaveLength(1);
  });

  test('the intake says so by itself', async () => {
    await room.door.shut();
    const raw = Buffer.from('x');
    const origin = { via: 'smtp', relay: true, clientIp: null, helo: null } as const;
    const mail = { raw, envelopeFrom: '', envelopeTo: [organizerAddress(agencyId)], receivedAt: NOW, origin };
    expect(await room.intake.store(mail)).toEqual(['try-later']);
    await room.door.open();
    expect(await room.intake.store(mail)).toEqual(['stored']);
    const elsewhere = { ...mail, envelopeTo: ['x@elsewhere.example', organizerAddress(agencyId)] };
    expect(await room.intake.store(elsewhere)).toEqual(['no-such-address', 'stored']);
  });
});

describe('where a mail comes from', () => {
  const origin = async () => {
    const [mail] = await room.t.asOwner('select via, relay, client_ip, helo from message');
    return mail;
  };
  const talked = async (lines: readonly string[]): Promise<string[]> => {
    const talk = await talkSmtp(port);
    const said = [];
    for (const line of lines) said.push(await talk.say(line));
    await talk.say('MAIL FROM:<andris@partner.example>');
    await talk.say(`RCPT TO:<${organizerAddress(agencyId)}>`);
    await talk.say('DATA');
    await talk.say('Subject: x\r\n\r\nhello\r\n.');
    talk.drop();
    return said;
  };

  test('the site’s own server vouches, and says which host it heard', async () => {
    await start();
    const [hello, forwarded] = await talked([
      'EHLO mx.meet.example',
      'XFORWARD NAME=mx.partner.example ADDR=203.0.113.7 HELO=mx.partner.example',
    ]);
    expect(hello).toContain('XFORWARD');
    expect(forwarded).toMatch(/^250 /);
    expect(await origin()).toEqual({
      via: 'smtp',
      relay: true,
      client_ip: '203.0.113.7',
      helo: 'mx.partner.example',
    });
  });

  test('of a relay that does not say it the host is not known', async () => {
    await start();
    await talked(['EHLO mx.meet.example']);
    expect(await origin()).toEqual({ via: 'smtp', relay: true, client_ip: null, helo: null });
  });

  test('anybody else is what the connection says, whatever they claim', async () => {
    await room.close();
    room = await openMailRoom({ MAIL_TRUSTED_RELAYS: '10.0.0.5,192.168.7.0/24' });
    agencyId = await room.makeAgency();
    await start();
    const [hello, forwarded] = await talked([
      'EHLO evil.example',
      'XFORWARD NAME=mx.partner.example ADDR=203.0.113.7 HELO=mx.partner.example',
    ]);
    expect(hello).not.toContain('XFORWARD');
    expect(forwarded).toMatch(/^5/);
    expect(await origin()).toEqual({
      via: 'smtp',
      relay: false,
      client_ip: '127.0.0.1',
      helo: 'evil.example',
    });
  });
});

describe('room', () => {
  const fill = (attendee: string, mails: number) =>
    room.t.asOwner(
      `with raw as (insert into mail_raw values ($1, '\\x00', '\\x00'))
       insert into message (agency_id, message_id, direction, state, raw_digest, octets, attendee_id, at)
       select $1, gen_random_uuid(), 'in', 'unmatched', '\\x00', 1, ${attendee}, now() from generate_series(1, $2)`,
      [agencyId, mails],
    );

  test('for mail that no invitation leads to comes to an end: 452, and an attendee is still heard', async () => {
    await start();
    await fill('null', ROOM.unclaimed.mails - 1);
    const talk = await talkSmtp(port);
    const [last] = await envelope(talk, [`office@${DOMAIN}`]);
    expect(last).toMatch(/^250 /);
    await talk.say('DATA');
    expect(await talk.say('Subject: x\r\n\r\nhello\r\n.')).toMatch(/^250 /);
    await talk.say('MAIL FROM:<b@partner.example>');
    expect(await talk.say(`RCPT TO:<office@${DOMAIN}>`)).toMatch(/^452 4\.\d\.\d /);
    expect(await talk.say(`RCPT TO:<${organizerAddress(agencyId)}>`)).toMatch(/^250 /);
    talk.drop();
  });

  test('at one attendee’s address comes to an end, and another one is still heard', async () => {
    await start();
    await fill(`(select attendee_id from attendee where email = 'a1@partner.example')`, ROOM.attendee.mails);
    const talk = await talkSmtp(port);
    const replies = await envelope(talk, [organizerAddress(agencyId, 1), organizerAddress(agencyId, 2)]);
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['452', '250']);
    talk.drop();
  });

  test('that a mail would overrun is said after the mail', async () => {
    await start();
    await room.t.asOwner(`update message set octets = 0`);
    await fill('null', 1);
    await room.t.asOwner('update message set octets = $1', [ROOM.unclaimed.octets - 10]);
    const talk = await talkSmtp(port);
    await envelope(talk, [`office@${DOMAIN}`]);
    await talk.say('DATA');
    expect(await talk.say('Subject: x\r\n\r\nhello\r\n.')).toMatch(/^452 /);
    talk.drop();
  });

  test('is taken once for a mail to many recipients', async () => {
    await start();
    const to = [1, 2, 3].map((seed) => organizerAddress(agencyId, seed));
    expect(await deliver(to, 'Subject: x\r\n\r\nhello')).toMatch(/^250 /);
    expect(await room.stored()).toHaveLength(3);
    expect(await room.t.asOwner('select 1 from mail_raw')).toHaveLength(1);
  });
});

describe('LMTP', () => {
  test('one answer for each recipient', async () => {
    await start(true);
    const talk = await talkSmtp(port);
    const to = [organizerAddress(agencyId, 1), organizerAddress(agencyId, 2)];
    await envelope(talk, to, 'LHLO mx.partner.example');
    await talk.say('DATA');
    expect(await talk.say('Subject: x\r\n\r\nhello\r\n.')).toMatch(/^250 /);
    expect(await talk.reply()).toMatch(/^250 /);
    talk.drop();
    expect(await room.stored()).toHaveLength(2);
  });
});

describe('start and stop', () => {
  test('a port in use is an error, or gives way to a free one', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const at = { host: '127.0.0.1', port: taken };
    await expect(room.listener.start({ ...at, fallbackToFreePort: false })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const got = await room.listener.start({ ...at, fallbackToFreePort: true });
    expect(got.port).not.toBe(taken);
    expect((await talkSmtp(got.port)).greeting).toMatch(/^220 /);
    await new Promise((resolve) => other.close(resolve));
  });

  test('stopping lets a mail in that has begun, and sends the others away', async () => {
    await start();
    const idle = await talkSmtp(port);
    const busy = await talkSmtp(port);
    await envelope(busy, [organizerAddress(agencyId)]);
    await busy.say('DATA');
    busy.write('Subject: last\r\n\r\n');
    const closed = room.listener.close();
    expect(await idle.reply()).toMatch(/^421 /);
    expect(await busy.say('hello\r\n.')).toMatch(/^250 /);
    await closed;
    expect(await room.stored()).toHaveLength(1);
  });
});
