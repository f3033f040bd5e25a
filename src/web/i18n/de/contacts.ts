import type { GermanTexts } from '../texts-shape.js';

export const contacts: GermanTexts['contacts'] = {
  none: 'Noch kein Kontakt.',
  noneHint: 'Kontakte entstehen beim Vorschlagen, oder hier.',
  add: 'Kontakt anlegen',
  edit: 'Kontakt ändern',
  search: 'Kontakte durchsuchen',
  nothing: 'Kein Kontakt passt zu „{{text}}“.',
};
