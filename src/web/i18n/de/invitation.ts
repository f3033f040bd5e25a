import type { GermanTexts } from '../texts-shape.js';

export const invitation: GermanTexts['invitation'] = {
  title: 'Einladung annehmen',
  lead: 'Wählen Sie ein Kennwort. Danach melden Sie sich damit und mit Ihrer E-Mail-Adresse an.',
  noToken: 'Die Adresse ist unvollständig: öffnen Sie den ganzen Link aus der Einladung.',
  repeat: 'Kennwort noch einmal',
  differs: 'Die beiden Kennwörter stimmen nicht überein.',
  submit: 'Annehmen und anmelden',
};
