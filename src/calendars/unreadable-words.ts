/** Why an event or series could not be read, for people. The mirror keeps the reason in English, as it was found. */

import { languageOf } from '../mail/templates/language.js';

interface Sentence {
  readonly lv: string;
  readonly ru: string;
  readonly de: string;
}

/**
 * @param reason as it is stored; English readers get it as it is, since it names the part that is at fault.
 * @param locale the reader's; one that is not known is English.
 */
export const unreadableWords = (reason: string, locale: string): string => {
  const language = languageOf(locale);
  if (language === 'en') return reason;
  const found = WORDS.find(({ of }) => of.test(reason)) ?? { of: /^/, say: RULE };
  const zone = found.of.exec(reason)?.groups?.zone ?? '';
  return found.say[language].replace('{zone}', zone);
};

const RULE: Sentence = {
  lv: 'tā atkārtošanās kārtula nav saprotama',
  ru: 'правило повторения непонятно',
  de: 'seine Wiederholungsregel ist nicht verständlich',
};

const WORDS: readonly { readonly of: RegExp; readonly say: Sentence }[] = [
  {
    of: /^it repeats more often than daily/,
    say: {
      lv: 'tas atkārtojas biežāk nekā reizi dienā',
      ru: 'повторяется чаще раза в день',
      de: 'er wiederholt sich öfter als täglich',
    },
  },
  {
    of: /^no date fits it/,
    say: {
      lv: 'tā kārtulai neatbilst neviens datums',
      ru: 'под правило не подходит ни одна дата',
      de: 'zu seiner Regel passt kein Datum',
    },
  },
  {
    of: /^it (occurs|lists|has) more than/,
    say: {
      lv: 'tam ir pārāk daudz reižu',
      ru: 'в нём слишком много повторений',
      de: 'er kommt zu oft vor',
    },
  },
  {
    of: /takes too long|could not be worked out/,
    say: {
      lv: 'tā aprēķināšana aizņem pārāk ilgu laiku',
      ru: 'вычисление занимает слишком много времени',
      de: 'ihn auszurechnen dauert zu lange',
    },
  },
  {
    of: /zone "(?<zone>[^"]*)"/,
    say: {
      lv: 'laika josla „{zone}” nav zināma',
      ru: 'часовой пояс «{zone}» неизвестен',
      de: 'die Zeitzone „{zone}“ ist unbekannt',
    },
  },
  {
    of: /^its (start|end|dates|RECURRENCE-ID)|^it starts at a time|a date that makes no sense/,
    say: {
      lv: 'tā sākuma vai beigu laiks nav derīgs',
      ru: 'неверное время начала или окончания',
      de: 'sein Beginn oder Ende ergibt keinen Sinn',
    },
  },
  {
    of: /too large/,
    say: { lv: 'tas ir pārāk liels', ru: 'слишком большой размер', de: 'er ist zu groß' },
  },
  {
    of: /does not show it/,
    say: {
      lv: 'serveris to nerāda',
      ru: 'сервер его не показывает',
      de: 'der Server zeigt ihn nicht',
    },
  },
  {
    of: /is no calendar|has no END/,
    say: {
      lv: 'tas nav kalendāra ieraksts',
      ru: 'это не запись календаря',
      de: 'er ist kein Kalendereintrag',
    },
  },
];
