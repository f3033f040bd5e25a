import type { InvitationAttendee, InvitationInput } from '../../src/itip/invitation-input.js';

/**
 * Invitations as nobody should type them, made from a seed: the same seed, the same invitations. About three in four hold
 * nothing but what a calendar text can carry, however odd; the others have one piece that none can.
 */
const ODD = [
  ...['"', "'", '""', '^', "^'", '^^', '^n', ':', ';', ',', '=', '\t', ' ', '  ', '-', '(', ')', '<b>', '\\'],
  ...[
    '😀',
    '👩‍👩‍👧‍👦',
    '🏳️‍🌈',
    '𝔘',
    '🇱🇻',
    'שלום',
    '\u202e',
    '\u200f',
    'مرحبا',
    '\u2066x\u2069',
    'ā',
    'ц',
    '漢',
    'e\u0301',
    '\u0300',
  ],
  ...[
    '\ufeff',
    '\u00a0',
    '\u200b',
    '\u00ad',
    '\ufffd',
    '&amp;',
    '{{x}}',
    '%s',
    '%0d%0a',
    '%2C',
    '%3A',
    '=0D=0A',
    '=?utf-8?Q?x?=',
  ],
  ...[
    'BEGIN:VEVENT',
    'END:VCALENDAR',
    'ATTENDEE:mailto:eve@x.example',
    ';CN="x"',
    'SENT-BY="mailto:e@x.example"',
  ],
  ...['Rīga', 'SIA "Alfa"', 'a', '7', 'https://x.example/?a=b&c=d%2Ce', 'ļoti gara rinda '.repeat(8)],
] as const;
const ONE_LINE = ODD.filter((piece) => piece !== '\t');
const NAMES = ONE_LINE.filter((piece) => piece !== '\\');
const LINES = ['\n', '\n\n', '\r\n', '\n ', '\n\t'] as const;
const FATAL = [
  '\rx',
  '\0',
  '\x07',
  '\x1b[0m',
  '\x7f',
  '\x85',
  '\u2028',
  '\u2029',
  '\ud800x',
  '\udc00x',
  '\\n',
  '\\N',
  '\\,',
  '\\;',
  '\\\\',
] as const;

const LOCALS = [
  'dace',
  "o'hara+x",
  'a.b-c_d',
  '100%',
  'why?',
  'no#1',
  'x&y',
  '{z}',
  'DACE',
  '!#$%&*/=?^`{|}~',
] as const;
const DOMAINS = [
  'arhitekti.example',
  'kafejnīca.example',
  'почта.example',
  '例え.example',
  'MIXED.Example',
  'a-b.c-d.example',
  'bücher.example',
] as const;
const BAD_ADDRESSES = [
  ...[
    'jānis@piemers.example',
    '"a b"@x.example',
    'a@b@c.example',
    'a b@x.example',
    'nobody',
    '@x.example',
    'x@',
    '.a@x.example',
  ],
  ...[
    'a@x.example\r\nATTENDEE:mailto:eve@x.example',
    'a@x.example;CN=x',
    'a@[127.0.0.1]',
    'a@1.2',
    `${'a'.repeat(65)}@x.example`,
  ],
  ...['a@x..example', 'a@-x.example', 'a\0@x.example', 'a@x.example\u2028', 'почта@x.example'],
] as const;

export interface Generated {
  readonly input: InvitationInput;
  /** Something in it can stand in no calendar text, or in no mail. */
  readonly impossible: boolean;
}

