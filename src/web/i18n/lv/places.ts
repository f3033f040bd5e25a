import type { Texts } from '../texts-shape.js';

export const places: Texts['places'] = {
  none: 'Vietu vēl nav.',
  noneHint: 'Vietas var izvēlēties piedāvājumos, un partneri saņem karti.',
  add: 'Pievienot vietu',
  edit: 'Mainīt vietu',
  address: 'Adrese',
};
