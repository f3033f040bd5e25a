import type { Vocabulary } from './vocabulary.js';

/** What a word or phrase may stand for. */
export type SignKind =
  | 'yes'
  | 'no'
  | 'not'
  | 'none'
  | 'every'
  | 'doubt'
  | 'other'
  | 'but'
  | 'neutral'
  | 'next-week'
  | 'last'
  | 'option'
  | 'ordinal-ending'
  | 'at'
  | 'oclock'
  | 'am'
  | 'pm'
  | 'after'
  | 'before'
  | 'half'
  | 'weekday'
  | 'month'
  | 'relative'
  | 'ordinal'
  | 'hour'
  | 'half-hour'
  | 'minute'
  | 'part';

/** `value`: of a weekday and month from 0, of an ordinal from 0, of hours 1 to 12; `until` ends a part (hours). */
export interface Sign {
  readonly kind: SignKind;
  readonly value: number;
  readonly until: number;
}

interface Entry {
  readonly words: readonly string[];
  readonly signs: Sign[];
}

/** A word, number or mark, or a phrase that is known, at `from` to `to` (half-open, UTF-16) of the text. */
export interface Item {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly number: number | null;
  readonly signs: readonly Sign[];
}

export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly byWord: ReadonlyMap<string, readonly Entry[]>;
  readonly byStart: readonly Entry[];
}

const TOKEN = /\p{L}[\p{L}\p{M}']*|\d+|\n[^\S\n]*\n|\n|[^\s]/gu;

export function lexiconOf(vocabulary: Vocabulary): Lexicon {
  const entries = new Map<string, Entry>();
  const add = (phrases: readonly string[], kind: SignKind, value = 0, until = 0): void => {
    for (const phrase of phrases) {
      const key = normal(phrase);
      const entry = entries.get(key) ?? { words: key.split(' '), signs: [] };
      entry.signs.push({ kind, value, until });
      entries.set(key, entry);
    }
  };
  const numbered = (lists: readonly (readonly string[])[], kind: SignKind, first = 0): void => {
    for (const [index, phrases] of lists.entries()) add(phrases, kind, index + first);
  };
  const v = vocabulary;
  for (const kind of ['yes', 'no', 'not', 'none', 'every', 'doubt', 'other', 'but', 'neutral'] as const) {
    add(v[kind], kind);
  }
  for (const kind of ['last', 'option', 'at', 'oclock', 'am', 'pm', 'after', 'before', 'half'] as const) {
    add(v[kind], kind);
  }
  add(v.nextWeek, 'next-week');
  add(v.ordinalEndings, 'ordinal-ending');
  numbered(v.weekdays, 'weekday');
  numbered(v.months, 'month');
  numbered(v.relative, 'relative');
  numbered(v.ordinals, 'ordinal');
  numbered(v.hours, 'hour', 1);
  numbered(v.halfHours, 'half-hour');
  for (const [minutes, phrases] of v.minutes) add(phrases, 'minute', minutes);
  for (const [from, until, phrases] of v.parts) {
    add(phrases, 'part', from, until);
    if (!v.partsJoin) continue;
    for (const [day, names] of v.weekdays.entries()) {
      const joined = names.flatMap((name) => phrases.map((part) => name + part));
      add(joined, 'weekday', day);
      add(joined, 'part', from, until);
    }
  }
  const byWord = new Map<string, Entry[]>();
  const byStart: Entry[] = [];
  for (const entry of entries.values()) {
    const first = entry.words[0] ?? '';
    if (first.endsWith('*')) byStart.push(entry);
    else byWord.set(first, [...(byWord.get(first) ?? []), entry]);
  }
  return { vocabulary, byWord, byStart };
}

/** The items of a text, known phrases as one. One pass: bounded by the text times the vocabulary. */
export function itemsOf(text: string, lexicon: Lexicon): Item[] {
  const tokens = Array.from(text.replace(/[’‘`]/g, "'").matchAll(TOKEN), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    text: match[0].startsWith('\n') ? match[0] : normal(match[0]),
  }));
  const items: Item[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const found = longest(tokens, at, lexicon);
    const last = tokens[found.next - 1] ?? token;
    const digits = /^\d{1,4}$/.test(token.text);
    items.push({ ...token, to: last.to, number: digits ? Number(token.text) : null, signs: found.signs });
    at = found.next;
  }
  return items;
}

export function signOf(item: Item | undefined, kind: SignKind): Sign | undefined {
  return item?.signs.find((sign) => sign.kind === kind);
}

export function hasSign(item: Item | undefined, ...kinds: readonly SignKind[]): boolean {
  return item?.signs.some(({ kind }) => kinds.includes(kind)) ?? false;
}

function normal(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}

type Token = { readonly text: string };

function longest(
  tokens: readonly Token[],
  at: number,
  { byWord, byStart }: Lexicon,
): { next: number; signs: readonly Sign[] } {
  const first = tokens[at]?.text ?? '';
  let best: { next: number; signs: readonly Sign[]; words: number } = { next: at + 1, signs: [], words: 0 };
  for (const entry of [...(byWord.get(first) ?? []), ...byStart]) {
    const next = fits(tokens, at, entry.words);
    if (next !== null && entry.words.length > best.words)
      best = { next, signs: entry.signs, words: entry.words.length };
  }
  return best;
}

/** Past the phrase, if it stands here; a hyphen or a line's end may part its words. */
function fits(tokens: readonly Token[], at: number, words: readonly string[]): number | null {
  let next = at;
  for (const [index, word] of words.entries()) {
    if (index > 0 && ['-', '\n'].includes(tokens[next]?.text ?? '')) next += 1;
    const token = tokens[next]?.text;
    if (token === undefined) return null;
    if (word.endsWith('*') ? !token.startsWith(word.slice(0, -1)) : token !== word) return null;
    next += 1;
  }
  return next;
}
