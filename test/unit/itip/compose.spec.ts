import fc from 'fast-check';
import { composeInvitation } from '../../../src/itip/compose.js';
import { octetsOf } from '../../../src/itip/fold.js';
import type { InvitationInput } from '../../../src/itip/invitation-input.js';
import { readItip } from '../../../src/itip/read.js';

const NINE = Date.UTC(2026, 8, 1, 9);
const HOUR = 3_600_000;

const invitation: InvitationInput = {
  method: 'REQUEST',
  uid: '0198f0c2-7d1a-7c3e-9a55-4f2b6f1f0a01@meet.example',
  sequence: 0,
  dtstamp: Date.UTC(2026, 7, 20, 12, 30, 15) + 123,
  start: NINE,
  end: NINE + HOUR,
  summary: 'Tikšanās par līgumu',
  description: 'Lūdzu, paņemiet līgumu.\nTālrunis: +371 2000 0000',
  location: 'Brīvības iela 1, Rīga',
  geo: { lat: 56.951, lon: 24.113 },
  url: 'https://meet.example/m/1?x=a,b;c',
  organizer: { name: 'Ilze Bērziņa (SIA "Jumis")', address: 'meet+abc123@meet.example' },
  attendees: [{ name: 'Jānis Ozols', address: 'Janis@Partner.example' }],
  status: 'TENTATIVE',
};

function composed(change: Partial<InvitationInput> = {}): string {
  const result = composeInvitation({ ...invitation, ...change });
  if (!result.ok) throw new Error(`${result.field} ${result.reason}`);
  return result.text;
}

function refusedField(change: Partial<InvitationInput>): string | null {
  const result = composeInvitation({ ...invitation, ...change });
  return result.ok ? null : result.field;
}

function unfolded(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}

