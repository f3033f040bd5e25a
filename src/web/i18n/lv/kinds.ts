import type { Texts } from '../texts-shape.js';

export const kinds: Texts['kinds'] = {
  lead: 'Kādēļ klients ar cilvēkiem tiekas. Neaizpildīts skaitlis ir tāds, kā teikts noteikumos visām tikšanām.',
  add: 'Pievienot tikšanās veidu',
  edit: 'Mainīt tikšanās veidu',
  none: 'Tikšanās veidu vēl nav.',
  noneHint: 'Apskate objektā un zvans atšķiras ilgumā, vietā un tajā, cik dienā var paspēt.',
  namePlaceholder: 'Piemēram: apskate objektā',
  mode: 'Kā tiekas',
  modes: { in_person: 'Klātienē', phone: 'Pa tālruni', video: 'Videozvanā' },
  place: 'Parastā vieta',
  placeNone: 'Nav noteiktas vietas',
  durationMinutes: 'Ilgums, minūtes',
  bufferBeforeMinutes: 'Brīvs pirms, minūtes',
  bufferAfterMinutes: 'Brīvs pēc, minūtes',
  mostADay: 'Ne vairāk dienā',
  mostAWeek: 'Ne vairāk nedēļā',
  asUsual: 'kā parasti',
  aDay: 'ne vairāk kā {{count}} dienā',
  aWeek: 'ne vairāk kā {{count}} nedēļā',
};
