import type { Texts } from '../texts-shape.js';

export const settings: Texts['settings'] = {
  title: 'Einstellungen',
  calendars: 'Kalender',
  availability: 'Verfügbarkeit',
  kinds: 'Terminarten',
  proposals: 'Vorschläge',
  places: 'Orte',
  contacts: 'Kontakte',
  profile: 'Kunde',
};
