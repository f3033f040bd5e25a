/** What an owner is told about how mail comes in, in the two languages of the console; English for any other. */
interface Sentence {
  readonly en: string;
  readonly lv: string;
}

const MAILBOX: Readonly<Record<string, Sentence>> = {
  never: { en: 'The mailbox has not been looked into yet.', lv: 'Pastkaste vēl nav apskatīta.' },
  connecting: { en: 'The mailbox is being opened.', lv: 'Pastkaste tiek atvērta.' },
  fetching: { en: 'Mail is being fetched.', lv: 'Vēstules tiek saņemtas.' },
  watching: { en: 'New mail arrives at once.', lv: 'Jaunas vēstules pienāk uzreiz.' },
  unattended: {
    en: 'No process of the service looks into the mailbox: check that a worker runs.',
    lv: 'Neviens dienesta process neskatās pastkastē: pārbaudiet, vai darbojas ROLE=worker.',
  },
  'sign-in-refused': {
    en: 'The mail server refuses user or password: check IMAP_URL.',
    lv: 'Pasta serveris noraida lietotāju vai paroli: pārbaudiet IMAP_URL.',
  },
  'no-such-folder': {
    en: 'The mail server has no such folder: check the end of IMAP_URL.',
    lv: 'Pasta serverī nav tādas mapes: pārbaudiet IMAP_URL beigas.',
  },
  unreachable: {
    en: 'The mail server does not answer. It is tried again; what arrives meanwhile waits there.',
    lv: 'Pasta serveris neatbild. Mēģinājumi turpinās; vēstules tikmēr gaida serverī.',
  },
  'not-encrypted': {
    en: 'No secure connection to the mail server could be made, and the password is not sent over another.',
    lv: 'Ar pasta serveri neizdevās izveidot drošu savienojumu, un citā parole netiek sūtīta.',
  },
  lost: {
    en: 'The connection to the mail server broke. It is tried again; nothing is lost.',
    lv: 'Savienojums ar pasta serveri pārtrūka. Mēģinājumi turpinās; nekas nepazūd.',
  },
};

/** @param state of the mailbox, or the reason why it fails. */
export const mailboxWords = (state: string, locale: string): string =>
  said(MAILBOX[state] ?? { en: 'The mailbox cannot be read.', lv: 'Pastkasti nevar nolasīt.' }, locale);

export type MailNotice = 'mailbox-failing' | 'left-behind' | 'room-tight' | 'room-full' | 'discarded';

const NOTICES: Readonly<Record<Exclude<MailNotice, 'mailbox-failing'>, Sentence>> = {
  'left-behind': {
    en: 'For {count} mails there was no room; they are still in the mailbox.',
    lv: 'Vēstulēm, kam pietrūka vietas ({count}), jāgaida pastkastē.',
  },
  'room-tight': {
    en: 'Unmatched mail is running out of room ({count} of {most}): settle or dismiss what is old.',
    lv: 'Nepiesaistītajām vēstulēm drīz pietrūks vietas ({count} no {most}): nokārtojiet vecākās.',
  },
  'room-full': {
    en: 'There is no room for more unmatched mail ({count}): servers are asked to try again later. Settle or dismiss some.',
    lv: 'Nepiesaistītajām vēstulēm vairs nav vietas ({count}): serveriem tiek lūgts mēģināt vēlāk. Nokārtojiet kādas.',
  },
  discarded: {
    en: '{count} unmatched mails nobody had seen to were let go in the last 30 days; their senders and subjects are listed.',
    lv: 'Pēdējās 30 dienās dzēstas nepiesaistītas vēstules, ko neviens neizskatīja ({count}); sūtītāji un temati ir sarakstā.',
  },
};

export const noticeWords = (
  notice: Exclude<MailNotice, 'mailbox-failing'>,
  count: number,
  most: number,
  locale: string,
): string => said(NOTICES[notice], locale).replace('{count}', String(count)).replace('{most}', String(most));

const said = (sentence: Sentence, locale: string): string =>
  locale.toLowerCase().startsWith('lv') ? sentence.lv : sentence.en;
