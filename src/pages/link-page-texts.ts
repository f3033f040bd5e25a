import type { Language } from '../mail/templates/language.js';

/** What the page where a client links calendars says. Refusals are told by what the client can do about them. */
export interface LinkPageTexts {
  readonly title: string;
  readonly lead: (secretary: string, agency: string) => string;
  readonly what: string;
  readonly not: string;
  readonly linked: string;
  readonly reconnect: string;
  readonly choose: string;
  readonly google: string;
  readonly microsoft: string;
  readonly other: string;
  readonly otherLead: string;
  readonly address: string;
  readonly addressHint: string;
  readonly username: string;
  readonly password: string;
  readonly passwordHint: string;
  readonly link: string;
  readonly feed: string;
  readonly feedLead: string;
  readonly feedAddress: string;
  readonly done: string;
  readonly fillIn: string;
  readonly refusals: Readonly<Record<LinkTrouble, string>>;
}

export type LinkTrouble =
  | 'again'
  | 'denied'
  | 'scopes'
  | 'admin'
  | 'wrong-account'
  | 'elsewhere'
  | 'provider'
  | 'address'
  | 'password'
  | 'read-only'
  | 'web-page'
  | 'too-large';

const TROUBLES: Readonly<Record<string, LinkTrouble>> = {
  'unknown-state': 'again',
  replayed: 'again',
  expired: 'again',
  'other-person': 'again',
  'not-your-client': 'again',
  'code-refused': 'again',
  denied: 'denied',
  'scopes-missing': 'scopes',
  'needs-admin': 'admin',
  'wrong-account': 'wrong-account',
  'linked-elsewhere': 'elsewhere',
  'already-linked': 'elsewhere',
  'wrong-password': 'password',
  'feed-password': 'password',
  'no-writable-calendar': 'read-only',
  'web-page': 'web-page',
  'not-a-calendar': 'web-page',
  'too-large': 'too-large',
  'provider-unreachable': 'provider',
  'provider-refused': 'provider',
  unreachable: 'provider',
};

/** What a refusal is to the client; what is about the address in any other way is one thing to them. */
export const troubleOf = (refusal: string): LinkTrouble => TROUBLES[refusal] ?? 'address';

