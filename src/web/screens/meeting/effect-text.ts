import type { EffectView, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';

/** An effect in words: which mail to whom, or what in the calendar, and for which time. */
export const useEffectText = (meeting: MeetingDetail | undefined, zone: string) => {
  const { t } = useTexts();
  const dates = useDates();
  return (effect: EffectView): string => {
    const option = meeting?.options.find((known) => known.optionId === effect.optionId);
    const when = option === undefined ? '' : ` · ${dates.stamp(option.start, zone)}`;
    if (effect.kind !== 'mail') return t(`meeting.effect.${effect.kind}`) + when;
    const who = meeting?.attendees.find((known) => known.attendeeId === effect.attendeeId)?.name ?? '…';
    return t('meeting.effect.mail', { who, what: templateText(effect.template, t) }) + when;
  };
};

const TEMPLATES = [
  'invitation',
  'confirmation',
  'withdrawal',
  'cancellation',
  'update',
  'taken',
  'regret',
] as const;

const templateText = (template: string | null, t: ReturnType<typeof useTexts>['t']): string => {
  const known = TEMPLATES.find((name) => name === template);
  return known === undefined ? (template ?? '') : t(`meeting.template.${known}`);
};
