import type { Language } from '../mail/templates/language.js';

type Labels = Readonly<Record<'name' | 'company' | 'email' | 'phone' | 'title', string>>;

export interface RequestPageTexts {
  readonly title: (client: string) => string;
  readonly lead: (person: string) => string;
  readonly labels: Labels & { readonly words: string };
  readonly wrong: Labels;
  readonly reach: string;
  readonly send: string;
  readonly sent: string;
  readonly refused: string;
  readonly tooMany: string;
  readonly privacy: (client: string) => string;
}

const LV: RequestPageTexts = {
  title: (client) => `Tikšanās: ${client}`,
  lead: (person) =>
    `Pastāstiet, par ko vēlaties tikties (${person}) un kad Jums ērti. Mēs piedāvāsim konkrētus laikus.`,
  labels: {
    name: 'Vārds, uzvārds',
    company: 'Uzņēmums (nav obligāti)',
    email: 'E-pasts',
    phone: 'Tālrunis',
    title: 'Par ko tikties',
    words: 'Kad Jums ērti, un kas vēl jāzina (nav obligāti)',
  },
  wrong: {
    name: 'Ierakstiet vārdu vienā rindā.',
    company: 'Ierakstiet uzņēmuma nosaukumu vienā rindā.',
    email: 'Ierakstiet pareizu e-pasta adresi vai tālruni, lai varam atbildēt.',
    phone: 'Ierakstiet tālruni, piemēram, +371 2000 0000.',
    title: 'Ierakstiet vienā rindā, par ko tikties.',
  },
  reach: 'Vajag e-pastu vai tālruni: kā lai Jums atbildam.',
  send: 'Lūgt tikšanos',
  sent: 'Paldies! Jūsu lūgums saņemts. Drīz piedāvāsim laikus.',
  refused: 'Kaut kas vēl jāizlabo: skatiet atzīmēto.',
  tooMany: 'Šodien no šejienes jau saņemts daudz lūgumu. Pamēģiniet vēlāk vai piezvaniet.',
  privacy: (client) => `Šīs ziņas izmanto tikai tikšanās norunāšanai ar ${client}.`,
};

const EN: RequestPageTexts = {
  title: (client) => `A meeting with ${client}`,
  lead: (person) =>
    `Tell us what you would like to talk about with ${person}, and when it suits you. We will offer you times.`,
  labels: {
    name: 'Your name',
    company: 'Company (optional)',
    email: 'E-mail',
    phone: 'Phone',
    title: 'What it is about',
    words: 'When it suits you, and what else we should know (optional)',
  },
  wrong: {
    name: 'Give your name, in one line.',
    company: 'Give the company’s name in one line.',
    email: 'Give a right e-mail address or a phone number, so that we can answer.',
    phone: 'Give a phone number such as +371 2000 0000.',
    title: 'Say in one line what it is about.',
  },
  reach: 'We need an e-mail address or a phone number in order to answer.',
  send: 'Ask for a meeting',
  sent: 'Thank you, we have your request. You will hear from us soon, with times to choose from.',
  refused: 'Something is not right yet: see what is marked.',
  tooMany: 'Many requests have come from here already. Try again later, or call.',
  privacy: (client) => `This is used for arranging the meeting with ${client} and for nothing else.`,
};

const RU: RequestPageTexts = {
  title: (client) => `Встреча: ${client}`,
  lead: (person) =>
    `Расскажите, о чём вы хотите поговорить (${person}) и когда вам удобно. Мы предложим время.`,
  labels: {
    name: 'Имя и фамилия',
    company: 'Компания (необязательно)',
    email: 'Эл. почта',
    phone: 'Телефон',
    title: 'О чём встреча',
    words: 'Когда вам удобно и что ещё нам нужно знать (необязательно)',
  },
  wrong: {
    name: 'Впишите имя в одну строку.',
    company: 'Впишите название компании в одну строку.',
    email: 'Впишите правильный адрес эл. почты или телефон, чтобы мы могли ответить.',
    phone: 'Впишите телефон, например +371 2000 0000.',
    title: 'Впишите в одну строку, о чём встреча.',
  },
  reach: 'Нужен адрес эл. почты или телефон, чтобы мы могли ответить.',
  send: 'Попросить о встрече',
  sent: 'Спасибо, мы получили вашу просьбу. Скоро предложим время.',
  refused: 'Что-то ещё нужно поправить: смотрите отмеченное.',
  tooMany: 'Отсюда уже пришло много просьб. Попробуйте позже или позвоните.',
  privacy: (client) => `Эти сведения нужны только для того, чтобы назначить встречу с ${client}.`,
};

const DE: RequestPageTexts = {
  title: (client) => `Ein Termin mit ${client}`,
  lead: (person) =>
    `Sagen Sie uns, worüber Sie mit ${person} sprechen möchten und wann es Ihnen passt. Wir bieten Ihnen Zeiten an.`,
  labels: {
    name: 'Ihr Name',
    company: 'Firma (freiwillig)',
    email: 'E-Mail',
    phone: 'Telefon',
    title: 'Worum es geht',
    words: 'Wann es Ihnen passt, und was wir noch wissen sollten (freiwillig)',
  },
  wrong: {
    name: 'Geben Sie Ihren Namen in einer Zeile an.',
    company: 'Geben Sie den Namen der Firma in einer Zeile an.',
    email: 'Geben Sie eine richtige E-Mail-Adresse oder eine Telefonnummer an, damit wir antworten können.',
    phone: 'Geben Sie eine Telefonnummer an, etwa +371 2000 0000.',
    title: 'Sagen Sie in einer Zeile, worum es geht.',
  },
  reach: 'Wir brauchen eine E-Mail-Adresse oder eine Telefonnummer, um zu antworten.',
  send: 'Um einen Termin bitten',
  sent: 'Danke, Ihre Anfrage ist da. Sie hören bald von uns, mit Zeiten zur Auswahl.',
  refused: 'Etwas stimmt noch nicht: siehe die Markierungen.',
  tooMany: 'Von hier kamen schon viele Anfragen. Versuchen Sie es später noch einmal, oder rufen Sie an.',
  privacy: (client) => `Diese Angaben dienen nur dazu, den Termin mit ${client} zu vereinbaren.`,
};

export const REQUEST_PAGE_TEXTS: Readonly<Record<Language, RequestPageTexts>> = {
  lv: LV,
  en: EN,
  ru: RU,
  de: DE,
};
