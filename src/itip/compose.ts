import { createEvents, type EventAttributes } from 'ics';
import { foldLine, octetsOf } from './fold.js';
import {
  type ComposeRefusal,
  checkInvitation,
  type InvitationAttendee,
  type InvitationInput,
} from './invitation-input.js';
import { type JcalComponent, type JcalProperty, parseJcal, textOf } from './jcal.js';

const PRODID = '-//Meetbroker//Meetbroker//EN';

/**
 * An invitation, its withdrawal or the refusal of a counter-proposal as calendar text (RFC 5545, 5546): one VCALENDAR
 * with one VEVENT, CRLF, lines of at most 75 octets, UTC times, DTEND.
 *
 * What goes in comes out identical when the text is read, or nothing is composed and the refusal names the field.
 * The same input always gives the same text.
 */
export function composeInvitation(invitation: InvitationInput): { ok: true; text: string } | ComposeRefusal {
  const checked = checkInvitation(invitation);
  if (!checked.ok) return checked;
  const { input } = checked;

  // The package's type does not know its own `timestamp`.
  const event: EventAttributes & { timestamp: number } = {
    uid: input.uid,
    sequence: input.sequence,
    timestamp: wholeSeconds(input.dtstamp),
    start: input.start,
    end: input.end,
    title: input.summary,
    status: input.status,
    transp: 'OPAQUE',
    busyStatus: BUSY_STATUS[input.status],
    ...(input.location ? { location: input.location } : {}),
    ...(input.geo ? { geo: { lat: degrees(input.geo.lat), lon: degrees(input.geo.lon) } } : {}),
  };
  const { error, value } = createEvents([event], { productId: PRODID, method: input.method });
  if (error || value === null) {
    const reason = `was not composed: ${error?.message ?? 'no text came out'}`;
    return { ok: false, field: 'text', reason, remedy: 'Check the fields of the invitation.' };
  }

  const lines = value.replaceAll('\r\n\t', '').split('\r\n').slice(0, -1);
  const text = lines
    // A poll interval is for published feeds; in an invitation it invites programs to look for one.
    .filter((line) => !line.startsWith('X-PUBLISHED-TTL:'))
    .flatMap((line) => (line === 'END:VEVENT' ? [...ownLines(input), line] : [line]))
    .map((line) => `${foldLine(line)}\r\n`)
    .join('');
  const difference = readBack(text, input);
  if (difference === null) return { ok: true, text };
  return {
    ok: false,
    field: 'text',
    reason: `does not read back as it was written: ${difference}`,
    remedy: 'Simplify names, place and notes; please report the text that caused this.',
  };
}

const BUSY_STATUS = { TENTATIVE: 'TENTATIVE', CONFIRMED: 'BUSY', CANCELLED: 'FREE' } as const;

function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** Six decimals are ten centimetres, and keep the number out of exponent notation. `+ 0` makes -0 a 0. */
function degrees(value: number): number {
  return Number(value.toFixed(6)) + 0;
}

/**
 * The properties that are not left to the `ics` package, and why:
 * - ORGANIZER, ATTENDEE: it writes a quote in CN as `\"`, which ends the parameter for every reader and lets a name
 *   forge an address; it lets CR and LF through; it knows no RFC 6868 and gives the nameless a name.
 * - DESCRIPTION: its folding counts graphemes again for each line, a quarter of a second for 10,000 characters.
 * - URL: its pattern backtracks on long addresses and refuses lawful ones (a port of one digit).
 * - COMMENT: it has none.
 */
function ownLines(input: InvitationInput): string[] {
  const { organizer } = input;
  return [
    `ORGANIZER${commonName(organizer.name)}:${mailto(organizer.address)}`,
    ...input.attendees.map((attendee) => {
      const parameters = attendeeParameters(attendee, input.method).map(
        ([name, value]) => `;${name}=${value}`,
      );
      return `ATTENDEE${parameters.join('')}${commonName(attendee.name)}:${mailto(attendee.address)}`;
    }),
    ...(input.description ? [`DESCRIPTION:${escapeText(input.description)}`] : []),
    ...(input.url ? [`URL:${input.url}`] : []),
    ...(input.comment ? [`COMMENT:${escapeText(input.comment)}`] : []),
  ];
}

