import type { Sentence } from '../../sentence.js';
import type { ContactField } from './file-row.js';

/** Heads of the columns, such as the import knows again (columns.ts). */
export const FIELD_HEADS: Readonly<Record<ContactField, Sentence>> = {
  name: { en: 'Name', lv: 'Vārds, uzvārds', ru: 'Имя и фамилия', de: 'Name' },
  company: { en: 'Company', lv: 'Uzņēmums', ru: 'Компания', de: 'Unternehmen' },
  email: { en: 'E-mail', lv: 'E-pasts', ru: 'Электронная почта', de: 'E-Mail' },
  phone: { en: 'Phone', lv: 'Tālrunis', ru: 'Телефон', de: 'Telefon' },
  locale: { en: 'Language', lv: 'Valoda', ru: 'Язык', de: 'Sprache' },
  zone: { en: 'Time zone', lv: 'Laika josla', ru: 'Часовой пояс', de: 'Zeitzone' },
  note: { en: 'Note', lv: 'Piezīme', ru: 'Примечание', de: 'Notiz' },
};
