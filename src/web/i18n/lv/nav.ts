import type { Texts } from '../texts-shape.js';

export const nav: Texts['nav'] = {
  main: 'Galvenā izvēlne',
  lost: 'Savienojums ir zudis. Redzamais var būt novecojis; savienojums tiks atjaunots automātiski.',
  open: 'Atvērt izvēlni',
  desk: 'Darbagalds',
  requests: 'Lūgumi',
  messages: 'Vēstules',
  allClients: 'Visi klienti',
  agency: 'Aģentūra',
  clients: 'Klienti',
  noClients: 'Jums vēl nav piešķirts neviens klients.',
  signOut: 'Izrakstīties',
  waiting_zero: '{{count}} gaida',
  waiting_one: '{{count}} gaida',
  waiting_other: '{{count}} gaida',
  notFound: 'Šajā adresē nekā nav.',
  toDesk: 'Uz darbagaldu',
};
