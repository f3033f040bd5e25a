import type { Live } from '../../api/live.js';
import type { Slot, Slots } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { dateIn } from '../../time/zone-time.js';
import { Icon } from '../../ui/icon.js';
import { Loading } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import type { Draft } from './draft.js';
import { type Names, reasonText } from './reason-text.js';

interface FreeTimesProps {
  readonly slots: Live<Slots>;
  readonly zone: string;
  readonly names: Names;
  readonly draft: Draft;
  readonly onToggle: (slot: Slot) => void;
}

/** All beginnings that may be offered, by day: what the week shows, for reading out and for the keyboard. */
export const FreeTimes = ({ slots, zone, names, draft, onToggle }: FreeTimesProps) => {
  const { t } = useTexts();
  const dates = useDates();
  if (slots.data === undefined) {
    return slots.problem === null ? <Loading what={t('week.loading')} /> : null;
  }
  if (slots.data.closed !== null) {
    return (
      <Notice tone="wait" icon="question">
        <p className="strong">{t('week.unknown')}</p>
        <p>{reasonText(slots.data.closed, names, t, dates)}</p>
      </Notice>
    );
  }
  if (slots.data.slots.length === 0) {
    return (
      <div className="stack" data-gap="small">
        <p className="strong">{t('week.none')}</p>
        <p className="quiet small">{t('week.noneHint')}</p>
      </div>
    );
  }
  const days = Map.groupBy(slots.data.slots, (slot) => dateIn(slot.start, zone));
  const chosen = new Set(draft.options.map((option) => Date.parse(option.start)));
  return (
    <ul className="free-days">
      {[...days].map(([day, ofDay]) => (
        <li key={day}>
          <h3 className="free-day">{dates.day(ofDay[0]?.start ?? '', zone)}</h3>
          <ul className="free-times">
            {ofDay.map((slot) => {
              const taken = chosen.has(Date.parse(slot.start));
              const time = dates.time(slot.start, zone);
              return (
                <li key={slot.start}>
                  <button
                    type="button"
                    className="free-time num"
                    aria-pressed={taken}
                    aria-label={t(taken ? 'week.unpick' : 'week.pick', {
                      time: dates.span(slot.start, slot.end, zone),
                    })}
                    onClick={() => onToggle(slot)}
                  >
                    {taken && <Icon name="check" />}
                    {time}
                  </button>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
};
