import type { GermanTexts } from '../texts-shape.js';

export const nav: GermanTexts['nav'] = {
  main: 'Hauptnavigation',
  lost: 'Die Verbindung ist unterbrochen. Was Sie sehen, kann veraltet sein; es wird von selbst weiter versucht.',
  open: 'Navigation öffnen',
  desk: 'Übersicht',
  requests: 'Anfragen',
  messages: 'Nachrichten',
  allClients: 'Alle Kunden',
  agency: 'Büro',
  clients: 'Kunden',
  noClients: 'Ihnen ist noch kein Kunde zugeteilt.',
  signOut: 'Abmelden',
  waiting_zero: '{{count}} warten',
  waiting_one: '{{count}} wartet',
  waiting_other: '{{count}} warten',
  notFound: 'Unter dieser Adresse gibt es nichts.',
  toDesk: 'Zur Übersicht',
};
