import { must, mustBe } from '../eventually.js';
import { excerpt } from '../ics-excerpt.js';
import type { Radicale } from '../radicale.js';
import type { Span } from '../spans.js';
import type { BelievedBusy, OwnerSide, StandingEvent } from './owner-side.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The only calendar of one person on Radicale, through a calendar program of their own. */
export class DavSide implements OwnerSide {
  readonly provider = 'Radicale';

  constructor(private readonly radicale: Radicale) {}

  /** What stands there before anybody links anything: single entries, and a weekly one with a day moved. */
  async fill(now: number): Promise<void> {
    const noon = Math.ceil(now / DAY) * DAY + DAY / 2;
    for (let i = 0; i < 8; i++) {
      const start = noon + (3 + 4 * i) * DAY - (i % 3) * HOUR;
      await this.put(`visit-${i}.ics`, entry(`visit-${i}`, `Visit ${i + 1}`, start));
    }
    const first = noon + 2 * DAY + 2 * HOUR;
    const moved = first + 14 * DAY;
    await this.put('weekly.ics', [
      ...entry('weekly', 'Weekly round', first, 'RRULE:FREQ=WEEKLY;COUNT=6'),
      ...entry('weekly', 'Weekly round, later', moved + 2 * HOUR, `RECURRENCE-ID:${stamp(moved)}`),
    ]);
  }

  async eventsOf(meetingId: string): Promise<StandingEvent[]> {
    return (await this.query(null))
      .filter(({ text }) => text.includes(`X-MEETBROKER-MEETING:${meetingId}`))
      .map(({ href, text }) => ({
        id: href,
        title: propertyIn(text, 'SUMMARY'),
        start: instantOf(propertyIn(text, 'DTSTART')),
        end: instantOf(propertyIn(text, 'DTEND')),
      }));
  }

  async asItStands({ id }: StandingEvent): Promise<string[]> {
    const text = await (await this.send('GET', id)).text();
    return [id, ...excerpt(text, 'UID', 'DTSTART', 'DTEND', 'SUMMARY', 'STATUS', 'X-MEETBROKER-MEETING')];
  }

  async move({ id }: StandingEvent, to: Span): Promise<void> {
    const text = await (await this.send('GET', id)).text();
    const moved = text
      .replace(/^DTSTART[^\r\n]*/m, `DTSTART:${stamp(to.start)}`)
      .replace(/^DTEND[^\r\n]*/m, `DTEND:${stamp(to.end)}`);
    await this.send('PUT', id, { body: moved, type: 'text/calendar; charset=utf-8' });
  }

  async remove({ id }: StandingEvent): Promise<void> {
    await this.send('DELETE', id);
  }

  /**
   * Radicale is asked with time ranges (RFC 4791 9.9), and works its series out by itself: day by day which objects
   * there are, and at both edges of each of our stretches whether something begins and ends there.
   */
  async compare(believed: readonly BelievedBusy[], window: Span): Promise<string> {
    must(believed.length > 10, `only ${believed.length} events are mirrored: this proves nothing`);
    let days = 0;
    for (let day = window.start; day < window.end; day += DAY, days++) {
      const range = { start: day, end: Math.min(day + DAY, window.end) };
      const ours = believed.filter(({ start, end }) => start < range.end && end > range.start);
      const theirs = await this.query(range);
      mustBe(
        `the number of entries on ${new Date(day).toISOString().slice(0, 10)}`,
        ours.length,
        theirs.length,
      );
    }
    for (const { start, end, title } of believed) {
      const at = async (from: number): Promise<number> =>
        (await this.query({ start: from, end: from + MINUTE })).length;
      const edges = [await at(start - MINUTE), await at(start), await at(end - MINUTE), await at(end)];
      mustBe(`what stands just before, at and after the edges of "${title}"`, edges.join(), '0,1,1,0');
    }
    return `${believed.length} events, a series among them, against ${days} days and ${4 * believed.length} edges asked of Radicale`;
  }

  private async put(name: string, lines: readonly string[]): Promise<void> {
    const body = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//person//EN', ...lines, 'END:VCALENDAR', ''];
    await this.send('PUT', new URL(name, this.radicale.calendarUrl).pathname, {
      body: body.join('\r\n'),
      type: 'text/calendar; charset=utf-8',
    });
  }

  private async query(range: Span | null): Promise<{ href: string; text: string }[]> {
    const time =
      range === null ? '' : `<C:time-range start="${stamp(range.start)}" end="${stamp(range.end)}"/>`;
    const body =
      '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">' +
      '<D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">' +
      `<C:comp-filter name="VEVENT">${time}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`;
    const path = new URL(this.radicale.calendarUrl).pathname;
    const answer = await (await this.send('REPORT', path, { body, type: 'application/xml' })).text();
    return [...answer.matchAll(/<(?:\w+:)?response>(.*?)<\/(?:\w+:)?response>/gs)].map(([, one = '']) => ({
      href: /<(?:\w+:)?href>([^<]*)</.exec(one)?.[1] ?? '',
      text: (/<(?:\w+:)?calendar-data[^>]*>([^<]*)</.exec(one)?.[1] ?? '').replace(/\r?\n[ \t]/g, ''),
    }));
  }

  private async send(
    method: string,
    path: string,
    content?: { readonly body: string; readonly type: string },
  ): Promise<Response> {
    const { username, password, url } = this.radicale;
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        ...(content === undefined ? {} : { 'content-type': content.type }),
        ...(method === 'REPORT' ? { depth: '1' } : {}),
      },
      ...(content === undefined ? {} : { body: content.body }),
    });
    must(answer.ok, `${method} ${path} was answered ${answer.status}`);
    return answer;
  }
}

const entry = (uid: string, title: string, start: number, ...more: string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20260101T000000Z',
  `DTSTART:${stamp(start)}`,
  `DTEND:${stamp(start + HOUR)}`,
  `SUMMARY:${title}`,
  ...more,
  'END:VEVENT',
];

/** YYYYMMDDTHHMMSSZ. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const propertyIn = (text: string, name: string): string =>
  new RegExp(`^${name}[^:\\r\\n]*:([^\\r\\n]*)`, 'm').exec(text)?.[1] ?? '';

const instantOf = (text: string): number => {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(text) ?? [];
  if (date === undefined || time === undefined) return Number.NaN;
  return Date.parse(
    `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
};
