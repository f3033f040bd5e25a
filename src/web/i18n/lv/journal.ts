import type { Texts } from '../texts-shape.js';

export const journal: Texts['journal'] = {
  title: 'Žurnāls rēķiniem',
  lead: 'Šajās dienās paveiktais, pa rindai katrai darbībai, kā tabula Excel vai citai programmai.',
  secretary: 'Sekretāre',
  everybody: 'Visas',
  client: 'Klients',
  allClients: 'Visi klienti',
  get: 'Saglabāt kā CSV',
  separator: 'Šūnas atdala',
  separators: {
    usual: 'kā Excel',
    comma: 'komati',
    semicolon: 'semikoli',
    tab: 'tabulatori',
  },
};
