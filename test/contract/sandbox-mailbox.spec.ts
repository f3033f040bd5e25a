import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { type Mailbox, startMailbox } from '../../src/sandbox/mailbox/mailbox.js';

/** The local mailbox, spoken to with nodemailer; its answers go to a listener that stands where the service would. */
const JANIS = 'janis@partner.example';
const ORGANIZER = 'reply+abc@meet.example';

const invitation = (extra: string[] = []) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:meeting-1@meet.example',
    'SEQUENCE:2',
    'DTSTAMP:20260301T080000Z',
    'DTSTART:20260330T070000Z',
    'DTEND:20260330T080000Z',
    'SUMMARY:Būvlaukuma apskate',
    `ORGANIZER;CN=Alfa Būve:mailto:${ORGANIZER}`,
    `ATTENDEE;CN=Jānis;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${JANIS}`,
    ...extra,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

interface Received {
  from: string;
  to: string[];
  raw: string;
}

let mailbox: Mailbox;
let service: SMTPServer;
let received: Received[];
let refuse: boolean;

beforeEach(async () => {
  received = [];
  refuse = false;
  service = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) =>
      done(refuse ? Object.assign(new Error('no such address'), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  mailbox = await startMailbox({ deliverTo: () => ({ host: '127.0.0.1', port }) });
});
afterEach(async () => {
  await mailbox.close();
  await new Promise<void>((resolve) => service.close(() => resolve()));
});

const send = async (to: string[] = [JANIS], ics = invitation()) => {
  const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort, ignoreTLS: true });
  try {
    return await transport.sendMail({
      from: '"Alfa Būve" <reply+abc@meet.example>',
      to,
      subject: 'Uzaicinājums: Būvlaukuma apskate',
      text: 'Lūdzu, apstipriniet.',
      html: '<p>Lūdzu, <b>apstipriniet</b>.</p><script>document.title = "run"</script>',
      icalEvent: { method: 'REQUEST', content: ics },
    });
  } finally {
    transport.close();
  }
};

