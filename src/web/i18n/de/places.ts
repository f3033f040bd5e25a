import type { GermanTexts } from '../texts-shape.js';

export const places: GermanTexts['places'] = {
  none: 'Noch kein Ort.',
  noneHint: 'Orte lassen sich in Vorschlägen wählen; Gesprächspartner bekommen eine Karte dazu.',
  add: 'Ort anlegen',
  edit: 'Ort ändern',
  address: 'Adresse',
};
