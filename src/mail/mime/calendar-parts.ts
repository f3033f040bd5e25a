import type { Attachment, ParsedMail } from 'mailparser';
import { CALENDAR_LIMITS, decodeCalendar } from '../../itip/calendar-lines.js';
import type { MailCalendar } from './mail.js';
import { contentType, partType } from './mail-fields.js';

function isCalendar(part: Attachment): boolean {
  const types = [
    'text/calendar',
    'application/ics',
    'application/calendar',
    'text/x-vcalendar',
    'application/x-ics',
  ];
  if (types.includes(partType(part)) || types.includes(contentType(part).value)) return true;
  if (/\.ics$/i.test(part.filename ?? '')) return true;
  // Gateways that strip names and types leave octet-stream; the content still says what it is.
  const start = part.content.subarray(0, 64).toString('latin1');
  return partType(part) === 'application/octet-stream' && /^(\xef\xbb\xbf)?\s*BEGIN:VCALENDAR/i.test(start);
}

/** The calendars among a mail's own parts, in whatever nesting and under whatever name they came. */
export function ownCalendars(parsed: ParsedMail): MailCalendar[] {
  const parts = parsed.attachments.filter(isCalendar).map((part): MailCalendar => {
    const { value, params } = contentType(part);
    const inBody = value === 'text/calendar' && part.contentDisposition !== 'attachment';
    // One octet more than is allowed is enough for the reader to refuse it.
    const bytes = part.content.subarray(0, CALENDAR_LIMITS.octets + 1);
    return {
      where: inBody ? 'body' : 'attachment',
      method: params.method ?? null,
      text: decodeCalendar(bytes, params.charset ?? null),
    };
  });
  const text = parsed.text ?? '';
  // A gateway made text/plain of it.
  if (parts.length === 0 && /^\s*BEGIN:VCALENDAR/i.test(text)) {
    return [{ where: 'body', method: null, text: text.slice(0, CALENDAR_LIMITS.octets + 1) }];
  }
  return parts;
}

/** Outlook's own container, with no calendar inside that we read. */
export function isTnef(part: Attachment): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(partType(part)) || /^winmail\.dat$/i.test(part.filename ?? '');
}

/** Thunderbird sends its reply twice, as text/calendar and as application/ics: once is enough. */
export function distinct(calendars: readonly MailCalendar[]): MailCalendar[] {
  const seen = new Map<string, MailCalendar>();
  for (const calendar of calendars) {
    const key = calendar.text.replace(/\r\n?/g, '\n').trim();
    const first = seen.get(key);
    if (first === undefined) seen.set(key, { ...calendar });
    else first.method ??= calendar.method;
  }
  return [...seen.values()];
}
