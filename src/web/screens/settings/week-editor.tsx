import type { Weekday, Window } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button, IconButton } from '../../ui/button.js';
import { TimeInput } from '../../ui/time-input.js';
import { WEEKDAYS, type Week, windowFault } from './weekly-hours.js';

interface WeekEditorProps {
  readonly week: Week;
  readonly onChange: (week: Week) => void;
}

/** The hours of each weekday: a row a day, a pair of times a window. */
export const WeekEditor = ({ week, onChange }: WeekEditorProps) => {
  const { t } = useTexts();
  const set = (day: Weekday, windows: readonly Window[]) => onChange({ ...week, [day]: windows });
  return (
    <>
      <div className="hours">
        {WEEKDAYS.map((day, index) => (
          <Day key={day} isoDay={index + 1} windows={week[day]} onChange={(windows) => set(day, windows)} />
        ))}
      </div>
      <div className="card-body">
        <div className="actions">
          <Button
            size="small"
            disabled={week.MO.length === 0}
            onClick={() => onChange({ ...week, TU: week.MO, WE: week.MO, TH: week.MO, FR: week.MO })}
          >
            {t('availability.copyToWeek')}
          </Button>
        </div>
      </div>
    </>
  );
};

interface DayProps {
  readonly isoDay: number;
  readonly windows: readonly Window[];
  readonly onChange: (windows: readonly Window[]) => void;
}

const Day = ({ isoDay, windows, onChange }: DayProps) => {
  const { t } = useTexts();
  const day = useDates().weekday(isoDay);
  const change = (index: number, patch: Partial<Window>) =>
    onChange(windows.map((window, i) => (i === index ? { ...window, ...patch } : window)));
  return (
    <div className="hours-day">
      <span className="strong">{day}</span>
      {windows.length === 0 ? (
        <span className="hours-none quiet">{t('availability.closedDay')}</span>
      ) : (
        <ul className="hours-windows">
          {windows.map((window, index) => {
            const fault = windowFault(windows, index);
            return (
              // A window has no name but its place in the row.
              <li key={keyOf(index)}>
                <div className="hours-window">
                  <TimeInput
                    aria-label={t('availability.windowFrom', { day })}
                    aria-invalid={fault === null ? undefined : true}
                    value={window.from}
                    onChange={(value) => change(index, { from: value })}
                  />
                  –
                  <TimeInput
                    aria-label={t('availability.windowTo', { day })}
                    aria-invalid={fault === null ? undefined : true}
                    value={window.to}
                    onChange={(value) => change(index, { to: value })}
                  />
                  <IconButton
                    icon="cross"
                    kind="quiet"
                    label={t('availability.removeWindow', { day, window: `${window.from}–${window.to}` })}
                    onClick={() => onChange(windows.filter((_, i) => i !== index))}
                  />
                </div>
                {fault !== null && <span className="fault">{t(`availability.${fault}`)}</span>}
              </li>
            );
          })}
        </ul>
      )}
      <IconButton
        icon="plus"
        kind="quiet"
        label={t('availability.addWindow', { day })}
        onClick={() => onChange([...windows, nextWindow(windows)])}
      />
    </div>
  );
};

const keyOf = (index: number): string => `window ${index}`;

/** What is most likely meant: the working day, or the afternoon after what is there. */
const nextWindow = (windows: readonly Window[]): Window => {
  const last = windows.at(-1);
  if (last === undefined) return { from: '09:00', to: '17:00' };
  const hour = Math.min(Number(last.to.slice(0, 2)) + 1, 22);
  const text = (value: number) => `${String(value).padStart(2, '0')}:00`;
  return { from: text(hour), to: text(Math.min(hour + 4, 23)) };
};
