import type { ReactNode } from 'react';
import { getDesk } from '../../api/desk.js';
import { useLive } from '../../api/live.js';
import { listRequests } from '../../api/requests.js';
import type { Desk } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { Screen } from '../../shell/screen.js';
import { useClients } from '../../shell/signed-in.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { Loaded } from '../../ui/loaded.js';
import { ClientTrouble } from './client-trouble.js';
import './desk.css';
import { RequestRow } from './request-row.js';
import { EffectRow, MessageRow, QuestionRow, WaitingRow } from './rows.js';
import { Upcoming } from './upcoming.js';

/** What waits for whom, and from each line one press to the deed. */
export default function DeskScreen() {
  const { t } = useTexts();
  const desk = useLive('desk', getDesk);
  return (
    <Screen title={t('desk.title')} lead={t('desk.lead')} actions={<NewMeeting />}>
      <Loaded of={desk}>{(data) => <Columns desk={data} />}</Loaded>
    </Screen>
  );
}

const NewMeeting = () => {
  const { t } = useTexts();
  const clients = useClients();
  return (
    <select
      className="new-meeting"
      aria-label={t('desk.propose')}
      value=""
      onChange={(event) => go(`/clients/${event.target.value}/propose`)}
    >
      <option value="" disabled>
        {t('desk.proposeFor')}
      </option>
      {clients.data?.map((client) => (
        <option key={client.clientId} value={client.clientId}>
          {client.name}
        </option>
      ))}
    </select>
  );
};

const Columns = ({ desk }: { desk: Desk }) => {
  const { t } = useTexts();
  const clients = useClients();
  const requests = useLive('requests', listRequests).data ?? [];
  return (
    <div className="desk">
      <div className="stack">
        <Group icon="question" tone="bad" title={t('desk.forMe')} none={t('desk.forMeNone')}>
          {[
            ...requests.map((request) => <RequestRow key={request.requestId} request={request} />),
            ...desk.questions.map((meeting) => <QuestionRow key={meeting.meetingId} meeting={meeting} />),
            ...desk.messages.map((message) => <MessageRow key={message.messageId} message={message} />),
          ]}
        </Group>
        <Group
          icon="warning"
          tone="bad"
          title={t('desk.failed')}
          none={t('desk.failedNone')}
          extra={clients.data?.map((client) => <ClientTrouble key={client.clientId} client={client} />)}
        >
          {desk.troubled.map((effect) => (
            <EffectRow key={effect.effectId} effect={effect} />
          ))}
        </Group>
        <Group icon="clock" tone="wait" title={t('desk.forPartner')} none={t('desk.forPartnerNone')}>
          {desk.waiting.map((meeting) => (
            <WaitingRow
              key={meeting.meetingId}
              meeting={meeting}
              expiring={desk.expiring.includes(meeting.meetingId)}
            />
          ))}
        </Group>
      </div>
      <Upcoming />
    </div>
  );
};

interface GroupProps {
  readonly icon: IconName;
  readonly tone: 'bad' | 'wait';
  readonly title: string;
  readonly none: string;
  readonly children: readonly ReactNode[];
  /** Rows that find out by themselves whether they are there; the sentence for none is hidden by them in the sheet. */
  readonly extra?: ReactNode;
}

const Group = ({ icon, tone, title, none, children, extra }: GroupProps) => (
  <section className="card" aria-label={title}>
    <div className="card-head">
      <h2 className="group-title" data-tone={children.length > 0 ? tone : undefined}>
        <Icon name={icon} />
        {title}
        <span className="group-count num">{children.length}</span>
      </h2>
    </div>
    <ul className="lines group-rows">
      {extra}
      {children}
      {children.length === 0 && (
        <li className="group-none quiet">
          <Icon name="check" />
          {none}
        </li>
      )}
    </ul>
  </section>
);
