import type { OwnEvent } from '../../../src/calendars/calendar.port.js';
import {
  fromSeries,
  type GraphEvent,
  isStub,
  MARK_PROPERTY,
  markValue,
  toCalendar,
  toEvent,
  toNewBody,
  toPatch,
} from '../../../src/calendars/graph/graph-event.js';
import { toTimes, zoneOf } from '../../../src/calendars/graph/graph-time.js';

/** As https://learn.microsoft.com/en-us/graph/api/event-get shows one, with what is read of it. */
const timed: GraphEvent = {
  '@odata.etag': 'W/"ZlnW4RIAV06KYYwlrfNZvQAAKGWwbw=="',
  id: 'AAMkAGIAAAoZDOFAAA=',
  subject: 'Orientation',
  body: { contentType: 'text', content: 'Dana, this is the time you selected.\r\n' },
  start: { dateTime: '2026-06-01T07:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-06-01T08:00:00.0000000', timeZone: 'UTC' },
  location: { displayName: 'Assembly Hall' },
  originalStartTimeZone: 'FLE Standard Time',
  iCalUId: '040000008200E00074C5B7101A82E008',
  isAllDay: false,
  isCancelled: false,
  showAs: 'busy',
  type: 'singleInstance',
  responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
};
const own: OwnEvent = {
  key: '0f0e0d0c-0b0a-8908-8706-050403020100',
  mark: {
    meetingId: '0199aaaa-0000-7000-8000-000000000001',
    optionId: '0199aaaa-0000-7000-8000-000000000002',
  },
  icalUid: 'uid@meet.example',
  title: 'Orientation',
  description: 'Dana, this is the time you selected.',
  location: 'Assembly Hall',
  start: Date.UTC(2026, 5, 1, 7),
  end: Date.UTC(2026, 5, 1, 8),
  zone: 'Europe/Riga',
  status: 'confirmed',
};

describe('an event of Graph', () => {
  test('is read whole, its text in plain lines', () => {
    expect(toEvent(timed)).toEqual({
      id: 'AAMkAGIAAAoZDOFAAA=',
      etag: 'W/"ZlnW4RIAV06KYYwlrfNZvQAAKGWwbw=="',
      icalUid: '040000008200E00074C5B7101A82E008',
      status: 'confirmed',
      blocking: 'busy',
      start: { kind: 'instant', at: Date.UTC(2026, 5, 1, 7), zone: 'Europe/Kiev' },
      end: { kind: 'instant', at: Date.UTC(2026, 5, 1, 8), zone: 'Europe/Kiev' },
      recurrence: [],
      recurringEventId: null,
      originalStart: null,
      title: 'Orientation',
      description: 'Dana, this is the time you selected.',
      location: 'Assembly Hall',
      mark: null,
    });
  });

  test('without an id or with times that make no sense it is none', () => {
    expect(toEvent({ ...timed, id: '' })).toBeNull();
    expect(toEvent({ ...timed, start: null })).toBeNull();
    expect(toEvent({ ...timed, start: { dateTime: '2026-02-30T07:00:00', timeZone: 'UTC' } })).toBeNull();
    expect(toEvent({ ...timed, start: { dateTime: 'tomorrow', timeZone: 'UTC' } })).toBeNull();
    expect(toEvent({ ...timed, start: { dateTime: '2026-06-01T07:00:00', timeZone: 'Nowhere' } })).toBeNull();
    expect(toEvent({ ...timed, end: { dateTime: '2026-06-01T06:00:00', timeZone: 'UTC' } })).toBeNull();
  });

  const cases: [string, GraphEvent, string, string][] = [
    ['shown as free', { showAs: 'free' }, 'free', 'confirmed'],
    ['shown as tentative', { showAs: 'tentative' }, 'tentative', 'tentative'],
    ['out of office', { showAs: 'oof' }, 'busy', 'confirmed'],
    ['working elsewhere', { showAs: 'workingElsewhere' }, 'elsewhere', 'confirmed'],
    ['shown as nothing that is known', { showAs: 'unknown' }, 'busy', 'confirmed'],
    ['declined', { responseStatus: { response: 'declined' } }, 'free', 'confirmed'],
    ['accepted', { responseStatus: { response: 'accepted' } }, 'busy', 'confirmed'],
    [
      'not answered: Exchange shows it as tentative',
      { showAs: 'tentative', responseStatus: { response: 'notResponded' } },
      'unanswered',
      'tentative',
    ],
    [
      'answered with maybe',
      { showAs: 'tentative', responseStatus: { response: 'tentativelyAccepted' } },
      'tentative',
      'tentative',
    ],
    [
      'answered with maybe and shown as busy by hand',
      { responseStatus: { response: 'tentativelyAccepted' } },
      'tentative',
      'confirmed',
    ],
    [
      'not answered and shown as free',
      { showAs: 'free', responseStatus: { response: 'notResponded' } },
      'free',
      'confirmed',
    ],
    ['called off by its organizer', { isCancelled: true }, 'free', 'cancelled'],
  ];
  test.each(cases)('%s', (_, change, blocking, status) => {
    expect(toEvent({ ...timed, ...change })).toMatchObject({ blocking, status });
  });
});

