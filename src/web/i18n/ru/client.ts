import type { RussianTexts } from '../texts-shape.js';

export const client: RussianTexts['client'] = {
  bar: 'Выбранный клиент',
  choose: 'Выберите клиента',
  switch: 'Сменить клиента',
  week: 'Неделя',
  propose: 'Предложить',
  phone: 'Звонок',
  meetings: 'Встречи',
  settings: 'Настройки',
  person: 'Контактное лицо',
  none: 'Вам ещё не назначен ни один клиент. Клиентов назначает владелец агентства.',
};
