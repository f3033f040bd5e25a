import { useLive } from '../../api/live.js';
import { getMeeting } from '../../api/meetings.js';
import type { EffectView, MeetingSummary, MessageSummary } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Chip } from '../../ui/chip.js';
import { useEffectText } from '../meeting/effect-text.js';
import { questionText } from '../meeting/question.js';
import { StateChip } from '../meeting/state-chip.js';
import { reasonOfMessage } from '../messages/message-texts.js';
import { RowFrame } from './row-frame.js';

const names = (meeting: MeetingSummary): string => meeting.attendees.map(({ name }) => name).join(', ');

export const QuestionRow = ({ meeting }: { readonly meeting: MeetingSummary }) => {
  const { t } = useTexts();
  const client = useClient(meeting.clientId);
  return (
    <RowFrame
      style={clientStyle(client)}
      clientName={client?.name ?? null}
      title={`${meeting.title} · ${names(meeting)}`}
      to={`/meetings/${meeting.meetingId}`}
      deed={t('desk.answer')}
      aside={<StateChip state={meeting.state} />}
    >
      {meeting.question !== null && questionText(meeting.question, t)}
    </RowFrame>
  );
};

export const MessageRow = ({ message }: { readonly message: MessageSummary }) => {
  const { t } = useTexts();
  const dates = useDates();
  const client = useClient(message.clientId);
  return (
    <RowFrame
      style={clientStyle(client)}
      clientName={client?.name ?? null}
      title={message.subject ?? t('messages.noSubject')}
      to={`/messages/${message.messageId}`}
      deed={t('desk.read')}
      aside={
        <Chip tone="wait" icon="mail">
          {t(message.state === 'unmatched' ? 'messages.states.unmatched' : 'messages.states.review')}
        </Chip>
      }
    >
      {[message.from, dates.ago(message.at), reasonOfMessage(message.reason, t)]
        .filter((part) => part !== null)
        .join(' · ')}
    </RowFrame>
  );
};

interface WaitingRowProps {
  readonly meeting: MeetingSummary;
  /** Ends within a day. */
  readonly expiring: boolean;
}

export const WaitingRow = ({ meeting, expiring }: WaitingRowProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const client = useClient(meeting.clientId);
  const zone = client?.zone ?? 'UTC';
  const offered = meeting.options.filter((option) => option.state === 'offered');
  const until = meeting.expiresAt;
  return (
    <RowFrame
      style={clientStyle(client)}
      clientName={client?.name ?? null}
      title={`${meeting.title} · ${names(meeting)}`}
      to={`/meetings/${meeting.meetingId}`}
      deed={t('desk.open')}
      aside={
        until !== null && (
          <Chip tone={expiring ? 'bad' : 'wait'} icon={expiring ? 'warning' : 'clock'}>
            {t('desk.expires', { when: dates.stamp(until, zone) })}
          </Chip>
        )
      }
    >
      <ul className="desk-times num">
        {offered.map((option) => (
          <li key={option.optionId}>
            {dates.day(option.start, zone)} {dates.time(option.start, zone)}
          </li>
        ))}
      </ul>
    </RowFrame>
  );
};

export const EffectRow = ({ effect }: { readonly effect: EffectView }) => {
  const { t } = useTexts();
  const meeting = useLive(`meeting ${effect.meetingId}`, () => getMeeting(effect.meetingId), {
    pollMs: 60_000,
  });
  const client = useClient(meeting.data?.clientId);
  const what = useEffectText(meeting.data, client?.zone ?? 'UTC');
  return (
    <RowFrame
      style={clientStyle(client)}
      clientName={client?.name ?? null}
      title={meeting.data?.title ?? '…'}
      to={`/meetings/${effect.meetingId}`}
      deed={t('desk.open')}
      aside={
        <Chip
          tone={effect.state === 'failed' ? 'bad' : 'wait'}
          icon={effect.state === 'failed' ? 'warning' : 'clock'}
        >
          {t(`meeting.effectStates.${effect.state}`)}
        </Chip>
      }
    >
      {what(effect)}
      {effect.reason !== null && ` · ${effect.reason}`}
    </RowFrame>
  );
};
