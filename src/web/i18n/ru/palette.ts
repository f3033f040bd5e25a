import type { RussianTexts } from '../texts-shape.js';

export const palette: RussianTexts['palette'] = {
  title: 'Перейти или назначить',
  search: 'Поиск',
  placeholder: 'Например: назначить Kalniņš для Alfa на следующей неделе',
  none: 'Ничего не подходит. Введите клиента, человека или экран.',
  hint: 'Стрелки выбирают, Enter берёт, Escape закрывает.',
  book: 'Предложить время: {{name}}',
};
