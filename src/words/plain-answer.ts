import { formatDate } from '../time/civil.js';
import { instantToWall } from '../time/wall-clock.js';
import { type Clause, clausesOf } from './clauses.js';
import { lexiconFor } from './languages.js';
import { hasSign, type Item, itemsOf, type Lexicon } from './lexicon.js';
import { fitting, type Mention, mentionsOf, namedDay, type OfferedTime, type TextRange } from './mentions.js';
import { ownWords } from './own-words.js';
import { timeWords } from './time-words.js';
import type { WordLanguage } from './vocabulary.js';

export interface PlainAnswerInput {
  readonly text: string;
  /** Those still open, in the order in which the partner was shown them; `start` in epoch ms. */
  readonly options: readonly { readonly optionId: string; readonly start: number }[];
  /** The IANA name of the zone in which the partner was shown them. */
  readonly zone: string;
  /** What the partner is written to in; the text's own language wins where it shows. */
  readonly language: WordLanguage;
  /** When the mail was written (epoch ms): "tomorrow" is the day after. */
  readonly writtenAt: number;
}

/** `unsure`: a person has to read it, whatever options it speaks of. */
export type PlainMeaning = 'yes' | 'no' | 'other-time' | 'unsure';

export interface MeantOption {
  readonly optionId: string;
  /** `perhaps`: one of several that fit the words, or under a condition, or not called good at all. */
  readonly says: 'yes' | 'perhaps' | 'no';
  readonly ranges: readonly TextRange[];
}

/** A time that was not offered: its day (YYYY-MM-DD) and minutes of the partner's wall clock, as far as they are said. */
export interface NamedTime {
  readonly day: string | null;
  readonly minutes: number | null;
  readonly ranges: readonly TextRange[];
}

export interface PlainReading {
  readonly meaning: PlainMeaning;
  readonly language: WordLanguage;
  /** An option may stand here twice when the text contradicts itself. */
  readonly options: readonly MeantOption[];
  readonly named: readonly NamedTime[];
  /** The words that say yes, no, or that there is a condition. */
  readonly signs: readonly (TextRange & { readonly says: 'yes' | 'no' | 'doubt' | 'other' })[];
}

/** An answer is short; what stands below so much text is not looked at. */
const MOST_READ = 10_000;

/**
 * What a plain answer seems to mean. It decides nothing: a person reads it and presses. A yes that is not seen costs
 * that person a minute, one that was never given costs a meeting; so every doubt (a condition, a question, two times,
 * words on both sides) makes it `unsure`. Never throws; an unknown zone is `unsure` about everything.
 */
export function readPlainAnswer(input: PlainAnswerInput): PlainReading {
  const own = ownWords(input.text.slice(0, MOST_READ));
  const { language, lexicon } = lexiconFor(own, input.language);
  const written = instantToWall(input.zone, input.writtenAt);
  const walls = input.options.map(({ start }) => instantToWall(input.zone, start));
  const offered = walls.flatMap((wall): OfferedTime[] =>
    'refused' in wall ? [] : [{ day: wall.dayNumber, minutes: wall.hour * 60 + wall.minute }],
  );
  if ('refused' in written) return { meaning: 'unsure', language, options: [], named: [], signs: [] };
  const today = written.dayNumber;
  const clauses = clausesOf(itemsOf(own, lexicon));
  const said = clauses.map((clause) => readClause(clause, lexicon, offered, today));
  return {
    language,
    ...weigh(
      said,
      input.options.map(({ optionId }) => optionId),
      today,
    ),
  };
}

interface SaidClause {
  readonly yes: boolean;
  readonly no: boolean;
  readonly none: boolean;
  readonly every: boolean;
  readonly doubt: boolean;
  readonly other: boolean;
  readonly mentions: readonly { readonly mention: Mention; readonly places: readonly number[] }[];
  readonly signs: PlainReading['signs'];
}

