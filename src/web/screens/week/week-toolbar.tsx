import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { plusDays, todayIn } from '../../time/zone-time.js';
import { Button, IconButton } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';

interface WeekToolbarProps {
  readonly zone: string;
  readonly first: string;
  readonly days: number;
  readonly onTurn: (date: string) => void;
  /** The length that is looked for; left out where none is. */
  readonly length?: {
    readonly durationMinutes: number | null;
    readonly onDuration: (minutes: number) => void;
  };
}

const DURATIONS = [15, 30, 45, 60, 90, 120, 180, 240];

export const WeekToolbar = ({ zone, first, days, onTurn, length }: WeekToolbarProps) => {
  const { t } = useTexts();
  const dates = useDates();
  return (
    <div className="week-bar">
      <div className="week-turn">
        <IconButton icon="left" label={t('week.previous')} onClick={() => onTurn(plusDays(first, -days))} />
        <Button onClick={() => onTurn(todayIn(zone))}>{t('week.today')}</Button>
        <IconButton icon="right" label={t('week.next')} onClick={() => onTurn(plusDays(first, days))} />
      </div>
      <h2 className="week-range num" aria-live="polite">
        {dates.dateRange(first, plusDays(first, days - 1))}
      </h2>
      {length !== undefined && <Length {...length} />}
    </div>
  );
};

/** How long the meeting is to be. */
export const Length = ({ durationMinutes, onDuration }: NonNullable<WeekToolbarProps['length']>) => {
  const { t } = useTexts();
  const lengths =
    durationMinutes === null || DURATIONS.includes(durationMinutes)
      ? DURATIONS
      : [...DURATIONS, durationMinutes].sort((a, b) => a - b);
  return (
    <label className="week-length">
      <span className="label">{t('week.duration')}</span>
      <select
        value={durationMinutes ?? ''}
        disabled={durationMinutes === null}
        onChange={(event) => onDuration(Number(event.target.value))}
      >
        {durationMinutes === null && <option value="">…</option>}
        {lengths.map((minutes) => (
          <option key={minutes} value={minutes}>
            {t('common.minutes', { count: minutes })}
          </option>
        ))}
      </select>
    </label>
  );
};

export const Legend = () => {
  const { t } = useTexts();
  return (
    <ul className="legend" aria-label={t('week.legend')}>
      <li>
        <span className="legend-free" />
        {t('week.free')}
      </li>
      <li>
        <span className="legend-closed" />
        {t('week.closed')}
      </li>
      <li>
        <span className="legend-busy" />
        {t('week.busy')}
      </li>
      <li>
        <span className="legend-hold">
          <Icon name="clock" />
        </span>
        {t('week.hold')}
      </li>
      <li>
        <span className="legend-meeting">
          <Icon name="check" />
        </span>
        {t('week.meeting')}
      </li>
      <li>
        <span className="legend-travel">
          <Icon name="route" />
        </span>
        {t('week.travel')}
      </li>
      <li>
        <span className="legend-said" />
        {t('week.said')}
      </li>
    </ul>
  );
};
