import type { Random } from './random.js';

/** One way to spoil a mail. `other` is another mail of the corpus. */
type Mutation = (mail: Buffer, random: Random, other: Buffer) => Buffer;

/** Spoils a mail in one to four ways that `random` decides. Pure: the same numbers, the same octets. */
export const mutate = (mail: Buffer, random: Random, other: Buffer): Buffer => {
  let spoiled = mail;
  for (let left = 1 + random.below(4); left > 0; left--) {
    // Ways that multiply must not multiply each other without end.
    if (spoiled.length > MOST_OCTETS) break;
    spoiled = random.pick(WAYS)(spoiled, random, other);
  }
  return spoiled;
};

const MOST_OCTETS = 400_000;

const PIECES = [
  '\r\n',
  '\n\n',
  '\r',
  '--',
  '--B--',
  ': ',
  ';',
  '"',
  '=?utf-8?Q?',
  '?=',
  '\0',
  '(',
  ')',
  '<',
  '>',
  ',',
  '\\',
  '^',
  'BEGIN:VEVENT\r\n',
  'END:VCALENDAR\r\n',
  'METHOD:CANCEL\r\n',
  'SEQUENCE:99999999999999999999\r\n',
  'SEQUENCE:-1\r\n',
  'DTSTAMP:99991231T235960Z\r\n',
  'DTSTART;TZID=Nowhere/Land:20270101T000000\r\n',
  'DURATION:-P1W\r\n',
  'RECURRENCE-ID:20270101T000000Z\r\n',
  'PARTSTAT=DECLINED',
  'ATTENDEE:mailto:eve@x.example\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Type: multipart/mixed; boundary=""\r\n',
  'From: eve@x.example\r\n',
  '\ufeff',
  '\u202e',
  '😀',
  '\u2028',
  '__proto__',
  'constructor',
  '%s%n',
  "'; drop table meeting; --",
].map((piece) => Buffer.from(piece)) as [Buffer, ...Buffer[]];

const splice = (mail: Buffer, from: number, to: number, ...put: Buffer[]): Buffer =>
  Buffer.concat([mail.subarray(0, from), ...put, mail.subarray(to)]);

/** Text as one character an octet: a mail has no encoding of its own. */
const asText = (mail: Buffer, change: (text: string) => string): Buffer =>
  Buffer.from(change(mail.toString('latin1')), 'latin1');

