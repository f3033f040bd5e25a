import { useState } from 'react';
import { getSuggestions } from '../../api/availability.js';
import { useLive } from '../../api/live.js';
import { offerTimes } from '../../api/meetings.js';
import type { Client, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import {
  dateIn,
  dayStart,
  instantOf,
  minutesBetween,
  plusDays,
  plusMinutes,
  todayIn,
} from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { TimeInput } from '../../ui/time-input.js';
import { useDeed } from '../../ui/use-deed.js';
import { Clashes } from '../week/clashes.js';
import { overlap, type Span, sameTime } from '../week/spans.js';

interface OfferDialogProps {
  readonly meeting: MeetingDetail;
  readonly client: Client;
  readonly onClose: () => void;
}

const AHEAD_DAYS = 28;
const SUGGEST = 6;

/** Other times for a proposal: good ones to tick, or any that is typed. */
export const OfferDialog = ({ meeting, client, onClose }: OfferDialogProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const { zone, clientId } = client;
  const standing = meeting.options.filter(({ state }) => state === 'offered');
  const first = meeting.options[0];
  const minutes = first === undefined ? 60 : minutesBetween(first.start, first.end);
  const today = todayIn(zone);
  const query = {
    from: dayStart(today, zone),
    to: dayStart(plusDays(today, AHEAD_DAYS), zone),
    n: SUGGEST + standing.length,
    durationMinutes: minutes,
    contactId: meeting.attendees[0]?.contactId ?? undefined,
  };
  const suggestions = useLive(
    `suggestions ${clientId} offer ${meeting.meetingId} ${query.from}`,
    () => getSuggestions(clientId, query),
    { pollMs: 30_000 },
  );
  const shown = (suggestions.data?.suggestions ?? [])
    .filter((one) => !meeting.options.some((option) => overlap(option, one)))
    .slice(0, SUGGEST);
  const [picked, setPicked] = useState<readonly Span[]>([]);
  const [date, setDate] = useState(dateIn(plusMinutes(query.from, 24 * 60), zone));
  const [time, setTime] = useState('');
  const toggle = ({ start, end }: Span) =>
    setPicked((before) =>
      before.some((one) => sameTime(one, { start, end }))
        ? before.filter((one) => !sameTime(one, { start, end }))
        : [...before, { start, end }],
    );
  const deed = useDeed(async (anyway: boolean) => {
    await offerTimes(meeting.meetingId, {
      options: picked.map(({ start, end }) => ({ start, end })),
      ...(anyway ? { override: true, alsoOffered: true } : {}),
    });
    onClose();
  });
  const own = picked.filter((one) => !shown.some((suggestion) => sameTime(suggestion, one)));
  return (
    <Dialog title={t('meeting.offer')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(() => deed.run(false))}>
        <p>{t('meeting.offerLead')}</p>
        {deed.problem?.code === 'time-taken' ? (
          <Clashes
            problem={deed.problem}
            options={picked}
            zone={zone}
            busy={deed.busy}
            onAnyway={() => void deed.run(true)}
          />
        ) : (
          <ProblemNotice problem={deed.problem} />
        )}
        <fieldset className="choices">
          <legend className="label">{t('propose.suggested')}</legend>
          {suggestions.data === undefined && <p className="small quiet">{t('week.loading')}</p>}
          {[...shown, ...own].map((one) => (
            <label key={one.start} className="choice">
              <input
                type="checkbox"
                checked={picked.some((known) => sameTime(known, one))}
                onChange={() => toggle(one)}
              />
              <span className="num">{dates.span(one.start, one.end, zone)}</span>
            </label>
          ))}
        </fieldset>
        <div className="fields">
          <Field label={t('common.date')}>
            {(control) => <DateInput {...control} value={date} onChange={setDate} />}
          </Field>
          <Field label={t('common.time')} hint={t('common.timesIn', { zone })}>
            {(control) => <TimeInput {...control} value={time} onChange={setTime} />}
          </Field>
        </div>
        <div>
          <Button
            size="small"
            icon="plus"
            disabled={date === '' || time === ''}
            onClick={() => {
              const start = instantOf(date, time, zone);
              toggle({ start, end: plusMinutes(start, minutes) });
              setTime('');
            }}
          >
            {t('meeting.offerOther')}
          </Button>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" icon="send" busy={deed.busy} disabled={picked.length === 0}>
            {t('meeting.offerSend', { count: picked.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
