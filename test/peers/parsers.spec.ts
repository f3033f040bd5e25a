import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import ICAL from 'ical.js';
import { composeInvitation } from '../../src/itip/compose.js';
import type { InvitationInput } from '../../src/itip/invitation-input.js';
import { hostileInvitations } from './hostile-invitations.js';

/**
 * What goes into an invitation comes out the same in readers that know nothing of ours: libical (Evolution, KDE, GNOME),
 * python3-icalendar and ical.js; or it is refused before anything is sent.
 */
/** PARSERS_SEED repeats a run. */
const SEED = Number(process.env.PARSERS_SEED ?? Date.now() % 4_294_967_296);
const GENERATED = Number(process.env.PARSERS_CASES ?? 400);
const READ = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION', 'COMMENT', 'UID', 'STATUS', 'URL', 'SEQUENCE']);

const PYTHON = '/usr/bin/python3';
const IMPORTS =
  'import icalendar, gi; gi.require_version("ICalGLib", "3.0"); from gi.repository import ICalGLib';

interface Reading {
  readonly properties: number;
  readonly seen: Readonly<Record<string, string | readonly (readonly string[])[]>>;
}

const found = (): boolean => {
  try {
    execFileSync(PYTHON, ['-c', IMPORTS], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

/**
 * icalendar 4, of Debian 12, undoes %2C, %3A, %3B and %5C in whatever it reads (its own way of hiding escapes while it
 * splits a line), and leaves RFC 6868's `^'` and `^^` in a name as they stand. Both are taken into account here, so that
 * everything else is held to the letter.
 */
const unPercent = (given: string): string =>
  given.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';').replaceAll('%5C', '\\');
const un6868 = (name: string): string =>
  name.replace(/\^(['^n])/g, (_, sign: string) => (sign === "'" ? '"' : sign === 'n' ? '\n' : '^'));

const BASE: InvitationInput = {
  method: 'REQUEST',
  uid: '0198f000-0000-7000-8000-000000000001@meet.example',
  sequence: 3,
  dtstamp: Date.UTC(2026, 10, 24, 8),
  start: Date.UTC(2026, 10, 25, 8),
  end: Date.UTC(2026, 10, 25, 9, 30),
  summary: 'Visit',
  organizer: { name: 'Sigrid', address: 'm+token@meet.example' },
  attendees: [{ name: 'Dace', address: 'dace@arhitekti.example' }],
  status: 'TENTATIVE',
};

const HOSTILE = [
  'SIA "Alfa"',
  'a;b:c,d\\n\\\\',
  'x\r\nATTENDEE:mailto:eve@x.example',
  'x\nBEGIN:VALARM',
  'nul\0nul',
  "caret ^ ^' ^^ ^n",
  '😀👩‍👩‍👧‍👦🏳️‍🌈'.repeat(12),
  'שלום עולם \u202eevil',
  'Āēīūčšžģķļņ'.repeat(9),
  'ц'.repeat(10_000),
  '漢字'.repeat(40),
  '   blanks   ',
  '\ufefftext',
  '</script>{{x}}%s%0d%0a',
  'tab\ttab',
  '\u2028line\u2029',
  '\ud800 half',
  '-',
  '"',
  "''",
  'END:VEVENT',
];

if (found()) {
  describe('invitations beside libical and icalendar', besideReaders);
} else {
  test('invitations beside other readers need the Debian packages python3-icalendar, python3-gi and gir1.2-ical-3.0', () => {
    console.warn('Not tried: python3-icalendar, python3-gi or gir1.2-ical-3.0 is missing.');
    expect(process.env.PEERS).not.toBe('required');
  });
}

function besideReaders(): void {
  const child = spawn(PYTHON, [`${import.meta.dirname}/read-calendar.py`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  afterAll(() => {
    child.stdin.end();
  });
  const read = async (text: string): Promise<{ icalendar: Reading; libical: Reading }> => {
    child.stdin.write(`${JSON.stringify({ text })}\n`);
    const { value } = await answers.next();
    return JSON.parse(String(value));
  };

  /** @returns why it was refused; null when it came out the same. */
  const holds = async (input: InvitationInput): Promise<string | null> => {
    const made = composeInvitation(input);
    if (!made.ok) {
      expect(made.field).not.toBe('text');
      return `${made.field} ${made.reason}`;
    }
    const readings = { ...(await read(made.text)), 'ical.js': byIcalJs(made.text) };
    for (const [reader, reading] of Object.entries(readings)) {
      expect([reader, shown(reading, reader)]).toEqual([reader, expectedOf(input, reader)]);
    }
    return null;
  };

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s', async (_, text) => {
    await holds({ ...BASE, summary: text });
    await holds({ ...BASE, description: text, location: text, comment: text });
    await holds({ ...BASE, organizer: { ...BASE.organizer, name: text } });
    await holds({ ...BASE, attendees: [{ name: text, address: 'dace@arhitekti.example' }] });
  });
  it(`${GENERATED} invitations made from a seed come out the same, or are refused`, async () => {
    console.info(`${GENERATED} invitations, PARSERS_SEED=${SEED}`);
    const all = hostileInvitations(SEED, GENERATED);
    const ends = { out: 0, refused: 0 };
    for (const [i, { input, impossible }] of all.entries()) {
      const refused = await holds(input);
      // Refusing everything would be easy: what can be carried is carried.
      expect({ SEED, i, refused }).toEqual({ SEED, i, refused: impossible ? expect.any(String) : null });
      ends[refused === null ? 'out' : 'refused'] += 1;
    }
    expect(ends.out).toBeGreaterThan(GENERATED / 2);
    expect(ends.refused).toBeGreaterThan(GENERATED / 10);
  });
}

/** Blanks at the ends mean nothing, and CRLF is written as a line break. */
const text = (given: string | undefined): string => (given ?? '').replaceAll('\r\n', '\n').trim();

/** What a reader should see of an invitation: texts without those that are empty, addresses decoded. */
const expectedOf = (input: InvitationInput, reader: string) => {
  const said = (given: string | undefined): string =>
    reader === 'icalendar' ? unPercent(text(given)) : text(given);
  const texts = {
    SUMMARY: said(input.summary),
    DESCRIPTION: said(input.description),
    LOCATION: said(input.location),
    COMMENT: said(input.comment),
    UID: said(input.uid),
    URL: input.url === undefined ? '' : said(new URL(input.url).href),
  };
  const filled = Object.entries(texts).filter(([, value]) => value !== '');
  const optional = filled.filter(([name]) => !['SUMMARY', 'UID'].includes(name)).length;
  const person = ({ name, address }: { name?: string | undefined; address: string }) => {
    const at = address.lastIndexOf('@');
    const domain = new URL(`http://${address.slice(at + 1)}`).hostname;
    return [said(name), `${address.slice(0, at).toLowerCase()}@${domain}`];
  };
  return {
    ...Object.fromEntries(filled),
    SEQUENCE: String(input.sequence),
    DTSTART: utc(input.start),
    DTEND: utc(input.end),
    ORGANIZER: [person(input.organizer)],
    ATTENDEE: input.attendees.map(person),
    // Nothing that somebody typed became a property of its own.
    properties: 10 + input.attendees.length + optional,
  };
};

const shown = ({ seen, properties }: Reading, reader: string) => {
  const people = (name: string) =>
    [seen[name]].flat(1).map((entry) => {
      const [cn = '', address = ''] = Array.isArray(entry) ? entry : [];
      return [reader === 'icalendar' ? un6868(cn) : cn, decodeURIComponent(address.replace(/^mailto:/, ''))];
    });
  const { STATUS: _status, ORGANIZER: _organizer, ATTENDEE: _attendee, ...others } = seen;
  return { ...others, ORGANIZER: people('ORGANIZER'), ATTENDEE: people('ATTENDEE'), properties };
};

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** The library under our own reader, by its own accessors. */
const byIcalJs = (calendar: string): Reading => {
  const event = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent('vevent');
  if (event === null) throw new Error('ical.js finds no event.');
  const seen: Record<string, string | [string, string][]> = { ORGANIZER: [], ATTENDEE: [] };
  for (const property of event.getAllProperties()) {
    const name = property.name.toUpperCase();
    const value = property.getFirstValue();
    const people = seen[name];
    if (Array.isArray(people)) people.push([String(property.getFirstParameter('cn') ?? ''), String(value)]);
    else if (name === 'DTSTART' || name === 'DTEND') seen[name] = utc(Date.parse(String(value)));
    else if (READ.has(name)) seen[name] = String(value);
  }
  return { seen, properties: event.getAllProperties().length };
};
