import type { GermanTexts } from '../texts-shape.js';

export const signIn: GermanTexts['signIn'] = {
  title: 'Anmelden',
  lead: 'Termine für Ihre Kunden, ohne Überschneidungen.',
  submit: 'Anmelden',
  chooseAgency: 'Sie arbeiten für mehrere Büros. Für welches jetzt?',
};
