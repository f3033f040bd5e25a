import type { Texts } from '../texts-shape.js';

export const health: Texts['health'] = {
  title: 'Kalendāri',
  none: 'Nav piesaistīts neviens kalendārs. Viss darba laiks skaitās brīvs.',
  link: 'Piesaistīt kalendāru',
  never:
    '„{{name}}” tiek lasīts pirmo reizi: līdz šim {{count}} ieraksti. Kamēr tas nav izlasīts, laiki netiek piedāvāti.',
  failing: '„{{name}}” kopš {{when}} nav izdevies nolasīt. Redzamais ir no tā brīža.',
  stale: '„{{name}}” pēdējo reizi lasīts {{when}}. Redzamais var būt mainījies.',
  gone: '„{{name}}” vairs nav nolasāms. Piesaistiet kontu no jauna.',
  reconnect: '{{account}} jāpiesaista no jauna: piekļuve ir atņemta.',
  see: 'Skatīt kalendārus',
  look: 'Rādīt',
  unread_zero: '„{{name}}”: nav nolasīti {{count}} ieraksti. To aizņemtie laiki var tikt piedāvāti.',
  unread_one: '„{{name}}”: nav nolasīts {{count}} ieraksts. Tā aizņemtie laiki var tikt piedāvāti.',
  unread_other: '„{{name}}”: nav nolasīti {{count}} ieraksti. To aizņemtie laiki var tikt piedāvāti.',
  unreadRemedy:
    'Apskatiet klienta kalendārā, kurus laikus tie aizņem, un slēdziet šos laikus paši. Apskatīts ieraksts vairs netiek pieminēts, kamēr tas nemainās.',
  seen: 'Apskatīts',
  unsee: 'Atgādināt atkal',
};
