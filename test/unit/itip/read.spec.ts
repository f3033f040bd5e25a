import fc from 'fast-check';
import { decodeCalendar } from '../../../src/itip/calendar-lines.js';
import type { ItipMessage } from '../../../src/itip/message.js';
import { readItip } from '../../../src/itip/read.js';

/** Lines of a VEVENT to a calendar with CRLF, as a well-behaved program sends it. */
function calendar(event: string, method = 'METHOD:REPLY\n', more = ''): string {
  const text = `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n${method}${more}BEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`;
  return text.replaceAll('\n', '\r\n');
}

const REPLY = `UID:u1@meet.example
SEQUENCE:2
DTSTAMP:20260820T123015Z
DTSTART:20260901T090000Z
DTEND:20260901T100000Z
ORGANIZER:mailto:meet+t1@meet.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Janis:mailto:janis@partner.example`;

function only(input: string | Uint8Array, mimeMethod?: string): ItipMessage {
  const read = readItip(input, { mimeMethod: mimeMethod ?? null });
  if (!read.ok) throw new Error(`${read.reason}: ${read.detail}`);
  const [message] = read.messages;
  if (message === undefined || read.messages.length !== 1) throw new Error('not one message');
  return message;
}

function refusal(input: string): string | null {
  const read = readItip(input);
  return read.ok ? null : read.reason;
}

