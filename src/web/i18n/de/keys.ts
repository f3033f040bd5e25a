import type { Texts } from '../texts-shape.js';

export const keys: Texts['keys'] = {
  title: 'Tasten',
};
