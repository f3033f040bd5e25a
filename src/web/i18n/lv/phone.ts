import type { Texts } from '../texts-shape.js';

export const phone: Texts['phone'] = {
  title: 'Pa tālruni',
  lead: 'Klientam {{client}}: atrodiet laiku, nolasiet, norunājiet.',
  who: 'Kas zvana un par ko',
  when: 'Laiki, ko nolasīt',
  part: 'Dienas daļa',
  parts: { any: 'Visa diena', morning: 'No rīta', afternoon: 'Pēcpusdienā' },
  ahead: 'Cik tālu uz priekšu',
  aheads: { soon: '7 dienas', fortnight: '14 dienas', month: 'Mēnesis' },
  none: 'Tad nekas nav brīvs. Meklējiet tālāk, citā dienas daļā vai ierakstiet laiku.',
  otherDate: 'Cits laiks',
  otherTake: 'Ņemt',
  offered: 'Jau piedāvāts: {{name}}',
  agrees: 'Piekrīt',
  agreeTo: 'Piekrita pa tālruni: {{time}}',
  book: 'Norunāt, kā sarunāts pa tālruni',
  bookAt: 'Sarunāts pa tālruni: {{time}}',
  anyway: 'Tomēr norunāt',
  byMail: 'Labāk nosūtīt laikus pa pastu',
};
