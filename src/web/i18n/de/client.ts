import type { GermanTexts } from '../texts-shape.js';

export const client: GermanTexts['client'] = {
  bar: 'Gewählter Kunde',
  choose: 'Kunden wählen',
  switch: 'Kunden wechseln',
  week: 'Woche',
  propose: 'Vorschlagen',
  phone: 'Telefon',
  meetings: 'Termine',
  settings: 'Einstellungen',
  person: 'Person',
  none: 'Ihnen ist noch kein Kunde zugeteilt. Das macht der Inhaber des Büros.',
};
