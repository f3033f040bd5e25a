import type { MailTemplate } from '../../meetings/meeting.js';
import { MS_A_DAY } from '../../time/civil.js';
import { languageOf } from './language.js';
import type { MailInput } from './mail-input.js';

const HOUR = 3_600_000;

/** Names as they are met with in the language, and what is put in front of them. */
const EXAMPLES = {
  lv: {
    name: 'Dace Vītola',
    title: 'Rasējumi un tāme',
    note: 'Lūdzu, paņemiet līdzi rasējumus.',
    zone: 'Europe/Riga',
  },
  en: {
    name: 'Emma Clarke',
    title: 'Drawings and estimate',
    note: 'Please bring the drawings.',
    zone: 'Europe/London',
  },
  ru: {
    name: 'Анна Соколова',
    title: 'Чертежи и смета',
    note: 'Пожалуйста, возьмите с собой чертежи.',
    zone: 'Europe/Riga',
  },
  de: {
    name: 'Julia Schneider',
    title: 'Pläne und Kosten',
    note: 'Bitte bringen Sie die Pläne mit.',
    zone: 'Europe/Berlin',
  },
} as const;

/** The same meeting for every template, so that somebody who designs a mail sees what changes. */
export const exampleMail = (template: MailTemplate, locale: string, now: number): MailInput => {
  const { name, title, note, zone } = EXAMPLES[languageOf(locale)];
  const first = Math.floor(now / MS_A_DAY) * MS_A_DAY + 7 * MS_A_DAY + 9 * HOUR;
  const times = [0, 1, 2].map((day) => ({
    start: first + day * MS_A_DAY + day * HOUR,
    end: first + day * MS_A_DAY + (day + 1) * HOUR,
    answerUrl: 'mailto:answers@example.org?subject=Example',
  }));
  const [about] = times;
  const ofAll = template === 'choose' || template === 'chase';
  const afterwards = template === 'confirmation' || template === 'agreed' || template === 'reminder';
  return {
    template,
    locale,
    zone,
    attendee: { name },
    client: { name: 'Alfa Būve SIA', person: 'Andris Bērziņš' },
    secretary: { name: 'Anna Liepa', phone: '+371 2000 0000', email: 'anna@example.org' },
    meeting: { title, note },
    place: {
      name: 'Alfa Būve SIA',
      address: 'Brīvības iela 21, Rīga',
      mapUrl: 'https://www.openstreetmap.org/search?query=Br%C4%ABv%C4%ABbas%20iela%2021%2C%20R%C4%ABga',
    },
    option: ofAll || about === undefined ? null : { start: about.start, end: about.end },
    offered: afterwards || template === 'cancellation' || template === 'regret' ? [] : times,
    noneUrl: 'mailto:answers@example.org?subject=Example',
    calendar: !ofAll && template !== 'reminder' && template !== 'too-late',
    pageUrl: 'https://example.org/p/example',
    detail: null,
  };
};
