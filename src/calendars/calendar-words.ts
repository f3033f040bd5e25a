import { inLocale, type Sentence } from '../sentence.js';
import { type AuditResult, hasDrifted } from './audit.js';
import type { Quarantine } from './quarantine.js';
import type { Trouble } from './sync-plan.js';

/** How a calendar stands, for people: what is so, and what they can do about it. */
export interface CalendarWords {
  readonly tone: 'good' | 'working' | 'attention' | 'bad';
  readonly text: string;
  readonly remedy: string | null;
}

export interface CalendarFacts {
  /** Without an account: a file. */
  readonly linked: boolean;
  readonly account: string | null;
  readonly used: boolean;
  readonly state: 'never' | 'ok' | 'failing' | 'gone';
  readonly trouble: Trouble | null;
  readonly syncing: boolean;
  readonly progressEvents: number;
  readonly progressPages: number;
  /** Minutes since the last sync that ended well. */
  readonly lagMinutes: number | null;
  readonly stale: boolean;
  readonly quarantine: Quarantine | null;
  /** Not dismissed. */
  readonly unreadable: number;
  readonly audit: AuditResult | null;
}

/** The first that applies is said: what keeps times closed before what only wants to be known. */
export const calendarWords = (facts: CalendarFacts, locale: string): CalendarWords => {
  const say = (
    tone: CalendarWords['tone'],
    text: Sentence,
    remedy: Sentence | null = null,
  ): CalendarWords => ({
    tone,
    text: fill(inLocale(text, locale), facts),
    remedy: remedy === null ? null : fill(inLocale(remedy, locale), facts),
  });
  if (!facts.linked) return facts.unreadable > 0 ? say('attention', UNREADABLE, LOOK) : say('good', FILE);
  if (facts.account === 'reconnect') return say('bad', TROUBLES.reconnect.text, TROUBLES.reconnect.remedy);
  if (!facts.used) return say('good', UNUSED);
  if (facts.quarantine !== null) return say('attention', DOUBT, facts.quarantine.accepted ? SOON : ACCEPT);
  if (facts.state === 'gone') return say('bad', TROUBLES['no-access'].text, TROUBLES['no-access'].remedy);
  if (facts.trouble !== null) {
    const { text, remedy } = TROUBLES[facts.trouble];
    return say(facts.stale || facts.state === 'never' ? 'bad' : 'attention', text, remedy);
  }
  if (facts.state === 'never') return say('working', facts.syncing ? FIRST : WAITING);
  if (facts.stale) return say('bad', STALE, SYNC_NOW);
  if (facts.unreadable > 0) return say('attention', UNREADABLE, LOOK);
  if (facts.syncing) return say('working', SYNCING);
  if (facts.audit !== null && hasDrifted(facts.audit)) return say('good', DRIFTED);
  return say('good', GOOD);
};

const fill = (text: string, facts: CalendarFacts): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(VALUES[name]?.(facts) ?? ''));

const VALUES: Readonly<Record<string, (facts: CalendarFacts) => number | null | undefined>> = {
  events: ({ progressEvents }) => progressEvents,
  pages: ({ progressPages }) => progressPages,
  minutes: ({ lagMinutes }) => lagMinutes,
  lost: ({ quarantine }) => quarantine?.lost,
  of: ({ quarantine }) => quarantine?.of,
  unreadable: ({ unreadable }) => unreadable,
  drift: ({ audit }) => (audit === null ? 0 : audit.absent + audit.outdated + audit.extra),
};

