import type { GermanTexts } from '../texts-shape.js';

export const journal: GermanTexts['journal'] = {
  title: 'Journal für Rechnungen',
  lead: 'Was an diesen Tagen getan wurde, eine Zeile je Tätigkeit, als Tabelle für Excel oder ein anderes Programm.',
  secretary: 'Sekretärin',
  everybody: 'Alle',
  client: 'Kunde',
  allClients: 'Alle Kunden',
  get: 'Als CSV speichern',
  separator: 'Zellen trennt',
  separators: {
    usual: 'wie in Excel',
    comma: 'ein Komma',
    semicolon: 'ein Semikolon',
    tab: 'ein Tabulator',
  },
};
