import type { Sentence } from '../sentence.js';
import { type Interval, intersect, normalise, overlaps } from '../time/interval.js';

/** What is asked for; instants are epoch ms, half-open. */
export interface CoverWish {
  readonly absentId: string;
  readonly userId: string;
  readonly from: number;
  readonly until: number;
  /** Null: all clients that are hers in that time. */
  readonly clientIds: readonly string[] | null;
}

export interface CoverFacts {
  readonly disabled: boolean;
  /** When which client is the absent one's in her own right. */
  readonly work: readonly Share[];
  /** Covers that touch the time, without the one that is being changed. */
  readonly covers: readonly OtherCover[];
}

export interface Share extends Interval {
  readonly clientId: string;
}

export interface OtherCover {
  readonly absentId: string;
  readonly shares: readonly Share[];
}

export type CoverFault =
  | 'ends-first'
  | 'over'
  | 'herself'
  | 'locked'
  | 'nothing'
  | 'not-hers'
  | 'covered'
  | 'away';

export type CoverPlan =
  | { readonly ok: true; readonly shares: readonly Share[] }
  | { readonly ok: false; readonly fault: CoverFault; readonly clientId?: string };

/**
 * Which client goes over from when to when: never longer than the client is the absent one's. Whoever is away cannot
 * cover, and no client is covered by two people at once, or nobody could say who speaks for it.
 */
export const planCover = (wish: CoverWish, facts: CoverFacts, now: number): CoverPlan => {
  const whole = { start: wish.from, end: wish.until };
  if (wish.until <= wish.from) return refuse('ends-first');
  if (wish.until <= now) return refuse('over');
  if (wish.absentId === wish.userId) return refuse('herself');
  if (facts.disabled) return refuse('locked');
  const away = facts.covers.filter(({ absentId }) => absentId === wish.userId);
  if (away.some(({ shares }) => shares.some((share) => overlaps(share, whole)))) return refuse('away');

  const hers = Map.groupBy(facts.work, ({ clientId }) => clientId);
  const shares: Share[] = [];
  for (const clientId of wish.clientIds ?? hers.keys()) {
    const times = intersect([whole], normalise(hers.get(clientId) ?? []));
    if (times.length === 0 && wish.clientIds !== null) return { ok: false, fault: 'not-hers', clientId };
    shares.push(...times.map((time) => ({ ...time, clientId })));
  }
  const taken = facts.covers.flatMap((cover) => cover.shares);
  const twice = shares.find((share) =>
    taken.some((other) => other.clientId === share.clientId && overlaps(other, share)),
  );
  if (twice !== undefined) return { ok: false, fault: 'covered', clientId: twice.clientId };
  return shares.length === 0 ? refuse('nothing') : { ok: true, shares };
};

const refuse = (fault: CoverFault): CoverPlan => ({ ok: false, fault });

/** Where the fault is, and what to do about it. */
export const COVER_FAULTS: Readonly<
  Record<CoverFault, { readonly pointer: string; readonly said: Sentence }>
> = {
  'ends-first': {
    pointer: '/until',
    said: {
      en: 'The cover has to end after it begins.',
      lv: 'Aizvietošanai jābeidzas pēc tās sākuma.',
      ru: 'Замещение должно закончиться позже, чем начнётся.',
      de: 'Die Vertretung muss nach ihrem Beginn enden.',
    },
  },
  over: {
    pointer: '/until',
    said: {
      en: 'That is over already: give a last day from today on.',
      lv: 'Tas jau ir pagājis: norādiet pēdējo dienu, sākot ar šodienu.',
      ru: 'Это уже прошло: укажите последний день, начиная с сегодняшнего.',
      de: 'Das ist schon vorbei: geben Sie einen letzten Tag ab heute an.',
    },
  },
  herself: {
    pointer: '/userId',
    said: {
      en: 'Nobody covers herself: choose somebody else.',
      lv: 'Sevi aizvietot nevar: izvēlieties kādu citu.',
      ru: 'Замещать саму себя нельзя: выберите кого-то другого.',
      de: 'Niemand vertritt sich selbst: wählen Sie jemand anderen.',
    },
  },
  locked: {
    pointer: '/userId',
    said: {
      en: 'This person is locked and cannot sign in: choose somebody else.',
      lv: 'Šī persona ir bloķēta un nevar pierakstīties: izvēlieties kādu citu.',
      ru: 'Этот человек заблокирован и не может войти: выберите кого-то другого.',
      de: 'Diese Person ist gesperrt und kann sich nicht anmelden: wählen Sie jemand anderen.',
    },
  },
  nothing: {
    pointer: '/absentId',
    said: {
      en: 'No client is assigned to her in that time: there is nothing to cover.',
      lv: 'Šajā laikā viņai nav neviena klienta: nav ko aizvietot.',
      ru: 'В это время за ней не закреплён ни один клиент: замещать нечего.',
      de: 'Ihr ist in dieser Zeit kein Kunde zugeordnet: es gibt nichts zu vertreten.',
    },
  },
  'not-hers': {
    pointer: '/clientIds',
    said: {
      en: 'One of these clients is not hers in that time: leave it out.',
      lv: 'Kāds no šiem klientiem tajā laikā nav viņas: izņemiet to.',
      ru: 'Один из этих клиентов в это время не её: уберите его.',
      de: 'Einer dieser Kunden gehört in dieser Zeit nicht zu ihr: lassen Sie ihn weg.',
    },
  },
  covered: {
    pointer: '/clientIds',
    said: {
      en: 'Somebody covers one of these clients in that time already: leave it out or change the other cover.',
      lv: 'Kādu no šiem klientiem tajā laikā jau aizvieto cita: izņemiet to vai mainiet otru aizvietošanu.',
      ru: 'Одного из этих клиентов в это время уже ведёт другая: уберите его или измените то замещение.',
      de: 'Einen dieser Kunden vertritt in dieser Zeit schon jemand: lassen Sie ihn weg oder ändern Sie die andere Vertretung.',
    },
  },
  away: {
    pointer: '/userId',
    said: {
      en: 'This person is away herself in that time: choose somebody else.',
      lv: 'Šī persona tajā laikā pati ir prombūtnē: izvēlieties kādu citu.',
      ru: 'Этого человека в это время самого нет: выберите кого-то другого.',
      de: 'Diese Person ist in dieser Zeit selbst abwesend: wählen Sie jemand anderen.',
    },
  },
};

export type CoverState = 'planned' | 'running' | 'over';

export const stateOfCover = ({ start, end }: Interval, now: number): CoverState =>
  now < start ? 'planned' : now < end ? 'running' : 'over';
