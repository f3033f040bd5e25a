import type { Sentence } from '../sentence.js';
import { inLocale } from '../sentence.js';

/** What was done, as a line of an invoice says it. */
const WHAT: Readonly<Record<string, Sentence>> = {
  agreed: {
    en: 'Agreed on the phone',
    lv: 'Norunāts pa tālruni',
    ru: 'Договорились по телефону',
    de: 'Am Telefon vereinbart',
  },
  'answered-too-late': {
    en: 'Accepted a time that was gone',
    lv: 'Pieņēma laiku, kas vairs nav iespējams',
    ru: 'Согласие на время, которого больше нет',
    de: 'Eine Zeit angenommen, die es nicht mehr gab',
  },
  'calendar-chosen': {
    en: 'Another calendar was chosen',
    lv: 'Izvēlēts cits kalendārs',
    ru: 'Выбран другой календарь',
    de: 'Ein anderer Kalender wurde gewählt',
  },
  chased: {
    en: 'Reminded to answer',
    lv: 'Atgādināts atbildēt',
    ru: 'Напоминание ответить',
    de: 'An die Antwort erinnert',
  },
  'counter-refused': {
    en: 'Counter-proposal refused',
    lv: 'Pretpiedāvājums noraidīts',
    ru: 'Встречное предложение отклонено',
    de: 'Gegenvorschlag abgelehnt',
  },
  'counter-taken': {
    en: 'Counter-proposal taken',
    lv: 'Pretpiedāvājums pieņemts',
    ru: 'Встречное предложение принято',
    de: 'Gegenvorschlag angenommen',
  },
  'event-landed': {
    en: 'Something else lies at the time',
    lv: 'Šajā laikā ir kas cits',
    ru: 'На это время появилось другое дело',
    de: 'Zu dieser Zeit liegt etwas anderes',
  },
  'event-left': {
    en: 'What lay at the time is gone from the calendar',
    lv: 'Tas, kas bija šajā laikā, kalendārā vairs nav',
    ru: 'Другого дела на это время в календаре больше нет',
    de: 'Was zu dieser Zeit lag, ist aus dem Kalender verschwunden',
  },
  held: {
    en: 'The time is held',
    lv: 'Laiks ir rezervēts',
    ru: 'Время удержано',
    de: 'Die Zeit ist vorgemerkt',
  },
  'hold-deleted': {
    en: 'The client deleted a held time',
    lv: 'Klients izdzēsa rezervētu laiku',
    ru: 'Клиент удалил удержанное время',
    de: 'Der Kunde hat eine vorgemerkte Zeit gelöscht',
  },
  'hold-moved': {
    en: 'The client moved a held time',
    lv: 'Klients pārcēla rezervētu laiku',
    ru: 'Клиент перенёс удержанное время',
    de: 'Der Kunde hat eine vorgemerkte Zeit verschoben',
  },
  'holds-aged': {
    en: 'Held for days without an answer',
    lv: 'Dienām ilgi rezervēts bez atbildes',
    ru: 'Удержано уже несколько дней без ответа',
    de: 'Seit Tagen ohne Antwort vorgemerkt',
  },
  'holds-released': {
    en: 'Held times were let go',
    lv: 'Rezervētie laiki atbrīvoti',
    ru: 'Удержанное время освобождено',
    de: 'Vorgemerkte Zeiten wurden freigegeben',
  },
  joined: {
    en: 'Somebody joined',
    lv: 'Kāds pievienojās',
    ru: 'Добавился участник',
    de: 'Jemand ist dazugekommen',
  },
  'key-taken': {
    en: 'Another entry stood in the place',
    lv: 'Vietā stāvēja cits ieraksts',
    ru: 'На этом месте была другая запись',
    de: 'An der Stelle stand ein anderer Eintrag',
  },
  'not-checked': {
    en: 'The calendar could not be asked',
    lv: 'Kalendāru nevarēja pārbaudīt',
    ru: 'Календарь не ответил',
    de: 'Der Kalender war nicht erreichbar',
  },
  'offered-time-taken': {
    en: 'The client has something at an offered time',
    lv: 'Klientam piedāvātajā laikā ir kas cits',
    ru: 'На предложенное время у клиента что-то есть',
    de: 'Beim Kunden liegt etwas zu einer angebotenen Zeit',
  },
  released: {
    en: 'The time was let go',
    lv: 'Laiks atbrīvots',
    ru: 'Время освобождено',
    de: 'Die Zeit wurde freigegeben',
  },
  reminded: {
    en: 'Reminded of the meeting',
    lv: 'Atgādināts par tikšanos',
    ru: 'Напоминание о встрече',
    de: 'An den Termin erinnert',
  },
  'restored-late': {
    en: 'A late answer; the time was still free',
    lv: 'Vēla atbilde; laiks vēl bija brīvs',
    ru: 'Поздний ответ; время было ещё свободно',
    de: 'Späte Antwort; die Zeit war noch frei',
  },
  'roster-changed': {
    en: 'Who has to agree was changed',
    lv: 'Mainīts, kam jāpiekrīt',
    ru: 'Изменено, чьё согласие нужно',
    de: 'Geändert, wer zustimmen muss',
  },
  'rules-overridden': {
    en: 'Outside the client’s rules on purpose',
    lv: 'Apzināti ārpus klienta noteikumiem',
    ru: 'Намеренно вне правил клиента',
    de: 'Bewusst außerhalb der Regeln des Kunden',
  },
  undone: {
    en: 'Taken back before it was sent',
    lv: 'Atsaukts pirms nosūtīšanas',
    ru: 'Возвращено до отправки',
    de: 'Vor dem Verschicken zurückgenommen',
  },
  proposed: { en: 'Proposed', lv: 'Piedāvāts', ru: 'Предложено', de: 'Vorgeschlagen' },
  offered: {
    en: 'Further times offered',
    lv: 'Piedāvāti vēl citi laiki',
    ru: 'Предложено дополнительное время',
    de: 'Weitere Zeiten angeboten',
  },
  shared: {
    en: 'The time was offered to somebody else, too',
    lv: 'Laiks piedāvāts vēl kādam',
    ru: 'Время предложено и другому',
    de: 'Die Zeit wurde auch jemand anderem angeboten',
  },
  answered: { en: 'Answer', lv: 'Atbilde', ru: 'Ответ', de: 'Antwort' },
  'confirmed-by-hand': {
    en: 'Confirmed by hand',
    lv: 'Apstiprināts ar roku',
    ru: 'Подтверждено вручную',
    de: 'Von Hand bestätigt',
  },
  confirmed: { en: 'Confirmed', lv: 'Apstiprināts', ru: 'Подтверждено', de: 'Bestätigt' },
  rescheduled: { en: 'Moved', lv: 'Pārcelts', ru: 'Перенесено', de: 'Verschoben' },
  'sent-again': {
    en: 'Invitation sent again, as asked for',
    lv: 'Uzaicinājums nosūtīts vēlreiz, kā lūgts',
    ru: 'Приглашение отправлено ещё раз, по просьбе',
    de: 'Einladung auf Wunsch noch einmal verschickt',
  },
  undeliverable: {
    en: 'Mail does not arrive',
    lv: 'Pasts nepienāk',
    ru: 'Почта не доходит',
    de: 'E-Mail kommt nicht an',
  },
  'time-taken': {
    en: 'The chosen time had been taken',
    lv: 'Izvēlētais laiks jau bija aizņemts',
    ru: 'Выбранное время уже было занято',
    de: 'Die gewählte Zeit war schon vergeben',
  },
  cancelled: { en: 'Cancelled', lv: 'Atcelts', ru: 'Отменено', de: 'Abgesagt' },
  expired: {
    en: 'Expired without an answer',
    lv: 'Termiņš beidzies bez atbildes',
    ru: 'Срок истёк без ответа',
    de: 'Ohne Antwort abgelaufen',
  },
  'client-deleted': {
    en: 'The client deleted the calendar entry',
    lv: 'Klients izdzēsa kalendāra ierakstu',
    ru: 'Клиент удалил запись из календаря',
    de: 'Der Kunde hat den Kalendereintrag gelöscht',
  },
  'client-restored': {
    en: 'The client put the calendar entry back',
    lv: 'Klients atjaunoja kalendāra ierakstu',
    ru: 'Клиент вернул запись в календарь',
    de: 'Der Kunde hat den Kalendereintrag wiederhergestellt',
  },
  'client-moved': {
    en: 'The client moved the calendar entry',
    lv: 'Klients pārcēla kalendāra ierakstu',
    ru: 'Клиент перенёс запись в календаре',
    de: 'Der Kunde hat den Kalendereintrag verschoben',
  },
  'client-moved-back': {
    en: 'The client moved the calendar entry back',
    lv: 'Klients atlika kalendāra ierakstu atpakaļ',
    ru: 'Клиент вернул запись на прежнее время',
    de: 'Der Kunde hat den Kalendereintrag zurückgeschoben',
  },
  'client-moved-onto': {
    en: 'The client moved the entry onto another meeting',
    lv: 'Klients pārcēla ierakstu uz citas tikšanās laiku',
    ru: 'Клиент перенёс запись на время другой встречи',
    de: 'Der Kunde hat den Eintrag auf einen anderen Termin geschoben',
  },
  restored: { en: 'Stands again', lv: 'Atkal spēkā', ru: 'Снова в силе', de: 'Gilt wieder' },
  settled: { en: 'Question settled', lv: 'Jautājums izšķirts', ru: 'Вопрос решён', de: 'Frage geklärt' },
  'instruction-given': {
    en: 'Instruction written down',
    lv: 'Ierakstīts norādījums',
    ru: 'Записано указание',
    de: 'Anweisung aufgeschrieben',
  },
  'instruction-withdrawn': {
    en: 'Instruction withdrawn',
    lv: 'Norādījums atsaukts',
    ru: 'Указание отозвано',
    de: 'Anweisung zurückgenommen',
  },
  'cover-planned': {
    en: 'Cover arranged',
    lv: 'Norunāta aizvietošana',
    ru: 'Замещение назначено',
    de: 'Vertretung vereinbart',
  },
  'cover-began': {
    en: 'Cover begun',
    lv: 'Aizvietošana sākusies',
    ru: 'Замещение началось',
    de: 'Vertretung begonnen',
  },
  'cover-changed': {
    en: 'Cover changed',
    lv: 'Aizvietošana mainīta',
    ru: 'Замещение изменено',
    de: 'Vertretung geändert',
  },
  'cover-ended': {
    en: 'Cover over',
    lv: 'Aizvietošana beigusies',
    ru: 'Замещение закончилось',
    de: 'Vertretung beendet',
  },
  'cover-dropped': {
    en: 'Cover dropped',
    lv: 'Aizvietošana atcelta',
    ru: 'Замещение отменено',
    de: 'Vertretung abgesagt',
  },
  'contacts-imported': {
    en: 'Contacts imported',
    lv: 'Importēti kontakti',
    ru: 'Контакты импортированы',
    de: 'Kontakte eingelesen',
  },
  'calendar-drift': {
    en: 'Calendar compared and mended',
    lv: 'Kalendārs salīdzināts un izlabots',
    ru: 'Календарь сверен и исправлен',
    de: 'Kalender verglichen und berichtigt',
  },
  'calendar-loss-doubted': {
    en: 'Missing calendar entries doubted',
    lv: 'Apšaubīta kalendāra ierakstu pazušana',
    ru: 'Пропажа записей календаря под сомнением',
    de: 'Fehlende Kalendereinträge angezweifelt',
  },
  'calendar-loss-believed': {
    en: 'Missing calendar entries believed',
    lv: 'Kalendāra ierakstu pazušana apstiprinājās',
    ru: 'Пропажа записей календаря подтвердилась',
    de: 'Fehlende Kalendereinträge bestätigt',
  },
  'calendar-loss-accepted': {
    en: 'Missing calendar entries accepted',
    lv: 'Kalendāra ierakstu pazušana pieņemta',
    ru: 'Пропажа записей календаря принята',
    de: 'Fehlende Kalendereinträge angenommen',
  },
};

