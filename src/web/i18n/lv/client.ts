import type { Texts } from '../texts-shape.js';

export const client: Texts['client'] = {
  bar: 'Izvēlētais klients',
  choose: 'Izvēlieties klientu',
  switch: 'Mainīt klientu',
  week: 'Nedēļa',
  propose: 'Piedāvāt',
  phone: 'Tālrunis',
  meetings: 'Tikšanās',
  settings: 'Iestatījumi',
  person: 'Persona',
  none: 'Jums vēl nav piešķirts neviens klients. Klientus piešķir aģentūras īpašnieks.',
};
