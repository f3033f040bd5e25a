import type { Texts } from '../texts-shape.js';

export const places: Texts['places'] = {
  none: 'Vietu vēl nav.',
  noneHint: 'Vietas var izvēlēties piedāvājumos, un partneri saņem karti.',
  add: 'Pievienot vietu',
  edit: 'Mainīt vietu',
  address: 'Adrese',
  latitude: 'Platums',
  longitude: 'Garums',
  pointHint: 'Grādi, kā tos rāda karte. Pēc tiem tiek lēsts ceļš, ja minūtes nav norunātas.',
  noPoint: 'vēl nav kartē: ceļš uz turieni nav zināms',
  ways: 'Ceļš starp vietām',
  waysLead:
    'Minūtes, ko zināt labāk par aplēsi. Ja lauks ir tukšs, ceļš tiek lēsts; atpakaļceļš ir tikpat ilgs.',
  minutes: 'minūtes',
};
