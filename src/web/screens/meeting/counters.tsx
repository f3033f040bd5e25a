import { useState } from 'react';
import { useLive } from '../../api/live.js';
import { listCounters, refuseCounter, takeCounter } from '../../api/meetings.js';
import type { Client, CounterProposal, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Icon } from '../../ui/icon.js';
import { Notice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { DayStrip } from './day-strip.js';
import { TimeProblem } from './time-problem.js';

interface CountersProps {
  readonly meeting: MeetingDetail;
  readonly client: Client;
}

/** What attendees propose instead, each beside the client's day; nothing when nobody does. */
export const Counters = ({ meeting, client }: CountersProps) => {
  const { t } = useTexts();
  const { meetingId } = meeting;
  const counters = useLive(`counters ${meetingId}`, () => listCounters(meetingId));
  const open = (counters.data ?? []).filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section className="card" aria-labelledby="counters-title">
      <div className="card-head">
        <h2 id="counters-title">{t('meeting.counters', { count: open.length })}</h2>
      </div>
      <ul className="counters">
        {open.map((counter) => (
          <Counter key={counter.counterId} counter={counter} meeting={meeting} client={client} />
        ))}
      </ul>
    </section>
  );
};

const Counter = ({ counter, meeting, client }: CountersProps & { readonly counter: CounterProposal }) => {
  const { t } = useTexts();
  const dates = useDates();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const { counterId, start, end, inTheWay } = counter;
  const take = useDeed((override: boolean) => takeCounter(meeting.meetingId, counterId, override));
  const refuse = useDeed(() =>
    refuseCounter(meeting.meetingId, counterId, reason.trim() === '' ? null : reason.trim()),
  );
  const attendee = meeting.attendees.find((known) => known.attendeeId === counter.attendeeId);
  const instead = meeting.options.find((known) => known.optionId === counter.optionId);
  const name = attendee?.name ?? '';
  return (
    <li className="counter">
      <div className="stack" data-gap="small">
        <p>
          {t('meeting.counterBy', { name })}{' '}
          <span className="strong num">{dates.span(start, end, client.zone)}</span>
          {instead !== undefined && (
            <span className="small quiet num">
              {' '}
              {t('meeting.counterInstead', { time: dates.span(instead.start, instead.end, client.zone) })}
            </span>
          )}
        </p>
        {attendee !== undefined && attendee.zone !== client.zone && (
          <p className="small quiet num">
            {t('meeting.ownTime', { name, time: dates.span(start, end, attendee.zone) })}
          </p>
        )}
        {counter.comment !== null && <q>{counter.comment}</q>}
        {!counter.trusted && (
          <p className="small fault">
            <Icon name="warning" />
            {t('meeting.counterUnproven')}
          </p>
        )}
        {counter.stale && <p className="small quiet">{t('meeting.counterStale')}</p>}
        {inTheWay.length === 0 ? (
          <p className="small counter-free">
            <Icon name="check" />
            {t('meeting.counterFree', { client: client.name })}
          </p>
        ) : (
          <ul className="small">
            {inTheWay.map((words) => (
              <li key={words} className="fault">
                <Icon name="warning" />
                {words}
              </li>
            ))}
          </ul>
        )}
        <TimeProblem deed={take} client={client} time={counter} />
        {refuse.problem !== null && <Notice tone="bad">{refuse.problem.message}</Notice>}
        {refusing ? (
          <div className="stack" data-gap="small">
            <Field label={`${t('meeting.counterReason')} (${t('common.optional')})`}>
              {(control) => (
                <input {...control} value={reason} onChange={(event) => setReason(event.target.value)} />
              )}
            </Field>
            <div className="actions">
              <Button kind="danger" busy={refuse.busy} onClick={() => void refuse.run()}>
                {t('meeting.counterRefuse')}
              </Button>
              <Button kind="quiet" onClick={() => setRefusing(false)}>
                {t('common.back')}
              </Button>
            </div>
          </div>
        ) : (
          <div className="actions">
            <Button kind="primary" icon="check" busy={take.busy} onClick={() => void take.run(false)}>
              {t('meeting.counterTake')}
            </Button>
            <Button icon="cross" onClick={() => setRefusing(true)}>
              {t('meeting.counterRefuse')}
            </Button>
          </div>
        )}
      </div>
      <DayStrip zone={client.zone} day={counter.day} time={counter} />
    </li>
  );
};