export const LINK_PAGE_TEXTS: Readonly<Record<Language, LinkPageTexts>> = {
  en: {
    title: 'Link your calendar',
    lead: (secretary, agency) =>
      `${secretary} (${agency}) arranges meetings for you and asks to see when you are free.`,
    what: 'Your calendar shows when you are busy, and confirmed meetings are entered in it. You can end this at any time, here or at your provider.',
    not: 'Your password is typed at your provider. Nobody at the agency sees it.',
    linked: 'Linked already',
    reconnect: 'has to be linked again',
    choose: 'Where is your calendar?',
    google: 'Google Calendar',
    microsoft: 'Outlook or Microsoft 365',
    other: 'iCloud, Fastmail, Nextcloud or another (CalDAV)',
    otherLead:
      'Make a password for one program in the security settings of your account; your main password is not needed.',
    address: 'Address of the server, or your mail address there',
    addressHint: 'For example: https://caldav.icloud.com',
    username: 'User name',
    password: 'Password for one program',
    passwordHint: 'It is kept encrypted and used for the calendar only.',
    link: 'Link this calendar',
    feed: 'Only an address that ends in .ics',
    feedLead: 'It shows when you are busy; meetings cannot be entered there.',
    feedAddress: 'Address of the calendar',
    done: 'Thank you! Your calendar is linked. You can close this page.',
    fillIn: 'Please fill in all fields.',
    refusals: {
      again: 'That did not work. Please begin again with one of the buttons below.',
      denied: 'Access was not granted. Begin again and allow it.',
      scopes: 'Not every permission was ticked. Begin again and leave all of them ticked.',
      admin:
        'Only the administrator of your organisation can allow this. Please ask the administrator, then begin again.',
      'wrong-account': 'This is another account than the one that is linked. Choose the same one.',
      elsewhere: 'This calendar is linked already. Choose another, or call us.',
      provider: 'The provider does not answer. Please try again in a few minutes.',
      address: 'There is no calendar at this address. Please check the spelling.',
      password: 'The name or the password is not right. Most providers want a password made for one program.',
      'read-only': 'This calendar can only be read. Choose one that you can write to.',
      'web-page':
        'This address leads to a web page, not to a calendar. Copy the one that is called iCal or ICS.',
      'too-large': 'This calendar is too large. Share a shorter part of it.',
    },
  },
  lv: {
    title: 'Pievienojiet savu kalendāru',
    lead: (secretary, agency) =>
      `${secretary} (${agency}) kārto Jūsu tikšanās un lūdz redzēt, kad esat brīvi.`,
    what: 'Kalendārs rāda, kad esat aizņemti, un tajā tiek ierakstītas apstiprinātās tikšanās. To varat jebkurā brīdī izbeigt šeit vai pie kalendāra sniedzēja.',
    not: 'Paroli ievadāt pie sava kalendāra sniedzēja. Aģentūrā to neviens neredz.',
    linked: 'Jau pievienots',
    reconnect: 'jāpievieno no jauna',
    choose: 'Kur ir Jūsu kalendārs?',
    google: 'Google kalendārs',
    microsoft: 'Outlook vai Microsoft 365',
    other: 'iCloud, Fastmail, Nextcloud vai cits (CalDAV)',
    otherLead:
      'Konta drošības iestatījumos izveidojiet paroli vienai programmai; galvenā parole nav vajadzīga.',
    address: 'Servera adrese vai Jūsu e-pasta adrese tur',
    addressHint: 'Piemēram: https://caldav.icloud.com',
    username: 'Lietotājvārds',
    password: 'Parole vienai programmai',
    passwordHint: 'Tā tiek glabāta šifrēta un lietota tikai kalendāram.',
    link: 'Pievienot šo kalendāru',
    feed: 'Tikai adrese, kas beidzas ar .ics',
    feedLead: 'Tā rāda, kad esat aizņemti; tikšanās tur ierakstīt nevar.',
    feedAddress: 'Kalendāra adrese',
    done: 'Paldies! Jūsu kalendārs ir pievienots. Šo lapu varat aizvērt.',
    fillIn: 'Lūdzu, aizpildiet visus laukus.',
    refusals: {
      again: 'Tas neizdevās. Lūdzu, sāciet no jauna ar kādu no pogām zemāk.',
      denied: 'Piekļuve netika atļauta. Sāciet no jauna un atļaujiet to.',
      scopes: 'Ne visas atļaujas bija atzīmētas. Sāciet no jauna un atstājiet visas atzīmētas.',
      admin:
        'To var atļaut tikai Jūsu organizācijas administrators. Lūdzu, jautājiet administratoram un sāciet no jauna.',
      'wrong-account': 'Šis ir cits konts nekā pievienotais. Izvēlieties to pašu.',
      elsewhere: 'Šis kalendārs jau ir pievienots. Izvēlieties citu vai piezvaniet mums.',
      provider: 'Kalendāra sniedzējs neatbild. Lūdzu, mēģiniet pēc dažām minūtēm.',
      address: 'Šajā adresē kalendāra nav. Lūdzu, pārbaudiet, vai adrese ir pareiza.',
      password:
        'Vārds vai parole nav pareiza. Vairumam sniedzēju vajag paroli, kas izveidota vienai programmai.',
      'read-only': 'Šo kalendāru var tikai lasīt. Izvēlieties tādu, kurā varat rakstīt.',
      'web-page': 'Šī adrese ved uz tīmekļa lapu, nevis kalendāru. Nokopējiet to, ko sauc par iCal vai ICS.',
      'too-large': 'Šis kalendārs ir pārāk liels. Kopīgojiet īsāku tā daļu.',
    },
  },
  ru: {
    title: 'Подключите свой календарь',
    lead: (secretary, agency) =>
      `${secretary} (${agency}) организует ваши встречи и просит видеть, когда вы свободны.`,
    what: 'Календарь показывает, когда вы заняты, и в него вносятся подтверждённые встречи. Это можно прекратить в любой момент здесь или у провайдера.',
    not: 'Пароль вводится у провайдера. В агентстве его никто не видит.',
    linked: 'Уже подключено',
    reconnect: 'нужно подключить заново',
    choose: 'Где ваш календарь?',
    google: 'Google Календарь',
    microsoft: 'Outlook или Microsoft 365',
    other: 'iCloud, Fastmail, Nextcloud или другой (CalDAV)',
    otherLead:
      'Создайте в настройках безопасности аккаунта пароль для одной программы; основной пароль не нужен.',
    address: 'Адрес сервера или ваш адрес электронной почты там',
    addressHint: 'Например: https://caldav.icloud.com',
    username: 'Имя пользователя',
    password: 'Пароль для одной программы',
    passwordHint: 'Он хранится в зашифрованном виде и используется только для календаря.',
    link: 'Подключить этот календарь',
    feed: 'Только адрес, который заканчивается на .ics',
    feedLead: 'Он показывает, когда вы заняты; встречи туда внести нельзя.',
    feedAddress: 'Адрес календаря',
    done: 'Спасибо! Ваш календарь подключён. Эту страницу можно закрыть.',
    fillIn: 'Пожалуйста, заполните все поля.',
    refusals: {
      again: 'Не получилось. Пожалуйста, начните заново одной из кнопок ниже.',
      denied: 'Доступ не был разрешён. Начните заново и разрешите его.',
      scopes: 'Отмечены не все разрешения. Начните заново и оставьте отмеченными все.',
      admin:
        'Разрешить это может только администратор вашей организации. Обратитесь к нему и начните заново.',
      'wrong-account': 'Это другой аккаунт, а не подключённый. Выберите тот же.',
      elsewhere: 'Этот календарь уже подключён. Выберите другой или позвоните нам.',
      provider: 'Провайдер не отвечает. Пожалуйста, попробуйте через несколько минут.',
      address: 'По этому адресу календаря нет. Пожалуйста, проверьте написание.',
      password:
        'Имя или пароль неверны. Большинству провайдеров нужен пароль, созданный для одной программы.',
      'read-only': 'Этот календарь доступен только для чтения. Выберите такой, в который можно писать.',
      'web-page':
        'Этот адрес ведёт на веб-страницу, а не на календарь. Скопируйте тот, что называется iCal или ICS.',
      'too-large': 'Этот календарь слишком большой. Откройте доступ к более короткой его части.',
    },
  },
  de: {
    title: 'Ihren Kalender verbinden',
    lead: (secretary, agency) =>
      `${secretary} (${agency}) vereinbart Termine für Sie und bittet darum, Ihre freien Zeiten zu sehen.`,
    what: 'Ihr Kalender zeigt, wann Sie belegt sind; bestätigte Termine werden darin eingetragen. Sie können das jederzeit hier oder bei Ihrem Anbieter beenden.',
    not: 'Ihr Passwort geben Sie bei Ihrem Anbieter ein. In der Agentur sieht es niemand.',
    linked: 'Schon verbunden',
    reconnect: 'muss neu verbunden werden',
    choose: 'Wo ist Ihr Kalender?',
    google: 'Google Kalender',
    microsoft: 'Outlook oder Microsoft 365',
    other: 'iCloud, Fastmail, Nextcloud oder ein anderer (CalDAV)',
    otherLead:
      'Legen Sie in den Sicherheitseinstellungen Ihres Kontos ein Passwort für ein einzelnes Programm an; Ihr Hauptpasswort wird nicht gebraucht.',
    address: 'Adresse des Servers oder Ihre E-Mail-Adresse dort',
    addressHint: 'Zum Beispiel: https://caldav.icloud.com',
    username: 'Benutzername',
    password: 'Passwort für ein einzelnes Programm',
    passwordHint: 'Es wird verschlüsselt aufbewahrt und nur für den Kalender verwendet.',
    link: 'Diesen Kalender verbinden',
    feed: 'Nur eine Adresse, die auf .ics endet',
    feedLead: 'Sie zeigt, wann Sie belegt sind; Termine können dort nicht eingetragen werden.',
    feedAddress: 'Adresse des Kalenders',
    done: 'Vielen Dank! Ihr Kalender ist verbunden. Sie können diese Seite schließen.',
    fillIn: 'Bitte füllen Sie alle Felder aus.',
    refusals: {
      again: 'Das hat nicht geklappt. Bitte beginnen Sie mit einer der Schaltflächen unten noch einmal.',
      denied: 'Der Zugriff wurde nicht erlaubt. Beginnen Sie noch einmal und erlauben Sie ihn.',
      scopes:
        'Nicht alle Berechtigungen waren angekreuzt. Beginnen Sie noch einmal und lassen Sie alle angekreuzt.',
      admin:
        'Das kann nur der Administrator Ihrer Organisation erlauben. Bitte fragen Sie ihn und beginnen Sie noch einmal.',
      'wrong-account': 'Das ist ein anderes Konto als das verbundene. Wählen Sie dasselbe.',
      elsewhere: 'Dieser Kalender ist schon verbunden. Wählen Sie einen anderen oder rufen Sie uns an.',
      provider: 'Der Anbieter antwortet nicht. Bitte versuchen Sie es in einigen Minuten noch einmal.',
      address: 'Unter dieser Adresse gibt es keinen Kalender. Bitte prüfen Sie die Schreibweise.',
      password:
        'Name oder Passwort stimmt nicht. Die meisten Anbieter verlangen ein Passwort für ein einzelnes Programm.',
      'read-only': 'Dieser Kalender kann nur gelesen werden. Wählen Sie einen, in den Sie schreiben können.',
      'web-page':
        'Diese Adresse führt zu einer Webseite, nicht zu einem Kalender. Kopieren Sie die, die iCal oder ICS heißt.',
      'too-large': 'Dieser Kalender ist zu groß. Geben Sie einen kürzeren Teil davon frei.',
    },
  },
};
