import type { RussianTexts } from '../texts-shape.js';

export const kinds: RussianTexts['kinds'] = {
  lead: 'Ради чего клиент встречается с людьми. Пустое число — как в правилах для всех встреч.',
  add: 'Добавить вид встречи',
  edit: 'Изменить вид встречи',
  none: 'Видов встреч пока нет.',
  noneHint:
    'Осмотр объекта и звонок различаются длительностью, местом и тем, сколько их можно вынести за день.',
  namePlaceholder: 'Например: осмотр объекта',
  mode: 'Как встречаются',
  modes: { in_person: 'Лично', phone: 'По телефону', video: 'По видео' },
  place: 'Обычное место',
  placeNone: 'Без постоянного места',
  durationMinutes: 'Длительность, минут',
  bufferBeforeMinutes: 'Свободно до, минут',
  bufferAfterMinutes: 'Свободно после, минут',
  mostADay: 'Не больше в день',
  mostAWeek: 'Не больше в неделю',
  asUsual: 'как обычно',
  aDay: 'не больше {{count}} в день',
  aWeek: 'не больше {{count}} в неделю',
};
