import type { Clash, RuleReason } from './clash.js';
import type { Denial, MeetingQuestion, MeetingRefusal } from './meeting.js';

/** One sentence for a person, in the two languages of the service; any other language gets the English one. */
interface Sentence {
  readonly en: string;
  readonly lv: string;
}

/** Said to whoever tried: a partner on the page, or a secretary at the console. */
const REFUSALS: Readonly<Record<MeetingRefusal | Denial, Sentence>> = {
  'not-an-attendee': {
    en: 'This person is not invited to the meeting.',
    lv: 'Šī persona nav uzaicināta uz tikšanos.',
  },
  'no-such-option': {
    en: 'This time was never offered.',
    lv: 'Šāds laiks nav piedāvāts.',
  },
  'option-withdrawn': {
    en: 'This time is no longer offered.',
    lv: 'Šis laiks vairs netiek piedāvāts.',
  },
  'says-nothing': {
    en: 'The answer says neither yes nor no.',
    lv: 'Atbildē nav ne piekrišanas, ne atteikuma.',
  },
  'already-answered': {
    en: 'This answer is known already; nothing has changed.',
    lv: 'Šī atbilde jau ir saņemta; nekas nav mainījies.',
  },
  'already-confirmed': {
    en: 'The meeting is confirmed already.',
    lv: 'Tikšanās jau ir apstiprināta.',
  },
  'newer-version': {
    en: 'The answer is to a version of the invitation that was never sent.',
    lv: 'Atbilde attiecas uz ielūguma versiju, kas nav sūtīta.',
  },
  'nobody-required': {
    en: 'Somebody has to be required, or nobody could accept.',
    lv: 'Kādam jābūt obligātam, citādi neviens nevarētu piekrist.',
  },
  'meeting-over': {
    en: 'This proposal is closed.',
    lv: 'Šis piedāvājums ir slēgts.',
  },
  'not-confirmed': {
    en: 'The meeting is not confirmed yet.',
    lv: 'Tikšanās vēl nav apstiprināta.',
  },
  'nothing-to-restore': {
    en: 'The meeting has not been deleted from the calendar.',
    lv: 'Tikšanās nav izdzēsta no kalendāra.',
  },
  'nothing-to-settle': {
    en: 'There is no open question about this meeting.',
    lv: 'Par šo tikšanos nav neatbildētu jautājumu.',
  },
  'question-open': {
    en: 'The client deleted this meeting from the calendar: restore it or cancel it first.',
    lv: 'Klients izdzēsa šo tikšanos no kalendāra: vispirms atjaunojiet vai atceliet to.',
  },
  'already-asked': {
    en: 'This question is open already.',
    lv: 'Šis jautājums jau ir uzdots.',
  },
  'not-yet-expired': {
    en: 'The proposal is still open.',
    lv: 'Piedāvājums vēl ir spēkā.',
  },
  'same-time': {
    en: 'The meeting is at that time already.',
    lv: 'Tikšanās jau ir šajā laikā.',
  },
  'time-past': {
    en: 'This time has begun or is over already.',
    lv: 'Šis laiks jau ir sācies vai pagājis.',
  },
  'too-many-options': {
    en: 'That is too many times at once: at most three invitations, or ten times to choose from.',
    lv: 'Vienlaikus tik daudz laiku piedāvāt nevar: ne vairāk kā trīs uzaicinājumus vai desmit laikus izvēlei.',
  },
  'times-overlap': {
    en: 'Two of the offered times overlap.',
    lv: 'Divi no piedāvātajiem laikiem pārklājas.',
  },
  'nothing-due': {
    en: 'Nothing is due for this meeting now.',
    lv: 'Par šo tikšanos pašlaik nekas nav jādara.',
  },
  'nothing-held': {
    en: 'This time is not held.',
    lv: 'Šis laiks netiek rezervēts.',
  },
  'already-held': {
    en: 'This time is held already.',
    lv: 'Šis laiks jau ir rezervēts.',
  },
  'already-sent': {
    en: 'It is too late to undo this: something has been sent already. Cancel the proposal instead.',
    lv: 'Atsaukt vairs nevar: kaut kas jau ir nosūtīts. Tā vietā atceliet piedāvājumu.',
  },
  'time-taken': {
    en: 'This time has just been taken.',
    lv: 'Šis laiks tikko ir aizņemts.',
  },
  'older-version': {
    en: 'The answer was to a former time of the meeting, which has moved since.',
    lv: 'Atbilde attiecas uz iepriekšējo laiku; tikšanās kopš tā brīža ir pārcelta.',
  },
};

