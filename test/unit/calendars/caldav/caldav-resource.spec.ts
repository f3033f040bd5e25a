import { type Reader, readResource } from '../../../../src/calendars/caldav/caldav-resource.js';
import type { RemoteChange, RemoteEvent } from '../../../../src/calendars/calendar.port.js';

const READER: Reader = { zone: 'Europe/Riga', me: ['anna@example.org', '/principals/anna/'] };

const text = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  'UID:u1',
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
];
const changes = (body: string, whole = false, reader = READER): RemoteChange[] =>
  readResource({ id: '/anna/main/a.ics', etag: '"1"', text: body }, reader, whole);
const events = (body: string, reader = READER): readonly RemoteEvent[] => {
  const [change] = changes(body, false, reader);
  if (change?.kind !== 'series') throw new Error(JSON.stringify(change));
  return change.events;
};
const only = (...lines: string[]): RemoteEvent => {
  const [one] = events(text(...event('DTSTART:20260601T070000Z', 'DURATION:PT1H', ...lines)));
  if (one === undefined) throw new Error('nothing was read');
  return one;
};
const times = (one: RemoteEvent | undefined): string =>
  one?.start.kind === 'instant'
    ? `${new Date(one.start.at).toISOString()} ${one.start.zone}`
    : (one?.start.date ?? 'nothing');

