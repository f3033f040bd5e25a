import type { GermanTexts } from '../texts-shape.js';

export const health: GermanTexts['health'] = {
  title: 'Kalender',
  none: 'Kein Kalender ist verbunden. Alle Zeiten gelten als frei, soweit die Wochenzeiten reichen.',
  link: 'Kalender verbinden',
  never:
    '„{{name}}“ wird zum ersten Mal gelesen: bisher {{count}} Einträge. Bis dahin wird keine Zeit angeboten.',
  failing: '„{{name}}“ ist seit {{when}} nicht lesbar. Sie sehen den Stand von damals.',
  stale: '„{{name}}“ wurde zuletzt {{when}} gelesen. Inzwischen kann sich etwas geändert haben.',
  gone: '„{{name}}“ ist nicht mehr lesbar. Verbinden Sie das Konto neu.',
  reconnect: '{{account}} muss neu verbunden werden: der Zugriff wurde entzogen.',
  see: 'Kalender ansehen',
  look: 'Ansehen',
  unread_zero:
    '„{{name}}“: {{count}} Einträge waren nicht lesbar. Zeiten, die sie belegen, werden vielleicht angeboten.',
  unread_one:
    '„{{name}}“: {{count}} Eintrag war nicht lesbar. Zeiten, die er belegt, werden vielleicht angeboten.',
  unread_other:
    '„{{name}}“: {{count}} Einträge waren nicht lesbar. Zeiten, die sie belegen, werden vielleicht angeboten.',
  unreadRemedy:
    'Sehen Sie im Kalender des Kunden nach, welche Zeiten sie belegen, und sperren Sie diese von Hand. Ein gesehener Eintrag wird erst wieder erwähnt, wenn er sich ändert.',
  seen: 'Gesehen',
  unsee: 'Wieder erwähnen',
};
