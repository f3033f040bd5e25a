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
  times: { zero: 'laiku', one: 'laiks', other: 'laiki' },
  toChooseFrom: (times) => `Izvēlei ${times}`,
  answer: {
    yesLink: 'Pieņemt ar vēstuli',
    noneLink: 'Neviens no tiem neder',
    yesSubject: (title, when) => `Jā: ${title} – ${when}`,
    noneSubject: (title) => `Neviens laiks neder: ${title}`,
    yesBody: (when) => `Šis laiks man der: ${when}.`,
    noneBody: 'Neviens no piedāvātajiem laikiem man neder.',
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
    choose: {
      subject: (title) => `Izvēlieties laiku: ${title}`,
      heading: 'Kurš laiks Jums der?',
      whenLabel: 'Piedāvātais laiks',
      lead: (who) => `Uz tikšanos Jūs aicina ${who}.`,
      steps: ({ page }) => [
        page
          ? 'Pie laika, kas Jums der, nospiediet „Pieņemt ar vēstuli”: atbilde jau ir uzrakstīta, atliek to nosūtīt. Varat izvēlēties arī mūsu lapā.'
          : 'Pie laika, kas Jums der, nospiediet „Pieņemt ar vēstuli”: atbilde jau ir uzrakstīta, atliek to nosūtīt.',
      ],
      button: CHOOSE,
    },
    agreed: {
      subject: (title, when) => withTime('Kā norunāts', title, when),
      heading: 'Tikšanās, kā norunāts',
      whenLabel: 'Laiks',
      lead: () => 'Kā norunāts, nosūtām uzaicinājumu Jūsu kalendāram.',
      steps: () => [
        'Kalendāra ieraksts ir pievienots šai vēstulei.',
        `Ja laiks Jums tomēr neder, ${TELL_US}`,
      ],
      button: SHOW,
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
      plain: {
        heading: 'Šie laiki vairs nav jātur brīvi',
        lead: 'Laiki, ko Jums piedāvājām, ir atsaukti.',
      },
      lead: () => 'Laiks, ko Jums piedāvājām, ir atsaukts.',
      steps: ({ others, calendar }) => [
        ...(calendar ? [REMOVED_BY_ITSELF] : []),
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
    chase: {
      subject: (title) => `Vai kāds no laikiem Jums der? ${title}`,
      heading: 'Vai kāds no šiem laikiem Jums der?',
      whenLabel: 'Piedāvātais laiks',
      lead: (who) => `Vēl neesam saņēmuši Jūsu atbildi. Uz tikšanos Jūs aicina ${who}.`,
      steps: ({ page }) => [
        page
          ? 'Pietiek ar vienu spiedienu: pie laika, kas Jums der, vai mūsu lapā.'
          : 'Pietiek ar vienu spiedienu pie laika, kas Jums der.',
      ],
      button: CHOOSE,
    },
    reminder: {
      subject: (title, when) => withTime('Atgādinājums', title, when),
      heading: 'Atgādinām par tikšanos',
      whenLabel: 'Laiks',
      lead: () => 'Priecāsimies Jūs satikt.',
      steps: () => [`Ja laiks Jums tomēr neder, ${TELL_US}`],
      button: SHOW,
    },
    'counter-declined': {
      subject: (title, when) => withTime('Cits laiks nav iespējams', title, when),
      heading: 'Piedāvātais cits laiks nav iespējams',
      whenLabel: 'Laiks paliek',
      lead: () =>
        'Paldies par priekšlikumu! Diemžēl Jūsu piedāvātais laiks nav iespējams; paliek spēkā līdzšinējais.',
      steps: () => ['Ja tas neder, lūdzu, izvēlieties citu vai rakstiet mums.'],
      button: SHOW,
    },
    'too-late': {
      subject: (title, when) => withTime('Laiks vairs nav brīvs', title, when),
      heading: 'Atbilde pienāca mazliet par vēlu',
      whenLabel: 'Laiks vairs nav iespējams',
      lead: () => 'Paldies par atbildi! Diemžēl šis laiks vairs nav iespējams.',
      steps: ({ page, others }) => [
        !others
          ? 'Sazināsimies ar Jums, lai vienotos par citu laiku.'
          : page
            ? 'Lūdzu, izvēlieties kādu no laikiem, kas vēl ir brīvi, šeit vai mūsu lapā.'
            : 'Lūdzu, izvēlieties kādu no laikiem, kas vēl ir brīvi.',
      ],
      button: CHOOSE,
    },
  },
};
