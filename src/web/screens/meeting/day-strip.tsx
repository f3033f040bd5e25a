import type { CounterProposal } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { inZone } from '../../time/zone-time.js';
import type { Span } from '../week/spans.js';

interface DayStripProps {
  readonly zone: string;
  readonly day: CounterProposal['day'];
  /** What is asked for. */
  readonly time: Span;
}

/** The hours of a day that are drawn unless something lies outside of them. */
const FIRST = 8;
const LAST = 18;

/** A day as a column: what the client has on it, and the time that is asked for across it. */
export const DayStrip = ({ zone, day, time }: DayStripProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const midnight = inZone(time.start, zone).startOfDay();
  const hour = (instant: string): number =>
    inZone(instant, zone).since(midnight, { largestUnit: 'hour' }).total({ unit: 'hour' });
  const all = [...day, { ...time, kind: 'asked' as const }];
  const from = Math.max(0, Math.floor(Math.min(FIRST, ...all.map(({ start }) => hour(start)))));
  const to = Math.min(24, Math.ceil(Math.max(LAST, ...all.map(({ end }) => hour(end)))));
  const hours = Array.from({ length: to - from }, (_, i) => from + i);
  const at = (instant: string) =>
    `${((Math.min(to, Math.max(from, hour(instant))) - from) / (to - from)) * 100}%`;
  const height = ({ start, end }: Span) => `calc(${at(end)} - ${at(start)})`;
  return (
    <figure className="day-strip">
      <figcaption className="small quiet">{dates.longDay(time.start, zone)}</figcaption>
      <div className="day-strip-hours">
        {hours.map((each) => (
          <span key={each} className="num day-strip-hour" aria-hidden="true">
            {`${String(each).padStart(2, '0')}:00`}
          </span>
        ))}
        <ul>
          {all.map(({ kind, start, end }) => (
            <li
              key={`${kind} ${start}`}
              data-kind={kind}
              style={{ top: at(start), height: height({ start, end }) }}
            >
              <span className="num">{dates.hours(start, end, zone)}</span> {t(`meeting.dayKinds.${kind}`)}
            </li>
          ))}
        </ul>
      </div>
    </figure>
  );
};
