import type { RussianTexts } from '../texts-shape.js';

export const languages: RussianTexts['languages'] = {
  lv: 'Latviešu',
  en: 'English',
  ru: 'Русский',
  de: 'Deutsch',
};