const GOOD: Sentence = {
  en: 'Up to date, last read {minutes} min ago.',
  lv: 'Atjaunināts, pēdējoreiz nolasīts pirms {minutes} min.',
  ru: 'Обновлён, последний раз прочитан {minutes} мин назад.',
  de: 'Aktuell, zuletzt vor {minutes} Min. gelesen.',
};
const FILE: Sentence = {
  en: 'From a file; it changes when a new one is imported.',
  lv: 'No faila; mainīsies, kad tiks importēts jauns.',
  ru: 'Из файла; изменится, когда загрузят новый.',
  de: 'Aus einer Datei; er ändert sich, wenn eine neue eingelesen wird.',
};
const UNUSED: Sentence = {
  en: 'Not used: it blocks nothing and nothing is written to it.',
  lv: 'Netiek izmantots: neko neaizņem, un tajā nekas netiek rakstīts.',
  ru: 'Не используется: ничего не занимает, и в него ничего не пишется.',
  de: 'Nicht verwendet: Er blockiert nichts, und nichts wird eingetragen.',
};
const WAITING: Sentence = {
  en: 'About to be read for the first time; until then no times are offered.',
  lv: 'Drīz tiks nolasīts pirmo reizi; līdz tam laiki netiek piedāvāti.',
  ru: 'Скоро будет прочитан впервые; до тех пор время не предлагается.',
  de: 'Wird gleich zum ersten Mal gelesen; bis dahin werden keine Zeiten angeboten.',
};
const FIRST: Sentence = {
  en: 'Being read for the first time: {events} events, {pages} pages so far.',
  lv: 'Tiek nolasīts pirmo reizi: līdz šim {events} notikumi, {pages} lapas.',
  ru: 'Читается впервые: пока событий — {events}, страниц — {pages}.',
  de: 'Wird zum ersten Mal gelesen: bisher {events} Termine, {pages} Seiten.',
};
const SYNCING: Sentence = {
  en: 'Being brought up to date: {events} changes so far.',
  lv: 'Tiek atjaunināts: līdz šim {events} izmaiņas.',
  ru: 'Обновляется: пока изменений — {events}.',
  de: 'Wird aktualisiert: bisher {events} Änderungen.',
};
const STALE: Sentence = {
  en: 'Last read {minutes} min ago: too long to say whether a time is free.',
  lv: 'Pēdējoreiz nolasīts pirms {minutes} min: pārāk sen, lai zinātu, vai laiks ir brīvs.',
  ru: 'Последний раз прочитан {minutes} мин назад: слишком давно, чтобы знать, свободно ли время.',
  de: 'Zuletzt vor {minutes} Min. gelesen: zu lange her, um zu sagen, ob eine Zeit frei ist.',
};
const SYNC_NOW: Sentence = {
  en: 'Synchronise now.',
  lv: 'Sinhronizējiet tagad.',
  ru: 'Синхронизируйте сейчас.',
  de: 'Gleichen Sie jetzt ab.',
};
const DOUBT: Sentence = {
  en: '{lost} of {of} events went missing at once. They keep blocking until that has been checked.',
  lv: 'Vienlaikus pazuda {lost} no {of} notikumiem. Tie turpina aizņemt laiku, līdz tas būs pārbaudīts.',
  ru: 'Разом пропало {lost} из {of} событий. Они занимают время, пока это не проверено.',
  de: '{lost} von {of} Terminen fehlten auf einmal. Sie blockieren weiter, bis das geprüft ist.',
};
const ACCEPT: Sentence = {
  en: 'It is checked by itself. If the client did delete them, say that it is right.',
  lv: 'Tas tiek pārbaudīts automātiski. Ja klients tos tiešām izdzēsa, apstipriniet to.',
  ru: 'Это проверяется автоматически. Если клиент их действительно удалил, подтвердите это.',
  de: 'Das wird von selbst geprüft. Hat der Kunde sie wirklich gelöscht, bestätigen Sie es.',
};
const SOON: Sentence = {
  en: 'You said that it is right: they go with the next sync.',
  lv: 'Jūs to apstiprinājāt: tie pazudīs ar nākamo sinhronizāciju.',
  ru: 'Вы это подтвердили: они исчезнут при следующей синхронизации.',
  de: 'Sie haben es bestätigt: Beim nächsten Abgleich verschwinden sie.',
};
const UNREADABLE: Sentence = {
  en: '{unreadable} events or series could not be read: only their first time blocks, others of theirs may be taken.',
  lv: 'Neizdevās nolasīt notikumus vai sērijas ({unreadable}): aizņemts ir tikai to pirmais laiks, citi to laiki var būt aizņemti.',
  ru: 'Не удалось прочитать события или серии ({unreadable}): занято только их первое время, остальные могут быть заняты.',
  de: '{unreadable} Termine oder Serien ließen sich nicht lesen: Nur ihre erste Zeit blockiert, weitere können belegt sein.',
};
const LOOK: Sentence = {
  en: 'Look at each in the client’s calendar before you offer times, and dismiss what occupies nothing.',
  lv: 'Pirms piedāvāt laikus, apskatiet katru klienta kalendārā un atzīmējiet tos, kas neko neaizņem.',
  ru: 'Прежде чем предлагать время, посмотрите каждое в календаре клиента и отметьте те, что ничего не занимают.',
  de: 'Sehen Sie jeden im Kalender des Kunden nach, bevor Sie Zeiten anbieten, und haken Sie ab, was nichts belegt.',
};
const DRIFTED: Sentence = {
  en: 'Up to date. Last night’s comparison found {drift} differences and mended them.',
  lv: 'Atjaunināts. Pagājušās nakts salīdzināšana atrada un izlaboja {drift} atšķirības.',
  ru: 'Обновлён. Ночное сравнение нашло и исправило различия: {drift}.',
  de: 'Aktuell. Der nächtliche Vergleich fand {drift} Abweichungen und hat sie behoben.',
};

