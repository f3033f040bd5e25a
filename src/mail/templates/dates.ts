/**
 * Dates and times as a person says them, in an attendee's zone and language. Ranges are half-open, epoch ms UTC. The
 * clock has 24 hours in every language: partners in one conversation read the same figures. Latvian puts day and month
 * into the locative, which is right on its own, in a list and in the middle of a sentence; Russian and German dates are
 * those of Intl.
 *
 * The zone is always named, since a mail is forwarded and printed; the offset is added only where the name does not say
 * enough: the language has no name for it, the clocks show the same reading twice that night, or they change between start
 * and end.
 */
import { MS_A_DAY } from '../../time/civil.js';
import { instantToWall, type Wall } from '../../time/wall-clock.js';
import type { Language } from './language.js';
import { LV_DAYS, LV_MONTHS } from './latvian-dates.js';
import type { TimeRange } from './mail-input.js';
import { sayOffset, zoneName } from './zone-name.js';

export interface SaidRange {
  /** "otrdien, 2026. gada 24. novembrī", "Tuesday, 24 November 2026". */
  readonly day: string;
  /** Without the year: "otrdien, 24. novembrī", "Tuesday 24 November". */
  readonly shortDay: string;
  /** "plkst. 10.00–11.00", "10:00–11:00"; with the day of the end if that is another one. */
  readonly time: string;
  /** "Rīgas laiks", "Riga time", "UTC+9"; "UTC+11 → UTC+10:30" where the clocks change and there is no name. */
  readonly zone: string;
  /** Day, time and zone. */
  readonly full: string;
  /** Short day and the start only, for subject lines. */
  readonly short: string;
}

const EN_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const EN_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface Grammar {
  day(wall: Wall): string;
  shortDay(wall: Wall): string;
  clock(wall: Wall): string;
  /** Before a clock reading, with the space, and after the last one. */
  readonly at: string;
  readonly after: string;
}

/** As Intl has it. Its dates stand alone in every place that we put them, and need no case but the one it gives. */
const byIntl = (language: 'ru' | 'de', after: string): Grammar => {
  const fields = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  const full = new Intl.DateTimeFormat(language, { ...fields, year: 'numeric' });
  const short = new Intl.DateTimeFormat(language, fields);
  return {
    day: (wall) => full.format(asUtc(wall)),
    shortDay: (wall) => short.format(asUtc(wall)),
    clock: (wall) => `${twoDigits(wall.hour)}:${twoDigits(wall.minute)}`,
    at: '',
    after,
  };
};

/** The instant at which the clocks of UTC show this date. */
const asUtc = ({ dayNumber }: Wall): number => dayNumber * MS_A_DAY;

const twoDigits = (n: number): string => String(n).padStart(2, '0');

const GRAMMAR: Readonly<Record<Language, Grammar>> = {
  lv: {
    day: (wall) => `${LV_DAYS[wall.weekday]}, ${wall.year}. gada ${wall.day}. ${LV_MONTHS[wall.month - 1]}`,
    shortDay: (wall) => `${LV_DAYS[wall.weekday]}, ${wall.day}. ${LV_MONTHS[wall.month - 1]}`,
    clock: (wall) => `${wall.hour}.${twoDigits(wall.minute)}`,
    at: 'plkst. ',
    after: '',
  },
  en: {
    day: (wall) => `${EN_DAYS[wall.weekday]}, ${wall.day} ${EN_MONTHS[wall.month - 1]} ${wall.year}`,
    shortDay: (wall) => `${EN_DAYS[wall.weekday]} ${wall.day} ${EN_MONTHS[wall.month - 1]}`,
    clock: (wall) => `${twoDigits(wall.hour)}:${twoDigits(wall.minute)}`,
    at: '',
    after: '',
  },
  ru: byIntl('ru', ''),
  de: byIntl('de', ' Uhr'),
};

/** Says a half-open range. A zone that does not exist is said in UTC, and says so. */
export const sayRange = (range: TimeRange, zone: string, language: Language): SaidRange => {
  const grammar = GRAMMAR[language];
  const start = wallIn(zone, range.start);
  const end = wallIn(zone, range.end);
  // In the hour that comes twice Intl adds a city to some names; a day later it does not.
  const name = start.known ? zoneName(zone, language, start.twice ? start.at + MS_A_DAY : start.at) : null;
  const changes = start.wall.offsetMinutes !== end.wall.offsetMinutes;
  const offset = ({ wall }: Reading): string =>
    changes && name !== null ? ` (${sayOffset(wall.offsetMinutes)})` : '';

  const clock = ({ wall }: Reading): string => grammar.clock(wall);
  const said = (reading: Reading): string => `${grammar.after}${offset(reading)}`;

  const day = grammar.day(start.wall);
  const shortDay = grammar.shortDay(start.wall);
  const time =
    start.wall.dayNumber === end.wall.dayNumber
      ? `${grammar.at}${clock(start)}${offset(start) === '' ? '' : said(start)}–${clock(end)}${said(end)}`
      : `${grammar.at}${clock(start)}${said(start)} – ${grammar.day(end.wall)}, ${grammar.at}${clock(end)}${said(end)}`;
  const zoneSaid =
    changes && name === null
      ? offsets(start, end)
      : nameOf(name, start, !changes && (start.twice || end.twice));
  return {
    day,
    shortDay,
    time,
    zone: zoneSaid,
    full: `${day}, ${time} (${zoneSaid})`,
    short: `${shortDay}, ${grammar.at}${grammar.clock(start.wall)}${grammar.after}`,
  };
};

interface Reading {
  readonly at: number;
  readonly wall: Wall;
  readonly known: boolean;
  /** The clocks show this reading twice that day. */
  readonly twice: boolean;
}

const MINUTE = 60_000;
/** The lengths of the jumps that are in use: an hour, and half an hour on Lord Howe Island. */
const JUMPS = [60 * MINUTE, 30 * MINUTE];

const wallIn = (zone: string, at: number): Reading => {
  const wall = instantToWall(zone, at);
  if ('refused' in wall) return { at, wall: utcWall(at), known: false, twice: false };
  const twice = JUMPS.flatMap((jump) => [at - jump, at + jump]).some((other) => {
    const there = instantToWall(zone, other);
    return !('refused' in there) && sameReading(there, wall);
  });
  return { at, wall, known: true, twice };
};

const utcWall = (at: number): Wall => {
  const wall = instantToWall('UTC', at);
  if ('refused' in wall) throw new Error('The zone data has no UTC.');
  return wall;
};

const sameReading = (a: Wall, b: Wall): boolean =>
  a.dayNumber === b.dayNumber && a.hour === b.hour && a.minute === b.minute;

/** A pair of them needs no words, in any language. */
const offsets = (start: Reading, end: Reading): string =>
  `${sayOffset(start.wall.offsetMinutes)} → ${sayOffset(end.wall.offsetMinutes)}`;

const nameOf = (name: string | null, start: Reading, withOffset: boolean): string => {
  const offset = sayOffset(start.wall.offsetMinutes);
  if (name === null) return offset;
  return withOffset ? `${name}, ${offset}` : name;
};
