import type { Cover } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { dayStart, mondayOf, plusDays, todayIn } from '../../time/zone-time.js';

const WEEKS = 6;

/** Six weeks at a glance. For the eye alone: the list below says the same in words. */
export const CoverCalendar = ({ covers }: { covers: readonly Cover[] }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { me } = useSignedIn();
  const first = mondayOf(todayIn(me.zone));
  const begin = Date.parse(dayStart(first, me.zone));
  const end = Date.parse(dayStart(plusDays(first, WEEKS * 7), me.zone));
  const at = (ms: number) => (Math.min(Math.max(ms, begin), end) - begin) / (end - begin);
  const percent = (part: number) => `${(part * 100).toFixed(3)}%`;
  const inView = covers.filter((cover) => Date.parse(cover.until) > begin && Date.parse(cover.from) < end);
  if (inView.length === 0) return null;
  return (
    <div className="cover-calendar" aria-hidden="true" title={t('covers.calendar')}>
      <div className="cover-weeks num">
        {Array.from({ length: WEEKS }, (_, week) => plusDays(first, week * 7)).map((monday) => (
          <span key={monday}>{dates.day(`${monday}T12:00:00Z`, 'UTC')}</span>
        ))}
      </div>
      {inView.map((cover) => {
        const from = at(Date.parse(cover.from));
        return (
          <div key={cover.coverId} className="cover-track">
            <span
              className="cover-bar"
              data-state={cover.state}
              style={{ left: percent(from), width: percent(at(Date.parse(cover.until)) - from) }}
            >
              {cover.absentName} → {cover.userName}
            </span>
            <span className="cover-today" style={{ left: percent(at(Date.now())) }} />
          </div>
        );
      })}
    </div>
  );
};
