import type { TFunction } from 'i18next';
import type { Calendar, Place, Reason } from '../../api/types.js';
import type { Dates } from '../../time/use-dates.js';

/** What a reason's ids are looked up in, to say names. */
export interface Names {
  readonly places: readonly Place[];
  readonly calendars: readonly Calendar[];
  readonly zone: string;
}

/** A reason why a time is not offered, in one sentence. */
export const reasonText = (reason: Reason, names: Names, t: TFunction, dates: Dates): string => {
  const place = (id: unknown) => names.places.find((known) => known.placeId === id)?.name ?? '…';
  const calendar = (id: unknown) => names.calendars.find((known) => known.calendarId === id)?.name ?? '…';
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const title = () => {
    const said = text(reason.title ?? reason.name);
    return said === '' ? '' : `: ${said}`;
  };
  switch (reason.because) {
    case 'faults':
    case 'hours':
    case 'instruction':
    case 'event':
    case 'meeting':
    case 'hold':
      return t(`because.${reason.because}`);
    case 'place':
      return t('because.place', { place: place(reason.placeId) });
    case 'vacation':
    case 'holiday':
    case 'other_hours':
    case 'closed':
      return t(`because.${reason.because}`, { title: title() });
    case 'buffer':
    case 'gap':
    case 'break':
      return t(`because.${reason.because}`, { minutes: text(reason.minutes) });
    case 'travel':
      return t('because.travel', { from: place(reason.fromPlaceId), to: place(reason.toPlaceId) });
    case 'notice':
      if (reason.by === 'past') return t('because.past');
      if (reason.earliest === null || reason.earliest === undefined) return t('because.noticeNone');
      return t('because.notice', {
        when: dates.stamp(new Date(text(reason.earliest)).toISOString(), names.zone),
      });
    case 'horizon':
      return t('because.horizon', { date: dates.date(text(reason.lastDate)) });
    case 'limit':
      return t(reason.per === 'week' ? 'because.limitWeek' : 'because.limitDay', {
        already: text(reason.already),
        most: text(reason.most),
      });
    case 'calendar':
      return calendarText(reason, calendar(reason.sourceId), t);
    case 'step':
      return t('because.step', { minutes: text(reason.stepMinutes) });
    default:
      return t('because.unknown', { code: reason.because });
  }
};

const calendarText = (reason: Reason, name: string, t: TFunction): string => {
  switch (reason.trouble) {
    case 'stale':
    case 'unreadable':
    case 'not_mirrored':
      return t(`because.${reason.trouble}`, { name });
    case 'loading':
      return t('because.calendarLoading', { name });
    default:
      return t('because.unknown', { code: String(reason.trouble) });
  }
};
