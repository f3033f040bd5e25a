import { useState } from 'react';
import { getSlots } from '../../api/availability.js';
import { useLive } from '../../api/live.js';
import { rescheduleMeeting } from '../../api/meetings.js';
import type { Client, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import {
  dateIn,
  dayStart,
  instantOf,
  inZone,
  minutesBetween,
  plusDays,
  plusMinutes,
} from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { onSubmit } from '../../ui/submit.js';
import { TimeInput } from '../../ui/time-input.js';
import { useDeed } from '../../ui/use-deed.js';
import { TimeProblem } from './time-problem.js';

interface RescheduleDialogProps {
  readonly meeting: MeetingDetail;
  readonly client: Client;
  readonly onClose: () => void;
}

/** Another time for a confirmed meeting: a day's free times to press, or any time typed. */
export const RescheduleDialog = ({ meeting, client, onClose }: RescheduleDialogProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const { zone, clientId } = client;
  const option = meeting.options.find((known) => known.optionId === meeting.confirmedOptionId);
  const old = option ?? { start: new Date().toISOString(), end: plusMinutes(new Date().toISOString(), 60) };
  const minutes = minutesBetween(old.start, old.end);
  const [date, setDate] = useState(dateIn(old.start, zone));
  const [time, setTime] = useState(
    inZone(old.start, zone).toPlainTime().toString({ smallestUnit: 'minute' }),
  );
  const from = date === '' ? null : dayStart(date, zone);
  const to = date === '' ? null : dayStart(plusDays(date, 1), zone);
  const slots = useLive(
    from === null || to === null ? null : `slots ${clientId} ${from} ${to} move ${meeting.meetingId}`,
    () =>
      getSlots(clientId, {
        from: from ?? '',
        to: to ?? '',
        durationMinutes: minutes,
        excludeMeetingId: meeting.meetingId,
      }),
  );
  const deed = useDeed(async (override: boolean) => {
    const start = instantOf(date, time, zone);
    const to = { start, end: plusMinutes(start, minutes) };
    await rescheduleMeeting(meeting.meetingId, override ? { ...to, override } : to);
    onClose();
  });
  return (
    <Dialog title={t('meeting.reschedule')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(() => deed.run(false))}>
        <p>{t('meeting.rescheduleLead')}</p>
        <TimeProblem deed={deed} client={client} time={undefined} />
        <div className="fields">
          <Field label={t('common.date')} fault={deed.problem?.at('/start')}>
            {(control) => <DateInput {...control} value={date} onChange={(value) => setDate(value)} />}
          </Field>
          <Field label={t('common.time')} hint={t('common.timesIn', { zone })}>
            {(control) => <TimeInput {...control} value={time} onChange={(value) => setTime(value)} />}
          </Field>
        </div>
        <div className="stack" data-gap="small">
          <p className="label">{t('week.freeTimes')}</p>
          {slots.data === undefined ? (
            <p className="small quiet">{t('week.loading')}</p>
          ) : slots.data.slots.length === 0 ? (
            <p className="small quiet">{t('week.none')}</p>
          ) : (
            <div className="quick-times">
              {slots.data.slots.map((slot) => {
                const text = dates.time(slot.start, zone);
                return (
                  <button
                    key={slot.start}
                    type="button"
                    className="quick-time num"
                    aria-pressed={text === time}
                    onClick={() => setTime(text)}
                  >
                    {text}
                  </button>
                );
              })}
            </div>
          )}
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" icon="calendar" busy={deed.busy}>
            {t('meeting.reschedule')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
