import type { Texts } from '../texts-shape.js';

export const contacts: Texts['contacts'] = {
  none: 'Kontaktu vēl nav.',
  noneHint: 'Kontaktus izveido, sagatavojot piedāvājumu, vai šeit.',
  add: 'Pievienot kontaktu',
  edit: 'Mainīt kontaktu',
  search: 'Meklēt kontaktos',
  nothing: 'Neviens kontakts neatbilst „{{text}}”.',
};