describe('readItip', () => {
  it('reads a reply', () => {
    expect(only(calendar(REPLY))).toEqual({
      method: 'REPLY',
      uid: 'u1@meet.example',
      sequence: 2,
      sequenceGiven: true,
      dtstamp: Date.UTC(2026, 7, 20, 12, 30, 15),
      organizer: { address: 'meet+t1@meet.example', cn: null, sentBy: null },
      attendees: [
        {
          address: 'janis@partner.example',
          cn: 'Janis',
          partstat: 'ACCEPTED',
          partstatGiven: 'ACCEPTED',
          role: null,
          sentBy: null,
          delegatedTo: [],
          delegatedFrom: [],
        },
      ],
      recurrenceId: null,
      recurs: false,
      start: { kind: 'instant', at: Date.UTC(2026, 8, 1, 9), zone: 'UTC' },
      end: { kind: 'instant', at: Date.UTC(2026, 8, 1, 10), zone: 'UTC' },
      comment: null,
      summary: null,
      location: null,
      status: null,
    });
  });

  describe('forgives what mail does to a calendar', () => {
    it.each([
      ['a byte order mark', (text: string) => `\uFEFF${text}`],
      ['a footer after the end', (text: string) => `${text}\r\n-- \r\nThis mail was scanned.\r\n`],
      ['text before the beginning', (text: string) => `Hello\r\n\r\n${text}`],
      ['bare LF', (text: string) => text.replaceAll('\r\n', '\n')],
      ['bare CR', (text: string) => text.replaceAll('\r\n', '\r')],
      ['no newline at the end', (text: string) => text.trimEnd()],
      ['empty lines', (text: string) => text.replaceAll('\r\n', '\r\n\r\n')],
      ['a line without a colon', (text: string) => text.replace('SEQUENCE', 'what is this\r\nSEQUENCE')],
      [
        'lower-case names',
        (text: string) => text.replace('BEGIN:VEVENT', 'begin:vevent').replace('UID', 'uid'),
      ],
      ['folds after 72', (text: string) => text.replace(/(.{72})/g, '$1\r\n\t')],
      ['enumerations in another case', (text: string) => text.replace('ACCEPTED', 'Accepted')],
      ['MAILTO: in capitals', (text: string) => text.replaceAll('mailto:', 'MAILTO:')],
      ['addresses in another case', (text: string) => text.replace('janis@partner', 'Janis@Partner')],
      ['a broken property that is not needed', (text: string) => text.replace('UID', 'GEO;X="open:1\r\nUID')],
      [
        'a VALARM with an ATTENDEE-like mess',
        (t: string) =>
          t.replace('END:VEVENT', 'BEGIN:VALARM\r\nUID:other\r\nTRIGGER:x\r\nEND:VALARM\r\nEND:VEVENT'),
      ],
    ])('%s', (_what, change) => {
      expect(only(change(calendar(REPLY)))).toEqual(only(calendar(REPLY)));
    });

    it('notes what it forgave', () => {
      const read = readItip(calendar(`${REPLY}\nno colon here`), { mimeMethod: 'request' });
      expect(read).toMatchObject({ ok: true, notes: ['lines-dropped', 'method-differs'] });
    });
  });

  describe('in bytes', () => {
    const text = calendar(`${REPLY}\nCOMMENT:Labi, paldies – ēdīsim`);
    const bytes = new TextEncoder().encode(text);

    it('unfolds before it decodes, so that a character split by a fold survives', () => {
      const at = bytes.indexOf(0xc4); // first byte of ē
      const folded = new Uint8Array([...bytes.slice(0, at + 1), 13, 10, 32, ...bytes.slice(at + 1)]);
      expect(only(folded).comment).toBe('Labi, paldies – ēdīsim');
    });

    it.each([['utf-8'], ['us-ascii'], ['iso-8859-1'], ['x-unheard-of'], [null]])(
      'reads UTF-8 that is labelled %s',
      (charset) => {
        expect(decodeCalendar(bytes, charset)).toBe(text);
      },
    );

    it('reads Baltic Windows when it says so and is no UTF-8', () => {
      expect(decodeCalendar(new Uint8Array([0x52, 0xee, 0x67, 0x61]), 'windows-1257')).toBe('Rīga');
    });

    it('reads UTF-16 by its byte order mark', () => {
      expect(only(Buffer.from(`\uFEFF${text}`, 'utf16le')).comment).toBe('Labi, paldies – ēdīsim');
    });
  });

  describe('times', () => {
    const at = (lines: string, more = '') => only(calendar(`UID:u\n${lines}`, undefined, more));
    const vtimezone = (tzid: string) => `BEGIN:VTIMEZONE
TZID:${tzid}
BEGIN:STANDARD
DTSTART:16010101T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
`;

    it.each([
      ['Europe/Riga', ''],
      ['FLE Standard Time', ''],
      ['"FLE Standard Time"', ''],
      ['/mozilla.org/20070129_1/Europe/Riga', ''],
      ['FLE Standard Time', vtimezone('FLE Standard Time')],
      ['Customized Time Zone', vtimezone('Customized Time Zone')],
    ])('nine in the morning under TZID=%s', (tzid, more) => {
      const summer = at(`DTSTART;TZID=${tzid}:20260901T090000`, more).start;
      const winter = at(`DTSTART;TZID=${tzid}:20261201T090000`, more).start;
      expect(summer).toMatchObject({ kind: 'instant', at: Date.UTC(2026, 8, 1, 6) });
      expect(winter).toMatchObject({ kind: 'instant', at: Date.UTC(2026, 11, 1, 7) });
    });

    it.each([
      ['20261025T025900', Date.UTC(2026, 9, 24, 23, 59)],
      ['20261025T043000', Date.UTC(2026, 9, 25, 2, 30)],
      ['20260329T023000', Date.UTC(2026, 2, 29, 0, 30)],
      ['20260329T043000', Date.UTC(2026, 2, 29, 1, 30)],
      ['20260101T000000', Date.UTC(2025, 11, 31, 22)],
    ])('a private zone follows its own rules around the change of clocks: %s', (local, expected) => {
      expect(at(`DTSTART;TZID=Office:${local}`, vtimezone('Office')).start).toMatchObject({ at: expected });
    });

    it('a zone nobody knows leaves the time floating, whatever the zone of this machine', () => {
      const read = readItip(calendar('UID:u\nDTSTART;TZID=Moon/Base:20260901T090000'));
      expect(read).toMatchObject({
        ok: true,
        messages: [{ start: { kind: 'floating', local: '2026-09-01T09:00:00', tzid: 'Moon/Base' } }],
        notes: ['zone-unknown'],
      });
    });

    it('a zone whose rules are of another kind leaves the time floating', () => {
      const odd = vtimezone('Office').replaceAll('FREQ=YEARLY', 'FREQ=DAILY;BYMONTHDAY=30');
      expect(at('DTSTART;TZID=Office:20260901T090000', odd).start).toMatchObject({ kind: 'floating' });
    });

    it('a date is a date', () => {
      expect(at('DTSTART;VALUE=DATE:20260901').start).toEqual({ kind: 'date', date: '2026-09-01' });
    });

    it('DURATION ends what DTSTART begins, on the wall clock', () => {
      const event = at('DTSTART;TZID=Europe/Riga:20261024T120000\nDURATION:P1DT30M');
      expect(event.end).toMatchObject({ at: Date.UTC(2026, 9, 25, 10, 30) });
    });

    it.each(['20260231T090000Z', '20260901T250000Z', '00000101T000000Z', 'tomorrow', '20260901', ''])(
      '%j is no DTSTAMP',
      (value) => {
        const read = readItip(calendar(`UID:u\nDTSTAMP:${value}`));
        expect(read).toMatchObject({
          ok: true,
          messages: [{ dtstamp: null }],
          notes: ['dtstamp-unreadable'],
        });
      },
    );
  });

  describe('shapes of mail programs', () => {
    it('Google: a comment as a parameter', () => {
      const reply = only(
        calendar(
          `UID:u\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="Sorry; ill, until 10:30":mailto:a@b.example`,
        ),
      );
      expect(reply).toMatchObject({
        comment: 'Sorry; ill, until 10:30',
        attendees: [{ partstat: 'DECLINED', cn: null }],
      });
    });

    it('Outlook: no ORGANIZER, LANGUAGE on the comment, its own SEQUENCE', () => {
      const reply = only(
        calendar(`ATTENDEE;PARTSTAT=TENTATIVE:mailto:a@b.example
COMMENT;LANGUAGE=en-US:maybe\\n
UID:u
X-MICROSOFT-CDO-APPT-SEQUENCE:3
SUMMARY;LANGUAGE=en-US:Tentative: Visit`),
      );
      expect(reply).toMatchObject({ organizer: null, comment: 'maybe\n', sequence: 3, sequenceGiven: true });
    });

    it('KDE: SEQUENCE left out when 0', () => {
      expect(only(calendar('UID:u'))).toMatchObject({ sequence: 0, sequenceGiven: false });
    });

    it('Apple: no METHOD in the calendar, the address in EMAIL', () => {
      const text = calendar('UID:u\nATTENDEE;EMAIL=A@b.example;PARTSTAT=ACCEPTED:/aMTIz/principal/', '');
      expect(readItip(text)).toMatchObject({ ok: false, reason: 'method-missing' });
      expect(only(text, 'reply')).toMatchObject({ method: 'REPLY', attendees: [{ address: 'a@b.example' }] });
    });

    it('delegation', () => {
      const reply = only(
        calendar(`UID:u
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:B@x.example","MAILTO:c@x.example":mailto:a@x.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:a@x.example";SENT-BY="mailto:s@x.example":mailto:b@x.example`),
      );
      expect(reply.attendees).toMatchObject([
        { partstat: 'DELEGATED', delegatedTo: ['b@x.example', 'c@x.example'] },
        { delegatedFrom: ['a@x.example'], sentBy: 's@x.example' },
      ]);
    });

    it('values nobody knows mean NEEDS-ACTION', () => {
      expect(only(calendar('UID:u\nATTENDEE;PARTSTAT=X-MAYBE:mailto:a@b.example')).attendees).toMatchObject([
        { partstat: 'NEEDS-ACTION', partstatGiven: 'X-MAYBE' },
      ]);
    });

    it('two VCALENDARs in one text', () => {
      const read = readItip(calendar('UID:u1') + calendar('UID:u2'));
      expect(read).toMatchObject({ ok: true, messages: [{ uid: 'u1' }, { uid: 'u2' }] });
    });
  });

  describe('refuses by name', () => {
    it.each([
      ['empty', ' \r\n'],
      ['not-a-calendar', 'Tuesday at ten is fine'],
      ['truncated', calendar(REPLY).replace('END:VCALENDAR\r\n', '')],
      ['unbalanced', calendar(REPLY).replace('END:VEVENT', 'END:VTODO')],
      ['unbalanced', calendar('UID:u\nBEGIN:VCALENDAR\nEND:VCALENDAR')],
      ['unbalanced', calendar(`UID:u${'\nBEGIN:X'.repeat(9)}${'\nEND:X'.repeat(9)}`)],
      ['unparsable', calendar('UID:u\nATTENDEE;CN="open:mailto:a@b.example')],
      ['method-missing', calendar('UID:u', '')],
      ['method-unknown', calendar('UID:u', 'METHOD:X-SURPRISE\n')],
      ['no-event', calendar('UID:u').replaceAll('VEVENT', 'VTODO')],
      ['uid-missing', calendar('SEQUENCE:1')],
      ['sequence-unreadable', calendar('UID:u\nSEQUENCE:-1')],
      ['sequence-unreadable', calendar('UID:u\nSEQUENCE:99999999999')],
      ['property-repeated', calendar('UID:u\nUID:v')],
      ['property-repeated', calendar('UID:u\nDTSTAMP:20260820T123015Z\nDTSTAMP:20260820T123016Z')],
      ['property-repeated', calendar('UID:u', 'METHOD:REPLY\nMETHOD:CANCEL\n')],
    ])('%s', (reason, text) => {
      expect(refusal(text)).toBe(reason);
    });

    it.each([
      ['too-large', () => calendar(`UID:u\nDESCRIPTION:${'x'.repeat(256 * 1024)}`)],
      ['too-many-lines', () => calendar(`UID:u${'\nX:1'.repeat(20_001)}`)],
      ['too-many-calendars', () => calendar('UID:u').repeat(6)],
      ['too-many-events', () => calendar(`UID:u${'\nEND:VEVENT\nBEGIN:VEVENT\nUID:u'.repeat(20)}`)],
      ['too-many-attendees', () => calendar(`UID:u${'\nATTENDEE:mailto:a@b.example'.repeat(201)}`)],
    ])('%s, before anything is parsed', (reason, text) => {
      expect(refusal(text())).toBe(reason);
    });
  });

  it('does not expand, or even read, a recurrence rule', () => {
    expect(only(calendar('UID:u\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30')).recurs).toBe(true);
    expect(only(calendar('UID:u\nRRULE:FREQ=nonsense')).recurs).toBe(true);
  });

  it('is not led astray by names every object has', () => {
    const text = calendar(
      'UID:u\nCONSTRUCTOR:1\n__PROTO__:1\nATTENDEE;__PROTO__=x;CONSTRUCTOR=y:mailto:a@b.example',
    );
    expect(only(text).attendees).toMatchObject([{ address: 'a@b.example', cn: null, sentBy: null }]);
  });

  it('lets no control character out', () => {
    const read = only(calendar('UID:u\u0000\nSUMMARY:a\u0007b\u001b[0m\nCOMMENT:x\\ny'));
    expect(read).toMatchObject({ uid: 'u', summary: 'ab[0m', comment: 'x\ny' });
  });

  it('answers every text with messages or a named refusal', () => {
    const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const base = calendar(REPLY);
    const pieces = [
      '\r\n',
      '\n ',
      '"',
      ';',
      ':',
      ',',
      '=',
      '\\',
      '\0',
      'BEGIN:VEVENT\r\n',
      'END:VEVENT\r\n',
      'TZID=',
      '😀',
    ];
    const edit = fc.record({
      at: fc.nat(base.length),
      cut: fc.nat(40),
      put: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 20 })),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const text = edits.reduce((t, e) => t.slice(0, e.at) + e.put + t.slice(e.at + e.cut), base);
        const read = readItip(text);
        if (read.ok) expect(read.messages.every((message) => message.uid !== '')).toBe(true);
        else expect(read.reason).toMatch(/^[a-z-]+$/);
        expect(readItip(text)).toEqual(read);
      }),
      { seed, numRuns: 1_000 },
    );
    console.info(`read fuzz: seed ${seed}`);
  });
});
