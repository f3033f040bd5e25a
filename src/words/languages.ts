import { german } from './de.js';
import { english } from './en.js';
import { itemsOf, type Lexicon, lexiconOf } from './lexicon.js';
import { latvian } from './lv.js';
import { russian } from './ru.js';
import { WORD_LANGUAGES, type WordLanguage } from './vocabulary.js';

const LEXICONS: Readonly<Record<WordLanguage, Lexicon>> = {
  lv: lexiconOf(latvian),
  en: lexiconOf(english),
  ru: lexiconOf(russian),
  de: lexiconOf(german),
};

/**
 * The language of which most letters are known words. One for the whole text, since "der" is "suits" in Latvian and
 * an article in German, and "no" is "from" and "no"; `expected` is taken where several know as much.
 */
export function lexiconFor(
  text: string,
  expected: WordLanguage,
): { language: WordLanguage; lexicon: Lexicon } {
  let language = expected;
  let most = known(text, LEXICONS[expected]);
  for (const candidate of WORD_LANGUAGES) {
    const letters = known(text, LEXICONS[candidate]);
    if (letters > most) [language, most] = [candidate, letters];
  }
  return { language, lexicon: LEXICONS[language] };
}

function known(text: string, lexicon: Lexicon): number {
  return itemsOf(text, lexicon).reduce(
    (sum, { signs, text: word }) => sum + (signs.length > 0 ? word.length : 0),
    0,
  );
}
