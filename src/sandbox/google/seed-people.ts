/** Six owners of small firms, invented. The addresses are under .example and reach nobody. */
export interface Owner {
  email: string;
  name: string;
  firm: string;
  timeZone: string;
  country: 'LV' | 'SE';
  /** Where the firm is. */
  office: string;
  staffMeeting: string;
  /** What fills single appointments: title and place. */
  visits: [title: string, place: string][];
  partner: { email: string; name: string };
}

export const OWNERS: readonly Owner[] = [
  {
    email: 'andris@alfabuve.example',
    name: 'Andris Bērziņš',
    firm: 'Alfa Būve SIA',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Ganību dambis 24, Rīga',
    staffMeeting: 'Būvvadītāju sapulce',
    visits: [
      ['Objekta apskate Mežaparkā', 'Kokneses prospekts 12, Rīga'],
      ['Tāmes pārrunas ar pasūtītāju', 'Brīvības iela 214, Rīga'],
      ['Materiālu piegādātājs', 'Ganību dambis 24, Rīga'],
      ['Būvlaukuma pieņemšana', 'Jūrmalas gatve 85, Rīga'],
      ['Tikšanās ar arhitektu', 'Tērbatas iela 30, Rīga'],
    ],
    partner: { email: 'dace@arhitekti.example', name: 'Dace Vītola' },
  },
  {
    email: 'inese@betadental.example',
    name: 'Inese Kalniņa',
    firm: 'Beta Dental SIA',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Stabu iela 49, Rīga',
    staffMeeting: 'Klīnikas komandas sapulce',
    visits: [
      ['Implanta konsultācija', 'Stabu iela 49, Rīga'],
      ['Tehniķis: kroņu pieņemšana', 'Stabu iela 49, Rīga'],
      ['Aparatūras pārstāvis', 'Stabu iela 49, Rīga'],
      ['Darba intervija: higiēniste', 'Stabu iela 49, Rīga'],
      ['Apdrošinātāja pārstāvis', 'Elizabetes iela 63, Rīga'],
    ],
    partner: { email: 'toms@zoblab.example', name: 'Toms Riekstiņš' },
  },
  {
    email: 'martins@gammaauto.example',
    name: 'Mārtiņš Ozols',
    firm: 'Gamma Auto SIA',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Krasta iela 97, Rīga',
    staffMeeting: 'Maiņas plānošana',
    visits: [
      ['Autoparka līguma pārrunas', 'Krasta iela 97, Rīga'],
      ['Rezerves daļu piegādātājs', 'Krasta iela 97, Rīga'],
      ['Klienta auto novērtēšana', 'Lubānas iela 145, Rīga'],
      ['Bankas pārstāvis: līzings', 'Balasta dambis 1A, Rīga'],
      ['Servisa audits', 'Krasta iela 97, Rīga'],
    ],
    partner: { email: 'ilona@autoparks.example', name: 'Ilona Siliņa' },
  },
  {
    email: 'liga@deltafinanses.example',
    name: 'Līga Liepiņa',
    firm: 'Delta Finanses SIA',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Elizabetes iela 51, Rīga',
    staffMeeting: 'Grāmatvežu rīta sapulce',
    visits: [
      ['Gada pārskata apspriede', 'Elizabetes iela 51, Rīga'],
      ['VID konsultācija', 'Talejas iela 1, Rīga'],
      ['Jauna klienta iepazīšanās', 'Elizabetes iela 51, Rīga'],
      ['Audita komisija', 'Vaļņu iela 28, Rīga'],
      ['Algu jautājumi ar klientu', 'Kr. Barona iela 88, Rīga'],
    ],
    partner: { email: 'juris@auditori.example', name: 'Juris Balodis' },
  },
  {
    email: 'janis@epsilonkoks.example',
    name: 'Jānis Krūmiņš',
    firm: 'Epsilon Koks SIA',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Rūpniecības iela 5, Valmiera',
    staffMeeting: 'Ceha plānošana',
    visits: [
      ['Virtuves projekta pārrunas', 'Rūpniecības iela 5, Valmiera'],
      ['Uzmērīšana pie klienta', 'Rīgas iela 20, Cēsis'],
      ['Kokmateriālu piegādātājs', 'Rūpniecības iela 5, Valmiera'],
      ['Montāžas pieņemšana', 'Miera iela 39, Rīga'],
      ['Dizainera vizīte', 'Rūpniecības iela 5, Valmiera'],
    ],
    partner: { email: 'santa@interjeri.example', name: 'Santa Zariņa' },
  },
  {
    email: 'ilze@zetadesign.example',
    name: 'Ilze Lindqvist',
    firm: 'Zeta Design AB',
    timeZone: 'Europe/Stockholm',
    country: 'SE',
    office: 'Götgatan 22, Stockholm',
    staffMeeting: 'Studiomöte',
    visits: [
      ['Kundmöte: ny webbplats', 'Götgatan 22, Stockholm'],
      ['Varumärkesworkshop', 'Kungsgatan 44, Stockholm'],
      ['Tryckeriet: provtryck', 'Liljeholmsvägen 30, Stockholm'],
      ['Portföljgenomgång', 'Götgatan 22, Stockholm'],
      ['Avstämning med fotograf', 'Hornsgatan 75, Stockholm'],
    ],
    partner: { email: 'johan@tryckeriet.example', name: 'Johan Ek' },
  },
];

/** Easter Sunday by Gauss's method for the Gregorian calendar. */
export const easter = (year: number): Temporal.PlainDate => {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30;
  const epact =
    moon - Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + epact + 2 - century + Math.floor(century / 4)) % 7;
  const days = epact - weekday;
  return Temporal.PlainDate.from({ year, month: 3, day: 21 }).add({ days: days + 7 });
};

/** Days on which the firm is closed. */
export const holidays = (
  country: Owner['country'],
  year: number,
): [name: string, day: Temporal.PlainDate][] => {
  const on = (month: number, day: number) => Temporal.PlainDate.from({ year, month, day });
  const sunday = easter(year);
  const moving = (names: [string, string]): [string, Temporal.PlainDate][] => [
    [names[0], sunday.subtract({ days: 2 })],
    [names[1], sunday.add({ days: 1 })],
  ];
  if (country === 'SE')
    return [
      ['Nyårsdagen', on(1, 1)],
      ['Trettondedag jul', on(1, 6)],
      ...moving(['Långfredagen', 'Annandag påsk']),
      ['Första maj', on(5, 1)],
      ['Sveriges nationaldag', on(6, 6)],
      ['Julafton', on(12, 24)],
      ['Juldagen', on(12, 25)],
      ['Annandag jul', on(12, 26)],
    ];
  return [
    ['Jaungada diena', on(1, 1)],
    ...moving(['Lielā Piektdiena', 'Otrās Lieldienas']),
    ['Darba svētki', on(5, 1)],
    ['Neatkarības atjaunošanas diena', on(5, 4)],
    ['Līgo diena', on(6, 23)],
    ['Jāņu diena', on(6, 24)],
    ['Latvijas dzimšanas diena', on(11, 18)],
    ['Ziemassvētku vakars', on(12, 24)],
    ['Ziemassvētki', on(12, 25)],
    ['Otrie Ziemassvētki', on(12, 26)],
    ['Vecgada diena', on(12, 31)],
  ];
};
