import type { Texts } from '../texts-shape.js';

export const rules: Texts['rules'] = {
  leadClient: 'Kas notiek pats no sevis. Kas te nav noteikts, ir tā, kā noteikusi aģentūra.',
  leadAgency: 'Kas notiek pats no sevis katram klientam, kuram nav noteikts citādi.',
  chaseDays: 'Atgādināt atbildēt pēc … darba dienām',
  chaseDaysHint: 'Piemēram, 1, 3; tukšs: nekad.',
  workFrom: 'Rakstīt bez prasīšanas no',
  workUntil: 'līdz',
  workHint: 'Pēc saņēmēja pulksteņa, no pirmdienas līdz piektdienai.',
  reminder: 'Atgādinājums, stundas pirms',
  emptyNever: 'Tukšs: nekad.',
  holdDays: 'Paturēt laikus … klusuma dienas',
  holdAsk: 'Jautāt, pirms paturētos laikus atbrīvo',
  lateAnswer: 'Piekrišana atbrīvotam laikam',
  lateAnswers: { restore: 'to saņem, ja vēl brīvs', ask: 'jāizlemj sekretārei' },
  substitutes: 'Nokavējušam uzreiz piedāvāt citus laikus',
  holdsOnCalendar: 'Paturētie laiki stāv klienta kalendārā kā pagaidu ieraksti',
  undoSeconds: 'Atsaukt pēc sūtīšanas, sekundes',
  mailsPerMinute: 'Vēstuļu minūtē, ne vairāk',
  asAgency: 'Kā noteikusi aģentūra',
  asDelivered: 'Kā bija sākumā',
};
