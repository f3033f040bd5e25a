import type { Texts } from '../texts-shape.js';

export const signIn: Texts['signIn'] = {
  title: 'Pieteikties',
  lead: 'Tikšanās Jūsu klientiem – bez sadursmēm.',
  submit: 'Pieteikties',
  chooseAgency: 'Jūs strādājat vairākās aģentūrās. Kurā tagad?',
};
