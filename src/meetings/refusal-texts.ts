import { inLocale, type Sentence } from '../sentence.js';
import type { Clash, RuleReason } from './clash.js';
import type { Denial, MeetingQuestion, MeetingRefusal } from './meeting.js';

/** Said to whoever tried: a partner on the page, or a secretary at the console. */
const REFUSALS: Readonly<Record<MeetingRefusal | Denial, Sentence>> = {
  'not-an-attendee': {
    en: 'This person is not invited to the meeting.',
    lv: 'Šī persona nav uzaicināta uz tikšanos.',
    ru: 'Этот человек не приглашён на встречу.',
    de: 'Diese Person ist zu dem Treffen nicht eingeladen.',
  },
  'no-such-option': {
    en: 'This time was never offered.',
    lv: 'Šāds laiks nav piedāvāts.',
    ru: 'Это время не предлагалось.',
    de: 'Diese Zeit wurde nie angeboten.',
  },
  'option-withdrawn': {
    en: 'This time is no longer offered.',
    lv: 'Šis laiks vairs netiek piedāvāts.',
    ru: 'Это время больше не предлагается.',
    de: 'Diese Zeit wird nicht mehr angeboten.',
  },
  'says-nothing': {
    en: 'The answer says neither yes nor no.',
    lv: 'Atbildē nav ne piekrišanas, ne atteikuma.',
    ru: 'В ответе нет ни согласия, ни отказа.',
    de: 'Die Antwort sagt weder Ja noch Nein.',
  },
  'already-answered': {
    en: 'This answer is known already; nothing has changed.',
    lv: 'Šī atbilde jau ir saņemta; nekas nav mainījies.',
    ru: 'Этот ответ уже получен; ничего не изменилось.',
    de: 'Diese Antwort ist schon bekannt; es hat sich nichts geändert.',
  },
  'already-confirmed': {
    en: 'The meeting is confirmed already.',
    lv: 'Tikšanās jau ir apstiprināta.',
    ru: 'Встреча уже подтверждена.',
    de: 'Das Treffen ist schon bestätigt.',
  },
  'newer-version': {
    en: 'The answer is to a version of the invitation that was never sent.',
    lv: 'Atbilde attiecas uz ielūguma versiju, kas nav sūtīta.',
    ru: 'Ответ относится к версии приглашения, которая не отправлялась.',
    de: 'Die Antwort gilt einer Fassung der Einladung, die nie verschickt wurde.',
  },
  'nobody-required': {
    en: 'Somebody has to be required, or nobody could accept.',
    lv: 'Kādam jābūt obligātam, citādi neviens nevarētu piekrist.',
    ru: 'Кто-то должен быть обязательным участником, иначе некому будет согласиться.',
    de: 'Jemand muss unverzichtbar sein, sonst könnte niemand zusagen.',
  },
  'meeting-over': {
    en: 'This proposal is closed.',
    lv: 'Šis piedāvājums ir slēgts.',
    ru: 'Это предложение закрыто.',
    de: 'Dieser Vorschlag ist abgeschlossen.',
  },
  'not-confirmed': {
    en: 'The meeting is not confirmed yet.',
    lv: 'Tikšanās vēl nav apstiprināta.',
    ru: 'Встреча ещё не подтверждена.',
    de: 'Das Treffen ist noch nicht bestätigt.',
  },
  'nothing-to-restore': {
    en: 'The meeting has not been deleted from the calendar.',
    lv: 'Tikšanās nav izdzēsta no kalendāra.',
    ru: 'Встреча не была удалена из календаря.',
    de: 'Das Treffen wurde nicht aus dem Kalender gelöscht.',
  },
  'nothing-to-settle': {
    en: 'There is no open question about this meeting.',
    lv: 'Par šo tikšanos nav neatbildētu jautājumu.',
    ru: 'По этой встрече нет открытых вопросов.',
    de: 'Zu diesem Treffen ist keine Frage offen.',
  },
  'question-open': {
    en: 'The client deleted this meeting from the calendar: restore it or cancel it first.',
    lv: 'Klients izdzēsa šo tikšanos no kalendāra: vispirms atjaunojiet vai atceliet to.',
    ru: 'Клиент удалил эту встречу из календаря: сначала восстановите или отмените её.',
    de: 'Der Kunde hat dieses Treffen aus dem Kalender gelöscht: stellen Sie es erst wieder her oder sagen Sie es ab.',
  },
  'already-asked': {
    en: 'This question is open already.',
    lv: 'Šis jautājums jau ir uzdots.',
    ru: 'Этот вопрос уже задан.',
    de: 'Diese Frage ist schon gestellt.',
  },
  'not-yet-expired': {
    en: 'The proposal is still open.',
    lv: 'Piedāvājums vēl ir spēkā.',
    ru: 'Предложение ещё в силе.',
    de: 'Der Vorschlag ist noch offen.',
  },
  'same-time': {
    en: 'The meeting is at that time already.',
    lv: 'Tikšanās jau ir šajā laikā.',
    ru: 'Встреча и так назначена на это время.',
    de: 'Das Treffen liegt schon zu dieser Zeit.',
  },
  'time-past': {
    en: 'This time has begun or is over already.',
    lv: 'Šis laiks jau ir sācies vai pagājis.',
    ru: 'Это время уже началось или прошло.',
    de: 'Diese Zeit hat schon begonnen oder ist vorbei.',
  },
  'too-many-options': {
    en: 'That is too many times at once: at most three invitations, or ten times to choose from.',
    lv: 'Vienlaikus tik daudz laiku piedāvāt nevar: ne vairāk kā trīs uzaicinājumus vai desmit laikus izvēlei.',
    ru: 'Слишком много вариантов сразу: не более трёх приглашений или десяти вариантов на выбор.',
    de: 'Das sind zu viele Zeiten auf einmal: höchstens drei Einladungen oder zehn Zeiten zur Wahl.',
  },
  'times-overlap': {
    en: 'Two of the offered times overlap.',
    lv: 'Divi no piedāvātajiem laikiem pārklājas.',
    ru: 'Два из предложенных вариантов пересекаются.',
    de: 'Zwei der angebotenen Zeiten überschneiden sich.',
  },
  'nothing-due': {
    en: 'Nothing is due for this meeting now.',
    lv: 'Par šo tikšanos pašlaik nekas nav jādara.',
    ru: 'По этой встрече сейчас ничего делать не нужно.',
    de: 'Für dieses Treffen ist gerade nichts fällig.',
  },
  'nothing-held': {
    en: 'This time is not held.',
    lv: 'Šis laiks netiek rezervēts.',
    ru: 'Это время не удерживается.',
    de: 'Diese Zeit ist nicht reserviert.',
  },
  'already-held': {
    en: 'This time is held already.',
    lv: 'Šis laiks jau ir rezervēts.',
    ru: 'Это время уже удерживается.',
    de: 'Diese Zeit ist schon reserviert.',
  },
  'already-sent': {
    en: 'It is too late to undo this: something has been sent already. Cancel the proposal instead.',
    lv: 'Atsaukt vairs nevar: kaut kas jau ir nosūtīts. Tā vietā atceliet piedāvājumu.',
    ru: 'Отменить действие уже нельзя: что-то уже отправлено. Вместо этого отмените предложение.',
    de: 'Rückgängig machen geht nicht mehr: Es wurde schon etwas verschickt. Ziehen Sie stattdessen den Vorschlag zurück.',
  },
  'time-taken': {
    en: 'This time has just been taken.',
    lv: 'Šis laiks tikko ir aizņemts.',
    ru: 'Это время только что заняли.',
    de: 'Diese Zeit wurde gerade vergeben.',
  },
  'older-version': {
    en: 'The answer was to a former time of the meeting, which has moved since.',
    lv: 'Atbilde attiecas uz iepriekšējo laiku; tikšanās kopš tā brīža ir pārcelta.',
    ru: 'Ответ относится к прежнему времени встречи; с тех пор её перенесли.',
    de: 'Die Antwort galt einer früheren Zeit; das Treffen wurde inzwischen verlegt.',
  },
};

