import type { GermanTexts } from '../texts-shape.js';

export const requests: GermanTexts['requests'] = {
  title: 'Anfragen',
  lead: 'Worum jemand gebeten hat. Es wartet hier, bis ein Vorschlag darauf antwortet.',
  none: 'Niemand wartet auf eine Antwort.',
  noneHint:
    'Schreiben Sie auf, worum am Telefon gebeten wird, oder setzen Sie die Anfrageseite auf die Website eines Kunden.',
  enter: 'Anfrage aufschreiben',
  via: { phone: 'Am Telefon', mail: 'Per E-Mail', web: 'Auf der Website' },
  by: 'aufgeschrieben: {{who}}',
  unknown: 'Noch nicht unter den Kontakten; ein Vorschlag legt den Kontakt an.',
  propose: 'Zeiten vorschlagen',
  call: 'Zurückrufen',
  dismiss: 'Weglegen',
  who: 'Wer fragt',
  for: 'Für welchen Kunden',
  words: 'In eigenen Worten: wann, was noch',
  save: 'Merken',
  page: 'Seite für die Website',
  pageTitle: 'Eine Seite für Terminanfragen an {{client}}',
  pageLead:
    'Setzen Sie die Adresse auf die Website des Kunden. Was dort angefragt wird, wartet in dieser Ansicht. Eine neue Adresse beendet die vorige.',
  pageMake: 'Neue Adresse erstellen',
  pageEnd: 'Seite schließen',
  pageEnded: 'Die Seite ist geschlossen; ihre Adresse führt nirgends mehr hin.',
  pageAddress: 'Adresse der Seite',
  ago: 'angefragt {{when}}',
};
