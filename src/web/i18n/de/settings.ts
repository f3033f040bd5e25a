import type { GermanTexts } from '../texts-shape.js';

export const settings: GermanTexts['settings'] = {
  title: 'Einstellungen',
  calendars: 'Kalender',
  availability: 'Verfügbarkeit',
  kinds: 'Terminarten',
  proposals: 'Vorschläge',
  places: 'Orte',
  contacts: 'Kontakte',
  profile: 'Kunde',
};
