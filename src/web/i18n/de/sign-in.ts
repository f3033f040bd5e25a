import type { Texts } from '../texts-shape.js';

export const signIn: Texts['signIn'] = {
  title: 'Anmelden',
  lead: 'Termine für Ihre Kunden, ohne Überschneidungen.',
  submit: 'Anmelden',
  chooseAgency: 'Sie arbeiten für mehrere Büros. Für welches jetzt?',
};
