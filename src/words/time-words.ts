import { civilDate, dayNumberIfReal, parseDate } from '../time/civil.js';
import { hasSign, type Item, type Lexicon, signOf } from './lexicon.js';

/** One thing that is said about a time. Days are day numbers (time/civil.ts), times minutes of the wall clock. */
export type TimeWord =
  | { readonly kind: 'date' | 'relative'; readonly days: readonly number[] }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly part: readonly [number, number] | null }
  | { readonly kind: 'week' }
  /** `minutes` are all the clock may mean: "at three" is 03:00 and 15:00. */
  | { readonly kind: 'clock'; readonly minutes: readonly number[]; readonly stated: number }
  | { readonly kind: 'after' | 'before'; readonly stated: number }
  | { readonly kind: 'part'; readonly part: readonly [number, number] }
  | { readonly kind: 'ordinal'; readonly index: number }
  | { readonly kind: 'last' };

export interface PlacedTimeWord {
  readonly word: TimeWord;
  /** Items of the clause, half-open. */
  readonly first: number;
  readonly end: number;
}

const NOON = 720;
const HALF_YEAR = 183;
const FILLERS = ['of', 'the'];
const IS = ['is', 'are', 'ist', 'wäre', 'ir', 'būtu'];

type Found = { readonly word: TimeWord; readonly end: number } | null;

/** Everything in a clause that speaks of a time, in order. `written` is the day on which it was written. */
export function timeWords(items: readonly Item[], lexicon: Lexicon, written: number): PlacedTimeWord[] {
  const found: PlacedTimeWord[] = [];
  for (let at = 0; at < items.length; ) {
    const afterTime = found.at(-1)?.end === at;
    const next =
      bound(items, at, lexicon) ??
      isoDate(items, at) ??
      date(items, at, written, afterTime) ??
      ordinal(items, at) ??
      clock(items, at, lexicon, afterTime) ??
      named(items, at, written);
    if (next === null) at += 1;
    else {
      found.push({ word: next.word, first: at, end: next.end });
      at = next.end;
    }
  }
  return found;
}

function bound(items: readonly Item[], at: number, lexicon: Lexicon): Found {
  const kind = hasSign(items[at], 'after') ? 'after' : hasSign(items[at], 'before') ? 'before' : null;
  if (kind === null) return null;
  const from = hasSign(items[at + 1], 'at') ? at + 2 : at + 1;
  if (items[from - 1]?.text !== '.' && items[from]?.text === '.')
    return boundAt(items, from + 1, kind, lexicon);
  return boundAt(items, from, kind, lexicon);
}

function boundAt(items: readonly Item[], at: number, kind: 'after' | 'before', lexicon: Lexicon): Found {
  if (date(items, at, 0, false) !== null) return null;
  const found = clock(items, at, lexicon, true);
  if (found?.word.kind !== 'clock') return null;
  const { minutes, stated } = found.word;
  // "after two" is not meant at night.
  const day = stated < 7 * 60 && minutes.length > 1 ? stated + NOON : stated;
  return { word: { kind, stated: day }, end: found.end };
}

function isoDate(items: readonly Item[], at: number): Found {
  const [year, dash, month, again, day] = items.slice(at, at + 5);
  if (year?.text.length !== 4 || dash?.text !== '-' || again?.text !== '-') return null;
  const number = parseDate(`${year.text}-${month?.text ?? ''}-${day?.text ?? ''}`);
  return number === undefined ? null : { word: { kind: 'date', days: [number] }, end: at + 5 };
}

function date(items: readonly Item[], at: number, written: number, afterTime: boolean): Found {
  return (
    inFigures(items, at, written, afterTime) ??
    withMonth(items, at, written) ??
    monthFirst(items, at, written)
  );
}

