import { LV_DAYS, LV_MONTHS } from '../../mail/templates/latvian-dates.js';
import { inZone } from './zone-time.js';

/** How a time is read out to somebody: on the clocks of their zone, in their language. Other languages get English. */
export const spoken = (start: string, zone: string, language: string): string => {
  const moment = inZone(start, zone);
  if (language === 'lv') {
    const { dayOfWeek, day, month, hour, minute } = moment;
    return `${LV_DAYS[dayOfWeek - 1]}, ${day}. ${LV_MONTHS[month - 1]}, pulksten ${hour}.${String(minute).padStart(2, '0')}`;
  }
  const locale = language === 'ru' || language === 'de' ? language : 'en-GB';
  const date = new Date(start);
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  }).format(date);
  const clock = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(date);
  if (locale === 'ru') return `${day}, в ${clock}`;
  return locale === 'de' ? `${day}, um ${clock} Uhr` : `${day} at ${clock}`;
};