describe('times', () => {
  const day = (start: string, end: string, timeZone = 'UTC', zone = 'FLE Standard Time') =>
    toTimes({ dateTime: start, timeZone }, { dateTime: end, timeZone }, true, zone);

  test('whole days are dates, whether Graph left them alone or converted them', () => {
    const dates = { start: { kind: 'date', date: '2026-06-23' }, end: { kind: 'date', date: '2026-06-25' } };
    expect(day('2026-06-23T00:00:00.0000000', '2026-06-25T00:00:00.0000000')).toEqual(dates);
    expect(day('2026-06-22T21:00:00.0000000', '2026-06-24T21:00:00.0000000')).toEqual(dates);
    expect(day('2026-06-23T00:00:00', '2026-06-23T00:00:00')).toBeNull();
    expect(day('2026-06-22T20:00:00', '2026-06-24T20:00:00')).toBeNull();
  });

  test('an answer in another zone than asked for is understood, Windows’ names and all', () => {
    const at = (dateTime: string, timeZone: string) =>
      toTimes({ dateTime, timeZone }, { dateTime, timeZone }, false, null)?.start;
    const noon = { kind: 'instant', at: Date.UTC(2026, 0, 15, 12), zone: null };
    expect(at('2026-01-15T14:00:00.0000000', 'FLE Standard Time')).toEqual(noon);
    expect(at('2026-01-15T14:00:00', 'Europe/Riga')).toEqual(noon);
    expect(at('2026-01-15T12:00:00Z', 'Pacific Standard Time')).toEqual(noon);
    expect(at('2026-01-15T04:00:00', 'Pacific Standard Time')).toEqual(noon);
  });

  test('zones: Windows’, IANA’s, and those that nobody can read', () => {
    expect(zoneOf('W. Europe Standard Time')).toBe('Europe/Berlin');
    expect(zoneOf('Samoa Standard Time')).toBe('Pacific/Apia');
    expect(zoneOf('Europe/Riga')).toBe('Europe/Riga');
    expect(zoneOf('tzone://Microsoft/Utc')).toBe('UTC');
    expect(zoneOf('tzone://Microsoft/Custom')).toBeNull();
    expect(zoneOf('')).toBeNull();
    expect(zoneOf(null)).toBeNull();
  });
});

describe('a stub of a delta', () => {
  const master: GraphEvent = {
    ...timed,
    '@odata.etag': 'W/"m1"',
    id: 'MASTER',
    type: 'seriesMaster',
    showAs: 'tentative',
    responseStatus: { response: 'notResponded' },
  };
  const stub: GraphEvent = {
    id: 'OCC',
    type: 'occurrence',
    seriesMasterId: 'MASTER',
    start: { dateTime: '2026-06-08T07:00:00.0000000', timeZone: 'UTC' },
    end: { dateTime: '2026-06-08T08:00:00.0000000', timeZone: 'UTC' },
  };

  test('is told by what it lacks', () => {
    expect(isStub(stub)).toBe(true);
    expect(isStub({ ...stub, showAs: 'busy' })).toBe(false);
    expect(isStub(timed)).toBe(false);
  });

  test('has title, place and availability from its series, and its own times', () => {
    const nothing = { ...stub, subject: null, location: null, responseStatus: null };
    expect(toEvent(fromSeries(nothing, master))).toMatchObject({
      id: 'OCC',
      recurringEventId: 'MASTER',
      title: 'Orientation',
      location: 'Assembly Hall',
      blocking: 'unanswered',
      start: { at: Date.UTC(2026, 5, 8, 7), zone: 'Europe/Kiev' },
      description: null,
    });
  });

  test('its etag changes with its series, and with its own times', () => {
    const etag = (one: GraphEvent, of = master) => toEvent(fromSeries(one, of))?.etag;
    expect(etag(stub)).toBe(etag({ ...stub }));
    expect(etag(stub, { ...master, '@odata.etag': 'W/"m2"' })).not.toBe(etag(stub));
    const later = { dateTime: '2026-06-08T09:00:00.0000000', timeZone: 'UTC' };
    expect(etag({ ...stub, end: later })).not.toBe(etag(stub));
  });
});

