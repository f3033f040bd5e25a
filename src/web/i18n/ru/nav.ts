import type { RussianTexts } from '../texts-shape.js';

export const nav: RussianTexts['nav'] = {
  main: 'Главное меню',
  lost: 'Связь потеряна. Данные на экране могли устареть; соединение восстановится само.',
  open: 'Открыть меню',
  desk: 'Рабочий стол',
  requests: 'Просьбы',
  messages: 'Письма',
  allClients: 'Все клиенты',
  agency: 'Агентство',
  clients: 'Клиенты',
  noClients: 'Вам ещё не назначен ни один клиент.',
  signOut: 'Выйти',
  waiting_one: '{{count}} ждёт',
  waiting_few: '{{count}} ждут',
  waiting_many: '{{count}} ждут',
  waiting_other: '{{count}} ждут',
  notFound: 'По этому адресу ничего нет.',
  toDesk: 'На рабочий стол',
};
