import type { GermanTexts } from '../texts-shape.js';

export const kinds: GermanTexts['kinds'] = {
  lead: 'Wozu der Kunde sich mit Leuten trifft. Für eine Zahl, die fehlt, gilt, was die Regeln für alle Termine sagen.',
  add: 'Terminart anlegen',
  edit: 'Terminart ändern',
  none: 'Noch keine Terminart.',
  noneHint:
    'Ein Besuch vor Ort und ein Anruf unterscheiden sich in Dauer, Ort und darin, wie viele am Tag zumutbar sind.',
  namePlaceholder: 'Zum Beispiel: Besuch vor Ort',
  mode: 'Wie man sich trifft',
  modes: { in_person: 'Persönlich', phone: 'Am Telefon', video: 'Per Video' },
  place: 'Wo meistens',
  placeNone: 'Kein fester Ort',
  durationMinutes: 'Dauer, Minuten',
  bufferBeforeMinutes: 'Frei davor, Minuten',
  bufferAfterMinutes: 'Frei danach, Minuten',
  mostADay: 'Höchstens am Tag',
  mostAWeek: 'Höchstens in der Woche',
  asUsual: 'wie üblich',
  aDay: 'höchstens {{count}} am Tag',
  aWeek: 'höchstens {{count}} in der Woche',
};
