import type { EffectView, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Chip, type Tone } from '../../ui/chip.js';
import type { IconName } from '../../ui/icon.js';
import { useEffectText } from './effect-text.js';

const STATES: Readonly<Record<EffectView['state'], { tone: Tone; icon: IconName }>> = {
  pending: { tone: 'wait', icon: 'clock' },
  unknown: { tone: 'wait', icon: 'question' },
  parked: { tone: 'wait', icon: 'clock' },
  done: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'warning' },
};

/** What is still to be done outside, and what failed; what is done already is folded away. */
export const Effects = ({ meeting, zone }: { meeting: MeetingDetail; zone: string }) => {
  const { t } = useTexts();
  const open = meeting.effects.filter((effect) => effect.state !== 'done');
  const done = meeting.effects.filter((effect) => effect.state === 'done');
  if (meeting.effects.length === 0) return <p className="card-body quiet">{t('meeting.effectsNone')}</p>;
  return (
    <>
      {open.length > 0 && <EffectList {...{ effects: open, meeting, zone }} />}
      {done.length > 0 && (
        <details className="done-effects" open={open.length === 0}>
          <summary className="card-body quiet">
            {t('meeting.effectStates.done')}: {done.length}
          </summary>
          <EffectList {...{ effects: done, meeting, zone }} />
        </details>
      )}
    </>
  );
};

interface EffectListProps {
  readonly effects: readonly EffectView[];
  readonly meeting: MeetingDetail;
  readonly zone: string;
}

const EffectList = ({ effects, meeting, zone }: EffectListProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const what = useEffectText(meeting, zone);
  return (
    <ul className="lines">
      {effects.map((effect) => (
        <li key={effect.effectId} className="effect">
          <div>
            <p>{what(effect)}</p>
            {effect.state !== 'done' && effect.reason !== null && (
              <p className="small quiet">{effect.reason}</p>
            )}
            {effect.state === 'pending' && effect.attempts > 0 && effect.nextTryAt !== null && (
              <p className="small quiet">{t('meeting.nextTry', { when: dates.ago(effect.nextTryAt) })}</p>
            )}
          </div>
          <Chip {...STATES[effect.state]}>
            {t(`meeting.effectStates.${effect.state}`)}
            {effect.state === 'done' && effect.doneAt !== null && ` ${dates.stamp(effect.doneAt, zone)}`}
          </Chip>
        </li>
      ))}
    </ul>
  );
};
