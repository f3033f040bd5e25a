import type { RussianTexts } from '../texts-shape.js';

export const mailDesign: RussianTexts['mailDesign'] = {
  title: 'Письма',
  lead: 'Обращение, подпись, цвета и логотип того, что получают партнёры, на каждом языке.',
  greeting: 'Обращение',
  greetingHint: '{name} заменяется именем; пусто: обычное.',
  signature: 'Подпись',
  accent: 'Цвет кнопок и ссылок',
  ground: 'Цвет вокруг письма',
  usual: 'обычный',
  asUsual: 'Взять обычный',
  logo: 'Логотип',
  logoHint: 'PNG, JPEG или GIF, не больше 64 КБ.',
  logoTooBig: 'Картинка больше 64 КБ. Выберите поменьше.',
  shown: 'Показано здесь',
  templates: {
    invitation: 'Приглашение',
    choose: 'Время на выбор',
    confirmation: 'Подтверждение',
    update: 'Новое время',
    cancellation: 'Отмена',
    reminder: 'Напоминание',
    chase: 'Просьба ответить',
    'too-late': 'Опоздание',
  },
};
