import type { RussianTexts } from '../texts-shape.js';

export const setup: RussianTexts['setup'] = {
  title: 'Создать агентство',
  lead: 'Вы станете его владельцем. Секретарей приглашают потом.',
  noToken: 'Адрес неполный: откройте целиком ссылку, которую сервис напечатал при запуске.',
  agencyName: 'Название агентства',
  yourName: 'Ваше имя',
  zoneHint: 'По нему считаются дни агентства.',
  passwordHint: 'Не короче 12 знаков.',
  submit: 'Создать',
};
