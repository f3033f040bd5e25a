import type { GermanTexts } from '../texts-shape.js';

export const setup: GermanTexts['setup'] = {
  title: 'Büro einrichten',
  lead: 'Sie werden Inhaber. Das Sekretariat wird danach eingeladen.',
  noToken:
    'Die Adresse ist unvollständig: öffnen Sie den ganzen Link, den der Dienst beim Start ausgegeben hat.',
  agencyName: 'Name des Büros',
  yourName: 'Ihr Name',
  zoneHint: 'In dieser Zone werden die Tage des Büros gezählt.',
  passwordHint: 'Mindestens 12 Zeichen.',
  submit: 'Einrichten',
};
