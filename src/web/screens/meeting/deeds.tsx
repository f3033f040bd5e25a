import { useState } from 'react';
import type { Client, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { CancelDialog } from './cancel-dialog.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { RescheduleDialog } from './reschedule-dialog.js';

/** What can be done with a meeting in its state; each deed asks once more, with what it will do. */
export const Deeds = ({ meeting, client }: { meeting: MeetingDetail; client: Client }) => {
  const { t } = useTexts();
  const [open, setOpen] = useState<'cancel' | 'confirm' | 'reschedule' | null>(null);
  const { state } = meeting;
  const close = () => setOpen(null);
  return (
    <>
      {state === 'proposed' && (
        <Button kind="primary" icon="phone" onClick={() => setOpen('confirm')}>
          {t('meeting.confirm')}
        </Button>
      )}
      {state === 'confirmed' && (
        <Button icon="calendar" onClick={() => setOpen('reschedule')}>
          {t('meeting.reschedule')}
        </Button>
      )}
      {(state === 'proposed' || state === 'confirmed' || state === 'questioned') && (
        <Button kind="danger" icon="cross" onClick={() => setOpen('cancel')}>
          {t(state === 'proposed' ? 'meeting.cancelProposal' : 'meeting.cancel')}
        </Button>
      )}
      {open === 'cancel' && <CancelDialog meeting={meeting} onClose={close} />}
      {open === 'confirm' && <ConfirmDialog meeting={meeting} client={client} onClose={close} />}
      {open === 'reschedule' && <RescheduleDialog meeting={meeting} client={client} onClose={close} />}
    </>
  );
};
