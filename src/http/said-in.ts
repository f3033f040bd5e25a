import type { FieldFault } from '../errors.js';
import { type Language, languageOf } from '../mail/templates/language.js';
import { SAID_OF_LINKS } from './said-of-links.js';

/** A sentence in the other languages of the console; English is the key that it is found by. */
type Other = readonly [lv: string, ru: string, de: string];

/** What a refusal says, in a person's language; as it is where no words for it are known. `#` stands for a number. */
const SAID: Readonly<Record<string, Other>> = {
  'This is empty: give a text.': [
    'Lauks ir tukšs: ierakstiet tekstu.',
    'Поле пустое: введите текст.',
    'Hier steht nichts: geben Sie einen Text ein.',
  ],
  'This is too long: give at most # characters.': [
    'Teksts ir par garu: ne vairāk kā # rakstzīmes.',
    'Слишком длинный текст: не более # знаков.',
    'Das ist zu lang: höchstens # Zeichen.',
  ],
  'Give at most # characters.': ['Ne vairāk kā # rakstzīmes.', 'Не более # знаков.', 'Höchstens # Zeichen.'],
  'Give at least # characters.': ['Vismaz # rakstzīmes.', 'Не менее # знаков.', 'Mindestens # Zeichen.'],
  'Leave out line breaks, control characters and direction marks.': [
    'Bez rindu pārtraukumiem, vadības rakstzīmēm un virziena zīmēm.',
    'Без переносов строк, управляющих знаков и знаков направления.',
    'Ohne Zeilenumbrüche, Steuerzeichen und Richtungszeichen.',
  ],
  'Leave out control characters and direction marks.': [
    'Bez vadības rakstzīmēm un virziena zīmēm.',
    'Без управляющих знаков и знаков направления.',
    'Ohne Steuerzeichen und Richtungszeichen.',
  ],
  'Give an e-mail address such as anna@example.org.': [
    'Ierakstiet e-pasta adresi, piemēram, anna@example.org.',
    'Введите адрес почты, например anna@example.org.',
    'Geben Sie eine E-Mail-Adresse an, etwa anna@example.org.',
  ],
  'Give a phone number such as +371 2000 0000.': [
    'Ierakstiet tālruņa numuru, piemēram, +371 2000 0000.',
    'Введите номер телефона, например +371 2000 0000.',
    'Geben Sie eine Telefonnummer an, etwa +371 2000 0000.',
  ],
  'Give a time zone by its IANA name, such as Europe/Riga.': [
    'Norādiet laika joslu ar IANA nosaukumu, piemēram, Europe/Riga.',
    'Укажите часовой пояс по имени IANA, например Europe/Riga.',
    'Geben Sie die Zeitzone mit ihrem IANA-Namen an, etwa Europe/Riga.',
  ],
  'Give one of lv, en, ru, de.': [
    'Izvēlieties vienu no: lv, en, ru, de.',
    'Выберите одно из: lv, en, ru, de.',
    'Wählen Sie eines von lv, en, ru, de.',
  ],
  'Give the token from the link.': [
    'Trūkst koda no saites.',
    'Не хватает кода из ссылки.',
    'Der Code aus dem Link fehlt.',
  ],
  'This is longer than any token; copy the link again.': [
    'Tas ir garāks par jebkuru kodu; nokopējiet saiti vēlreiz.',
    'Это длиннее любого кода; скопируйте ссылку ещё раз.',
    'Das ist länger als jeder Code; kopieren Sie den Link noch einmal.',
  ],
  'Give an id (a UUID).': [
    'Norādiet identifikatoru (UUID).',
    'Укажите идентификатор (UUID).',
    'Geben Sie eine Kennung (UUID) an.',
  ],
  'Give a moment such as 2026-03-02T09:00:00Z.': [
    'Norādiet brīdi, piemēram, 2026-03-02T09:00:00Z.',
    'Укажите момент, например 2026-03-02T09:00:00Z.',
    'Geben Sie einen Zeitpunkt an, etwa 2026-03-02T09:00:00Z.',
  ],
  'Give a moment between the years # and #.': [
    'Norādiet brīdi no # līdz # gadam.',
    'Укажите момент между # и # годом.',
    'Geben Sie einen Zeitpunkt zwischen den Jahren # und # an.',
  ],
  'Give a colour such as #1f6f8b.': [
    'Norādiet krāsu, piemēram, #1f6f8b.',
    'Укажите цвет, например #1f6f8b.',
    'Geben Sie eine Farbe an, etwa #1f6f8b.',
  ],
  'Give a number from # to #.': [
    'Norādiet skaitli no # līdz #.',
    'Укажите число от # до #.',
    'Geben Sie eine Zahl von # bis # an.',
  ],
  'Give a whole number from # to #.': [
    'Norādiet veselu skaitli no # līdz #.',
    'Укажите целое число от # до #.',
    'Geben Sie eine ganze Zahl von # bis # an.',
  ],
  'Give a whole number of minutes from # to #.': [
    'Norādiet veselu minūšu skaitu no # līdz #.',
    'Укажите целое число минут от # до #.',
    'Geben Sie eine ganze Zahl von Minuten von # bis # an.',
  ],
  'Give at least one field to change.': [
    'Norādiet vismaz vienu maināmo lauku.',
    'Укажите хотя бы одно поле для изменения.',
    'Geben Sie mindestens ein Feld an, das sich ändern soll.',
  ],
  'Give true or false.': [
    'Norādiet true vai false.',
    'Укажите true или false.',
    'Geben Sie true oder false an.',
  ],
  'Give the password.': ['Ierakstiet paroli.', 'Введите пароль.', 'Geben Sie das Passwort ein.'],
  'Give a date as YYYY-MM-DD.': [
    'Norādiet datumu kā GGGG-MM-DD.',
    'Укажите дату как ГГГГ-ММ-ДД.',
    'Geben Sie das Datum als JJJJ-MM-TT an.',
  ],
  'Give a time as HH:MM.': [
    'Norādiet laiku kā HH:MM.',
    'Укажите время как ЧЧ:ММ.',
    'Geben Sie die Uhrzeit als HH:MM an.',
  ],
  'Give degrees from -# to #.': [
    'Norādiet grādus no -# līdz #.',
    'Укажите градусы от -# до #.',
    'Geben Sie Grade von -# bis # an.',
  ],
  'Name a contact, or give a name and an e-mail address.': [
    'Izvēlieties kontaktu vai ierakstiet vārdu un e-pasta adresi.',
    'Выберите контакт или введите имя и адрес почты.',
    'Wählen Sie einen Kontakt oder geben Sie Namen und E-Mail-Adresse an.',
  ],
  'Offer at least one time.': [
    'Piedāvājiet vismaz vienu laiku.',
    'Предложите хотя бы одно время.',
    'Bieten Sie mindestens eine Zeit an.',
  ],
  'Let the meeting end after it begins.': [
    'Tikšanās beigām jābūt pēc sākuma.',
    'Встреча должна закончиться позже, чем начнётся.',
    'Das Treffen muss nach seinem Beginn enden.',
  ],
  'Let the meeting last a day at the most.': [
    'Tikšanās var ilgt ne vairāk kā dienu.',
    'Встреча может длиться не более суток.',
    'Das Treffen darf höchstens einen Tag dauern.',
  ],
  'Choose a place of this client.': [
    'Izvēlieties šī klienta vietu.',
    'Выберите место этого клиента.',
    'Wählen Sie einen Ort dieses Kunden.',
  ],
  'Choose a contact of this client.': [
    'Izvēlieties šī klienta kontaktu.',
    'Выберите контакт этого клиента.',
    'Wählen Sie einen Kontakt dieses Kunden.',
  ],
  'Give a picture of at most # KB.': [
    'Attēls ne lielāks par # KB.',
    'Картинка не больше # КБ.',
    'Ein Bild von höchstens # KB.',
  ],
  'This is no PNG, JPEG or GIF picture.': [
    'Tas nav PNG, JPEG vai GIF attēls.',
    'Это не картинка PNG, JPEG или GIF.',
    'Das ist kein Bild im Format PNG, JPEG oder GIF.',
  ],
  'This is too light to be read on white (contrast below 4.5): choose a darker colour.': [
    'Šī krāsa uz balta ir par gaišu (kontrasts zem 4,5): izvēlieties tumšāku.',
    'Этот цвет слишком светлый на белом (контраст ниже 4,5): выберите темнее.',
    'Das ist auf Weiß zu hell zum Lesen (Kontrast unter 4,5): wählen Sie eine dunklere Farbe.',
  ],
  'The agency has a user with this e-mail address already.': [
    'Aģentūrā jau ir lietotājs ar šādu e-pasta adresi.',
    'В агентстве уже есть пользователь с таким адресом.',
    'Die Agentur hat schon jemanden mit dieser E-Mail-Adresse.',
  ],
  'Give another address, or change the user who has this one.': [
    'Norādiet citu adresi vai mainiet lietotāju, kam tā pieder.',
    'Укажите другой адрес или измените пользователя с этим адресом.',
    'Geben Sie eine andere Adresse an, oder ändern Sie die Person, die diese hat.',
  ],
  'The agency would be left without an owner who can sign in; make somebody else an owner first.': [
    'Aģentūrai nepaliktu īpašnieka, kas var pierakstīties; vispirms ieceliet citu.',
    'В агентстве не осталось бы владельца, который может войти; сначала назначьте другого.',
    'Die Agentur hätte dann niemanden mehr, der sie verwalten kann; bestimmen Sie zuerst jemand anderen.',
  ],
  'An assignment cannot end before it begins.': [
    'Norīkojums nevar beigties, pirms tas sākas.',
    'Назначение не может закончиться раньше, чем начнётся.',
    'Eine Zuordnung kann nicht enden, bevor sie beginnt.',
  ],
  'This assignment belongs to a cover: change or end the cover.': [
    'Šis norīkojums pieder aizvietošanai: mainiet vai beidziet aizvietošanu.',
    'Это назначение относится к замещению: измените или завершите замещение.',
    'Diese Zuordnung gehört zu einer Vertretung: ändern oder beenden Sie die Vertretung.',
  ],
  'This request has been dealt with already; load it again.': [
    'Šis pieprasījums jau ir nokārtots; ielādējiet to vēlreiz.',
    'Этот запрос уже обработан; загрузите его снова.',
    'Diese Anfrage ist schon erledigt; laden Sie sie neu.',
  ],
  'This proposal has been decided about already.': [
    'Par šo priekšlikumu jau ir izlemts.',
    'По этому предложению уже принято решение.',
    'Über diesen Vorschlag ist schon entschieden.',
  ],
  'Somebody else has changed these rules meanwhile; read them again first.': [
    'Pa to laiku kāds cits ir mainījis šos noteikumus; vispirms ielādējiet tos vēlreiz.',
    'Эти правила тем временем изменил кто-то другой; сначала загрузите их снова.',
    'Jemand anderes hat diese Regeln inzwischen geändert; laden Sie sie zuerst neu.',
  ],
  'This calendar can only be read; ask the client for the right to make changes, or choose another one.': [
    'Šo kalendāru var tikai lasīt; lūdziet klientam tiesības to mainīt vai izvēlieties citu.',
    'Этот календарь только для чтения; попросите у клиента право на изменения или выберите другой.',
    'Dieser Kalender lässt sich nur lesen; bitten Sie den Kunden um Schreibrecht oder wählen Sie einen anderen.',
  ],
  'The calendar can only be read.': [
    'Šo kalendāru var tikai lasīt.',
    'Этот календарь только для чтения.',
    'Dieser Kalender lässt sich nur lesen.',
  ],
  'The file is larger than # MB.': [
    'Fails ir lielāks par # MB.',
    'Файл больше # МБ.',
    'Die Datei ist größer als # MB.',
  ],
  'Too many files are being read at once; try again in a minute.': [
    'Vienlaikus tiek lasīts pārāk daudz failu; mēģiniet pēc minūtes.',
    'Одновременно читается слишком много файлов; повторите через минуту.',
    'Es werden zu viele Dateien auf einmal gelesen; versuchen Sie es in einer Minute noch einmal.',
  ],
};

const PLACE: Readonly<Record<Exclude<Language, 'en'>, 0 | 1 | 2>> = { lv: 0, ru: 1, de: 2 };

/** A sentence of a refusal in the language of `locale`. */
export const saidIn = (sentence: string, locale: string): string => {
  const language = languageOf(locale);
  if (language === 'en') return sentence;
  const numbers = sentence.match(/\d+/g) ?? [];
  const whole = SAID_OF_LINKS[sentence] ?? SAID[sentence];
  if (whole !== undefined) return whole[PLACE[language]];
  const other = SAID[sentence.replace(/\d+/g, '#')];
  if (other === undefined) return sentence;
  let at = 0;
  return other[PLACE[language]].replace(/#/g, () => numbers[at++] ?? '#');
};

export const faultsIn = (faults: readonly FieldFault[], locale: string): FieldFault[] =>
  faults.map(({ pointer, detail }) => ({ pointer, detail: saidIn(detail, locale) }));

/** The first language that a browser asks for (RFC 9110 section 12.5.4), for whoever has not signed in. */
export const askedFor = (acceptLanguage: string | undefined): string =>
  acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? 'en';
