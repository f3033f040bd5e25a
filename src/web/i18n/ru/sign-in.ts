import type { RussianTexts } from '../texts-shape.js';

export const signIn: RussianTexts['signIn'] = {
  title: 'Вход',
  lead: 'Встречи для ваших клиентов, без накладок.',
  submit: 'Войти',
  chooseAgency: 'Вы работаете в нескольких агентствах. В каком сейчас?',
};