describe('a calendar object', () => {
  test('is one series: the master under its href, exceptions under their place in it', () => {
    const body = text(
      ...event('DTSTART;TZID=Europe/Riga:20260601T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY', 'SUMMARY:W'),
      ...event(
        'RECURRENCE-ID;TZID=Europe/Riga:20260608T100000',
        'DTSTART;TZID=Europe/Riga:20260609T150000',
        'DURATION:PT1H',
      ),
      ...event(
        'RECURRENCE-ID;TZID=Europe/Riga:20260615T100000',
        'DTSTART;TZID=Europe/Riga:20260615T100000',
        'STATUS:CANCELLED',
      ),
    );
    expect(changes(body)).toMatchObject([
      {
        kind: 'series',
        id: '/anna/main/a.ics',
        events: [
          { id: '/anna/main/a.ics', recurrence: ['RRULE:FREQ=WEEKLY'], recurringEventId: null, etag: '"1"' },
          {
            id: '/anna/main/a.ics#2026-06-08T07:00:00.000Z',
            recurringEventId: '/anna/main/a.ics',
            status: 'confirmed',
            blocking: 'busy',
          },
          { id: '/anna/main/a.ics#2026-06-15T07:00:00.000Z', status: 'cancelled', blocking: 'free' },
        ],
      },
    ]);
    expect(changes(body, true).map((change) => change.kind)).toEqual(['event', 'event', 'event']);
  });

  test('without an event is nothing, and one that was called off is gone', () => {
    expect(changes(text('BEGIN:VTODO', 'UID:t', 'SUMMARY:task', 'END:VTODO'))).toEqual([
      { kind: 'removed', id: '/anna/main/a.ics' },
    ]);
    expect(changes(text(...event('DTSTART:20260601T070000Z', 'STATUS:CANCELLED')))).toEqual([
      { kind: 'removed', id: '/anna/main/a.ics' },
    ]);
  });

  test('an exception without its series, as people get who are invited to one time alone', () => {
    const body = text(
      ...event('RECURRENCE-ID:20260608T070000Z', 'DTSTART:20260608T080000Z', 'DURATION:PT1H'),
    );
    expect(events(body)).toMatchObject([
      { id: '/anna/main/a.ics#2026-06-08T07:00:00.000Z', recurringEventId: '/anna/main/a.ics' },
    ]);
  });

  test('what makes no sense is shown, an exception of it with its series', () => {
    expect(changes('<html>no</html>')).toMatchObject([{ kind: 'unreadable', id: '/anna/main/a.ics' }]);
    expect(changes(text(...event('DTSTART:yesterday')))).toMatchObject([
      { kind: 'unreadable', id: '/anna/main/a.ics' },
    ]);
    const body = text(
      ...event('DTSTART:20260601T070000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
      ...event('RECURRENCE-ID:20260608T070000Z', 'DTSTART:some day'),
    );
    expect(changes(body)).toMatchObject([
      { kind: 'series', events: [{ id: '/anna/main/a.ics' }] },
      {
        kind: 'unreadable',
        id: '/anna/main/a.ics#?20260608T070000Z',
        recurringEventId: '/anna/main/a.ics',
      },
    ]);
  });
});

describe('times of calendar objects', () => {
  const CONTRADICTING = [
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Riga',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:-0800',
    'TZOFFSETTO:-0800',
    'END:STANDARD',
    'END:VTIMEZONE',
  ];

  test.each([
    ['TZID', [], 'DTSTART;TZID=Europe/Riga:20260601T100000', '2026-06-01T07:00:00.000Z Europe/Riga'],
    [
      'a VTIMEZONE that contradicts its name',
      CONTRADICTING,
      'DTSTART;TZID=Europe/Riga:20260601T100000',
      '2026-06-01T07:00:00.000Z Europe/Riga',
    ],
    [
      'a Windows name',
      [],
      'DTSTART;TZID=FLE Standard Time:20260601T100000',
      '2026-06-01T07:00:00.000Z Europe/Kiev',
    ],
    ['floating', [], 'DTSTART:20260601T100000', '2026-06-01T07:00:00.000Z Europe/Riga'],
    ['DATE', [], 'DTSTART;VALUE=DATE:20260601', '2026-06-01'],
  ])('%s', (_, zone, line, expected) => {
    const [one] = events(text(...zone, ...event(line)));
    expect(times(one).replace('Kyiv', 'Kiev')).toBe(expected);
  });

  test('floating times of our own events live where the meeting does, whatever the calendar says', () => {
    const body = text(...event('DTSTART:20260601T100000', 'X-MEETBROKER-ZONE:Europe/Riga'));
    expect(times(events(body, { ...READER, zone: 'America/New_York' })[0])).toBe(
      '2026-06-01T07:00:00.000Z Europe/Riga',
    );
  });
});

describe('what a calendar object occupies', () => {
  const invited = (partstat: string, address = 'mailto:Anna@Example.org') =>
    only(`ATTENDEE;PARTSTAT=${partstat}:${address}`, 'ORGANIZER:mailto:bert@example.org').blocking;

  test.each([
    ['opaque', 'TRANSP:OPAQUE', 'busy'],
    ['transparent', 'TRANSP:TRANSPARENT', 'free'],
    ['tentative', 'STATUS:TENTATIVE', 'tentative'],
  ])('%s', (_, line, blocking) => {
    expect(only(line).blocking).toBe(blocking);
  });

  test.each([
    ['ACCEPTED', 'busy'],
    ['DECLINED', 'free'],
    ['DELEGATED', 'free'],
    ['TENTATIVE', 'tentative'],
    ['NEEDS-ACTION', 'unanswered'],
  ])('an invitation that the owner answered with %s', (partstat, blocking) => {
    expect(invited(partstat)).toBe(blocking);
  });

  test('the owner is found by mail address, by principal and by the EMAIL parameter; nobody else is', () => {
    expect(invited('DECLINED', '/principals/anna/')).toBe('free');
    expect(only('ATTENDEE;PARTSTAT=DECLINED;EMAIL=anna@example.org:urn:uuid:1').blocking).toBe('free');
    expect(only('ATTENDEE:mailto:anna@example.org').blocking).toBe('unanswered');
    expect(invited('DECLINED', 'mailto:bert@example.org')).toBe('busy');
  });

  test('the owner’s own invitation counts as meant', () => {
    expect(
      only('ORGANIZER:mailto:anna@example.org', 'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:anna@example.org')
        .blocking,
    ).toBe('busy');
  });

  test('what is free stays free, whatever was answered', () => {
    expect(only('TRANSP:TRANSPARENT', 'ATTENDEE;PARTSTAT=TENTATIVE:mailto:anna@example.org').blocking).toBe(
      'free',
    );
  });

  test('a tentative event that was made free is still tentative', () => {
    expect(only('TRANSP:TRANSPARENT', 'STATUS:TENTATIVE')).toMatchObject({
      status: 'tentative',
      blocking: 'free',
    });
  });
});
