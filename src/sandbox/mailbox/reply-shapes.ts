import { createHash } from 'node:crypto';
import { escapeText, type IcsLine, type Invitation, readInvitation } from './ics-lines.js';
import {
  base64Part,
  encodeWords,
  foldLines,
  type MimePart,
  mailbox,
  multipart,
  plainPart,
  render,
} from './mime-text.js';
import { windowsZone } from './windows-zones.js';

/** The mail programs whose way of answering an invitation is imitated. */
export const REPLY_SHAPES = ['gmail', 'outlook', 'apple', 'thunderbird', 'kde', 'gnus'] as const;
export type ReplyShape = (typeof REPLY_SHAPES)[number];
export type ReplyPartstat = 'ACCEPTED' | 'TENTATIVE' | 'DECLINED';

export interface ReplyExtra {
  comment?: string;
  /** Where the invitation's own mail came from (Reply-To, else From): Gnus answers there. */
  mailFrom?: string;
  /** Message-ID of the invitation's mail. */
  inReplyTo?: string;
  /** IANA zone of the attendee's Windows machine, for Outlook. */
  zone?: string;
}

export interface ComposedReply {
  /** Envelope sender and recipient. */
  from: string;
  to: string;
  /** The whole message, CRLF line ends, UTF-8. */
  raw: string;
}

const WORDS = {
  ACCEPTED: { done: 'Accepted', verb: 'has accepted' },
  TENTATIVE: { done: 'Tentative', verb: 'has tentatively accepted' },
  DECLINED: { done: 'Declined', verb: 'has declined' },
} as const;

/**
 * An iMIP REPLY (RFC 5546 section 3.2.3, RFC 6047) as one mail program writes it, from an invitation's iCalendar
 * text. Written by hand and apart from the service's own reader. `now` is ms UTC and becomes DTSTAMP and Date.
 * Throws RangeError when the text holds no event, or no organizer to answer.
 */
export const composeReply = (
  invitation: string,
  attendee: { address: string; name?: string },
  partstat: ReplyPartstat,
  shape: ReplyShape,
  now: number,
  extra: ReplyExtra = {},
): ComposedReply => {
  const event = readInvitation(invitation);
  if (!event) throw new RangeError('the text holds no event to answer');
  const to = shape === 'gnus' ? (extra.mailFrom ?? event.organizer) : event.organizer;
  if (to === '') throw new RangeError('the invitation names no organizer');
  const invited = event.attendees.find((one) => one.address.toLowerCase() === attendee.address.toLowerCase());
  const name = attendee.name ?? invited?.name ?? attendee.address;
  const mark = createHash('sha256')
    .update([event.uid, event.sequence, attendee.address, partstat, shape, now].join('\n'))
    .digest('hex');
  const answer: Answer = {
    event,
    invitation,
    attendee: { address: attendee.address, name },
    partstat,
    now,
    mark,
    extra,
  };
  const subject = `${shape === 'apple' ? '' : `${WORDS[partstat].done}: `}${event.summary}`;
  const headers = [
    `From: ${mailbox(name, attendee.address)}`,
    `To: ${to}`,
    `Subject: ${encodeWords(subject.replaceAll(/[\r\n]+/g, ' '))}`,
    `Date: ${new Date(now).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mark.slice(0, 24)}@${attendee.address.split('@')[1] ?? 'sandbox.invalid'}>`,
    ...(extra.inReplyTo ? [`In-Reply-To: ${extra.inReplyTo}`, `References: ${extra.inReplyTo}`] : []),
    ...MAILER[shape],
    'MIME-Version: 1.0',
  ];
  const { headers: typed, body } = SHAPES[shape](answer);
  return { from: attendee.address, to, raw: render({ headers: [...headers, ...typed], body }) };
};

interface Answer {
  event: Invitation;
  invitation: string;
  attendee: { address: string; name: string };
  partstat: ReplyPartstat;
  now: number;
  mark: string;
  extra: ReplyExtra;
}

