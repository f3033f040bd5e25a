import { useState } from 'react';
import { confirmMeeting } from '../../api/meetings.js';
import type { Client, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { TimeProblem } from './time-problem.js';

interface ConfirmDialogProps {
  readonly meeting: MeetingDetail;
  readonly client: Client;
  readonly onClose: () => void;
}

/** "Yes, Thursday at ten suits me", said on the phone. */
export const ConfirmDialog = ({ meeting, client, onClose }: ConfirmDialogProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const offered = meeting.options.filter((option) => option.state === 'offered');
  const [optionId, setOptionId] = useState(offered[0]?.optionId ?? '');
  const [attendeeId, setAttendeeId] = useState(meeting.attendees[0]?.attendeeId ?? '');
  const deed = useDeed(async (override: boolean) => {
    await confirmMeeting(meeting.meetingId, {
      optionId,
      attendeeId: attendeeId === '' ? null : attendeeId,
      ...(override ? { override } : {}),
    });
    onClose();
  });
  const attendee = meeting.attendees.find((known) => known.attendeeId === attendeeId);
  return (
    <Dialog title={t('meeting.confirm')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(() => deed.run(false))}>
        <p>{t('meeting.confirmLead')}</p>
        <TimeProblem deed={deed} client={client} time={offered.find((one) => one.optionId === optionId)} />
        <fieldset className="choices">
          <legend className="label">{t('meeting.confirmWhich')}</legend>
          {offered.map((option) => (
            <label key={option.optionId} className="choice">
              <input
                type="radio"
                name="option"
                value={option.optionId}
                checked={optionId === option.optionId}
                onChange={() => setOptionId(option.optionId)}
              />
              <span>
                <span className="num">{dates.span(option.start, option.end, client.zone)}</span>
                {attendee !== undefined && attendee.zone !== client.zone && (
                  <span className="small quiet num choice-more">
                    {t('meeting.ownTime', {
                      name: attendee.name,
                      time: dates.span(option.start, option.end, attendee.zone),
                    })}
                  </span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={t('meeting.confirmWho')} fault={deed.problem?.at('/attendeeId')}>
          {(control) => (
            <select {...control} value={attendeeId} onChange={(event) => setAttendeeId(event.target.value)}>
              {meeting.attendees.map((known) => (
                <option key={known.attendeeId} value={known.attendeeId}>
                  {known.name}
                </option>
              ))}
              <option value="">{t('meeting.confirmNobody')}</option>
            </select>
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" icon="phone" busy={deed.busy} disabled={optionId === ''}>
            {t('meeting.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