/** Said to the secretary at the desk. */
const QUESTIONS: Readonly<Record<MeetingQuestion, Sentence>> = {
  'client-deleted': {
    en: 'The client deleted this meeting from the calendar. Does it still stand?',
    lv: 'Klients izdzēsa šo tikšanos no kalendāra. Vai tā joprojām notiks?',
  },
  'client-cancelled': {
    en: 'The client deleted this meeting, and it was called off with everybody invited.',
    lv: 'Klients izdzēsa šo tikšanos, un tā ir atcelta visiem uzaicinātajiem.',
  },
  'moved-onto-another': {
    en: 'The client moved this meeting onto another one. Which time is right?',
    lv: 'Klients pārcēla šo tikšanos uz citas tikšanās laiku. Kurš laiks ir pareizs?',
  },
  'attendee-changed-mind': {
    en: 'Somebody no longer accepts the confirmed time.',
    lv: 'Kāds vairs nepiekrīt apstiprinātajam laikam.',
  },
  'attendee-delegated': {
    en: 'Somebody wants to send another person instead.',
    lv: 'Kāds vēlas savā vietā sūtīt citu cilvēku.',
  },
  'answered-older-version': {
    en: 'Somebody answered to the former time; the present one was sent again.',
    lv: 'Kāds atbildēja par iepriekšējo laiku; pašreizējais laiks ir nosūtīts vēlreiz.',
  },
  'no-times-left': {
    en: 'Every offered time has been taken meanwhile. Offer further times or cancel.',
    lv: 'Visi piedāvātie laiki pa to laiku ir aizņemti. Piedāvājiet citus laikus vai atceliet.',
  },
  'all-declined': {
    en: 'Every offered time was declined.',
    lv: 'Visi piedāvātie laiki ir noraidīti.',
  },
  'nobody-answered': {
    en: 'The proposal ran out without a meeting.',
    lv: 'Piedāvājuma termiņš beidzās, tikšanās nav norunāta.',
  },
  'event-landed': {
    en: 'The client has something else on the calendar at the confirmed time. Which of the two stands?',
    lv: 'Klienta kalendārā apstiprinātajā laikā ir vēl kas cits. Kurš no abiem paliek?',
  },
  'holds-aged': {
    en: 'Nobody has answered for days. Are the times still to be held?',
    lv: 'Vairākas dienas neviens nav atbildējis. Vai laiki joprojām jātur?',
  },
  'hold-touched': {
    en: 'The client moved or deleted a held time on the calendar. Is it still to be offered?',
    lv: 'Klients kalendārā pārcēla vai izdzēsa rezervētu laiku. Vai to joprojām piedāvāt?',
  },
  'offered-time-taken': {
    en: 'The client has something on the calendar at an offered time by now. Offer another one.',
    lv: 'Klienta kalendārā piedāvātajā laikā tagad ir kas cits. Piedāvājiet citu laiku.',
  },
  'no-common-time': {
    en: 'No open time suits enough of those who must be there. Offer other times, or let fewer have to agree.',
    lv: 'Neviens laiks neder pietiekami daudziem no tiem, kam jābūt klāt. Piedāvājiet citus vai mainiet, kam jāpiekrīt.',
  },
  'answered-too-late': {
    en: 'Somebody accepted a time that is gone. Offer other times.',
    lv: 'Kāds pieņēma laiku, kas vairs nav iespējams. Piedāvājiet citus laikus.',
  },
  'calendar-unchecked': {
    en: 'Everybody agreed, but the client’s calendar could not be asked. Confirm the time when you know that it is free.',
    lv: 'Visi piekrita, bet klienta kalendāru nevarēja pārbaudīt. Apstipriniet laiku, kad zināt, ka tas ir brīvs.',
  },
};

const inLocale = (sentence: Sentence, locale: string): string =>
  locale.toLowerCase().startsWith('lv') ? sentence.lv : sentence.en;