function readClause(
  clause: Clause,
  lexicon: Lexicon,
  offered: readonly OfferedTime[],
  today: number,
): SaidClause {
  const { items } = clause;
  const has = (kind: Parameters<typeof hasSign>[1]) => items.some((item) => hasSign(item, kind));
  const words = timeWords(items, lexicon, today);
  const all = mentionsOf(words, items);
  // "Next week" alone is not one of our times, even if they lie in it.
  const mentions = all.filter(({ days, clock, bounds, index }) => {
    return clock !== null || bounds.length > 0 || index !== null || days.some(({ kind }) => kind !== 'week');
  });
  const negated = has('no') || (has('not') && (has('yes') || mentions.length > 0));
  return {
    yes: has('yes') && !negated && !has('none'),
    no: negated,
    none: has('none'),
    every: has('every'),
    doubt: has('doubt') || clause.asks,
    other: has('other') || mentions.length < all.length,
    mentions: mentions.map((mention) => ({ mention, places: fitting(mention, offered, today) })),
    signs: items.flatMap((item) => signsOf(item)),
  };
}

function signsOf(item: Item): PlainReading['signs'] {
  const { from, to } = item;
  if (hasSign(item, 'no', 'not', 'none')) return [{ from, to, says: 'no' }];
  if (hasSign(item, 'doubt')) return [{ from, to, says: 'doubt' }];
  if (hasSign(item, 'other', 'next-week')) return [{ from, to, says: 'other' }];
  return hasSign(item, 'yes') ? [{ from, to, says: 'yes' }] : [];
}

function weigh(
  clauses: readonly SaidClause[],
  optionIds: readonly string[],
  today: number,
): Omit<PlainReading, 'language'> {
  const doubtOverAll = clauses.some(({ doubt, mentions, other }) => doubt && mentions.length === 0 && !other);
  const options = new Map<string, MeantOption>();
  const named: NamedTime[] = [];
  for (const clause of clauses) {
    for (const { mention, places } of clause.mentions) {
      if (places.length === 0 && !clause.no && mention.index === null) named.push(nameOf(mention, today));
      const says = saysOf(clause, mention, places, doubtOverAll);
      for (const place of places) {
        const optionId = optionIds[place];
        if (optionId === undefined || (says === 'no' && places.length > 1 && mention.days.length === 0))
          continue;
        const before = options.get(`${optionId} ${says}`)?.ranges ?? [];
        options.set(`${optionId} ${says}`, { optionId, says, ranges: [...before, ...mention.ranges] });
      }
    }
  }
  const meant = [...options.values()];
  const meaning = meaningOf(clauses, meant, named, optionIds.length, doubtOverAll);
  return { meaning, options: meant, named, signs: clauses.flatMap(({ signs }) => signs) };
}

function saysOf(
  clause: SaidClause,
  mention: Mention,
  places: readonly number[],
  doubtOverAll: boolean,
): MeantOption['says'] {
  if (clause.no || clause.none) return clause.doubt && !clause.none ? 'perhaps' : 'no';
  const sure = clause.yes && !clause.doubt && !doubtOverAll && mention.bounds.length === 0;
  return sure && places.length === 1 ? 'yes' : 'perhaps';
}

function meaningOf(
  clauses: readonly SaidClause[],
  meant: readonly MeantOption[],
  named: readonly NamedTime[],
  offered: number,
  doubtOverAll: boolean,
): PlainMeaning {
  const of = (says: MeantOption['says']) => meant.filter((option) => option.says === says);
  const [yes, perhaps, no] = [of('yes'), of('perhaps'), of('no')];
  const other = clauses.some((clause) => clause.other);
  const open = clauses.filter(({ mentions }) => mentions.length === 0);
  const refusesAll = clauses.some(({ none }) => none) || open.some((clause) => clause.no && !clause.doubt);
  const agrees = open.some((clause) => clause.yes && !clause.doubt && !clause.other);
  if (refusesAll) {
    if (yes.length > 0 || perhaps.length > 0 || agrees) return 'unsure';
    return other || named.length > 0 ? 'other-time' : 'no';
  }
  if (yes.length > 0) {
    const several = yes.length > 1 && !clauses.some(({ every }) => every);
    const refused = yes.some(({ optionId }) => no.some((option) => option.optionId === optionId));
    return several || refused || other || named.length > 0 || perhaps.length > 0 ? 'unsure' : 'yes';
  }
  if (perhaps.length > 0) return 'unsure';
  if (other || named.length > 0) return 'other-time';
  if (no.length > 0) return no.length === offered ? 'no' : 'unsure';
  return agrees && !doubtOverAll ? 'yes' : 'unsure';
}

function nameOf(mention: Mention, today: number): NamedTime {
  const day = namedDay(mention, today);
  const minutes = mention.clock?.stated ?? mention.bounds[0]?.stated ?? null;
  return { day: day === null ? null : formatDate(day), minutes, ranges: mention.ranges };
}
