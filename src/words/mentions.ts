import { mondayOf, weekday } from '../time/civil.js';
import type { Item } from './lexicon.js';
import type { PlacedTimeWord, TimeWord } from './time-words.js';

/** Characters of the text, half-open, UTF-16. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

type DayWord = Extract<TimeWord, { kind: 'date' | 'relative' | 'weekday' | 'week' }>;
type BoundWord = Extract<TimeWord, { kind: 'after' | 'before' }>;
type ClockWord = Extract<TimeWord, { kind: 'clock' }>;

/** One time as it is named: "Tuesday at ten", "the second one", "after 14". */
export interface Mention {
  readonly days: readonly DayWord[];
  readonly clock: ClockWord | null;
  readonly parts: readonly (readonly [number, number])[];
  readonly bounds: readonly BoundWord[];
  readonly index: number | 'last' | null;
  readonly ranges: readonly TextRange[];
}

/** An option in the wall clock of the reader: its day number and the minutes at which it starts. */
export interface OfferedTime {
  readonly day: number;
  readonly minutes: number;
}

const APART = ['or', 'and', 'un', 'vai', 'и', 'или', 'und', 'oder', '/'];

interface Growing {
  days: DayWord[];
  /** The days are those of the mention before: "Tuesday at ten or eleven". */
  inherited: boolean;
  clock: ClockWord | null;
  parts: (readonly [number, number])[];
  bounds: BoundWord[];
  index: number | 'last' | null;
  ranges: TextRange[];
  end: number;
}

/** What belongs together of the words about times: a day with its clock, a weekday with its date. */
export function mentionsOf(words: readonly PlacedTimeWord[], items: readonly Item[]): Mention[] {
  const mentions: Growing[] = [];
  for (const { word, first, end } of words) {
    const last = mentions.at(-1);
    const mention =
      last !== undefined && takes(last, word, items.slice(last.end, first)) ? last : begun(last, word);
    if (mention !== last) mentions.push(mention);
    put(mention, word);
    mention.end = end;
    mention.ranges.push({ from: items[first]?.from ?? 0, to: items[end - 1]?.to ?? 0 });
  }
  return mentions.filter(({ days, clock, bounds, index }) => {
    return days.length > 0 || clock !== null || bounds.length > 0 || index !== null;
  });
}

function begun(last: Growing | undefined, word: TimeWord): Growing {
  const inherits = last !== undefined && (word.kind === 'clock' || isBound(word));
  const days = inherits ? [...last.days] : [];
  return {
    days,
    inherited: days.length > 0,
    clock: null,
    parts: [],
    bounds: [],
    index: null,
    ranges: [],
    end: 0,
  };
}

function takes(last: Growing, word: TimeWord, between: readonly Item[]): boolean {
  if (last.index !== null || word.kind === 'ordinal' || word.kind === 'last') return false;
  if (word.kind === 'part') return true;
  if (word.kind === 'clock') return last.clock === null && last.bounds.length === 0;
  if (isBound(word)) return last.clock === null && last.bounds.every(({ kind }) => kind !== word.kind);
  if (last.days.length === 0 || last.inherited) return true;
  const close = between.length <= 2 && !between.some(({ text }) => APART.includes(text));
  return close && last.days.every(({ kind }) => kind !== word.kind);
}

function put(mention: Growing, word: TimeWord): void {
  switch (word.kind) {
    case 'ordinal':
      mention.index = word.index;
      return;
    case 'last':
      mention.index = 'last';
      return;
    case 'part':
      mention.parts.push(word.part);
      return;
    case 'clock':
      mention.clock = word;
      return;
    case 'after':
    case 'before':
      mention.bounds.push(word);
      return;
    default:
      if (mention.inherited) mention.days = [];
      mention.inherited = false;
      mention.days.push(word);
      if (word.kind === 'weekday' && word.part !== null) mention.parts.push(word.part);
  }
}

function isBound(word: TimeWord): word is BoundWord {
  return word.kind === 'after' || word.kind === 'before';
}

/** Places in `offered` that the mention fits: more than one where it does not say which. */
export function fitting(mention: Mention, offered: readonly OfferedTime[], written: number): number[] {
  if (mention.index === 'last') return offered.length === 0 ? [] : [offered.length - 1];
  if (mention.index !== null) return mention.index < offered.length ? [mention.index] : [];
  const { days, clock, parts, bounds } = mention;
  return [...offered.keys()].filter((place) => {
    const time = offered[place];
    if (time === undefined) return false;
    return (
      days.every((word) => onDay(word, time.day, written)) &&
      (clock === null || clock.minutes.includes(time.minutes)) &&
      parts.every(([from, to]) => time.minutes >= from && time.minutes < to) &&
      bounds.every(({ kind, stated }) => (kind === 'after' ? time.minutes >= stated : time.minutes < stated))
    );
  });
}

function onDay(word: DayWord, day: number, written: number): boolean {
  if (word.kind === 'weekday') return weekday(day) === word.weekday;
  if (word.kind === 'week') return mondayOf(day) === mondayOf(written) + 7;
  return word.days.includes(day);
}

/** The day that is named, by its number: of a weekday the next one after the day of writing; null: none, or unclear. */
export function namedDay({ days }: Mention, written: number): number | null {
  const exact = days.find((word) => word.kind === 'date' || word.kind === 'relative');
  if (exact !== undefined && 'days' in exact) return exact.days.length === 1 ? (exact.days[0] ?? null) : null;
  const named = days.find((word) => word.kind === 'weekday');
  if (named?.kind !== 'weekday') return null;
  if (days.some(({ kind }) => kind === 'week')) return mondayOf(written) + 7 + named.weekday;
  return written + ((named.weekday - weekday(written) + 6) % 7) + 1;
}
