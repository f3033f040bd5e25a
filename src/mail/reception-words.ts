import { inLocale, type Sentence } from '../sentence.js';

/** What an owner is told about how mail comes in. */
const MAILBOX: Readonly<Record<string, Sentence>> = {
  never: {
    en: 'The mailbox has not been looked into yet.',
    lv: 'Pastkaste vēl nav apskatīta.',
    ru: 'В почтовый ящик ещё не заглядывали.',
    de: 'In das Postfach wurde noch nicht gesehen.',
  },
  connecting: {
    en: 'The mailbox is being opened.',
    lv: 'Pastkaste tiek atvērta.',
    ru: 'Почтовый ящик открывается.',
    de: 'Das Postfach wird geöffnet.',
  },
  fetching: {
    en: 'Mail is being fetched.',
    lv: 'Vēstules tiek saņemtas.',
    ru: 'Письма загружаются.',
    de: 'Nachrichten werden abgeholt.',
  },
  watching: {
    en: 'New mail arrives at once.',
    lv: 'Jaunas vēstules pienāk uzreiz.',
    ru: 'Новые письма приходят сразу.',
    de: 'Neue Nachrichten kommen sofort an.',
  },
  unattended: {
    en: 'No process of the service looks into the mailbox: check that a worker runs.',
    lv: 'Neviens dienesta process neskatās pastkastē: pārbaudiet, vai darbojas ROLE=worker.',
    ru: 'Ни один процесс службы не следит за ящиком: проверьте, что ROLE=worker запущен.',
    de: 'Kein Prozess des Dienstes sieht in das Postfach: prüfen Sie, ob ROLE=worker läuft.',
  },
  'sign-in-refused': {
    en: 'The mail server refuses user or password: check IMAP_URL.',
    lv: 'Pasta serveris noraida lietotāju vai paroli: pārbaudiet IMAP_URL.',
    ru: 'Почтовый сервер не принимает имя или пароль: проверьте IMAP_URL.',
    de: 'Der Mailserver lehnt Benutzer oder Passwort ab: prüfen Sie IMAP_URL.',
  },
  'no-such-folder': {
    en: 'The mail server has no such folder: check the end of IMAP_URL.',
    lv: 'Pasta serverī nav tādas mapes: pārbaudiet IMAP_URL beigas.',
    ru: 'На почтовом сервере нет такой папки: проверьте конец IMAP_URL.',
    de: 'Der Mailserver hat keinen solchen Ordner: prüfen Sie das Ende von IMAP_URL.',
  },
  unreachable: {
    en: 'The mail server does not answer. It is tried again; what arrives meanwhile waits there.',
    lv: 'Pasta serveris neatbild. Mēģinājumi turpinās; vēstules tikmēr gaida serverī.',
    ru: 'Почтовый сервер не отвечает. Попытки продолжаются; письма тем временем ждут на сервере.',
    de: 'Der Mailserver antwortet nicht. Es wird weiter versucht; was inzwischen ankommt, wartet dort.',
  },
  'not-encrypted': {
    en: 'No secure connection to the mail server could be made, and the password is not sent over another.',
    lv: 'Ar pasta serveri neizdevās izveidot drošu savienojumu, un citā parole netiek sūtīta.',
    ru: 'Не удалось установить защищённое соединение с почтовым сервером, а по другому пароль не передаётся.',
    de: 'Es kam keine sichere Verbindung zum Mailserver zustande, und über eine andere wird das Passwort nicht gesendet.',
  },
  lost: {
    en: 'The connection to the mail server broke. It is tried again; nothing is lost.',
    lv: 'Savienojums ar pasta serveri pārtrūka. Mēģinājumi turpinās; nekas nepazūd.',
    ru: 'Соединение с почтовым сервером прервалось. Попытки продолжаются; ничего не потеряно.',
    de: 'Die Verbindung zum Mailserver ist abgebrochen. Es wird weiter versucht; nichts geht verloren.',
  },
};

/** @param state of the mailbox, or the reason why it fails. */
export const mailboxWords = (state: string, locale: string): string =>
  inLocale(
    MAILBOX[state] ?? {
      en: 'The mailbox cannot be read.',
      lv: 'Pastkasti nevar nolasīt.',
      ru: 'Почтовый ящик не читается.',
      de: 'Das Postfach lässt sich nicht lesen.',
    },
    locale,
  );

export type MailNotice = 'mailbox-failing' | 'left-behind' | 'room-tight' | 'room-full' | 'discarded';

const NOTICES: Readonly<Record<Exclude<MailNotice, 'mailbox-failing'>, Sentence>> = {
  'left-behind': {
    en: 'For {count} mails there was no room; they are still in the mailbox.',
    lv: 'Vēstulēm, kam pietrūka vietas ({count}), jāgaida pastkastē.',
    ru: 'Для писем ({count}) не хватило места; они ждут в ящике.',
    de: 'Für {count} Nachrichten war kein Platz; sie liegen noch im Postfach.',
  },
  'room-tight': {
    en: 'Unmatched mail is running out of room ({count} of {most}): settle or dismiss what is old.',
    lv: 'Nepiesaistītajām vēstulēm drīz pietrūks vietas ({count} no {most}): nokārtojiet vecākās.',
    ru: 'Для непривязанных писем скоро не останется места ({count} из {most}): разберите старые.',
    de: 'Für nicht zugeordnete Nachrichten wird der Platz knapp ({count} von {most}): erledigen oder verwerfen Sie alte.',
  },
  'room-full': {
    en: 'There is no room for more unmatched mail ({count}): servers are asked to try again later. Settle or dismiss some.',
    lv: 'Nepiesaistītajām vēstulēm vairs nav vietas ({count}): serveriem tiek lūgts mēģināt vēlāk. Nokārtojiet kādas.',
    ru: 'Для непривязанных писем больше нет места ({count}): серверам предлагается попробовать позже. Разберите часть писем.',
    de: 'Für weitere nicht zugeordnete Nachrichten ist kein Platz ({count}): Server werden gebeten, es später zu versuchen. Erledigen oder verwerfen Sie einige.',
  },
  discarded: {
    en: '{count} unmatched mails nobody had seen to were let go in the last 30 days; their senders and subjects are listed.',
    lv: 'Pēdējās 30 dienās dzēstas nepiesaistītas vēstules, ko neviens neizskatīja ({count}); sūtītāji un temati ir sarakstā.',
    ru: 'За последние 30 дней удалены непривязанные письма, которые никто не разобрал ({count}); отправители и темы есть в списке.',
    de: '{count} nicht zugeordnete Nachrichten, um die sich niemand gekümmert hatte, wurden in den letzten 30 Tagen gelöscht; Absender und Betreffe sind aufgelistet.',
  },
};

export const noticeWords = (
  notice: Exclude<MailNotice, 'mailbox-failing'>,
  count: number,
  most: number,
  locale: string,
): string =>
  inLocale(NOTICES[notice], locale).replace('{count}', String(count)).replace('{most}', String(most));
