import { useEffect, useState } from 'react';
import { undoMeeting } from '../../api/meetings.js';
import type { Client, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { Button } from '../../ui/button.js';
import { useDeed } from '../../ui/use-deed.js';
import { type Draft, writeDraft } from '../week/draft.js';
import { CancelDialog } from './cancel-dialog.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { OfferDialog } from './offer-dialog.js';
import { RescheduleDialog } from './reschedule-dialog.js';

/** What can be done with a meeting in its state; each deed asks once more, with what it will do. */
export const Deeds = ({ meeting, client }: { meeting: MeetingDetail; client: Client }) => {
  const { t } = useTexts();
  const [open, setOpen] = useState<'cancel' | 'confirm' | 'offer' | 'reschedule' | null>(null);
  const { state } = meeting;
  const close = () => setOpen(null);
  return (
    <>
      <Undo key={meeting.undoUntil} meeting={meeting} />
      {state === 'proposed' && (
        <Button kind="primary" icon="phone" onClick={() => setOpen('confirm')}>
          {t('meeting.confirm')}
        </Button>
      )}
      {state === 'proposed' && (
        <Button icon="plus" onClick={() => setOpen('offer')}>
          {t('meeting.offer')}
        </Button>
      )}
      {(state === 'declined' || state === 'expired' || state === 'cancelled') && (
        <Button
          icon="send"
          onClick={() => {
            writeDraft(client.clientId, draftOf(meeting));
            go(`/clients/${client.clientId}/propose`);
          }}
        >
          {t('meeting.proposeAgain')}
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
      {open === 'offer' && <OfferDialog meeting={meeting} client={client} onClose={close} />}
      {open === 'reschedule' && <RescheduleDialog meeting={meeting} client={client} onClose={close} />}
    </>
  );
};

/** As long as nothing has been sent: takes the proposal back and opens it again, as it was. */
const Undo = ({ meeting }: { meeting: MeetingDetail }) => {
  const { t } = useTexts();
  const until = meeting.undoUntil === null ? 0 : Date.parse(meeting.undoUntil);
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    if (until === 0) return undefined;
    const timer = setInterval(() => setLeft(secondsTo(until)), 250);
    return () => clearInterval(timer);
  }, [until]);
  const deed = useDeed(async () => {
    const undone = await undoMeeting(meeting.meetingId);
    const { clientId, kind, agreed, title, note, placeId, placeText, options, attendees } = undone;
    const people = attendees.flatMap(({ contactId, role }) =>
      contactId === null ? [] : [{ contactId, role }],
    );
    const meetingKindId = meeting.meetingKind?.kindId ?? null;
    writeDraft(clientId, {
      kind,
      agreed,
      title,
      note: note ?? '',
      placeId,
      placeText,
      options,
      people,
      meetingKindId,
    });
    go(`/clients/${clientId}/propose`, 'replace');
  });
  if (left <= 0 && !deed.busy) return null;
  return (
    <Button icon="undo" busy={deed.busy} title={t('meeting.undoHint')} onClick={() => void deed.run()}>
      {t('meeting.undo')} <span className="num">{left}</span>
    </Button>
  );
};

/** The same people and matter, at times that are still to be chosen. */
const draftOf = ({ title, note, attendees, meetingKind }: MeetingDetail): Partial<Draft> => ({
  title,
  note: note ?? '',
  people: attendees.flatMap(({ contactId, role }) => (contactId === null ? [] : [{ contactId, role }])),
  meetingKindId: meetingKind?.kindId ?? null,
  options: [],
});

const secondsTo = (moment: number): number => Math.max(0, Math.ceil((moment - Date.now()) / 1000));
