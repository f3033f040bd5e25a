import type { RussianTexts } from '../texts-shape.js';

export const journal: RussianTexts['journal'] = {
  title: 'Журнал для счетов',
  lead: 'Что сделано за эти дни, по строке на действие, в виде таблицы для Excel или другой программы.',
  secretary: 'Секретарь',
  everybody: 'Все',
  client: 'Клиент',
  allClients: 'Все клиенты',
  get: 'Сохранить как CSV',
  separator: 'Разделитель ячеек',
  separators: {
    usual: 'как в Excel',
    comma: 'запятая',
    semicolon: 'точка с запятой',
    tab: 'табуляция',
  },
};
