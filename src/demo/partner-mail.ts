import { randomUUID } from 'node:crypto';
import { sendRaw } from '../sandbox/mailbox/answer-mail.js';
import { encodeWords } from '../sandbox/mailbox/mime-text.js';
import type { ReadMail } from '../sandbox/mailbox/read-stored.js';
import { must } from './eventually.js';
import type { InvitationMail } from './partner.js';
import type { Span } from './spans.js';
import type { Stage } from './stage.js';

/** Mails that no button of the mailbox writes. All of them go through the service's SMTP listener. */

/** Outlook's "Propose New Time": a COUNTER without ORGANIZER, as Exchange sends it. @returns the SMTP answer. */
export const counter = async (
  stage: Stage,
  from: string,
  to: InvitationMail,
  time: Span,
  comment: string,
): Promise<string> => {
  const { uid, sequence, organizer } = to.invitation;
  const calendar = [
    'BEGIN:VCALENDAR',
    'METHOD:COUNTER',
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${from}`,
    `COMMENT;LANGUAGE=en-US:${comment}`,
    `UID:${uid}`,
    `DTSTART:${stamp(time.start)}`,
    `DTEND:${stamp(time.end)}`,
    `DTSTAMP:${stamp(stage.clock.now())}`,
    `SEQUENCE:${sequence}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return vouchedFor(stage, from, organizer, {
    subject: `New Time Proposed: ${to.invitation.summary}`,
    type: 'text/calendar; charset="utf-8"; method=COUNTER',
    lines: calendar,
  });
};

/** An answer in words, to the address that the mail came from. @returns the SMTP answer. */
export const words = (stage: Stage, from: string, to: ReadMail, text: string): Promise<string> =>
  vouchedFor(stage, from, to.from.address, {
    subject: `Re: ${to.subject}`,
    type: 'text/plain; charset=utf-8',
    lines: [text],
    ...(to.messageId === undefined ? {} : { inReplyTo: to.messageId }),
  });

/** What a prepared answer link of a mail opens in a mail program (RFC 6068). */
export interface Prepared {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** All prepared answers of a mail, in the order of its text. */
export const preparedIn = ({ text }: ReadMail): Prepared[] =>
  [...text.matchAll(/mailto:[^\s<>]+\?subject=[^\s<>]+/g)].map(([link]) => {
    const { pathname, searchParams } = new URL(link);
    return {
      to: decodeURIComponent(pathname),
      subject: searchParams.get('subject') ?? '',
      body: searchParams.get('body') ?? '',
    };
  });

/** Sends a prepared answer as it is. @returns the SMTP answer. */
export const sendPrepared = (stage: Stage, from: string, { to, subject, body }: Prepared): Promise<string> =>
  vouchedFor(stage, from, to, {
    subject,
    type: 'text/plain; charset=utf-8',
    lines: body.split(/\r?\n/),
  });

/** A mail server far away gives up: a delivery status (RFC 3464) from the empty sender. @returns the SMTP answer. */
export const bounce = (stage: Stage, returned: ReadMail): Promise<string> => {
  const to = returned.from.address;
  const lines = [
    'From: Mail Delivery System <MAILER-DAEMON@mx.elsewhere.example>',
    `To: ${to}`,
    `Date: ${date(stage)}`,
    `Message-ID: <${randomUUID()}@mx.elsewhere.example>`,
    'Auto-Submitted: auto-replied',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="report"',
    '',
    '--report',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'The mail could not be delivered.',
    '',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.elsewhere.example',
    '',
    `Final-Recipient: rfc822; ${returned.to}`,
    'Action: failed',
    'Status: 5.2.2',
    'Diagnostic-Code: smtp; 552 5.2.2 the mailbox is full',
    '',
    '--report--',
    '',
  ];
  return sendRaw(listener(stage), { from: '', to, raw: lines.join('\r\n') });
};

interface Letter {
  readonly subject: string;
  readonly type: string;
  readonly lines: readonly string[];
  readonly inReplyTo?: string;
}

/** With the verdict of the site's own mail server on top: the sender's domain stands behind it. */
const vouchedFor = (stage: Stage, from: string, to: string, letter: Letter): Promise<string> => {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const raw = [
    `Authentication-Results: ${stage.authservId}; dmarc=pass header.from=${domain}`,
    `From: ${from}`,
    `To: ${to}`,
    `Date: ${date(stage)}`,
    `Message-ID: <${randomUUID()}@${domain}>`,
    ...(letter.inReplyTo === undefined
      ? []
      : [`In-Reply-To: ${letter.inReplyTo}`, `References: ${letter.inReplyTo}`]),
    `Subject: ${encodeWords(letter.subject)}`,
    'MIME-Version: 1.0',
    `Content-Type: ${letter.type}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    ...letter.lines,
    '',
  ].join('\r\n');
  return sendRaw(listener(stage), { from, to, raw });
};

const listener = ({ running }: Stage): { host: string; port: number } => {
  must(running.mailListener !== null, 'the service takes no mail');
  return running.mailListener;
};

const date = ({ clock }: Stage): string => new Date(clock.now()).toUTCString().replace('GMT', '+0000');

/** YYYYMMDDTHHMMSSZ. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
