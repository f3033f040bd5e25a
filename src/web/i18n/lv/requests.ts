import type { Texts } from '../texts-shape.js';

export const requests: Texts['requests'] = {
  title: 'Lūgumi',
  lead: 'Par ko lūdz tikšanos. Lūgums šeit gaida, līdz uz to atbild piedāvājums.',
  none: 'Neviens negaida atbildi.',
  noneHint: 'Pierakstiet, ko lūdz pa tālruni, vai ielieciet klienta mājaslapā lūgumu lapas adresi.',
  enter: 'Pierakstīt lūgumu',
  via: { phone: 'Pa tālruni', mail: 'Pa pastu', web: 'Mājaslapā' },
  by: 'pierakstīja {{who}}',
  unknown: 'Kontaktos vēl nav; piedāvājums kontaktu izveidos.',
  propose: 'Piedāvāt laikus',
  call: 'Piezvanīt',
  dismiss: 'Nolikt malā',
  who: 'Kas lūdz',
  for: 'Kuram klientam',
  words: 'Pašu vārdiem: kad un kas vēl',
  save: 'Saglabāt',
  page: 'Lapa mājaslapai',
  pageTitle: 'Lapa, kurā lūdz tikšanos ar {{client}}',
  pageLead:
    'Ielieciet adresi klienta mājaslapā. Tur lūgtais gaida šajā ekrānā. Jauna adrese aizstāj iepriekšējo.',
  pageMake: 'Izveidot jaunu adresi',
  pageEnd: 'Slēgt lapu',
  pageEnded: 'Lapa slēgta; tās adrese vairs nekur neved.',
  pageAddress: 'Lapas adrese',
  ago: 'lūgts {{when}}',
};