function inFigures(items: readonly Item[], at: number, written: number, afterTime: boolean): Found {
  const [one, mark, two, closing, year] = items.slice(at, at + 5);
  if (one?.number == null || two?.number == null || mark === undefined || two.from !== mark.to) return null;
  if (mark.text === '/' && one.to === mark.from) {
    const given = closing?.text === '/' ? fourDigits(year) : null;
    const days = [
      ...onDay(one.number, two.number, given, written),
      ...onDay(two.number, one.number, given, written),
    ];
    return days.length === 0 ? null : { word: { kind: 'date', days }, end: given === null ? at + 3 : at + 5 };
  }
  if (mark.text !== '.' || one.to !== mark.from) return null;
  const dotted = closing?.text === '.' && closing.from === two.to;
  const given = dotted && year?.from === closing.to ? fourDigits(year) : null;
  // "10.10" after a day, or with "at" or "Uhr", is a time.
  if (!dotted && (afterTime || hasSign(items[at - 1], 'at') || hasSign(closing, 'oclock', 'am', 'pm')))
    return null;
  const days = onDay(one.number, two.number, given, written);
  if (days.length === 0) return null;
  const end = given !== null ? at + 5 : dotted ? at + 4 : at + 3;
  return { word: { kind: 'date', days }, end: given !== null && items[end]?.text === '.' ? end + 1 : end };
}

/** "2. decembrī", "1st of December", "второго декабря"; a year may follow. */
function withMonth(items: readonly Item[], at: number, written: number): Found {
  const item = items[at];
  const day = item?.number ?? plusOne(signOf(item, 'ordinal')?.value);
  if (day === null) return null;
  let next = at + 1;
  while (next < at + 4 && (isEnding(items[next]) || FILLERS.includes(items[next]?.text ?? ''))) next += 1;
  const month = signOf(items[next], 'month');
  if (month === undefined) return null;
  const end = items[next + 1]?.text === '.' ? next + 2 : next + 1;
  const year = fourDigits(items[end]);
  const days = onDay(day, month.value + 1, year, written);
  return days.length === 0 ? null : { word: { kind: 'date', days }, end: year === null ? end : end + 1 };
}

function monthFirst(items: readonly Item[], at: number, written: number): Found {
  const month = signOf(items[at], 'month');
  const day = items[at + 1]?.number ?? null;
  if (month === undefined || day === null || items[at + 2]?.text === ':') return null;
  const end = hasSign(items[at + 2], 'ordinal-ending') ? at + 3 : at + 2;
  const days = onDay(day, month.value + 1, null, written);
  return days.length === 0 ? null : { word: { kind: 'date', days }, end };
}

/** Without a year: the one in which the date lies nearest to the day of writing, for "5 January" said in December. */
function onDay(day: number, month: number, year: number | null, written: number): number[] {
  const now = civilDate(written).year;
  const years = year === null ? [now - 1, now, now + 1] : [year];
  const real = years.flatMap((candidate) => dayNumberIfReal(candidate, month, day) ?? []);
  if (year !== null) return real;
  const near = real.filter((candidate) => Math.abs(candidate - written) <= HALF_YEAR);
  return near.length > 0 ? near.slice(0, 1) : real.slice(-1);
}

function ordinal(items: readonly Item[], at: number): Found {
  const item = items[at];
  if (hasSign(item, 'last')) return { word: { kind: 'last' }, end: at + 1 };
  const word = signOf(item, 'ordinal');
  if (word !== undefined) {
    const end = hasSign(items[at + 1], 'option') ? at + 2 : at + 1;
    return { word: { kind: 'ordinal', index: word.value }, end };
  }
  if (hasSign(item, 'option')) {
    const number = items[at + 1]?.number ?? null;
    const alone = ![':', '.', '/'].includes(items[at + 2]?.text ?? '') && !hasSign(items[at + 2], 'oclock');
    return number !== null && number > 0 && alone
      ? { word: { kind: 'ordinal', index: number - 1 }, end: at + 2 }
      : null;
  }
  if (item?.number == null || item.number === 0) return null;
  let next = at + 1;
  while (next < at + 3 && isEnding(items[next])) next += 1;
  if (next === at + 1 || !hasSign(items[next], 'option')) return null;
  return { word: { kind: 'ordinal', index: item.number - 1 }, end: next + 1 };
}

