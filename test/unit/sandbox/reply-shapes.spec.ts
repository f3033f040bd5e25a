import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import {
  composeReply,
  REPLY_SHAPES,
  type ReplyExtra,
  type ReplyShape,
} from '../../../src/sandbox/mailbox/reply-shapes.js';

/** How each mail program answers, read back with libraries that neither the sandbox nor the service wrote. */
const INVITATION = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//test//EN',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:meeting-1@meet.example',
  'SEQUENCE:0',
  'DTSTAMP:20260301T080000Z',
  'DTSTART:20260330T070000Z',
  'DTEND:20260330T080000Z',
  'SUMMARY:Apskate pie Jāņa Ozola\\, Rīgā\\; otrā stāva sanāksmju telpā ar skatu uz Dauga',
  ' vu un Pārdaugavu',
  'LOCATION:Brīvības iela 1\\, Rīga',
  'ORGANIZER;CN="Alfa Būve, SIA":mailto:reply+abc@meet.example',
  'ATTENDEE;CN=Jānis Ozols;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACT',
  ' ION;RSVP=TRUE:mailto:janis@partner.example',
  'STATUS:TENTATIVE',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');
const NOW = Date.parse('2026-03-02T09:30:00Z');
const JANIS = { address: 'janis@partner.example' };

const compose = (shape: ReplyShape, extra: ReplyExtra = {}, invitation = INVITATION) =>
  composeReply(invitation, JANIS, 'ACCEPTED', shape, NOW, extra);

/** The calendar texts in a mail, in order, with the Content-Type of their part as it was written. */
const calendars = async (raw: string) => {
  const mail = await simpleParser(raw);
  return mail.attachments.map((part) => {
    const text = part.content.toString('utf8');
    const root = new ICAL.Component(ICAL.parse(text));
    const event = root.getFirstSubcomponent('vevent');
    if (!event) throw new Error('no event');
    return { type: part.contentType, text, root, event };
  });
};

const first = async (raw: string) => {
  const [part] = await calendars(raw);
  if (!part) throw new Error('no calendar part');
  return part;
};

describe.each(REPLY_SHAPES.map((shape) => [shape] as const))('an answer like %s', (shape) => {
  it('is one REPLY to the invitation, from the attendee to the organizer', async () => {
    const reply = compose(shape);
    expect([reply.from, reply.to]).toEqual(['janis@partner.example', 'reply+abc@meet.example']);
    const mail = await simpleParser(reply.raw);
    expect(mail.from?.value).toEqual([{ name: 'Jānis Ozols', address: 'janis@partner.example' }]);
    expect(mail.subject).toContain('Apskate pie Jāņa Ozola, Rīgā');
    expect(mail.date?.getTime()).toBe(NOW);
    for (const { root, event } of await calendars(reply.raw)) {
      expect(root.getFirstPropertyValue('method')).toBe('REPLY');
      expect(event.getFirstPropertyValue('uid')).toBe('meeting-1@meet.example');
      expect(String(event.getFirstPropertyValue('dtstamp'))).toBe('2026-03-02T09:30:00Z');
      const attendee = event.getFirstProperty('attendee');
      expect(attendee?.getFirstValue()).toBe('mailto:janis@partner.example');
      expect(attendee?.getParameter('partstat')).toBe('ACCEPTED');
      expect(String(event.getFirstPropertyValue('summary'))).toContain('Apskate pie Jāņa Ozola, Rīgā; otrā');
    }
  });

  it('is folded by octets and has no bare line ends', async () => {
    const { raw } = compose(shape);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const { text } of await calendars(raw))
      for (const line of text.split('\r\n'))
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(shape === 'gnus' ? 72 : 75);
  });

  it('carries a note in the place where this program puts it', async () => {
    const { event } = await first(compose(shape, { comment: 'Būšu "laikā"; paldies' }).raw);
    const asParameter = event.getFirstProperty('attendee')?.getParameter('x-response-comment');
    const asProperty = event.getFirstPropertyValue('comment');
    expect(shape === 'gmail' ? asParameter : asProperty).toBe(
      shape === 'gmail' ? 'Būšu  laikā ; paldies' : 'Būšu "laikā"; paldies',
    );
  });
});

