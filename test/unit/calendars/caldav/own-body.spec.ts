import fc from 'fast-check';
import { caldavJob } from '../../../../src/calendars/caldav/caldav-job.js';
import { readMaster } from '../../../../src/calendars/caldav/caldav-resource.js';
import { newBody } from '../../../../src/calendars/caldav/own-body.js';
import type { OwnEvent, RemoteEvent } from '../../../../src/calendars/calendar.port.js';

const NOW = Date.UTC(2027, 0, 1, 8);
const NOON = Date.UTC(2027, 2, 1, 12);
const HOUR = 3_600_000;
const READER = { zone: 'Europe/Riga', me: [] };

const own = (change: Partial<OwnEvent> = {}): OwnEvent => ({
  key: 'k',
  mark: { meetingId: 'm-1', optionId: 'o-1' },
  icalUid: 'uid-1@meet.example',
  title: 'Visit: Bērziņš & Co; "quoted", \\slash',
  description: 'line one\nline two',
  location: 'Brīvības iela 1, Rīga',
  start: NOON,
  end: NOON + HOUR,
  zone: 'Europe/Riga',
  status: 'confirmed',
  ...change,
});
const read = (text: string): RemoteEvent => {
  const event = readMaster({ id: '/a.ics', etag: '"1"', text }, READER);
  if (event === null) throw new Error(`nothing was read of ${text}`);
  return event;
};
const merge = (text: string, event: OwnEvent): string => {
  const resource = { id: '/a.ics', etag: '"1"', text };
  const { text: merged } = caldavJob({ kind: 'merge', resource, reader: READER, event, now: NOW });
  if (merged === null) throw new Error('nothing was merged');
  return merged;
};
const fields = ({ title, description, location, start, end, status, mark }: RemoteEvent) => ({
  title: title ?? '',
  description: description ?? '',
  location: location ?? '',
  start: start.kind === 'instant' ? start.at : null,
  end: end.kind === 'instant' ? end.at : null,
  status,
  mark,
});
const wanted = ({ title, description, location, start, end, status, mark }: OwnEvent) => ({
  title,
  description,
  location,
  start,
  end,
  status,
  mark,
});

