import type { RussianTexts } from '../texts-shape.js';

export const contacts: RussianTexts['contacts'] = {
  none: 'Контактов пока нет.',
  noneHint: 'Контакты создаются при предложении встречи или здесь.',
  add: 'Добавить контакт',
  edit: 'Изменить контакт',
  search: 'Поиск в контактах',
  nothing: 'По запросу «{{text}}» контактов нет.',
};