const MAILER: Record<ReplyShape, string[]> = {
  gmail: ['Auto-Submitted: no'],
  outlook: ['X-MS-Has-Attach:', 'Thread-Topic: meeting', 'Content-Language: en-US'],
  apple: ['X-Mailer: Apple Mail (2.3826.700.81)'],
  thunderbird: ['User-Agent: Mozilla Thunderbird'],
  kde: ['User-Agent: KMail/6.4.2'],
  gnus: ['User-Agent: Gnus/5.13 (Gnus v5.13)'],
};

const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** A line of the invitation again, under its own name, or nothing. */
const echo = ({ event }: Answer, ...names: string[]): string[] =>
  names.flatMap((name) => {
    const line = event.lines.find((one) => one.name === name);
    return line ? [written(line)] : [];
  });

const written = ({ name, params, value }: IcsLine): string =>
  `${name}${Object.entries(params)
    .map(([key, text]) => `;${key}=${/[;:,]/.test(text) ? `"${text}"` : text}`)
    .join('')}:${value}`;

const calendar = (product: string, event: string[], extra: string[] = []): string[] => [
  'BEGIN:VCALENDAR',
  `PRODID:${product}`,
  'VERSION:2.0',
  'METHOD:REPLY',
  ...extra,
  'BEGIN:VEVENT',
  ...event,
  'END:VEVENT',
  'END:VCALENDAR',
];

const quoted = (text: string): string => `"${text.replaceAll(/["\r\n]/g, ' ')}"`;

/** What a person reads above the calendar part. */
const sentence = ({ attendee, event, partstat, extra }: Answer): string =>
  `${attendee.name} ${WORDS[partstat].verb} the invitation: ${event.summary}\r\n${extra.comment ? `\r\n${extra.comment}\r\n` : ''}`;

const htmlOf = (text: string): string =>
  `<html><body><p>${text.replaceAll(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`).replaceAll(/(\r\n)+/g, '<br>')}</p></body></html>`;

const alternative = (answer: Answer, ...calendars: MimePart[]): MimePart =>
  multipart('alternative', `alt-${answer.mark.slice(0, 20)}`, [
    plainPart('text/plain; charset="UTF-8"', sentence(answer)),
    base64Part('text/html; charset="UTF-8"', htmlOf(sentence(answer))),
    ...calendars,
  ]);

const mixed = (answer: Answer, ...parts: MimePart[]): MimePart =>
  multipart('mixed', `mix-${answer.mark.slice(20, 40)}`, parts);

/** Gmail: everything echoed, no CN, the comment in a parameter, and the same text once more as invite.ics. */
const gmail = (answer: Answer): MimePart => {
  const { attendee, partstat, event, extra, now } = answer;
  const comment = extra.comment ? `;X-RESPONSE-COMMENT=${quoted(extra.comment)}` : '';
  const ics = foldLines(
    calendar(
      '-//Google Inc//Google Calendar 70.9054//EN',
      [
        ...echo(answer, 'DTSTART', 'DTEND'),
        `DTSTAMP:${utc(now)}`,
        ...echo(answer, 'ORGANIZER', 'UID'),
        `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};X-NUM-GUESTS=0${comment}:mailto:${attendee.address}`,
        `CREATED:${utc(now)}`,
        ...echo(answer, 'DESCRIPTION'),
        `LAST-MODIFIED:${utc(now)}`,
        ...echo(answer, 'LOCATION'),
        `SEQUENCE:${event.sequence}`,
        'STATUS:CONFIRMED',
        ...echo(answer, 'SUMMARY'),
        'TRANSP:OPAQUE',
      ],
      ['CALSCALE:GREGORIAN'],
    ),
  );
  return mixed(
    answer,
    alternative(answer, plainPart('text/calendar; charset="UTF-8"; method=REPLY', ics)),
    base64Part(
      'application/ics; name="invite.ics"',
      ics,
      'Content-Disposition: attachment; filename="invite.ics"',
    ),
  );
};

/** Outlook and Exchange: no ORGANIZER, times under a Windows zone name, the answer in the summary. */
const outlook = (answer: Answer): MimePart => {
  const { attendee, partstat, event, extra, now } = answer;
  const { zone, tzid, lines } = windowsZone(extra.zone ?? 'Europe/Riga');
  const local = (name: 'DTSTART' | 'DTEND', time: Invitation['start']): string[] => {
    if (time?.ms === undefined) return echo(answer, name);
    const wall = Temporal.Instant.fromEpochMilliseconds(time.ms).toZonedDateTimeISO(zone).toPlainDateTime();
    return [`${name};TZID=${tzid}:${wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`];
  };
  const location = event.lines.find((line) => line.name === 'LOCATION')?.value ?? '';
  const ics = foldLines([
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    ...lines,
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=${partstat};CN=${/[;:,]/.test(attendee.name) ? quoted(attendee.name) : attendee.name}:mailto:${attendee.address}`,
    `COMMENT;LANGUAGE=en-US:${escapeText(extra.comment ?? '\n')}`,
    `UID:${event.uid}`,
    `SUMMARY;LANGUAGE=en-US:${WORDS[partstat].done}: ${escapeText(event.summary)}`,
    ...local('DTSTART', event.start),
    ...local('DTEND', event.end),
    'CLASS:PUBLIC',
    'PRIORITY:5',
    `DTSTAMP:${utc(now)}`,
    'TRANSP:OPAQUE',
    'STATUS:CONFIRMED',
    `SEQUENCE:${event.sequence}`,
    `LOCATION;LANGUAGE=en-US:${location}`,
    `X-MICROSOFT-CDO-APPT-SEQUENCE:${event.sequence}`,
    'X-MICROSOFT-CDO-OWNERAPPTID:0',
    'X-MICROSOFT-CDO-BUSYSTATUS:BUSY',
    'X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY',
    'X-MICROSOFT-CDO-ALLDAYEVENT:FALSE',
    'X-MICROSOFT-CDO-IMPORTANCE:1',
    'X-MICROSOFT-CDO-INSTTYPE:0',
    'X-MICROSOFT-DISALLOW-COUNTER:FALSE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
  return alternative(answer, base64Part('text/calendar; charset="utf-8"; method=REPLY', ics));
};

