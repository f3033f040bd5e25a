import { useState } from 'react';
import { cancelMeeting } from '../../api/meetings.js';
import type { MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

export const CancelDialog = ({ meeting, onClose }: { meeting: MeetingDetail; onClose: () => void }) => {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const deed = useDeed(async () => {
    await cancelMeeting(meeting.meetingId, reason.trim() === '' ? null : reason);
    onClose();
  });
  const title = t(meeting.state === 'proposed' ? 'meeting.cancelProposal' : 'meeting.cancel');
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <p>{t('meeting.cancelLead')}</p>
        <ProblemNotice problem={deed.problem} />
        <Field
          label={`${t('meeting.cancelReason')} (${t('common.optional')})`}
          fault={deed.problem?.at('/reason')}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="danger" busy={deed.busy}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
