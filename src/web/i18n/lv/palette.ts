import type { Texts } from '../texts-shape.js';

export const palette: Texts['palette'] = {
  title: 'Doties uz vai rezervēt',
  search: 'Meklēt vai rezervēt',
  placeholder: 'Piemēram: rezervēt Kalniņu klientam Alfa nākamnedēļ',
  none: 'Nekas neatbilst. Mēģiniet klientu, personu vai ekrānu.',
  hint: 'Bultiņas izvēlas, Enter apstiprina, Escape aizver.',
  book: 'Piedāvāt laikus: {{name}}',
};
