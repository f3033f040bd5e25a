import type { GermanTexts } from '../texts-shape.js';

export const phone: GermanTexts['phone'] = {
  title: 'Am Telefon',
  lead: 'Für {{client}}: Zeit finden, vorlesen, eintragen.',
  who: 'Wer anruft und worum es geht',
  when: 'Zeiten zum Vorlesen',
  part: 'Tageszeit',
  parts: { any: 'Ganzer Tag', morning: 'Vormittag', afternoon: 'Nachmittag' },
  ahead: 'Wie weit voraus',
  aheads: { soon: '7 Tage', fortnight: '14 Tage', month: 'Ein Monat' },
  none: 'Da ist nichts frei. Schauen Sie weiter voraus oder zu einer anderen Tageszeit, oder geben Sie eine Zeit ein.',
  otherDate: 'Andere Zeit',
  otherTake: 'Nehmen',
  offered: 'Schon angeboten: {{name}}',
  agrees: 'Passt',
  agreeTo: 'Am Telefon vereinbart: {{time}}',
  book: 'Als am Telefon vereinbart eintragen',
  bookAt: 'Am Telefon vereinbart: {{time}}',
  anyway: 'Trotzdem eintragen',
  byMail: 'Lieber Zeiten per E-Mail schicken',
};
