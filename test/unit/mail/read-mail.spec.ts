import fc from 'fast-check';
import type { MailAndCalendars, ReadMail } from '../../../src/mail/mime/mail.js';
import { MailReader } from '../../../src/mail/mime/mail-reader.service.js';
import { readMail, readMailAndCalendars } from '../../../src/mail/mime/read-mail.js';
import { BoundedWorkers } from '../../../src/worker/bounded-worker.service.js';
import * as raw from './raw-mails.js';

async function mailOf(text: string): Promise<ReadMail> {
  const read = await readMail(raw.onTheWire(text));
  if (!read.ok) throw new Error(`${read.reason}: ${read.detail}`);
  return read.mail;
}

async function bothOf(text: string): Promise<MailAndCalendars & { ok: true }> {
  const read = await readMailAndCalendars(raw.onTheWire(text));
  if (!read.ok) throw new Error(`${read.reason}: ${read.detail}`);
  return read;
}

async function refusal(mail: string | Buffer): Promise<string | null> {
  const read = await readMail(typeof mail === 'string' ? raw.onTheWire(mail) : mail);
  return read.ok ? null : read.reason;
}

describe('readMail', () => {
  it('reads who wrote to whom about what', async () => {
    expect(await mailOf(raw.THUNDERBIRD)).toMatchObject({
      messageId: 'r1@partner.example',
      inReplyTo: 'i1@meet.example',
      references: ['i0@meet.example', 'i1@meet.example'],
      from: [{ name: 'Jānis Ozols', address: 'janis@partner.example' }],
      to: [{ name: 'Ilze, for SIA Jumis', address: 'm+t1@meet.example' }],
      cc: [],
      subject: 'Apstiprināts: Tikšanās',
      date: Date.UTC(2026, 7, 20, 12, 30, 20),
      text: expect.stringContaining('Jānis Ozols has accepted'),
      automatic: false,
      autoSubmitted: null,
      returnPathEmpty: false,
      outOfOffice: false,
      dsn: null,
      tnef: false,
    });
  });

  it('keeps what mail servers said of the sender, the topmost first and unfolded', async () => {
    const mail = await mailOf(
      'Authentication-Results: mx.meet.example;\n dmarc=pass header.from=b.example\nFrom: a@b.example\n' +
        'Authentication-Results: other.example; dmarc=fail\n\nx',
    );
    expect(mail.authenticationResults).toEqual([
      'mx.meet.example;  dmarc=pass header.from=b.example',
      'other.example; dmarc=fail',
    ]);
  });

  it('leaves an unreadable date open', async () => {
    expect((await mailOf('From: a@b.example\nDate: soon\n\nx')).date).toBeNull();
  });

  describe('finds the one calendar of', () => {
    it.each([
      ['Google', raw.GOOGLE, 'body', 'REPLY'],
      ['Outlook', raw.OUTLOOK, 'body', 'REPLY'],
      ['Apple', raw.APPLE, 'attachment', null],
      ['Thunderbird', raw.THUNDERBIRD, 'body', 'REPLY'],
      ['Gnus', raw.GNUS, 'body', 'REPLY'],
      ['Horde', raw.HORDE, 'attachment', 'REPLY'],
      ['a gateway that strips types', raw.OCTET_STREAM, 'attachment', null],
      [
        'a gateway that makes text of it',
        `${raw.HEAD}Content-Type: text/plain\n\n${raw.REPLY_ICS}`,
        'body',
        null,
      ],
      ['a forwarding colleague', raw.FORWARDED, 'forwarded', 'REPLY'],
    ])('%s', async (_program, text, where, method) => {
      const both = await bothOf(text);
      expect(both.mail.calendars).toMatchObject([{ where, method }]);
      expect(both.calendars).toMatchObject([
        {
          ok: true,
          messages: [
            {
              method: 'REPLY',
              uid: 'u1@meet.example',
              sequence: 0,
              dtstamp: Date.UTC(2026, 7, 20, 12, 30, 15),
              start: { at: Date.UTC(2026, 8, 1, 9) },
              attendees: [{ address: 'janis@partner.example' }],
            },
          ],
        },
      ]);
    });
  });

  it('reads a calendar under the wrong charset, folded inside a character', async () => {
    const ics = Buffer.from(raw.REPLY_ICS.replace(/\n/g, '\r\n'));
    const at = ics.indexOf(Buffer.from('ā')) + 1;
    const folded = Buffer.concat([ics.subarray(0, at), Buffer.from('\r\n '), ics.subarray(at)]);
    const mail = Buffer.concat([
      raw.onTheWire(`${raw.HEAD}Content-Type: text/calendar; charset=us-ascii; method=REPLY\n\n`),
      folded,
    ]);
    expect(await readMailAndCalendars(mail)).toMatchObject({
      calendars: [{ ok: true, messages: [{ attendees: [{ cn: 'Jānis Ozols' }] }] }],
    });
  });

  it('says that there is a winmail.dat', async () => {
    expect(await mailOf(raw.TNEF)).toMatchObject({
      tnef: true,
      calendars: [],
      attachments: [{ name: 'winmail.dat' }],
    });
  });

  it('reads a bounce, and the invitation that came back in it', async () => {
    const both = await bothOf(raw.BOUNCE);
    expect(both.mail).toMatchObject({
      calendars: [],
      automatic: true,
      returnPathEmpty: true,
      dsn: {
        recipients: [
          {
            address: 'janis@partner.example',
            action: 'failed',
            status: '5.1.1',
            diagnostic: 'smtp; 550 5.1.1 <janis@partner.example>: no such user',
          },
        ],
        returned: {
          messageId: 'i1@meet.example',
          from: ['m+t1@meet.example'],
          to: ['janis@partner.example'],
        },
      },
    });
    expect(both.calendars).toEqual([]);
    expect(both.returned).toMatchObject([
      { ok: true, messages: [{ organizer: { address: 'm+t1@meet.example' } }] },
    ]);
  });

  it('reads a bounce that brought back the header alone', async () => {
    const text = raw.BOUNCE.replace(/Content-Type: message\/rfc822/, 'Content-Type: text/rfc822-headers');
    expect((await mailOf(text)).dsn).toMatchObject({ returned: { messageId: 'i1@meet.example' } });
  });

  it('reads the failed recipients that Exim and Gmail name in a header', async () => {
    const text = 'From: d@mx.example\nX-Failed-Recipients: A@b.example, c@d.example\n\nsorry';
    expect((await mailOf(text)).dsn).toEqual({
      recipients: [
        { address: 'a@b.example', action: 'failed', status: null, diagnostic: null },
        { address: 'c@d.example', action: 'failed', status: null, diagnostic: null },
      ],
      returned: null,
    });
  });

  it.each([
    ['Auto-Submitted: auto-replied (vacation)', true, true],
    ['Auto-Submitted: no', false, false],
    ['Auto-Submitted: auto-generated', true, false],
    ['Precedence: bulk', true, false],
    ['Precedence: auto_reply', true, true],
    ['List-Id: <x.example>', true, false],
    ['Return-Path: <>', true, false],
    ['Return-Path: <a@b.example>', false, false],
    ['X-Autoreply: yes', true, true],
    ['X-Mailer: hand', false, false],
  ])('%s: automatic %s, out of office %s', async (header, automatic, outOfOffice) => {
    expect(await mailOf(`${header}\nFrom: a@b.example\n\nx`)).toMatchObject({ automatic, outOfOffice });
  });

  it('takes an absence note of Exchange for one', async () => {
    expect(await mailOf(raw.OUT_OF_OFFICE)).toMatchObject({ outOfOffice: true, calendars: [] });
  });

  it('takes a read receipt for one', async () => {
    const text =
      'From: a@b.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=R\n\n--R\n\nread\n--R--\n';
    expect(await mailOf(text)).toMatchObject({ readReceipt: true, dsn: null });
  });

  it('takes a part with an empty type for bytes', async () => {
    const text =
      'From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: \n\nx\n--B--\n';
    expect(await mailOf(text)).toMatchObject({
      attachments: [{ type: 'application/octet-stream' }],
      calendars: [],
    });
  });

  it('cuts a long text and says so', async () => {
    const mail = await mailOf(`From: a@b.example\n\n${'ā '.repeat(50_000)}`);
    expect(mail).toMatchObject({ textCut: true });
    expect(mail.text).toHaveLength(20_000);
  });

  it('lets no control character into subject, names and text', async () => {
    const mail = await mailOf(
      'From: =?utf-8?Q?A=0D=0ABcc:_x=00?= <a@b.example>\nSubject: =?utf-8?Q?A=0D=0AB=1B?=\n\nx\u0007y',
    );
    expect([mail.subject, mail.from[0]?.name, mail.text.trim()]).toEqual([
      'A B',
      expect.stringMatching(/^[^\p{Cc}]+$/u),
      'xy',
    ]);
  });

  describe('refuses by name', () => {
    it.each([
      ['empty', ''],
      ['not-a-mail', 'Tuesday at ten is fine'],
      ['from-repeated', 'From: a@b.example\nfrom : c@d.example\n\nx'],
      ['header-too-large', `From: a@b.example\nX: ${'x'.repeat(66_000)}\n\nx`],
      [
        'header-too-large',
        `From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nX: ${'x'.repeat(66_000)}\n\nx\n--B--`,
      ],
      [
        'too-many-parts',
        `From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n${'--B\n\nx\n'.repeat(60)}--B--`,
      ],
    ])('%s', async (reason, text) => {
      expect(await refusal(text)).toBe(reason);
    });

    it('too-large', async () => {
      expect(await refusal(Buffer.alloc(5 * 1024 * 1024 + 1, 'x'))).toBe('too-large');
    });
  });
});