function clock(items: readonly Item[], at: number, lexicon: Lexicon, expected: boolean): Found {
  const item = items[at];
  const half = halfClock(items, at, lexicon);
  if (half !== null) return half;
  const before = items[at - 1]?.text === '.' ? items[at - 2] : items[at - 1];
  const led = expected || hasSign(before, 'at');
  if (item?.number != null) {
    if (item.number > 24) return null;
    const [mark, minutes] = items.slice(at + 1, at + 3);
    const inFigures = minutes?.number != null && minutes.text.length === 2 && minutes.number < 60;
    const joined = mark?.from === item.to && minutes?.from === mark.to;
    if (inFigures && joined && [':', '.', 'h'].includes(mark.text)) {
      return atClock(items, item.number, minutes.number ?? 0, at + 3);
    }
    if (hasSign(mark, 'oclock') && inFigures) return atClock(items, item.number, minutes.number ?? 0, at + 3);
    if (hasSign(mark, 'oclock', 'am', 'pm') || led || opens(items, at))
      return atClock(items, item.number, 0, at + 1);
    return null;
  }
  const hour = signOf(item, 'hour');
  if (hour === undefined) return null;
  const oclock = hasSign(items[at + 1], 'oclock');
  const next = oclock || items[at + 1]?.text === '-' ? at + 2 : at + 1;
  const minute = signOf(items[next], 'minute');
  if (minute !== undefined) return atClock(items, hour.value, minute.value, next + 1);
  const sure = led || oclock || hasSign(items[at + 1], 'am', 'pm') || lexicon.vocabulary.hoursStandAlone;
  return sure || opens(items, at) ? atClock(items, hour.value, 0, at + 1) : null;
}

/** "Ten is fine": an hour with nothing before it and the verdict right after. */
function opens(items: readonly Item[], at: number): boolean {
  const next = items[at + 1];
  return at === 0 && (hasSign(next, 'yes', 'no', 'not') || IS.includes(next?.text ?? ''));
}

function halfClock(items: readonly Item[], at: number, { vocabulary }: Lexicon): Found {
  const whole = signOf(items[at], 'half-hour');
  if (whole !== undefined) return { word: either(whole.value * 60 + 30), end: at + 1 };
  if (!hasSign(items[at], 'half')) return null;
  const next = items[at + 1]?.text === '-' ? at + 2 : at + 1;
  const hour = signOf(items[next], 'hour')?.value ?? plusOne(signOf(items[next], 'ordinal')?.value);
  return hour === null ? null : { word: either((hour * 60 + vocabulary.halfMinutes) % NOON), end: next + 1 };
}

function atClock(items: readonly Item[], hour: number, minute: number, at: number): Found {
  const end = hasSign(items[at], 'oclock') ? at + 1 : at;
  const stated = (hour % 24) * 60 + minute;
  if (hasSign(items[end], 'pm') && hour <= 12) {
    const minutes = (hour % 12) * 60 + minute + NOON;
    return { word: { kind: 'clock', minutes: [minutes], stated: minutes }, end: end + 1 };
  }
  if (hasSign(items[end], 'am') && hour <= 12) {
    const minutes = (hour % 12) * 60 + minute;
    return { word: { kind: 'clock', minutes: [minutes], stated: minutes }, end: end + 1 };
  }
  if (hour === 0 || hour > 12) return { word: { kind: 'clock', minutes: [stated], stated }, end };
  return { word: { ...either(stated % NOON), stated }, end };
}

function either(minutes: number) {
  return { kind: 'clock' as const, minutes: [minutes, minutes + NOON], stated: minutes };
}

function named(items: readonly Item[], at: number, written: number): Found {
  const item = items[at];
  const part = signOf(item, 'part');
  const hours = part === undefined ? null : ([part.value * 60, part.until * 60] as const);
  const weekday = signOf(item, 'weekday');
  if (weekday !== undefined)
    return { word: { kind: 'weekday', weekday: weekday.value, part: hours }, end: at + 1 };
  if (hours !== null) return { word: { kind: 'part', part: hours }, end: at + 1 };
  const relative = signOf(item, 'relative');
  if (relative !== undefined)
    return { word: { kind: 'relative', days: [written + relative.value] }, end: at + 1 };
  return hasSign(item, 'next-week') ? { word: { kind: 'week' }, end: at + 1 } : null;
}

function isEnding(item: Item | undefined): boolean {
  return item?.text === '.' || item?.text === '-' || hasSign(item, 'ordinal-ending');
}

function fourDigits(item: Item | undefined): number | null {
  return item?.text.length === 4 ? item.number : null;
}

function plusOne(index: number | undefined): number | null {
  return index === undefined ? null : index + 1;
}