describe('an own event', () => {
  test('is sent with its key twice: as what makes creating idempotent, and where it can be asked for', () => {
    expect(toNewBody(own)).toEqual({
      subject: 'Orientation',
      body: { contentType: 'text', content: 'Dana, this is the time you selected.' },
      location: { displayName: 'Assembly Hall' },
      start: { dateTime: '2026-06-01T07:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-06-01T08:00:00', timeZone: 'UTC' },
      isAllDay: false,
      showAs: 'busy',
      transactionId: own.key,
      singleValueExtendedProperties: [
        { id: MARK_PROPERTY, value: `${own.key}.${own.mark.meetingId}.${own.mark.optionId}` },
      ],
    });
    expect(toNewBody({ ...own, status: 'tentative' }).showAs).toBe('tentative');
    expect(toNewBody(own).attendees).toBeUndefined();
  });

  const marked: GraphEvent = {
    ...timed,
    singleValueExtendedProperties: [{ id: MARK_PROPERTY.toUpperCase(), value: markValue(own) }],
  };

  test('its mark is read back, in whatever case Exchange writes the id', () => {
    expect(toEvent(marked)?.mark).toEqual(own.mark);
    expect(
      toEvent({ ...timed, singleValueExtendedProperties: [{ id: 'String {0} Name X', value: 'a.b.c' }] })
        ?.mark,
    ).toBeNull();
    expect(
      toEvent({ ...timed, singleValueExtendedProperties: [{ id: MARK_PROPERTY, value: 'rubbish' }] })?.mark,
    ).toBeNull();
  });

  test('an update sends what is to be another, and nothing that is the client’s', () => {
    expect(toPatch(own, marked)).toEqual({});
    expect(toPatch(own, { ...marked, showAs: 'oof' })).toEqual({});
    expect(toPatch(own, { ...marked, showAs: 'free', categories: ['Red'] })).toEqual({});
    expect(toPatch({ ...own, title: 'Visit' }, marked)).toEqual({ subject: 'Visit' });
    expect(toPatch({ ...own, location: '' }, marked)).toEqual({ location: { displayName: '' } });
    expect(toPatch({ ...own, description: 'Bring maps.' }, marked)).toEqual({
      body: { contentType: 'text', content: 'Bring maps.' },
    });
    expect(toPatch({ ...own, status: 'tentative' }, marked)).toEqual({ showAs: 'tentative' });
    expect(toPatch(own, { ...marked, showAs: 'tentative' })).toEqual({ showAs: 'busy' });
    expect(toPatch(own, timed)).toEqual({
      singleValueExtendedProperties: [{ id: MARK_PROPERTY, value: markValue(own) }],
    });
  });

  test('a new time is sent whole, also to what the client made into whole days', () => {
    const time = {
      start: { dateTime: '2026-06-01T07:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-06-01T08:00:00', timeZone: 'UTC' },
      isAllDay: false,
    };
    const moved = { ...marked, start: { dateTime: '2026-06-01T06:00:00.0000000', timeZone: 'UTC' } };
    expect(toPatch(own, moved)).toEqual(time);
    const days = {
      ...marked,
      isAllDay: true,
      start: { dateTime: '2026-06-01T00:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2026-06-02T00:00:00.0000000', timeZone: 'UTC' },
    };
    expect(toPatch(own, days)).toEqual(time);
  });

  test('the text of an online meeting is left alone: it holds the way in', () => {
    const online = { ...marked, isOnlineMeeting: true };
    expect(toPatch({ ...own, description: 'Bring maps.' }, online)).toEqual({});
  });
});

test('a calendar: writable and primary as Graph says, its zone unknown', () => {
  expect(toCalendar({ id: 'C', name: 'Calendar', canEdit: true, isDefaultCalendar: true })).toEqual({
    id: 'C',
    name: 'Calendar',
    zone: '',
    writable: true,
    primary: true,
  });
  expect(toCalendar({ id: 'H', name: 'Holidays', canEdit: false })).toMatchObject({
    writable: false,
    primary: false,
  });
  expect(toCalendar({ name: 'none' })).toBeNull();
});
