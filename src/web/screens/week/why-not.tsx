import { useState } from 'react';
import { explainTime } from '../../api/availability.js';
import { useLive } from '../../api/live.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { instantOf } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Field } from '../../ui/field.js';
import { Icon } from '../../ui/icon.js';
import { Loaded } from '../../ui/loaded.js';
import { onSubmit } from '../../ui/submit.js';
import { TimeInput } from '../../ui/time-input.js';
import { type Names, reasonText } from './reason-text.js';

interface WhyNotProps {
  readonly clientId: string;
  readonly names: Names;
  readonly durationMinutes: number | null;
  readonly placeId: string | null;
  /** The moment that is asked about, ISO 8601; null: none yet. */
  readonly at: string | null;
  readonly firstDay: string;
  readonly onAsk: (at: string) => void;
  /** The time is to be offered although something stands against it. */
  readonly onAnyway: (at: string) => void;
}

/** Why a time is not offered: pressed in the week, or asked for here by date and time. */
export const WhyNot = ({
  clientId,
  names,
  durationMinutes,
  placeId,
  at,
  firstDay,
  onAsk,
  onAnyway,
}: WhyNotProps) => {
  const { t } = useTexts();
  const [date, setDate] = useState(firstDay);
  const [time, setTime] = useState('09:00');
  return (
    <section className="why stack" data-gap="small" aria-labelledby="why-title">
      <h2 id="why-title" className="panel-title">
        {t('week.why')}
      </h2>
      <div aria-live="polite">
        {at === null ? (
          <p className="quiet small">{t('week.whyLead')}</p>
        ) : (
          <Answer {...{ clientId, names, durationMinutes, placeId, at, onAnyway }} />
        )}
      </div>
      <form className="why-ask" onSubmit={onSubmit(async () => onAsk(instantOf(date, time, names.zone)))}>
        <Field label={t('common.date')}>
          {(control) => <DateInput {...control} value={date} onChange={(value) => setDate(value)} />}
        </Field>
        <Field label={t('common.time')}>
          {(control) => <TimeInput {...control} value={time} onChange={(value) => setTime(value)} />}
        </Field>
        <Button type="submit">{t('week.whyAsk')}</Button>
      </form>
    </section>
  );
};

const Answer = ({
  clientId,
  names,
  durationMinutes,
  placeId,
  at,
  onAnyway,
}: Pick<WhyNotProps, 'clientId' | 'names' | 'durationMinutes' | 'placeId' | 'onAnyway'> & { at: string }) => {
  const { t } = useTexts();
  const dates = useDates();
  const answer = useLive(`explain ${clientId} ${at} ${durationMinutes ?? ''} ${placeId ?? ''}`, () =>
    explainTime(clientId, {
      at,
      durationMinutes: durationMinutes ?? undefined,
      placeId: placeId ?? undefined,
    }),
  );
  const time = `${dates.day(at, names.zone)}, ${dates.time(at, names.zone)}`;
  return (
    <Loaded of={answer}>
      {(said) => (
        <div className="why-answer">
          <p className="strong">
            <Icon name={said.free ? 'check' : 'question'} />
            {t(said.free ? 'week.whyFree' : 'week.whyNot', { time })}
          </p>
          <ul>
            {said.reasons.map((reason) => (
              <li key={JSON.stringify(reason)}>{reasonText(reason, names, t, dates)}</li>
            ))}
          </ul>
          {(said.free || said.mayOverride) && Date.parse(at) > Date.now() && (
            <Button size="small" onClick={() => onAnyway(at)}>
              {t(said.free ? 'week.pick' : 'week.anyway', { time })}
            </Button>
          )}
        </div>
      )}
    </Loaded>
  );
};
