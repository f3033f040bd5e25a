import { mondayOf, plusDays } from '../../time/zone-time.js';

/** What a line like "book Kalnins for Alfa next week" asks for, as far as it can be told without asking the server. */
export interface Asked {
  /** Clients whose name the words fit; all of them when no word names one. */
  readonly clientIds: readonly string[];
  /** True when a word named a client. */
  readonly named: boolean;
  /** What is left: a contact's name, perhaps. */
  readonly rest: string;
  /** `YYYY-MM-DD` of the week that was meant, null for none. */
  readonly day: string | null;
}

/** Lower case without marks, so that "kalnins" is "Kalniņš". */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const NEXT_WEEK =
  /\b(next week|nakamnedel|nakamaja nedela|nachste woche|kommende woche)\b|на следующеи неделе|следующая неделя/u;
const THIS_WEEK = /\b(this week|sonedel|saja nedela|diese woche)\b|на этои неделе/u;
const TOMORROW = /\b(tomorrow|rit|morgen)\b|завтра/u;
/** Words that say what every line here is for. */
const FILLERS = new Set(
  (
    'book meet meeting propose schedule with for at the a an client ' +
    'rezervet piedavat tiksanos tiksanas sarunat ar klientam pie prieks ' +
    'buche buchen termin treffen mit fur beim kunde kunden ' +
    'записать встреча встречу предложить с со для клиент клиента'
  ).split(' '),
);

export const readAsked = (
  text: string,
  clients: readonly { readonly clientId: string; readonly name: string; readonly person: string }[],
  today: string,
): Asked => {
  let line = folded(text);
  let day: string | null = null;
  const cut = (pattern: RegExp, date: string): void => {
    if (!pattern.test(line)) return;
    line = line.replace(pattern, ' ');
    day = date;
  };
  cut(NEXT_WEEK, plusDays(mondayOf(today), 7));
  cut(THIS_WEEK, today);
  cut(TOMORROW, plusDays(today, 1));

  const words = line.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !FILLERS.has(word));
  const fits = (word: string, name: string) =>
    folded(name)
      .split(/[^\p{L}\p{N}]+/u)
      .some((part) => part.length > 1 && part.startsWith(word));
  // The client that most words name; a word that names one is not part of a contact's name.
  const scored = clients.map((client) => ({
    client,
    hits: words.filter((word) => word.length > 1 && (fits(word, client.name) || fits(word, client.person))),
  }));
  const most = Math.max(0, ...scored.map(({ hits }) => hits.length));
  const best = most === 0 ? [] : scored.filter(({ hits }) => hits.length === most);
  const used = new Set(best.flatMap(({ hits }) => hits));
  return {
    clientIds: (most === 0 ? scored : best).map(({ client }) => client.clientId),
    named: most > 0,
    rest: words.filter((word) => !used.has(word)).join(' '),
    day,
  };
};
