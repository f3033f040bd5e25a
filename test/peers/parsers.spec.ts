import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { composeInvitation } from '../../src/itip/compose.js';
import type { InvitationInput } from '../../src/itip/invitation-input.js';

/**
 * What goes into an invitation comes out the same in two readers that know nothing of ours: libical (Evolution, KDE,
 * GNOME) and python3-icalendar; or it is refused before anything is sent.
 */
const PYTHON = '/usr/bin/python3';
const IMPORTS =
  'import icalendar, gi; gi.require_version("ICalGLib", "3.0"); from gi.repository import ICalGLib';

interface Reading {
  readonly properties: number;
  readonly method: string;
  readonly seen: Readonly<Record<string, string | readonly string[]>>;
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
 * icalendar 4, of Debian 12, leaves RFC 6868's `^'` and `^^` in a name as they stand. Undone here, so that everything else
 * is held to the letter; libical undoes them by itself.
 */
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

  const holds = async (input: InvitationInput): Promise<void> => {
    const made = composeInvitation(input);
    if (!made.ok) {
      expect(made.field).not.toBe('text');
      return;
    }
    const both = await read(made.text);
    const text = (given: string | undefined) => (given ?? '').replaceAll('\r\n', '\n').trim();
    for (const [reader, reading] of Object.entries(both)) {
      const { seen } = reading;
      const at = (name: string) => String(seen[name] ?? '');
      expect([reader, at('SUMMARY')]).toEqual([reader, text(input.summary)]);
      expect([reader, at('DESCRIPTION')]).toEqual([reader, text(input.description)]);
      expect([reader, at('LOCATION')]).toEqual([reader, text(input.location)]);
      expect([reader, at('COMMENT')]).toEqual([reader, text(input.comment)]);
      expect([reader, at('UID'), at('SEQUENCE')]).toEqual([reader, input.uid, '3']);
      expect([reader, at('DTSTART'), at('DTEND')]).toEqual([reader, '20261125T080000Z', '20261125T093000Z']);
      const [attendee] = input.attendees;
      for (const [name, person] of [
        ['ORGANIZER', input.organizer],
        ['ATTENDEE', attendee],
      ] as const) {
        const [cn = ''] = Array.isArray(seen[name]) ? seen[name] : [];
        const shown = reader === 'icalendar' ? un6868(cn) : cn;
        expect([reader, name, shown]).toEqual([reader, name, text(person?.name)]);
      }
      // Nothing that somebody typed became a property of its own.
      const optional = [input.description, input.location, input.comment].filter((one) => text(one) !== '');
      expect([reader, reading.properties]).toEqual([reader, 11 + optional.length]);
    }
  };

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s', async (_, text) => {
    await holds({ ...BASE, summary: text });
    await holds({ ...BASE, description: text, location: text, comment: text });
    await holds({ ...BASE, organizer: { ...BASE.organizer, name: text } });
    await holds({ ...BASE, attendees: [{ name: text, address: 'dace@arhitekti.example' }] });
  });
}