describe('MailReader', () => {
  const workers = new BoundedWorkers();
  const reader = new MailReader(workers);

  afterAll(() => workers.close());

  it('reads in a worker thread what the function reads', async () => {
    for (const text of [raw.GOOGLE, raw.BOUNCE, raw.FORWARDED, 'nonsense']) {
      const bytes = raw.onTheWire(text);
      expect(await reader.read(bytes)).toEqual(await readMailAndCalendars(bytes));
    }
  });

  it('answers every mutated mail: a mail or a named refusal, never a crash, never a hang', async () => {
    const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const bases = [raw.GOOGLE, raw.OUTLOOK, raw.APPLE, raw.THUNDERBIRD, raw.BOUNCE, raw.FORWARDED].map(
      raw.onTheWire,
    );
    const pieces = [
      '\r\n',
      '\n\n',
      '--',
      '--in',
      '--B--',
      ': ',
      ';',
      '"',
      '=?utf-8?',
      '?=',
      '\0',
      '(',
      ')',
      '<',
      '>',
    ];
    const edit = fc.record({
      at: fc.nat(1_000),
      cut: fc.nat(200),
      put: fc.oneof(
        fc.constantFrom(...pieces).map((piece) => Buffer.from(piece)),
        fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      ),
    });
    const tally = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bases),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        async (base, edits) => {
          const bytes = edits.reduce((mail, { at, cut, put }) => {
            const from = Math.floor((at / 1_000) * mail.length);
            return Buffer.concat([mail.subarray(0, from), put, mail.subarray(from + cut)]);
          }, base);
          const read = await reader.read(bytes);
          const outcome = read.ok ? 'read' : read.reason;
          // What the parser refuses is the mail's fault; a TypeError would be ours.
          if (!read.ok) expect(read.detail).not.toMatch(/is not a function|undefined|null/);
          tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
          expect(['timeout', 'memory', 'crash', 'busy', 'closed']).not.toContain(outcome);
        },
      ),
      { seed, numRuns: 600 },
    );
    console.info(`mail fuzz: seed ${seed}, ${JSON.stringify(Object.fromEntries(tally))}`);
    expect(tally.get('read')).toBeGreaterThan(100);
  });
});
