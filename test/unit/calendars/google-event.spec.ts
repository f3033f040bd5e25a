import type { OwnEvent } from '../../../src/calendars/calendar.port.js';
import {
  EVENT_FIELDS,
  type GoogleEvent,
  toBody,
  toCalendar,
  toChange,
  toEvent,
  toNewBody,
} from '../../../src/calendars/google/google-event.js';

const timed: GoogleEvent = {
  id: 'e1',
  etag: '"1"',
  status: 'confirmed',
  start: { dateTime: '2026-06-01T10:00:00+03:00', timeZone: 'Europe/Riga' },
  end: { dateTime: '2026-06-01T11:00:00+03:00', timeZone: 'Europe/Riga' },
};
const own: OwnEvent = {
  key: 'abc12',
  mark: { meetingId: 'm', optionId: 'o' },
  icalUid: 'uid@meet.example',
  title: 'Visit',
  description: '',
  location: 'Rīga',
  start: Date.UTC(2026, 5, 1, 7),
  end: Date.UTC(2026, 5, 1, 8),
  zone: 'Europe/Riga',
  status: 'confirmed',
};

describe('what is busy', () => {
  const cases: [string, GoogleEvent, string][] = [
    ['an ordinary event', {}, 'busy'],
    ['shown as available', { transparency: 'transparent' }, 'free'],
    ['declined by the calendar’s owner', { attendees: [{ self: true, responseStatus: 'declined' }] }, 'free'],
    [
      'declined by somebody else',
      { attendees: [{ responseStatus: 'declined' }, { self: true, responseStatus: 'accepted' }] },
      'busy',
    ],
    ['not answered yet', { attendees: [{ self: true, responseStatus: 'needsAction' }] }, 'unanswered'],
    ['answered with maybe', { attendees: [{ self: true, responseStatus: 'tentative' }] }, 'tentative'],
    ['a tentative event', { status: 'tentative' }, 'tentative'],
    ['out of office', { eventType: 'outOfOffice' }, 'busy'],
    ['focus time', { eventType: 'focusTime' }, 'busy'],
    ['a working location', { eventType: 'workingLocation' }, 'free'],
    ['a birthday', { eventType: 'birthday' }, 'free'],
    [
      'a flight from the mail, shown as available',
      { eventType: 'fromGmail', transparency: 'transparent' },
      'free',
    ],
    ['a flight from the mail', { eventType: 'fromGmail' }, 'busy'],
  ];
  test.each(cases)('%s', (_, change, blocking) => {
    expect(toEvent({ ...timed, ...change })?.blocking).toBe(blocking);
  });
});

describe('reading', () => {
  test('times keep their instant and the zone that a recurrence lives in', () => {
    expect(toEvent(timed)).toMatchObject({
      start: { kind: 'instant', at: Date.UTC(2026, 5, 1, 7), zone: 'Europe/Riga' },
      end: { kind: 'instant', at: Date.UTC(2026, 5, 1, 8) },
    });
    expect(toEvent({ id: 'e2', start: { date: '2026-06-01' }, end: { date: '2026-06-03' } })).toMatchObject({
      start: { kind: 'date', date: '2026-06-01' },
      end: { kind: 'date', date: '2026-06-03' },
    });
  });

  test('a cancelled occurrence says no more than which it was', () => {
    const item: GoogleEvent = {
      id: 's1_20260608T070000Z',
      status: 'cancelled',
      recurringEventId: 's1',
      originalStartTime: { dateTime: '2026-06-08T10:00:00+03:00', timeZone: 'Europe/Riga' },
    };
    expect(toChange(item)).toEqual({
      kind: 'removed',
      id: 's1_20260608T070000Z',
      recurringEventId: 's1',
      originalStart: { kind: 'instant', at: Date.UTC(2026, 5, 8, 7), zone: 'Europe/Riga' },
    });
    expect(toChange({ id: 'e1', status: 'cancelled' })).toEqual({ kind: 'removed', id: 'e1' });
  });

  test('an event that makes no sense is said so, never dropped', () => {
    expect(toChange({ id: 'e1', status: 'confirmed' })).toMatchObject({ kind: 'unreadable', id: 'e1' });
    expect(toChange({ ...timed, end: { date: '2026-06-02' } })).toMatchObject({ kind: 'unreadable' });
    expect(toChange({ ...timed, start: { dateTime: 'soon' } })).toMatchObject({ kind: 'unreadable' });
    expect(toChange({ summary: 'nameless' })).toBeNull();
  });

  test('the mark needs both of its halves', () => {
    const marked = { meetbrokerMeeting: 'm', meetbrokerOption: 'o' };
    expect(toEvent({ ...timed, extendedProperties: { private: marked } })?.mark).toEqual({
      meetingId: 'm',
      optionId: 'o',
    });
    expect(
      toEvent({ ...timed, extendedProperties: { private: { meetbrokerMeeting: 'm' } } })?.mark,
    ).toBeNull();
  });

  test('calendars: writing needs a role, and one whose events are hidden is none', () => {
    const entry = { id: 'c', summary: 'C', timeZone: 'Europe/Riga' };
    const roles = ['owner', 'writer', 'reader', 'freeBusyReader'].map(
      (accessRole) => toCalendar({ ...entry, accessRole })?.writable,
    );
    expect(roles).toEqual([true, true, false, false]);
    expect(toCalendar({ ...entry, accessRole: 'none' })).toBeNull();
    expect(toCalendar({ ...entry, accessRole: 'owner', deleted: true })).toBeNull();
    expect(toCalendar({ ...entry, accessRole: 'owner', summaryOverride: 'Mine' })?.name).toBe('Mine');
  });
});

describe('writing', () => {
  test('what we write is read back the same', () => {
    const read = toEvent({ ...toNewBody(own), etag: '"1"' });
    expect(read).toMatchObject({
      id: own.key,
      title: 'Visit',
      location: 'Rīga',
      mark: own.mark,
      status: 'confirmed',
      blocking: 'busy',
    });
    expect(read?.start).toEqual({ kind: 'instant', at: own.start, zone: 'Europe/Riga' });
  });

  test('a change sends our fields only, and turns a whole day back into a time', () => {
    const body = toBody(own);
    expect(Object.keys(body).sort()).toEqual([
      'description',
      'end',
      'extendedProperties',
      'location',
      'start',
      'status',
      'summary',
    ]);
    expect(body.start).toEqual({ dateTime: '2026-06-01T07:00:00.000Z', timeZone: 'Europe/Riga', date: null });
  });

  test('every field that is read is asked for', () => {
    for (const field of [
      'id',
      'etag',
      'status',
      'transparency',
      'eventType',
      'recurrence',
      'recurringEventId',
      'originalStartTime',
    ]) {
      expect(EVENT_FIELDS.split(',')).toContain(field);
    }
  });
});
