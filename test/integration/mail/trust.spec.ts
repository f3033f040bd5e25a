import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { createTransport } from 'nodemailer';
import type { MailOrigin } from '../../../src/mail/mail.port.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { HOUR, MeetingsHouse, replyMail } from '../../support/meetings-fixtures.js';

const DOMAIN = 'partner.example';
const RELAYED: MailOrigin = { via: 'smtp', relay: true, clientIp: null, helo: null };
const DIRECT: MailOrigin = { via: 'smtp', relay: false, clientIp: '203.0.113.7', helo: 'mx.partner.example' };

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY_RECORD = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

describe('who stands behind a mail', () => {
  let house: MeetingsHouse;
  let meeting: Meeting;
  let to: string;

  beforeAll(async () => {
    house = await MeetingsHouse.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    const { who, clientId } = await house.agency();
    house.sender.sent.length = 0;
    meeting = await house.propose(who, clientId, [[2, 10]]);
    await house.work();
    to = house.sender.sent[0]?.mail.from.address ?? '';
    // Signatures are made now; the mail arrives when the house thinks it is.
    house.now += HOUR;
    house.dns.put(`k1._domainkey.${DOMAIN}`, { TXT: [KEY_RECORD] });
    house.dns.put('k1._domainkey.evil.example', { TXT: [KEY_RECORD] });
    house.dns.put(`_dmarc.${DOMAIN}`, { TXT: ['v=DMARC1; p=reject'] });
    house.dns.put(DOMAIN, { TXT: ['v=spf1 ip4:203.0.113.7 -all'] });
  });

  const reply = (verdict: 'pass' | 'fail' | null = null): string =>
    replyMail({
      to,
      uid: meeting.options[0]?.uid ?? '',
      partstat: 'ACCEPTED',
      dtstamp: house.now - 60_000,
      verdict,
      messageId: `${crypto.randomUUID()}@${DOMAIN}`,
    });

  /** Signed as a mail server does it. */
  const signed = async (raw: string, domainName = DOMAIN): Promise<Buffer> => {
    const transport = createTransport({
      streamTransport: true,
      buffer: true,
      newline: 'windows',
      dkim: { domainName, keySelector: 'k1', privateKey: PEM },
    });
    const sent = await transport.sendMail({ envelope: { from: `anna@${DOMAIN}`, to: [to] }, raw });
    if (!Buffer.isBuffer(sent.message)) throw new Error('no bytes');
    return sent.message;
  };

  const receive = async (raw: string | Buffer, origin: MailOrigin = RELAYED) => {
    const messageId = await house.arrives(to, raw, origin);
    await house.work();
    const [row] = await house.database.asOwner<{
      state: string;
      reason: string | null;
      verdict: { by: string } | null;
    }>('select state, reason, verdict from message where message_id = $1', [messageId]);
    return { messageId, state: row?.state, reason: row?.reason, by: row?.verdict?.by ?? null };
  };

  it('the site’s own server, by the verdict in the header', async () => {
    expect(await receive(reply('pass'))).toMatchObject({ state: 'applied', by: 'server' });
  });

  it('nobody, by a verdict in the header of a mail that reached the listener directly', async () => {
    house.dns.put(DOMAIN, { TXT: ['v=spf1 -all'] });
    house.dns.put(`_dmarc.${DOMAIN}`, { TXT: ['v=DMARC1; p=none'] });
    expect(await receive(reply('pass'), DIRECT)).toMatchObject({
      state: 'review',
      reason: 'sender-not-aligned',
    });
  });

  it('the domain, by its signature and its policy', async () => {
    expect(await receive(await signed(reply()))).toMatchObject({ state: 'applied', by: 'dmarc' });
  });

  it('the domain, by its signature where it has no policy', async () => {
    house.dns.put(`_dmarc.${DOMAIN}`, {});
    expect(await receive(await signed(reply()))).toMatchObject({ state: 'applied', by: 'dkim' });
  });

  it('the domain, by the host that it lets send for it', async () => {
    expect(await receive(reply(), DIRECT)).toMatchObject({ state: 'applied', by: 'dmarc' });
  });

  it('not the domain, when another host sends', async () => {
    const other = { ...DIRECT, clientIp: '198.51.100.9' };
    expect(await receive(reply(), other)).toMatchObject({ state: 'review', reason: 'sender-not-aligned' });
  });

  it('not the domain, by another one’s signature', async () => {
    const other = { ...DIRECT, clientIp: '198.51.100.9' };
    expect(await receive(await signed(reply(), 'evil.example'), other)).toMatchObject({
      state: 'review',
      reason: 'sender-not-aligned',
    });
  });

  it('not the domain, when the answer was changed after it was signed', async () => {
    const changed = (await signed(reply()))
      .toString('latin1')
      .replace('PARTSTAT=ACCEPTED', 'PARTSTAT=DECLINED');
    expect(await receive(Buffer.from(changed, 'latin1'))).toMatchObject({
      state: 'review',
      reason: 'sender-unproven',
    });
  });

  it('not the domain, by a signature that covers only the beginning', async () => {
    const raw = reply().replace(/\n/g, '\r\n');
    const key = { signingDomain: DOMAIN, selector: 'k1', privateKey: PEM };
    const { signatures } = await dkimSign(raw, { ...key, signatureData: [{ ...key, maxBodyLength: 40 }] });
    expect(signatures).toContain('l=40');
    house.dns.put(`_dmarc.${DOMAIN}`, {});
    expect(await receive(Buffer.from(signatures + raw))).toMatchObject({
      state: 'review',
      reason: 'sender-unproven',
    });
  });

  it('nobody, of whom nothing is published', async () => {
    house.dns.put(`_dmarc.${DOMAIN}`, {});
    house.dns.put(DOMAIN, {});
    expect(await receive(reply(), DIRECT)).toMatchObject({
      state: 'review',
      reason: 'sender-unproven',
      by: 'none',
    });
  });

  it('waits for a name server that fails, and asks again', async () => {
    house.dns.fail(`_dmarc.${DOMAIN}`);
    const messageId = await house.arrives(to, await signed(reply()), RELAYED);
    await expect(house.work()).rejects.toThrow('name servers');
    expect(await house.message(messageId)).toEqual({ state: 'received', reason: null });
    house.dns.fail(`_dmarc.${DOMAIN}`, false);
    await house.read(messageId);
    expect(await house.message(messageId)).toEqual({ state: 'applied', reason: null });
  });

  it('but not for ever: then a person decides', async () => {
    house.dns.fail(`_dmarc.${DOMAIN}`);
    const messageId = await house.arrives(to, await signed(reply()), RELAYED);
    await expect(house.work()).rejects.toThrow('name servers');
    house.now += HOUR;
    await house.read(messageId);
    house.dns.fail(`_dmarc.${DOMAIN}`, false);
    expect(await house.message(messageId)).toEqual({ state: 'review', reason: 'sender-unproven' });
  });
});
