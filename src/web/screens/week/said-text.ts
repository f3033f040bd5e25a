import type { TFunction } from 'i18next';
import type { Instruction, Place } from '../../api/types.js';
import { clockAt, dayStart, plusDays } from '../../time/zone-time.js';
import type { Span } from './spans.js';

type Told = Pick<Instruction, 'kind' | 'time' | 'from' | 'to' | 'placeId'>;

/** An instruction in a few words: "Unreachable 13:00–16:00". */
export const saidText = (told: Told, places: readonly Place[], t: TFunction): string => {
  const hours = (): string => {
    if (told.from !== undefined && told.to !== undefined) return ` ${told.from}–${told.to}`;
    if (told.from !== undefined) return ` ${t('said.from', { time: told.from })}`;
    return told.to === undefined ? '' : ` ${t('said.until', { time: told.to })}`;
  };
  switch (told.kind) {
    case 'nothing_before':
    case 'nothing_after':
      return t(`said.kinds.${told.kind}At`, { time: told.time ?? '' });
    case 'at_place': {
      const place = places.find(({ placeId }) => placeId === told.placeId)?.name ?? '…';
      return t('said.kinds.at_placeAt', { place }) + hours();
    }
    default:
      return t(`said.kinds.${told.kind}`) + hours();
  }
};

/** When it holds, on the clocks of the client. */
export const saidSpan = (told: Told & Pick<Instruction, 'date'>, zone: string): Span => {
  const day = { start: dayStart(told.date, zone), end: dayStart(plusDays(told.date, 1), zone) };
  const from = told.kind === 'nothing_after' ? told.time : told.from;
  const to = told.kind === 'nothing_before' ? told.time : told.to;
  return {
    start: from === undefined ? day.start : clockAt(told.date, from, zone),
    end: to === undefined ? day.end : clockAt(told.date, to, zone),
  };
};
