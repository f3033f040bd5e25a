import type { RussianTexts } from '../texts-shape.js';

export const phone: RussianTexts['phone'] = {
  title: 'По телефону',
  lead: 'Для {{client}}: найдите время, зачитайте, назначьте.',
  who: 'Кто звонит и по какому делу',
  when: 'Время, которое можно зачитать',
  part: 'Часть дня',
  parts: { any: 'Весь день', morning: 'Утром', afternoon: 'После обеда' },
  ahead: 'Насколько вперёд',
  aheads: { soon: '7 дней', fortnight: '14 дней', month: 'Месяц' },
  none: 'Тогда ничего не свободно. Посмотрите дальше, другую часть дня или впишите время.',
  otherDate: 'Другое время',
  otherTake: 'Взять',
  offered: 'Уже предложено: {{name}}',
  agrees: 'Согласие',
  agreeTo: 'Согласие по телефону: {{time}}',
  book: 'Назначить, как договорились по телефону',
  bookAt: 'Договорились по телефону: {{time}}',
  anyway: 'Всё равно назначить',
  byMail: 'Лучше отправить варианты по почте',
};