const flip: Mutation = (mail, random) => {
  const copy = Buffer.from(mail);
  for (let left = 1 + random.below(20); left > 0; left--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
};

const cut: Mutation = (mail, random) => {
  const from = random.below(mail.length);
  return splice(mail, from, random.chance(0.3) ? mail.length : from + random.below(300));
};

const double: Mutation = (mail, random) => {
  const from = random.below(mail.length);
  const part = mail.subarray(from, from + 1 + random.below(500));
  const times = random.chance(0.1) ? 2 + random.below(100) : 1;
  return splice(mail, from, from, ...Array.from({ length: times }, () => part));
};

const put: Mutation = (mail, random) => {
  const at = random.below(mail.length);
  return splice(mail, at, at, random.pick(PIECES));
};

const noise: Mutation = (mail, random) => {
  const at = random.below(mail.length);
  return splice(
    mail,
    at,
    at,
    Buffer.from(Array.from({ length: 1 + random.below(40) }, () => random.below(256))),
  );
};

/** The mail inside another mail, up to eighty deep. */
const nest: Mutation = (mail, random) => {
  const attached = random.chance(0.5);
  let nested = mail;
  for (let left = random.chance(0.1) ? 80 : 1 + random.below(6); left > 0; left--) {
    const type = attached ? 'message/rfc822' : 'multipart/mixed; boundary=M';
    const head = `From: anna@partner.example\r\nContent-Type: multipart/mixed; boundary=N${left}\r\n\r\n--N${left}\r\nContent-Type: ${type}\r\n\r\n`;
    nested = Buffer.concat([Buffer.from(head), nested, Buffer.from(`\r\n--N${left}--\r\n`)]);
  }
  return nested;
};

const CHARSETS = [
  'utf-16',
  'utf-7',
  'iso-2022-jp',
  'x-unknown',
  '',
  'windows-1257',
  'gb18030',
  'us-ascii',
  'koi8-r',
] as const;

const charset: Mutation = (mail, random) =>
  asText(mail, (text) => text.replace(/charset="?[\w-]+"?/gi, () => `charset=${random.pick(CHARSETS)}`));

/** Line ends where they must not be, and folds that are none. */
const fold: Mutation = (mail, random) => {
  const end = random.pick(['\r\n ', '\r\n\t', '\r\n', '\n ', '\r', ' \r\n ']);
  const every = 1 + random.below(120);
  const from = random.below(mail.length);
  return asText(mail, (text) => {
    const length = Math.min(text.length, from + 4_000);
    const folded = text.slice(from, length).replace(new RegExp(`.{${every}}`, 'g'), `$&${end}`);
    return text.slice(0, from) + folded + text.slice(length);
  });
};

const hugeLine: Mutation = (mail, random) => {
  const at = random.below(mail.length);
  const letter = random.pick(['a', ' ', '"', ';', '(', '<', '=', '\\', ',', '@', '😀', ':', '^', '&']);
  const length = random.chance(0.05) ? 300_000 : random.below(20_000);
  return splice(mail, at, at, Buffer.from(letter.repeat(length)));
};

const boundary: Mutation = (mail, random) =>
  asText(mail, (text) => {
    const kind = random.below(4);
    if (kind === 0) return text.replace(/^--.*--\r?$/gm, '');
    if (kind === 1) return text.replace(/boundary="?[^"\r\n]+"?/, 'boundary=another');
    if (kind === 2) return text.replace(/^--(.*)$/gm, (line) => (random.chance(0.5) ? `${line}x` : line));
    return text
      .replace(/boundary=("?)[^"\r\n]+"?/g, 'boundary=$1same$1')
      .replace(/^--[^-\r\n].*$/gm, '--same');
  });

const repeatHeader: Mutation = (mail, random) =>
  asText(mail, (text) => {
    const lines = text.split('\r\n');
    const at = random.below(Math.min(lines.length, 12));
    const times = random.chance(0.1) ? 500 : 1 + random.below(5);
    return [
      ...lines.slice(0, at),
      ...Array.from({ length: times }, () => lines[at] ?? ''),
      ...lines.slice(at),
    ].join('\r\n');
  });

/** A calendar, or a piece of one, from another mail. */
const spliceCalendar: Mutation = (mail, random, other) => {
  const text = other.toString('latin1');
  const from = text.indexOf('BEGIN:V');
  if (from < 0) return put(mail, random, other);
  const part = Buffer.from(text.slice(from, from + 100 + random.below(900)), 'latin1');
  const line = mail.indexOf('\r\n', random.below(mail.length));
  const at = line < 0 ? mail.length : line + 2;
  return splice(mail, at, at, part);
};

const encoding: Mutation = (mail, random) =>
  asText(mail, (text) => {
    const named = random.pick(['base64', 'quoted-printable', '8bit', 'binary', 'x-uuencode', '7bit', 'gzip']);
    const mixed = text.replace(/Content-Transfer-Encoding: .*/gi, `Content-Transfer-Encoding: ${named}`);
    if (mixed !== text) return mixed;
    return text.replace('MIME-Version: 1.0', `MIME-Version: 1.0\r\nContent-Transfer-Encoding: ${named}`);
  });

const lineEnds: Mutation = (mail, random) =>
  asText(mail, (text) => text.replaceAll('\r\n', random.pick(['\n', '\r', '\r\r\n', '\n\r'])));

const deepCalendar: Mutation = (mail, random) => {
  const depth = random.chance(0.1) ? 5_000 : 1 + random.below(100);
  const name = random.pick(['VEVENT', 'VALARM', 'VCALENDAR', 'X-DEEP']);
  const open = Buffer.from(`BEGIN:${name}\r\n`.repeat(depth));
  const close = random.chance(0.5) ? Buffer.from(`END:${name}\r\n`.repeat(depth)) : Buffer.alloc(0);
  return beforeEndOfEvent(mail, Buffer.concat([open, close]));
};

/** What is small on the way and large when decoded, or costs much to decode. */
const bomb: Mutation = (mail, random) => {
  const piece = random.pick([
    '=\r\n',
    '=3D',
    '=0D=0A ',
    '=',
    '&lt;',
    '=?utf-8?B?',
    '=?utf-8?Q?=41?= ',
    '<div>',
  ]);
  const at = random.below(mail.length);
  const times = random.chance(0.05) ? 60_000 : random.below(3_000);
  return splice(mail, at, at, Buffer.from(piece.repeat(times)));
};

const RULES = [
  'RRULE:FREQ=SECONDLY',
  'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'RRULE:FREQ=DAILY;INTERVAL=0',
  'RRULE:FREQ=MINUTELY;BYHOUR=25;COUNT=99999999999',
  'RRULE:FREQ=YEARLY;UNTIL=99991231T235959Z;BYSETPOS=-366',
  'RRULE:FREQ=',
  'RRULE:;;;;',
  'RRULE:FREQ=WEEKLY;BYDAY=99MO,-99SU,XX',
  'EXRULE:FREQ=SECONDLY',
  'RDATE;VALUE=PERIOD:1/2',
] as const;

const endlessRule: Mutation = (mail, random) => {
  const times = random.chance(0.1) ? 2_000 : 1 + random.below(5);
  return beforeEndOfEvent(mail, Buffer.from(`${random.pick(RULES)}\r\n`.repeat(times)));
};

const beforeEndOfEvent = (mail: Buffer, part: Buffer): Buffer => {
  const found = mail.indexOf('SUMMARY:');
  const at = found < 0 ? mail.length : found;
  return splice(mail, at, at, part);
};

const values: Mutation = (mail, random) =>
  asText(mail, (text) => {
    const [from, to] = random.pick<readonly [RegExp, string]>([
      [/PARTSTAT=\w+/g, 'PARTSTAT=X-MAYBE'],
      [/SEQUENCE:0/g, 'SEQUENCE:7'],
      [/METHOD:\w+/g, 'METHOD:CANCEL'],
      [/UID:\S+/g, 'UID:somebody-else@meet.example'],
      [/ORGANIZER[^\r]*/g, 'ORGANIZER:mailto:eve@x.example'],
      [/ATTENDEE/g, 'ATTENDEE;X="'],
      [/DTSTAMP:\w+/g, 'DTSTAMP:20200101T000000Z'],
      [/DTSTAMP:\w+/g, 'DTSTAMP:29990101T000000Z'],
      [/DTSTART:\w+/g, 'DTSTART:20270101'],
      [/DTEND:\w+/g, 'DTEND:19700101T000000Z'],
      [/mailto:/gi, 'MAILTO: '],
      [/From: .*/, 'From: anna@partner.example, eve@x.example'],
      [/From: .*/, 'From: =?utf-8?Q?"anna@partner.example"?= <eve@x.example>'],
      [/From: /, 'Sender: '],
      [/method=\w+/gi, 'method=CANCEL'],
    ]);
    return text.replace(from, to);
  });

const WAYS: readonly [Mutation, ...Mutation[]] = [
  flip,
  cut,
  double,
  put,
  noise,
  nest,
  charset,
  fold,
  hugeLine,
  boundary,
  repeatHeader,
  spliceCalendar,
  encoding,
  lineEnds,
  deepCalendar,
  bomb,
  endlessRule,
  values,
  values,
  flip,
  put,
];
