import { simpleParser } from 'mailparser';
import type { MailSender, OutgoingMail, SendOutcome } from '../../src/mail/mail.port.js';
import { MemorySender } from '../../src/mail/memory/memory-sender.js';
import { SmtpSender } from '../../src/mail/smtp/smtp-sender.js';
import { mimeTree } from '../support/mime-tree.js';
import { type ScriptedSmtp, startScriptedSmtp, type Trouble } from '../support/scripted-smtp.js';

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//spec//EN',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:one@meet.example',
  'SUMMARY:Tāme par jumtu\\, otrais stāvs',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

const mailTo = (address: string, more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: 'effect-1@meet.example',
  from: { name: 'Līga Ozola', address: 'm+0123456789@meet.example' },
  to: { name: 'Andris Kalniņš', address },
  subject: 'Uzaicinājums: jumta tāme – otrdien',
  text: 'Labdien!\n.\n..divi punkti\nnobeigums\n',
  html: '<p>Labdien!</p>',
  references: ['first@meet.example', 'second@meet.example'],
  date: Date.UTC(2026, 10, 24, 8, 30),
  calendar: { method: 'REQUEST', text: CALENDAR },
  ...more,
});

interface Harness {
  readonly sender: MailSender;
  /** An address whose mails end that way. */
  addressFor(trouble: Trouble): string;
  close(): Promise<void>;
}

const overSmtp = async (): Promise<Harness & { server: ScriptedSmtp }> => {
  const server = await startScriptedSmtp();
  const sender = new SmtpSender(`smtp://127.0.0.1:${server.port}`, {
    connect: 2000,
    greeting: 2000,
    silence: 400,
    whole: 5000,
  });
  return {
    sender,
    server,
    addressFor: (trouble) => `${trouble}@partner.example`,
    close: async () => {
      sender.close();
      await server.close();
    },
  };
};

const OUTCOMES: Readonly<Record<Trouble, Exclude<SendOutcome, { kind: 'sent' }>>> = {
  'later-at-rcpt': { kind: 'later', answer: '451 4.7.1 greylisted' },
  'later-at-data': { kind: 'later', answer: '452 4.3.1 disk full' },
  'refused-at-rcpt': { kind: 'refused', answer: '550 5.1.1 no such user' },
  'refused-at-data': { kind: 'refused', answer: '554 5.7.1 looks like spam' },
  'lost-before-data': { kind: 'later', answer: 'Connection closed' },
  'lost-after-data': { kind: 'unknown', answer: 'Connection closed' },
  'silent-after-data': { kind: 'unknown', answer: 'Timeout' },
};

const inMemory = async (): Promise<Harness> => {
  const sender = new MemorySender();
  return {
    sender,
    addressFor: (trouble) => {
      const address = `${trouble}@partner.example`;
      sender.answer(address, OUTCOMES[trouble]);
      return address;
    },
    close: async () => undefined,
  };
};