/** Said to the secretary at the desk. */
const QUESTIONS: Readonly<Record<MeetingQuestion, Sentence>> = {
  'client-deleted': {
    en: 'The client deleted this meeting from the calendar. Does it still stand?',
    lv: 'Klients izdzēsa šo tikšanos no kalendāra. Vai tā joprojām notiks?',
    ru: 'Клиент удалил эту встречу из календаря. Она всё ещё состоится?',
    de: 'Der Kunde hat dieses Treffen aus dem Kalender gelöscht. Findet es noch statt?',
  },
  'client-cancelled': {
    en: 'The client deleted this meeting, and it was called off with everybody invited.',
    lv: 'Klients izdzēsa šo tikšanos, un tā ir atcelta visiem uzaicinātajiem.',
    ru: 'Клиент удалил эту встречу, и она отменена для всех приглашённых.',
    de: 'Der Kunde hat dieses Treffen gelöscht, und allen Eingeladenen wurde abgesagt.',
  },
  'moved-onto-another': {
    en: 'The client moved this meeting onto another one. Which time is right?',
    lv: 'Klients pārcēla šo tikšanos uz citas tikšanās laiku. Kurš laiks ir pareizs?',
    ru: 'Клиент перенёс эту встречу на время другой. Какое время верное?',
    de: 'Der Kunde hat dieses Treffen auf ein anderes gelegt. Welche Zeit stimmt?',
  },
  'attendee-changed-mind': {
    en: 'Somebody no longer accepts the confirmed time.',
    lv: 'Kāds vairs nepiekrīt apstiprinātajam laikam.',
    ru: 'Кто-то больше не согласен с подтверждённым временем.',
    de: 'Jemand ist mit der bestätigten Zeit nicht mehr einverstanden.',
  },
  'attendee-delegated': {
    en: 'Somebody wants to send another person instead.',
    lv: 'Kāds vēlas savā vietā sūtīt citu cilvēku.',
    ru: 'Кто-то хочет прислать вместо себя другого человека.',
    de: 'Jemand möchte stattdessen eine andere Person schicken.',
  },
  'answered-older-version': {
    en: 'Somebody answered to the former time; the present one was sent again.',
    lv: 'Kāds atbildēja par iepriekšējo laiku; pašreizējais laiks ir nosūtīts vēlreiz.',
    ru: 'Кто-то ответил на прежнее время; нынешнее отправлено ещё раз.',
    de: 'Jemand hat auf die frühere Zeit geantwortet; die jetzige wurde noch einmal verschickt.',
  },
  'no-times-left': {
    en: 'Every offered time has been taken meanwhile. Offer further times or cancel.',
    lv: 'Visi piedāvātie laiki pa to laiku ir aizņemti. Piedāvājiet citus laikus vai atceliet.',
    ru: 'Всё предложенное время тем временем заняли. Предложите другие варианты или отмените.',
    de: 'Alle angebotenen Zeiten sind inzwischen vergeben. Bieten Sie weitere an oder sagen Sie ab.',
  },
  'all-declined': {
    en: 'Every offered time was declined.',
    lv: 'Visi piedāvātie laiki ir noraidīti.',
    ru: 'Все предложенные варианты отклонены.',
    de: 'Alle angebotenen Zeiten wurden abgelehnt.',
  },
  'nobody-answered': {
    en: 'The proposal ran out without a meeting.',
    lv: 'Piedāvājuma termiņš beidzās, tikšanās nav norunāta.',
    ru: 'Срок предложения истёк, встреча не назначена.',
    de: 'Der Vorschlag ist abgelaufen, ohne dass ein Treffen zustande kam.',
  },
  'event-landed': {
    en: 'The client has something else on the calendar at the confirmed time. Which of the two stands?',
    lv: 'Klienta kalendārā apstiprinātajā laikā ir vēl kas cits. Kurš no abiem paliek?',
    ru: 'В подтверждённое время в календаре клиента есть что-то ещё. Что из двух остаётся?',
    de: 'Der Kunde hat zur bestätigten Zeit noch etwas anderes im Kalender. Was von beidem gilt?',
  },
  'holds-aged': {
    en: 'Nobody has answered for days. Are the times still to be held?',
    lv: 'Vairākas dienas neviens nav atbildējis. Vai laiki joprojām jātur?',
    ru: 'Уже несколько дней никто не отвечает. Удерживать ли время и дальше?',
    de: 'Seit Tagen hat niemand geantwortet. Sollen die Zeiten weiter reserviert bleiben?',
  },
  'hold-touched': {
    en: 'The client moved or deleted a held time on the calendar. Is it still to be offered?',
    lv: 'Klients kalendārā pārcēla vai izdzēsa rezervētu laiku. Vai to joprojām piedāvāt?',
    ru: 'Клиент перенёс или удалил удерживаемое время в календаре. Предлагать ли его дальше?',
    de: 'Der Kunde hat eine reservierte Zeit im Kalender verschoben oder gelöscht. Soll sie weiter angeboten werden?',
  },
  'offered-time-taken': {
    en: 'The client has something on the calendar at an offered time by now. Offer another one.',
    lv: 'Klienta kalendārā piedāvātajā laikā tagad ir kas cits. Piedāvājiet citu laiku.',
    ru: 'В календаре клиента на предложенное время теперь что-то есть. Предложите другое.',
    de: 'Der Kunde hat zu einer angebotenen Zeit inzwischen etwas im Kalender. Bieten Sie eine andere an.',
  },
  'no-common-time': {
    en: 'No open time suits enough of those who must be there. Offer other times, or let fewer have to agree.',
    lv: 'Neviens laiks neder pietiekami daudziem no tiem, kam jābūt klāt. Piedāvājiet citus vai mainiet, kam jāpiekrīt.',
    ru: 'Ни одно время не подходит достаточному числу обязательных участников. Предложите другое или измените, кто должен согласиться.',
    de: 'Keine offene Zeit passt genügend von denen, die dabei sein müssen. Bieten Sie andere an oder lassen Sie weniger zustimmen.',
  },
  'answered-too-late': {
    en: 'Somebody accepted a time that is gone. Offer other times.',
    lv: 'Kāds pieņēma laiku, kas vairs nav iespējams. Piedāvājiet citus laikus.',
    ru: 'Кто-то согласился на время, которого уже нет. Предложите другое.',
    de: 'Jemand hat eine Zeit angenommen, die es nicht mehr gibt. Bieten Sie andere an.',
  },
  'calendar-unchecked': {
    en: 'Everybody agreed, but the client’s calendar could not be asked. Confirm the time when you know that it is free.',
    lv: 'Visi piekrita, bet klienta kalendāru nevarēja pārbaudīt. Apstipriniet laiku, kad zināt, ka tas ir brīvs.',
    ru: 'Все согласились, но проверить календарь клиента не удалось. Подтвердите время, когда будете знать, что оно свободно.',
    de: 'Alle sind einverstanden, aber der Kalender des Kunden ließ sich nicht prüfen. Bestätigen Sie die Zeit, sobald Sie wissen, dass sie frei ist.',
  },
};

