export const WORD_LANGUAGES = ['lv', 'en', 'ru', 'de'] as const;
export type WordLanguage = (typeof WORD_LANGUAGES)[number];

/**
 * The words of one language in which people answer. An entry is a word or several words with blanks between them, in
 * small letters and with е for ё; `*` stands for any ending. The longest entry wins where several fit.
 */
export interface Vocabulary {
  readonly yes: readonly string[];
  /** No by itself: "cannot", "nevaru". */
  readonly no: readonly string[];
  /** Turns the rest of its clause round: "not". */
  readonly not: readonly string[];
  /** No to everything that was offered. */
  readonly none: readonly string[];
  /** Several times at once are meant, not a choice among them: "both". */
  readonly every: readonly string[];
  /** Conditions and reservations: what they go with is not an answer yet. */
  readonly doubt: readonly string[];
  /** Another time than those offered is wanted. */
  readonly other: readonly string[];
  readonly but: readonly string[];
  /** Said like an answer but none: "good morning". */
  readonly neutral: readonly string[];
  /** From Monday. */
  readonly weekdays: readonly (readonly string[])[];
  /** From January. */
  readonly months: readonly (readonly string[])[];
  /** Today, tomorrow, the day after. */
  readonly relative: readonly (readonly string[])[];
  readonly nextWeek: readonly string[];
  /** From the first. */
  readonly ordinals: readonly (readonly string[])[];
  readonly last: readonly string[];
  /** What an ordinal counts: "option". */
  readonly option: readonly string[];
  /** Endings of an ordinal in figures: "nd". */
  readonly ordinalEndings: readonly string[];
  /** From one o'clock to twelve. */
  readonly hours: readonly (readonly string[])[];
  /** The form of an hour alone says that it is one ("desmitos"). */
  readonly hoursStandAlone: boolean;
  /** From 00:30 or 12:30 on, in one word: "pusvienpadsmitos". */
  readonly halfHours: readonly (readonly string[])[];
  readonly half: readonly string[];
  /** "half past ten" is 30, "halb elf" -30. */
  readonly halfMinutes: 30 | -30;
  readonly minutes: readonly (readonly [number, readonly string[]])[];
  readonly at: readonly string[];
  readonly oclock: readonly string[];
  readonly am: readonly string[];
  readonly pm: readonly string[];
  readonly after: readonly string[];
  readonly before: readonly string[];
  /** From and to in hours. */
  readonly parts: readonly (readonly [number, number, readonly string[]])[];
  /** Weekday and part are written as one word: "Dienstagvormittag". */
  readonly partsJoin: boolean;
}