/** Apple: the calendar text as an attachment inside a nested multipart, no method parameter, the address as CN. */
const apple = (answer: Answer): MimePart => {
  const { attendee, partstat, event, extra, now } = answer;
  const ics = foldLines(
    calendar(
      '-//Apple Inc.//macOS 15.5//EN',
      [
        `ATTENDEE;CN=${attendee.address};CUTYPE=INDIVIDUAL;PARTSTAT=${partstat}:mailto:${attendee.address}`,
        ...(extra.comment ? [`COMMENT:${escapeText(extra.comment)}`] : []),
        ...echo(answer, 'DTEND'),
        `DTSTAMP:${utc(now)}`,
        ...echo(answer, 'DTSTART'),
        `LAST-MODIFIED:${utc(now)}`,
        ...echo(answer, 'ORGANIZER'),
        `SEQUENCE:${event.sequence}`,
        ...echo(answer, 'SUMMARY', 'UID'),
      ],
      ['CALSCALE:GREGORIAN'],
    ),
  );
  const html = (text: string) => plainPart('text/html; charset=us-ascii', text);
  return multipart('alternative', `Apple-Mail=_${answer.mark.slice(0, 16)}`, [
    plainPart('text/plain; charset=utf-8', sentence(answer)),
    multipart('mixed', `Apple-Mail=_${answer.mark.slice(16, 32)}`, [
      html('<html><body></body></html>'),
      base64Part(
        'text/calendar; charset=utf-8; name=iCal-20260101-120000.ics',
        ics,
        'Content-Disposition: attachment; filename=iCal-20260101-120000.ics',
      ),
      html('<html><body></body></html>'),
    ]),
  ]);
};

