import { LANGUAGES, type Language, languageOf } from '../mail/templates/language.js';

/**
 * The language of a page: the one that was pressed (?lang=), else the attendee's, else the first of Accept-Language
 * that we have, else English. Nothing is kept.
 */
export const pageLanguage = (
  pressed: unknown,
  attendeeLocale: string | null,
  acceptLanguage: string | undefined,
): Language => {
  const chosen = LANGUAGES.find((language) => language === pressed);
  if (chosen !== undefined) return chosen;
  if (attendeeLocale !== null) return languageOf(attendeeLocale);
  const wanted = (acceptLanguage ?? '').split(',').map((part) => part.trim().toLowerCase().split(/[-;]/)[0]);
  const known = wanted.find((language) => LANGUAGES.some((one) => one === language));
  return languageOf(known ?? 'en');
};
