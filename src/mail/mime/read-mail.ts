import { type ParsedMail, type SimpleParserOptions, simpleParser } from 'mailparser';
import { readItip } from '../../itip/read.js';
import { automaticFacts } from './automatic.js';
import { distinct, isTnef, ownCalendars } from './calendar-parts.js';
import { deliveryRecipients, failedRecipients } from './delivery-report.js';
import { signaturesOf } from './dkim-signatures.js';
import {
  type DeliveryReport,
  MAIL_LIMITS,
  type MailAndCalendars,
  type MailCalendar,
  type MailRead,
  type ReadMail,
} from './mail.js';
import { checkMailBounds } from './mail-bounds.js';
import {
  cleanText,
  headerReader,
  headerValues,
  identity,
  oneLine,
  partType,
  reportType,
} from './mail-fields.js';

/**
 * Raw mail to plain data, or a named refusal. Async only because `mailparser` is; no I/O, no clock. Never rejects.
 *
 * Its time is not proven for hostile mail: call it through read-mail.worker.ts, which has a hard limit.
 */
export async function readMail(raw: Buffer): Promise<MailRead> {
  const refusal = checkMailBounds(raw);
  if (refusal !== null) return refusal;
  try {
    return { ok: true, mail: await toReadMail(await parse(raw)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'the parser failed';
    const limit = error instanceof Error && 'code' in error && error.code === 'EMAXLEN';
    if (limit)
      return {
        ok: false,
        reason: /child/i.test(message) ? 'too-many-parts' : 'header-too-large',
        detail: message,
      };
    return { ok: false, reason: 'unparsable', detail: message.slice(0, 200) };
  }
}

/** The mail and, read by itip/read.ts, its calendars. Never rejects. */
export async function readMailAndCalendars(raw: Buffer): Promise<MailAndCalendars> {
  const read = await readMail(raw);
  if (!read.ok) return read;
  const itip = (calendar: MailCalendar) => readItip(calendar.text, { mimeMethod: calendar.method });
  return {
    ok: true,
    mail: read.mail,
    calendars: read.mail.calendars.map(itip),
    returned: (read.mail.dsn?.returned?.calendars ?? []).map(itip),
  };
}

function parse(raw: Buffer): Promise<ParsedMail> {
  // The last three are handed through to the splitter and missing in the types. Attached messages stay attachments
  // whatever their disposition: a calendar in a forwarded mail is not the sender's own.
  const options: SimpleParserOptions & {
    maxChildNodes: number;
    maxHeadSize: number;
    ignoreEmbedded: boolean;
  } = {
    keepDeliveryStatus: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    keepCidLinks: true,
    maxHtmlLengthToParse: MAIL_LIMITS.html,
    maxChildNodes: MAIL_LIMITS.parts,
    maxHeadSize: MAIL_LIMITS.headerOctets,
    ignoreEmbedded: true,
  };
  return simpleParser(raw, options);
}

async function toReadMail(parsed: ParsedMail): Promise<ReadMail> {
  const header = headerReader(parsed);
  const subject = oneLine(parsed.subject ?? '');
  const text = cleanText(parsed.text ?? '');
  const report = await deliveryReport(parsed, header);
  return {
    ...identity(parsed, header),
    subject,
    text: text.slice(0, MAIL_LIMITS.text),
    textCut: text.length > MAIL_LIMITS.text,
    authenticationResults: headerValues(parsed, 'authentication-results', MAIL_LIMITS.authenticationResults),
    signatures: signaturesOf(headerValues(parsed, 'dkim-signature', MAIL_LIMITS.authenticationResults)),
    ...automaticFacts(header, subject),
    readReceipt: reportType(parsed) === 'disposition-notification',
    dsn: report,
    calendars: distinct([
      ...ownCalendars(parsed),
      ...(report === null ? await forwardedCalendars(parsed, MAIL_LIMITS.depth) : []),
    ]),
    tnef: parsed.attachments.some(isTnef),
    attachments: parsed.attachments.map((part) => ({
      name: part.filename === undefined ? null : oneLine(part.filename),
      type: partType(part),
      size: part.size,
    })),
  };
}

/** Calendars of messages that are attached to this one, a few and not deep. */
async function forwardedCalendars(parsed: ParsedMail, depth: number): Promise<MailCalendar[]> {
  if (depth === 0) return [];
  const found: MailCalendar[] = [];
  const messages = parsed.attachments.filter((part) => /^message\/(rfc822|global)$/.test(partType(part)));
  for (const part of messages.slice(0, MAIL_LIMITS.attachedMessages)) {
    const inner = await parse(part.content);
    found.push(...ownCalendars(inner), ...(await forwardedCalendars(inner, depth - 1)));
  }
  return found.map((calendar) => ({ ...calendar, where: 'forwarded' }));
}

async function deliveryReport(
  parsed: ParsedMail,
  header: (name: string) => string | null,
): Promise<DeliveryReport | null> {
  const status = parsed.attachments.filter((part) =>
    /^message\/(global-)?delivery-status$/.test(partType(part)),
  );
  const failed = header('x-failed-recipients');
  if (status.length === 0 && failed === null && reportType(parsed) !== 'delivery-status') return null;
  const reported = status.flatMap((part) => deliveryRecipients(cleanText(part.content.toString('utf8'))));
  return {
    recipients: reported.length > 0 || failed === null ? reported : failedRecipients(failed),
    returned: await returnedMail(parsed),
  };
}

/** What the report brought back of our mail: all of it, or its header alone. */
async function returnedMail(parsed: ParsedMail): Promise<DeliveryReport['returned']> {
  const part = parsed.attachments.find((candidate) =>
    /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/.test(partType(candidate)),
  );
  if (part === undefined) return null;
  const inner = await parse(part.content);
  const { messageId, from, to } = identity(inner, headerReader(inner));
  return {
    messageId,
    from: from.map((entry) => entry.address),
    to: to.map((entry) => entry.address),
    calendars: distinct(ownCalendars(inner)),
  };
}
