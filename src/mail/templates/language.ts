/** The languages that partners are written to in. */
export const LANGUAGES = ['lv', 'en', 'ru', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language for a locale such as `lv-LV`; English for one without texts, since somebody will be able to read it. */
export const languageOf = (locale: string): Language => {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
};
