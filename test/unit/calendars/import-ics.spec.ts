import type { RemoteEvent } from '../../../src/calendars/calendar.port.js';
import { type ImportReply, importIcs } from '../../../src/calendars/feed/import-ics.js';

const file = (...lines: string[]): Uint8Array =>
  Buffer.from(
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
  );
const event = (...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  'UID:u1',
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
];

const read = (bytes: Uint8Array, zone = 'Europe/Riga'): Extract<ImportReply, { ok: true }> => {
  const reply = importIcs({ bytes, zone });
  if (!reply.ok) throw new Error(reply.detail);
  return reply;
};
const events = (bytes: Uint8Array): RemoteEvent[] =>
  read(bytes).changes.flatMap((change) => (change.kind === 'event' ? [change.event] : []));
const only = (...lines: string[]): RemoteEvent => {
  const [one] = events(file(...event(...lines)));
  if (one === undefined) throw new Error(JSON.stringify(read(file(...event(...lines))).skipped));
  return one;
};
const startOf = (one: RemoteEvent | undefined): string => {
  if (one === undefined) return 'nothing';
  return one.start.kind === 'date'
    ? one.start.date
    : `${new Date(one.start.at).toISOString()} ${one.start.zone}`;
};

const OUTLOOK_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Customized Time Zone 1',
  'BEGIN:STANDARD',
  'DTSTART:16010101T040000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'TZOFFSETFROM:+0300',
  'TZOFFSETTO:+0200',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T030000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0300',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

describe('times of exported calendars', () => {
  test.each([
    ['UTC', 'DTSTART:20260601T070000Z', '2026-06-01T07:00:00.000Z UTC'],
    [
      'a zone by its name',
      'DTSTART;TZID=Europe/Riga:20260601T100000',
      '2026-06-01T07:00:00.000Z Europe/Riga',
    ],
    ['in quotes', 'DTSTART;TZID="Europe/Riga":20260601T100000', '2026-06-01T07:00:00.000Z Europe/Riga'],
    [
      'a Windows zone',
      'DTSTART;TZID=Eastern Standard Time:20260601T100000',
      '2026-06-01T14:00:00.000Z America/New_York',
    ],
    [
      'behind a vendor’s prefix',
      'DTSTART;TZID=/mozilla.org/20070129_1/Europe/Riga:20260601T100000',
      '2026-06-01T07:00:00.000Z Europe/Riga',
    ],
    ['floating: the client’s zone', 'DTSTART:20260601T100000', '2026-06-01T07:00:00.000Z Europe/Riga'],
    ['a whole day', 'DTSTART;VALUE=DATE:20260601', '2026-06-01'],
    ['a whole day without VALUE', 'DTSTART:20260601', '2026-06-01'],
  ])('%s', (_, line, expected) => {
    expect(startOf(only(line))).toBe(expected);
  });

  test('a private zone is known by its clocks, and keeps its name’s summer time', () => {
    const [winter] = events(
      file(...OUTLOOK_ZONE, ...event('DTSTART;TZID=Customized Time Zone 1:20260105T100000')),
    );
    const [summer] = events(
      file(...OUTLOOK_ZONE, ...event('DTSTART;TZID=Customized Time Zone 1:20260601T100000')),
    );
    expect(startOf(winter)).toBe('2026-01-05T08:00:00.000Z Europe/Riga');
    expect(startOf(summer)).toBe('2026-06-01T07:00:00.000Z Europe/Riga');
  });

  test('the VTIMEZONE may come after the events', () => {
    const [one] = events(
      file(...event('DTSTART;TZID=Customized Time Zone 1:20260601T100000'), ...OUTLOOK_ZONE),
    );
    expect(startOf(one)).toBe('2026-06-01T07:00:00.000Z Europe/Riga');
  });

  test('X-WR-TIMEZONE is where floating times live', () => {
    const [one] = events(file('X-WR-TIMEZONE:America/New_York', ...event('DTSTART:20260601T100000')));
    expect(startOf(one)).toBe('2026-06-01T14:00:00.000Z America/New_York');
  });

  test.each([
    ['DTEND', 'DTEND:20260601T083000Z', 90],
    ['DURATION', 'DURATION:PT45M', 45],
    ['none', 'SUMMARY:x', 0],
  ])('the end by %s', (_, line, minutes) => {
    const one = only('DTSTART:20260601T070000Z', line);
    expect(
      one.end.kind === 'instant' && one.start.kind === 'instant' && (one.end.at - one.start.at) / 60_000,
    ).toBe(minutes);
  });

  test('whole days: one without an end, and one whose end is its start, last a day', () => {
    expect(only('DTSTART;VALUE=DATE:20260601').end).toEqual({ kind: 'date', date: '2026-06-02' });
    expect(only('DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260601').end).toEqual({
      kind: 'date',
      date: '2026-06-02',
    });
    expect(only('DTSTART;VALUE=DATE:20260601', 'DURATION:P3D').end).toEqual({
      kind: 'date',
      date: '2026-06-04',
    });
  });
});