function attendeeParameters(
  attendee: InvitationAttendee,
  method: InvitationInput['method'],
): [string, string][] {
  return [
    ['CUTYPE', attendee.cutype ?? 'INDIVIDUAL'],
    ['ROLE', attendee.role ?? 'REQ-PARTICIPANT'],
    ['PARTSTAT', attendee.partstat ?? 'NEEDS-ACTION'],
    ['RSVP', (attendee.rsvp ?? method === 'REQUEST') ? 'TRUE' : 'FALSE'],
  ];
}

/** Always quoted, so that `,` `;` `:` are data; `^` and `"` by RFC 6868. */
function commonName(name: string | undefined): string {
  if (name === undefined || name === '') return '';
  return `;CN="${name.replaceAll('^', '^^').replaceAll('"', "^'")}"`;
}

/** The characters of a local part that mean something else in a URI, by RFC 6068. */
function mailto(address: string): string {
  return `mailto:${address.replace(/[%?#]/g, (character) => encodeURIComponent(character))}`;
}

/** TEXT, RFC 5545 3.3.11. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replaceAll('\n', '\\n');
}

/** What differs between the text as ical.js reads it and the input; null when nothing does. */
function readBack(text: string, input: InvitationInput): string | null {
  const long = text.split('\r\n').find((line) => octetsOf(line) > 75);
  if (long !== undefined) return 'a line is longer than 75 octets';
  if (/[^\P{Cc}\t]/u.test(text.replaceAll('\r\n', ''))) return 'a control character';

  const parsed = parseJcal(text);
  if (!parsed.ok) return parsed.detail;
  const [calendar] = parsed.components;
  const event = calendar?.[2][0];
  if (calendar === undefined || event === undefined || parsed.components.length !== 1)
    return 'not one VCALENDAR';
  if (calendar[2].length !== 1 || event[0] !== 'vevent' || event[2].length !== 0) return 'not one VEVENT';
  return (
    firstDifference(calendar, [
      ['version', {}, '2.0'],
      ['calscale', {}, 'GREGORIAN'],
      ['prodid', {}, PRODID],
      ['method', {}, input.method],
    ]) ?? firstDifference(event, expectedProperties(input))
  );
}

type Expected = [name: string, parameters: Record<string, string>, value: string];

function expectedProperties(input: InvitationInput): Expected[] {
  const cn = (name: string | undefined): Record<string, string> => (name ? { cn: name } : {});
  const optional = (name: string, value: string | undefined): Expected[] =>
    value ? [[name, {}, value]] : [];
  return [
    ['uid', {}, input.uid],
    ['sequence', {}, String(input.sequence)],
    ['dtstamp', {}, utc(wholeSeconds(input.dtstamp))],
    ['dtstart', {}, utc(input.start)],
    ['dtend', {}, utc(input.end)],
    ['summary', {}, input.summary],
    ['status', {}, input.status],
    ['transp', {}, 'OPAQUE'],
    ['x-microsoft-cdo-busystatus', {}, BUSY_STATUS[input.status]],
    ['organizer', cn(input.organizer.name), mailto(input.organizer.address)],
    ...input.attendees.map((attendee): Expected => {
      const parameters = attendeeParameters(attendee, input.method).map(
        ([k, v]) => [k.toLowerCase(), v] as const,
      );
      return [
        'attendee',
        { ...Object.fromEntries(parameters), ...cn(attendee.name) },
        mailto(attendee.address),
      ];
    }),
    ...optional('description', input.description),
    ...optional('location', input.location),
    ...optional('url', input.url),
    ...optional('comment', input.comment),
    ...optional('geo', input.geo && `${degrees(input.geo.lat)};${degrees(input.geo.lon)}`),
  ];
}

function utc(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Equal means: the same properties, no other, each as often, with the same parameters and values. */
function firstDifference(component: JcalComponent, expected: readonly Expected[]): string | null {
  const found = component[1].map((property) => comparable(asExpected(property)));
  for (const property of expected) {
    const at = found.indexOf(comparable(property));
    if (at < 0) return `${property[0].toUpperCase()} differs`;
    found.splice(at, 1);
  }
  return found.length === 0 ? null : 'a property that nobody asked for';
}

function asExpected(property: JcalProperty): Expected {
  const parameters = Object.entries(property[1]).map(([name, value]) => [name, String(value)]);
  return [property[0], Object.fromEntries(parameters), textOf(property) ?? ''];
}

function comparable([name, parameters, value]: Expected): string {
  return JSON.stringify([name, Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)), value]);
}
