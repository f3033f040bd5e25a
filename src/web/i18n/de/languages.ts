import type { Texts } from '../texts-shape.js';

export const languages: Texts['languages'] = {
  lv: 'Latviešu',
  en: 'English',
  ru: 'Русский',
  de: 'Deutsch',
};
