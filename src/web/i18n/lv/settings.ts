import type { Texts } from '../texts-shape.js';

export const settings: Texts['settings'] = {
  title: 'Iestatījumi',
  calendars: 'Kalendāri',
  availability: 'Pieejamība',
  kinds: 'Tikšanās veidi',
  proposals: 'Piedāvājumi',
  places: 'Vietas',
  contacts: 'Kontakti',
  profile: 'Klients',
};
