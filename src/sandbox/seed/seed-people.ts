/** Who works in the seeded agency, and whom its clients deal with. Invented; addresses under .example reach nobody. */
export const AGENCY = { name: 'Vizīte', zone: 'Europe/Riga', locale: 'lv' } as const;

export interface SeedUser {
  readonly name: string;
  readonly email: string;
  readonly role: 'owner' | 'secretary';
  readonly locale: 'lv' | 'en';
  readonly phone: string;
  /** Positions in OWNERS (google/seed-people.ts). */
  readonly clients: readonly number[];
}

export const USERS: readonly SeedUser[] = [
  {
    name: 'Vita Priede',
    email: 'vita@vizite.example',
    role: 'owner',
    locale: 'lv',
    phone: '+371 20000001',
    clients: [],
  },
  {
    name: 'Anna Liepa',
    email: 'anna@vizite.example',
    role: 'secretary',
    locale: 'lv',
    phone: '+371 20000002',
    clients: [0, 1, 2],
  },
  {
    name: 'Baiba Apine',
    email: 'baiba@vizite.example',
    role: 'secretary',
    locale: 'lv',
    phone: '+371 20000003',
    clients: [2, 3, 4],
  },
  {
    name: 'Emma Berg',
    email: 'emma@vizite.example',
    role: 'secretary',
    locale: 'en',
    phone: '+46 700000004',
    clients: [4, 5],
  },
];

type ContactRow = readonly [
  name: string,
  company: string,
  email: string,
  phone: string | null,
  locale: 'lv' | 'en',
];

