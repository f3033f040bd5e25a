import { type Language, languageOf } from './mail/templates/language.js';

/** One sentence for the people of the house, in the languages of the console. */
export type Sentence = Readonly<Record<Language, string>>;

/** @param locale such as `lv` or `lv-LV`; English for one that the house does not speak. */
export const inLocale = (sentence: Sentence, locale: string): string => sentence[languageOf(locale)];
