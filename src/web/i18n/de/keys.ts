import type { GermanTexts } from '../texts-shape.js';

export const keys: GermanTexts['keys'] = {
  title: 'Tasten',
};