export const refusalText = (refusal: MeetingRefusal | Denial, locale: string): string =>
  inLocale(REFUSALS[refusal], locale);

export const questionText = (question: MeetingQuestion, locale: string): string =>
  inLocale(QUESTIONS[question], locale);

const CLASHES: Readonly<Record<Exclude<Clash['kind'], 'rule'>, Sentence>> = {
  meeting: {
    en: 'The meeting "{title}" is at this time.',
    lv: 'Šajā laikā ir tikšanās „{title}”.',
    ru: 'В это время встреча «{title}».',
    de: 'Zu dieser Zeit ist das Treffen „{title}“.',
  },
  hold: {
    en: 'This time is offered in the proposal "{title}".',
    lv: 'Šis laiks ir piedāvāts citā piedāvājumā: „{title}”.',
    ru: 'Это время предложено в другом предложении: «{title}».',
    de: 'Diese Zeit ist in einem anderen Vorschlag angeboten: „{title}“.',
  },
  event: {
    en: 'The client has something on the calendar then.',
    lv: 'Klienta kalendārā šis laiks ir aizņemts.',
    ru: 'В календаре клиента это время занято.',
    de: 'Der Kunde hat dann etwas im Kalender.',
  },
};

const RULES: Readonly<Record<RuleReason, Sentence>> = {
  faults: {
    en: 'The client’s availability is not set up right: check its rules.',
    lv: 'Klienta pieejamība nav iestatīta pareizi: pārbaudiet noteikumus.',
    ru: 'Доступность клиента настроена неверно: проверьте правила.',
    de: 'Die Verfügbarkeit des Kunden ist nicht richtig eingerichtet: prüfen Sie die Regeln.',
  },
  hours: {
    en: 'This is outside the client’s hours.',
    lv: 'Šis laiks ir ārpus klienta darba laika.',
    ru: 'Это вне рабочего времени клиента.',
    de: 'Das liegt außerhalb der Zeiten des Kunden.',
  },
  place: {
    en: 'The client is somewhere else then.',
    lv: 'Klients tobrīd ir citā vietā.',
    ru: 'Клиент в это время в другом месте.',
    de: 'Der Kunde ist dann an einem anderen Ort.',
  },
  vacation: {
    en: 'The client is on holiday then.',
    lv: 'Klients tobrīd ir atvaļinājumā.',
    ru: 'Клиент в это время в отпуске.',
    de: 'Der Kunde ist dann im Urlaub.',
  },
  holiday: {
    en: 'This is a public holiday.',
    lv: 'Tā ir svētku diena.',
    ru: 'Это праздничный день.',
    de: 'Das ist ein Feiertag.',
  },
  other_hours: {
    en: 'The client keeps other hours on that day.',
    lv: 'Tajā dienā klientam ir cits darba laiks.',
    ru: 'В этот день у клиента другие часы.',
    de: 'An diesem Tag hat der Kunde andere Zeiten.',
  },
  closed: {
    en: 'The client is not available then.',
    lv: 'Klients tobrīd nav pieejams.',
    ru: 'Клиент в это время недоступен.',
    de: 'Der Kunde ist dann nicht verfügbar.',
  },
  instruction: {
    en: 'An instruction of the client stands against this time.',
    lv: 'Pret šo laiku ir klienta norādījums.',
    ru: 'Этому времени мешает указание клиента.',
    de: 'Eine Anweisung des Kunden steht dieser Zeit entgegen.',
  },
  buffer: {
    en: 'This is too close to something else: a buffer is missing.',
    lv: 'Šis laiks ir pārāk tuvu kam citam: trūkst rezerves.',
    ru: 'Слишком близко к другому делу: не остаётся запаса времени.',
    de: 'Das liegt zu dicht an etwas anderem: Es fehlt ein Puffer.',
  },
  gap: {
    en: 'This is too close to another meeting.',
    lv: 'Šis laiks ir pārāk tuvu citai tikšanās reizei.',
    ru: 'Слишком близко к другой встрече.',
    de: 'Das liegt zu dicht an einem anderen Treffen.',
  },
  travel: {
    en: 'There is not enough time to get there.',
    lv: 'Nepietiek laika nokļūt uz vietas.',
    ru: 'Не хватает времени на дорогу.',
    de: 'Die Zeit reicht nicht für den Weg.',
  },
  break: {
    en: 'This would take the client’s break.',
    lv: 'Tas aizņemtu klienta pārtraukumu.',
    ru: 'Это заняло бы перерыв клиента.',
    de: 'Das nähme dem Kunden die Pause.',
  },
  notice: {
    en: 'This is too soon.',
    lv: 'Tas ir pārāk drīz.',
    ru: 'Это слишком скоро.',
    de: 'Das ist zu kurzfristig.',
  },
  horizon: {
    en: 'This is further ahead than the client plans.',
    lv: 'Tas ir tālāk, nekā klients plāno.',
    ru: 'Так далеко вперёд клиент не планирует.',
    de: 'So weit im Voraus plant der Kunde nicht.',
  },
  limit: {
    en: 'The client has enough meetings by then.',
    lv: 'Klientam jau ir pietiekami daudz tikšanos.',
    ru: 'У клиента уже достаточно встреч.',
    de: 'Der Kunde hat dann schon genug Treffen.',
  },
  calendar: {
    en: 'The client’s calendar is not up to date: nobody knows whether this time is free.',
    lv: 'Klienta kalendārs nav atjaunināts: nav zināms, vai šis laiks ir brīvs.',
    ru: 'Календарь клиента не обновлён: неизвестно, свободно ли это время.',
    de: 'Der Kalender des Kunden ist nicht aktuell: Niemand weiß, ob diese Zeit frei ist.',
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
    ru: 'По этому адресу никого нельзя пригласить.',
    de: 'Unter dieser Adresse kann niemand eingeladen werden.',
  },
  'too-many-attendees': {
    en: 'As many people are invited as can be.',
    lv: 'Ir uzaicināts lielākais iespējamais cilvēku skaits.',
    ru: 'Приглашено наибольшее возможное число людей.',
    de: 'Mehr Personen können nicht eingeladen werden.',
  },
  'too-many-delegates': {
    en: 'This person has sent too many others in their place.',
    lv: 'Šis cilvēks savā vietā ir sūtījis pārāk daudz citu.',
    ru: 'Этот человек прислал вместо себя слишком много других.',
    de: 'Diese Person hat zu viele andere an ihrer Stelle geschickt.',
  },
};

export const joinRefusalText = (refusal: JoinRefusal, locale: string): string =>
  inLocale(JOIN_REFUSALS[refusal], locale);
