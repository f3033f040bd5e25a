import type { RussianTexts } from '../texts-shape.js';

export const settings: RussianTexts['settings'] = {
  title: 'Настройки',
  calendars: 'Календари',
  availability: 'Доступность',
  kinds: 'Виды встреч',
  proposals: 'Предложения',
  places: 'Места',
  contacts: 'Контакты',
  profile: 'Клиент',
};