describe('composeInvitation', () => {
  it('writes what mail programs need to show their buttons', () => {
    const lines = unfolded(composed());
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'PRODID:-//Meetbroker//Meetbroker//EN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:0198f0c2-7d1a-7c3e-9a55-4f2b6f1f0a01@meet.example',
      'SUMMARY:Tikšanās par līgumu',
      'DTSTAMP:20260820T123015Z',
      'DTSTART:20260901T090000Z',
      'DTEND:20260901T100000Z',
      'SEQUENCE:0',
      'GEO:56.951;24.113',
      'LOCATION:Brīvības iela 1\\, Rīga',
      'STATUS:TENTATIVE',
      'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE',
      'TRANSP:OPAQUE',
      `ORGANIZER;CN="Ilze Bērziņa (SIA ^'Jumis^')":mailto:meet+abc123@meet.example`,
      'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Jānis Ozols":mailto:janis@partner.example',
      'DESCRIPTION:Lūdzu\\, paņemiet līgumu.\\nTālrunis: +371 2000 0000',
      'URL:https://meet.example/m/1?x=a,b;c',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('gives the same text for the same input', () => {
    expect(composed()).toBe(composed());
  });

  it('writes a withdrawal and a declined counter-proposal', () => {
    const cancel = composed({ method: 'CANCEL', status: 'CANCELLED', sequence: 3 });
    expect(unfolded(cancel)).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:3']),
    );
    const declined = composed({ method: 'DECLINECOUNTER', comment: 'Diemžēl ne; varbūt ceturtdien?' });
    expect(unfolded(declined)).toContain('COMMENT:Diemžēl ne\\; varbūt ceturtdien?');
  });

  it('folds at 75 octets, between characters', () => {
    const text = composed({ summary: 'ā'.repeat(300), description: '😀'.repeat(5_000) });
    for (const line of text.split('\r\n')) {
      expect(octetsOf(line)).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
  });

  it('takes an internationalised domain in its ASCII form', () => {
    const text = composed({ attendees: [{ address: 'info@kafejnīca.example' }] });
    expect(text.replaceAll('\r\n ', '')).toContain(':mailto:info@xn--kafejnca-fjb.example');
  });

  it.each([
    [
      'organizer.name',
      { organizer: { name: 'A\r\nATTENDEE:mailto:x@y.example', address: 'a@meet.example' } },
    ],
    ['organizer.name', { organizer: { name: 'A\0', address: 'a@meet.example' } }],
    ['organizer.address', { organizer: { name: 'A', address: 'a@meet.example\r\nX:1' } }],
    ['organizer.address', { organizer: { name: 'A', address: 'a b@meet.example' } }],
    ['attendees.0.name', { attendees: [{ name: 'x\ny', address: 'a@b.example' }] }],
    ['attendees.0.address', { attendees: [{ address: 'jānis@piemers.example' }] }],
    ['attendees.0.address', { attendees: [{ address: 'nobody' }] }],
    ['attendees.0.address', { attendees: [{ address: '"a;b"@b.example' }] }],
    ['attendees', { attendees: [] }],
    ['summary', { summary: '' }],
    ['summary', { summary: 'a\rb' }],
    ['summary', { summary: 'a\u2028b' }],
    ['summary', { summary: 'half \ud83d' }],
    ['location', { location: 'a\nb' }],
    ['description', { description: 'a\rb' }],
    ['description', { description: 'a\u0007b' }],
    ['comment', { comment: '\x1b[0m' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: 'https://a.example/\r\nX:1' }],
    ['geo', { geo: { lat: Number.NaN, lon: 0 } }],
    ['geo', { geo: { lat: 91, lon: 0 } }],
    ['uid', { uid: 'a b' }],
    ['uid', { uid: 'a\r\nb' }],
    ['uid', { uid: '' }],
    ['sequence', { sequence: -1 }],
    ['sequence', { sequence: 1.5 }],
    ['end', { end: NINE }],
    ['end', { end: NINE - HOUR }],
    ['start', { start: NINE + 1 }],
    ['start', { start: Number.NaN }],
    ['dtstamp', { dtstamp: Date.UTC(10000, 0, 1) }],
    ['status', { status: 'CANCELLED' }],
    ['status', { method: 'CANCEL' }],
  ] satisfies [string, Partial<InvitationInput>][])('refuses %s in %j', (field, change) => {
    expect(refusedField(change)).toBe(field);
  });

  it.each([
    '"quoted" and ^caret^ and ^n and ^\'',
    'colon: semicolon; comma, nothing else',
    '😀👩‍👩‍👧‍👦 🇱🇻',
    'שלום עולם \u202bمرحبا\u202c',
    'BEGIN:VEVENT',
    '=?utf-8?Q?x?=',
    `CN="x";SENT-BY="mailto:evil@example.com":mailto:evil@example.com`,
  ])('carries %j through name, subject, place and notes', (text) => {
    const result = composed({
      organizer: { name: text, address: 'a@meet.example' },
      attendees: [{ name: text, address: 'b@c.example' }],
      summary: text,
      location: text,
      description: `${text}\n${text}`,
      comment: text,
    });
    const read = readItip(result);
    expect(read).toMatchObject({
      ok: true,
      messages: [
        {
          organizer: { cn: text, address: 'a@meet.example', sentBy: null },
          attendees: [{ cn: text, address: 'b@c.example', sentBy: null }],
          summary: text,
          location: text,
          comment: text,
        },
      ],
    });
  });

  it('carries backslashes through everything but names, which it refuses', () => {
    const text = 'C:\\dir \\ end\\';
    const read = readItip(composed({ summary: text, location: text, comment: text }));
    expect(read).toMatchObject({ messages: [{ summary: text, location: text, comment: text }] });
    expect(refusedField({ organizer: { name: text, address: 'a@meet.example' } })).toBe('organizer.name');
  });

  it('refuses a backslash before what some readers take it to escape', () => {
    expect(refusedField({ summary: 'C:\\new' })).toBe('summary');
    expect(refusedField({ description: 'a \\N b' })).toBe('description');
    expect(refusedField({ location: 'a\\, b' })).toBe('location');
    expect(refusedField({ description: 'a\\; b' })).toBe('description');
    expect(refusedField({ description: '\\\\server\\plans' })).toBe('description');
  });

  it('cuts blanks at both ends, as some readers do anyway', () => {
    const text = composed({
      summary: '  a  b ',
      description: ' c\r\n d \r\n',
      organizer: { name: ' e ', address: 'a@b.example' },
    });
    expect(unfolded(text)).toEqual(
      expect.arrayContaining(['SUMMARY:a  b', 'DESCRIPTION:c\\n d', 'ORGANIZER;CN="e":mailto:a@b.example']),
    );
    expect(refusedField({ summary: ' \t ' })).toBe('summary');
  });

  it('refuses what is too long rather than cutting it', () => {
    expect(refusedField({ attendees: [{ name: 'x'.repeat(10_000), address: 'a@b.example' }] })).toBe(
      'attendees.0.name',
    );
    expect(refusedField({ description: 'x'.repeat(20_001) })).toBe('description');
    expect(refusedField({ summary: 'x'.repeat(1_001) })).toBe('summary');
  });

  it('carries 10,000 characters of notes', () => {
    const text = composed({ description: 'ķ;'.repeat(5_000) });
    expect(text.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${'ķ\\;'.repeat(5_000)}\r\n`);
  });

  it('whatever is composed reads back equal, and nothing else is composed', () => {
    const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({
        unit: fc.constantFrom('"', '^', '\\', ';', ':', ',', '\r', '\n', '\0', 'n', "'", ' ', '\t'),
      }),
    );
    const input = fc.record({
      summary: anyText,
      name: anyText,
      location: anyText,
      description: anyText,
      sequence: fc.integer({ min: 0, max: 2_147_483_647 }),
      start: fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => s * 1000),
      minutes: fc.integer({ min: 1, max: 100_000 }),
      local: fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,30}$/),
    });
    const tally = { composed: 0, refused: 0 };
    fc.assert(
      fc.property(input, (given) => {
        const result = composeInvitation({
          ...invitation,
          sequence: given.sequence,
          start: given.start,
          end: given.start + given.minutes * 60_000,
          summary: given.summary,
          location: given.location,
          description: given.description,
          organizer: { name: given.name, address: 'a@meet.example' },
          attendees: [{ name: given.name, address: `${given.local}@c.example` }],
        });
        tally[result.ok ? 'composed' : 'refused']++;
        if (!result.ok) {
          // A refusal must come from the input check: the read-back is a net, not a filter.
          expect(result.field).not.toBe('text');
          return;
        }
        const read = readItip(result.text);
        if (!read.ok) throw new Error(read.detail);
        expect(read.messages).toHaveLength(1);
        expect(read.messages[0]).toMatchObject({
          uid: invitation.uid,
          sequence: given.sequence,
          dtstamp: Math.floor(invitation.dtstamp / 1000) * 1000,
          start: { kind: 'instant', at: given.start },
          end: { kind: 'instant', at: given.start + given.minutes * 60_000 },
          summary: given.summary.trim(),
          location: given.location.trim() || null,
          organizer: { cn: given.name.trim() || null },
          attendees: [{ cn: given.name.trim() || null, address: `${given.local}@c.example` }],
        });
      }),
      { seed, numRuns: 400 },
    );
    console.info(`compose round trip: seed ${seed}, ${tally.composed} composed, ${tally.refused} refused`);
    expect(tally.composed).toBeGreaterThan(50);
    expect(tally.refused).toBeGreaterThan(50);
  });
});
