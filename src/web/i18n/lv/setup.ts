import type { Texts } from '../texts-shape.js';

export const setup: Texts['setup'] = {
  title: 'Iekārtot aģentūru',
  lead: 'Jūs kļūsiet par tās īpašnieku. Sekretāres uzaicināsiet pēc tam.',
  noToken: 'Adrese nav pilnīga: atveriet visu saiti, ko pakalpojums izdrukāja, sākot darbu.',
  agencyName: 'Aģentūras nosaukums',
  yourName: 'Jūsu vārds un uzvārds',
  zoneHint: 'Tā, pēc kuras skaita aģentūras dienas.',
  passwordHint: 'Vismaz 12 zīmes.',
  submit: 'Iekārtot',
};