/** As a client's program keeps it after the client has worked on it. */
const EDITED = [
  'BEGIN:VCALENDAR',
  'PRODID:-//Apple Inc.//macOS 14//EN',
  'VERSION:2.0',
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Riga',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0200',
  'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'UID:uid-1@meet.example',
  'DTSTAMP:20270101T000000Z',
  'SEQUENCE:4',
  'DTSTART;TZID=Europe/Riga:20270301T140000',
  'DURATION:PT1H',
  'SUMMARY;LANGUAGE=lv:Visit: Bērziņš & Co\\; "quoted"\\, \\\\slash',
  'DESCRIPTION:line one\\nline two',
  'LOCATION:Brīvības iela 1\\, Rīga',
  'STATUS:CONFIRMED',
  'TRANSP:TRANSPARENT',
  'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M',
  'ORGANIZER:mailto:anna@example.org',
  'ATTENDEE;PARTSTAT=ACCEPTED;CN="A very long name of somebody whom the client ',
  ' invited":mailto:bert@example.org',
  'X-MEETBROKER-MEETING:m-1',
  'X-MEETBROKER-OPTION:o-1',
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'DESCRIPTION:Reminder',
  'TRIGGER:-PT15M',
  'END:VALARM',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

describe('an own event as calendar text', () => {
  test('reads back as it was written, without anybody whom a server could write to', () => {
    const text = newBody(own(), NOW);
    expect(fields(read(text))).toEqual(wanted(own()));
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|METHOD/);
    expect(text).toContain('UID:uid-1@meet.example\r\n');
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  test('whatever the texts are, they come back', () => {
    const clean = (value: string) => value.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
    const line = fc
      .string({ unit: 'grapheme', maxLength: 200 })
      .map(clean)
      .filter((value) => value === value.trim());
    fc.assert(
      fc.property(line, line, line, fc.boolean(), (title, description, location, tentative) => {
        const event = own({ title, description, location, status: tentative ? 'tentative' : 'confirmed' });
        expect(fields(read(newBody(event, NOW)))).toEqual(wanted(event));
        expect(fields(read(merge(newBody(own(), NOW), event)))).toEqual(wanted(event));
      }),
    );
  });

  test('line breaks in a text make no line of the calendar', () => {
    const text = newBody(own({ title: 'a\r\nATTENDEE:mailto:x@example.org\u0000' }), NOW);
    expect(text).not.toMatch(/^ATTENDEE/m);
    expect(read(text).title).toBe('a\nATTENDEE:mailto:x@example.org');
  });
});

describe('bringing an own event up to date', () => {
  test('nothing but the stamps changes when all stands there as it should', () => {
    const merged = merge(EDITED, own());
    const without = (text: string) =>
      text
        .split('\r\n')
        .filter((line) => !/^(DTSTAMP|LAST-MODIFIED|X-MEETBROKER)/.test(line))
        .join('\r\n');
    expect(without(merged)).toBe(without(EDITED));
  });

  test('a new time and new texts come in, and all that is the client’s stays to the byte', () => {
    const event = own({ start: NOON + 2 * HOUR, end: NOON + 4 * HOUR, title: 'Other', location: '' });
    const merged = merge(EDITED, event);
    expect(fields(read(merged))).toEqual(wanted(event));
    for (const kept of [
      'PRODID:-//Apple Inc.//macOS 14//EN\r\n',
      'TZOFFSETTO:+0200\r\n',
      'TRANSP:TRANSPARENT\r\n',
      'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M\r\n',
      'ORGANIZER:mailto:anna@example.org\r\n',
      'ATTENDEE;PARTSTAT=ACCEPTED;CN="A very long name of somebody whom the client \r\n invited":mailto:bert@example.org\r\n',
      'BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n',
      'DESCRIPTION:line one\\nline two\r\n',
    ]) {
      expect(merged).toContain(kept);
    }
    expect(merged.match(/^(DTSTART|DTEND|DURATION|SUMMARY|LOCATION)/gm)).toEqual([
      'DTSTART', // of the zone
      'DTSTART',
      'DTEND',
      'SUMMARY',
    ]);
    expect(merged).toContain('SEQUENCE:5\r\n');
  });

  test('an alarm’s own words stay when ours change', () => {
    const event = own({ description: 'other words' });
    const merged = merge(EDITED, event);
    expect(fields(read(merged))).toEqual(wanted(event));
    expect(merged).toContain('ACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\nTRIGGER');
  });

  test('exceptions that the client made stay, and the series itself is what changes', () => {
    const exception = [
      'BEGIN:VEVENT',
      'UID:uid-1@meet.example',
      'RECURRENCE-ID:20270308T120000Z',
      'DTSTART:20270309T120000Z',
      'SUMMARY:Moved once',
      'END:VEVENT',
      '',
    ].join('\r\n');
    const series = EDITED.replace('STATUS:CONFIRMED', 'RRULE:FREQ=WEEKLY\r\nSTATUS:CONFIRMED');
    for (const text of [
      series.replace('END:VCALENDAR', `${exception}END:VCALENDAR`),
      series.replace('BEGIN:VEVENT', `${exception}BEGIN:VEVENT`),
    ]) {
      const merged = merge(text, own({ title: 'Other' }));
      expect(merged).toContain(exception);
      expect(merged).toContain('RRULE:FREQ=WEEKLY\r\n');
      expect(read(merged).title).toBe('Other');
    }
  });

  test('whole days become our time again', () => {
    const days = EDITED.replace(
      'DTSTART;TZID=Europe/Riga:20270301T140000\r\nDURATION:PT1H',
      'DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302',
    );
    expect(fields(read(merge(days, own())))).toEqual(wanted(own()));
  });

  test('a mark that was lost is put back', () => {
    const bare = EDITED.replaceAll(/X-MEETBROKER.*\r\n/g, '');
    expect(read(bare).mark).toBeNull();
    expect(read(merge(bare, own())).mark).toEqual(own().mark);
  });

  test('merging twice is merging once', () => {
    const event = own({ title: 'Other', start: NOON - HOUR });
    const once = merge(EDITED, event);
    const sorted = (text: string) => text.split('\r\n').sort();
    expect(sorted(merge(once, event))).toEqual(sorted(once));
  });

  test('bare line feeds, and a body without its last line end', () => {
    const text = EDITED.replaceAll('\r\n', '\n').trimEnd();
    const event = own({ title: 'Other' });
    expect(fields(read(merge(text, event)))).toEqual(wanted(event));
  });
});
