import type { Texts } from '../texts-shape.js';

export const invitation: Texts['invitation'] = {
  title: 'Pieņemt uzaicinājumu',
  lead: 'Izvēlieties paroli. Turpmāk pieteiksieties ar savu e-pasta adresi un to.',
  noToken: 'Adrese nav pilnīga: atveriet visu saiti no uzaicinājuma.',
  repeat: 'Parole vēlreiz',
  differs: 'Paroles atšķiras.',
  submit: 'Pieņemt un pieteikties',
};
