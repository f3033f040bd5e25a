import type { GermanTexts } from '../texts-shape.js';

export const places: GermanTexts['places'] = {
  none: 'Noch kein Ort.',
  noneHint: 'Orte lassen sich in Vorschlägen wählen; Gesprächspartner bekommen eine Karte dazu.',
  add: 'Ort anlegen',
  edit: 'Ort ändern',
  address: 'Adresse',
  latitude: 'Breitengrad',
  longitude: 'Längengrad',
  pointHint:
    'Grad, wie die Karte sie zeigt. Danach werden Wege geschätzt, für die keine Minuten vereinbart sind.',
  noPoint: 'noch nicht auf der Karte: der Weg dorthin ist unbekannt',
  ways: 'Wege zwischen den Orten',
  waysLead:
    'Minuten, die Sie besser kennen als eine Schätzung. Bleibt das Feld leer, wird geschätzt; zurück dauert es ebenso lang.',
  minutes: 'Minuten',
};
