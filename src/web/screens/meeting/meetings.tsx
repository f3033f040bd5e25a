import { useState } from 'react';
import { useLive } from '../../api/live.js';
import { listMeetings } from '../../api/meetings.js';
import type { Client, MeetingState, MeetingSummary } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { ClientBand } from '../../shell/client-band.js';
import { Link } from '../../shell/link.js';
import { Screen } from '../../shell/screen.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Empty, Loaded, Loading } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { StateChip } from './state-chip.js';
import './meeting.css';

const STATES: readonly MeetingState[] = [
  'proposed',
  'questioned',
  'confirmed',
  'declined',
  'expired',
  'cancelled',
];

export default function MeetingsScreen({ clientId }: { clientId: string }) {
  const { t } = useTexts();
  const client = useClient(clientId);
  if (client === undefined) return <Loading />;
  if (client === null) {
    return (
      <Screen title={t('client.meetings')}>
        <Notice tone="bad">{t('problem.notFound')}</Notice>
      </Screen>
    );
  }
  return (
    <>
      <ClientBand client={client} part="meetings" />
      <Meetings client={client} />
    </>
  );
}

const Meetings = ({ client }: { client: Client }) => {
  const { t } = useTexts();
  const [state, setState] = useState<MeetingState | ''>('');
  const meetings = useLive(`meetings ${client.clientId}`, () => listMeetings({ clientId: client.clientId }));
  return (
    <Screen
      title={t('client.meetings')}
      actions={
        <>
          <label className="filter">
            <span className="label">{t('meeting.filter')}</span>
            <select
              value={state}
              onChange={(event) => setState(STATES.find((known) => known === event.target.value) ?? '')}
            >
              <option value="">{t('meeting.all')}</option>
              {STATES.map((known) => (
                <option key={known} value={known}>
                  {t(`meeting.states.${known}`)}
                </option>
              ))}
            </select>
          </label>
          <Link className="button" data-kind="primary" to={`/clients/${client.clientId}/propose`}>
            {t('desk.propose')}
          </Link>
        </>
      }
    >
      <div className="card">
        <Loaded of={meetings}>
          {(list) => {
            const shown = list
              .filter((meeting) => state === '' || meeting.state === state)
              .toSorted((a, b) => Date.parse(whenOf(b)) - Date.parse(whenOf(a)));
            return shown.length === 0 ? (
              <Empty icon="calendar">{t('meeting.none')}</Empty>
            ) : (
              <ul className="lines">
                {shown.map((meeting) => (
                  <MeetingLine key={meeting.meetingId} meeting={meeting} zone={client.zone} />
                ))}
              </ul>
            );
          }}
        </Loaded>
      </div>
    </Screen>
  );
};

/** The time that counts: the confirmed one, or the first that was offered. */
const mainOption = (meeting: MeetingSummary) =>
  meeting.options.find((option) => option.optionId === meeting.confirmedOptionId) ?? meeting.options[0];

const whenOf = (meeting: MeetingSummary): string => mainOption(meeting)?.start ?? meeting.updatedAt;

const MeetingLine = ({ meeting, zone }: { meeting: MeetingSummary; zone: string }) => {
  const { t } = useTexts();
  const dates = useDates();
  const confirmed = meeting.options.find((option) => option.optionId === meeting.confirmedOptionId);
  const offered = meeting.options.filter((option) => option.state === 'offered');
  return (
    <li>
      <Link className="line-link" to={`/meetings/${meeting.meetingId}`}>
        <span className="line-main">
          <span className="strong">{meeting.title}</span>
          <span className="small quiet">{meeting.attendees.map(({ name }) => name).join(', ')}</span>
        </span>
        <span className="line-when num">
          {confirmed !== undefined
            ? dates.span(confirmed.start, confirmed.end, zone)
            : offered.length > 0 && `${offered.map((option) => dates.stamp(option.start, zone)).join(' · ')}`}
          {meeting.state === 'proposed' && meeting.expiresAt !== null && (
            <span className="small quiet">
              {t('meeting.expires', { when: dates.stamp(meeting.expiresAt, zone) })}
            </span>
          )}
        </span>
        <StateChip state={meeting.state} />
      </Link>
    </li>
  );
};