export const refusalText = (refusal: MeetingRefusal | Denial, locale: string): string =>
  inLocale(REFUSALS[refusal], locale);

export const questionText = (question: MeetingQuestion, locale: string): string =>
  inLocale(QUESTIONS[question], locale);

const CLASHES: Readonly<Record<Exclude<Clash['kind'], 'rule'>, Sentence>> = {
  meeting: { en: 'The meeting "{title}" is at this time.', lv: 'Šajā laikā ir tikšanās „{title}”.' },
  hold: {
    en: 'This time is offered in the proposal "{title}".',
    lv: 'Šis laiks ir piedāvāts citā piedāvājumā: „{title}”.',
  },
  event: {
    en: 'The client has something on the calendar then.',
    lv: 'Klienta kalendārā šis laiks ir aizņemts.',
  },
};

const RULES: Readonly<Record<RuleReason, Sentence>> = {
  faults: {
    en: 'The client’s availability is not set up right: check its rules.',
    lv: 'Klienta pieejamība nav iestatīta pareizi: pārbaudiet noteikumus.',
  },
  hours: { en: 'This is outside the client’s hours.', lv: 'Šis laiks ir ārpus klienta darba laika.' },
  place: { en: 'The client is somewhere else then.', lv: 'Klients tobrīd ir citā vietā.' },
  vacation: { en: 'The client is on holiday then.', lv: 'Klients tobrīd ir atvaļinājumā.' },
  holiday: { en: 'This is a public holiday.', lv: 'Tā ir svētku diena.' },
  other_hours: {
    en: 'The client keeps other hours on that day.',
    lv: 'Tajā dienā klientam ir cits darba laiks.',
  },
  closed: { en: 'The client is not available then.', lv: 'Klients tobrīd nav pieejams.' },
  instruction: {
    en: 'An instruction of the client stands against this time.',
    lv: 'Pret šo laiku ir klienta norādījums.',
  },
  buffer: {
    en: 'This is too close to something else: a buffer is missing.',
    lv: 'Šis laiks ir pārāk tuvu kam citam: trūkst rezerves.',
  },
  gap: { en: 'This is too close to another meeting.', lv: 'Šis laiks ir pārāk tuvu citai tikšanās reizei.' },
  travel: { en: 'There is not enough time to get there.', lv: 'Nepietiek laika nokļūt uz vietas.' },
  break: { en: 'This would take the client’s break.', lv: 'Tas aizņemtu klienta pārtraukumu.' },
  notice: { en: 'This is too soon.', lv: 'Tas ir pārāk drīz.' },
  horizon: { en: 'This is further ahead than the client plans.', lv: 'Tas ir tālāk, nekā klients plāno.' },
  limit: { en: 'The client has enough meetings by then.', lv: 'Klientam jau ir pietiekami daudz tikšanos.' },
  calendar: {
    en: 'The client’s calendar is not up to date: nobody knows whether this time is free.',
    lv: 'Klienta kalendārs nav atjaunināts: nav zināms, vai šis laiks ir brīvs.',
  },
};

/** What is in the way of a time. */
export const clashText = (clash: Clash, locale: string): string => {
  if (clash.kind === 'rule') return inLocale(RULES[clash.because], locale);
  const title = clash.kind === 'event' ? '' : clash.title;
  return inLocale(CLASHES[clash.kind], locale).replace('{title}', () => title);
};

/** Why somebody cannot be invited. */
export type JoinRefusal = 'address-unusable' | 'too-many-attendees' | 'too-many-delegates';

const JOIN_REFUSALS: Readonly<Record<JoinRefusal, Sentence>> = {
  'address-unusable': {
    en: 'Nobody can be invited at this address.',
    lv: 'Uz šo adresi nevienu nevar uzaicināt.',
  },
  'too-many-attendees': {
    en: 'As many people are invited as can be.',
    lv: 'Ir uzaicināts lielākais iespējamais cilvēku skaits.',
  },
  'too-many-delegates': {
    en: 'This person has sent too many others in their place.',
    lv: 'Šis cilvēks savā vietā ir sūtījis pārāk daudz citu.',
  },
};

export const joinRefusalText = (refusal: JoinRefusal, locale: string): string =>
  inLocale(JOIN_REFUSALS[refusal], locale);
