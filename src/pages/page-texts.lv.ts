import type { PageTexts } from './page-texts.js';

const CALL = 'Lai vienotos par citu laiku, lūdzu, piezvaniet vai uzrakstiet mums.';

export const LV: PageTexts = {
  skipToForm: 'Pāriet uz laika izvēli',
  languageLabel: 'Valoda',
  labels: {
    place: 'Vieta',
    with: 'Aicina',
    about: 'Temats',
    time: 'Laiks',
    note: 'Lūdzam ņemt vērā',
    map: 'Atvērt kartē',
    phone: 'Tālrunis',
    mail: 'E-pasts',
    comment: 'Piebilde, ja vēlaties ko piemetināt',
  },
  arrangedBy: (name) => `Tikšanos kārto ${name}`,
  choose: {
    title: 'Uzaicinājums uz tikšanos',
    lead: (who) => `Uz tikšanos Jūs aicina ${who}.`,
    legend: 'Kurš laiks Jums der?',
    times: { zero: 'laiku', one: 'laiks', other: 'laiki' },
    zone: (zone, times) => `Izvēlei ${times}. Visi laiki: ${zone}`,
    gone: 'Vairs nav brīvs – šajā laikā ir radies kas cits',
    none: 'Neviens no šiem laikiem neder',
    noneHint: 'Piebildē varat norādīt, kad Jums būtu ērtāk.',
    send: 'Nosūtīt atbildi',
    saidYes: 'Jūsu atbilde: der',
    saidNo: 'Jūsu atbilde: neder',
  },
  confirmed: {
    title: 'Tikšanās ir apstiprināta',
    movedTitle: 'Tikšanās ir pārcelta',
    lead: 'Paldies! Laiks ir norunāts.',
    download: 'Pievienot kalendāram (.ics)',
    changeTitle: 'Laiks tomēr neder?',
    changeLead:
      'Dodiet mums ziņu šeit vai piezvaniet – norunātais laiks netiks mainīts, kamēr nebūsim ar Jums sazinājušies.',
    cannot: 'Norunātajā laikā nevaru ierasties',
    can: 'Norunātais laiks man der',
    send: 'Nosūtīt ziņu',
    answerLegend: 'Vai norunātais laiks Jums der?',
  },
  notices: {
    'choose-first': 'Vispirms, lūdzu, atzīmējiet savu izvēli un tad nosūtiet atbildi.',
    'time-taken': 'Diemžēl šis laiks tikko ir aizņemts. Lūdzu, izvēlieties kādu no pārējiem.',
    'not-offered': 'Šis laiks vairs netiek piedāvāts. Zemāk ir laiki, kas joprojām ir iespējami.',
    'already-confirmed': 'Tikšanās jau ir apstiprināta citā laikā. Tas redzams zemāk.',
    'waiting-for-others':
      'Paldies, Jūsu atbilde ir saņemta! Gaidām vēl citu dalībnieku atbildes; līdz tam savu izvēli varat mainīt.',
    'you-declined-all':
      'Jūsu atbilde, ka neviens no šiem laikiem neder, ir saņemta. Ja kāds tomēr der, varat to vēl izvēlēties.',
    'new-time': 'Lūdzu, dodiet ziņu, vai jaunais laiks Jums der.',
    'you-cannot':
      'Jūsu ziņa, ka norunātajā laikā nevarat ierasties, ir saņemta. Sazināsimies ar Jums, lai vienotos par citu laiku.',
  },
  messages: {
    'not-found': {
      title: 'Šī saite vairs neko neatver',
      lines: [
        'Iespējams, saite ir novecojusi vai nokopēta nepilnīgi.',
        'Lūdzu, atveriet saiti no jaunākās vēstules, ko par šo tikšanos saņēmāt, vai vienkārši atbildiet uz vēstuli.',
      ],
    },
    'declined-by-you': {
      title: 'Paldies par atbildi!',
      lines: ['Esam saņēmuši ziņu, ka neviens no piedāvātajiem laikiem Jums neder.', CALL],
    },
    closed: {
      title: 'Šis piedāvājums ir slēgts',
      lines: ['Par piedāvātajiem laikiem vienoties neizdevās, tāpēc izvēle vairs nav iespējama.', CALL],
    },
    expired: {
      title: 'Piedāvājuma termiņš ir beidzies',
      lines: ['Piedāvātie laiki vairs nav rezervēti.', CALL],
    },
    cancelled: {
      title: 'Šī tikšanās ir atcelta',
      lines: ['Diemžēl tikšanās nenotiks. Atvainojamies par sagādātajām neērtībām.', CALL],
    },
    'nothing-left': {
      title: 'Visi piedāvātie laiki ir aizņemti vai pagājuši',
      lines: ['Diemžēl pašlaik nav neviena laika, ko varētu izvēlēties.', CALL],
    },
    questioned: {
      title: 'Šī tikšanās tiek precizēta',
      lines: ['Pirms dodaties ceļā, lūdzu, sazinieties ar mums: laiks vēl var mainīties.'],
    },
    'cross-site': {
      title: 'Atbildi neizdevās pieņemt',
      lines: [
        'Atbilde tika nosūtīta no citas vietnes, tāpēc drošības dēļ to nepieņēmām. Nekas nav mainīts.',
        'Lūdzu, atveriet saiti no vēstules pārlūkā un atbildiet šajā lapā.',
      ],
    },
    unavailable: {
      title: 'Pēc brīža mēģiniet vēlreiz',
      lines: [
        'Lapa uz īsu brīdi nav pieejama. Ja tikko nosūtījāt atbildi, lūdzu, nosūtiet to vēlreiz pēc minūtes.',
      ],
    },
    'too-large': {
      title: 'Piebilde ir pārāk gara',
      lines: ['Atbilde netika pieņemta. Lūdzu, atveriet lapu vēlreiz un saīsiniet piebildi.'],
    },
    broken: {
      title: 'Kaut kas nogāja greizi',
      lines: ['Lūdzu, mēģiniet vēlreiz; ja neizdodas, atbildiet uz vēstuli vai piezvaniet.'],
    },
  },
};