const TROUBLES: Readonly<Record<Trouble, { readonly text: Sentence; readonly remedy: Sentence | null }>> = {
  'no-access': {
    text: {
      en: 'The calendar cannot be read any more; no times are offered.',
      lv: 'Kalendāru vairs nevar nolasīt; laiki netiek piedāvāti.',
      ru: 'Календарь больше не читается; время не предлагается.',
      de: 'Der Kalender lässt sich nicht mehr lesen; es werden keine Zeiten angeboten.',
    },
    remedy: {
      en: 'Ask the client to share it again, then synchronise.',
      lv: 'Lūdziet klientu to atkal kopīgot, tad sinhronizējiet.',
      ru: 'Попросите клиента снова открыть доступ, затем синхронизируйте.',
      de: 'Bitten Sie den Kunden, ihn wieder freizugeben, und gleichen Sie dann ab.',
    },
  },
  reconnect: {
    text: {
      en: 'The client’s permission has ended.',
      lv: 'Klienta atļauja ir beigusies.',
      ru: 'Разрешение клиента закончилось.',
      de: 'Die Erlaubnis des Kunden ist abgelaufen.',
    },
    remedy: {
      en: 'Reconnect the account.',
      lv: 'Savienojiet kontu no jauna.',
      ru: 'Подключите учётную запись заново.',
      de: 'Verbinden Sie das Konto neu.',
    },
  },
  'slow-down': {
    text: {
      en: 'The provider asks to slow down; it is tried again by itself.',
      lv: 'Pakalpojums lūdz palēnināt; mēģinājums tiks atkārtots automātiski.',
      ru: 'Служба просит не спешить; попытка повторится автоматически.',
      de: 'Der Anbieter bittet um Geduld; es wird von selbst erneut versucht.',
    },
    remedy: null,
  },
  quota: {
    text: {
      en: 'The provider’s quota is used up; it is tried again by itself.',
      lv: 'Pakalpojuma kvota ir izsmelta; mēģinājums tiks atkārtots automātiski.',
      ru: 'Квота службы исчерпана; попытка повторится автоматически.',
      de: 'Das Kontingent des Anbieters ist verbraucht; es wird von selbst erneut versucht.',
    },
    remedy: null,
  },
  'not-configured': {
    text: {
      en: 'Calendars of this kind are not set up here.',
      lv: 'Šāda veida kalendāri šeit nav iestatīti.',
      ru: 'Календари этого вида здесь не настроены.',
      de: 'Kalender dieser Art sind hier nicht eingerichtet.',
    },
    remedy: {
      en: 'Ask the operator to set them up.',
      lv: 'Lūdziet uzturētāju tos iestatīt.',
      ru: 'Попросите администратора их настроить.',
      de: 'Bitten Sie den Betreiber, sie einzurichten.',
    },
  },
  'no-answer': {
    text: {
      en: 'The provider does not answer as it should; it is tried again by itself.',
      lv: 'Pakalpojums neatbild, kā vajadzētu; mēģinājums tiks atkārtots automātiski.',
      ru: 'Служба отвечает не так, как должна; попытка повторится автоматически.',
      de: 'Der Anbieter antwortet nicht, wie er soll; es wird von selbst erneut versucht.',
    },
    remedy: null,
  },
  doubted: { text: DOUBT, remedy: ACCEPT },
};
