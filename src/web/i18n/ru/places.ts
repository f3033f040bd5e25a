import type { RussianTexts } from '../texts-shape.js';

export const places: RussianTexts['places'] = {
  none: 'Мест пока нет.',
  noneHint: 'Места можно выбирать в предложениях, а партнёры получают карту.',
  add: 'Добавить место',
  edit: 'Изменить место',
  address: 'Адрес',
};
