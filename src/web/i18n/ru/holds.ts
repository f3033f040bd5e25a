import type { RussianTexts } from '../texts-shape.js';

export const holds: RussianTexts['holds'] = {
  title: 'Удержанное время',
  none: 'Сейчас ни для кого ничего не удержано.',
  since: 'удержано с {{when}}',
  shared: 'предложено нескольким',
  silent: 'нет ответа с {{when}}',
  release: 'Освободить',
  releaseOf: 'Освободить: {{title}}, {{time}}',
  until: 'до {{when}}',
};
