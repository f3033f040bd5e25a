import type { MailTexts } from './texts.js';

const CHOOSE = 'Izvēlēties laiku';
const SHOW = 'Skatīt tikšanos';
const REMOVED_BY_ITSELF =
  'Ja šis laiks ir ierakstīts Jūsu kalendārā, pasta programma to parasti izņem pati; ja ne, varat ierakstu izdzēst.';
const TELL_US = 'lūdzu, dodiet mums ziņu, cik drīz vien varat.';

const withTime = (start: string, title: string, when: string | null): string =>
  when === null ? `${start}: ${title}` : `${start}: ${title} – ${when}`;

export const LV: MailTexts = {
  greeting: () => 'Labdien!',
  labels: {
    meeting: 'Temats',
    where: 'Vieta',
    with: 'Aicina',
    invited: 'Dalībnieks',
    note: 'Lūdzam ņemt vērā',
    remark: 'Piebilde',
    reason: 'Iemesls',
    map: 'Atvērt kartē',
    otherTimes: 'Citi iespējamie laiki',
    phone: 'Tālrunis',
    mail: 'E-pasts',
  },
  arrangedBy: (name) => `Tikšanos kārto ${name}`,
  replyHint: 'Varat arī vienkārši atbildēt uz šo vēstuli.',
  templates: {
    invitation: {
      subject: (title, when) => withTime('Uzaicinājums', title, when),
      heading: 'Uzaicinājums uz tikšanos',
      whenLabel: 'Piedāvātais laiks',
      lead: (who) => `Uz tikšanos Jūs aicina ${who}.`,
      steps: ({ page, others }) => [
        page
          ? 'Ja šis laiks Jums der, nospiediet „Pieņemt” savā pasta programmā vai apstipriniet to mūsu lapā.'
          : 'Ja šis laiks Jums der, nospiediet „Pieņemt” savā pasta programmā.',
        others
          ? 'Piedāvājam arī citus laikus; par katru saņemsiet atsevišķu uzaicinājumu. Pietiek pieņemt vienu – pārējos mēs atsauksim.'
          : 'Ja šis laiks neder, noraidiet uzaicinājumu vai dodiet mums ziņu, un sameklēsim citu.',
      ],
      button: CHOOSE,
    },
    confirmation: {
      subject: (title, when) => withTime('Apstiprināta tikšanās', title, when),
      heading: 'Tikšanās ir apstiprināta',
      whenLabel: 'Laiks',
      lead: () => 'Paldies! Laiks ir norunāts.',
      steps: () => [
        'Kalendāra ieraksts ir pievienots šai vēstulei.',
        `Ja laiks Jums tomēr neder, ${TELL_US}`,
      ],
      button: SHOW,
    },
    withdrawal: {
      subject: (title, when) => withTime('Atsaukts laiks', title, when),
      heading: 'Šis laiks vairs nav jātur brīvs',
      whenLabel: 'Atsauktais laiks',
      lead: () => 'Laiks, ko Jums piedāvājām, ir atsaukts.',
      steps: ({ others }) => [
        REMOVED_BY_ITSELF,
        ...(others ? ['Joprojām varat izvēlēties kādu no pārējiem laikiem.'] : []),
      ],
      button: CHOOSE,
    },
    cancellation: {
      subject: (title, when) => withTime('Atcelta tikšanās', title, when),
      heading: 'Tikšanās ir atcelta',
      whenLabel: 'Bija paredzēts',
      lead: () => 'Diemžēl šī tikšanās nenotiks. Atvainojamies par sagādātajām neērtībām.',
      steps: () => [
        REMOVED_BY_ITSELF,
        'Ja vēlaties vienoties par citu laiku, lūdzu, piezvaniet vai uzrakstiet mums.',
      ],
      button: null,
    },
    update: {
      subject: (title, when) => withTime('Pārcelta tikšanās', title, when),
      heading: 'Tikšanās ir pārcelta',
      whenLabel: 'Jaunais laiks',
      lead: () => 'Tikšanās laiks ir mainīts.',
      steps: ({ page }) => [
        page
          ? 'Ja jaunais laiks Jums der, nospiediet „Pieņemt” savā pasta programmā vai apstipriniet to mūsu lapā.'
          : 'Ja jaunais laiks Jums der, nospiediet „Pieņemt” savā pasta programmā.',
        `Ja tas neder, ${TELL_US}`,
      ],
      button: SHOW,
    },
    taken: {
      subject: (title, when) => withTime('Laiks vairs nav brīvs', title, when),
      heading: 'Šis laiks vairs nav brīvs',
      whenLabel: 'Aizņemtais laiks',
      lead: () => 'Diemžēl laiks, ko Jums piedāvājām, tikmēr ir aizņemts.',
      steps: ({ page, others }) => [
        !others
          ? 'Lai vienotos par citu laiku, lūdzu, piezvaniet vai uzrakstiet mums.'
          : page
            ? 'Lūdzu, izvēlieties mūsu lapā kādu no laikiem, kas vēl ir brīvi.'
            : 'Lūdzu, pieņemiet kādu no uzaicinājumiem, kuru laiks vēl ir brīvs.',
      ],
      button: CHOOSE,
    },
    regret: {
      subject: (title) => withTime('Laiku pagaidām atrast neizdevās', title, null),
      heading: 'Laiku pagaidām atrast neizdevās',
      whenLabel: 'Laiks vairs nav iespējams',
      lead: () => 'Diemžēl vairs nav neviena laika, ko Jums piedāvāt.',
      steps: () => ['Lai vienotos par citu laiku, lūdzu, piezvaniet vai uzrakstiet mums.'],
      button: null,
    },
  },
};