/** By client, in the order of OWNERS; forty in all. */
export const CONTACTS: readonly (readonly ContactRow[])[] = [
  [
    ['Dace Vītola', 'Arhitektu birojs Vītola', 'dace@arhitekti.example', '+371 26000101', 'lv'],
    ['Gatis Kalniņš', 'Kalniņa jumti', 'gatis@jumti.example', '+371 26000102', 'lv'],
    ['Sandra Ābele', 'Ābeles īpašumi', 'sandra@abele.example', '+371 26000103', 'lv'],
    ['Uldis Šteins', 'Betona centrs', 'uldis@betons.example', null, 'lv'],
    ['Marta Egle', 'Egles nekustamie īpašumi', 'marta@egle.example', '+371 26000105', 'lv'],
    ['Thomas Becker', 'Becker Fenster GmbH', 'thomas@becker-fenster.example', '+49 1500000106', 'en'],
    ['Valdis Ķirsis', 'Ķirša būvmateriāli', 'valdis@kirsis.example', '+371 26000107', 'lv'],
  ],
  [
    ['Toms Riekstiņš', 'Zobu laboratorija', 'toms@zoblab.example', '+371 26000201', 'lv'],
    ['Elīna Grosa', 'Medicīnas tehnika', 'elina@medtehnika.example', '+371 26000202', 'lv'],
    ['Kaspars Žagars', 'Žagars apdrošināšana', 'kaspars@zagars.example', null, 'lv'],
    ['Rūta Čakste', 'Privātpersona', 'ruta.cakste@pasts.example', '+371 26000204', 'lv'],
    ['Peter Lang', 'Lang Implants AG', 'peter@lang-implants.example', '+41 760000205', 'en'],
    ['Zane Ūdre', 'Higiēnistu skola', 'zane@higiena.example', '+371 26000206', 'lv'],
    ['Aigars Nātra', 'Klīnikas telpu noma', 'aigars@telpas.example', '+371 26000207', 'lv'],
  ],
  [
    ['Ilona Siliņa', 'Autoparks Siliņa', 'ilona@autoparks.example', '+371 26000301', 'lv'],
    ['Normunds Āboltiņš', 'Taksometri 24', 'normunds@taksi.example', '+371 26000302', 'lv'],
    ['Jana Krieviņa', 'Līzinga birojs', 'jana@lizings.example', '+371 26000303', 'lv'],
    ['Raivis Dūze', 'Riepu bāze', 'raivis@riepas.example', null, 'lv'],
    ['Oskar Nyman', 'Nordic Parts AB', 'oskar@nordicparts.example', '+46 700000305', 'en'],
    ['Inga Vēja', 'Piegādes dienests Vējš', 'inga@vejs.example', '+371 26000306', 'lv'],
    ['Artūrs Mežs', 'Mežs un partneri', 'arturs@mezs.example', '+371 26000307', 'lv'],
  ],
  [
    ['Juris Balodis', 'Auditori Balodis', 'juris@auditori.example', '+371 26000401', 'lv'],
    ['Laima Ozoliņa', 'Ozoliņas maiznīca', 'laima@maiznica.example', '+371 26000402', 'lv'],
    ['Edgars Pētersons', 'Pētersona loģistika', 'edgars@logistika.example', '+371 26000403', 'lv'],
    ['Sofija Roze', 'Ziedu nams Roze', 'sofija@roze.example', null, 'lv'],
    ['Daniel Novak', 'Novak Trading', 'daniel@novak.example', '+420 700000405', 'en'],
    ['Madara Kļava', 'Kļavas viesu nams', 'madara@klava.example', '+371 26000406', 'lv'],
    ['Ģirts Zvirbulis', 'Zvirbulis IT', 'girts@zvirbulis.example', '+371 26000407', 'lv'],
  ],
  [
    ['Santa Zariņa', 'Interjeri Zariņa', 'santa@interjeri.example', '+371 26000501', 'lv'],
    ['Viesturs Krauklis', 'Kokzāģētava Krauklis', 'viesturs@krauklis.example', '+371 26000502', 'lv'],
    ['Agnese Straume', 'Viesnīca Straume', 'agnese@straume.example', '+371 26000503', 'lv'],
    ['Māris Cīrulis', 'Cīruļa montāža', 'maris@cirulis.example', null, 'lv'],
    ['Lotte Jensen', 'Nordisk Bolig ApS', 'lotte@nordiskbolig.example', '+45 20000505', 'en'],
    ['Dainis Bebrs', 'Bebra mēbeles', 'dainis@bebrs.example', '+371 26000506', 'lv'],
  ],
  [
    ['Johan Ek', 'Tryckeriet', 'johan@tryckeriet.example', '+46 700000601', 'en'],
    ['Sara Holm', 'Holm Foto', 'sara@holmfoto.example', '+46 700000602', 'en'],
    ['Kristaps Lācis', 'Lācis Coffee', 'kristaps@lacis.example', '+371 26000603', 'lv'],
    ['Maria Lund', 'Lund & Co', 'maria@lundco.example', null, 'en'],
    ['Erik Sand', 'Sand Arkitekter', 'erik@sand.example', '+46 700000605', 'en'],
    ['Līva Saule', 'Saules skola', 'liva@saule.example', '+371 26000606', 'lv'],
  ],
];

export interface SeedHours {
  readonly windows: readonly {
    readonly days: readonly string[];
    readonly from: string;
    readonly to: string;
  }[];
  readonly durationMinutes: number;
  readonly bufferAfterMinutes: number;
}

const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'] as const;

/** When each client receives people, in the order of OWNERS. */
export const HOURS: readonly SeedHours[] = [
  { windows: [{ days: WORKDAYS, from: '08:00', to: '17:00' }], durationMinutes: 60, bufferAfterMinutes: 15 },
  {
    windows: [
      { days: ['MO', 'WE', 'FR'], from: '09:00', to: '13:00' },
      { days: ['TU', 'TH'], from: '14:00', to: '19:00' },
    ],
    durationMinutes: 45,
    bufferAfterMinutes: 0,
  },
  { windows: [{ days: WORKDAYS, from: '09:00', to: '18:00' }], durationMinutes: 30, bufferAfterMinutes: 15 },
  {
    windows: [{ days: ['MO', 'TU', 'WE', 'TH'], from: '10:00', to: '16:00' }],
    durationMinutes: 60,
    bufferAfterMinutes: 30,
  },
  { windows: [{ days: WORKDAYS, from: '07:30', to: '16:30' }], durationMinutes: 60, bufferAfterMinutes: 0 },
  { windows: [{ days: WORKDAYS, from: '09:00', to: '17:00' }], durationMinutes: 60, bufferAfterMinutes: 0 },
];