describe('what tells them apart', () => {
  it('Gmail and Thunderbird send the text twice, the others once', async () => {
    const counts = await Promise.all(
      REPLY_SHAPES.map(async (shape) => [shape, (await calendars(compose(shape).raw)).length]),
    );
    expect(Object.fromEntries(counts)).toEqual({
      gmail: 2,
      outlook: 1,
      apple: 1,
      thunderbird: 2,
      kde: 1,
      gnus: 1,
    });
    for (const shape of ['gmail', 'thunderbird'] as const) {
      const [inline, attached] = await calendars(compose(shape).raw);
      expect([inline?.type, attached?.type]).toEqual(['text/calendar', 'application/ics']);
      expect(inline?.text.trimEnd()).toBe(attached?.text.trimEnd());
    }
  });

  it('Gmail leaves the name out and echoes organizer and sequence', async () => {
    const { event } = await first(compose('gmail').raw);
    expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBeUndefined();
    expect(event.getFirstPropertyValue('organizer')).toBe('mailto:reply+abc@meet.example');
    expect(event.getFirstPropertyValue('sequence')).toBe(0);
  });

  it('Outlook names no organizer and writes wall-clock times under a Windows zone', async () => {
    const { event, root, text } = await first(compose('outlook').raw);
    expect(event.getFirstProperty('organizer')).toBeNull();
    expect(text).toContain('DTSTART;TZID=FLE Standard Time:20260330T100000');
    expect(text).toContain('X-MICROSOFT-CDO-APPT-SEQUENCE:0');
    const zone = root.getFirstSubcomponent('vtimezone');
    if (!zone) throw new Error('no zone');
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    // The zone that it defines puts the wall clock back on the invitation's instant, on the first day of summer time.
    expect(new ICAL.Event(event).startDate.convertToZone(ICAL.Timezone.utcTimezone).toString()).toBe(
      '2026-03-30T07:00:00Z',
    );
    const american = await first(compose('outlook', { zone: 'America/New_York' }).raw);
    expect(american.text).toContain('DTSTART;TZID=Eastern Standard Time:20260330T030000');
  });

  it('Apple nests the calendar as an attachment without a method, with the address as the name', async () => {
    const { raw } = compose('apple');
    expect(raw).toMatch(/multipart\/alternative[\s\S]*multipart\/mixed[\s\S]*text\/calendar/);
    expect(raw).not.toMatch(/method=/i);
    expect((await first(raw)).event.getFirstProperty('attendee')?.getParameter('cn')).toBe(
      'janis@partner.example',
    );
  });

  it('KDE leaves SEQUENCE out when it is 0', async () => {
    expect((await first(compose('kde').raw)).event.getFirstProperty('sequence')).toBeNull();
    const third = INVITATION.replace('SEQUENCE:0', 'SEQUENCE:3');
    expect((await first(compose('kde', {}, third).raw)).event.getFirstPropertyValue('sequence')).toBe(3);
  });

  it('Gnus answers the mail, says the charset twice, and needs a PARTSTAT to change', async () => {
    const reply = compose('gnus', { mailFrom: 'secretary@meet.example' });
    expect(reply.to).toBe('secretary@meet.example');
    expect(reply.raw).toMatch(/text\/calendar; charset=utf-8; method=REPLY; charset=UTF-8/);
    expect(String((await first(reply.raw)).event.getFirstPropertyValue('summary'))).toMatch(/^Accepted: /);
    const bare = INVITATION.replace('PARTSTAT=NEEDS-ACT\r\n ION;', '');
    expect((await first(compose('gnus', {}, bare).raw)).event.getFirstProperty('attendee')).toBeNull();
  });

  it('refuses a text without an event or without an organizer', () => {
    expect(() => compose('gmail', {}, 'hello')).toThrow(RangeError);
    expect(() => compose('gmail', {}, INVITATION.replace(/ORGANIZER.*\r\n/, ''))).toThrow(RangeError);
  });
});