/** Thunderbird: the same REPLY twice, as text/calendar and as application/ics. */
const thunderbird = (answer: Answer): MimePart => {
  const { attendee, partstat, event, extra, now } = answer;
  const ics = foldLines(
    calendar('-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN', [
      `CREATED:${utc(now)}`,
      `LAST-MODIFIED:${utc(now)}`,
      `DTSTAMP:${utc(now)}`,
      ...echo(answer, 'UID', 'SUMMARY', 'ORGANIZER'),
      `ATTENDEE;CN=${/[;:,]/.test(attendee.name) ? quoted(attendee.name) : attendee.name};PARTSTAT=${partstat};ROLE=REQ-PARTICIPANT:mailto:${attendee.address}`,
      ...echo(answer, 'DTSTART', 'DTEND', 'DESCRIPTION', 'LOCATION'),
      ...(extra.comment ? [`COMMENT:${escapeText(extra.comment)}`] : []),
      `SEQUENCE:${event.sequence}`,
    ]),
  );
  return mixed(
    answer,
    multipart('alternative', `------------${answer.mark.slice(40, 60)}`, [
      plainPart('text/plain; charset=UTF-8; format=flowed', sentence(answer)),
      plainPart('text/calendar; charset=UTF-8; method=REPLY', ics),
    ]),
    base64Part(
      'application/ics; name="invite.ics"',
      ics,
      'Content-Disposition: attachment; filename="invite.ics"',
    ),
  );
};

/** KDE: SEQUENCE is left out when it is 0. */
const kde = (answer: Answer): MimePart => {
  const { attendee, partstat, event, extra, now } = answer;
  const ics = foldLines(
    calendar(
      '-//K Desktop Environment//NONSGML libkcal 4.3//EN',
      [
        ...echo(answer, 'ORGANIZER'),
        `DTSTAMP:${utc(now)}`,
        `ATTENDEE;CN=${quoted(attendee.name)};PARTSTAT=${partstat};ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL:mailto:${attendee.address}`,
        `CREATED:${utc(now)}`,
        ...echo(answer, 'UID'),
        ...(event.sequence > 0 ? [`SEQUENCE:${event.sequence}`] : []),
        `LAST-MODIFIED:${utc(now)}`,
        ...(extra.comment ? [`COMMENT:${escapeText(extra.comment)}`] : []),
        ...echo(answer, 'SUMMARY', 'LOCATION', 'DTSTART', 'DTEND'),
        'TRANSP:OPAQUE',
      ],
      ['X-KDE-ICAL-IMPLEMENTATION-VERSION:1.0'],
    ),
  );
  return mixed(
    answer,
    plainPart('text/plain; charset="utf-8"', sentence(answer)),
    base64Part(
      'text/calendar; charset="utf-8"; method="REPLY"; name="cal.ics"',
      ics,
      'Content-Disposition: attachment; filename="cal.ics"',
    ),
  );
};

/** Gnus: lines of 72, the charset twice, the answer in the summary; without a PARTSTAT to change, no ATTENDEE. */
const gnus = (answer: Answer): MimePart => {
  const { attendee, partstat, event, extra, now } = answer;
  const invited = event.attendees.find((one) => one.address.toLowerCase() === attendee.address.toLowerCase());
  const ics = foldLines(
    calendar('Gnus', [
      ...echo(answer, 'DTSTART', 'DTEND'),
      ...(invited?.partstat === undefined
        ? []
        : [
            `ATTENDEE;CN=${/[;:,]/.test(invited.name) ? quoted(invited.name) : invited.name};PARTSTAT=${partstat};RSVP=TRUE:mailto:${attendee.address}`,
          ]),
      ...(extra.comment ? [`COMMENT:${escapeText(extra.comment)}`] : []),
      `DTSTAMP:${utc(now)}`,
      ...echo(answer, 'UID', 'ORGANIZER', 'SEQUENCE'),
      `SUMMARY:${WORDS[partstat].done}: ${escapeText(event.summary)}`,
    ]),
    72,
  );
  return mixed(
    answer,
    plainPart('text/plain; charset=utf-8', sentence(answer)),
    plainPart('text/calendar; charset=utf-8; method=REPLY; charset=UTF-8', ics),
  );
};

const SHAPES: Record<ReplyShape, (answer: Answer) => MimePart> = {
  gmail,
  outlook,
  apple,
  thunderbird,
  kde,
  gnus,
};
