import type { Language } from './language.js';

/**
 * City names in the genitive, as "Rīgas laiks" needs them. Latvian declines and respells foreign names, so there is no
 * rule that would make them out of the IANA name; a zone that is not here is named by its offset.
 */
const LATVIAN_CITIES: Readonly<Record<string, string>> = {
  'Europe/Riga': 'Rīgas',
  'Europe/Vilnius': 'Viļņas',
  'Europe/Tallinn': 'Tallinas',
  'Europe/Helsinki': 'Helsinku',
  'Europe/Stockholm': 'Stokholmas',
  'Europe/Oslo': 'Oslo',
  'Europe/Copenhagen': 'Kopenhāgenas',
  'Europe/Berlin': 'Berlīnes',
  'Europe/Warsaw': 'Varšavas',
  'Europe/Prague': 'Prāgas',
  'Europe/Vienna': 'Vīnes',
  'Europe/Zurich': 'Cīrihes',
  'Europe/Paris': 'Parīzes',
  'Europe/Brussels': 'Briseles',
  'Europe/Amsterdam': 'Amsterdamas',
  'Europe/Madrid': 'Madrides',
  'Europe/Lisbon': 'Lisabonas',
  'Europe/Rome': 'Romas',
  'Europe/London': 'Londonas',
  'Europe/Dublin': 'Dublinas',
  'Europe/Kyiv': 'Kijivas',
  'Europe/Kiev': 'Kijivas',
  'Europe/Athens': 'Atēnu',
  'Europe/Istanbul': 'Stambulas',
  'Asia/Dubai': 'Dubaijas',
  'Asia/Tokyo': 'Tokijas',
  'America/New_York': 'Ņujorkas',
  'America/Chicago': 'Čikāgas',
  'America/Los_Angeles': 'Losandželosas',
};

/** `UTC+2`, `UTC-3:30`, `UTC`; minutes east of UTC. */
export const sayOffset = (minutes: number): string => {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
};

/**
 * "Rīgas laiks", "Riga time", "Osteuropäische Zeit", "часовой пояс: Латвия"; null where the language has no name for the zone (then say the offset).
 * @param zone IANA name. @param at epoch ms: some zones had other names once.
 */
export const zoneName = (zone: string, language: Language, at: number): string | null => {
  if (language === 'lv') {
    const city = LATVIAN_CITIES[zone];
    return city === undefined ? null : `${city} laiks`;
  }
  if (language !== 'en') return intlName(zone, language, at);
  const [area, ...places] = zone.split('/');
  const place = places.at(-1);
  if (place === undefined || area === 'Etc' || area === 'SystemV') return null;
  return `${place.replaceAll('_', ' ')} time`;
};

/**
 * German has names for the zones themselves; the Russian ones of the larger zones ("Восточная Европа") say less to a
 * reader than the country or city that Intl names for the clocks of this one.
 */
const intlName = (zone: string, language: 'ru' | 'de', at: number): string | null => {
  const style = language === 'de' ? 'longGeneric' : 'shortGeneric';
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: style });
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  if (name === undefined || /^(GMT|UTC)/.test(name)) return null;
  return language === 'de' ? name : `часовой пояс: ${name}`;
};