describe('events of exported calendars', () => {
  test('series with exceptions: moved, cancelled, left out', () => {
    const { changes } = read(
      file(
        ...event(
          'DTSTART;TZID=Europe/Riga:20260601T100000',
          'DTEND;TZID=Europe/Riga:20260601T110000',
          'RRULE:FREQ=WEEKLY',
          'EXDATE;TZID=Europe/Riga:20260622T100000',
        ),
        ...event(
          'RECURRENCE-ID;TZID=Europe/Riga:20260608T100000',
          'DTSTART;TZID=Europe/Riga:20260609T150000',
          'DTEND;TZID=Europe/Riga:20260609T160000',
        ),
        ...event('RECURRENCE-ID:20260615T070000Z', 'STATUS:CANCELLED', 'DTSTART:20260615T070000Z'),
      ),
    );
    expect(changes).toMatchObject([
      {
        kind: 'event',
        event: { id: 'u1', recurrence: ['RRULE:FREQ=WEEKLY', 'EXDATE;TZID=Europe/Riga:20260622T100000'] },
      },
      { kind: 'event', event: { id: 'u1/2026-06-08T07:00:00.000Z', recurringEventId: 'u1' } },
      { kind: 'removed', id: 'u1/2026-06-15T07:00:00.000Z', recurringEventId: 'u1' },
    ]);
  });

  test('of an event that is in the file twice the newer one counts', () => {
    const found = events(
      file(
        ...event('DTSTART:20260601T070000Z', 'SEQUENCE:2', 'SUMMARY:new'),
        ...event('DTSTART:20260601T080000Z', 'SEQUENCE:1', 'SUMMARY:old'),
      ),
    );
    expect(found.map((one) => one.title)).toEqual(['new']);
  });

  test('free, tentative and Outlook’s own words', () => {
    const of = (line: string) => only('DTSTART:20260601T070000Z', line).blocking;
    expect(of('TRANSP:TRANSPARENT')).toBe('free');
    expect(of('X-MICROSOFT-CDO-BUSYSTATUS:FREE')).toBe('free');
    expect(of('X-MICROSOFT-CDO-BUSYSTATUS:OOF')).toBe('busy');
    expect(of('STATUS:TENTATIVE')).toBe('tentative');
  });

  test('folded in the middle of a character, escaped, with an alarm inside', () => {
    const summary = Buffer.from('SUMMARY:Bērziņš\\, a');
    const cut = summary.indexOf(0xc4) + 1;
    const bytes = Buffer.concat([
      Buffer.from('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTART:20260601T070000Z\r\n'),
      summary.subarray(0, cut),
      Buffer.from('\r\n '),
      summary.subarray(cut),
      Buffer.from(
        '\r\nBEGIN:VALARM\r\nSUMMARY:alarm\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR',
      ),
    ]);
    expect(events(bytes).map((one) => one.title)).toEqual(['Bērziņš, a']);
  });

  test.each([
    [
      'a byte order mark',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file(...event('DTSTART:20260601T070000Z'))]),
    ],
    [
      'UTF-16',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(Buffer.from(file(...event('DTSTART:20260601T070000Z'))).toString(), 'utf16le'),
      ]),
    ],
    [
      'bare line feeds',
      Buffer.from(
        Buffer.from(file(...event('DTSTART:20260601T070000Z')))
          .toString()
          .replaceAll('\r', ''),
      ),
    ],
    [
      'windows-1252',
      Buffer.concat([
        Buffer.from('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260601T070000Z\nSUMMARY:Caf'),
        Buffer.from([0xe9]),
        Buffer.from('\nEND:VEVENT\nEND:VCALENDAR'),
      ]),
    ],
  ])('%s', (_, bytes) => {
    expect(events(bytes)).toHaveLength(1);
  });
});

