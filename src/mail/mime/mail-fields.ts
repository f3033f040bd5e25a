import type { Attachment, EmailAddress, ParsedMail } from 'mailparser';
import { normalAddress } from '../../itip/address.js';
import { MAIL_LIMITS, type MailAddress } from './mail.js';

/** Who wrote to whom, when, in answer to what. */
export function identity(parsed: ParsedMail, header: (name: string) => string | null) {
  // mailparser puts the present in place of a date it cannot read.
  const date = Date.parse(header('date') ?? '');
  const references = [parsed.references ?? []].flat().slice(-MAIL_LIMITS.references);
  return {
    messageId: bareId(parsed.messageId),
    inReplyTo: bareId(parsed.inReplyTo),
    references: references.map(bareId).filter((id) => id !== null),
    from: addresses(parsed.from?.value),
    replyTo: addresses(parsed.replyTo?.value),
    to: addresses([parsed.to ?? []].flat().flatMap((list) => list.value)),
    cc: addresses([parsed.cc ?? []].flat().flatMap((list) => list.value)),
    date: Number.isNaN(date) ? null : date,
  };
}

/** Header values as written, unfolded; the first one of a name. */
export function headerReader(parsed: ParsedMail): (name: string) => string | null {
  return (name) => {
    const line = parsed.headerLines.find((candidate) => candidate.key === name)?.line;
    return line === undefined ? null : oneLine(line.slice(line.indexOf(':') + 1));
  };
}

/** All values of a header, unfolded, the topmost first. */
export function headerValues(parsed: ParsedMail, name: string, most: number): string[] {
  return parsed.headerLines
    .filter(({ key }) => key === name)
    .slice(0, most)
    .map(({ line }) => oneLine(line.slice(line.indexOf(':') + 1)));
}

function addresses(list: EmailAddress[] | undefined): MailAddress[] {
  return (list ?? [])
    .flatMap((entry) => entry.group ?? [entry])
    .slice(0, MAIL_LIMITS.addresses)
    .filter((entry) => entry.address !== undefined && entry.address !== '')
    .map((entry) => ({ name: oneLine(entry.name), address: normalAddress(oneLine(entry.address ?? '')) }));
}

function bareId(value: string | undefined): string | null {
  const id = oneLine(value ?? '')
    .replace(/^<+|>+$/g, '')
    .trim();
  return id === '' ? null : id.slice(0, 998);
}

export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .toWellFormed();
}

export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
}

export function contentType(part: ParsedMail | Attachment): {
  value: string;
  params: Record<string, string>;
} {
  const value = part.headers.get('content-type');
  if (typeof value !== 'object' || !('params' in value) || typeof value.value !== 'string') {
    return { value: '', params: {} };
  }
  return { value: value.value.toLowerCase(), params: { ...value.params } };
}

/** delivery-status, disposition-notification or null. */
export function reportType(parsed: ParsedMail): string | null {
  const { value, params } = contentType(parsed);
  return value === 'multipart/report' ? (params['report-type'] ?? '').toLowerCase() : null;
}

/** The part's type as mailparser judged it, lower case. An empty Content-Type comes as `false`, whatever the types say. */
export function partType(part: Attachment): string {
  const type: unknown = part.contentType;
  return typeof type === 'string' ? type.toLowerCase() : 'application/octet-stream';
}
