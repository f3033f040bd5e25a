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

interface Sentence {
  readonly en: string;
  readonly lv: string;
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

const inLocale = (sentence: Sentence, locale: string): string =>
  locale.toLowerCase().startsWith('lv') ? sentence.lv : sentence.en;

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
};
const FILE: Sentence = {
  en: 'From a file; it changes when a new one is imported.',
  lv: 'No faila; mainīsies, kad tiks importēts jauns.',
};
const UNUSED: Sentence = {
  en: 'Not used: it blocks nothing and nothing is written to it.',
  lv: 'Netiek izmantots: neko neaizņem, un tajā nekas netiek rakstīts.',
};
const WAITING: Sentence = {
  en: 'About to be read for the first time; until then no times are offered.',
  lv: 'Drīz tiks nolasīts pirmo reizi; līdz tam laiki netiek piedāvāti.',
};
const FIRST: Sentence = {
  en: 'Being read for the first time: {events} events, {pages} pages so far.',
  lv: 'Tiek nolasīts pirmo reizi: līdz šim {events} notikumi, {pages} lapas.',
};
const SYNCING: Sentence = {
  en: 'Being brought up to date: {events} changes so far.',
  lv: 'Tiek atjaunināts: līdz šim {events} izmaiņas.',
};
const STALE: Sentence = {
  en: 'Last read {minutes} min ago: too long to say whether a time is free.',
  lv: 'Pēdējoreiz nolasīts pirms {minutes} min: pārāk sen, lai zinātu, vai laiks ir brīvs.',
};
const SYNC_NOW: Sentence = { en: 'Synchronise now.', lv: 'Sinhronizējiet tagad.' };
const DOUBT: Sentence = {
  en: '{lost} of {of} events went missing at once. They keep blocking until that has been checked.',
  lv: 'Vienlaikus pazuda {lost} no {of} notikumiem. Tie turpina aizņemt laiku, līdz tas būs pārbaudīts.',
};
const ACCEPT: Sentence = {
  en: 'It is checked by itself. If the client did delete them, say that it is right.',
  lv: 'Tas tiek pārbaudīts automātiski. Ja klients tos tiešām izdzēsa, apstipriniet to.',
};
const SOON: Sentence = {
  en: 'You said that it is right: they go with the next sync.',
  lv: 'Jūs to apstiprinājāt: tie pazudīs ar nākamo sinhronizāciju.',
};
const UNREADABLE: Sentence = {
  en: '{unreadable} events or series could not be read: only their first time blocks, others of theirs may be taken.',
  lv: 'Neizdevās nolasīt notikumus vai sērijas ({unreadable}): aizņemts ir tikai to pirmais laiks, citi to laiki var būt aizņemti.',
};
const LOOK: Sentence = {
  en: 'Look at each in the client’s calendar before you offer times, and dismiss what occupies nothing.',
  lv: 'Pirms piedāvāt laikus, apskatiet katru klienta kalendārā un atzīmējiet tos, kas neko neaizņem.',
};
const DRIFTED: Sentence = {
  en: 'Up to date. Last night’s comparison found {drift} differences and mended them.',
  lv: 'Atjaunināts. Pagājušās nakts salīdzināšana atrada un izlaboja {drift} atšķirības.',
};

const TROUBLES: Readonly<Record<Trouble, { readonly text: Sentence; readonly remedy: Sentence | null }>> = {
  'no-access': {
    text: {
      en: 'The calendar cannot be read any more; no times are offered.',
      lv: 'Kalendāru vairs nevar nolasīt; laiki netiek piedāvāti.',
    },
    remedy: {
      en: 'Ask the client to share it again, then synchronise.',
      lv: 'Lūdziet klientu to atkal kopīgot, tad sinhronizējiet.',
    },
  },
  reconnect: {
    text: { en: 'The client’s permission has ended.', lv: 'Klienta atļauja ir beigusies.' },
    remedy: { en: 'Reconnect the account.', lv: 'Savienojiet kontu no jauna.' },
  },
  'slow-down': {
    text: {
      en: 'The provider asks to slow down; it is tried again by itself.',
      lv: 'Pakalpojums lūdz palēnināt; mēģinājums tiks atkārtots automātiski.',
    },
    remedy: null,
  },
  quota: {
    text: {
      en: 'The provider’s quota is used up; it is tried again by itself.',
      lv: 'Pakalpojuma kvota ir izsmelta; mēģinājums tiks atkārtots automātiski.',
    },
    remedy: null,
  },
  'not-configured': {
    text: {
      en: 'Calendars of this kind are not set up here.',
      lv: 'Šāda veida kalendāri šeit nav iestatīti.',
    },
    remedy: { en: 'Ask the operator to set them up.', lv: 'Lūdziet uzturētāju tos iestatīt.' },
  },
  'no-answer': {
    text: {
      en: 'The provider does not answer as it should; it is tried again by itself.',
      lv: 'Pakalpojums neatbild, kā vajadzētu; mēģinājums tiks atkārtots automātiski.',
    },
    remedy: null,
  },
  doubted: { text: DOUBT, remedy: ACCEPT },
};
