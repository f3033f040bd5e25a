import type { GermanTexts } from '../texts-shape.js';

export const palette: GermanTexts['palette'] = {
  title: 'Suchen oder vereinbaren',
  search: 'Suchen',
  placeholder: 'Zum Beispiel: Termin Kalniņš für Alfa nächste Woche',
  none: 'Nichts passt. Versuchen Sie es mit einem Kunden, einer Person oder einer Ansicht.',
  hint: 'Pfeiltasten wählen, Enter übernimmt, Escape schließt.',
  book: 'Zeiten vorschlagen: {{name}}',
};