/** mulberry32: small, and the same everywhere. */
const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const hostileInvitations = (seed: number, count: number): Generated[] => {
  const random = randomOf(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[], ...more: readonly T[]): T => {
    const all = more.length === 0 ? list : [...list, ...more];
    const picked = all[below(all.length)];
    if (picked === undefined) throw new Error('Nothing to pick from.');
    return picked;
  };
  const chance = (share: number): boolean => random() < share;

  /** A backslash stays away from what some readers take it to escape: compose refuses that, and it is among the spoiled. */
  const pieces = (most: number, from: readonly string[]): string =>
    Array.from({ length: below(most + 1) }, () => pick(from))
      .join('')
      .replaceAll(/\\(?=[nN,;\\%]|$)/g, '/');
  const name = (): string => `x${pieces(6, NAMES)}`.slice(0, 200).toWellFormed();
  const oneLine = (): string => `x${pieces(12, ONE_LINE)}`.slice(0, 900).toWellFormed();
  const long = (): string =>
    pick(ODD.filter((piece) => piece !== '\\'))
      .repeat(10_000)
      .slice(0, 10_000)
      .toWellFormed();
  const lines = (): string => (chance(0.05) ? long() : pieces(20, [...ODD, ...LINES]));
  const attendee = (): InvitationAttendee => ({
    ...(chance(0.9) ? { name: name() } : {}),
    address: `${pick(LOCALS)}@${pick(DOMAINS)}`,
    role: pick(['REQ-PARTICIPANT', 'OPT-PARTICIPANT', 'CHAIR'] as const),
  });

  const sound = (): InvitationInput => {
    const method = pick(['REQUEST', 'REQUEST', 'CANCEL', 'DECLINECOUNTER'] as const);
    const start = Date.UTC(1970 + below(200), below(12), 1 + below(28), below(24), below(60), below(60));
    return {
      method,
      uid: `${pick(['0198f000-0000-7000-8000-000000000001', "x'y+z", '{brace}', '%2C'])}@meet.example`,
      sequence: below(2_147_483_647),
      dtstamp: Date.UTC(2026, 10, 24, 8) + below(1_000_000_000),
      start,
      end: start + (1 + below(100_000)) * 1_000,
      summary: oneLine(),
      ...(chance(0.6) ? { description: lines() } : {}),
      ...(chance(0.6) ? { location: oneLine() } : {}),
      ...(chance(0.3) ? { comment: lines().slice(0, 4_000).toWellFormed() } : {}),
      ...(chance(0.3)
        ? { url: `https://x.example/${pick(['', '?a=b,c;d', 'ā/漢', '%2C%3B', '#"x"', ':8/^'])}` }
        : {}),
      organizer: { name: name(), address: `m+${pick(['token', 'a1b2', "t'q"])}@meet.example` },
      attendees: Array.from({ length: 1 + below(3) }, attendee),
      status: method === 'CANCEL' ? 'CANCELLED' : pick(['TENTATIVE', 'CONFIRMED'] as const),
    };
  };

  /** One piece of a text, or one address, that cannot be. */
  const spoiled = (input: InvitationInput): InvitationInput => {
    const at = (text: string): string => {
      const cut = below(text.length + 1);
      return `x${text.slice(0, cut).toWellFormed()}${pick(FATAL)}${text.slice(cut).toWellFormed()}x`;
    };
    const [first, ...others] = input.attendees;
    const attendees = (change: Partial<InvitationAttendee>) => [
      { address: 'a@b.example', ...first, ...change },
      ...others,
    ];
    switch (below(8)) {
      case 0:
        return { ...input, summary: at(input.summary) };
      case 1:
        return { ...input, description: at(input.description ?? '') };
      case 2:
        return { ...input, location: at(input.location ?? '') };
      case 3:
        return { ...input, organizer: { ...input.organizer, name: at(input.organizer.name) } };
      case 4:
        return { ...input, attendees: attendees({ name: at(first?.name ?? '') }) };
      case 5:
        return { ...input, attendees: attendees({ name: pick(['a\nb', 'a\\b', '漢'.repeat(257)]) }) };
      case 6:
        return { ...input, location: pick(['a\nb', 'ц'.repeat(10_000)]) };
      default:
        return { ...input, attendees: attendees({ address: pick(BAD_ADDRESSES) }) };
    }
  };

  return Array.from({ length: count }, () => {
    const input = sound();
    const impossible = chance(0.25);
    return { input: impossible ? spoiled(input) : input, impossible };
  });
};
