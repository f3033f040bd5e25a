import type { RussianTexts } from '../texts-shape.js';

export const invitation: RussianTexts['invitation'] = {
  title: 'Принять приглашение',
  lead: 'Придумайте пароль. Дальше входите с адресом эл. почты и этим паролем.',
  noToken: 'Адрес неполный: откройте ссылку из приглашения целиком.',
  repeat: 'Пароль ещё раз',
  differs: 'Пароли не совпадают.',
  submit: 'Принять и войти',
};