describe.each([
  ['smtp', overSmtp],
  ['memory', inMemory],
])('a mail sender: %s', (_name, open) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(async () => {
    await harness.close();
  });

  const sendRaw = async (mail: OutgoingMail): Promise<Buffer> => {
    const outcome = await harness.sender.send(mail);
    if (outcome.kind !== 'sent') throw new Error(`${outcome.kind}: ${outcome.answer}`);
    expect(outcome.answer).toMatch(/^250 /);
    return outcome.raw;
  };

  test('lays the parts of an invitation as mail programs want them', async () => {
    const raw = await sendRaw(mailTo('andris@partner.example'));
    expect(mimeTree(raw)).toEqual({
      type: 'multipart/mixed',
      parts: [
        {
          type: 'multipart/alternative',
          parts: [
            { type: 'text/plain', charset: 'utf-8' },
            { type: 'text/html', charset: 'utf-8' },
            { type: 'text/calendar', charset: 'utf-8', method: 'REQUEST' },
          ],
        },
        { type: 'application/ics', name: 'invite.ics', disposition: 'attachment' },
      ],
    });
  });

  test('carries the calendar unchanged, twice', async () => {
    const mail = await simpleParser(await sendRaw(mailTo('andris@partner.example')));
    const calendars = mail.attachments.map((part) => [part.contentType, part.content.toString('utf8')]);
    expect(calendars).toEqual([
      ['text/calendar', CALENDAR],
      ['application/ics', CALENDAR],
    ]);
  });

  test('From, Reply-To and the marks of an automatic mail', async () => {
    const mail = await simpleParser(await sendRaw(mailTo('andris@partner.example')));
    const organizer = [{ name: 'Līga Ozola', address: 'm+0123456789@meet.example' }];
    expect(mail.from?.value).toEqual(organizer);
    expect(mail.replyTo?.value).toEqual(organizer);
    expect(mail.subject).toBe('Uzaicinājums: jumta tāme – otrdien');
    expect(mail.text).toBe('Labdien!\n.\n..divi punkti\nnobeigums\n');
    expect(mail.date?.getTime()).toBe(Date.UTC(2026, 10, 24, 8, 30));
    expect(mail.messageId).toBe('<effect-1@meet.example>');
    expect(mail.references).toEqual(['<first@meet.example>', '<second@meet.example>']);
    expect(mail.inReplyTo).toBe('<second@meet.example>');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-auto-response-suppress')).toBe('OOF, AutoReply');
  });

  test('a mail without a calendar has text and HTML only', async () => {
    const raw = await sendRaw(mailTo('andris@partner.example', { calendar: undefined, references: [] }));
    expect(mimeTree(raw)).toEqual({
      type: 'multipart/alternative',
      parts: [
        { type: 'text/plain', charset: 'utf-8' },
        { type: 'text/html', charset: 'utf-8' },
      ],
    });
    expect(raw.toString('latin1')).not.toMatch(/^(References|In-Reply-To):/m);
  });

  test('names and subjects with line breaks make no header', async () => {
    const evil = 'Eve\r\nBcc: everybody@partner.example\r\n\r\n<b>"x" <y@z.example>';
    const raw = await sendRaw(
      mailTo('andris@partner.example', {
        from: { name: evil, address: 'm+0123456789@meet.example' },
        to: { name: evil, address: 'andris@partner.example' },
        subject: evil,
      }),
    );
    const mail = await simpleParser(raw);
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.from?.value.map((one) => one.address)).toEqual(['m+0123456789@meet.example']);
    expect([mail.to].flat().flatMap((to) => to?.value.map((one) => one.address))).toEqual([
      'andris@partner.example',
    ]);
    expect(mail.text).toContain('Labdien!');
    expect([...mail.headers.keys()].sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'in-reply-to',
      'message-id',
      'mime-version',
      'references',
      'reply-to',
      'subject',
      'to',
      'x-auto-response-suppress',
    ]);
  });

  test('sending the same mail again keeps its Message-ID', async () => {
    const first = await simpleParser(await sendRaw(mailTo('andris@partner.example')));
    const second = await simpleParser(await sendRaw(mailTo('andris@partner.example')));
    expect(second.messageId).toBe(first.messageId);
  });

  test.each(Object.entries(OUTCOMES))('%s', async (trouble, expected) => {
    const outcome = await harness.sender.send(mailTo(harness.addressFor(trouble as Trouble)));
    expect(outcome.kind).toBe(expected.kind);
    expect(outcome.answer).toContain(expected.answer);
  });

  test('goes on after every kind of trouble', async () => {
    for (const trouble of Object.keys(OUTCOMES)) {
      await harness.sender.send(mailTo(harness.addressFor(trouble as Trouble)));
    }
    expect((await harness.sender.send(mailTo('andris@partner.example'))).kind).toBe('sent');
  });
});

describe('over SMTP only', () => {
  let smtp: Awaited<ReturnType<typeof overSmtp>>;
  beforeEach(async () => {
    smtp = await overSmtp();
  });
  afterEach(async () => {
    await smtp.close();
  });

  test('the bytes that are returned are the ones that arrived', async () => {
    const { sender, server } = smtp;
    const outcome = await sender.send(mailTo('andris@partner.example'));
    expect(outcome.kind).toBe('sent');
    const [arrived] = server.received;
    expect(arrived?.from).toBe('m+0123456789@meet.example');
    expect(arrived?.to).toBe('andris@partner.example');
    const raw = outcome.kind === 'sent' ? outcome.raw.toString('latin1') : '';
    expect(arrived?.raw.toString('latin1').trimEnd()).toBe(raw.trimEnd());
  });

  test('a mail whose fate is unknown is not sent again by itself', async () => {
    const { sender, server } = smtp;
    await sender.send(mailTo('lost-after-data@partner.example'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.received).toHaveLength(1);
  });

  test('a kept connection that the server has closed is replaced', async () => {
    const { sender, server } = smtp;
    expect((await sender.send(mailTo('andris@partner.example'))).kind).toBe('sent');
    expect((await sender.send(mailTo('andris@partner.example'))).kind).toBe('sent');
    expect(server.connections()).toBe(1);
    server.hangUp();
    expect((await sender.send(mailTo('andris@partner.example'))).kind).toBe('sent');
    expect(server.received).toHaveLength(3);
  });

  test('no server at all is later', async () => {
    const { sender, server } = smtp;
    await server.close();
    expect((await sender.send(mailTo('andris@partner.example'))).kind).toBe('later');
  });
});
