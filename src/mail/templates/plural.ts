import type { Language } from './language.js';

/**
 * The forms of a noun after a number, by the language's own rule (Unicode CLDR, by way of Intl): English and German have
 * one and other; Latvian has zero (0, 10 to 20, 30 ...: genitive), one (1, 21, 31 ...) and other; Russian has one
 * (1, 21 ...), few (2 to 4, 22 to 24 ...) and many (0, 5 to 20 ...).
 */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

const RULES: Readonly<Record<Language, Intl.PluralRules>> = {
  lv: new Intl.PluralRules('lv'),
  en: new Intl.PluralRules('en'),
  ru: new Intl.PluralRules('ru'),
  de: new Intl.PluralRules('de'),
};

/** "3 laiki", "5 вариантов": the number and the form that goes with it. */
export const counted = (count: number, forms: PluralForms, language: Language): string =>
  `${count} ${forms[RULES[language].select(count)] ?? forms.other}`;