/** @param kind of a journal's line; one without words is shown as it is, so that no line is missing. */
export const whatWords = (kind: string, locale: string): string => {
  const sentence = WHAT[kind];
  return sentence === undefined ? kind : inLocale(sentence, locale);
};

export type Actor = 'secretary' | 'partner' | 'client' | 'service';

const BY: Readonly<Record<Actor, Sentence>> = {
  secretary: { en: 'secretary', lv: 'sekretāre', ru: 'секретарь', de: 'Sekretariat' },
  partner: { en: 'partner', lv: 'partneris', ru: 'партнёр', de: 'Partner' },
  client: { en: 'client', lv: 'klients', ru: 'клиент', de: 'Kunde' },
  service: { en: 'by itself', lv: 'automātiski', ru: 'автоматически', de: 'von selbst' },
};

export const byWords = (actor: string, locale: string): string => {
  const known = (['secretary', 'partner', 'client', 'service'] as const).find((one) => one === actor);
  return known === undefined ? actor : inLocale(BY[known], locale);
};

/** The head of the columns, in their order. */
export const JOURNAL_COLUMNS = [
  { key: 'day', head: { en: 'Day', lv: 'Diena', ru: 'День', de: 'Tag' } },
  { key: 'time', head: { en: 'Time', lv: 'Laiks', ru: 'Время', de: 'Zeit' } },
  { key: 'zone', head: { en: 'Time zone', lv: 'Laika josla', ru: 'Часовой пояс', de: 'Zeitzone' } },
  { key: 'client', head: { en: 'Client', lv: 'Klients', ru: 'Клиент', de: 'Kunde' } },
  { key: 'secretary', head: { en: 'Secretary', lv: 'Sekretāre', ru: 'Секретарь', de: 'Sekretärin' } },
  { key: 'by', head: { en: 'By', lv: 'Kas', ru: 'Кто', de: 'Wer' } },
  { key: 'what', head: { en: 'What', lv: 'Darbība', ru: 'Что сделано', de: 'Was' } },
  { key: 'meeting', head: { en: 'Meeting', lv: 'Tikšanās', ru: 'Встреча', de: 'Treffen' } },
  { key: 'partner', head: { en: 'Partner', lv: 'Partneris', ru: 'Партнёр', de: 'Partner' } },
  { key: 'minutes', head: { en: 'Minutes', lv: 'Minūtes', ru: 'Минуты', de: 'Minuten' } },
] as const;

export type JournalColumn = (typeof JOURNAL_COLUMNS)[number]['key'];