const get = async (path: string): Promise<unknown> => (await fetch(`${mailbox.url}${path}`)).json();
const post = (path: string, body: unknown) =>
  fetch(`${mailbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });

describe('what arrives', () => {
  it('is kept raw, once for each recipient, and read with its invitation', async () => {
    await send([JANIS, 'Ilze@Partner.example']);
    expect(await get('/api/boxes')).toEqual([
      { to: 'ilze@partner.example', count: 1 },
      { to: JANIS, count: 1 },
    ]);
    const [mail] = await mailbox.mails(JANIS);
    expect(mail).toMatchObject({
      subject: 'Uzaicinājums: Būvlaukuma apskate',
      from: { name: 'Alfa Būve', address: ORGANIZER },
      to: JANIS,
      text: 'Lūdzu, apstipriniet.',
      mimeMethod: 'REQUEST',
      invitation: {
        method: 'REQUEST',
        uid: 'meeting-1@meet.example',
        sequence: 2,
        summary: 'Būvlaukuma apskate',
        start: { ms: Date.parse('2026-03-30T07:00:00Z') },
        organizer: ORGANIZER,
        attendees: [{ address: JANIS, name: 'Jānis', partstat: 'NEEDS-ACTION' }],
      },
    });
    expect(await get(`/api/mails/${mail?.id}`)).toMatchObject({
      raw: expect.stringContaining('text/calendar; charset=utf-8; method=REQUEST'),
    });
    expect(await get('/api/mails?to=nobody@partner.example')).toEqual([]);
    await fetch(`${mailbox.url}/api/mails`, { method: 'DELETE' });
    expect(await get('/api/mails')).toEqual([]);
  });

  it('is shown on pages that say what they are and run no script of the mail', async () => {
    await send();
    const [mail] = await mailbox.mails();
    const list = await (await fetch(`${mailbox.url}/`)).text();
    expect(list).toContain('Sandbox.');
    expect(list).toContain('Mon, 30 Mar 2026, 10:00 – 11:00 (Europe/Riga)');
    const answer = await fetch(`${mailbox.url}/mail/${mail?.id}`);
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).not.toContain('<script');
    expect((await fetch(`${mailbox.url}/mail/999`)).status).toBe(404);
    const source = await fetch(`${mailbox.url}/mail/${mail?.id}/raw`);
    expect(source.headers.get('content-disposition')).toContain('attachment');
    expect(await source.text()).toContain('BEGIN:VCALENDAR');
  });

  it('is listed also when its times cannot be placed', async () => {
    await send(
      [JANIS],
      invitation().replace('DTSTART:20260330T070000Z', 'DTSTART;TZID=FLE Standard Time:20260330T100000'),
    );
    await send(
      ['ilze@partner.example'],
      'BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20269999T000000Z\r\nEND:VEVENT\r\n',
    );
    const page = await fetch(`${mailbox.url}/`);
    expect(page.status).toBe(200);
    expect((await page.text()).match(/no time given/g)).toHaveLength(2);
  });

  it('survives a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-mailbox-'));
    try {
      const again = async () => {
        await mailbox.close();
        mailbox = await startMailbox({
          deliverTo: () => ({ host: '127.0.0.1', port: 9 }),
          persistTo: join(folder, 'mails.json'),
        });
      };
      await again();
      await send();
      await again();
      const [old] = await mailbox.mails();
      expect(old?.invitation?.uid).toBe('meeting-1@meet.example');
      await send();
      expect((await mailbox.mails()).map((mail) => mail.id)).toEqual(['2', '1']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a start', () => {
  it('at a taken port leaves nothing behind', async () => {
    const { smtpPort } = mailbox;
    const taken = { deliverTo: () => ({ host: '127.0.0.1', port: 9 }), httpPort: mailbox.httpPort };
    await expect(startMailbox(taken)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startMailbox({ ...taken, httpPort: 0, smtpPort })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('answers', () => {
  it('go over SMTP to the organizer, from the page and from the API', async () => {
    await send();
    const [mail] = await mailbox.mails(JANIS);
    const form = await fetch(`${mailbox.url}/mail/${mail?.id}/reply`, {
      method: 'POST',
      body: new URLSearchParams({ partstat: 'TENTATIVE', shape: 'outlook', comment: 'Varbūt' }),
      redirect: 'manual',
    });
    expect([form.status, form.headers.get('location')]).toEqual([303, `/mail/${mail?.id}`]);
    const api = await post(`/api/mails/${mail?.id}/reply`, { partstat: 'ACCEPTED', shape: 'thunderbird' });
    expect(await api.json()).toMatchObject({
      to: ORGANIZER,
      from: JANIS,
      response: expect.stringMatching(/^250/),
    });
    expect(received.map(({ from, to }) => [from, to])).toEqual([
      [JANIS, [ORGANIZER]],
      [JANIS, [ORGANIZER]],
    ]);
    expect(received[0]?.raw).toContain('Subject: =?UTF-8?B?');
    expect(received[1]?.raw).toContain('PARTSTAT=ACCEPTED');
    expect(received[1]?.raw).toContain(`In-Reply-To: ${mail?.messageId}`);
    expect(await (await fetch(`${mailbox.url}/mail/${mail?.id}`)).text()).toContain(
      'You answered <strong>Accepted</strong>',
    );
  });

  it('can come from somebody else than the invited', async () => {
    await send();
    const [mail] = await mailbox.mails(JANIS);
    await mailbox.reply(mail?.id ?? '', {
      partstat: 'DECLINED',
      shape: 'apple',
      as: 'deputy@partner.example',
    });
    expect(received[0]?.from).toBe('deputy@partner.example');
    expect(received[0]?.raw).toContain('From: deputy@partner.example');
  });

  it('say so when the listener refuses, and are not noted as given', async () => {
    await send();
    refuse = true;
    const [mail] = await mailbox.mails(JANIS);
    const failed = await post(`/api/mails/${mail?.id}/reply`, { partstat: 'ACCEPTED', shape: 'gmail' });
    expect(failed.status).toBe(502);
    expect(await failed.json()).toMatchObject({ error: expect.stringContaining('550') });
    expect((await mailbox.mail(mail?.id ?? ''))?.replies).toEqual([]);
  });

  it('are refused for a mail without an invitation, and for shapes nobody knows', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort, ignoreTLS: true });
    await transport.sendMail({ from: 'a@b.example', to: JANIS, subject: 'x', text: 'y' });
    transport.close();
    const [mail] = await mailbox.mails(JANIS);
    expect((await post(`/api/mails/${mail?.id}/reply`, { partstat: 'ACCEPTED' })).status).toBe(409);
    expect((await post(`/api/mails/${mail?.id}/reply`, { partstat: 'ACCEPTED', shape: 'pine' })).status).toBe(
      400,
    );
  });
});

describe('a mail server that misbehaves', () => {
  it('refuses some recipients for now or for good, so many times', async () => {
    await post('/__control/faults', [
      { kind: 'reject', to: 'janis', code: 450, times: 1 },
      { kind: 'reject', to: 'gone@', code: 550 },
    ]);
    await expect(send()).rejects.toMatchObject({ responseCode: 450 });
    await send();
    await expect(send(['gone@partner.example'])).rejects.toMatchObject({ responseCode: 550 });
    await expect(send(['gone@partner.example'])).rejects.toMatchObject({ responseCode: 550 });
    await fetch(`${mailbox.url}/__control/faults`, { method: 'DELETE' });
    await send(['gone@partner.example']);
    expect((await mailbox.mails()).map((mail) => mail.to)).toEqual(['gone@partner.example', JANIS]);
  });

  it('refuses after the data, or hangs up there with or without keeping the mail', async () => {
    mailbox.faults.add({ kind: 'reject', at: 'data', code: 452, times: 1 });
    await expect(send()).rejects.toMatchObject({ responseCode: 452 });
    mailbox.faults.add({ kind: 'drop-after-data', times: 1 });
    await expect(send()).rejects.toThrow();
    expect(await mailbox.mails()).toEqual([]);
    mailbox.faults.add({ kind: 'drop-after-data', keep: true, times: 1 });
    await expect(send()).rejects.toThrow();
    expect(await mailbox.mails()).toHaveLength(1);
  });

  it('answers late when told to, after the sender lost patience', async () => {
    mailbox.faults.add({ kind: 'slow', ms: 600_000, times: 1 });
    const transport = createTransport({
      host: '127.0.0.1',
      port: mailbox.smtpPort,
      ignoreTLS: true,
      socketTimeout: 150,
    });
    await expect(
      transport.sendMail({ from: 'a@b.example', to: JANIS, subject: 'x', text: 'y' }),
    ).rejects.toThrow(/timeout/i);
    transport.close();
    expect((await post('/__control/faults', { kind: 'gremlin' })).status).toBe(400);
  });
});
