import type { GermanTexts } from '../texts-shape.js';

export const holds: GermanTexts['holds'] = {
  title: 'Vorgemerkte Zeiten',
  none: 'Zurzeit ist für niemanden etwas vorgemerkt.',
  since: 'vorgemerkt seit {{when}}',
  shared: 'mehreren angeboten',
  silent: 'keine Antwort seit {{when}}',
  release: 'Freigeben',
  releaseOf: 'Freigeben: {{title}}, {{time}}',
  until: 'bis {{when}}',
};
