import type { RussianTexts } from '../texts-shape.js';

export const keys: RussianTexts['keys'] = {
  title: 'Клавиши',
};
