import { hasSign, type Item } from './lexicon.js';

/** A stretch of words that says yes, no or nothing about the times in it. */
export interface Clause {
  readonly items: readonly Item[];
  readonly asks: boolean;
}

const LONG_LINE = 50;
const POLAR = ['yes', 'no', 'not', 'none'] as const;
const SHORT = ['weekday', 'month', 'at', 'oclock', 'am', 'pm'] as const;

/**
 * Sentences, parted at commas where each side says yes or no by itself: "Tuesday is fine, Wednesday is not" is two,
 * "Tuesday, 1 December, 10:00 is fine" is one, and so is "Yes, Tuesday".
 */
export function clausesOf(items: readonly Item[]): Clause[] {
  return sentences(items).flatMap(({ segments, asks }) => {
    const clauses: Item[][] = [];
    let waiting: Item[] = [];
    for (const segment of segments) {
      waiting = [...waiting, ...segment];
      if (!segment.some((item) => hasSign(item, ...POLAR))) continue;
      clauses.push(waiting);
      waiting = [];
    }
    const before = clauses.at(-1);
    if (waiting.length > 0) {
      if (before !== undefined && goesOn(before)) before.push(...waiting);
      else clauses.push(waiting);
    }
    return clauses.map((own) => ({ items: own, asks }));
  });
}

/**
 * "Yes, Tuesday" and "Tuesday is fine, 10:00" say yes to what follows: at worst to a second time, which makes two and
 * so a doubt. "No, Tuesday" says nothing clear.
 */
function goesOn(before: readonly Item[]): boolean {
  return !before.some((item) => hasSign(item, 'no', 'not', 'none'));
}

function sentences(items: readonly Item[]): { segments: Item[][]; asks: boolean }[] {
  const all: { segments: Item[][]; asks: boolean }[] = [];
  let segments: Item[][] = [[]];
  let lineFrom = items[0]?.from ?? 0;
  const end = (asks: boolean): void => {
    all.push({ segments: segments.filter((segment) => segment.length > 0), asks });
    segments = [[]];
  };
  for (const [index, item] of items.entries()) {
    const line = item.text.startsWith('\n');
    if (line) {
      if (item.text.length > 1 || item.from - lineFrom < LONG_LINE) end(false);
      lineFrom = item.to;
    } else if (item.text === '?' || item.text === '!' || item.text === ';' || hasSign(item, 'but')) {
      end(item.text === '?');
    } else if (item.text === '.' && endsSentence(items, index)) {
      end(false);
    } else if (item.text === ',' || item.text === '–' || item.text === '—' || isColon(items, index)) {
      segments.push([]);
    } else {
      segments.at(-1)?.push(item);
    }
  }
  end(false);
  return all.filter((sentence) => sentence.segments.length > 0);
}

/** Not after a figure ("2. decembris", "10.00") or a shortened name ("Tue.", "plkst."), unless the line ends there. */
function endsSentence(items: readonly Item[], at: number): boolean {
  const before = items[at - 1];
  const next = items[at + 1];
  if (before === undefined || next === undefined || next.text.startsWith('\n')) return true;
  if (before.number !== null) return false;
  return !(before.text.length <= 5 && hasSign(before, ...SHORT));
}

function isColon(items: readonly Item[], at: number): boolean {
  return items[at]?.text === ':' && (items[at - 1]?.number ?? null) === null;
}
