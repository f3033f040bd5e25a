import { useLive } from '../../api/live.js';
import { getMeeting } from '../../api/meetings.js';
import type { Client, MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { ClientBand } from '../../shell/client-band.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Screen } from '../../shell/screen.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Icon } from '../../ui/icon.js';
import { Loading } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { Counters } from './counters.js';
import { Deeds } from './deeds.js';
import { Effects } from './effects.js';
import './meeting.css';
import { Options } from './options.js';
import { Question } from './question.js';
import { StateChip } from './state-chip.js';
import { Story } from './story.js';

export default function MeetingScreen({ meetingId }: { meetingId: string }) {
  const { t } = useTexts();
  const meeting = useLive(`meeting ${meetingId}`, () => getMeeting(meetingId));
  const client = useClient(meeting.data?.clientId);
  if (meeting.data === undefined || client === undefined || client === null) {
    return (
      <Screen title={t('meeting.title')}>
        {meeting.problem === null ? <Loading /> : <ProblemNotice problem={meeting.problem} />}
      </Screen>
    );
  }
  return (
    <>
      <ClientBand client={client} part={null} />
      <ProblemNotice problem={meeting.problem} />
      <Meeting meeting={meeting.data} client={client} />
    </>
  );
}

const Meeting = ({ meeting, client }: { meeting: MeetingDetail; client: Client }) => {
  const { t } = useTexts();
  return (
    <Screen title={meeting.title} actions={<Deeds meeting={meeting} client={client} />}>
      <div className="meeting" style={clientStyle(client)}>
        <div className="stack">
          <Question meeting={meeting} />
          <Counters meeting={meeting} client={client} />
          <Facts meeting={meeting} client={client} />
          <section className="card" aria-labelledby="options-title">
            <div className="card-head">
              <h2 id="options-title">{t('meeting.options')}</h2>
            </div>
            <Options meeting={meeting} zone={client.zone} />
          </section>
          <section className="card" aria-labelledby="effects-title">
            <div className="card-head">
              <h2 id="effects-title">{t('meeting.effects')}</h2>
            </div>
            <Effects meeting={meeting} zone={client.zone} />
          </section>
        </div>
        <section className="card" aria-labelledby="story-title">
          <div className="card-head">
            <h2 id="story-title">{t('meeting.story')}</h2>
          </div>
          <Story meeting={meeting} zone={client.zone} />
        </section>
      </div>
    </Screen>
  );
};

/** What the meeting is at a glance: its state, its time if there is one, its place. */
const Facts = ({ meeting, client }: { meeting: MeetingDetail; client: Client }) => {
  const { t } = useTexts();
  const dates = useDates();
  const confirmed = meeting.options.find((option) => option.optionId === meeting.confirmedOptionId);
  const place = [meeting.place?.name, meeting.place?.address].filter(
    (part) => part !== undefined && part !== '',
  );
  return (
    <div className="facts card">
      <StateChip state={meeting.state} />
      {confirmed !== undefined && (
        <p className="facts-time num">{`${dates.longDay(confirmed.start, client.zone)}, ${dates.hours(confirmed.start, confirmed.end, client.zone)}`}</p>
      )}
      {meeting.state === 'proposed' && meeting.expiresAt !== null && (
        <p className="fact">
          <Icon name="clock" />
          {t('meeting.expires', { when: dates.stamp(meeting.expiresAt, client.zone) })}
        </p>
      )}
      <p className="fact">
        <Icon name="place" />
        {place.length === 0 ? t('meeting.noPlace') : place.join(', ')}
      </p>
      {meeting.note !== null && <p className="fact-note">{meeting.note}</p>}
    </div>
  );
};
