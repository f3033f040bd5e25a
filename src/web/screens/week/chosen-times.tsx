import type { Slot } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { IconButton } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { type Span, sameTime } from './spans.js';

interface ChosenTimesProps {
  readonly zone: string;
  readonly options: readonly Span[];
  /** The free slots of the days in view; a chosen time of those days that is not among them is marked. */
  readonly slots: { readonly range: Span; readonly free: readonly Slot[] } | undefined;
  readonly onOut: (span: Span) => void;
}

export const ChosenTimes = ({ zone, options, slots, onOut }: ChosenTimesProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const gone = (option: Span) =>
    slots !== undefined &&
    Date.parse(option.start) >= Date.parse(slots.range.start) &&
    Date.parse(option.start) < Date.parse(slots.range.end) &&
    !slots.free.some((slot) => sameTime(slot, option));
  if (options.length === 0) return null;
  return (
    <ul className="chosen">
      {options.map((option) => {
        const time = dates.span(option.start, option.end, zone);
        return (
          <li key={option.start} data-gone={gone(option) || undefined}>
            <span className="num">{time}</span>
            {gone(option) && (
              <span className="fault">
                <Icon name="warning" />
                {t('week.closed')}
              </span>
            )}
            <IconButton
              icon="cross"
              kind="quiet"
              label={t('week.unpick', { time })}
              onClick={() => onOut(option)}
            />
          </li>
        );
      })}
    </ul>
  );
};