describe('what makes no sense', () => {
  test('is left out and named with its line; the rest is taken', () => {
    const reply = read(
      file(
        ...event('SUMMARY:No start'),
        ...event('SUMMARY:31 February', 'DTSTART:20260231T100000Z'),
        ...event('SUMMARY:Backwards', 'DTSTART:20260601T100000Z', 'DTEND:20260601T090000Z'),
        ...event('SUMMARY:Nowhere', 'DTSTART;TZID=Mars/Olympus:20260601T100000'),
        ...event('SUMMARY:Mixed', 'DTSTART:20260601T100000Z', 'DTEND;VALUE=DATE:20260602'),
        ...event('SUMMARY:Bad original', 'RECURRENCE-ID:never', 'DTSTART:20260601T100000Z'),
        ...event('SUMMARY:Good', 'DTSTART:20260601T100000Z'),
      ),
    );
    expect(reply.changes).toHaveLength(1);
    expect(reply.skipped.map(({ line, what, reason }) => `${line} ${what}: ${reason}`)).toEqual([
      '4 No start: its start is missing',
      '13 31 February: its start "20260231T100000Z" is no date or time',
      '20 Backwards: its end lies before its start',
      '26 Nowhere: its start is in the zone "Mars/Olympus", which nothing explains',
      '33 Mixed: its end is a date, its start a time',
      '39 Bad original: its RECURRENCE-ID "never" is no date or time',
    ]);
  });

  test('a series whose rule cannot be read is taken with its first time, and said', () => {
    const reply = read(file(...event('SUMMARY:Often', 'DTSTART:20260601T100000Z', 'RRULE:FREQ=SECONDLY')));
    expect(reply.changes).toHaveLength(1);
    expect(reply.skipped).toMatchObject([
      { line: 9, reason: expect.stringContaining('only its first time') },
    ]);
  });

  test('an event that does not end, and a file that breaks off', () => {
    const reply = read(
      Buffer.from(
        'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Half\nDTSTART:20260601T100000Z\nBEGIN:VEVENT\nDTSTART:20260601T100000Z\nEND:VEVENT\nBEGIN:VEVENT\nSUMM',
      ),
    );
    expect(reply.changes).toHaveLength(1);
    expect(reply.skipped.map(({ line }) => line)).toEqual([2, 8]);
  });

  test('files that are no calendars', () => {
    for (const text of ['', '<!doctype html><html></html>', 'hello', '{"events": []}']) {
      expect(importIcs({ bytes: Buffer.from(text), zone: 'UTC' })).toMatchObject({
        ok: false,
        reason: 'not-a-calendar',
      });
    }
    expect(importIcs({ bytes: new Uint8Array(11 * 1024 * 1024), zone: 'UTC' })).toMatchObject({
      reason: 'too-large',
    });
  });

  test('more events than anybody has', () => {
    const bytes = file(...Array.from({ length: 50_001 }, () => 'BEGIN:VEVENT\r\nEND:VEVENT'));
    expect(importIcs({ bytes, zone: 'UTC' })).toMatchObject({ ok: false, reason: 'too-large' });
  });

  test('random damage never throws', () => {
    const good = Buffer.from(
      file(
        ...OUTLOOK_ZONE,
        ...event(
          'DTSTART;TZID=Customized Time Zone 1:20260601T100000',
          'RRULE:FREQ=MONTHLY;BYDAY=-1FR',
          'EXDATE:20260626T070000Z',
        ),
      ),
    );
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return seed % n;
    };
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(good);
      for (let i = 0; i <= random(4); i++) bytes[random(bytes.length)] = random(256);
      expect(
        typeof importIcs({ bytes: bytes.subarray(0, bytes.length - random(40)), zone: 'Europe/Riga' }).ok,
      ).toBe('boolean');
    }
  });
});
