import type { GermanTexts } from '../texts-shape.js';

export const languages: GermanTexts['languages'] = {
  lv: 'Latviešu',
  en: 'English',
  ru: 'Русский',
  de: 'Deutsch',
};
